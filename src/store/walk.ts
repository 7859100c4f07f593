import { type DeliveryKind, urgency } from '../domain/delivery.ts';
import { ringingKinds } from '../domain/ladder.ts';
import { type Lanes, reachableBy } from '../domain/lane.ts';
import type { Cursor } from './cursor.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';
import { isHere, quietUntil } from './presence.ts';
import { lookBack, roomFor, yieldTo } from './quota.ts';

/** The alert that is walked. */
export interface Walked {
  readonly id: bigint;
  readonly kind: DeliveryKind;
  readonly incidentId: bigint | null;
}

export interface Piece {
  readonly next: Cursor | null;
  readonly planned: number;
}

/** `laneFor` in SQL, for a contact `c`. */
export function laneOf(lanes: Lanes): Prisma.Sql {
  const telegram = [...lanes.telegram];
  const sms = [...lanes.sms];
  return Prisma.sql`CASE c.channel WHEN 'telegram' THEN CASE WHEN c.lane = ANY(${telegram}::text[]) THEN c.lane ELSE (${telegram}::text[])[1] END
    ELSE (${sms}::text[])[1 + (c.id % greatest(1, cardinality(${sms}::text[])))::int] END`;
}

/** A call about a cut-off is worth an update's hurry: nobody's house falls meanwhile. */
function urgencyOf(kind: DeliveryKind): Prisma.Sql {
  if (kind !== 'call') return Prisma.sql`${urgency[kind]}::smallint`;
  return Prisma.sql`CASE WHEN (SELECT i.kind FROM incident i WHERE i.id = a.incident_id) = 'cutoff' THEN ${urgency.update}::smallint ELSE ${urgency.call}::smallint END`;
}

/** The columns of every copy that is planned for an alert `a` and a person's `bestContact`; `person` is who it is for. */
export function copiesFor(
  kind: DeliveryKind,
  lanes: Lanes,
  person: Prisma.Sql,
  at: Date,
  quiet = Prisma.sql`NULL::timestamptz`,
  hides = Prisma.sql`false`,
): Prisma.Sql {
  const voice = Prisma.sql`(${[...lanes.voice]}::text[])[1 + (c.id % ${Math.max(1, lanes.voice.length)})::int]`;
  return Prisma.sql`a.id, a.incident_id, ${person}, c.id, CASE c.state WHEN 'landline' THEN ${voice} ELSE ${laneOf(lanes)} END,
    CASE c.state WHEN 'landline' THEN 'call' ELSE 'message' END, a.kind, ${urgencyOf(kind)},
    CASE WHEN ${quiet} IS NULL THEN 'queued' ELSE 'deferred' END, coalesce(${quiet}, ${at}::timestamptz),
    greatest(a.expires_at, ${quiet} + interval '1 hour'), ${at}::timestamptz, ${hides}`;
}

export const COPY_COLUMNS = Prisma.raw(
  'alert_id, incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at, hides_place',
);

/**
 * Whether somebody may not know the exact place: `vouched` says it of the membership they are called for; only for those who are not, their
 * others are looked at, in the rings and above. See `knowsPlace`.
 */
function hidesFrom(vouched: Prisma.Sql, rings: readonly string[]): Prisma.Sql {
  return Prisma.sql`CASE WHEN ${vouched} THEN false ELSE NOT EXISTS (
    WITH RECURSIVE up AS (
      SELECT slug, parent FROM neighbourhood WHERE slug = a.slug UNION SELECT b.slug, b.parent FROM neighbourhood b JOIN up ON b.slug = up.parent
    ) SELECT 1 FROM membership k WHERE k.person_id = piece.person_id AND k.vouched AND k.suspended_at IS NULL
      AND (k.slug = ANY(${[...rings]}::text[]) OR k.slug IN (SELECT slug FROM up))
  ) END`;
}

/** A person's best open contact as `c`, Telegram first unless `first` says otherwise; where people are rung up, a landline is better than nothing. */
export function bestContact(
  person: Prisma.Sql,
  lanes: Lanes,
  rings = Prisma.sql`false`,
  first = Prisma.sql`c.channel = 'telegram'`,
): Prisma.Sql {
  return Prisma.sql`CROSS JOIN LATERAL (
    SELECT c.id, c.channel, c.lane, c.state FROM contact c
    WHERE c.person_id = ${person} AND c.channel = ANY(${[...reachableBy(lanes)]}::text[])
      AND (c.state = 'open' OR (c.state = 'landline' AND ${rings}))
    ORDER BY ${first} DESC, c.state = 'open' DESC LIMIT 1
  ) c`;
}

