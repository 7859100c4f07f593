import type { Atlas, Point } from './neighbourhood.ts';

/** So many with a skill who are coming, or there, are enough, until an organiser says otherwise. */
const ENOUGH_SKILLED = 1;

export interface NeedFacts {
  /** People with the skill who are coming or there. */
  readonly coming: number;
  /** People who can be asked, and were not. */
  readonly fresh: number;
  /** People who were asked already. */
  readonly asked: number;
  /** The organiser knows how many are coming, and wants more. */
  readonly more: boolean;
}

/**
 * What becomes of an organiser's wish for somebody with a skill. `enough`: they are asked whether to call more. `asked`: everybody was asked
 * before. `nobody`: there is nobody to ask.
 */
export type NeedDecision = 'ask' | 'enough' | 'asked' | 'nobody';

/** Nobody is asked twice for the same skill at the same incident, however often it is wished for. */
export function decideNeed({ coming, fresh, asked, more }: NeedFacts): NeedDecision {
  if (coming >= ENOUGH_SKILLED && !more) return 'enough';
  if (fresh > 0) return 'ask';
  return asked > 0 ? 'asked' : 'nobody';
}

/**
 * Where people with a skill are looked for, nearest first: those who are called to the incident anyway, then those around each
 * neighbourhood that it lies under, up to the city. Medics are few.
 */
export function needRings(slug: string, point: Point | null, atlas: Atlas): readonly string[] {
  return [...new Set(atlas.above(slug).flatMap((one) => atlas.rings(one, point)))];
}
