import { lifetimeMs, REFRESH_PROMOTED_AFTER_MS, urgency } from '../domain/delivery.ts';
import { HOME_LISTED_MS } from '../domain/home.ts';
import type { LaneName } from '../domain/lane.ts';
import type { Tx } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';

/** Cards are refreshed no more often than this, however many answers come in between. */
const ORGANISER_EVERY_MS = 2_000;
const MEMBER_EVERY_MS = 3_000;
/** An incident that ended is shown as such on the cards for this long. */
const ENDED_SHOWN_MS = 15 * 60_000;
/** Of a lane's rate, what refreshed cards may take before the calls once they have waited too long. */
const PROMOTED_SHARE = 0.2;

/** Notices calls that were settled since the organisers' card last showed them. Returns for how many incidents. */
export async function noticeProgress(tx: Tx): Promise<number> {
  // Counted first, and without a lock: the lanes need the incident's row for every batch they write down.
  const counts = await tx.$queryRaw<{ id: bigint; settled: number }[]>`
    SELECT i.id, c.settled FROM incident i CROSS JOIN LATERAL (
      SELECT count(*)::int AS settled FROM delivery d WHERE d.incident_id = i.id AND d.kind = 'call' AND d.op IN ('message', 'call')
        AND d.state IN ('accepted', 'delivered', 'failed', 'expired') OFFSET 0
    ) c WHERE i.stage = 'open' AND c.settled <> i.settled`;
  for (const { id, settled } of counts) {
    await tx.$executeRaw`UPDATE incident SET settled = ${settled}, card_version = card_version + 1 WHERE id = ${id} AND settled <> ${settled}`;
  }
  return counts.length;
}

/**
 * Telegram cards that show less than is known: organisers', receipts, and those of people who have answered. Columns of the
 * delivery, and since when it may be shown anew.
 */
function staleCards(now: number): Prisma.Sql {
  const organisers = new Date(now - ORGANISER_EVERY_MS);
  const members = new Date(now - MEMBER_EVERY_MS);
  // Shown in the future: the clock was set back since.
  const at = new Date(now);
  return Prisma.sql`
    SELECT d.*
    FROM (SELECT d.* FROM (
      SELECT id, headcount_version, card_version FROM incident WHERE stage IN ('held', 'open') OR ended_at > ${new Date(now - ENDED_SHOWN_MS)}
    ) i CROSS JOIN LATERAL (
      SELECT d.*, i.card_version AS version, (d.shown_at <= ${organisers} OR d.shown_at > ${at}) AS due FROM delivery d
      WHERE d.incident_id = i.id AND d.kind = 'card'
      UNION ALL
      SELECT d.*, i.headcount_version, d.shown_at <= ${members} OR d.shown_at > ${at} FROM delivery d WHERE d.incident_id = i.id AND d.kind = 'receipt'
      UNION ALL
      SELECT d.*, i.headcount_version, d.shown_at <= ${members} OR d.shown_at > ${at} FROM answer n JOIN delivery d
        ON d.incident_id = n.incident_id AND d.kind IN ('call', 'need') AND d.person_id = n.person_id
      WHERE n.incident_id = i.id
    ) d UNION ALL (${staleLists(organisers, at, now)})) d JOIN contact c ON c.id = d.contact_id AND c.state = 'open'
    WHERE d.op = 'message' AND c.channel = 'telegram' AND d.state = 'accepted' AND d.provider_id IS NOT NULL AND d.shown_version < d.version`;
}

/** Lists of those who are missing after an incident: they are looked for until each is found. A phone that was taken shows no more of them. */
function staleLists(shown: Date, at: Date, now: number): Prisma.Sql {
  return Prisma.sql`
    SELECT d.*, i.card_version, d.shown_at <= ${shown} OR d.shown_at > ${at} FROM alert a JOIN incident i ON i.id = a.incident_id
    JOIN delivery d ON d.incident_id = i.id AND d.kind = 'home-list'
    WHERE a.kind = 'home-list' AND NOT EXISTS (SELECT 1 FROM person WHERE id = d.person_id AND frozen_at IS NOT NULL OFFSET 0) AND a.created_at > ${new Date(now - HOME_LISTED_MS)}`;
}

/**
 * Queues an edit for every card that shows less than is known. At most one edit waits for a card; it is rendered when it is
 * sent, so that everything until then is in it. Returns how many were queued.
 */
export async function queueRefreshes(tx: Tx, now: number): Promise<number> {
  const at = new Date(now);
  return await tx.$executeRaw`
    INSERT INTO delivery (incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at, target_id)
    SELECT d.incident_id, d.person_id, d.contact_id, d.lane, 'edit', 'refresh',
      CASE d.kind WHEN 'card' THEN ${urgency.card}::smallint ELSE ${urgency.refresh}::smallint END, 'queued', ${at}::timestamptz,
      ${new Date(now + lifetimeMs.refresh)}::timestamptz, ${at}::timestamptz, d.id
    FROM (${staleCards(now)}) d
    WHERE d.due AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.target_id = d.id AND e.state IN ('queued', 'deferred', 'unknown'))
    ORDER BY d.shown_at
    ON CONFLICT DO NOTHING`;
}

/** Lets cards that have waited too long go before the calls: a fifth of the lane at the most. */
export async function promoteRefreshes(tx: Tx, lanes: readonly LaneName[], ratePerSecond: number, now: number): Promise<void> {
  const share = ratePerSecond === 0 ? 10_000 : Math.max(1, Math.floor(ratePerSecond * PROMOTED_SHARE));
  await tx.$executeRaw`
    UPDATE delivery SET urgency = ${urgency.card} WHERE id IN (
      SELECT d.id FROM unnest(${[...lanes]}::text[]) AS l (name) CROSS JOIN LATERAL (
        SELECT id FROM delivery WHERE lane = l.name AND state = 'queued' AND urgency = ${urgency.refresh}
          AND queued_at <= ${new Date(now - REFRESH_PROMOTED_AFTER_MS)} ORDER BY id LIMIT ${share}
      ) d)`;
}

/** When cards have to be looked at again: soon while one is behind or under way, else when something happens. */
export async function nextRefresh(tx: Tx, now: number): Promise<number | null> {
  const rows = await tx.$queryRaw<{ soon: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM incident i JOIN delivery d ON d.incident_id = i.id AND d.kind IN ('call', 'card', 'receipt')
        WHERE i.stage IN ('held', 'open') AND d.state IN ('queued', 'deferred', 'unknown'))
      OR EXISTS (${staleCards(now)}) AS soon`;
  return rows[0]?.soon ? now + LOOK_AGAIN_MS : null;
}

const LOOK_AGAIN_MS = 1_000;