/** Whether people are rung up for an incident's call, for `bestContact`. */
export function ringsFor(incidentId: bigint | null, lanes: Lanes): Prisma.Sql {
  if (incidentId === null || lanes.voice.length === 0) return Prisma.sql`false`;
  return Prisma.sql`(SELECT i.kind = ANY(${[...ringingKinds]}::text[]) FROM incident i WHERE i.id = ${incidentId})`;
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
    cursor.ring === 0
      ? Prisma.empty
      : Prisma.sql`AND NOT EXISTS (SELECT 1 FROM delivery d WHERE ${copyOf(alert)} AND d.person_id = piece.person_id OFFSET 0)`;
  const rows = await tx.$queryRaw<{ walked: number; planned: number; answersIn: number | null; person: bigint | null }[]>`
    WITH piece AS MATERIALIZED (
      SELECT m.person_id, m.answers_in, m.vouched, ${quietUntil(alert, at, minute)} AS quiet FROM membership m
      WHERE m.slug = ${slug} AND (m.answers_in, m.person_id) > (${cursor.answersIn}::smallint, ${cursor.person}::bigint) AND ${isHere(at)}
      ORDER BY m.answers_in, m.person_id LIMIT ${limit}
    ), planned AS (
      INSERT INTO delivery (${COPY_COLUMNS})
      SELECT ${copiesFor(alert.kind, lanes, Prisma.sql`piece.person_id`, at, Prisma.sql`piece.quiet`, hidesFrom(Prisma.sql`piece.vouched`, rings))}
      FROM alert a CROSS JOIN piece ${bestContact(Prisma.sql`piece.person_id`, lanes, ringsFor(alert.incidentId, lanes))}
      WHERE a.id = ${alert.id} AND ${notReporter(alert)} ${again}
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
    SELECT ${copiesFor(alert.kind, lanes, Prisma.sql`piece.person_id`, at, Prisma.sql`piece.quiet`, hidesFrom(Prisma.sql`piece.vouched`, rings))}
    FROM alert a CROSS JOIN (
      SELECT m.person_id, bool_or(m.vouched) AS vouched, min(${quietUntil(alert, at, minute)}) AS quiet FROM membership m
      WHERE m.slug = ANY(${[...rings]}) AND ${isHere(at)} AND NOT EXISTS (SELECT 1 FROM delivery d WHERE ${copyOf(alert)} AND d.person_id = m.person_id OFFSET 0)
      GROUP BY m.person_id
    ) piece ${bestContact(Prisma.sql`piece.person_id`, lanes, ringsFor(alert.incidentId, lanes))}
    WHERE a.id = ${alert.id} AND ${notReporter(alert)}
    ORDER BY piece.person_id LIMIT ${limit}
    ON CONFLICT DO NOTHING`;
  return { next: planned < limit ? null : { at: 'rest' }, planned };
}

/**
 * Plans an update or an all-clear for the next of those whom the incident's call has reached, by those of their contacts that it
 * reached: an all-clear on each, anything else on the first. Those whose call is in flight follow when it is recorded. Whoever said
 * that they cannot come gets no updates. `most` is how much of one incident a person is told in a quarter of an hour.
 */
export async function planReached(
  tx: Tx,
  alert: Walked,
  cursor: Extract<Cursor, { at: 'reached' }>,
  lanes: Lanes,
  most: number,
  limit: number,
  at: Date,
): Promise<Piece> {
  const said = await sayTo(tx, alert, lanes, most, cursor.answers, Prisma.sql`piece`, at);
  const rows = await tx.$queryRaw<{ person: bigint | null; walked: number; planned: number }[]>`
    WITH piece AS MATERIALIZED (
      SELECT d.person_id, d.contact_id, d.id, d.hides_place FROM delivery d
      WHERE d.incident_id = ${alert.incidentId} AND d.kind = 'call' AND d.person_id > ${cursor.person}
        AND d.op IN ('message', 'call') AND d.state IN ('accepted', 'delivered', 'unknown')
      ORDER BY d.person_id, d.id LIMIT ${limit}
    ), ${said}
    SELECT (SELECT max(person_id) FROM piece) AS person, (SELECT count(*)::int FROM piece) AS walked, (SELECT count(*)::int FROM planned) AS planned`;
  const [row] = rows;
  // The last person may have more copies than this piece holds: walked again, which plans nothing twice.
  const next = row && row.person !== null && row.walked >= limit ? { ...cursor, person: row.person - 1n } : null;
  return { next, planned: row?.planned ?? 0 };
}

