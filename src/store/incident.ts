import type { IncidentView } from '../domain/content.ts';
import type { Answer } from '../domain/headcount.ts';
import { type Asker, CODE_REST_MS, type Incident, type Stage, type Supply } from '../domain/incident.ts';
import type { Kind } from '../domain/kind.ts';
import type { Point } from '../domain/neighbourhood.ts';
import { foldTimeline } from '../domain/timeline.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Addressee } from './delivery.ts';
import type { Events } from './event.ts';
import type { Incident as IncidentRow } from './generated/client.ts';
import type { Needs } from './need.ts';
import { noteSpeed } from './speed.ts';

export interface NewReport {
  readonly incident: bigint;
  readonly personId: bigint | undefined;
  readonly contactId: bigint;
  readonly place: string;
  readonly point: Point | null;
}

/** A card has room for this many further places, the newest: Telegram takes 4,096 characters. */
const PLACES_SHOWN = 8;

export function createIncidents(cipher: Cipher, needs: Needs, events: Events) {
  const sealPlace = (place: string) => (place ? cipher.seal('place', place) : null);
  const sealPoint = (point: Point | null) => (point ? cipher.seal('point', `${point.lat},${point.lon}`) : null);
  const openPlace = (sealed: Uint8Array | null): string => (sealed ? cipher.open('place', sealed) : '');
  const openPoint = (sealed: Uint8Array | null): Point | null => {
    if (!sealed) return null;
    const [lat = 0, lon = 0] = cipher.open('point', sealed).split(',').map(Number);
    return { lat, lon };
  };
  const read = (row: IncidentRow): Incident => ({
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

    async get(tx: Tx, id: bigint): Promise<Incident | undefined> {
      const row = await tx.incident.findUnique({ where: { id } });
      return row ? read(row) : undefined;
    },

    async slugOf(tx: Tx, id: bigint): Promise<string | undefined> {
      return (await tx.incident.findUnique({ where: { id }, select: { slug: true } }))?.slug;
    },

    /** Locks the incident until the transaction ends, so that its stage and its calls change together. */
    async lock(tx: Tx, id: bigint): Promise<Incident | undefined> {
      await tx.$executeRaw`SELECT 1 FROM incident WHERE id = ${id} FOR UPDATE`;
      const row = await tx.incident.findUnique({ where: { id } });
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
      return row ? read(row) : undefined;
    },

    async codeTaken(tx: Tx, code: string, now: number): Promise<boolean> {
      return (await this.byCode(tx, code, now)) !== undefined;
    },

    async addReport(tx: Tx, report: NewReport, now: number): Promise<void> {
      await tx.report.create({
        data: {
          incidentId: report.incident,
          personId: report.personId ?? null,
          contactId: report.contactId,
          placeSealed: sealPlace(report.place),
          pointSealed: sealPoint(report.point),
          at: new Date(now),
        },
      });
      // The first report with a place or a point gives the incident its own.
      await tx.$executeRaw`
        UPDATE incident SET place_sealed = coalesce(place_sealed, ${sealPlace(report.place)}), point_sealed = coalesce(point_sealed, ${sealPoint(report.point)}),
          headcount_version = headcount_version + 1, card_version = card_version + 1 WHERE id = ${report.incident}`;
    },

    /** How many people have reported it, each once. */
    async countReporters(tx: Tx, id: bigint): Promise<number> {
      const rows = await tx.$queryRaw<{ count: number }[]>`
        SELECT count(DISTINCT coalesce(person_id, -contact_id))::int AS count FROM report WHERE incident_id = ${id}`;
      return rows[0]?.count ?? 0;
    },

    /** Places in the order they were reported, repeats included. */
    async places(tx: Tx, id: bigint): Promise<readonly string[]> {
      const rows = await tx.report.findMany({ where: { incidentId: id }, orderBy: { id: 'asc' }, select: { placeSealed: true } });
      return rows.map((r) => openPlace(r.placeSealed)).filter(Boolean);
    },

    /** Everyone who reported it and can be answered, each once, on the contact they last used or, where that is closed, another. */
    async reporters(tx: Tx, id: bigint): Promise<readonly Addressee[]> {
      return await tx.$queryRaw<Addressee[]>`
        SELECT DISTINCT ON (coalesce(r.person_id, -r.contact_id)) c.id AS "contactId", r.person_id AS "personId", c.channel, c.lane
        FROM report r JOIN contact c ON (c.id = r.contact_id OR c.person_id = r.person_id) AND c.state = 'open'
        WHERE r.incident_id = ${id}
        ORDER BY coalesce(r.person_id, -r.contact_id), c.id = r.contact_id DESC, c.channel = 'telegram' DESC, r.id DESC`;
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
    },

    /** Somebody else stands behind the call. */
    async setAsker(tx: Tx, id: bigint, asker: Asker): Promise<void> {
      await tx.incident.update({ where: { id }, data: { asker, headcountVersion: { increment: 1 }, cardVersion: { increment: 1 } } });
    },

    /** From now on somebody is asked about it: see `agenda.ts`. */
    async openWindow(tx: Tx, id: bigint, until: number): Promise<void> {
      await tx.incident.update({ where: { id }, data: { decideAt: new Date(until) } });
    },

    /** When somebody, by any of their contacts, began incidents since then that nobody has confirmed. */
    async begunBy(tx: Tx, contactId: bigint, personId: bigint | undefined, since: number): Promise<readonly number[]> {
      const rows = await tx.$queryRaw<{ at: Date }[]>`
        SELECT i.started_at AS at FROM incident i JOIN report r ON r.incident_id = i.id AND r.at = i.started_at
        WHERE i.started_at > ${new Date(since)} AND (i.stage IN ('held', 'false', 'lapsed') OR i.asker = 'unconfirmed')
          AND (r.contact_id = ${contactId} OR r.person_id = ${personId ?? null})`;
      return rows.map(({ at }) => at.getTime());
    },

    /** When strangers began incidents in that neighbourhood since then that nobody has confirmed. */
    async begunByStrangers(tx: Tx, slug: string, since: number): Promise<readonly number[]> {
      const rows = await tx.$queryRaw<{ at: Date }[]>`
        SELECT i.started_at AS at FROM incident i JOIN report r ON r.incident_id = i.id AND r.at = i.started_at
        WHERE i.started_at > ${new Date(since)} AND i.slug = ${slug} AND i.stage IN ('held', 'false', 'lapsed') AND r.person_id IS NULL`;
      return rows.map(({ at }) => at.getTime());
    },

    async closeWindow(tx: Tx, id: bigint): Promise<void> {
      await tx.incident.update({ where: { id }, data: { decideAt: null } });
    },

    async answer(tx: Tx, id: bigint, personId: bigint, answer: Answer, now: number): Promise<void> {
      const at = new Date(now);
      const first = await tx.$executeRaw`
        INSERT INTO answer (incident_id, person_id, answer, at) VALUES (${id}, ${personId}, ${answer}, ${at}) ON CONFLICT DO NOTHING`;
      if (first > 0) await noteSpeed(tx, id, personId, at);
      else await tx.answer.update({ where: { incidentId_personId: { incidentId: id, personId } }, data: { answer, at } });
      await tx.incident.update({ where: { id }, data: { headcountVersion: { increment: 1 }, cardVersion: { increment: 1 } } });
    },

    async hasAnswered(tx: Tx, id: bigint, personId: bigint): Promise<boolean> {
      return (await tx.answer.findUnique({ where: { incidentId_personId: { incidentId: id, personId } } })) !== null;
    },

    async headcount(tx: Tx, id: bigint): Promise<Record<Answer, number>> {
      const rows = await tx.answer.groupBy({ by: ['answer'], where: { incidentId: id }, _count: true });
      const count = (answer: Answer): number => rows.find((r) => r.answer === answer)?._count ?? 0;
      return { coming: count('coming'), there: count('there'), cant: count('cant') };
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

    /**
     * Everything a card shows, for each of the incidents. How many were called and reached only where it is asked for: counting a
     * hundred thousand calls takes long, and only organisers' cards and receipts show it.
     */
    async views(
      tx: Tx,
      ids: readonly bigint[],
      counted: boolean,
    ): Promise<ReadonlyMap<bigint, IncidentView & { readonly versions: Versions }>> {
      const found = await tx.incident.findMany({
        where: { id: { in: [...ids] } },
        include: { reports: { orderBy: { id: 'asc' }, select: { placeSealed: true } } },
      });
      const entries = [];
      for (const row of found) {
        const incident = read(row);
        const counts = counted ? await this.callCounts(tx, row.id) : { called: 0, counting: false, reached: 0, failed: 0 };
        const places = row.reports.map((r) => openPlace(r.placeSealed)).filter((p) => p && p !== incident.place);
        const view = {
          ...incident,
          id: String(incident.id),
          morePlaces: [...new Set(places)].slice(-PLACES_SHOWN),
          reports: row.reports.length,
          ...(await this.headcount(tx, row.id)),
          ...counts,
          waiting: row.stage === 'open' ? Math.max(0, counts.called - counts.reached - counts.failed) : 0,
          needs: counted ? await needs.of(tx, row.id) : [],
          seen: foldTimeline(await events.of(tx, row.id)),
          versions: { headcount: row.headcountVersion, card: row.cardVersion },
        };
        entries.push([row.id, view] as const);
      }
      return new Map(entries);
    },

    /** People called, reached on any of their contacts, and failed for good on all. */
    async callCounts(tx: Tx, id: bigint): Promise<Pick<IncidentView, 'called' | 'counting' | 'reached' | 'failed'>> {
      const rows = await tx.$queryRaw<{ called: bigint; counting: boolean | null; reached: bigint; failed: bigint }[]>`
        SELECT (SELECT coalesce(sum(greatest(audience, planned)), 0) FROM alert WHERE incident_id = ${id} AND kind = 'call') AS called,
          (SELECT bool_or(audience < 0 AND cursor IS NOT NULL) FROM alert WHERE incident_id = ${id} AND kind = 'call') AS counting,
          count(*) FILTER (WHERE best = 3) AS reached, count(*) FILTER (WHERE best = 1) AS failed
        FROM (
          SELECT max(CASE WHEN state IN ('accepted', 'delivered') THEN 3 WHEN state IN ('queued', 'deferred', 'held', 'unknown') THEN 2
            WHEN state IN ('failed', 'expired') THEN 1 ELSE 0 END) AS best
          FROM delivery WHERE incident_id = ${id} AND kind = 'call' AND op IN ('message', 'call') GROUP BY person_id
        ) person`;
      const [row] = rows;
      return {
        called: Number(row?.called ?? 0n),
        counting: row?.counting ?? false,
        reached: Number(row?.reached ?? 0n),
        failed: Number(row?.failed ?? 0n),
      };
    },
  };
}

export interface Versions {
  readonly headcount: number;
  readonly card: number;
}

export type Incidents = ReturnType<typeof createIncidents>;
