/** Reports that nobody has confirmed are counted over this long. */
export const BEGUN_WITHIN_MS = 60 * 60_000;

/** So many of one person's may each ask organisers and neighbours a question. */
const BEGUN_MAX = 3;
/** So many of all strangers' together, in one neighbourhood: a number costs nothing. Its members are heard all the same, and so is every other neighbourhood. */
const STRANGERS_MAX = 12;

/**
 * `ask`: organisers and neighbours are asked about the report. `tell-person`, `tell-strangers`: organisers are told, once, that there is
 * more from the same person, or from strangers. `keep`: it is kept, and waits for somebody else to report it too.
 */
export type Restraint = 'ask' | 'tell-person' | 'tell-strangers' | 'keep';

/** When others began that nobody has confirmed. */
export interface Begun {
  /** By the same reporter. */
  readonly own: readonly number[];
  /** By strangers in the same neighbourhood, where the reporter is one. */
  readonly strangers: readonly number[];
}

/**
 * What becomes of the question about a report that is held. Whoever is trusted, or organises, is never kept waiting for what they said
 * before.
 */
export function restrain({ own, strangers }: Begun, trusted: boolean, now: number): Restraint {
  const lately = (begun: readonly number[]): number => begun.filter((at) => at > now - BEGUN_WITHIN_MS).length;
  const over = { person: lately(own) - BEGUN_MAX, strangers: lately(strangers) - STRANGERS_MAX };
  if (trusted || Math.max(over.person, over.strangers) < 0) return 'ask';
  if (over.person === 0) return 'tell-person';
  return over.strangers === 0 ? 'tell-strangers' : 'keep';
}

/** Messages that were spoken on the hotline are counted over this long. */
export const SPOKEN_WITHIN_MS = 60 * 60_000;

/**
 * So many messages may be spoken in that time: by one member, by one stranger, and by all strangers together for one neighbourhood. Organisers
 * hear each of them, and must be able to hear those that matter.
 */
export const spokenMax = { member: 10, stranger: 2, strangers: 6 } as const;
