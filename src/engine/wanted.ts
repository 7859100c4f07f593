import type { Atlas } from '../domain/neighbourhood.ts';
import { toAsk } from '../domain/wanted.ts';
import { askFurther } from '../store/asking.ts';
import type { Tx } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import type { Missing } from '../store/wanted.ts';
import { earliest } from './due.ts';

export interface WantedOptions {
  readonly store: Store;
  atlas(tx: Tx): Promise<Atlas>;
}

/** Everybody who can be asked was: somebody may come home, or join, and is looked for again after this long. */
const LOOK_AGAIN_MS = 60_000;

/**
 * Asks further people with a skill, the nearest first, where fewer are coming than are wanted: somebody says that they cannot, turns back or
 * is silent. A role that is filled is never called again. Looks at most once a minute where there was nobody left to ask.
 */
export function createAskers({ store, atlas: read }: WantedOptions) {
  /** When a role is looked at again of which everybody was asked, by incident and skill; on a clock that nobody sets. */
  const exhausted = new Map<string, { readonly waiting: number; readonly coming: number; readonly until: number }>();

  const isDue = (one: Missing, elapsed: number): boolean => {
    const rest = exhausted.get(`${one.incidentId} ${one.skill}`);
    const same = rest && rest.waiting === one.waiting && rest.coming === one.coming && rest.until > elapsed;
    return toAsk(one) > 0 && !same;
  };

  return {
    /** Returns how many people are asked. */
    async ask(tx: Tx, now: number, elapsed: number): Promise<number> {
      let count = 0;
      for (const found of await store.wanted.missing(tx, now)) {
        if (!isDue(found, elapsed)) continue;
        const incident = await store.incidents.lock(tx, found.incidentId);
        // Looked at again behind the lock: it may have ended, or the role may be filled.
        const missing = incident && (await store.wanted.missing(tx, now, incident.id)).find(({ skill }) => skill === found.skill);
        if (!incident || !missing) continue;
        const asked = await askFurther({ tx, store, atlas: await read(tx), now }, incident, missing);
        const { waiting, coming } = missing;
        const key = `${incident.id} ${missing.skill}`;
        if (asked === 0) exhausted.set(key, { waiting, coming, until: elapsed + LOOK_AGAIN_MS });
        else exhausted.delete(key);
        count += asked;
      }
      return count;
    },

    /** When somebody further may have to be asked, in milliseconds since the epoch. */
    async next(tx: Tx, now: number, elapsed: number): Promise<number | null> {
      const missing = await store.wanted.missing(tx, now);
      if (missing.some((one) => isDue(one, elapsed))) return now;
      const resting = missing.some((one) => toAsk(one) > 0) ? now + LOOK_AGAIN_MS : null;
      return earliest(resting, ...missing.map(({ silentAt }) => silentAt && Math.max(now, silentAt)));
    },
  };
}
