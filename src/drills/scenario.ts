import { bakai } from './bakai.ts';
import type { CastSpec } from './cast.ts';
import type { Stage } from './stage.ts';

/** A day to play: who is there, and what happens. A new one is a file beside `bakai.ts` and a line in the list below. */
export interface Scenario<Part extends string = string> {
  /** For `--scenario`. */
  readonly name: string;
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly startsAt: number;
  readonly cast: CastSpec<Part>;
  /** What reports are about: calls are recognised by it. */
  readonly places: readonly string[];
  play(stage: Stage<Part>): Promise<void>;
}

export const scenarios: readonly Scenario[] = [bakai];
