import type { Kind } from '../domain/kind.ts';
import { TRIES_IN_A_MINUTE } from '../domain/ladder.ts';
import type { Lanes } from '../domain/lane.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';

/** An open incident whose call has not expired. */
export interface Ladder {
  readonly id: bigint;
  readonly alertId: bigint;
  readonly slug: string;
  readonly kind: Kind;
  readonly fellBackAt: Date | null;
  /** Whether everybody is planned. */
  readonly walked: boolean;
}

export async function openLadders(tx: Tx, now: number): Promise<readonly Ladder[]> {
  return await tx.$queryRaw<Ladder[]>`
    SELECT i.id, a.id AS "alertId", i.slug, i.kind, i.fell_back_at AS "fellBackAt", a.walked
    FROM incident i CROSS JOIN LATERAL (
      SELECT max(id) AS id, bool_and(cursor IS NULL) AS walked FROM alert WHERE incident_id = i.id AND kind = 'call' AND expires_at > ${new Date(now)}
    ) a WHERE i.stage = 'open' AND a.id IS NOT NULL ORDER BY i.id DESC`;
}

/** Somebody whose copy gives reason to look at them. */
export interface Suspect {
  readonly copy: bigint;
  readonly person: bigint;
}

const calls = (ladder: Ladder): Prisma.Sql => Prisma.sql`d.incident_id = ${ladder.id} AND d.kind = 'call' AND d.op = 'message'`;

/** People whose call was accepted in a stretch of time, as they were called, and when the first was accepted after it. */
export async function acceptedBetween(
  tx: Tx,
  ladder: Ladder,
  stretch: { readonly from: number; readonly to: number; readonly after: bigint },
  limit: number,
): Promise<{ readonly suspects: readonly Suspect[]; readonly next: number | null }> {
  const to = new Date(stretch.to);
  const rows = await tx.$queryRaw<{ copy: bigint | null; person: bigint | null; next: Date | null }[]>`
    WITH accepted AS MATERIALIZED (
      SELECT d.id, d.person_id, d.settled_at FROM delivery d
      WHERE ${calls(ladder)} AND d.state IN ('accepted', 'delivered') AND d.person_id IS NOT NULL AND d.settled_at > ${new Date(stretch.from)}
    )
    SELECT s.id AS copy, s.person_id AS person, n.next
    FROM (SELECT min(settled_at) AS next FROM accepted WHERE settled_at > ${to}) n
    LEFT JOIN (SELECT id, person_id FROM accepted WHERE settled_at <= ${to} AND id > ${stretch.after} ORDER BY id LIMIT ${limit}) s ON true
    ORDER BY s.id`;
  const suspects = rows.flatMap(({ copy, person }) => (copy === null || person === null ? [] : [{ copy, person }]));
  return { suspects, next: rows[0]?.next?.getTime() ?? null };
}

/**
 * Whether nobody has taken over from a copy `d`, and there is a phone that could. `OFFSET 0` keeps PostgreSQL from making joins of it:
 * of a call that has just been planned it has no statistics yet, and compares everybody with everybody.
 */
function mayGoOn(lanes: Lanes): Prisma.Sql {
  const states = lanes.voice.length > 0 ? ['open', 'landline'] : ['open'];
  return Prisma.sql`d.person_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM contact c WHERE c.person_id = d.person_id AND c.channel <> 'telegram' AND c.state = ANY(${states}::text[]) OFFSET 0)
    AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.incident_id = d.incident_id AND e.kind = 'call' AND e.person_id = d.person_id
      AND e.op IN ('message', 'call') AND e.id > d.id OFFSET 0)`;
}

/** People whose copy is to be tried again and has had its time: see `climb`. */
export async function stuckOn(tx: Tx, ladder: Ladder, lanes: Lanes, limit: number): Promise<readonly Suspect[]> {
  const sms = lanes.voice.length > 0 ? lanes.sms : [];
  return await tx.$queryRaw<Suspect[]>`
    SELECT d.id AS copy, d.person_id AS person FROM delivery d
    WHERE d.lane = ANY(${[...lanes.telegram, ...sms]}::text[]) AND d.state = 'deferred' AND ${calls(ladder)}
      AND (d.attempts >= ${TRIES_IN_A_MINUTE} OR (d.lane = ANY(${[...sms]}::text[]) AND d.attempts > 0 AND d.error_code <> 'unknown'))
      AND ${mayGoOn(lanes)}
    ORDER BY d.id LIMIT ${limit}`;
}

/** People with a phone whom Telegram is to reach, or has without an answer. */
export async function onTelegram(tx: Tx, ladder: Ladder, lanes: Lanes, after: bigint, limit: number): Promise<readonly Suspect[]> {
  return await tx.$queryRaw<Suspect[]>`
    SELECT d.id AS copy, d.person_id AS person FROM delivery d
    WHERE ${calls(ladder)} AND d.lane LIKE 'telegram%' AND d.state IN ('queued', 'deferred', 'accepted') AND d.id > ${after} AND ${mayGoOn(lanes)}
      AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.incident_id = d.incident_id AND n.person_id = d.person_id OFFSET 0)
    ORDER BY d.id LIMIT ${limit}`;
}

/** The wall clock was set by `ms`: whoever is called was called as long ago as before. */
export async function shiftAccepted(tx: Tx, ms: number, now: number): Promise<void> {
  // What was accepted since then has the new time already; of times that the clock has gone back over, nobody can tell.
  const before = ms > 0 ? Prisma.sql`d.settled_at < ${new Date(now - ms / 2)}` : Prisma.sql`d.settled_at > ${new Date(now)}`;
  // Nobody is asked whether they are safe, or looked for, before their time.
  await tx.$executeRaw`UPDATE home_check SET due_at = due_at + ${ms}::float8 * interval '1 millisecond' WHERE due_at IS NOT NULL`;
  await tx.$executeRaw`
    UPDATE delivery d SET settled_at = d.settled_at + ${ms}::float8 * interval '1 millisecond' FROM incident i
    WHERE i.stage = 'open' AND d.incident_id = i.id AND d.kind = 'call' AND d.state IN ('accepted', 'delivered') AND ${before}`;
}
