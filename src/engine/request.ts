import type { Tx } from '../store/database.ts';
import type { Store } from '../store/store.ts';

/** Ends what waited for a second organiser's word for too long, and tells those who asked. Returns how many. */
export async function lapseRequests(tx: Tx, store: Store, now: number): Promise<number> {
  const lapsed = await store.requests.lapse(tx, now);
  for (const { askedBy, kind } of lapsed) {
    const to = askedBy === null ? undefined : await store.contacts.openOf(tx, askedBy, 'telegram');
    if (to) await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: { key: 'asker-lapsed', args: { kind } } }, now);
  }
  return lapsed.length;
}
