import type { Language } from '../domain/language.ts';

/** Letters that Russian does not have. */
const KAZAKH = /[әғқңөұүһі]/iu;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /\p{Script=Latin}/u;

/** The language of a text without a word we know, by its letters. */
export function guessLanguage(text: string): Language | undefined {
  if (KAZAKH.test(text)) return 'kk';
  if (CYRILLIC.test(text)) return 'ru';
  return LATIN.test(text) ? 'en' : undefined;
}

/**
 * The language of a text in which one word is known. English command words are printed on leaflets in any language:
 * "JOIN Бакай" says nothing about who typed it.
 */
export function languageOf(word: Language | undefined, text: string): Language | undefined {
  if (word === 'kk' || word === 'ru') return word;
  if (KAZAKH.test(text)) return 'kk';
  return CYRILLIC.test(text) ? undefined : word;
}
