/** Zero-width, direction-changing and format characters, variation selectors, soft hyphens, and halves of broken emoji. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}]/gu;
/** U+0085 is a line break that `\s` does not know. */
const SPACES = /[\s\u0085]+/gu;
const CONTROLS = /[\p{Cc}--[\s\u0085]]/gv;

/**
 * What everything typed passes through first: invisible and control characters go, white space and line breaks become
 * single spaces, letters composed of two characters become one. Letters and emoji stay.
 */
export function clean(text: string): string {
  return text.replace(INVISIBLE, '').replace(CONTROLS, '').normalize('NFC').replace(SPACES, ' ').trim();
}

/** Breaking these off before normalising matters for the acute accent, which would become a space. */
const APOSTROPHES = /['’‘ʼ`´ʹ′]/gu;

/** Kazakh letters as people type them on a Russian keyboard, and the loose ends of Kazakh in Latin letters. */
const BASE_LETTERS: Readonly<Record<string, string>> = {
  Ә: 'А',
  Ғ: 'Г',
  Қ: 'К',
  Ң: 'Н',
  Ө: 'О',
  Ұ: 'У',
  Ү: 'У',
  Һ: 'Х',
  І: 'И',
  Y: 'I',
  Q: 'K',
  Ə: 'A',
  Ŋ: 'N',
};
/** Latin letters that stand in for Kazakh or Russian ones inside a Cyrillic word: "менi" is typed with a Latin i. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  I: 'И',
  A: 'А',
  E: 'Е',
  K: 'К',
  M: 'М',
  H: 'Н',
  O: 'О',
  P: 'Р',
  C: 'С',
  T: 'Т',
  X: 'Х',
};
const IN_CYRILLIC = /(?<=\p{Script=Cyrillic})[IAEKMHOPCTX]|[IAEKMHOPCTX](?=\p{Script=Cyrillic})/gu;
const LOOSE = new RegExp(`[${Object.keys(BASE_LETTERS).join('')}]`, 'gu');

/**
 * For comparison only, never shown: upper case, without accents and apostrophes, Kazakh letters as their Russian base
 * letters. Й stays a letter of its own. The length changes: never use positions in the result on the original.
 */
export function fold(text: string): string {
  return text
    .replace(APOSTROPHES, '')
    .normalize('NFKC')
    .replace(APOSTROPHES, '')
    .replace(INVISIBLE, '')
    .toUpperCase()
    .normalize('NFD')
    .replace(/(И\u0306)|\p{M}/gu, (_, shortI: string | undefined) => (shortI ? 'Й' : ''))
    .replace(LOOSE, (letter) => BASE_LETTERS[letter] ?? letter)
    .replace(IN_CYRILLIC, (letter) => LOOKALIKES[letter] ?? letter)
    .normalize('NFC');
}
