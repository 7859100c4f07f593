import type { Rank } from '../domain/access.ts';
import type { Answer } from '../domain/headcount.ts';
import type { Entry, Said } from '../domain/timeline.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Event as EventRow } from './generated/client.ts';
import { helpsAt } from './ring.ts';
import { readSameHouses, readSources } from './source.ts';

export interface NewEvent {
  readonly incidentId: bigint;
  /** Null for one who was erased before it was written down. */
  readonly personId: bigint | null;
  readonly rank: Rank;
  readonly said: Said;
}

export function createEvents(cipher: Cipher) {
  const read = (row: EventRow): Entry => ({
    id: String(row.id),
    at: row.at.getTime(),
    by: { person: row.personId === null ? null : String(row.personId), rank: row.rank as Rank },
    said: JSON.parse(cipher.open('event', row.contentSealed)) as Said,
  });

  return {
    /** Writes down what somebody said, and lets the cards show it. Returns its id. */
    async add(tx: Tx, { incidentId, personId, rank, said }: NewEvent, now: number): Promise<string> {
      const { id } = await tx.event.create({
        data: { incidentId, personId, rank, contentSealed: cipher.seal('event', JSON.stringify(said)), at: new Date(now) },
      });
      // No card shows what was sent.
      if (said.kind === 'evidence') return String(id);
      const grown = { headcountVersion: { increment: 1 }, cardVersion: { increment: 1 } };
      await tx.incident.update({ where: { id: incidentId }, data: grown });
      return String(id);
    },

    /** All that was said of an incident, oldest first: of what was merged into it too, and of what it was split from until then. */
    async of(tx: Tx, incidentId: bigint): Promise<readonly Entry[]> {
      const sources = await readSources(tx, incidentId);
      if (sources.length === 0) return (await tx.event.findMany({ where: { incidentId }, orderBy: { id: 'asc' } })).map(read);
      const also = sources.map(({ id, upTo }) => ({ incidentId: id, ...(upTo === null ? {} : { id: { lte: upTo } }) }));
      const rows = await tx.event.findMany({ where: { OR: [{ incidentId }, ...also] }, orderBy: { id: 'asc' } });
      const same = await readSameHouses(
        tx,
        sources.map(({ id }) => id),
      );
      return rows.map(read).map((entry) => (same.size > 0 ? sameHouse(entry, same) : entry));
    },

    /** What one person said of an incident since then, newest first. */
    async by(tx: Tx, incidentId: bigint, personId: bigint, since: number): Promise<readonly Entry[]> {
      const where = { incidentId, personId, at: { gt: new Date(since) } };
      return (await tx.event.findMany({ where, orderBy: { id: 'desc' } })).map(read);
    },

    async incidentOf(tx: Tx, id: bigint): Promise<bigint | undefined> {
      return (await tx.event.findUnique({ where: { id }, select: { incidentId: true } }))?.incidentId;
    },

    /** What a person has to do with an incident. */
    async presence(
      tx: Tx,
      incidentId: bigint,
      personId: bigint,
    ): Promise<{ readonly called: boolean; readonly reported: boolean; readonly answer: Answer | undefined; readonly helps: boolean }> {
      const rows = await tx.$queryRaw<{ called: boolean; reported: boolean; answer: Answer | null; helps: boolean }[]>`
        SELECT EXISTS (SELECT 1 FROM delivery WHERE incident_id = ${incidentId} AND kind IN ('call', 'need', 'receipt', 'card') AND person_id = ${personId}) AS called,
          EXISTS (SELECT 1 FROM report WHERE incident_id = ${incidentId} AND person_id = ${personId}) AS reported,
          (SELECT answer FROM answer WHERE incident_id = ${incidentId} AND person_id = ${personId}) AS answer,
          ${helpsAt(incidentId, personId)} AS helps`;
      const { called = false, reported = false, answer = null, helps = false } = rows[0] ?? {};
      return { called, reported, answer: answer ?? undefined, helps };
    },
  };
}

/** What was said of a house is said of the one that stands for it since. */
function sameHouse(entry: Entry, same: ReadonlyMap<string, string>): Entry {
  const { said } = entry;
  const house = said.kind === 'house' || said.kind === 'call-moved' ? same.get(said.house) : undefined;
  return house !== undefined && 'house' in said ? { ...entry, said: { ...said, house } } : entry;
}

export type Events = ReturnType<typeof createEvents>;
