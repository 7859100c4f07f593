import type { Atlas } from '../domain/neighbourhood.ts';
import { loadAtlas } from './atlas.ts';
import type { Tx } from './database.ts';

/** How long a neighbourhood that was added elsewhere may go unseen. */
const FRESH_MS = 5_000;

export interface AtlasCache {
  /** The neighbourhoods, read again once they are stale. The same object as long as nothing changed. */
  get(tx: Tx): Promise<Atlas>;
  /** As last read. */
  last(): Atlas;
}

export function createAtlasCache(first: Atlas, now: () => number): AtlasCache {
  let atlas = first;
  let readAt = now();
  return {
    async get(tx) {
      if (now() - readAt < FRESH_MS) return atlas;
      const fresh = await loadAtlas(tx);
      readAt = now();
      if (JSON.stringify(fresh.all) !== JSON.stringify(atlas.all)) atlas = fresh;
      return atlas;
    },
    last: () => atlas,
  };
}
