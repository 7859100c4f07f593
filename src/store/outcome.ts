import type { ContactState } from '../domain/contact.ts';
import type { DeliveryKind, DeliveryState, Op } from '../domain/delivery.ts';
import type { Lanes } from '../domain/lane.ts';
import type { Spent } from '../domain/spend.ts';
import { arrayOf } from './array.ts';
import { type Session, WAKE_CHANNEL } from './database.ts';
import { laneSql, MOVE_ON_SQL, moveOnTo, voiceLaneSql } from './delivery.ts';
import { addSpent } from './spending.ts';

/** The copy that an outcome is about. */
export interface CopyRef {
  readonly id: string;
  readonly incidentId: string | null;
  readonly op: Op;
  readonly kind: DeliveryKind;
}

/** What became of one copy, to be written down. */
export type Outcome = { readonly copy: CopyRef } & (
  | {
      readonly kind: 'accepted';
      readonly providerId: string | null;
      readonly segments: number;
      readonly version: number;
      /** What it cost, delivered or not; absent where it costs nothing. */
      readonly spent?: Spent | undefined;
    }
  | { readonly kind: 'delivered' }
  /** To be sent again at a time, unless it moves on to another contact; `counts` as a try. */
  | { readonly kind: 'again'; readonly at: number; readonly code: string | null; readonly counts: boolean; readonly movesOn?: boolean }
  /** Sent at `since`, and nobody knows whether it was taken: to be looked up at a time. */
  | { readonly kind: 'unknown'; readonly at: number; readonly since: number }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'closed'; readonly contact: ContactState; readonly code: string }
  | { readonly kind: 'dropped'; readonly state: Extract<DeliveryState, 'cancelled' | 'expired' | 'held'>; readonly movesOn: boolean }
);

type Accepted = Extract<Outcome, { kind: 'accepted' }>;

/**
 * Writes outcomes down, in the transaction that the session is in. The incidents concerned are locked first, so that a stand-down
 * either cancels a copy or learns that it was accepted; whatever was said to the called since then follows to those who were in
 * flight. Returns whether that queued something, perhaps on another lane; every process is told.
 */
export async function record(session: Session, outcomes: readonly Outcome[], lanes: Lanes, now: number): Promise<boolean> {
  const at = new Date(now);
  let queued = 0;
  const incidents = await lockIncidents(session, outcomes);
  const accepted = outcomes.filter((o) => o.kind === 'accepted');
  const others = outcomes.filter((o) => o.kind !== 'accepted');
  if (accepted.length > 0) {
    await addSpent(session, accepted);
    await recordAccepted(session, accepted, at);
  }
  if (others.length > 0) queued += await recordOthers(session, others, lanes, at);
  if (incidents.length > 0) queued += await follow(session, outcomes, incidents, lanes, at);
  // An edit, a toast or a farewell has nothing to tell once it is done with.
  const passing = outcomes.filter(({ copy }) => copy.op === 'edit' || copy.op === 'toast' || copy.kind === 'farewell').map(idOf);
  if (passing.length > 0) {
    const text = `DELETE FROM delivery WHERE id = ANY($1::bigint[]) AND state NOT IN ('queued', 'deferred', 'unknown')`;
    await session.query({ name: 'record-sweep', text, values: [passing] });
  }
  if (queued > 0) await session.query(`SELECT pg_notify($1, '')`, [WAKE_CHANNEL]);
  return queued > 0;
}

/**
 * Locks the incidents that copies belong to, and returns them. Since they were claimed, some may have become another's: it is locked as
 * well, or nobody would know there that they arrived.
 */
async function lockIncidents(session: Session, outcomes: readonly Outcome[]): Promise<readonly string[]> {
  const locked = new Set<string>();
  let found = [...new Set(outcomes.flatMap(({ copy }) => (copy.incidentId === null ? [] : [copy.incidentId])))];
  while (found.length > 0) {
    for (const id of found) locked.add(id);
    const text = `SELECT copies_left AS left FROM incident WHERE id = ANY($1::bigint[]) ORDER BY id FOR SHARE`;
    const { rows } = await session.query<{ left: boolean }>({ name: 'record-lock', text, values: [found] });
    if (!rows.some(({ left }) => left)) break;
    const moved = await session.query<{ id: string }>({
      name: 'record-moved',
      text: `SELECT DISTINCT incident_id::text AS id FROM delivery WHERE id = ANY($1::bigint[]) AND incident_id <> ALL($2::bigint[])`,
      values: [outcomes.map(idOf), [...locked]],
    });
    found = moved.rows.map(({ id }) => id);
  }
  return [...locked];
}

