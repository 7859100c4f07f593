import type { CasualtyKind } from './casualty.ts';

/** Short questions to whoever says that somebody was hurt or taken, one after the other. Each may be skipped. */
export const questions: Readonly<Record<CasualtyKind, readonly Question[]>> = {
  hurt: ['about', 'how', 'grave', 'help', 'where', 'consent'],
  taken: ['about', 'station', 'unit', 'when', 'consent'],
};
export type Question = 'about' | 'how' | 'grave' | 'help' | 'where' | 'station' | 'unit' | 'when' | 'consent' | 'family';

/** What can be answered with one tap. */
export const answersTo = {
  grave: ['grave', 'light'],
  help: ['treated', 'refused', 'none'],
  unit: ['police', 'riot', 'plain'],
  consent: ['agrees', 'disagrees'],
} as const satisfies Readonly<Partial<Record<Question, readonly string[]>>>;
export type Said = (typeof answersTo)[keyof typeof answersTo][number];

const said: readonly string[] = Object.values(answersTo).flat();
export const isSaid = (text: string): text is Said => said.includes(text);

/** Which question a tap answers. */
export function questionOf(answer: Said): Question {
  return (
    (Object.keys(answersTo) as (keyof typeof answersTo)[]).find((one) => (answersTo[one] as readonly string[]).includes(answer)) ?? 'about'
  );
}

/** The question after one; undefined after the last. The family's number is asked for only where they agree. */
export function nextQuestion(kind: CasualtyKind, asked: Question, agrees: boolean): Question | undefined {
  if (asked === 'consent') return agrees ? 'family' : undefined;
  const order = questions[kind];
  const at = order.indexOf(asked);
  return at < 0 ? undefined : order[at + 1];
}

/** One person begins so many records of one incident in an hour: a whole bus, and not a flood. */
export const BEGUN_MAX = 100;
export const BEGUN_WITHIN_MS = 60 * 60_000;
/** What is typed about somebody may be this long. */
export const TOLD_MAX = 300;
