import type { Kind } from './kind.ts';
import { silenceMsOf } from './ladder.ts';

/** What a lane is doing, whatever process holds it. */
export interface LaneStanding {
  readonly state: 'running' | 'paused' | 'stopped';
  readonly since: number | null;
}

/** How an alarm's call fares on Telegram. */
export interface TelegramFacts {
  readonly lanes: readonly LaneStanding[];
  /** Calls that are still to go out there. */
  readonly waiting: boolean;
  /** Calls tried within `TRIED_WITHIN_MS`, and those of them that Telegram did not take. */
  readonly tried: number;
  readonly refused: number;
  /** People who usually have answered by now, and those of them who have. */
  readonly expected: number;
  readonly answered: number;
}

export const TRIED_WITHIN_MS = 30_000;
/** So many calls say more than bad luck. */
export const TRIED_LEAST = 20;
/** A lane that has to wait for so long is no way to call for help. */
export const PAUSED_MS = 30_000;
/** People who usually answer within so many seconds are expected to have done so. */
export const EXPECTED_WITHIN_S = 45;
const EXPECTED_LEAST = 10;
/** Fewer answers than this share of those expected: the messages are not being seen. */
const ANSWERED_SHARE = 1 / 5;

/** Why the whole neighbourhood is to be called by SMS instead; undefined while Telegram does what it should. */
export function decideFallBack(kind: Kind, facts: TelegramFacts, now: number): 'errors' | 'standstill' | 'silence' | undefined {
  const { lanes, waiting, tried, refused, expected, answered } = facts;
  if (tried >= TRIED_LEAST && refused * 2 >= tried) return 'errors';
  const down = lanes.filter((lane) => lane.state === 'stopped' || (lane.state === 'paused' && now - (lane.since ?? now) >= PAUSED_MS));
  if (waiting && lanes.length > 0 && down.length * 2 >= lanes.length) return 'standstill';
  // Where silence sends nobody on, it says nothing.
  if (silenceMsOf(kind) !== null && expected >= EXPECTED_LEAST && answered < expected * ANSWERED_SHARE) return 'silence';
  return undefined;
}
