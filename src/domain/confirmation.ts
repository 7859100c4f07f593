import { intoVoices } from './kin.ts';
import type { Trust } from './person.ts';

/**
 * One that speaks of a held report: they reported it too, or were asked whether they see it. `none`: a stranger, somebody who stopped, or
 * one whom the neighbourhood hears as a stranger (`standing`).
 */
export interface Voice {
  /** Whoever speaks twice counts once, for what they said last. */
  readonly who: string;
  readonly trust: Trust | 'none';
  /** What became of their reports before: see `worthOf`. Absent for one who made none. */
  readonly worth?: number;
  readonly says: 'reports' | 'yes' | 'no';
  /** Those who let them in, themselves included: see `kin.ts`. */
  readonly through?: readonly string[];
}

export type Confirmation = 'confirm' | 'false' | 'wait';

/**
 * Two neighbours are enough, or one who is trusted. Strangers weigh as one however many they are: a number costs nothing. So do new people
 * who came in through the same one: an invitation costs little. Strangers do not weigh nothing: together with a neighbour whom others
 * vouch for, or with two new ones, a stranger at the gate is believed; together with one new one, it may be the same person twice.
 */
const weights: Readonly<Record<Voice['trust'], number>> = { none: 1.5, new: 1.5, vouched: 2, trusted: 3 };
const ENOUGH = 3;
/** One pair of eyes may look the wrong way: it takes two to call a report false. */
const DENIALS_MIN = 2;

/** What those who speak of a report make of it. An organiser's verdict decides at once. */
export function weigh(voices: readonly Voice[], verdict?: boolean): Confirmation {
  if (verdict !== undefined) return verdict ? 'confirm' : 'false';
  const last = [...new Map(voices.map((voice) => [voice.who, voice])).values()];
  const denials = independent(last.filter(({ says }) => says === 'no'));
  const against = sum(denials);
  const neighbours = independent(last.filter(({ says }) => says !== 'no'));
  const strangers = last.filter(({ says, trust }) => says !== 'no' && trust === 'none').slice(0, 1);
  const inFavour = sum([...neighbours, ...strangers]);
  const onePerson = neighbours.every(({ trust }) => trust === 'new') && neighbours.length < 2;
  if (inFavour - against >= ENOUGH && !onePerson) return 'confirm';
  return denials.length >= DENIALS_MIN && against - inFavour >= 0 ? 'false' : 'wait';
}

/** Neighbours, of those whom one person may stand behind only the one that weighs most. */
function independent(voices: readonly Voice[]): readonly Voice[] {
  const unproven = intoVoices(voices.filter(({ trust }) => trust === 'new'));
  const heaviest = unproven.map((group) => group.reduce((most, voice) => (weightOf(voice) > weightOf(most) ? voice : most)));
  return [...voices.filter(({ trust }) => trust !== 'new' && trust !== 'none'), ...heaviest];
}

function sum(voices: readonly Voice[]): number {
  return voices.reduce((total, voice) => total + weightOf(voice), 0);
}

function weightOf({ trust, worth = 1 }: Voice): number {
  return weights[trust] * worth;
}

/** Trusted people who are asked at once with the organisers: more would wake a street for one report. */
export const WITNESSES_MAX = 5;

/** What becomes of a report that nobody has decided about when its neighbourhood's window ends. */
export const policies = ['send', 'hold'] as const;
export type Policy = (typeof policies)[number];

export function isPolicy(value: string): value is Policy {
  return (policies as readonly string[]).includes(value);
}
