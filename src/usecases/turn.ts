import type { Random } from '../clock.ts';
import type { Heard } from '../commands/heard.ts';
import type { Recorded, Subject } from '../domain/audit.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Button, Content } from '../domain/content.ts';
import type { Language } from '../domain/language.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import type { Phrase } from '../domain/phrase.ts';
import { encodePress } from '../domain/press.ts';
import type { Prices } from '../domain/price.ts';
import type { Caps } from '../domain/spend.ts';
import type { Contact } from '../store/contact.ts';
import type { Tx } from '../store/database.ts';
import type { Store } from '../store/store.ts';

/** What sending costs, and how much of it there may be. */
export interface Money {
  readonly prices: Prices;
  readonly caps: Caps;
  /** The day that a moment is billed on. */
  dayOf(at: number): string;
}

/** One thing that was heard, being answered: who spoke, and the transaction that everything it changes belongs to. */
export interface Turn {
  readonly tx: Tx;
  readonly now: number;
  readonly store: Store;
  readonly atlas: Atlas;
  readonly random: Random;
  /** Channels that this deployment can reach people on. */
  readonly reachable: readonly ('telegram' | 'phone')[];
  /** Those that an answer comes back by. */
  readonly answering: readonly ('telegram' | 'phone')[];
  readonly money: Money;
  /** How many people are enough in a neighbourhood. */
  enough(slug: string): number;
  /** The city's days. */
  readonly calendar: Calendar;
  /** What is recorded in Kazakh, or to be, in the order in which it is asked for. */
  phrases(): readonly Phrase[];
  /** SMS segments of a content in a language. */
  countSegments(content: Content, language: Language): number;
  readonly heard: Heard;
  readonly contact: Contact;
  /** The language to answer in. */
  readonly language: Language;
  /** Collects what is said aloud to somebody on the line. */
  readonly aloud: Content[];
  /** Collects what the audit log is to say, in the same transaction, of whoever spoke. */
  readonly records: { readonly action: Recorded; readonly subject: Subject; readonly person?: bigint }[];
}

/** What the audit log is to say of this turn. `person`: who did it, where that is somebody whom this turn has made. */
export function record(turn: Turn, action: Recorded, subject: Subject, person?: bigint): void {
  turn.records.push({ action, subject, ...(person === undefined ? {} : { person }) });
}

/** Answers whoever spoke: on the line where there is one, else through their lane. Somebody who asked for silence gets no message. */
export async function say(turn: Turn, content: Content): Promise<void> {
  const { contact, heard, store, tx, now } = turn;
  if (onTheLine(heard)) {
    turn.aloud.push({ language: turn.language, ...content });
    return;
  }
  const to = { contactId: contact.id, personId: contact.member?.id, channel: contact.channel, lane: contact.lane };
  await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: { language: turn.language, ...content } }, now);
}

/** Whether somebody holds a telephone to their ear, and waits. */
export function onTheLine({ signal }: Heard): boolean {
  return (
    signal.kind === 'key' ||
    signal.kind === 'verdict-key' ||
    signal.kind === 'home-key' ||
    (signal.kind === 'hotline' && signal.step.kind !== 'ended')
  );
}

/** The one confirmation that somebody gets who asked for silence, or to be erased. */
export async function sayLast(turn: Turn, content: Content): Promise<void> {
  const { contact, store, tx, now } = turn;
  await store.deliveries.sayFarewell(tx, contact, 'message', { language: turn.language, ...content }, now);
}

/** Ends the waiting circle on the button that erased its presser's contact. */
export async function noteLast(turn: Turn): Promise<void> {
  const { contact, heard, store, tx, now } = turn;
  if (heard.signal.kind !== 'press') return;
  const toast = { key: 'noted', language: turn.language, callback: heard.signal.callback };
  await store.deliveries.sayFarewell(tx, contact, 'toast', toast, now);
}

/**
 * Answers a press: a line that shows for a moment on Telegram, without a message of its own. What was typed is answered with
 * a message.
 */
export async function note(turn: Turn, content: Content): Promise<void> {
  const { contact, heard, store, tx, now } = turn;
  if (heard.signal.kind !== 'press') return await say(turn, content);
  const to = { contactId: contact.id, personId: contact.member?.id, channel: contact.channel, lane: contact.lane };
  const toast = { language: turn.language, ...content, callback: heard.signal.callback };
  await store.deliveries.say(tx, { to, kind: 'answer', op: 'toast', content: toast }, now);
}

/** In place of the message under which the button was pressed; where that cannot be told any more, as a new one. */
export async function showAnew(turn: Turn, content: Content): Promise<void> {
  const { tx, store, contact, heard, language, now } = turn;
  const message = heard.signal.kind === 'press' ? heard.signal.message : undefined;
  const shown = message !== undefined && (await store.deliveries.replace(tx, contact.id, message, { language, ...content }, now));
  if (!shown) await say(turn, content);
}

/** Answers somebody who may not do that. Whoever holds a frozen account sees nothing unusual. */
export async function refuse(turn: Turn): Promise<void> {
  await note(turn, { key: turn.contact.member?.frozen ? 'noted' : 'not-allowed' });
}

/** Ends the waiting circle on a pressed button where the answer is a message. */
export async function acknowledge(turn: Turn): Promise<void> {
  await note(turn, { key: 'noted' });
}

export function neighbourhoodTerm(slug: string) {
  return { term: 'neighbourhood', slug } as const;
}

/** A button for each of some neighbourhoods. */
export function neighbourhoodButtons(
  slugs: readonly string[],
  kind: 'away-from' | 'quiet-in' | 'move-from' | 'move-to' | 'rings-in',
): readonly Button[][] {
  return slugs.map((slug) => [
    { label: { key: 'button-neighbourhood', args: { neighbourhood: neighbourhoodTerm(slug) } }, press: encodePress({ kind, slug }) },
  ]);
}

/** A report as an example, in the person's own neighbourhood or the first there is. */
export function exampleTerm(turn: Turn) {
  const own = turn.contact.member?.memberships[0]?.slug;
  return { term: 'example', slug: own ?? turn.atlas.leaves[0]?.slug ?? '' } as const;
}

/** The names to choose from. By SMS only as many as fit. */
export function neighbourhoodsTerm(turn: Turn, slugs?: readonly string[]) {
  const all = slugs ?? turn.atlas.leaves.map((n) => n.slug);
  return { term: 'neighbourhoods', slugs: all.slice(0, LISTED_MAX) } as const;
}

const LISTED_MAX = 6;
