import type { Lanes } from '../domain/lane.ts';
import { type CapState, heldKinds, patientKinds, type Scope, type Spent, type Standing } from '../domain/spend.ts';
import type { Session, Tx } from './database.ts';
import { Prisma } from './generated/client.ts';

/** What an accepted copy cost. */
export interface Bought {
  readonly copy: { readonly id: string };
  readonly providerId: string | null;
  readonly spent?: Spent;
}

/** A caps' standing, and when its state was last set, in milliseconds since the epoch. */
export interface Known extends Standing {
  readonly at: number | null;
}

/**
 * Adds what was accepted to what was spent, in the transaction that records the acceptance, and before it does: a copy that has this id
 * of the provider's already was written down by a transaction whose answer was lost.
 */
export async function addSpent(session: Session, accepted: readonly Bought[]): Promise<void> {
  const bought = accepted.filter((one) => (one.spent?.micros ?? 0) > 0);
  if (bought.length === 0) return;
  await session.query({
    name: 'add-spent',
    // In the order of the key: lanes that add for the same incidents never wait for each other in a ring.
    text: `INSERT INTO spend (day, incident_id, micros)
      SELECT o.day, coalesce(d.incident_id, 0), sum(o.micros)
      FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[]) AS o (id, provider_id, day, micros) JOIN delivery d ON d.id = o.id
      WHERE d.provider_id IS DISTINCT FROM o.provider_id GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (day, incident_id) DO UPDATE SET micros = spend.micros + excluded.micros`,
    values: [
      bought.map((one) => one.copy.id),
      bought.map((one) => one.providerId),
      bought.map((one) => one.spent?.day),
      bought.map((one) => one.spent?.micros),
    ],
  });
}

