import type { Clock, Random } from '../clock.ts';
import type { Hear, Heard } from '../commands/heard.ts';
import type { Intent } from '../commands/intent.ts';
import { parse } from '../commands/parse.ts';
import type { Content } from '../domain/content.ts';
import type { Language } from '../domain/language.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { announce, type Database, type Tx } from '../store/database.ts';
import { takeInbound } from '../store/inbound.ts';
import type { Store } from '../store/store.ts';
import { press } from './press.ts';
import { point, text, wordless } from './text.ts';
import type { Turn } from './turn.ts';

export interface HearOptions {
  readonly database: Database;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly reachable: readonly ('telegram' | 'phone')[];
  readonly segmentPriceUsd: number;
  countSegments(content: Content, language: Language): number;
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
    await database.transaction(async (tx) => {
      if (!(await takeInbound(tx, heard.key, now))) return;
      const atlas = await options.atlas(tx);
      const intent = heard.signal.kind === 'text' ? parse(heard.signal.text, atlas) : undefined;
      await answer(await openTurn(options, tx, heard, intent, atlas, now), intent);
      await announce(tx);
    });
    options.committed();
  };
}

async function openTurn(options: HearOptions, tx: Tx, heard: Heard, intent: Intent | undefined, atlas: Atlas, now: number): Promise<Turn> {
  const { store, random, reachable, segmentPriceUsd, countSegments } = options;
  const typed = intent && 'language' in intent ? intent.language : undefined;
  const guess = typed ?? heard.language ?? DEFAULT_LANGUAGE;
  const contact = await store.contacts.hear(tx, heard.channel, heard.address, guess, now);
  const stranger = contact.member === undefined;
  if (stranger && typed && typed !== contact.language) await store.contacts.setLanguage(tx, contact.id, typed);
  const language = contact.member?.language ?? typed ?? contact.language;
  return { tx, now, store, atlas, random, reachable, segmentPriceUsd, countSegments, heard, contact, language };
}

async function answer(turn: Turn, intent: Intent | undefined): Promise<void> {
  const { tx, store, contact, heard, now } = turn;
  const { signal } = heard;
  if (signal.kind === 'blocked') {
    if (contact.state === 'open') await store.contacts.setState(tx, contact.id, 'blocked');
    return await store.deliveries.leaveContact(tx, contact.id, now);
  }
  // Whoever speaks can be spoken to; only one who asked for silence has to ask for its end.
  const reopened = contact.state === 'blocked' || contact.state === 'dead';
  if (reopened) await store.contacts.setState(tx, contact.id, 'open');
  const live: Turn = reopened ? { ...turn, contact: { ...contact, state: 'open' } } : turn;
  switch (signal.kind) {
    case 'unblocked':
      return;
    case 'press':
      return await press(live, signal.press);
    case 'point':
      return await point(live, signal.point);
    case 'wordless':
      return await wordless(live);
    case 'text':
      return intent && (await text(live, signal.text, intent));
  }
}
