import type { Kind } from './kind.ts';
import type { Point } from './neighbourhood.ts';

/**
 * `lapsed`: held, and nobody confirmed or denied it while it could still be true. `merged`: it is one with another incident, which stands for it
 * wherever it is asked for (src/domain/merge.ts).
 */
export type Stage = 'held' | 'open' | 'false' | 'lapsed' | 'over' | 'merged';

/**
 * Who stands behind a call: said on the card, never by name. `unconfirmed`: nobody decided in time, and only the neighbourhood itself is
 * called until somebody does.
 */
export type Asker = 'unconfirmed' | 'organiser' | 'trusted' | 'confirmed' | 'neighbours' | 'nobody';

export type Supply = 'heat' | 'water' | 'light';

/** One thing that is happening, from its first report to its stand-down. */
export interface Incident {
  readonly id: bigint;
  /** Short and readable aloud; unique among all that are held, open or lately ended. */
  readonly code: string;
  readonly slug: string;
  readonly kind: Kind;
  readonly supply: Supply | null;
  readonly stage: Stage;
  readonly asker: Asker;
  readonly startedAt: number;
  readonly openedAt: number | null;
  readonly endedAt: number | null;
  /** When the neighbourhood's window ends; null once it has. */
  readonly decideAt: number | null;
  /** Where it was first reported; empty when no place was given. */
  readonly place: string;
  readonly point: Point | null;
  /** Grows when an answer, a place or the stage changes: what the cards of those who answered show. */
  readonly headcountVersion: number;
  /** Grows also while the call is being sent: what organisers' cards show. */
  readonly cardVersion: number;
}

/** Whether somebody has said what to make of it; until then those who were asked may. */
export function isDecided({ stage, asker }: Pick<Incident, 'stage' | 'asker'>): boolean {
  return stage !== 'held' && !(stage === 'open' && asker === 'unconfirmed');
}

/** How long a report may wait for a confirmation before it counts as lapsed. */
export const HELD_FOR_MS = 3 * 60 * 60_000;

/** How long an ended incident keeps its code to itself, so that a late "CLEAR 4K7" cannot hit another one. */
export const CODE_REST_MS = 24 * 60 * 60_000;