const idOf = ({ copy }: Outcome): string => copy.id;

/** The common case, and the hot one: a hundred thousand of these are a call. */
async function recordAccepted(session: Session, accepted: readonly Accepted[], at: Date): Promise<void> {
  await session.query({
    name: 'record-accepted',
    text: `UPDATE delivery d SET state = 'accepted', provider_id = coalesce(o.provider_id, d.provider_id), segments = d.segments + o.segments,
        error_code = NULL, attempts = d.attempts + 1, settled_at = $5,
        shown_version = greatest(d.shown_version, o.version), shown_at = CASE WHEN o.version > 0 THEN $5 ELSE d.shown_at END
      FROM unnest($1::bigint[], $2::text[], $3::int[], $4::int[]) AS o (id, provider_id, segments, version) WHERE d.id = o.id`,
    values: [
      arrayOf(accepted.map(idOf)),
      accepted.map((o) => o.providerId),
      arrayOf(accepted.map((o) => o.segments)),
      arrayOf(accepted.map((o) => o.version)),
      at,
    ],
  });
  const edits = accepted.filter((o) => o.copy.op === 'edit');
  if (edits.length === 0) return;
  await session.query({
    name: 'record-shown',
    text: `UPDATE delivery t SET shown_version = greatest(t.shown_version, o.version), shown_at = $3
      FROM delivery d JOIN unnest($1::bigint[], $2::int[]) AS o (id, version) ON o.id = d.id WHERE t.id = d.target_id`,
    values: [edits.map(idOf), edits.map((o) => o.version), at],
  });
}

/** Returns how many copies went on to another contact. */
async function recordOthers(session: Session, others: readonly Outcome[], lanes: Lanes, at: Date): Promise<number> {
  await session.query({
    name: 'record-others',
    text: OTHERS_SQL,
    values: [
      others.map(idOf),
      others.map((o) => stateOf(o, at)),
      others.map((o) => ('code' in o ? o.code : null)),
      others.map((o) => ('at' in o ? new Date(o.at) : null)),
      others.map((o) => (o.kind === 'unknown' ? new Date(o.since) : null)),
      others.map((o) => (o.kind === 'delivered' || o.kind === 'dropped' || (o.kind === 'again' && !o.counts) ? 0 : 1)),
      at,
    ],
  });
  const closed = others.filter((o) => o.kind === 'closed');
  if (closed.length > 0) {
    // Whoever blocked one bot and went on with another is reached there.
    await session.query(
      `UPDATE contact c SET state = o.state FROM delivery d JOIN unnest($1::bigint[], $2::text[]) AS o (id, state) ON o.id = d.id
       WHERE c.id = d.contact_id AND c.state IN ('open', 'landline') AND (c.channel <> 'telegram' OR d.lane = ${laneSql('$3', '$4')})`,
      [closed.map(idOf), closed.map((o) => o.contact), lanes.telegram, lanes.sms],
    );
  }
  // A card that cannot be edited any more is not tried again.
  const uneditable = others.filter((o) => o.kind === 'failed' && o.copy.op === 'edit').map(idOf);
  if (uneditable.length > 0) {
    await session.query(
      `UPDATE delivery t SET shown_version = 2147483647 FROM delivery d WHERE d.id = ANY($1::bigint[]) AND t.id = d.target_id`,
      [uneditable],
    );
  }
  // A copy dropped because its contact was closed meanwhile, by an earlier copy, goes on like that one.
  const lost = others.filter((o) => o.kind === 'closed' || o.kind === 'failed' || ('movesOn' in o && o.movesOn)).map(idOf);
  if (lost.length === 0) return 0;
  return (await session.query(MOVE_ON_SQL, [lost, ...moveOnTo(lanes, at)])).rowCount ?? 0;
}

/**
 * An alarm that is over is not sent again: what would be repeated is cancelled instead, or, where it may have arrived, counts as
 * accepted, so that the all-clear follows it. What was cancelled while it was in flight stays so, unless it may have arrived; so does
 * what went on to another contact meanwhile. What failed once is not said any more when the person has been told something newer.
 */
