import { KEY_LIFE_MS } from '../domain/door.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';

/** Keys to neighbourhoods' doors. Only a keyed hash of each is kept. */
export function createDoors(cipher: Cipher) {
  const hashOf = (key: string) => cipher.hash('door-key', key);
  return {
    /** Gives a member a key for one person; returns until when it opens, in milliseconds since the epoch. */
    async give(tx: Tx, key: string, slug: string, personId: bigint, now: number): Promise<number> {
      const until = now + KEY_LIFE_MS;
      await tx.doorKey.create({ data: { keyHash: hashOf(key), slug, personId, expiresAt: new Date(until) } });
      return until;
    },

    /** How many keys of a member's are out and unused. */
    async out(tx: Tx, personId: bigint, now: number): Promise<number> {
      return await tx.doorKey.count({ where: { personId, usedAt: null, expiresAt: { gt: new Date(now) } } });
    },

    /** Whether a key opens a neighbourhood's door. */
    async opens(tx: Tx, key: string, slug: string, now: number): Promise<boolean> {
      const row = await tx.doorKey.findUnique({ where: { keyHash: hashOf(key) } });
      return row !== null && row.slug === slug && row.usedAt === null && row.expiresAt.getTime() > now;
    },

    /** Uses a key up, once. Returns who gave it: null where they are gone; undefined where it opens nothing. */
    async use(tx: Tx, key: string, slug: string, now: number): Promise<bigint | null | undefined> {
      const at = new Date(now);
      const rows = await tx.$queryRaw<{ giver: bigint | null }[]>`
        UPDATE door_key SET used_at = ${at} WHERE key_hash = ${hashOf(key)} AND slug = ${slug} AND used_at IS NULL AND expires_at > ${at}
        RETURNING person_id AS giver`;
      return rows[0]?.giver;
    },
  };
}

export type Doors = ReturnType<typeof createDoors>;
