import { lifetimeMs } from '../domain/delivery.ts';
import type { Lanes } from '../domain/lane.ts';
import { type BegunRing, type RingState } from '../domain/ring.ts';
import { bestContact, COPY_COLUMNS, copiesFor } from './copy.ts';
import { firstRing, writeCursor } from './cursor.ts';
import type { Tx } from './database.ts';
import { Prisma, type Ring as RingRow } from './generated/client.ts';
import { organisersIn } from './organiser.ts';

/** A neighbourhood that an incident's call went on to, or that was asked for help. */
export interface Ring {
  readonly id: bigint;
  readonly incidentId: bigint;
  readonly slug: string;
  readonly state: RingState;
  /** How many people were wanted when it began. */
  readonly wanted: number;
  /** Null where a policy began it. */
  readonly askedBy: bigint | null;
  readonly alertId: bigint | null;
  /** An organiser wanted it though there were enough. */
  readonly urged: boolean;
}

/** Of an incident `i`: its rings may begin, stop or go on by themselves. */
export const watchedRings = Prisma.sql`i.stage = 'open' AND (
  EXISTS (SELECT 1 FROM ring_policy WHERE policy NOT IN ('off', 'ask'))
  OR EXISTS (SELECT 1 FROM ring r WHERE r.incident_id = i.id AND r.state IN ('called', 'paused')))`;

