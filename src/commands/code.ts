import { codeDigits, codeLetters } from '../domain/code.ts';

/** Cyrillic letters, Kazakh ones included, that look like those of a code: people copy what they see. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  А: 'A',
  Е: 'E',
  К: 'K',
  Қ: 'K',
  М: 'M',
  Н: 'H',
  Һ: 'H',
  Р: 'P',
  С: 'C',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  Ү: 'Y',
  Ұ: 'Y',
};
const CODE = new RegExp(`^[${codeDigits}][${codeLetters}][${codeDigits}][${codeLetters}]?$`);

/** The incident's code in its canonical form (`4K7`), from any case and either keyboard; undefined if it is none. */
export function readCode(token: string): string | undefined {
  // Longer texts are no codes: nothing is spent on them. A character of a code is at most one letter and two marks.
  if (token.length > 16) return undefined;
  const typed = token.normalize('NFKC').replace(/\p{M}/gu, '').toUpperCase();
  const code = Array.from(typed, (letter) => LOOK_ALIKES[letter] ?? letter).join('');
  return CODE.test(code) ? code : undefined;
}
