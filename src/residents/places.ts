import { fold } from '../commands/fold.ts';
import type { Atlas } from '../domain/neighbourhood.ts';

/** Finds neighbourhoods by what is written in a file. */
export interface Places {
  /** The slug for a slug, or for a name in any language and spelling; undefined when no or several neighbourhoods are called so. */
  find(text: string): string | undefined;
}

export function createPlaces(atlas: Atlas): Places {
  const byName = Map.groupBy(
    atlas.all.flatMap(({ slug, names }) => [slug, ...Object.values(names)].map((name) => ({ slug, key: keyOf(name) }))),
    ({ key }) => key,
  );
  return {
    find(text) {
      const slug = text.trim().toLowerCase();
      if (atlas.get(slug)) return slug;
      const [first, ...others] = new Set(byName.get(keyOf(text))?.map((named) => named.slug));
      return others.length === 0 ? first : undefined;
    },
  };
}

/** "Шаңырақ-1", "шанырак 1" and "Шанырак1" are one name. */
function keyOf(name: string): string {
  return fold(name).replace(/[^\p{L}\p{N}]+/gu, '');
}