export function createRings(lanes: Lanes) {
  const read = (row: RingRow): Ring => ({ ...row, state: row.state as RingState });
  return {
    /** The rings of an incident, in the order in which they began. */
    async of(tx: Tx, incidentId: bigint): Promise<readonly (Ring & BegunRing)[]> {
      const rows = await tx.$queryRaw<(Omit<Ring & BegunRing, 'at'> & { readonly at: Date })[]>`
        SELECT r.id, r.incident_id AS "incidentId", r.slug, r.state, r.wanted, r.asked_by AS "askedBy", r.urged, r.alert_id AS "alertId", r.at,
          a.cursor IS NOT NULL OR EXISTS (SELECT 1 FROM delivery d WHERE d.incident_id = r.incident_id AND d.kind = 'call' AND d.alert_id = r.alert_id
            AND d.state IN ('queued', 'deferred') AND d.error_code IS DISTINCT FROM 'unknown') AS going
        FROM ring r LEFT JOIN alert a ON a.id = r.alert_id WHERE r.incident_id = ${incidentId} ORDER BY r.id`;
      return rows.map((row) => ({ ...row, at: row.at.getTime() }));
    },

    async get(tx: Tx, id: bigint): Promise<Ring | undefined> {
      const row = await tx.ring.findUnique({ where: { id } });
      return row ? read(row) : undefined;
    },

    /** Neighbourhoods beyond its own that an incident's call went on to. */
    async called(tx: Tx, incidentId: bigint): Promise<readonly string[]> {
      const rows = await tx.ring.findMany({ where: { incidentId, alertId: { not: null } }, select: { slug: true } });
      return rows.map(({ slug }) => slug);
    },

    async begin(tx: Tx, ring: Pick<Ring, 'incidentId' | 'slug' | 'state' | 'wanted' | 'askedBy' | 'urged'>, now: number): Promise<Ring> {
      await shown(tx, ring.incidentId);
      return read(await tx.ring.create({ data: { ...ring, at: new Date(now) } }));
    },

    /** Its organisers have said no. */
    async refuse(tx: Tx, { id, incidentId }: Pick<Ring, 'id' | 'incidentId'>): Promise<void> {
      await tx.ring.update({ where: { id }, data: { state: 'refused' } });
      await shown(tx, incidentId);
    },

    /** Its call is to be walked from the beginning: whoever has a copy of the incident's call gets no other. */
    async start(tx: Tx, ring: Pick<Ring, 'id' | 'incidentId'>, alertId: bigint): Promise<void> {
      await tx.ring.update({ where: { id: ring.id }, data: { state: 'called', alertId } });
      await tx.alert.update({ where: { id: alertId }, data: { cursor: writeCursor(firstRing) } });
      await shown(tx, ring.incidentId);
    },

    /** Nobody else of it is called for now. What a lane is sending at this moment still arrives. */
    async pause(tx: Tx, { id, incidentId, alertId }: Pick<Ring, 'id' | 'incidentId' | 'alertId'>, now: number): Promise<void> {
      await tx.ring.update({ where: { id }, data: { state: 'paused' } });
      await tx.$executeRaw`UPDATE alert SET cursor = NULL WHERE id = ${alertId}`;
      await tx.$executeRaw`
        UPDATE delivery SET state = 'cancelled', settled_at = ${new Date(now)}
        WHERE incident_id = ${incidentId} AND kind = 'call' AND alert_id = ${alertId} AND op IN ('message', 'call')
          AND state IN ('queued', 'deferred') AND error_code IS DISTINCT FROM 'unknown'`;
      await shown(tx, incidentId);
    },

    /** It goes on: those who were to be called when it stopped, then those who were not even planned. */
    async resume(tx: Tx, ring: Pick<Ring, 'id' | 'incidentId' | 'alertId'>, urged: boolean, now: number): Promise<void> {
      const { id, incidentId, alertId } = ring;
      const at = new Date(now);
      const expiresAt = new Date(now + lifetimeMs.call);
      await tx.ring.update({ where: { id }, data: { state: 'called', urged, at } });
      await tx.alert.updateMany({ where: { id: alertId ?? 0n }, data: { cursor: writeCursor(firstRing), expiresAt } });
      await tx.$executeRaw`
        UPDATE delivery SET state = CASE WHEN due_at > ${at} THEN 'deferred' ELSE 'queued' END, settled_at = NULL, expires_at = greatest(expires_at, ${expiresAt})
        WHERE incident_id = ${incidentId} AND kind = 'call' AND alert_id = ${alertId} AND state = 'cancelled' AND error_code IS DISTINCT FROM 'unknown'
          AND op IN ('message', 'call')`;
      await shown(tx, incidentId);
    },

    async halted(tx: Tx, incidentId: bigint): Promise<boolean> {
      return (await tx.ringHalt.count({ where: { incidentId } })) > 0;
    },

    async halt(tx: Tx, incidentId: bigint): Promise<void> {
      await tx.ringHalt.upsert({ where: { incidentId }, create: { incidentId }, update: {} });
      await shown(tx, incidentId);
    },

    async goOn(tx: Tx, incidentId: bigint): Promise<void> {
      await tx.ringHalt.deleteMany({ where: { incidentId } });
      await shown(tx, incidentId);
    },

    /** Open incidents whose rings may begin, stop or go on by themselves. */
    async watched(tx: Tx): Promise<readonly bigint[]> {
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT i.id FROM incident i WHERE ${watchedRings} ORDER BY i.id`;
      return rows.map(({ id }) => id);
    },

    /** When an incident's own call began, or went on to all of its own; null where nobody is called any more. */
    async calledAt(tx: Tx, incidentId: bigint, slug: string): Promise<number | null> {
      const own = await tx.alert.findFirst({
        where: { incidentId, kind: 'call', slug },
        orderBy: { id: 'asc' },
        select: { expiresAt: true },
      });
      return own && own.expiresAt.getTime() - lifetimeMs.call;
    },

    /** Shows a ring to those who organise it: what is asked of them, or that their people are called. */
    async showHelpers(
      tx: Tx,
      alertId: bigint,
      slugs: readonly string[],
      besides: { readonly person: bigint | null } | 'those-who-see-it',
      now: number,
    ): Promise<void> {
      const not =
        besides === 'those-who-see-it'
          ? Prisma.sql`NOT EXISTS (SELECT 1 FROM delivery d WHERE d.incident_id = a.incident_id AND d.kind = 'card' AND d.person_id = m.person_id)`
          : Prisma.sql`m.person_id IS DISTINCT FROM ${besides.person}::bigint`;
      await tx.$executeRaw`
        INSERT INTO delivery (${COPY_COLUMNS})
        SELECT ${copiesFor('card', lanes, Prisma.sql`m.person_id`, new Date(now))}
        FROM alert a CROSS JOIN ${organisersIn(slugs)} m ${bestContact(Prisma.sql`m.person_id`, lanes)}
        WHERE a.id = ${alertId} AND ${not} ON CONFLICT DO NOTHING`;
    },

    /** Whether somebody else organises one of these neighbourhoods, or everything, and can answer. */
    async canBeAsked(tx: Tx, slugs: readonly string[], besides: bigint | null, channels: readonly string[]): Promise<boolean> {
      const rows = await tx.$queryRaw<{ one: number }[]>`
        SELECT 1 AS one FROM ${organisersIn(slugs)} m JOIN contact c ON c.person_id = m.person_id
        WHERE c.state = 'open' AND c.channel = ANY(${[...channels]}::text[]) AND m.person_id IS DISTINCT FROM ${besides}::bigint LIMIT 1`;
      return rows.length > 0;
    },

    /** Whether a ring has called somebody, with the place. */
    async helps(tx: Tx, incidentId: bigint, personId: bigint): Promise<boolean> {
      const rows = await tx.$queryRaw<{ helps: boolean }[]>`SELECT ${helpsAt(incidentId, personId)} AS helps`;
      return rows[0]?.helps ?? false;
    },

    /** People called by a ring, by what they answered. */
    async counts(
      tx: Tx,
      incidentId: bigint,
    ): Promise<ReadonlyMap<bigint, { readonly coming: number; readonly there: number; readonly cant: number }>> {
      const rows = await tx.$queryRaw<{ id: bigint; coming: number; there: number; cant: number }[]>`
        SELECT r.id, count(*) FILTER (WHERE n.answer = 'coming')::int AS coming, count(*) FILTER (WHERE n.answer = 'there')::int AS there,
          count(*) FILTER (WHERE n.answer = 'cant')::int AS cant
        FROM ring r JOIN answer n ON n.incident_id = r.incident_id
        WHERE r.incident_id = ${incidentId} AND EXISTS (
          SELECT 1 FROM delivery d WHERE d.incident_id = r.incident_id AND d.kind = 'call' AND d.person_id = n.person_id AND d.alert_id = r.alert_id)
        GROUP BY r.id`;
      return new Map(rows.map(({ id, ...counts }) => [id, counts]));
    },
  };
}

/** Whether a ring has called somebody to an incident, with the place. */
export function helpsAt(incidentId: bigint, personId: bigint): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM delivery d JOIN ring r ON r.alert_id = d.alert_id
    WHERE d.incident_id = ${incidentId} AND d.kind = 'call' AND d.person_id = ${personId} AND NOT d.hides_place)`;
}

/** Cards show it. By the version of the headcount a lane knows that what it has seen of the incident a moment ago is not good enough. */
async function shown(tx: Tx, incidentId: bigint): Promise<void> {
  await tx.incident.update({ where: { id: incidentId }, data: { headcountVersion: { increment: 1 }, cardVersion: { increment: 1 } } });
}

export type Rings = ReturnType<typeof createRings>;
