import { type DeliveryKind, lifetimeMs } from '../domain/delivery.ts';
import { canBeFull, countedKinds, QUARTER_HOUR_MS, ROOM_AFTER_MS, saidKinds, waitingKinds, yieldingKinds } from '../domain/quota.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';

/** What was said of an incident may have arrived in the last quarter of an hour if it was said since then. */
const LATELY_MS = QUARTER_HOUR_MS + lifetimeMs.update;

/** Copies that a lane has taken out are as good as sent: their state does not show it. */
const TAKEN = Prisma.sql`SELECT unnest(ids) FROM claim`;

/** What an alert says, and of which incident. */
interface Said {
  readonly id: bigint;
  readonly kind: DeliveryKind;
  readonly incidentId: bigint | null;
}

/**
 * Whether something older may still wait that an alert replaces, and whether anybody can have heard so much of the incident that it has
 * to wait itself: one look at the incident's alerts spares looking at everyone.
 */
export async function lookBack(
  tx: Tx,
  alert: Said,
  most: number,
  at: Date,
): Promise<{ readonly replaces: boolean; readonly waits: boolean }> {
  const rows = await tx.$queryRaw<{ older: number; yielding: number }[]>`
    SELECT count(*)::int AS older, count(*) FILTER (WHERE kind = ANY(${[...yieldingKinds]}::text[]))::int AS yielding
    FROM alert WHERE incident_id = ${alert.incidentId} AND kind = ANY(${[...saidKinds]}::text[])
      AND id < ${alert.id} AND created_at > ${new Date(at.getTime() - LATELY_MS)}`;
  const { older = 0, yielding = 0 } = rows[0] ?? {};
  const replaces = yielding > 0 && alert.kind !== 'need' && alert.kind !== 'house';
  return { replaces, waits: waitingKinds.includes(alert.kind) && canBeFull(older + 1, most) };
}

/**
 * `roomAt` in SQL: when the person or stranger of a row `owner` may be told one thing more. What waits and gives way to nothing counts as
 * told when it is due; an update that a need finds waiting does too.
 */
export function roomFor(alert: Said, owner: Prisma.Sql, most: number, at: Date): Prisma.Sql {
  const stays = alert.kind === 'need' ? waitingKinds : waitingKinds.filter((kind) => !yieldingKinds.includes(kind));
  const waiting = Prisma.sql`(e.kind = ANY(${[...stays]}::text[]) AND e.state IN ('queued', 'deferred', 'held'))`;
  return Prisma.sql`greatest(${at}::timestamptz, (
    SELECT CASE WHEN ${waiting} THEN greatest(${at}::timestamptz, e.due_at) ELSE
      least(${at}::timestamptz, CASE WHEN e.state IN ('accepted', 'delivered') THEN e.settled_at WHEN e.state = 'unknown' THEN e.tried_at END) END AS told
    FROM (${copiesOf(alert, countedKinds, owner)}) e
    WHERE e.op IN ('message', 'call')
      AND (${waiting} OR e.state IN ('accepted', 'delivered', 'unknown') OR (e.state = 'queued' AND e.id IN (${TAKEN})))
    ORDER BY told DESC OFFSET ${most - 1} LIMIT 1
  ) + ${ROOM_AFTER_MS} * interval '1 millisecond')`;
}

/**
 * Cancels what still waits and is older than an alert, for everybody in `planned`: they hear the newest. What a lane records at this
 * moment is left alone, and so is what it has taken out.
 */
export function yieldTo(alert: Said, planned: Prisma.Sql, at: Date): Prisma.Sql {
  return Prisma.sql`
    UPDATE delivery SET state = 'cancelled', error_code = 'newer', settled_at = ${at} WHERE id IN (
      SELECT id FROM delivery WHERE state IN ('queued', 'deferred', 'held', 'frozen') AND id IN (
        SELECT e.id FROM ${planned} CROSS JOIN LATERAL (${copiesOf(alert, yieldingKinds, planned)}) e
        WHERE e.alert_id < ${alert.id} AND e.state IN ('queued', 'deferred', 'held', 'frozen') AND e.id NOT IN (${TAKEN})
      ) FOR UPDATE SKIP LOCKED)`;
}

/** Copies of the incident for the same person as `owner`, or for the same stranger. */
function copiesOf(alert: Said, kinds: readonly DeliveryKind[], owner: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT * FROM delivery WHERE incident_id = ${alert.incidentId} AND kind = ANY(${[...kinds]}::text[]) AND person_id = ${owner}.person_id
    UNION ALL
    SELECT * FROM delivery WHERE ${owner}.person_id IS NULL AND contact_id = ${owner}.contact_id
      AND incident_id = ${alert.incidentId} AND kind = ANY(${[...kinds]}::text[])`;
}
