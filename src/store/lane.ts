import type { ContactChannel, ContactState } from '../domain/contact.ts';
import type { DeliveryKind, LaneName, Op } from '../domain/delivery.ts';
import type { Answer } from '../domain/headcount.ts';
import type { Language } from '../domain/language.ts';
import type { Session } from './database.ts';

/** A copy that a lane has claimed, with what it takes to render and address it. */
export interface Claimed {
  readonly id: string;
  readonly alertId: string | null;
  readonly incidentId: string | null;
  readonly contactId: string | null;
  readonly op: Op;
  readonly kind: DeliveryKind;
  readonly urgency: number;
  readonly attempts: number;
  readonly claimedAt: Date;
  readonly expiresAt: Date;
  readonly addressSealed: Uint8Array;
  readonly contactChannel: ContactChannel | null;
  readonly contactState: ContactState | null;
  readonly language: Language | null;
  readonly contentSealed: Uint8Array | null;
  readonly answer: Answer | null;
  /** Version of the incident when this was claimed: an older view of it is not good enough. */
  readonly headcountVersion: number | null;
  /** For organisers' cards: whether this one may decide. */
  readonly decides: boolean;
  /** For an edit: the message at the provider, and what kind of card it is. */
  readonly targetMessage: string | null;
  readonly targetKind: DeliveryKind | null;
}

const CLAIM_COLUMNS = `
  SELECT d.id, d.alert_id AS "alertId", d.incident_id AS "incidentId", d.contact_id AS "contactId", d.op, d.kind, d.urgency, d.attempts,
    d.claimed_at AS "claimedAt", d.expires_at AS "expiresAt", coalesce(d.address_sealed, c.address_sealed) AS "addressSealed",
    c.channel AS "contactChannel", c.state AS "contactState", coalesce(p.language, c.language) AS language,
    coalesce(d.content_sealed, a.content_sealed) AS "contentSealed", n.answer, i.headcount_version AS "headcountVersion",
    EXISTS (SELECT 1 FROM membership m WHERE m.person_id = d.person_id AND m.role = 'organiser' AND m.slug = ANY(s.above)) AS decides,
    t.provider_id AS "targetMessage", t.kind AS "targetKind"
  FROM picked d
  LEFT JOIN contact c ON c.id = d.contact_id
  LEFT JOIN person p ON p.id = d.person_id
  LEFT JOIN alert a ON a.id = d.alert_id
  LEFT JOIN incident i ON i.id = d.incident_id
  LEFT JOIN answer n ON n.incident_id = d.incident_id AND n.person_id = d.person_id
  LEFT JOIN delivery t ON t.id = d.target_id
  LEFT JOIN LATERAL (
    WITH RECURSIVE up AS (
      SELECT slug, parent FROM neighbourhood WHERE slug = i.slug AND coalesce(t.kind, d.kind) = 'card'
      UNION SELECT b.slug, b.parent FROM neighbourhood b JOIN up ON b.slug = up.parent
    ) SELECT array_agg(slug) AS above FROM up
  ) s ON true
  ORDER BY d.urgency, d.id`;

/** Takes the lane for this session; the server frees it the moment the session ends. */
export async function takeLane(session: Session, lane: string): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>(`SELECT pg_try_advisory_lock(hashtextextended($1, 1)) AS taken`, [
    `lane:${lane}`,
  ]);
  return rows[0]?.taken === true;
}

/**
 * Claims the most urgent copies that are due: up to `limit` of those that stand before calls, and up to `limit` of the others, so
 * that neither keeps the other out, and none for the contacts excepted. Expired ones come along: whoever claims them writes that down.
 */