export function createSpending(lanes: Lanes) {
  const paid = [...lanes.sms, ...lanes.voice];
  /** Copies `d` of an incident `i` that a cap can hold. */
  const holdable = Prisma.sql`(d.kind = ANY(${[...heldKinds]}::text[]) OR (d.kind = 'call' AND i.kind = ANY(${[...patientKinds]}::text[])))
    AND d.op IN ('message', 'call')`;
  /** Copies `d` that the cap of a scope holds, of alerts that are still worth sending: found by their alerts, which are few. */
  const heldBy = (scope: Scope, now: number): Prisma.Sql => Prisma.sql`
    SELECT d.id FROM alert a LEFT JOIN incident i ON i.id = a.incident_id JOIN delivery d ON d.alert_id = a.id
    WHERE a.expires_at > ${new Date(now)} AND ${holdable} AND d.state = 'held' AND ${within(scope)}`;
  return {
    /** How today, and every open incident, stand with their caps. Only what anything was spent on. */
    async standings(tx: Tx, day: string): Promise<readonly Known[]> {
      return await tx.$queryRaw<Known[]>`
        SELECT total.scope, total.micros::float8 AS spent, c.state, (extract(epoch FROM c.at) * 1000)::float8 AS at FROM (
          SELECT 'incident:' || s.incident_id AS scope, sum(s.micros) AS micros FROM incident i JOIN spend s ON s.incident_id = i.id
          WHERE i.stage = 'open' GROUP BY s.incident_id
          UNION ALL SELECT 'day:' || day, sum(micros) FROM spend WHERE day = ${day} GROUP BY day
        ) total LEFT JOIN spend_cap c ON c.scope = total.scope`;
    },

    /** Since when, or from when on, something waits to be sent that costs; null where nothing does. */
    async nextWaiting(tx: Tx): Promise<number | null> {
      const rows = await tx.$queryRaw<{ at: number | null }[]>`
        SELECT (extract(epoch FROM CASE WHEN EXISTS (SELECT 1 FROM delivery WHERE lane = ANY(${paid}::text[]) AND state = 'queued') THEN 'epoch'
          ELSE (SELECT min(due_at) FROM delivery WHERE lane = ANY(${paid}::text[]) AND state IN ('deferred', 'unknown')) END) * 1000)::float8 AS at`;
      return rows[0]?.at ?? null;
    },

    /** Holds what waits of a scope. What a lane has taken out goes. */
    async hold(tx: Tx, scope: Scope): Promise<void> {
      await tx.$executeRaw`
        UPDATE delivery SET state = 'held' WHERE id IN (
          SELECT d.id FROM delivery d LEFT JOIN incident i ON i.id = d.incident_id
          WHERE d.lane = ANY(${paid}::text[]) AND (d.state = 'queued' OR d.state = 'deferred') AND ${holdable} AND ${within(scope)}
            AND d.id NOT IN (SELECT unnest(ids) FROM claim)
          FOR UPDATE OF d SKIP LOCKED)`;
    },

    async countHeld(tx: Tx, scope: Scope, now: number): Promise<number> {
      const rows = await tx.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM (${heldBy(scope, now)}) held`;
      return rows[0]?.count ?? 0;
    },

    /** Sets what organisers know of a cap, unless somebody else has set it since it was `before`. Returns whether it was set. */
    async setState(tx: Tx, scope: Scope, before: CapState | null, state: CapState, now: number): Promise<boolean> {
      const set = await tx.$executeRaw`
        INSERT INTO spend_cap (scope, state, at) VALUES (${scope}, ${state}, ${new Date(now)})
        ON CONFLICT (scope) DO UPDATE SET state = excluded.state, at = excluded.at WHERE spend_cap.state = ${before}`;
      return set > 0;
    },

    /** The state of a cap, which nobody else changes until the transaction ends. */
    async lockState(tx: Tx, scope: Scope): Promise<CapState | null> {
      const rows = await tx.$queryRaw<{ state: CapState }[]>`SELECT state FROM spend_cap WHERE scope = ${scope} FOR UPDATE`;
      return rows[0]?.state ?? null;
    },

    /** Queues what a scope holds, each for its time, except copies that another of the scopes `over` holds as well; returns how many. */
    async release(tx: Tx, scope: Scope, over: readonly Scope[], now: number): Promise<number> {
      const others = over.filter((other) => other !== scope);
      const kept = others.map((other) => Prisma.sql`AND NOT coalesce(${within(other)}, false)`);
      return await tx.$executeRaw`
        UPDATE delivery d SET state = CASE WHEN d.due_at > ${new Date(now)} THEN 'deferred' ELSE 'queued' END, settled_at = NULL
        WHERE d.id IN (${heldBy(scope, now)}) ${Prisma.join([Prisma.empty, ...kept], ' ')}`;
    },

    /** Gives up what a scope holds; returns how many copies. */
    async drop(tx: Tx, scope: Scope, now: number): Promise<number> {
      return await tx.$executeRaw`
        UPDATE delivery SET state = 'cancelled', error_code = 'dropped', settled_at = ${new Date(now)} WHERE id IN (${heldBy(scope, now)})`;
    },

    /** What nobody decided about while it was worth sending, be it dear, or a frozen organiser's. */
    async expireHeld(tx: Tx, now: number): Promise<void> {
      const at = new Date(now);
      await tx.$executeRaw`UPDATE delivery SET state = 'expired', settled_at = ${at} WHERE state IN ('held', 'frozen') AND expires_at <= ${at}`;
    },

    /** What was spent on each day since one, the latest last. */
    async days(tx: Tx, since: string): Promise<readonly Spent[]> {
      return await tx.$queryRaw<
        Spent[]
      >`SELECT day, sum(micros)::float8 AS micros FROM spend WHERE day >= ${since} GROUP BY day ORDER BY day`;
    },
  };
}

/** Whether a copy `d` counts for a scope. A day's cap holds whatever waits on it. */
function within(scope: Scope): Prisma.Sql {
  return scope.startsWith('day:') ? Prisma.sql`true` : Prisma.sql`d.incident_id = ${BigInt(scope.slice('incident:'.length))}`;
}

export type Spending = ReturnType<typeof createSpending>;
