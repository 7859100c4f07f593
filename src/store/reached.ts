import { urgency } from '../domain/delivery.ts';
import { type Lanes, reachableBy } from '../domain/lane.ts';
import { COPY_COLUMNS, laneOf } from './copy.ts';
import type { Cursor } from './cursor.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';
import { lookBack, roomFor, yieldTo } from './quota.ts';
import type { Piece, Walked } from './walk.ts';

/**
 * Plans an update or an all-clear for the next of those whom the incident's call has reached, by those of their contacts that it
 * reached: an all-clear on each, anything else on the first. Those whose call is in flight follow when it is recorded. Whoever said
 * that they cannot come, or has left, gets no updates. `-following` behind an answer: only of those who go where the call goes. `most` is
 * how much of one incident a person is told in a quarter of an hour.
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
  // Whoever reported it at one house, and has said no more, is taken to be there.
  const wanted = alert.kind === 'house' ? [...answers, 'none'] : answers;
  const known = alert.kind === 'house' ? Prisma.sql`AND person_id IS NOT NULL` : Prisma.empty;
  const comes =
    alert.kind === 'all-clear'
      ? Prisma.empty
      : Prisma.sql`AND EXISTS (SELECT 1 FROM answer n WHERE n.incident_id = d.incident_id AND n.person_id = d.person_id AND n.answer IN ('coming', 'there'))
        AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.incident_id = d.incident_id AND e.kind = 'call' AND e.person_id = d.person_id
          AND e.op IN ('message', 'call') AND e.state IN ('accepted', 'delivered', 'unknown'))`;
  // Those who were asked to help, or whose people were called, hear that it is over, unless they said no.
  const helpers =
    alert.kind === 'all-clear'
      ? Prisma.sql`UNION ALL
      SELECT d.person_id, d.contact_id, d.id, d.hides_place FROM delivery d JOIN alert c ON c.id = d.alert_id
        JOIN ring r ON r.incident_id = d.incident_id AND r.slug = c.slug AND r.state <> 'refused'
      WHERE d.incident_id = ${alert.incidentId} AND d.kind = 'card' AND d.op = 'message' AND d.state IN ('accepted', 'delivered', 'unknown')`
      : Prisma.empty;
  await tx.$executeRaw`
    WITH uncalled AS MATERIALIZED (
      SELECT person_id, contact_id, id, hides_place FROM delivery
      WHERE incident_id = ${alert.incidentId} AND kind = 'receipt' AND op = 'message' AND state IN ('accepted', 'delivered', 'unknown') ${known}
      UNION ALL
      SELECT d.person_id, d.contact_id, d.id, d.hides_place FROM delivery d
      WHERE d.incident_id = ${alert.incidentId} AND d.kind = 'need' AND d.op IN ('message', 'call') AND d.state IN ('accepted', 'delivered', 'unknown') ${comes}
      ${helpers}
    ), ${await sayTo(tx, alert, lanes, most, wanted, Prisma.sql`uncalled`, at)}
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
  // Whom only a call reaches is called once more: nobody may set out for what is over.
  const rings = Prisma.sql`${alert.kind === 'all-clear' && lanes.voice.length > 0}`;
  const { replaces, waits } = await lookBack(tx, alert, most, at);
  const room = waits ? roomFor(alert, Prisma.sql`d`, most, at) : Prisma.sql`${at}::timestamptz`;
  const older = replaces ? Prisma.sql`, older AS (${yieldTo(alert, Prisma.sql`planned`, at)})` : Prisma.empty;
  return Prisma.sql`planned AS (
    INSERT INTO delivery (${COPY_COLUMNS})
    SELECT a.id, a.incident_id, d.person_id, c.id, CASE c.state WHEN 'landline' THEN (${[...lanes.voice]}::text[])[1 + (c.id % ${Math.max(1, lanes.voice.length)})::int] ELSE ${laneOf(lanes)} END,
      CASE c.state WHEN 'landline' THEN 'call' ELSE 'message' END, a.kind, ${urgency[alert.kind]}::smallint,
      CASE WHEN room.at > ${at}::timestamptz THEN 'deferred' ELSE 'queued' END, room.at, a.expires_at, ${at}::timestamptz, d.hides_place
    FROM alert a CROSS JOIN (SELECT DISTINCT ON (${once}) d.person_id, d.contact_id, d.id, d.hides_place FROM ${called} d ORDER BY ${once}, d.id) d
    LEFT JOIN answer n ON n.incident_id = a.incident_id AND n.person_id = d.person_id
    CROSS JOIN LATERAL (
      SELECT c.id, c.channel, c.lane, c.state FROM contact c
      WHERE (c.id = d.contact_id OR c.person_id = d.person_id) AND (c.state = 'open' OR (c.state = 'landline' AND ${rings})) AND c.channel = ANY(${[...reachableBy(lanes)]}::text[])
      ORDER BY c.state = 'open' DESC, c.id = d.contact_id DESC, c.channel = 'telegram' DESC LIMIT 1
    ) c
    CROSS JOIN LATERAL (SELECT ${room} AS at OFFSET 0) room
    WHERE a.id = ${alert.id} AND (coalesce(n.answer, 'none') = ANY(${[...answers]}::text[]) OR (n.follows AND n.answer || '-following' = ANY(${[...answers]}::text[])))
    ORDER BY d.id
    ON CONFLICT DO NOTHING RETURNING person_id, contact_id
  )${older}`;
}
