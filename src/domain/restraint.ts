/** Reports of one person that nobody has confirmed are counted over this long. */
export const BEGUN_WITHIN_MS = 60 * 60_000;

/** So many of them may each ask organisers and neighbours a question. */
const BEGUN_MAX = 3;

/**
 * `ask`: organisers and neighbours are asked about the report. `tell`: they are told, once, that there is more from the same person.
 * `keep`: it is kept, and waits for somebody else to report it too.
 */
export type Restraint = 'ask' | 'tell' | 'keep';

/**
 * What becomes of the question about a report that is held. `begun`: when its reporter began others that nobody has confirmed. Whoever
 * is trusted, or organises, is never kept waiting for what they said before.
 */
export function restrain(begun: readonly number[], trusted: boolean, now: number): Restraint {
  const lately = begun.filter((at) => at > now - BEGUN_WITHIN_MS).length;
  if (trusted || lately < BEGUN_MAX) return 'ask';
  return lately === BEGUN_MAX ? 'tell' : 'keep';
}

/** Messages that were spoken on the hotline are counted over this long. */
export const SPOKEN_WITHIN_MS = 60 * 60_000;

/**
 * So many messages may be spoken in that time: by one member, by one stranger, and by all strangers together for one neighbourhood. Organisers
 * hear each of them, and must be able to hear those that matter.
 */
export const spokenMax = { member: 10, stranger: 2, strangers: 6 } as const;
