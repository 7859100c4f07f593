import type { DeliveryKind } from '../domain/delivery.ts';
import type { Lanes } from '../domain/lane.ts';
import { bestContact, COPY_COLUMNS, copiesFor, ringsFor } from './copy.ts';
import type { Cursor } from './cursor.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';
import { isHere, quietUntil } from './presence.ts';

/** The alert that is walked. */
export interface Walked {
  readonly id: bigint;
  readonly kind: DeliveryKind;
  readonly incidentId: bigint | null;
  /** For a call to a ring beyond the incident's own neighbourhood: that one, what it lies under and what lies below it. */
  readonly beyond?: readonly string[];
}

export interface Piece {
  readonly next: Cursor | null;
  readonly planned: number;
}

/**
 * Whether somebody may not know the exact place: `vouched` says it of the membership they are called for; only for those who are not, their
 * others are looked at, in the rings and above. See `knowsPlace`.
 */
function hidesFrom(alert: Walked, vouched: Prisma.Sql, rings: readonly string[]): Prisma.Sql {
  // Whoever is known where it happens is told there what they may know: not by way of another neighbourhood.
  const known = alert.beyond
    ? Prisma.sql`WHEN (SELECT count(*) > 0 AND NOT bool_or(k.vouched) FROM membership k WHERE k.person_id = piece.person_id AND ${isAmong(alert.beyond)}) THEN true`
    : Prisma.empty;
  return Prisma.sql`CASE ${known} WHEN ${vouched} THEN false ELSE NOT EXISTS (
    WITH RECURSIVE up AS (
      SELECT slug, parent FROM neighbourhood WHERE slug = a.slug UNION SELECT b.slug, b.parent FROM neighbourhood b JOIN up ON b.slug = up.parent
    ) SELECT 1 FROM membership k WHERE k.person_id = piece.person_id AND k.vouched AND k.suspended_at IS NULL
      AND (k.slug = ANY(${[...rings]}::text[]) OR k.slug IN (SELECT slug FROM up))
  ) END`;
}

/** Plans the next people of a ring. Whoever reported the incident has a receipt instead. */
export async function planRing(
  tx: Tx,
  alert: Walked,
  cursor: Extract<Cursor, { at: 'ring' }>,
  rings: readonly string[],
  lanes: Lanes,
  limit: number,
  at: Date,
  minute: number,
): Promise<Piece> {
  const slug = rings[cursor.ring];
  if (slug === undefined) return { next: { at: 'rest' }, planned: 0 };
  // Somebody may live in two rings: they were called with the first.
  const again =
    cursor.ring === 0 && !alert.beyond
      ? Prisma.empty
      : Prisma.sql`AND NOT EXISTS (SELECT 1 FROM delivery d WHERE ${copyOf(alert)} AND d.person_id = piece.person_id OFFSET 0)`;
  const rows = await tx.$queryRaw<{ walked: number; planned: number; answersIn: number | null; person: bigint | null }[]>`
    WITH piece AS MATERIALIZED (
      SELECT m.person_id, m.answers_in, m.vouched, ${quietUntil(alert, at, minute)} AS quiet FROM membership m
      WHERE m.slug = ${slug} AND (m.answers_in, m.person_id) > (${cursor.answersIn}::smallint, ${cursor.person}::bigint) AND ${isHere(at)}
      ORDER BY m.answers_in, m.person_id LIMIT ${limit}
    ), planned AS (
      INSERT INTO delivery (${COPY_COLUMNS})
      SELECT ${copiesFor(alert.kind, lanes, Prisma.sql`piece.person_id`, at, Prisma.sql`piece.quiet`, hidesFrom(alert, Prisma.sql`piece.vouched`, rings))}
      FROM alert a CROSS JOIN piece ${bestContact(Prisma.sql`piece.person_id`, lanes, ringsFor(alert.incidentId, lanes))}
      WHERE a.id = ${alert.id} AND ${notReporter(alert)} ${again} ${notShutOut(alert)}
      ORDER BY piece.answers_in, c.channel = 'telegram' DESC, piece.person_id
      ON CONFLICT DO NOTHING RETURNING 1
    ), last AS (SELECT answers_in, person_id FROM piece ORDER BY answers_in DESC, person_id DESC LIMIT 1)
    SELECT (SELECT count(*)::int FROM piece) AS walked, (SELECT count(*)::int FROM planned) AS planned,
      (SELECT answers_in FROM last) AS "answersIn", (SELECT person_id FROM last) AS person`;
  const [row] = rows;
  const planned = row?.planned ?? 0;
  if (!row || row.walked < limit || row.person === null)
    return { next: { at: 'ring', ring: cursor.ring + 1, answersIn: -1, person: 0n }, planned };
  return { next: { at: 'ring', ring: cursor.ring, answersIn: row.answersIn ?? 0, person: row.person }, planned };
}

/** Plans whoever the rings have missed. */
export async function planRest(
  tx: Tx,
  alert: Walked,
  rings: readonly string[],
  lanes: Lanes,
  limit: number,
  at: Date,
  minute: number,
): Promise<Piece> {
  const planned = await tx.$executeRaw`
    INSERT INTO delivery (${COPY_COLUMNS})
    SELECT ${copiesFor(alert.kind, lanes, Prisma.sql`piece.person_id`, at, Prisma.sql`piece.quiet`, hidesFrom(alert, Prisma.sql`piece.vouched`, rings))}
    FROM alert a CROSS JOIN (
      SELECT m.person_id, bool_or(m.vouched) AS vouched, min(${quietUntil(alert, at, minute)}) AS quiet FROM membership m
      WHERE m.slug = ANY(${[...rings]}) AND ${isHere(at)} AND NOT EXISTS (SELECT 1 FROM delivery d WHERE ${copyOf(alert)} AND d.person_id = m.person_id OFFSET 0)
      GROUP BY m.person_id
    ) piece ${bestContact(Prisma.sql`piece.person_id`, lanes, ringsFor(alert.incidentId, lanes))}
    WHERE a.id = ${alert.id} AND ${notReporter(alert)} ${notShutOut(alert)}
    ORDER BY piece.person_id LIMIT ${limit}
    ON CONFLICT DO NOTHING`;
  return { next: planned < limit ? null : { at: 'rest' }, planned };
}

/** A copy that leaves nothing to be planned: of the alert, or, however many rings there are, of any call to the incident. */
function copyOf(alert: Walked): Prisma.Sql {
  if (alert.kind === 'call') return Prisma.sql`d.incident_id = ${alert.incidentId} AND d.kind = 'call'`;
  return alert.incidentId === null
    ? Prisma.sql`d.incident_id IS NULL AND d.kind = ${alert.kind} AND d.alert_id = ${alert.id}`
    : Prisma.sql`d.incident_id = ${alert.incidentId} AND d.kind = ${alert.kind} AND d.alert_id = ${alert.id}`;
}

/** Whom the incident's own neighbourhood has shut out, no other calls there. */
function notShutOut({ beyond }: Walked): Prisma.Sql {
  if (!beyond) return Prisma.empty;
  return Prisma.sql`AND NOT EXISTS (
    SELECT 1 FROM membership k WHERE k.person_id = piece.person_id AND ${isAmong(beyond)} AND k.suspended_at IS NOT NULL OFFSET 0)`;
}

function isAmong(slugs: readonly string[]): Prisma.Sql {
  return Prisma.sql`k.slug = ANY(${[...slugs]}::text[])`;
}

function notReporter(alert: Walked): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT 1 FROM report r WHERE r.incident_id = ${alert.incidentId} AND r.person_id = piece.person_id)`;
}
