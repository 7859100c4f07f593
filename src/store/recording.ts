import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';

/** A spoken message whose next step is due. */
export interface DueRecording {
  readonly id: bigint;
  readonly sid: string;
  readonly slug: string;
  readonly state: 'waiting' | 'kept' | 'done';
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly attempts: number;
}

export function createRecordings(cipher: Cipher) {
  return {
    async create(tx: Tx, sid: string, slug: string, now: number): Promise<void> {
      const at = new Date(now);
      await tx.recording.create({ data: { sid, slug, at, dueAt: at } });
    },

    /** The oldest of those whose next step is due. */
    async due(tx: Tx, now: number): Promise<DueRecording | undefined> {
      const row = await tx.recording.findFirst({
        where: { dueAt: { lte: new Date(now) } },
        orderBy: { dueAt: 'asc' },
        select: { id: true, sid: true, slug: true, state: true, at: true, attempts: true },
      });
      return row ? { ...row, state: row.state as DueRecording['state'], at: row.at.getTime() } : undefined;
    },

    /** When the next step of any is due, in milliseconds since the epoch. */
    async nextDue(tx: Tx): Promise<number | null> {
      const row = await tx.recording.findFirst({ orderBy: { dueAt: 'asc' }, select: { dueAt: true } });
      return row?.dueAt.getTime() ?? null;
    },

    /** Keeps the audio, sealed. */
    async keep(tx: Tx, id: bigint, audio: Uint8Array, now: number): Promise<void> {
      const audioSealed = cipher.sealBytes('recording.audio', audio);
      await tx.recording.update({ where: { id }, data: { audioSealed, state: 'kept', attempts: 0, dueAt: new Date(now) } });
    },

    /** It is gone at the provider; our copy is kept until then. */
    async finish(tx: Tx, id: bigint, until: number): Promise<void> {
      await tx.recording.update({ where: { id }, data: { state: 'done', dueAt: new Date(until) } });
    },

    /** `forget`: nobody needs our copy any more. */
    async tryAgain(tx: Tx, id: bigint, at: number, forget: boolean): Promise<void> {
      const audio = forget ? { audioSealed: null } : {};
      await tx.recording.update({ where: { id }, data: { attempts: { increment: 1 }, dueAt: new Date(at), ...audio } });
    },

    async drop(tx: Tx, id: bigint): Promise<void> {
      await tx.recording.delete({ where: { id } });
    },

    /** The audio; undefined once it is dropped. */
    async open(tx: Tx, id: bigint): Promise<Uint8Array | undefined> {
      const sealed = (await tx.recording.findUnique({ where: { id }, select: { audioSealed: true } }))?.audioSealed;
      return sealed ? cipher.openBytes('recording.audio', sealed) : undefined;
    },
  };
}

export type Recordings = ReturnType<typeof createRecordings>;
