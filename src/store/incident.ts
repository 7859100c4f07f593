import type { Answer } from '../domain/headcount.ts';
import { type Asker, CODE_REST_MS, type Incident, type Stage, type Supply } from '../domain/incident.ts';
import type { Kind } from '../domain/kind.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Incident as IncidentRow } from './generated/client.ts';
import { createPlaces } from './place.ts';
import { noteSpeed } from './speed.ts';

/** Where somebody goes who answers. */
export interface Destination {
  /** Null for the first house. */
  readonly house: string | null;
  /** Whether they go where the call goes. */
  readonly follows: boolean;
  /** When they will be there; null where they did not say. */
  readonly arrivesAt: number | null;
}

const anywhere: Destination = { house: null, follows: true, arrivesAt: null };

/** What a row says, its place opened. */
export function createReadIncident(cipher: Cipher): (row: IncidentRow) => Incident {
  const { openPlace, openPoint } = createPlaces(cipher);
  return (row) => ({
    id: row.id,
    code: row.code,
    slug: row.slug,
    kind: row.kind as Kind,
    supply: row.supply as Supply | null,
    stage: row.stage as Stage,
    asker: row.asker as Asker,
    startedAt: row.startedAt.getTime(),
    openedAt: row.openedAt?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
    decideAt: row.decideAt?.getTime() ?? null,
    place: openPlace(row.placeSealed),
    point: openPoint(row.pointSealed),
    headcountVersion: row.headcountVersion,
    cardVersion: row.cardVersion,
  });
}