const OTHERS_SQL = `
  UPDATE delivery d SET
    state = CASE
      WHEN d.state = 'moved' AND o.state IN ('queued', 'deferred', 'unknown', 'cancelled', 'held') THEN 'moved'
      WHEN d.state = 'cancelled' AND o.state = 'held' THEN 'cancelled'
      WHEN o.state IN ('queued', 'deferred') AND d.kind IN ('update', 'place') AND EXISTS (
        SELECT 1 FROM delivery e WHERE e.incident_id = d.incident_id AND e.kind IN ('update', 'place') AND e.person_id = d.person_id
          AND e.alert_id > d.alert_id AND e.state <> 'cancelled') THEN 'cancelled'
      WHEN o.state NOT IN ('queued', 'deferred') OR d.kind NOT IN ('call', 'need', 'update', 'place', 'receipt', 'house', 'enough') OR i.stage = 'open' THEN o.state
      WHEN o.error_code = 'unknown' THEN 'accepted'
      ELSE 'cancelled'
    END,
    error_code = o.error_code, due_at = coalesce(o.due_at, d.due_at), tried_at = coalesce(o.tried_at, d.tried_at),
    attempts = d.attempts + o.counted, settled_at = CASE WHEN o.state IN ('queued', 'deferred', 'unknown', 'held') THEN NULL ELSE $7::timestamptz END
  FROM unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::int[])
    AS o (id, state, error_code, due_at, tried_at, counted)
    CROSS JOIN LATERAL (SELECT incident_id FROM delivery WHERE id = o.id OFFSET 0) x LEFT JOIN incident i ON i.id = x.incident_id
  WHERE d.id = o.id`;

/**
 * What was said while these calls were in flight reaches the same contacts now: the all-clear, or the newest update where the person has
 * not been told it on another contact. Returns how many.
 */
async function follow(
  session: Session,
  outcomes: readonly Outcome[],
  incidents: readonly string[],
  lanes: Lanes,
  at: Date,
): Promise<number> {
  const calls = outcomes.filter(({ copy }) => copy.kind === 'call' || copy.kind === 'need' || copy.kind === 'receipt').map(idOf);
  if (calls.length === 0) return 0;
  const text = `SELECT 1 FROM alert WHERE incident_id = ANY($1::bigint[]) AND kind IN ('update', 'all-clear') LIMIT 1`;
  const said = await session.query({ name: 'record-said', text, values: [incidents] });
  if (said.rowCount === 0) return 0;
  return (
    (await session.query({ name: 'record-follow', text: FOLLOW_SQL, values: [calls, at, lanes.telegram, lanes.sms, lanes.voice] }))
      .rowCount ?? 0
  );
}

const FOLLOW_SQL = `
  INSERT INTO delivery (alert_id, incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at, hides_place)
  SELECT a.id, a.incident_id, d.person_id, c.id, CASE c.state WHEN 'landline' THEN ${voiceLaneSql('$5')} ELSE ${laneSql('$3', '$4')} END,
    CASE c.state WHEN 'landline' THEN 'call' ELSE 'message' END, a.kind, 2, 'queued', $2::timestamptz, a.expires_at, $2::timestamptz, d.hides_place
  FROM delivery d JOIN contact c ON c.id = d.contact_id JOIN alert a ON a.incident_id = d.incident_id AND a.kind IN ('update', 'all-clear') AND a.created_at >= d.queued_at
    JOIN incident i ON i.id = d.incident_id
  WHERE d.id = ANY($1::bigint[]) AND d.state = 'accepted' AND (c.state <> 'landline' OR (a.kind = 'all-clear' AND cardinality($5::text[]) > 0))
    AND (a.kind = 'all-clear' OR (i.stage = 'open' AND d.kind <> 'need'
      AND a.id = (SELECT max(id) FROM alert WHERE incident_id = d.incident_id AND kind = 'update')
      AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.incident_id = d.incident_id AND e.kind = 'update' AND e.person_id = d.person_id AND e.alert_id = a.id)))
  ORDER BY a.id, d.id
  ON CONFLICT DO NOTHING`;

function stateOf(outcome: Outcome, at: Date): DeliveryState {
  switch (outcome.kind) {
    case 'again':
      return outcome.at <= at.getTime() ? 'queued' : 'deferred';
    case 'closed':
      return 'failed';
    case 'dropped':
      return outcome.state;
    default:
      return outcome.kind;
  }
}
