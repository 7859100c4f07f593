import { may, mayWhere, permits, rankOf } from '../domain/access.ts';
import type { Organiser } from '../store/organiser.ts';
import { nameOf } from './second.ts';
import { record, type Turn } from './turn.ts';

/** What organisers do about one another; each takes two of them. */
export type Verb = 'freeze' | 'unfreeze' | 'remove-organiser';

/** What two have agreed on. */
export async function carryOut(turn: Turn, verb: Verb, id: bigint): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const subject = await store.organisers.get(tx, id);
  if (!subject) return;
  record(turn, verb, `person:${id}`);
  switch (verb) {
    case 'freeze':
      await store.organisers.freeze(tx, id, now);
      return await tellOthers(turn, subject, 'frozen-told');
    case 'unfreeze':
      return await store.organisers.unfreeze(tx, id, now);
    case 'remove-organiser': {
      const slugs = mayWhere(contact.member, verb, atlas);
      return await store.organisers.dismiss(tx, id, slugs, permits(rankOf(contact.member), 'remove-keeper'));
    }
  }
}

/** Tells the others who could decide about an organiser what has become of them. */
export async function tellOthers(turn: Turn, subject: Organiser, key: 'frozen-told' | 'duress-told'): Promise<void> {
  const { tx, store, contact, atlas, reachable, now } = turn;
  const around = atlas.all.filter(({ slug }) => may({ ...subject, frozen: false }, 'approve', slug, atlas)).map(({ slug }) => slug);
  const content = { key, args: { name: await nameOf(turn, subject.id) } };
  for (const to of await store.people.organisers(tx, around, reachable)) {
    if (to.personId === subject.id || to.personId === contact.member?.id) continue;
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  }
}
