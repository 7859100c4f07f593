import { PAUSED_MS } from './fall-back.ts';

/** A lane as everybody sees it. Times in milliseconds since the epoch. */
export interface LaneNews {
  readonly state: 'running' | 'paused' | 'stopped';
  /** Since when it is in this state. */
  readonly since: number | null;
  /** When it last took something to send. */
  readonly claimedAt: number | null;
  /** When organisers were told that it stands still; null once they were told that it runs again. */
  readonly toldAt: number | null;
}

/** What organisers are to be told of a lane, and when it has to be looked at again. */
export type Notice =
  | { readonly kind: 'tell'; readonly news: 'stopped' | 'paused' | 'running' }
  | { readonly kind: 'wait'; readonly until: number | null };

/** A pause that the provider asked for and that is longer than this is worth a word. */
const PAUSED_LONG_MS = 2 * PAUSED_MS;
/** Organisers hear of the same standstill no more often than this. */
const TOLD_EVERY_MS = 60 * 60_000;
/** A lane that has run for less, between two refusals, has only tried. */
export const RAN_MS = 5_000;
/** A lane that stands still tries again every minute: it runs once that went well for longer than a request may take. */
const RUNS_AFTER_MS = 20_000;

export function decideNotice({ state, since, claimedAt, toldAt }: LaneNews, now: number): Notice {
  const at = since ?? now;
  if (state === 'running') {
    if (toldAt === null || claimedAt === null || claimedAt < at) return { kind: 'wait', until: null };
    return at + RUNS_AFTER_MS <= now ? { kind: 'tell', news: 'running' } : { kind: 'wait', until: at + RUNS_AFTER_MS };
  }
  const worthAt = state === 'paused' ? at + PAUSED_LONG_MS : now;
  const tellAt = Math.max(worthAt, toldAt === null ? worthAt : toldAt + TOLD_EVERY_MS);
  return tellAt <= now ? { kind: 'tell', news: state } : { kind: 'wait', until: tellAt };
}
