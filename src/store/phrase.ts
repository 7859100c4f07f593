import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';

const COLUMN = 'phrase.audio';

export function createPhrases(cipher: Cipher) {
  return {
    /** What is recorded: the versions by the ids of the phrases. A version is when it was recorded, in milliseconds since the epoch. */
    async recorded(tx: Tx): Promise<ReadonlyMap<string, number>> {
      const rows = await tx.phrase.findMany({ select: { id: true, at: true } });
      return new Map(rows.map(({ id, at }) => [id, at.getTime()]));
    },

    /** Keeps a recording, sealed, in place of the one before. */
    async keep(tx: Tx, id: string, personId: bigint, audio: Uint8Array, now: number): Promise<void> {
      const recorded = { personId, audioSealed: cipher.sealBytes(COLUMN, audio), at: new Date(now) };
      await tx.phrase.upsert({ where: { id }, create: { id, ...recorded }, update: recorded });
    },

    /** False where there was none. */
    async drop(tx: Tx, id: string): Promise<boolean> {
      return (await tx.phrase.deleteMany({ where: { id } })).count > 0;
    },

    /** The audio, of the given version or whichever it is; undefined where there is none. */
    async open(tx: Tx, id: string, version?: number): Promise<Uint8Array | undefined> {
      const row = await tx.phrase.findUnique({ where: { id }, select: { audioSealed: true, at: true } });
      return row && (version === undefined || row.at.getTime() === version) ? cipher.openBytes(COLUMN, row.audioSealed) : undefined;
    },
  };
}

export type Phrases = ReturnType<typeof createPhrases>;
