import { type Acting, may, mayWhere, permits, rankOf } from '../domain/access.ts';
import type { Content } from '../domain/content.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import type { Organiser } from '../store/organiser.ts';
import { nameOf } from './second.ts';
import { record, type Turn } from './turn.ts';

/** What organisers do about one another; each takes two of them. */
export type Verb = 'freeze' | 'unfreeze' | 'remove-organiser';

/** What two have agreed on; `asker` is the first of them, absent where one alone may decide. */
export async function carryOut(turn: Turn, verb: Verb, id: bigint, asker?: Acting): Promise<void> {
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
      const slugs = agreedWhere(contact.member, asker, atlas);
      return await store.organisers.dismiss(tx, id, slugs, permits(rankOf(contact.member), 'remove-keeper'));
    }
  }
}

/** A keeper froze somebody, and asked nobody: everybody concerned hears that at once, and who it was. */
export async function freezeAlone(turn: Turn, id: bigint): Promise<void> {
  const { tx, store, contact, now } = turn;
  const subject = await store.organisers.get(tx, id);
  if (!subject || !contact.member) return;
  record(turn, 'freeze', `person:${id}`);
  await store.organisers.freeze(tx, id, now);
  await tellOthers(turn, subject, 'frozen-alone-told', { keeper: await nameOf(turn, contact.member.id) });
}

/** Where two people may both remove an organiser: what only one of them may do takes another second. */
export function agreedWhere(one: Acting | undefined, other: Acting | undefined, atlas: Atlas): readonly string[] {
  const mine = mayWhere(one, 'remove-organiser', atlas);
  return other ? mayWhere(other, 'remove-organiser', atlas).filter((slug) => mine.includes(slug)) : mine;
}

/** What other organisers hear of one of them. */
export type ToldOfOrganiser = 'frozen-told' | 'frozen-alone-told' | 'duress-told' | 'organiser-moved' | 'organiser-changed';

/** Tells the others who could decide about an organiser what has become of them. */
export async function tellOthers(
  turn: Turn,
  subject: Organiser,
  key: ToldOfOrganiser,
  args: NonNullable<Content['args']> = {},
): Promise<void> {
  const { tx, store, contact, atlas, reachable, now } = turn;
  const around = atlas.all.filter(({ slug }) => may({ ...subject, frozen: false }, 'approve', slug, atlas)).map(({ slug }) => slug);
  const content = { key, args: { name: await nameOf(turn, subject.id), ...args } };
  for (const to of await store.people.organisers(tx, around, reachable)) {
    if (to.personId === subject.id || to.personId === contact.member?.id) continue;
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  }
}
