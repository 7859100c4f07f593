import type { Trust } from './person.ts';

/** One that speaks of a held report: they reported it too, or were asked whether they see it. `none`: a stranger, or somebody who stopped. */
export interface Voice {
  /** Whoever speaks twice counts once, for what they said last. */
  readonly who: string;
  readonly trust: Trust | 'none';
  /** What became of their reports before: see `worthOf`. Absent for one who made none. */
  readonly worth?: number;
  readonly says: 'reports' | 'yes' | 'no';
}

export type Confirmation = 'confirm' | 'false' | 'wait';

/**
 * Two neighbours are enough, or one who is trusted. Strangers weigh as one however many they are: a number costs nothing. None of
 * them weighs nothing: together with a neighbour, a stranger at the gate is believed.
 */
const weights: Readonly<Record<Voice['trust'], number>> = { none: 1.5, new: 1.5, vouched: 2, trusted: 3 };
const ENOUGH = 3;
/** One pair of eyes may look the wrong way: it takes two to call a report false. */
const DENIALS_MIN = 2;

/** What those who speak of a report make of it. An organiser's verdict decides at once. */
export function weigh(voices: readonly Voice[], verdict?: boolean): Confirmation {
  if (verdict !== undefined) return verdict ? 'confirm' : 'false';
  const last = [...new Map(voices.map((voice) => [voice.who, voice])).values()];
  const denials = last.filter(({ says, trust }) => says === 'no' && trust !== 'none');
  const against = sum(denials);
  const pleas = last.filter(({ says }) => says !== 'no');
  const strangers = pleas.filter(({ trust }) => trust === 'none').slice(0, 1);
  const inFavour = sum([...pleas.filter(({ trust }) => trust !== 'none'), ...strangers]);
  if (inFavour - against >= ENOUGH) return 'confirm';
  return denials.length >= DENIALS_MIN && against - inFavour >= 0 ? 'false' : 'wait';
}

function sum(voices: readonly Voice[]): number {
  return voices.reduce((total, { trust, worth = 1 }) => total + weights[trust] * worth, 0);
}

/** Trusted people who are asked at once with the organisers: more would wake a street for one report. */
export const WITNESSES_MAX = 5;

/** What becomes of a report that nobody has decided about when its neighbourhood's window ends. */
export const policies = ['send', 'hold'] as const;
export type Policy = (typeof policies)[number];

export function isPolicy(value: string): value is Policy {
  return (policies as readonly string[]).includes(value);
}
