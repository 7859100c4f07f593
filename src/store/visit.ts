import { type Lanes, reachableBy } from '../domain/lane.ts';
import type { Told } from '../domain/visit.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Addressee } from './delivery.ts';
import type { Visit as VisitRow } from './generated/client.ts';

/** What somebody at the door has told so far. */
export interface Visit {
  readonly id: bigint;
  readonly incidentId: bigint | null;
  readonly slug: string;
  readonly contactId: bigint;
  readonly personId: bigint | null;
  readonly told: Told;
  readonly at: number;
  readonly doneAt: number | null;
  /** Those it was sent to. */
  readonly lawyers: readonly bigint[];
}

/** Sealed as a whole: which of its steps were answered says something too. */
export function createVisits(cipher: Cipher, lanes: Lanes) {
  const reachable = reachableBy(lanes);
  const seal = (told: Told): Uint8Array<ArrayBuffer> => cipher.seal('visit', JSON.stringify(told));
  const read = (row: VisitRow): Visit => ({
    ...{ id: row.id, incidentId: row.incidentId, slug: row.slug, contactId: row.contactId, personId: row.personId },
    told: JSON.parse(cipher.open('visit', row.contentSealed)) as Told,
    ...{ at: row.at.getTime(), doneAt: row.doneAt?.getTime() ?? null, lawyers: row.lawyers },
  });

  return {
    async begin(tx: Tx, visit: Pick<Visit, 'incidentId' | 'slug' | 'contactId' | 'personId'>, now: number): Promise<bigint> {
      const data = { ...visit, contentSealed: seal({}), at: new Date(now), lawyers: [] };
      return (await tx.visit.create({ data, select: { id: true } })).id;
    },

    /** The visit, which nobody else changes until the transaction ends. */
    async lock(tx: Tx, id: bigint): Promise<Visit | undefined> {
      await tx.$executeRaw`SELECT 1 FROM visit WHERE id = ${id} FOR UPDATE`;
      const row = await tx.visit.findUnique({ where: { id } });
      return row ? read(row) : undefined;
    },

    async keep(tx: Tx, id: bigint, told: Told): Promise<void> {
      await tx.visit.update({ where: { id }, data: { contentSealed: seal(told) } });
    },

    async finish(tx: Tx, id: bigint, lawyers: readonly bigint[], now: number): Promise<void> {
      await tx.visit.update({ where: { id }, data: { doneAt: new Date(now), lawyers: [...lawyers] } });
    },

    /** How many somebody began since then. */
    async begun(tx: Tx, contactId: bigint, since: number): Promise<number> {
      return await tx.visit.count({ where: { contactId, at: { gt: new Date(since) } } });
    },

    /** Where whoever fills it in can be answered: where they were asked, or by another way that is open. */
    async addressee(tx: Tx, { contactId, personId }: Visit): Promise<Addressee | undefined> {
      const rows = await tx.$queryRaw<Addressee[]>`
        SELECT id AS "contactId", person_id AS "personId", channel, lane FROM contact
        WHERE (id = ${contactId} OR person_id = ${personId}::bigint) AND state = 'open' AND channel = ANY(${[...reachable]}::text[])
        ORDER BY id = ${contactId} DESC, channel = 'telegram' DESC, id LIMIT 1`;
      return rows[0];
    },

    /** The newest live incident that was reported from an address, whoever's it is. */
    async reportedFrom(tx: Tx, contactId: bigint): Promise<bigint | undefined> {
      const where = { contactId, incident: { stage: { in: ['held', 'open'] } } };
      return (await tx.report.findFirst({ where, orderBy: { id: 'desc' }, select: { incidentId: true } }))?.incidentId;
    },

    /** Those that were finished there since then while no lawyer was on duty. */
    async unsent(tx: Tx, slugs: readonly string[], since: number): Promise<readonly Visit[]> {
      const where = { slug: { in: [...slugs] }, doneAt: { gt: new Date(since) }, lawyers: { isEmpty: true } };
      return (await tx.visit.findMany({ where, orderBy: { id: 'asc' } })).map(read);
    },
  };
}

export type Visits = ReturnType<typeof createVisits>;
