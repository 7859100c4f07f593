import type { LaneName } from '../domain/lane.ts';
import { type Session, WAKE_CHANNEL } from './database.ts';

/** Takes the lane for this session; the server frees it the moment the session ends. */
export async function takeLane(session: Session, lane: string): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>(`SELECT pg_try_advisory_lock(hashtextextended($1, 1)) AS taken`, [
    `lane:${lane}`,
  ]);
  return rows[0]?.taken === true;
}

/**
 * A lane asks the same few things thousands of times, always of a few hundred rows by their keys. The planner, which cannot know how
 * many rows an array holds, nor how many a table will hold a second from now, would now and then read a whole table for them, and would
 * think again each time.
 */
export async function tuneForLanes(session: Session): Promise<void> {
  const never = ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'material', 'sort'].map((way) => `SET enable_${way} = off`);
  await session.query(['SET plan_cache_mode = force_generic_plan', 'SET jit = off', ...never].join('; '));
}

/** Copies that this process knows about when it takes a lane again. */
export interface Mine {
  /** Still under way to the provider. */
  readonly flying: readonly string[];
  /** Settled, and not written down yet. */
  readonly settled: readonly string[];
}

/**
 * What a lane that died had claimed may have been sent: it becomes uncertain, except what this process knows about. A call that was
 * cancelled since counts as accepted, so that the all-clear follows it. Returns how many are uncertain, and the claim that now holds
 * what is under way.
 */
export async function recoverClaims(
  session: Session,
  lane: LaneName,
  mine: Mine,
  now: number,
  lookUpAt: number,
): Promise<{ readonly uncertain: number; readonly claim: string | null }> {
  const { rows } = await session.query<{ uncertain: number; claim: string | null }>(
    `WITH left_over AS (DELETE FROM claim WHERE lane = $1 RETURNING at, ids), copy AS (
       SELECT id, at FROM (SELECT unnest(ids) AS id, at FROM left_over) c WHERE id <> ALL($2::bigint[]) AND id <> ALL($5::bigint[])
     ), kept AS (
       INSERT INTO claim (lane, at, ids) SELECT $1::text, $3::timestamptz, $2::bigint[] WHERE cardinality($2::bigint[]) > 0 RETURNING id
     ), uncertain AS (
       UPDATE delivery d SET state = CASE d.state WHEN 'queued' THEN 'unknown' ELSE 'accepted' END, due_at = $4, tried_at = copy.at,
         error_code = 'unknown', settled_at = CASE d.state WHEN 'queued' THEN NULL ELSE $3::timestamptz END
       FROM copy WHERE d.id = copy.id AND (d.state = 'queued' OR (d.state = 'cancelled' AND d.kind IN ('call', 'receipt'))) RETURNING 1
     ) SELECT (SELECT count(*)::int FROM uncertain) AS uncertain, (SELECT id FROM kept) AS claim`,
    [lane, mine.flying, new Date(now), new Date(lookUpAt), mine.settled],
  );
  return rows[0] ?? { uncertain: 0, claim: null };
}

/** Puts on record what the lane is doing, for every process and for the engine, which tells organisers when it stands still. */
export async function reportLane(
  session: Session,
  lane: LaneName,
  state: 'running' | 'paused' | 'stopped',
  code: string | null,
  now: number,
) {
  await session.query({
    name: 'report-lane',
    text: `INSERT INTO lane (name, state, code, since) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO UPDATE
      SET state = $2, code = $3, since = CASE WHEN lane.state = $2 THEN lane.since ELSE $4 END`,
    values: [lane, state, code, new Date(now)],
  });
  // The engine, which may be in another process, tells organisers, or calls on other channels.
  await session.query(`SELECT pg_notify($1, '')`, [WAKE_CHANNEL]);
}

/**
 * The wall clock was set by `ms`, and is `now`: whatever waits for a time waits as long as it would have. What was written since is
 * right as it is. The two are told apart by half of what the clock was set by: nothing waits for as long as that.
 */
export async function shiftTimes(session: Session, lane: LaneName, ms: number, now: number): Promise<void> {
  const shifted = (column: string, written: string): string =>
    `CASE WHEN (${written} <= $3) = ($2 > 0) THEN ${column} + $2 * interval '1 millisecond' ELSE ${column} END`;
  await session.query(
    `UPDATE delivery SET due_at = ${shifted('due_at', 'due_at')}, expires_at = ${shifted('expires_at', 'queued_at')},
       tried_at = ${shifted('tried_at', 'tried_at')}
     WHERE lane = $1 AND state IN ('queued', 'deferred', 'unknown')`,
    [lane, ms, new Date(now - ms / 2)],
  );
}

/** When the lane last claimed anything, by whatever process; null when it never did. */
export async function lastClaim(session: Session, lane: LaneName): Promise<number | null> {
  const { rows } = await session.query<{ at: Date }>(`SELECT claimed_at AS at FROM lane WHERE name = $1 AND claimed_at IS NOT NULL`, [
    lane,
  ]);
  return rows[0]?.at.getTime() ?? null;
}

/** Those of the incidents that are not open any more. */
export async function endedOf(session: Session, incidents: readonly string[]): Promise<ReadonlySet<string>> {
  if (incidents.length === 0) return new Set();
  const text = `SELECT id FROM incident WHERE id = ANY($1::bigint[]) AND stage <> 'open'`;
  const { rows } = await session.query<{ id: string }>({ name: 'ended-of', text, values: [incidents] });
  return new Set(rows.map((r) => r.id));
}

/** Provider ids that are on record, of those given; or were, before the message was sent anew because it had not arrived. */
export async function knownProviderIds(session: Session, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await session.query<{ id: string }>(
    `SELECT provider_id AS id FROM delivery WHERE lane NOT LIKE 'telegram%' AND provider_id = ANY($1)
     UNION SELECT provider_id FROM receipt WHERE applied AND provider_id = ANY($1)`,
    [ids],
  );
  return new Set(rows.map((r) => r.id));
}
