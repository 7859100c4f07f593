import type { RequestKind, RequestState, SecondRequest } from '../domain/request.ts';
import { REQUEST_LIFE_MS } from '../domain/request.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Request } from './generated/client.ts';

export function createRequests(cipher: Cipher) {
  const read = (row: Request): SecondRequest => ({
    id: row.id,
    kind: row.kind as RequestKind,
    state: row.state as RequestState,
    askedBy: row.askedBy,
    slug: row.slug,
    subjectId: row.subjectId,
    text: row.textSealed && cipher.open('request.text', row.textSealed),
    expiresAt: row.expiresAt.getTime(),
  });
  return {
    async create(tx: Tx, request: Pick<SecondRequest, 'kind' | 'askedBy' | 'slug' | 'subjectId' | 'text'>, now: number): Promise<bigint> {
      const { text, ...about } = request;
      const textSealed = text === null ? null : cipher.seal('request.text', text);
      const data = { ...about, state: 'waiting', textSealed, expiresAt: new Date(now + REQUEST_LIFE_MS) };
      return (await tx.request.create({ data, select: { id: true } })).id;
    },

    async get(tx: Tx, id: bigint): Promise<SecondRequest | undefined> {
      const row = await tx.request.findUnique({ where: { id } });
      return row ? read(row) : undefined;
    },

    /** The request, which nobody else decides until the transaction ends. */
    async lock(tx: Tx, id: bigint): Promise<SecondRequest | undefined> {
      await tx.$queryRaw`SELECT id FROM request WHERE id = ${id} FOR UPDATE`;
      return await this.get(tx, id);
    },

    /** What waits already about somebody. */
    async waitingFor(tx: Tx, kind: RequestKind, subjectId: bigint, now: number): Promise<bigint | undefined> {
      const where = { kind, subjectId, state: 'waiting', expiresAt: { gt: new Date(now) } };
      return (await tx.request.findFirst({ where, orderBy: { id: 'asc' }, select: { id: true } }))?.id;
    },

    async decide(tx: Tx, id: bigint, state: Exclude<RequestState, 'waiting'>, decidedBy: bigint | null): Promise<void> {
      // What it said is not needed any more.
      await tx.request.update({ where: { id }, data: { state, decidedBy, textSealed: null } });
    },

    /** Ends what nobody has answered in time; returns it. */
    async lapse(tx: Tx, now: number): Promise<readonly SecondRequest[]> {
      const where = { state: 'waiting', expiresAt: { lte: new Date(now) } };
      const rows = await tx.request.findMany({ where, orderBy: { id: 'asc' } });
      if (rows.length === 0) return [];
      const ended = await tx.$queryRaw<{ id: bigint }[]>`
        UPDATE request SET state = 'lapsed', text_sealed = NULL WHERE state = 'waiting' AND id = ANY(${rows.map((r) => r.id)}::bigint[]) RETURNING id`;
      return rows.filter((row) => ended.some(({ id }) => id === row.id)).map(read);
    },
  };
}

export type Requests = ReturnType<typeof createRequests>;