/**
 * Plans it for those whom the walk along the calls does not meet. Who reported: their receipt stands in for the call, and a stranger's has
 * no person. And who was only asked for a skill: they hear that it is over, and anything else once they come.
 */
export async function planUncalled(tx: Tx, alert: Walked, lanes: Lanes, most: number, answers: readonly string[], at: Date): Promise<void> {
  const comes =
    alert.kind === 'all-clear'
      ? Prisma.empty
      : Prisma.sql`AND EXISTS (SELECT 1 FROM answer n WHERE n.incident_id = d.incident_id AND n.person_id = d.person_id AND n.answer IN ('coming', 'there'))
        AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.incident_id = d.incident_id AND e.kind = 'call' AND e.person_id = d.person_id
          AND e.op IN ('message', 'call') AND e.state IN ('accepted', 'delivered', 'unknown'))`;
  await tx.$executeRaw`
    WITH uncalled AS MATERIALIZED (
      SELECT person_id, contact_id, id, hides_place FROM delivery
      WHERE incident_id = ${alert.incidentId} AND kind = 'receipt' AND op = 'message' AND state IN ('accepted', 'delivered', 'unknown')
      UNION ALL
      SELECT d.person_id, d.contact_id, d.id, d.hides_place FROM delivery d
      WHERE d.incident_id = ${alert.incidentId} AND d.kind = 'need' AND d.op IN ('message', 'call') AND d.state IN ('accepted', 'delivered', 'unknown') ${comes}
    ), ${await sayTo(tx, alert, lanes, most, answers, Prisma.sql`uncalled`, at)}
    SELECT 1`;
}

/**
 * Plans an alert for those in `called`, as `planned`; what still waited for them of older ones gives way to it, and it waits itself for
 * those who have heard too much.
 */
async function sayTo(
  tx: Tx,
  alert: Walked,
  lanes: Lanes,
  most: number,
  answers: readonly string[],
  called: Prisma.Sql,
  at: Date,
): Promise<Prisma.Sql> {
  const once =
    alert.kind === 'all-clear' ? Prisma.sql`coalesce(d.contact_id, -d.person_id)` : Prisma.sql`coalesce(d.person_id, -d.contact_id)`;
  const { replaces, waits } = await lookBack(tx, alert, most, at);
  const room = waits ? roomFor(alert, Prisma.sql`d`, most, at) : Prisma.sql`${at}::timestamptz`;
  const older = replaces ? Prisma.sql`, older AS (${yieldTo(alert, Prisma.sql`planned`, at)})` : Prisma.empty;
  return Prisma.sql`planned AS (
    INSERT INTO delivery (${COPY_COLUMNS})
    SELECT a.id, a.incident_id, d.person_id, c.id, ${laneOf(lanes)}, 'message', a.kind, ${urgency[alert.kind]}::smallint,
      CASE WHEN room.at > ${at}::timestamptz THEN 'deferred' ELSE 'queued' END, room.at, a.expires_at, ${at}::timestamptz, d.hides_place
    FROM alert a CROSS JOIN (SELECT DISTINCT ON (${once}) d.person_id, d.contact_id, d.id, d.hides_place FROM ${called} d ORDER BY ${once}, d.id) d
    LEFT JOIN answer n ON n.incident_id = a.incident_id AND n.person_id = d.person_id
    CROSS JOIN LATERAL (
      SELECT c.id, c.channel, c.lane FROM contact c
      WHERE (c.id = d.contact_id OR c.person_id = d.person_id) AND c.state = 'open' AND c.channel = ANY(${[...reachableBy(lanes)]}::text[])
      ORDER BY c.id = d.contact_id DESC, c.channel = 'telegram' DESC LIMIT 1
    ) c
    CROSS JOIN LATERAL (SELECT ${room} AS at OFFSET 0) room
    WHERE a.id = ${alert.id} AND coalesce(n.answer, 'none') = ANY(${[...answers]}::text[])
    ORDER BY d.id
    ON CONFLICT DO NOTHING RETURNING person_id, contact_id
  )${older}`;
}

function copyOf(alert: Walked): Prisma.Sql {
  return alert.incidentId === null
    ? Prisma.sql`d.incident_id IS NULL AND d.kind = ${alert.kind} AND d.alert_id = ${alert.id}`
    : Prisma.sql`d.incident_id = ${alert.incidentId} AND d.kind = ${alert.kind} AND d.alert_id = ${alert.id}`;
}

function notReporter(alert: Walked): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT 1 FROM report r WHERE r.incident_id = ${alert.incidentId} AND r.person_id = piece.person_id)`;
}
