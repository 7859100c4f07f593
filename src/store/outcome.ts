import type { ContactChannel, ContactState } from '../domain/contact.ts';
import type { DeliveryState } from '../domain/delivery.ts';
import { type Session, WAKE_CHANNEL } from './database.ts';
import { MOVE_ON_SQL } from './delivery.ts';

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
  | { readonly id: string; readonly kind: 'dropped'; readonly state: Extract<DeliveryState, 'cancelled' | 'expired'> };

/**
 * Writes outcomes down in one transaction. The incidents concerned are locked first, so that a stand-down either cancels a
 * copy or learns that it was accepted; whatever was said to the called since then follows to those who were in flight. Returns
 * whether that queued something, perhaps on another lane; every process is told.
 */
export async function record(
  session: Session,
  outcomes: readonly Outcome[],
  reachable: readonly ContactChannel[],
  now: number,
): Promise<boolean> {
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
    // A copy dropped because its contact was closed meanwhile, by an earlier copy, goes on like that one.
    const lost = outcomes.filter((o) => o.kind === 'closed' || o.kind === 'failed' || isCancelled(o)).map((o) => o.id);
    if (lost.length > 0) queued += (await session.query(MOVE_ON_SQL, [lost, at, reachable])).rowCount ?? 0;
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

function isCancelled(outcome: Outcome): boolean {
  return outcome.kind === 'dropped' && outcome.state === 'cancelled';
}

function stateOf(outcome: Outcome): DeliveryState {
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
