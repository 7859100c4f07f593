import type { Atlas, Point } from './neighbourhood.ts';

/**
 * Where people with a skill are looked for, nearest first: those who are called to the incident anyway, then those around each
 * neighbourhood that it lies under, up to the city. Medics are few.
 */
export function needRings(slug: string, point: Point | null, atlas: Atlas): readonly string[] {
  return [...new Set(atlas.above(slug).flatMap((one) => atlas.rings(one, point)))];
}
