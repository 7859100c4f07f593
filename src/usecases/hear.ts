import type { Clock, Random } from '../clock.ts';
import type { Hear, Heard } from '../commands/heard.ts';
import type { Intent } from '../commands/intent.ts';
import { parse } from '../commands/parse.ts';
import { rankOf } from '../domain/access.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Content } from '../domain/content.ts';
import type { Sent } from '../domain/evidence.ts';
import type { Language } from '../domain/language.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import type { Phrase } from '../domain/phrase.ts';
import { appendAudit } from '../store/audit.ts';
import { announce, type Database, type Tx } from '../store/database.ts';
import { takeInbound } from '../store/inbound.ts';
import type { Store } from '../store/store.ts';
import { pressAnswer, repeatKey } from './answer.ts';
import { takeSent } from './evidence.ts';
import { answerHome } from './home.ts';
import { takeStep } from './hotline.ts';
import { kazakhReady } from './kazakh.ts';
import { press } from './press.ts';
import { takeRecorded } from './record.ts';
import { point, text, wordless } from './text.ts';
import { type Money, onTheLine, say, type Turn } from './turn.ts';
import { pressVerdict } from './verdict.ts';

export interface HearOptions {
  readonly database: Database;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly reachable: readonly ('telegram' | 'phone')[];
  readonly answering: readonly ('telegram' | 'phone')[];
  readonly money: Money;
  /** How many people are enough in a neighbourhood. */
  enough(slug: string): number;
  readonly calendar: Calendar;
  countSegments(content: Content, language: Language): number;
  /** What is recorded in Kazakh, or to be. */
  phrases(atlas: Atlas): readonly Phrase[];
  atlas(tx: Tx): Promise<Atlas>;
  /** Called after each commit. */
  committed(): void;
}

/** Whoever has given no sign of a language is spoken to in Kazakh. */
const DEFAULT_LANGUAGE: Language = 'kk';

/** The one way in, for every channel: deduplicated, decided and committed in one transaction. */
export function createHear(options: HearOptions): Hear {
  return async (heard) => {
    const { database, clock } = options;
    const now = clock.now();
    const aloud = await database.transaction(async (tx) => {
      const fresh = await takeInbound(tx, heard.key, now);
      // Somebody is on the line: a key that comes again has no second effect, but silence would be no answer.
      if (!fresh && !onTheLine(heard)) return [];
      const atlas = await options.atlas(tx);
      const words = wordsOf(heard);
      const intent = words === undefined ? undefined : parse(words, atlas);
      const turn = await openTurn(options, tx, heard, intent, atlas, now);
      if (!fresh && heard.signal.kind === 'key') await repeatKey(turn, heard.signal.incident, heard.signal.answer);
      else if (!fresh && heard.signal.kind === 'hotline') await takeStep(turn, heard.signal.call, heard.signal.step, false);
      else await answer(turn, intent);
      const { member } = turn.contact;
      const by = { at: now, person: member?.id ?? null, rank: rankOf(member) };
      await appendAudit(
        tx,
        turn.records.map((record) => ({ ...by, ...record })),
      );
      await announce(tx);
      const recorded = heard.signal.kind === 'hotline' && (await kazakhReady(turn));
      return recorded ? turn.aloud.map((content) => ({ ...content, recorded })) : turn.aloud;
    });
    options.committed();
    return aloud;
  };
}

async function openTurn(options: HearOptions, tx: Tx, heard: Heard, intent: Intent | undefined, atlas: Atlas, now: number): Promise<Turn> {
  const { store, random, reachable, answering, money, enough, calendar, countSegments } = options;
  const typed = intent && 'language' in intent ? intent.language : undefined;
  const guess = typed ?? heard.language ?? DEFAULT_LANGUAGE;
  // A bot that was blocked is not the one to go on with.
  const lane = heard.signal.kind === 'blocked' ? undefined : heard.lane;
  const contact = await store.contacts.hear(tx, heard.channel, heard.address, guess, now, lane);
  const stranger = contact.member === undefined;
  if (stranger && typed && typed !== contact.language) await store.contacts.setLanguage(tx, contact.id, typed);
  const language = contact.member?.language ?? typed ?? contact.language;
  const phrases = (): readonly Phrase[] => options.phrases(atlas);
  const given = { tx, now, store, atlas, random, reachable, answering, money, enough, calendar, countSegments, phrases };
  return { ...given, heard, contact, language, aloud: [], records: [] };
}

async function answer(turn: Turn, intent: Intent | undefined): Promise<void> {
  const { tx, store, contact, heard, now } = turn;
  const { signal } = heard;
  if (signal.kind === 'blocked') {
    // They went on with another bot, and are reached there.
    if (heard.lane !== undefined && heard.lane !== store.deliveries.laneOf(contact)) return;
    if (contact.state === 'open') await store.contacts.setState(tx, contact.id, 'blocked');
    return await store.deliveries.leaveContact(tx, contact.id, now);
  }
  // Whoever speaks can be spoken to; only one who asked for silence has to ask for its end.
  // A call from a landline, or a key pressed there, is no SMS from it.
  const byVoice = signal.kind === 'key' || signal.kind === 'verdict-key' || signal.kind === 'home-key' || signal.kind === 'hotline';
  const reopened = contact.state === 'blocked' || contact.state === 'dead' || (contact.state === 'landline' && !byVoice);
  if (reopened) await store.contacts.setState(tx, contact.id, 'open');
  const live: Turn = reopened ? { ...turn, contact: { ...contact, state: 'open' } } : turn;
  switch (signal.kind) {
    case 'unblocked':
      return;
    case 'press':
      return await press(live, signal.press);
    case 'key':
      return await pressAnswer(live, signal.incident, signal.answer);
    case 'hotline':
      return await takeStep(live, signal.call, signal.step, true);
    case 'verdict-key':
      return await pressVerdict(live, signal.incident, signal.confirmed);
    case 'home-key':
      return await answerHome(live, signal.incident, signal.safe, 'key');
    case 'point':
      return await point(live, signal.point);
    case 'take':
      return (await takeRecorded(live, signal.take)) ? undefined : await wordless(live);
    case 'evidence':
      return await takeFile(live, signal.sent, intent);
    case 'wordless':
      return await wordless(live);
    case 'text':
      return intent && (await text(live, signal.text, intent));
  }
}

/** What somebody typed, alone or under a picture. */
function wordsOf({ signal }: Heard): string | undefined {
  if (signal.kind === 'text') return signal.text;
  return signal.kind === 'evidence' && signal.sent.caption !== '' ? signal.sent.caption : undefined;
}

/** From whoever has to do with no alarm a picture is not kept; but what stands under it may be one. */
async function takeFile(turn: Turn, sent: Sent, intent: Intent | undefined): Promise<void> {
  if (await takeSent(turn, sent)) return;
  if (intent?.kind !== 'report') return await wordless(turn);
  await text(turn, sent.caption, intent);
  if (turn.contact.member && turn.contact.state !== 'stopped') await say(turn, { key: 'evidence-again' });
}
