import type { Point } from '../domain/neighbourhood.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Addressee } from './delivery.ts';
import { createPlaces } from './place.ts';

export interface NewReport {
  readonly incident: bigint;
  readonly personId: bigint | undefined;
  readonly contactId: bigint;
  readonly place: string;
  readonly point: Point | null;
}

/** What people have said of incidents: one may be reported by many, and by the same person more than once. */
export function createReports(cipher: Cipher) {
  const { sealPlace, sealPoint, openPlace } = createPlaces(cipher);

  return {
    async add(tx: Tx, report: NewReport, now: number): Promise<void> {
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
      // The first report with a place or a point gives the incident its own, until organisers move the call to another house.
      await tx.$executeRaw`
        UPDATE incident SET place_sealed = CASE WHEN moved_at IS NULL THEN coalesce(place_sealed, ${sealPlace(report.place)}) ELSE place_sealed END,
          point_sealed = CASE WHEN moved_at IS NULL THEN coalesce(point_sealed, ${sealPoint(report.point)}) ELSE point_sealed END,
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

    /** Reports that name a place. */
    async placed(tx: Tx, id: bigint): Promise<readonly { readonly id: bigint; readonly place: string }[]> {
      const where = { incidentId: id, placeSealed: { not: null } };
      const rows = await tx.report.findMany({ where, orderBy: { id: 'asc' }, select: { id: true, placeSealed: true } });
      return rows.map((row) => ({ id: row.id, place: openPlace(row.placeSealed) }));
    },

    /** Everyone who reported it and can be answered, each once, on the contact they last used or, where that is closed, another. */
    async reporters(tx: Tx, id: bigint): Promise<readonly Addressee[]> {
      return await tx.$queryRaw<Addressee[]>`
        SELECT DISTINCT ON (coalesce(r.person_id, -r.contact_id)) c.id AS "contactId", r.person_id AS "personId", c.channel, c.lane
        FROM report r JOIN contact c ON (c.id = r.contact_id OR c.person_id = r.person_id) AND c.state = 'open'
        WHERE r.incident_id = ${id}
        ORDER BY coalesce(r.person_id, -r.contact_id), c.id = r.contact_id DESC, c.channel = 'telegram' DESC, r.id DESC`;
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
  };
}

export type Reports = ReturnType<typeof createReports>;
