import { takeInbound } from '../store/inbound.ts';
import { settleByHotline } from './home.ts';
import { neighbourhoodsTerm, say, type Turn } from './turn.ts';

const ONCE_IN_MS = 15 * 60_000;

/** Tells organisers that somebody who called is safe; never who it was. The caller hears whether there is anybody who was told. */
export async function tellSafe(turn: Turn, slugs: readonly string[], fresh: boolean): Promise<void> {
  const { tx, store, atlas, contact, now } = turn;
  if (fresh) await settleByHotline(turn);
  const above = [...new Set(slugs.flatMap((slug) => atlas.above(slug)))];
  const organisers = (await store.people.organisers(tx, above, turn.reachable)).filter(({ personId }) => personId !== contact.member?.id);
  if (organisers.length === 0) return await say(turn, { key: 'safe-nobody' });
  const content = {
    key: contact.member ? 'safe-called' : 'safe-called-stranger',
    args: { neighbourhoods: neighbourhoodsTerm(turn, slugs) },
  };
  // One phone that calls again and again is one person, who is safe.
  const news = fresh && (await takeInbound(tx, `safe:${contact.id}:${Math.floor(now / ONCE_IN_MS)}`, now));
  for (const to of news ? organisers : []) await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  await say(turn, { key: 'safe-noted' });
}
