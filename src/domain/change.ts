/** How long both ends have to confirm a new number or account. */
export const CHANGE_LIFE_MS = 15 * 60_000;

/** Wrong codes after which it has to be begun anew. */
export const GUESSES = 5;

/** Codes that one person may have sent in a day, and that may come to one number: each costs money, and may go to somebody else's phone. */
export const CODES_A_DAY = 3;

/** Of a code that comes to the new phone alone: whoever asks for it is known by their Telegram account. */
const CODE_LENGTH = 6;
/** Of a code whose halves come to the old phone and to the new one: who sent an SMS can be forged, who reads it cannot. */
const HALF_LENGTH = 4;

/** Deep links that a new account opens: `/start m_<token>`. */
export const LINK_PREFIX = 'm_';

type Random = { integer(below: number): number };

export function makeDigits(random: Random): string {
  return digits(random, CODE_LENGTH);
}

/** For the old phone, and for the new one; typed together. */
export function makeHalves(random: Random): readonly [string, string] {
  return [digits(random, HALF_LENGTH), digits(random, HALF_LENGTH)];
}

function digits(random: Random, length: number): string {
  return Array.from({ length }, () => random.integer(10)).join('');
}
