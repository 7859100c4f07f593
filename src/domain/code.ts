/** Digits of an incident's code, in order. 0 and 1 are left out: they are read as O, I and as an answer. */
export const codeDigits = '23456789';

/** Letters of an incident's code, in order: only those that look the same on a Cyrillic keyboard. */
export const codeLetters = 'AEKMHPCTXY';

/** A code to say and to type, like `4K7`; with four characters (`4K7A`) there are ten times as many. */
export function makeCode(random: { integer(below: number): number }, length: 3 | 4): string {
  const pick = (from: string): string => from.charAt(random.integer(from.length));
  const code = pick(codeDigits) + pick(codeLetters) + pick(codeDigits);
  return length === 4 ? code + pick(codeLetters) : code;
}

/** Groups of a password. Without those letters and digits that are taken for one another, a character holds five bits. */
const PASSWORD_GROUPS = 4;
const passwordCharacters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A password of 80 bits, like `7KQ2-9XPM-4RTB-HW3N`: nobody guesses it, however fast a file can be tried. */
export function makePassword(random: { integer(below: number): number }): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => passwordCharacters.charAt(random.integer(passwordCharacters.length))).join('');
  return Array.from({ length: PASSWORD_GROUPS }, group).join('-');
}
