import type { House, HouseStatus } from '../domain/house.ts';
import type { Point } from '../domain/neighbourhood.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';
import { createPlaces } from './place.ts';

/** Where a house is; a place that is empty is not known. */
export interface Site {
  readonly place: string;
  readonly point: Point | null;
}

interface Row {
  readonly id: bigint;
  readonly place: Uint8Array | null;
  readonly point: Uint8Array | null;
  readonly status: HouseStatus;
  readonly until: Date | null;
  readonly wanted: number | null;
  readonly called: boolean;
  readonly coming: number;
  readonly there: number;
  readonly left: number;
  readonly soonest: Date | null;
}

export function createHouses(cipher: Cipher) {
  const { sealPlace, sealPoint, openPlace, openPoint } = createPlaces(cipher);

  return {
    /**
     * The houses of an incident in their order, with who comes to each; none where only its own place is known. Where the call is, the place
     * is the incident's, which a later report may have been the first to name.
     */
    async of(tx: Tx, incidentId: bigint, now: number): Promise<readonly House[]> {
      const rows = await tx.$queryRaw<Row[]>`
        WITH first AS (SELECT id FROM house WHERE incident_id = ${incidentId} ORDER BY position LIMIT 1), counted AS (
          SELECT coalesce(n.house_id, (SELECT id FROM first)) AS id, count(*) FILTER (WHERE n.answer = 'coming')::int AS coming,
            count(*) FILTER (WHERE n.answer = 'there')::int AS there, count(*) FILTER (WHERE n.answer = 'left')::int AS "left",
            min(n.arrives_at) FILTER (WHERE n.answer = 'coming' AND n.arrives_at > ${new Date(now)}) AS soonest
          FROM answer n WHERE n.incident_id = ${incidentId} AND EXISTS (SELECT 1 FROM first) GROUP BY 1
        )
        SELECT h.id, CASE WHEN c.called THEN coalesce(i.place_sealed, h.place_sealed) ELSE h.place_sealed END AS place,
          CASE WHEN c.called THEN coalesce(i.point_sealed, h.point_sealed) ELSE h.point_sealed END AS point, h.status, h.until, h.wanted, c.called,
          coalesce(k.coming, 0) AS coming, coalesce(k.there, 0) AS there, coalesce(k."left", 0) AS "left", k.soonest
        FROM house h JOIN incident i ON i.id = h.incident_id
          CROSS JOIN LATERAL (SELECT h.id = coalesce(i.house_id, (SELECT id FROM first)) AS called) c LEFT JOIN counted k ON k.id = h.id
        WHERE h.incident_id = ${incidentId} ORDER BY h.position`;
      return rows.map(({ id, place, point, until, soonest, ...plain }, index) => ({
        ...plain,
        id: String(id),
        number: index + 1,
        place: openPlace(place),
        point: openPoint(point),
        until: until?.getTime() ?? null,
        soonest: soonest?.getTime() ?? null,
      }));
    },

    /** When the first of those who are coming to an incident, to whatever house, will be there. */
    async soonest(tx: Tx, incidentId: bigint, now: number): Promise<number | null> {
      const where = { incidentId, answer: 'coming', arrivesAt: { gt: new Date(now) } };
      return (await tx.answer.aggregate({ where, _min: { arrivesAt: true } }))._min.arrivesAt?.getTime() ?? null;
    },

    /** A house or, once its incident is merged, the one on the other's list that is the same; and whose it is. */
    async find(tx: Tx, id: bigint): Promise<{ readonly id: string; readonly incidentId: bigint } | undefined> {
      const row = await tx.house.findUnique({ where: { id }, select: { incidentId: true, sameAs: true } });
      if (row?.sameAs) return await this.find(tx, row.sameAs);
      return row ? { id: String(id), incidentId: row.incidentId } : undefined;
    },

    /** Adds houses after those that there are. The incident has to be locked. */
    async add(tx: Tx, incidentId: bigint, sites: readonly Site[]): Promise<void> {
      const { _max } = await tx.house.aggregate({ where: { incidentId }, _max: { position: true } });
      const first = (_max.position ?? 0) + 1;
      const data = sites.map(({ place, point }, i) => ({
        ...{ incidentId, position: first + i, placeSealed: sealPlace(place), pointSealed: sealPoint(point) },
      }));
      await tx.house.createMany({ data });
      await show(tx, incidentId);
    },

    async setStatus(tx: Tx, incidentId: bigint, id: bigint, status: HouseStatus, until: number | null): Promise<void> {
      await tx.house.update({ where: { id }, data: { status, until: until === null ? null : new Date(until) } });
      await show(tx, incidentId);
    },

    async setWanted(tx: Tx, incidentId: bigint, id: bigint, wanted: number): Promise<void> {
      await tx.house.update({ where: { id }, data: { wanted } });
      await show(tx, incidentId);
    },

    /**
     * The call is at another house from now on: what it says of the place is the incident's. Whoever had gone by themselves to where it was
     * goes where it goes from now on. Returns how many do, those who reported it and have said no more included.
     */
    async moveCall(tx: Tx, incidentId: bigint, to: House, now: number): Promise<number> {
      const id = BigInt(to.id);
      const first = Prisma.sql`(SELECT id FROM house WHERE incident_id = ${incidentId} ORDER BY position LIMIT 1)`;
      // Where it was keeps what was known of it.
      await tx.$executeRaw`
        UPDATE house h SET place_sealed = coalesce(i.place_sealed, h.place_sealed), point_sealed = coalesce(i.point_sealed, h.point_sealed)
        FROM incident i WHERE i.id = ${incidentId} AND h.id = coalesce(i.house_id, ${first})`;
      await tx.$executeRaw`
        UPDATE answer n SET follows = true FROM incident i WHERE i.id = ${incidentId} AND n.incident_id = i.id AND NOT n.follows
          AND coalesce(n.house_id, ${first}) = coalesce(i.house_id, ${first})`;
      await tx.incident.update({
        where: { id: incidentId },
        data: { houseId: id, movedAt: new Date(now), placeSealed: sealPlace(to.place), pointSealed: sealPoint(to.point) },
      });
      await show(tx, incidentId);
      const rows = await tx.$queryRaw<{ people: number }[]>`
        SELECT count(*)::int AS people FROM (
          SELECT person_id FROM answer WHERE incident_id = ${incidentId} AND follows AND answer IN ('coming', 'there')
          UNION SELECT r.person_id FROM report r WHERE r.incident_id = ${incidentId} AND r.person_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.incident_id = r.incident_id AND n.person_id = r.person_id)
        ) going`;
      return rows[0]?.people ?? 0;
    },

    /** What was to be said of where the call was, and is not sent yet, is said no more: what a lane sends at this moment still is. */
    async takeBack(tx: Tx, incidentId: bigint, before: bigint, now: number): Promise<void> {
      await tx.$executeRaw`
        UPDATE alert SET cursor = NULL WHERE incident_id = ${incidentId} AND kind IN ('house', 'enough') AND id < ${before}`;
      await tx.$executeRaw`
        UPDATE delivery SET state = 'cancelled', error_code = 'newer', settled_at = ${new Date(now)}
        WHERE incident_id = ${incidentId} AND kind IN ('house', 'enough') AND alert_id < ${before}
          AND state IN ('queued', 'deferred', 'held', 'frozen') AND id NOT IN (SELECT unnest(ids) FROM claim)`;
    },

    /** Whether the rest have heard that enough are coming to where the call is now. */
    async toldEnough(tx: Tx, incidentId: bigint): Promise<boolean> {
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT a.id FROM alert a JOIN incident i ON i.id = a.incident_id
        WHERE a.incident_id = ${incidentId} AND a.kind = 'enough' AND (i.moved_at IS NULL OR a.created_at >= i.moved_at) LIMIT 1`;
      return rows.length > 0;
    },

    /** The house that somebody was asked to go to instead, since the call is where it is. */
    async offered(tx: Tx, incidentId: bigint, personId: bigint): Promise<string | undefined> {
      const rows = await tx.$queryRaw<{ sealed: Uint8Array | null }[]>`
        SELECT a.content_sealed AS sealed FROM delivery d JOIN alert a ON a.id = d.alert_id JOIN incident i ON i.id = d.incident_id
        WHERE d.incident_id = ${incidentId} AND d.kind = 'enough' AND d.person_id = ${personId} AND d.state IN ('accepted', 'delivered', 'unknown')
          AND NOT d.hides_place AND (i.moved_at IS NULL OR a.created_at >= i.moved_at)
        ORDER BY d.id DESC LIMIT 1`;
      const sealed = rows[0]?.sealed;
      return sealed ? (JSON.parse(cipher.open('content', sealed)) as { readonly house?: string }).house : undefined;
    },
  };
}

/** Lets the cards show it. */
async function show(tx: Tx, incidentId: bigint): Promise<void> {
  const grown = { headcountVersion: { increment: 1 }, cardVersion: { increment: 1 } };
  await tx.incident.update({ where: { id: incidentId }, data: grown });
}

export type Houses = ReturnType<typeof createHouses>;
