import type { Skill } from '../domain/skill.ts';
import { WANTED_MAX, type Wish } from '../domain/wanted.ts';
import { readCode } from './code.ts';
import { languageOf } from './guess.ts';
import type { Intent } from './intent.ts';
import { createLexicon, phrases } from './lexicon.ts';
import { fillers, skillWords } from './skill.ts';
import type { Token } from './tokens.ts';

const needWords = createLexicon<'need'>(
  phrases('need', {
    kk: 'керек, қажет, kerek, qajet',
    ru: 'нужен, нужна, нужно, нужны, требуется, nuzhen, nuzhna, nuzhny, nujen, nujna, nujny',
    en: 'need, needed, we need, is needed, are needed, need a, we need a',
  }),
);

const moreWords = createLexicon<'more'>(phrases('more', { kk: 'тағы, tagy', ru: 'еще, eshche, eshe, esche', en: 'more, another' }));

/** How long a code is in tokens: a digit, a letter, a digit, perhaps a letter. */
const CODE_TOKENS = [4, 3];

/**
 * `NEED MEDIC`, `NEED 2 OBSERVERS 1 MEDIC`, in any order, beside an incident's code. Undefined where there is anything else, or nobody is
 * named.
 */
export function readNeed(text: string, words: readonly Token[], code: string): Intent | undefined {
  const wishes = new Map<Skill, Omit<Wish, 'skill'>>();
  let need: ReturnType<typeof needWords.at>;
  let more = false;
  /** A number stands before what it counts, or after: the first one tells. */
  let numbersLead: boolean | undefined;
  for (let at = 0; at < words.length; ) {
    const before = numberAt(words, at);
    const skill = skillWords.at(words, before === undefined ? at : at + 1);
    if (before !== undefined && !skill) return undefined;
    numbersLead ??= before !== undefined || (skill ? false : undefined);
    const after = skill && !numbersLead ? numberAt(words, skill.end) : undefined;
    const asks = skill ? undefined : needWords.at(words, at);
    const again = skill || asks ? undefined : moreWords.at(words, at);
    const read = skill ?? asks ?? again ?? fillers.at(words, at);
    if (!read) return undefined;
    if (skill) wishes.set(skill.meaning, { count: before ?? after ?? null, more: false });
    need ??= asks;
    more ||= again !== undefined;
    at = after === undefined ? read.end : read.end + 1;
  }
  if (!need || wishes.size === 0) return undefined;
  const all = [...wishes].map(([skill, wish]) => ({ ...wish, skill, more }));
  return { kind: 'need', wishes: all, code, language: languageOf(need.language, text) };
}

/** `NEED 4K7 2 observers 1 medic`: the code stands between the word and who is wanted. */
export function readNeedAround(text: string, tokens: readonly Token[]): Intent | undefined {
  const need = needWords.at(tokens, 0);
  if (!need) return undefined;
  for (const length of CODE_TOKENS) {
    const typed = tokens.slice(need.end, need.end + length).map(({ start, end }) => text.slice(start, end));
    const code = typed.length === length ? readCode(typed.join('')) : undefined;
    const read = code && readNeed(text, [...tokens.slice(0, need.end), ...tokens.slice(need.end + length)], code);
    if (read) return read;
  }
  return undefined;
}

function numberAt(words: readonly Token[], at: number): number | undefined {
  const token = words[at];
  if (!token || token.partial || !/^\d{1,2}$/.test(token.word)) return undefined;
  return Number(token.word) <= WANTED_MAX ? Number(token.word) : undefined;
}
