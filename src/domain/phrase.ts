import { createHash } from 'node:crypto';

/** Something that somebody records in Kazakh, once, so that calls can be put together from it. */
export interface Phrase {
  /** By the words themselves, and whose name they are: when they change, the recording of the old ones is not found any more. */
  readonly id: string;
  /** What is to be read aloud. */
  readonly words: string;
  /** What it is for: any call, the hotline alone, or a neighbourhood's name. */
  readonly use: 'call' | 'hotline' | 'name';
  /** Whose name it is; null for what the whole deployment says. */
  readonly slug: string | null;
}

const ID_CHARACTERS = 16;

export function phraseId(words: string, slug: string | null): string {
  return createHash('sha256')
    .update(`${slug ?? ''}\n${words.normalize('NFC')}`)
    .digest('hex')
    .slice(0, ID_CHARACTERS);
}

export function isPhraseId(text: string): boolean {
  return /^[0-9a-f]{16}$/.test(text);
}

/**
 * The messages that are said in a call of ours, by their keys. They are cut where something is filled in: the numbers, kinds and names that
 * stand there are phrases of their own. A typed place cannot be: a machine says it in Russian, at its place.
 */
export const callMessages = [
  ...[
    'voice-hello',
    'voice-call',
    'voice-about',
    'voice-place',
    'voice-place-unknown',
    'voice-place-hidden',
    'voice-unconfirmed',
    'voice-since',
    'voice-keys',
  ],
  'need-ask',
  ...['answered-coming', 'answered-cant', 'answered-there', 'answer-stranger', 'voice-goodbye'],
  ...['incident-over', 'incident-false', 'incident-lapsed', 'incident-gone'],
  ...['voice-question', 'voice-verdict-keys', 'verdict-confirmed', 'verdict-false', 'verdict-too-late'],
  ...['stage-open', 'stage-false', 'stage-lapsed', 'stage-over', 'not-allowed', 'witness-yes', 'witness-no', 'noted'],
  ...['voice-home', 'voice-home-keys', 'home-safe-noted', 'home-help-noted'],
] as const;

/** What is said on the hotline besides. */
export const hotlineMessages = [
  ...['hotline-language', 'hotline-menu', 'hotline-where', 'hotline-where-choice', 'hotline-where-more', 'hotline-which'],
  ...['hotline-which-choice', 'hotline-speak', 'hotline-spoken', 'hotline-nobody', 'hotline-full', 'hotline-goodbye'],
  ...['report-held', 'report-held-nobody', 'report-added', 'report-joined', 'receipt', 'answer-none', 'safe-noted', 'safe-nobody'],
] as const;

/** Numbers that are recorded; in Kazakh all others are said by saying these one after the other. */
export const recordedNumbers: readonly number[] = [...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], ...[10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 1_000]];

/** A whole number as it is said: 214 is two, hundred, ten, four. What is larger than a million is said digit by digit. */
export function sayNumber(number: number): readonly number[] {
  if (number >= 1_000_000) return [...String(number)].map(Number);
  if (number === 0) return [0];
  const thousands = Math.floor(number / 1_000);
  const hundreds = Math.floor((number % 1_000) / 100);
  const tens = Math.floor((number % 100) / 10) * 10;
  return [
    ...(thousands > 1 ? sayNumber(thousands) : []),
    ...(thousands > 0 ? [1_000] : []),
    ...(hundreds > 1 ? [hundreds] : []),
    ...(hundreds > 0 ? [100] : []),
    ...(tens > 0 ? [tens] : []),
    ...(number % 10 > 0 ? [number % 10] : []),
  ];
}

/** A time like 11:02, as it is said: ten, one, nought, two. */
export function sayTime(time: string): readonly number[] {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return [...sayNumber(hours), ...(minutes < 10 ? [0] : []), ...sayNumber(minutes)];
}

/** Whether all is recorded that a call about these neighbourhoods may have to say. A call is never half in one language. */
export function isComplete(
  phrases: readonly Phrase[],
  recorded: { has(id: string): boolean },
  line: 'call' | 'hotline',
  slugs: readonly string[],
): boolean {
  const needed = phrases.filter(({ use, slug }) => (slug === null ? use === 'call' || line === 'hotline' : slugs.includes(slug)));
  return needed.every(({ id }) => recorded.has(id));
}
