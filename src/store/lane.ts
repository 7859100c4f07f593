import type { ContactChannel, ContactState } from '../domain/contact.ts';
import type { DeliveryKind, LaneName, Op } from '../domain/delivery.ts';
import type { Answer } from '../domain/headcount.ts';
import type { Language } from '../domain/language.ts';
import { type Session, WAKE_CHANNEL } from './database.ts';
import { MOVE_ON_SQL } from './delivery.ts';

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

/** What became of one copy, to be written down. */
export type Outcome =
  | {
      readonly id: string;
      readonly kind: 'accepted';
      readonly providerId: string | null;
      readonly segments: number;
      readonly version: number;
    }
  | { readonly id: string; readonly kind: 'delivered' }
  | { readonly id: string; readonly kind: 'again'; readonly at: number; readonly code: string | null; readonly counts: boolean }
  | { readonly id: string; readonly kind: 'unknown'; readonly at: number }
  | { readonly id: string; readonly kind: 'failed'; readonly code: string }
  | { readonly id: string; readonly kind: 'closed'; readonly contact: ContactState; readonly code: string }
  | { readonly id: string; readonly kind: 'dropped'; readonly state: 'cancelled' | 'expired' };

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

/** Claims the most urgent copies that are due. Expired ones come along: whoever claims them writes that down. */
export async function claim(session: Session, lane: LaneName, limit: number, now: number): Promise<Claimed[]> {
  const { rows } = await session.query<Claimed>({
    name: 'claim',
    text: `WITH picked AS (
      UPDATE delivery SET state = 'sending', claimed_at = $2, attempts = attempts + 1
      WHERE id IN (
        SELECT id FROM delivery WHERE lane = $1 AND state = 'queued' AND due_at <= $2
        ORDER BY urgency, id LIMIT $3 FOR UPDATE SKIP LOCKED
      ) RETURNING *
    ) ${CLAIM_COLUMNS}`,
    values: [lane, new Date(now), limit],
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

/**
 * Writes outcomes down in one transaction. The incidents concerned are locked first, so that a stand-down either cancels a
 * copy or learns that it was accepted; whatever was said to the called since then follows to those who were in flight. Returns
 * whether that queued something, perhaps on another lane; every process is told.
 */
export async function record(session: Session, outcomes: readonly Outcome[], now: number): Promise<boolean> {
  let queued = 0;
  const at = new Date(now);
  const ids = outcomes.map((o) => o.id);
  await session.query('BEGIN');
  try {
    await session.query({
      name: 'record-lock',
      text: `SELECT 1 FROM incident WHERE id IN (SELECT incident_id FROM delivery WHERE id = ANY($1::bigint[])) ORDER BY id FOR SHARE`,
      values: [ids],
    });
    await session.query({ name: 'record', text: RECORD_SQL, values: columnsOf(outcomes, at) });
    const closed = outcomes.filter((o) => o.kind === 'closed');
    if (closed.length > 0) {
      await session.query(
        `UPDATE contact c SET state = o.state FROM delivery d JOIN unnest($1::bigint[], $2::text[]) AS o (id, state) ON o.id = d.id
         WHERE c.id = d.contact_id AND c.state = 'open'`,
        [closed.map((o) => o.id), closed.map((o) => o.contact)],
      );
    }
    const lost = outcomes.filter((o) => o.kind === 'closed' || o.kind === 'failed').map((o) => o.id);
    if (lost.length > 0) queued += (await session.query(MOVE_ON_SQL, [lost, at])).rowCount ?? 0;
    queued += (await session.query({ name: 'record-follow', text: FOLLOW_SQL, values: [ids, at] })).rowCount ?? 0;
    const accepted = outcomes
      .filter((o) => o.kind === 'accepted' && o.version > 0)
      .map((o) => [o.id, 'version' in o ? o.version : 0] as const);
    if (accepted.length > 0) {
      await session.query({
        name: 'record-shown',
        text: `UPDATE delivery t SET shown_version = greatest(t.shown_version, o.version), shown_at = $3
          FROM delivery d JOIN unnest($1::bigint[], $2::int[]) AS o (id, version) ON o.id = d.id
          WHERE t.id = coalesce(d.target_id, d.id)`,
        values: [accepted.map(([id]) => id), accepted.map(([, version]) => version), at],
      });
    }
    const uneditable = outcomes.filter((o) => o.kind === 'failed').map((o) => o.id);
    if (uneditable.length > 0) {
      // A card that cannot be edited any more is not tried again.
      await session.query(
        `UPDATE delivery t SET shown_version = 2147483647 FROM delivery d WHERE d.id = ANY($1::bigint[]) AND d.op = 'edit' AND t.id = d.target_id`,
        [uneditable],
      );
    }
    // An edit, a toast or a farewell has nothing to tell once it is done with.
    await session.query({
      name: 'record-sweep',
      text: `DELETE FROM delivery WHERE id = ANY($1::bigint[]) AND (op IN ('edit', 'toast') OR kind = 'farewell') AND state NOT IN ('queued', 'unknown')`,
      values: [ids],
    });
    if (queued > 0) await session.query(`SELECT pg_notify($1, '')`, [WAKE_CHANNEL]);
    await session.query('COMMIT');
    return queued > 0;
  } catch (error) {
    await session.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/**
 * An alarm that is over is not sent again: what would be repeated is cancelled instead, or, where it may have arrived,
 * counts as accepted, so that the all-clear follows it.
 */
const RECORD_SQL = `
  UPDATE delivery d SET
    state = CASE
      WHEN o.state <> 'queued' OR d.kind NOT IN ('call', 'update', 'place', 'receipt') OR i.stage = 'open' THEN o.state
      WHEN o.error_code = 'unknown' THEN 'accepted'
      ELSE 'cancelled'
    END,
    provider_id = coalesce(o.provider_id, d.provider_id), segments = d.segments + o.segments, error_code = o.error_code,
    due_at = coalesce(o.due_at, d.due_at), attempts = d.attempts - o.uncounted,
    settled_at = CASE WHEN o.state IN ('queued', 'unknown') THEN NULL ELSE $8::timestamptz END
  FROM unnest($1::bigint[], $2::text[], $3::text[], $4::int[], $5::text[], $6::timestamptz[], $7::int[])
    AS o (id, state, provider_id, segments, error_code, due_at, uncounted)
    JOIN delivery x ON x.id = o.id LEFT JOIN incident i ON i.id = x.incident_id
  WHERE d.id = o.id`;

/** Updates and all-clears that were written while these calls were in flight reach the same contacts now. */
const FOLLOW_SQL = `
  INSERT INTO delivery (alert_id, incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at)
  SELECT a.id, a.incident_id, d.person_id, d.contact_id, d.lane, 'message', a.kind, 2, 'queued', $2::timestamptz, a.expires_at, $2::timestamptz
  FROM delivery d JOIN alert a ON a.incident_id = d.incident_id AND a.kind IN ('update', 'all-clear') AND a.created_at >= d.queued_at
    JOIN incident i ON i.id = d.incident_id
  WHERE d.id = ANY($1::bigint[]) AND d.kind IN ('call', 'receipt') AND d.op = 'message' AND d.contact_id IS NOT NULL AND d.state = 'accepted'
    AND (a.kind = 'all-clear' OR i.stage = 'open')
  ORDER BY a.id, d.id
  ON CONFLICT DO NOTHING`;

function columnsOf(outcomes: readonly Outcome[], at: Date): unknown[] {
  return [
    outcomes.map((o) => o.id),
    outcomes.map(stateOf),
    outcomes.map((o) => (o.kind === 'accepted' ? o.providerId : null)),
    outcomes.map((o) => (o.kind === 'accepted' ? o.segments : 0)),
    outcomes.map((o) => ('code' in o ? o.code : null)),
    outcomes.map((o) => ('at' in o ? new Date(o.at) : null)),
    outcomes.map((o) => (o.kind === 'again' && !o.counts ? 1 : 0)),
    at,
  ];
}

function stateOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'again':
      return 'queued';
    case 'closed':
      return 'failed';
    case 'dropped':
      return outcome.state;
    default:
      return outcome.kind;
  }
}
