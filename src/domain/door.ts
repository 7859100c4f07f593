import { codeDigits, codeLetters } from './code.ts';

/** How a neighbourhood takes people in: anybody who asks, whoever a member has given a key, or whoever two members vouch for (`vouch.ts`). */
export const doors = ['open', 'invited', 'vouched'] as const;
export type Door = (typeof doors)[number];

export function isDoor(value: string): value is Door {
  return (doors as readonly string[]).includes(value);
}

/** How long a key opens, and how many of one member's may be out at once: whoever takes the phone cannot let a whole crowd in. */
export const KEY_LIFE_MS = 7 * 24 * 60 * 60_000;
export const KEYS_MAX = 5;

/** Letters and digits of a key: those of an incident's code, easy to read aloud and the same on a Cyrillic keyboard. */
export const keyCharacters = codeDigits + codeLetters;
/** Eighteen characters, eight times: eleven thousand million keys. */
export const KEY_LENGTH = 8;

/** A key to say and to type, like `4K7M 2PCX`. */
export function makeKey(random: { integer(below: number): number }): string {
  return Array.from({ length: KEY_LENGTH }, () => keyCharacters.charAt(random.integer(keyCharacters.length))).join('');
}

/** A key in two halves, as people read it to each other. */
export function spell(key: string): string {
  return `${key.slice(0, KEY_LENGTH / 2)} ${key.slice(KEY_LENGTH / 2)}`;
}
