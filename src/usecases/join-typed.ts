import { readKey } from '../commands/code.ts';
import { enter, settleIn } from './door.ts';
import { askKey, chooseNeighbourhood, type JoinDraft, joinDraft, neighbourhoodButton, PAGE, partsOf, welcomeBack } from './join.ts';
import { offerSkills } from './skills.ts';
import { neighbourhoodsTerm, neighbourhoodTerm, say, type Turn } from './turn.ts';

/** JOIN, typed: with a neighbourhood it is done in one message. */
export async function joinByText(turn: Turn, slug: string | undefined, unknown: string | undefined): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (contact.state !== 'open') await store.contacts.setState(tx, contact.id, 'open');
  const below = slug === undefined ? [] : partsOf(turn.atlas, slug);
  if (!slug || below.length > 0) {
    const offered = below.length > 0 ? below : turn.atlas.leaves;
    if (contact.member && !slug && unknown === undefined) return await welcomeBack(turn);
    const buttons = offered.slice(0, PAGE).map(neighbourhoodButton);
    const key = unknown === undefined ? 'join-which' : 'join-unknown';
    await store.drafts.put(tx, contact.id, { kind: 'join', language: turn.language }, now);
    const slugs = offered.map((n) => n.slug);
    return await say(turn, { key, args: { neighbourhoods: neighbourhoodsTerm(turn, slugs) }, buttons });
  }
  const { key } = await joinDraft(turn);
  const entered = await enter(turn, slug, key);
  if (!entered) {
    await store.drafts.put(tx, contact.id, { kind: 'join', language: turn.language, slug }, now);
    return await askKey(turn, slug);
  }
  const person = { contactId: contact.id, name: turn.heard.name, language: turn.language, trust: 'new' } as const;
  const id = contact.member?.id ?? (await store.people.create(tx, person, now));
  await store.drafts.drop(tx, contact.id);
  await settleIn(turn, id, slug, 'both', entered.giver);
  if (!contact.member) await offerSkills(turn);
}

/** A key was typed, in answer to the question for it. False where it is no key. */
export async function enterWithKey(turn: Turn, draft: JoinDraft, typed: string): Promise<boolean> {
  const { tx, store, contact, now } = turn;
  const key = draft.slug === undefined || draft.role ? undefined : readKey(typed);
  if (key === undefined || draft.slug === undefined) return false;
  const { slug, language } = draft;
  // A key is in no language: the conversation goes on in its own.
  const told = { ...turn, language };
  await store.contacts.setLanguage(tx, contact.id, language);
  if (!(await store.doors.opens(tx, key, slug, now))) {
    await say(told, { key: 'key-wrong', args: { neighbourhood: neighbourhoodTerm(slug) } });
    return true;
  }
  await store.drafts.put(tx, contact.id, { ...draft, key }, now);
  await (contact.channel === 'phone' ? joinByText(told, slug, undefined) : chooseNeighbourhood(told, slug));
  return true;
}
