import type { Atlas } from '../domain/neighbourhood.ts';
import { languageOf } from './guess.ts';
import { restAfter } from './header.ts';
import type { Intent } from './intent.ts';
import { readNeighbourhood } from './names.ts';
import { reportable } from './reportable.ts';
import { type Token, tokenise } from './tokens.ts';
import { movedWords, moveSides, numberWords } from './vocabulary.ts';

type Moved = Extract<Intent, { kind: 'moved' }>;

/** Words that may stand beside the names: more is a story, and a person should read it. */
const WORDS_MAX = 2;
/** What a phone number is written with, and the fewest digits that are meant as one. */
const LIKE_A_NUMBER = /^[+\d\s().-]+$/u;
const DIGITS_MIN = 5;

/** "ПЕРЕЕХАЛА Бакай Шанырак-1", "moved to Bakai": the words and the names, in either order. */
export function readMoved(text: string, tokens: readonly Token[], atlas: Atlas): Moved | undefined {
  const before = readNeighbourhood(tokens, 0, atlas);
  const word = movedWords.at(tokens, before?.end ?? 0);
  if (!word || (before && word.end < tokens.length)) return undefined;
  const language = languageOf(word.language, text);
  if (before) return { kind: 'moved', to: before.meaning, language };
  const named = readSides(text, tokens, word.end, atlas);
  return named && { ...named, language };
}

/** The same after `/moved`, where no word is needed. */
export function readMovedNames(typed: string, atlas: Atlas): Moved {
  return readSides(typed, tokenise(typed), 0, atlas) ?? { kind: 'moved', unknown: typed };
}

/** Of two names the first is the old one, unless the words before them say otherwise. Undefined where it is about something else. */
function readSides(text: string, tokens: readonly Token[], start: number, atlas: Atlas): Moved | undefined {
  const sides: { from?: string; to?: string } = {};
  const plain: string[] = [];
  let at = start;
  for (;;) {
    const side = moveSides.at(tokens, at);
    const name = readNeighbourhood(tokens, side?.end ?? at, atlas);
    if (!name) break;
    if (side) sides[side.meaning] ??= name.meaning;
    else plain.push(name.meaning);
    at = name.end;
  }
  const rest = tokens.length - (moveSides.at(tokens, at)?.end ?? at);
  // "Переехали приставы": somebody needs help.
  if (rest > WORDS_MAX || tokens.slice(at).some((_, i) => reportable.at(tokens, at + i))) return undefined;
  const to = sides.to ?? plain.pop();
  const from = sides.from ?? plain.shift();
  if (from || to) return { kind: 'moved', ...(from && { from }), ...(to && { to }) };
  return { kind: 'moved', ...(rest > 0 && { unknown: restAfter(text, tokens, start) }) };
}

/** "НОМЕР +7 701 …": the word alone asks how; before anything but a number it means something else. */
export function readNewNumber(text: string, tokens: readonly Token[]): Intent | undefined {
  const word = numberWords.at(tokens, 0);
  if (!word) return undefined;
  const number = restAfter(text, tokens, word.end);
  const language = languageOf(word.language, text);
  if (number === '') return { kind: 'number', language };
  return isLikeNumber(number) ? { kind: 'number', number, language } : undefined;
}

/** Whether a text is meant as a phone number, readable or not. */
export function isLikeNumber(text: string): boolean {
  return LIKE_A_NUMBER.test(text) && text.replace(/\D/g, '').length >= DIGITS_MIN;
}
