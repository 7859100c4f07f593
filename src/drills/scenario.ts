import type { Kind } from '../domain/kind.ts';
import type { CastSpec } from './cast.ts';
import type { NewNeighbourhood } from './enrol.ts';
import { astana2013 } from './scenarios/astana-2013.ts';
import { bakai2006 } from './scenarios/bakai-2006.ts';
import type { Stage } from './stage.ts';

/** A day to play: who is there, and what happens. A new one is a file in `scenarios` and a line in the list below. */
export interface Scenario<Part extends string = string> {
  /** For `--scenario`. */
  readonly name: string;
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly startsAt: number;
  /** Those that a new installation does not know. */
  readonly neighbourhoods?: readonly NewNeighbourhood[];
  readonly cast: CastSpec<Part>;
  /** Of everything that is reported, and where: calls are recognised by both. */
  readonly kind: Kind;
  readonly places: readonly string[];
  play(stage: Stage<Part>): Promise<void>;
}

export const scenarios: readonly Scenario[] = [bakai2006, astana2013];
