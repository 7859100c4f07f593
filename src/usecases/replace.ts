import { rankOf } from '../domain/access.ts';
import type { Change } from '../store/change.ts';
import type { Addressed } from '../store/contact.ts';
import type { Addressee } from '../store/delivery.ts';
import { detachContacts } from '../store/roster.ts';
import { tellOthers } from './freeze.ts';
import { record, type Turn } from './turn.ts';

/**
 * Puts the new address in place of the old ones: what waits goes there, silence that organisers laid on them goes along, and each old
 * one hears of it once. Undefined where the new one has become somebody's meanwhile, or asked for silence; it is all over then.
 */
export async function replace(
  turn: Turn,
  change: Change,
  olds: readonly Addressed[],
  told: 'number-replaced' | 'account-replaced',
): Promise<Addressee | undefined> {
  const { tx, store, now } = turn;
  const { personId, channel, address, language } = change;
  await store.changes.drop(tx, change.id);
  const given = address === null ? undefined : await store.contacts.give(tx, channel, address, personId, language);
  if (!given) return undefined;
  const left = olds.filter(({ id }) => id !== given.contactId);
  const ids = left.map(({ id }) => id);
  await store.bans.follow(tx, personId);
  await store.deliveries.handOver(tx, ids, given, now);
  for (const id of ids) await store.drafts.drop(tx, id);
  await detachContacts(tx, ids);
  for (const old of left) {
    if (old.state === 'open') await store.deliveries.sayFarewell(tx, old, 'message', { key: told, language }, now);
  }
  record(turn, 'change-contact', `person:${personId}`);
  const self = await store.organisers.get(tx, personId);
  if (self && ['organiser', 'keeper'].includes(rankOf(self))) await tellOthers(turn, self, 'organiser-changed');
  return given;
}
