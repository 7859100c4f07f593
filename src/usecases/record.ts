import { may } from '../domain/access.ts';
import type { Button, Content } from '../domain/content.ts';
import type { Phrase } from '../domain/phrase.ts';
import { encodePress, type Press } from '../domain/press.ts';
import type { Take } from '../domain/take.ts';
import { acknowledge, note, record, refuse, say, type Turn } from './turn.ts';

type Verb = Extract<Press, { readonly phrase: string }>['kind'];

/** So long a voice message is taken for the phrase that was shown: what comes later may be an alarm. */
const WAITS_MS = 10 * 60_000;

/** `/record`: says how far the Kazakh recordings are, and asks for the first one that is missing. */
export async function startRecording(turn: Turn): Promise<void> {
  const mine = phrasesOf(turn);
  const recorded = await turn.store.phrases.recorded(turn.tx);
  const first = mine.find(({ id }) => !recorded.has(id)) ?? mine[0];
  if (!first || turn.contact.channel !== 'telegram') return await refuse(turn);
  await say(turn, { key: 'record-how', args: counts(mine, recorded) });
  await show(turn, first, mine, recorded);
}

/** A button under a phrase. */
export async function pressRecording(turn: Turn, verb: Verb, id: string): Promise<void> {
  const { tx, store } = turn;
  const mine = phrasesOf(turn);
  const at = mine.findIndex((phrase) => phrase.id === id);
  const phrase = mine[at];
  if (mine.length === 0) return await refuse(turn);
  // Its words have changed since, or the neighbourhood is not theirs any more.
  if (!phrase) return await note(turn, { key: 'incident-gone' });
  const recorded = await store.phrases.recorded(tx);
  if ((verb === 'record-hear' || verb === 'record-drop') && !recorded.has(id)) return await note(turn, { key: 'record-none' });
  await acknowledge(turn);
  switch (verb) {
    case 'record-again':
      return await show(turn, phrase, mine, recorded);
    case 'record-hear':
      return await playBack(turn, phrase);
    case 'record-drop': {
      await store.phrases.drop(tx, id);
      record(turn, 'drop-phrase', `phrase:${id}`);
      return await show(turn, phrase, mine, await store.phrases.recorded(tx));
    }
    case 'record-walk':
      return await show(turn, mine[(at + 1) % mine.length] ?? phrase, mine, recorded);
    case 'record-next': {
      const next = [...mine.slice(at + 1), ...mine.slice(0, at + 1)].find((one) => !recorded.has(one.id));
      if (next) return await show(turn, next, mine, recorded);
      await store.drafts.drop(tx, turn.contact.id);
      return await say(turn, { key: 'record-complete', buttons: [[button('record-walk', phrase)]] });
    }
  }
}

/** What was recorded came: kept in place of what was there, or why it cannot be. False where nobody waits for it. */
export async function takeRecorded(turn: Turn, take: Take): Promise<boolean> {
  const { tx, store, contact, now } = turn;
  const draft = (await store.drafts.get(tx, contact.id, WAITS_MS, now))?.draft;
  if (draft?.kind !== 'record' || !contact.member) return false;
  const mine = phrasesOf(turn);
  const phrase = mine.find(({ id }) => id === draft.phrase);
  if (!phrase || take.kind !== 'audio') {
    await (phrase && take.kind !== 'audio' ? say(turn, { key: `record-${take.kind}` }) : refuse(turn));
    return true;
  }
  await store.phrases.keep(tx, phrase.id, contact.member.id, take.audio, now);
  // What is said next may be an alarm.
  await store.drafts.drop(tx, contact.id);
  record(turn, phrase.slug === null ? 'record-phrase' : 'record-name', `phrase:${phrase.id}`);
  const buttons = [[button('record-hear', phrase), button('record-again', phrase)], [button('record-next', phrase)]];
  await say(turn, { key: 'record-kept', args: counts(mine, await store.phrases.recorded(tx)), buttons });
  return true;
}

/** Shows what is to be read, and waits for it. */
async function show(turn: Turn, phrase: Phrase, mine: readonly Phrase[], recorded: ReadonlyMap<string, number>): Promise<void> {
  await turn.store.drafts.put(turn.tx, turn.contact.id, { kind: 'record', phrase: phrase.id }, turn.now);
  const kept = recorded.has(phrase.id);
  const args = { number: mine.indexOf(phrase) + 1, all: mine.length, words: phrase.words, kept: kept ? 'yes' : 'no' };
  const walk = [button('record-walk', phrase), button('record-next', phrase)];
  const buttons = kept ? [[button('record-hear', phrase), button('record-drop', phrase)], walk] : [walk];
  await say(turn, { key: 'record-this', args, buttons });
}

async function playBack({ tx, store, contact, now, language }: Turn, { id, words }: Phrase): Promise<void> {
  const to = { contactId: contact.id, personId: contact.member?.id, channel: contact.channel, lane: contact.lane };
  const content: Content = { key: 'record-heard', language, args: { words }, phrase: id };
  await store.deliveries.say(tx, { to, kind: 'answer', op: 'voice-note', content }, now);
}

/** What somebody may record, in its order. */
function phrasesOf({ contact, atlas, phrases }: Turn): readonly Phrase[] {
  const { member } = contact;
  return phrases().filter(({ slug }) => may(member, slug === null ? 'record-phrase' : 'record-name', slug, atlas));
}

function counts(mine: readonly Phrase[], recorded: { has(id: string): boolean }): NonNullable<Content['args']> {
  return { done: mine.filter(({ id }) => recorded.has(id)).length, all: mine.length };
}

function button(kind: Verb, { id }: Phrase): Button {
  return { label: { key: `button-${kind}` }, press: encodePress({ kind, phrase: id }) };
}
