import type { Neighbourhood } from '../../src/domain/neighbourhood.ts';

/** A neighbourhood as one is added, with nothing said but its names and what it lies under. */
export function neighbourhood(slug: string, parent: string | null, kk: string, ru: string, en: string): Neighbourhood {
  const plain = { city: 'almaty', centre: null, next: [], enough: null, door: 'open', window: 90, unconfirmed: 'hold' } as const;
  return { slug, parent, names: { kk, ru, en }, ...plain };
}