export async function claim(session: Session, lane: LaneName, limit: number, except: readonly string[], now: number): Promise<Claimed[]> {
  const { rows } = await session.query<Claimed>({
    name: 'claim',
    text: `WITH picked AS (
      UPDATE delivery SET state = 'sending', claimed_at = $2, attempts = attempts + 1
      WHERE id IN (
        SELECT id FROM (
          SELECT id FROM delivery WHERE lane = $1 AND state = 'queued' AND urgency = 0 AND due_at <= $2 AND (contact_id IS NULL OR contact_id <> ALL($4::bigint[]))
          ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED
        ) answers UNION ALL SELECT id FROM (
          SELECT id FROM delivery WHERE lane = $1 AND state = 'queued' AND urgency > 0 AND due_at <= $2 AND (contact_id IS NULL OR contact_id <> ALL($4::bigint[]))
          ORDER BY urgency, id LIMIT $3 FOR UPDATE SKIP LOCKED
        ) others
      ) RETURNING *
    ) ${CLAIM_COLUMNS}`,
    values: [lane, new Date(now), limit, except],
  });
  return rows;
}

/** Claims copies whose sending was never answered, and whose time to be looked up has come. */
export async function claimUnknown(session: Session, lane: LaneName, limit: number, now: number): Promise<Claimed[]> {
  const { rows } = await session.query<Claimed>({
    name: 'claim-unknown',
    text: `WITH picked AS (
      SELECT * FROM delivery WHERE lane = $1 AND state = 'unknown' AND due_at <= $2 ORDER BY urgency, id LIMIT $3
    ) ${CLAIM_COLUMNS}`,
    values: [lane, new Date(now), limit],
  });
  return rows;
}

/** What a lane that died left in flight becomes uncertain, except what is still under way here; returns how many. */
export async function recoverSending(session: Session, lane: LaneName, except: readonly string[], lookUpAt: number): Promise<number> {
  const { rowCount } = await session.query(
    `UPDATE delivery SET state = 'unknown', due_at = $3 WHERE lane = $1 AND state = 'sending' AND id <> ALL($2::bigint[])`,
    [lane, except, new Date(lookUpAt)],
  );
  return rowCount ?? 0;
}

/** When the lane last claimed anything, by whatever process; null when it never did. */
export async function lastClaim(session: Session, lane: LaneName): Promise<number | null> {
  const { rows } = await session.query<{ at: Date | null }>(`SELECT max(claimed_at) AS at FROM delivery WHERE lane = $1`, [lane]);
  return rows[0]?.at?.getTime() ?? null;
}

/** When the next copy of the lane is due, in milliseconds since the epoch. */
export async function nextDue(session: Session, lane: LaneName): Promise<number | null> {
  const { rows } = await session.query<{ due: Date | null }>({
    name: 'next-due',
    text: `SELECT least(
      (SELECT min(due_at) FROM delivery WHERE lane = $1 AND state = 'queued'),
      (SELECT min(due_at) FROM delivery WHERE lane = $1 AND state = 'unknown')) AS due`,
    values: [lane],
  });
  return rows[0]?.due?.getTime() ?? null;
}

/** Provider ids that are on record, of those given. */
export async function knownProviderIds(session: Session, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await session.query<{ id: string }>(
    `SELECT provider_id AS id FROM delivery WHERE lane = 'sms' AND provider_id = ANY($1)`,
    [ids],
  );
  return new Set(rows.map((r) => r.id));
}

/** A receipt that its delivery does not show yet. */
export interface NewReceipt {
  readonly id: string;
  readonly attempts: number;
  readonly expiresAt: Date;
  readonly status: string;
  readonly errorCode: string | null;
}

/** Takes receipts of messages on record; those that come before our own record of the send wait for it. */
export async function takeReceipts(session: Session, limit: number): Promise<NewReceipt[]> {
  const { rows } = await session.query<NewReceipt>({
    name: 'take-receipts',
    text: `WITH fresh AS (
        SELECT r.provider_id FROM receipt r JOIN delivery d ON d.provider_id = r.provider_id AND d.lane = 'sms' WHERE NOT r.applied LIMIT $1
      ), taken AS (UPDATE receipt r SET applied = true FROM fresh WHERE r.provider_id = fresh.provider_id RETURNING r.*)
      SELECT d.id, d.attempts, d.expires_at AS "expiresAt", taken.status, taken.error_code AS "errorCode"
      FROM taken JOIN delivery d ON d.provider_id = taken.provider_id AND d.lane = 'sms' AND d.state = 'accepted'`,
    values: [limit],
  });
  return rows;
}
