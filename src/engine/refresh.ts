import { lifetimeMs, REFRESH_PROMOTED_AFTER_MS, urgency } from '../domain/delivery.ts';
import type { Tx } from '../store/database.ts';

/** Cards are refreshed no more often than this, however many answers come in between. */
const ORGANISER_EVERY_MS = 2_000;
const MEMBER_EVERY_MS = 3_000;
/** An incident that ended is shown as such on the cards for this long. */
const ENDED_SHOWN_MS = 15 * 60_000;
/** Of a lane's rate, what refreshed cards may take before the calls once they have waited too long. */
const PROMOTED_SHARE = 0.2;

/** Notices calls that were settled since the organisers' card last showed them. */
export async function noticeProgress(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    UPDATE incident i SET settled = c.settled, card_version = card_version + 1 FROM (
      SELECT i.id, (SELECT count(*)::int FROM delivery d WHERE d.incident_id = i.id AND d.kind = 'call' AND d.op = 'message'
        AND d.state IN ('accepted', 'delivered', 'failed', 'expired')) AS settled
      FROM incident i WHERE i.stage = 'open'
    ) c WHERE c.id = i.id AND c.settled <> i.settled`;
}

/**
 * Queues an edit for every Telegram card that shows less than is known: organisers', receipts, and those of people who have
 * answered. At most one edit waits for a card; it is rendered when it is sent, so that everything until then is in it.
 */
export async function queueRefreshes(tx: Tx, now: number): Promise<number> {
  const at = new Date(now);
  const ended = new Date(now - ENDED_SHOWN_MS);
  const expires = new Date(now + lifetimeMs.refresh);
  const organisers = new Date(now - ORGANISER_EVERY_MS);
  const members = new Date(now - MEMBER_EVERY_MS);
  return await tx.$executeRaw`
    INSERT INTO delivery (incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at, target_id)
    SELECT d.incident_id, d.person_id, d.contact_id, 'telegram', 'edit', 'refresh',
      CASE d.kind WHEN 'card' THEN ${urgency.card} ELSE ${urgency.refresh} END, 'queued', ${at}, ${expires}, ${at}, d.id
    FROM (
      SELECT id, stage, headcount_version, card_version FROM incident WHERE stage IN ('held', 'open') OR ended_at > ${ended}
    ) i CROSS JOIN LATERAL (
      SELECT d.*, i.card_version AS version, ${organisers}::timestamptz AS before FROM delivery d WHERE d.incident_id = i.id AND d.kind = 'card'
      UNION ALL
      SELECT d.*, i.headcount_version, ${members}::timestamptz FROM delivery d WHERE d.incident_id = i.id AND d.kind = 'receipt'
      UNION ALL
      SELECT d.*, i.headcount_version, ${members}::timestamptz FROM answer n JOIN delivery d
        ON d.incident_id = n.incident_id AND d.kind = 'call' AND d.person_id = n.person_id
      WHERE n.incident_id = i.id
    ) d JOIN contact c ON c.id = d.contact_id AND c.state = 'open'
    WHERE d.op = 'message' AND d.lane = 'telegram' AND d.state = 'accepted' AND d.provider_id IS NOT NULL
      AND d.shown_version < d.version AND d.shown_at <= d.before
      AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.target_id = d.id AND e.state IN ('queued', 'sending', 'unknown'))
    ORDER BY d.shown_at
    ON CONFLICT DO NOTHING`;
}

/** Lets cards that have waited too long go before the calls: a fifth of the lane at the most. */
export async function promoteRefreshes(tx: Tx, ratePerSecond: number, now: number): Promise<void> {
  const share = ratePerSecond === 0 ? 10_000 : Math.max(1, Math.floor(ratePerSecond * PROMOTED_SHARE));
  await tx.$executeRaw`
    UPDATE delivery SET urgency = ${urgency.card} WHERE id IN (
      SELECT id FROM delivery WHERE lane = 'telegram' AND state = 'queued' AND urgency = ${urgency.refresh}
        AND queued_at <= ${new Date(now - REFRESH_PROMOTED_AFTER_MS)} ORDER BY id LIMIT ${share})`;
}

/** When cards have to be looked at again: soon while anything is live, else not before something happens. */
export async function nextRefresh(tx: Tx, now: number): Promise<number | null> {
  const live = await tx.incident.findFirst({
    where: { OR: [{ stage: { in: ['held', 'open'] } }, { endedAt: { gt: new Date(now - ENDED_SHOWN_MS) } }] },
    select: { id: true },
  });
  return live ? now + 1_000 : null;
}
