import { codeDigits, codeLetters } from '../domain/code.ts';
import { KEY_LENGTH, keyCharacters } from '../domain/door.ts';

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
const KEY = new RegExp(`^[${keyCharacters}]{${KEY_LENGTH}}$`);

/** The incident's code in its canonical form (`4K7`), from any case and either keyboard; undefined if it is none. */
export function readCode(token: string): string | undefined {
  // Longer texts are no codes: nothing is spent on them. A character of a code is at most one letter and two marks.
  const code = token.length > 16 ? '' : inLatin(token);
  return CODE.test(code) ? code : undefined;
}

/** A key to a neighbourhood's door in its canonical form (`4K7M2PCX`), typed in one piece or in several; undefined if it is none. */
export function readKey(text: string): string | undefined {
  const key = text.length > 64 ? '' : inLatin(text.replace(/[\s-]+/gu, ''));
  return KEY.test(key) ? key : undefined;
}

/** Digits that confirm a new number, typed in one piece or in several; undefined where it is not as many as there are in such a code. */
export function readDigits(text: string): string | undefined {
  const digits = text.length > 64 ? '' : text.normalize('NFKC').replace(/[\s-]+/gu, '');
  return [6, 8].includes(digits.length) && /^\d+$/.test(digits) ? digits : undefined;
}

function inLatin(typed: string): string {
  const plain = typed.normalize('NFKC').replace(/\p{M}/gu, '').toUpperCase();
  return Array.from(plain, (letter) => LOOK_ALIKES[letter] ?? letter).join('');
}
