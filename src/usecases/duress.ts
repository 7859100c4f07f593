import { clean } from '../commands/fold.ts';
import type { Intent } from '../commands/intent.ts';
import { tokenise } from '../commands/tokens.ts';
import { may, permits, rankOf } from '../domain/access.ts';
import type { Content } from '../domain/content.ts';
import { DRAFT_LIFE_MS } from '../domain/draft.ts';
import { encodePress } from '../domain/press.ts';
import { tellOthers } from './freeze.ts';
import { record, refuse, say, type Turn } from './turn.ts';

/** Shorter ones are typed by chance. */
const WORD_MIN = 4;
const WORD_MAX = 64;

/** `/duress`: asks for the word. */
export async function askDuress(turn: Turn): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  if (!may(contact.member, 'set-duress', null, atlas)) return await refuse(turn);
  await store.drafts.put(tx, contact.id, { kind: 'duress' }, now);
  const cancel = { label: { key: 'button-cancel' }, press: encodePress({ kind: 'cancel' }) };
  await say(turn, { key: 'duress-what', buttons: [[cancel]] });
}

/** The word was typed. One that means something else could freeze its owner by mistake. */
export async function chooseDuress(turn: Turn, typed: string, intent: Intent): Promise<void> {
  const { tx, store, contact, atlas } = turn;
  if (!contact.member || !may(contact.member, 'set-duress', null, atlas)) return await refuse(turn);
  const word = wordOf(typed);
  const usable = intent.kind === 'unclear' && !intent.mentions && word.length >= WORD_MIN && word.length <= WORD_MAX;
  if (!usable) return await say(turn, { key: 'duress-other' });
  await store.drafts.drop(tx, contact.id);
  await store.organisers.setDuress(tx, contact.member.id, word);
  record(turn, 'set-duress', `person:${contact.member.id}`);
  await say(turn, { key: 'duress-set' });
}

/** Whether it was the organiser's own word: it looks like success, freezes the account, and the other organisers hear of it. */
export async function hearDuress(turn: Turn, typed: string): Promise<boolean> {
  const { tx, store, contact, now } = turn;
  const { member } = contact;
  const organises = member?.frozen || permits(rankOf(member), 'set-duress');
  if (!member || !organises || typed.length > WORD_MAX || !(await store.organisers.isDuress(tx, member.id, wordOf(typed)))) return false;
  // Whoever was just asked for their word, and types the one they have, is choosing it once more.
  if ((await store.drafts.get(tx, contact.id, DRAFT_LIFE_MS, now))?.draft.kind === 'duress') return false;
  const success = await successOf(turn);
  const self = await store.organisers.get(tx, member.id);
  if (self && !self.frozen) {
    record(turn, 'duress', `person:${member.id}`);
    await store.organisers.freeze(tx, member.id, now);
    await tellOthers(turn, self, 'duress-told');
  }
  await say(turn, success);
  return true;
}

/** The same however it is typed: in capitals, with a full stop, without Kazakh letters. */
function wordOf(typed: string): string {
  return tokenise(clean(typed))
    .map(({ word }) => word)
    .join(' ');
}

/** What the one who forces them to type it expects to see. */
async function successOf({ tx, store, contact, atlas, now }: Turn): Promise<Content> {
  const draft = (await store.drafts.get(tx, contact.id, DRAFT_LIFE_MS, now))?.draft;
  if (draft?.kind === 'broadcast' && draft.slug) {
    const people = (await store.audiences.of(tx, atlas.within(draft.slug), null, now))?.people ?? 0;
    return { key: 'broadcast-sent', args: { people } };
  }
  if (draft?.kind === 'update') {
    return { key: 'update-sent', args: { called: (await store.views.callCounts(tx, BigInt(draft.incident))).reached } };
  }
  return { key: 'noted' };
}
