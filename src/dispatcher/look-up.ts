import type { Channel } from '../channels/channel.ts';
import type { Clock } from '../clock.ts';
import type { Session } from '../store/database.ts';
import { claimUnknown, knownProviderIds } from '../store/lane.ts';
import type { Outcome } from '../store/outcome.ts';
import { LOOK_UP_AFTER_MS } from './backoff.ts';
import type { Compose, Known } from './compose.ts';

export interface LookUpOptions {
  readonly channel: Channel;
  readonly compose: Compose;
  look(ids: readonly string[]): Promise<ReadonlyMap<string, Known>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly limit: number;
}

/**
 * What becomes of copies whose sending was not answered. A provider that can be asked is asked, and what it does not know is
 * sent again. Where it cannot be asked they are sent again at once: for an alarm a repeat is better than a silence.
 */
export async function lookUpUnknown(session: Session, options: LookUpOptions): Promise<Outcome[]> {
  const { channel, compose, signal } = options;
  const now = options.clock.now();
  const outcomes: Outcome[] = [];
  // Two copies to one number may both be unknown: each message at the provider answers for one of them.
  const matched = new Set<string>();
  for (const copy of await claimUnknown(session, channel.lane, options.limit, now)) {
    const again: Outcome = { id: copy.id, kind: 'again', at: now, code: 'unknown', counts: false };
    const known = copy.incidentId === null ? undefined : (await options.look([copy.incidentId])).get(copy.incidentId);
    const composed = channel.lookUp ? compose(copy, known, now) : undefined;
    if (!composed || !channel.lookUp) {
      outcomes.push(again);
      continue;
    }
    const found = await channel.lookUp(composed.outgoing, copy.claimedAt.getTime(), signal);
    if (found === 'unavailable') {
      outcomes.push({ id: copy.id, kind: 'unknown', at: now + LOOK_UP_AFTER_MS });
      continue;
    }
    const recorded = await knownProviderIds(session, found);
    const sid = found.find((id) => !recorded.has(id) && !matched.has(id));
    if (sid) matched.add(sid);
    const segments = channel.cost(composed.outgoing);
    outcomes.push(sid ? { id: copy.id, kind: 'accepted', providerId: sid, segments, version: 0 } : again);
  }
  return outcomes;
}
