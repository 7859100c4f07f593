import { readArrival } from './arrival.ts';
import { readCode } from './code.ts';
import { languageOf } from './guess.ts';
import type { Intent } from './intent.ts';
import { readTypedOutcome } from './mediation.ts';
import { readNeed, readNeedAround } from './need.ts';
import type { Token } from './tokens.ts';
import { aidWords, answerWords, standDownWords, verdictWords } from './vocabulary.ts';

/** The code of a message that is a code and something else, and what else it is. */
interface Split {
  readonly words: readonly Token[];
  readonly code?: string;
}

/** Answers, verdicts, stand-downs and needs: the whole message, with the code before, after, or (for answers) not at all. */
export function readReply(text: string, tokens: readonly Token[]): Intent | undefined {
  for (const { words, code } of splits(text, tokens)) {
    if (code !== undefined) {
      const verdict = verdictWords.whole(words);
      if (verdict) return { kind: 'verdict', confirmed: verdict.meaning, code, language: languageOf(verdict.language, text) };
      const over = standDownWords.whole(words);
      if (over) return { kind: 'stand-down', code, language: languageOf(over.language, text) };
      const aid = aidWords.whole(words);
      if (aid) return { kind: 'aid', code, yes: aid.meaning, language: languageOf(aid.language, text) };
      const need = readNeed(text, words, code);
      if (need) return need;
      const outcome = readTypedOutcome(text, words, code);
      if (outcome) return outcome;
    }
    const answer = answerWords.whole(words);
    if (answer) return { kind: 'answer', answer: answer.meaning, ...(code && { code }), language: languageOf(answer.language, text) };
    const arrival = readArrival(text, words);
    if (arrival) {
      const { minutes, language } = arrival;
      return { kind: 'answer', answer: 'coming', minutes, ...(code && { code }), language: languageOf(language, text) };
    }
  }
  return readNeedAround(text, tokens);
}

/** A code is three or four runs (`4`, `K`, `7`), whether typed together or apart. */
export function splits(text: string, tokens: readonly Token[]): readonly Split[] {
  const read = (some: readonly Token[]): string | undefined => readCode(some.map(({ start, end }) => text.slice(start, end)).join(''));
  return [
    { words: tokens },
    { words: tokens.slice(3), code: read(tokens.slice(0, 3)) },
    { words: tokens.slice(0, -3), code: read(tokens.slice(-3)) },
    { words: tokens.slice(4), code: read(tokens.slice(0, 4)) },
    { words: tokens.slice(0, -4), code: read(tokens.slice(-4)) },
  ].filter((split, i) => i === 0 || split.code !== undefined);
}