export function createIncidents(cipher: Cipher) {
  const { sealPlace, sealPoint } = createPlaces(cipher);
  const read = createReadIncident(cipher);

  return {
    async create(
      tx: Tx,
      incident: Pick<Incident, 'code' | 'slug' | 'kind' | 'supply' | 'stage' | 'asker' | 'place' | 'point'>,
      now: number,
    ): Promise<Incident> {
      const { place, point, ...plain } = incident;
      const data = { ...plain, startedAt: new Date(now), placeSealed: sealPlace(place), pointSealed: sealPoint(point) };
      return read(await tx.incident.create({ data }));
    },

    /** An incident or, once it is merged, the one that it is one with. */
    async get(tx: Tx, id: bigint): Promise<Incident | undefined> {
      const row = await tx.incident.findUnique({ where: { id } });
      if (row?.mergedInto) return await this.get(tx, row.mergedInto);
      return row ? read(row) : undefined;
    },

    async slugOf(tx: Tx, id: bigint): Promise<string | undefined> {
      return (await this.get(tx, id))?.slug;
    },

    /** Locks the incident until the transaction ends, so that its stage and its calls change together. */
    async lock(tx: Tx, id: bigint): Promise<Incident | undefined> {
      await tx.$executeRaw`SELECT 1 FROM incident WHERE id = ${id} FOR UPDATE`;
      const row = await tx.incident.findUnique({ where: { id } });
      // Old buttons lead here; what is merged does not change any more.
      if (row?.mergedInto) return await this.lock(tx, row.mergedInto);
      return row ? read(row) : undefined;
    },

    /** Live incidents of a kind in any of the neighbourhoods, with who reported them. */
    async live(tx: Tx, slugs: readonly string[], kind: Kind) {
      const rows = await tx.incident.findMany({
        where: { stage: { in: ['held', 'open'] }, slug: { in: [...slugs] }, kind },
        include: { reports: { select: { contactId: true, personId: true, at: true } } },
      });
      return rows.map((row) => ({
        ...read(row),
        stage: row.stage as 'held' | 'open',
        reports: row.reports.map((r) => ({ contactId: r.contactId, personId: r.personId, at: r.at.getTime() })),
      }));
    },

    /** The live or lately ended incident with a code; a live one first, then the latest. */
    async byCode(tx: Tx, code: string, now: number): Promise<Incident | undefined> {
      const where = { code, OR: [{ endedAt: null }, { endedAt: { gt: new Date(now - CODE_REST_MS) } }] };
      const row = await tx.incident.findFirst({ where, orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }] });
      if (row?.mergedInto) return await this.get(tx, row.mergedInto);
      return row ? read(row) : undefined;
    },

    /** Incidents that are held or open in some neighbourhoods, whatever their kind; the oldest first. */
    async liveIn(tx: Tx, slugs: readonly string[]): Promise<readonly Incident[]> {
      const where = { stage: { in: ['held', 'open'] }, slug: { in: [...slugs] } };
      return (await tx.incident.findMany({ where, orderBy: { id: 'asc' } })).map(read);
    },

    /** Organisers' cards of other live incidents in some neighbourhoods show that there is this one. */
    async showOthers(tx: Tx, slugs: readonly string[], besides: bigint): Promise<void> {
      const where = { stage: { in: ['held', 'open'] }, slug: { in: [...slugs] }, id: { not: besides } };
      await tx.incident.updateMany({ where, data: { cardVersion: { increment: 1 } } });
    },

    async codeTaken(tx: Tx, code: string, now: number): Promise<boolean> {
      return (await this.byCode(tx, code, now)) !== undefined;
    },

    async setStage(tx: Tx, id: bigint, stage: Stage, asker: Asker | undefined, now: number): Promise<void> {
      const at = new Date(now);
      await tx.incident.update({
        where: { id },
        data: {
          stage,
          decideAt: null,
          ...(asker ? { asker } : {}),
          ...(stage === 'open' ? { openedAt: at } : { endedAt: at }),
          headcountVersion: { increment: 1 },
          cardVersion: { increment: 1 },
        },
      });
      // A code that leads to an incident lives as long as that does.
      if (stage !== 'open') await tx.incident.updateMany({ where: { mergedInto: id }, data: { endedAt: at } });
    },

    /** Somebody else stands behind the call. */
    async setAsker(tx: Tx, id: bigint, asker: Asker): Promise<void> {
      await tx.incident.update({ where: { id }, data: { asker, headcountVersion: { increment: 1 }, cardVersion: { increment: 1 } } });
    },

    async answer(tx: Tx, id: bigint, personId: bigint, answer: Answer, now: number, to: Destination = anywhere): Promise<void> {
      const at = new Date(now);
      const { house, follows } = to;
      const houseId = house === null ? null : BigInt(house);
      const arrivesAt = to.arrivesAt === null ? null : new Date(to.arrivesAt);
      // Beside the answer itself, in one go: a hundred thousand answer. What they said before makes a history that needs nobody's name.
      const first = await tx.$executeRaw`
        WITH said AS (
          INSERT INTO headcount (incident_id, person_id, answer, was, at)
          SELECT ${id}, ${personId}, ${answer}, (SELECT n.answer FROM answer n WHERE n.incident_id = ${id} AND n.person_id = ${personId}), ${at}
        )
        INSERT INTO answer (incident_id, person_id, answer, at, house_id, arrives_at, follows)
        VALUES (${id}, ${personId}, ${answer}, ${at}, ${houseId}, ${arrivesAt}, ${follows}) ON CONFLICT DO NOTHING`;
      const data = { answer, at, houseId, arrivesAt, follows };
      if (first > 0) await noteSpeed(tx, id, personId, at);
      else await tx.answer.update({ where: { incidentId_personId: { incidentId: id, personId } }, data });
      await tx.incident.update({ where: { id }, data: { headcountVersion: { increment: 1 }, cardVersion: { increment: 1 } } });
    },

    async answerOf(tx: Tx, id: bigint, personId: bigint): Promise<(Destination & { readonly answer: Answer }) | undefined> {
      const row = await tx.answer.findUnique({ where: { incidentId_personId: { incidentId: id, personId } } });
      if (!row) return undefined;
      const { answer, houseId, arrivesAt, follows } = row;
      const house = houseId === null ? null : String(houseId);
      return { answer: answer as Answer, house, follows, arrivesAt: arrivesAt?.getTime() ?? null };
    },

    async hasAnswered(tx: Tx, id: bigint, personId: bigint): Promise<boolean> {
      return (await tx.answer.findUnique({ where: { incidentId_personId: { incidentId: id, personId } } })) !== null;
    },

    async headcount(tx: Tx, id: bigint): Promise<Record<Answer, number>> {
      const rows = await tx.answer.groupBy({ by: ['answer'], where: { incidentId: id }, _count: true });
      const count = (answer: Answer): number => rows.find((r) => r.answer === answer)?._count ?? 0;
      return { coming: count('coming'), there: count('there'), cant: count('cant'), left: count('left') };
    },

    /** Open incidents that a person was called to or reported, newest first. */
    async openFor(tx: Tx, personId: bigint): Promise<readonly Incident[]> {
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT i.id FROM incident i WHERE i.stage = 'open' AND (
          EXISTS (SELECT 1 FROM delivery d WHERE d.incident_id = i.id AND d.kind IN ('call', 'need', 'receipt') AND d.person_id = ${personId})
          OR EXISTS (SELECT 1 FROM report r WHERE r.incident_id = i.id AND r.person_id = ${personId}))
        ORDER BY i.opened_at DESC`;
      const found = await tx.incident.findMany({ where: { id: { in: rows.map((r) => r.id) } }, orderBy: { openedAt: 'desc' } });
      return found.map(read);
    },

    /** Incidents that people were called to in some neighbourhoods, and that are open or ended since then; newest first. */
    async lately(tx: Tx, slugs: readonly string[], since: number, most: number): Promise<readonly Incident[]> {
      const where = { slug: { in: [...slugs] }, openedAt: { not: null }, OR: [{ stage: 'open' }, { endedAt: { gt: new Date(since) } }] };
      return (await tx.incident.findMany({ where, orderBy: { id: 'desc' }, take: most })).map(read);
    },
  };
}

export type Incidents = ReturnType<typeof createIncidents>;
