import type { ContactState } from '../domain/contact.ts';
import type { DeliveryKind, Op } from '../domain/delivery.ts';
import type { Answer } from '../domain/headcount.ts';
import type { Stage } from '../domain/incident.ts';
import type { LaneName } from '../domain/lane.ts';
import type { Language } from '../domain/language.ts';
import { arrayOf } from './array.ts';
import type { Session } from './database.ts';

/** A copy that a lane has claimed, with what it takes to render and address it. */
export interface Claimed {
  readonly id: string;
  /** The claim that it came with; null for one that is only looked up. */
  readonly claim: string | null;
  readonly alertId: string | null;
  readonly incidentId: string | null;
  readonly contactId: string | null;
  readonly op: Op;
  readonly kind: DeliveryKind;
  readonly urgency: number;
  /** How often it was tried before. */
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Since when it may have been sent; null unless that is unknown. */
  readonly triedAt: number | null;
  readonly addressSealed: Uint8Array;
  readonly contactState: ContactState | null;
  readonly language: Language | null;
  readonly contentSealed: Uint8Array | null;
  readonly answer: Answer | null;
  /** The house that it is for; null for the first. */
  readonly answerHouse: string | null;
  /** When they will be there, in milliseconds since the epoch; null where they did not say. */
  readonly arrivesAt: number | null;
  readonly stage: Stage | null;
  /** Version of the incident when this was claimed: an older view of it is not good enough. */
  readonly headcountVersion: number | null;
  /** For organisers' cards: whether this one may decide. */
  readonly decides: boolean;
  /** For an edit: the message at the provider, and what kind of card it is. */
  readonly targetMessage: string | null;
  readonly targetKind: DeliveryKind | null;
  /** For a call or a card of another neighbourhood than the incident's: which one is called, or asked. */
  readonly ring: string | null;
  /** Whoever it is for may not know the exact place; for an edit, of the card as it is now. */
  readonly hidesPlace: boolean;
}

/** Times as milliseconds: a hundred thousand dates are dear to parse. */
const millis = (column: string): string => `(date_part('epoch', ${column}) * 1000)`;

const COLUMNS = `
  d.id, d.alert_id AS "alertId", d.incident_id AS "incidentId", d.contact_id AS "contactId", d.op, d.kind, d.urgency, d.attempts,
  ${millis('d.expires_at')} AS "expiresAt", ${millis('d.tried_at')} AS "triedAt",
  coalesce(d.address_sealed, c.address_sealed) AS "addressSealed", c.state AS "contactState", coalesce(p.language, c.language) AS language,
  coalesce(d.content_sealed, a.content_sealed, t.content_sealed, CASE WHEN t.kind = 'need' THEN (SELECT content_sealed FROM alert WHERE id = t.alert_id) END) AS "contentSealed",
  coalesce(t.hides_place, d.hides_place) AS "hidesPlace", n.answer,
  n.house_id AS "answerHouse", ${millis('n.arrives_at')} AS "arrivesAt", i.stage, i.headcount_version AS "headcountVersion",
  CASE WHEN coalesce(t.kind, d.kind) IN ('card', 'home-list') THEN (coalesce(t.kind, d.kind) = 'card' OR p.frozen_at IS NULL) AND (coalesce(p.keeper, false) OR EXISTS (
    WITH RECURSIVE up AS (
      SELECT slug, parent FROM neighbourhood WHERE slug = i.slug UNION SELECT b.slug, b.parent FROM neighbourhood b JOIN up ON b.slug = up.parent
    ) SELECT 1 FROM membership m JOIN up ON up.slug = m.slug WHERE m.person_id = d.person_id AND m.role = 'organiser'
  )) ELSE false END AS decides,
  CASE WHEN coalesce(t.kind, d.kind) IN ('call', 'card') THEN nullif(CASE WHEN t.id IS NULL THEN a.slug ELSE (SELECT slug FROM alert WHERE id = t.alert_id) END, i.slug) END AS ring,
  t.provider_id AS "targetMessage", t.kind AS "targetKind"`;
/**
 * Each row by its key, and never otherwise: `OFFSET 0` keeps PostgreSQL from comparing every copy with every row of a table that was
 * empty when it made its plan.
 */
const byKey = (table: string, as: string, condition: string): string =>
  `LEFT JOIN LATERAL (SELECT * FROM ${table} WHERE ${condition} OFFSET 0) ${as} ON true`;
const JOINS = [
  byKey('contact', 'c', 'id = d.contact_id'),
  byKey('person', 'p', 'id = d.person_id'),
  byKey('alert', 'a', 'id = d.alert_id'),
  byKey('incident', 'i', 'id = d.incident_id'),
  byKey('answer', 'n', 'incident_id = d.incident_id AND person_id = d.person_id'),
  byKey('delivery', 't', 'id = d.target_id'),
].join('\n  ');

/** What to claim. */
export interface Wanted {
  /** The most copies that stand before calls, and the most of all others: neither keeps the other out. */
  readonly limit: number;
  /** Only copies at least this urgent. */
  readonly urgencyMax: number;
  /** Copies that the lane already holds. */
  readonly held: Iterable<string>;
  /** Contacts that something waits for in the lane: more for them would only wait too. */
  readonly waiting: readonly string[];
  /** Where the last claim ended, to spare walking over everything that was sent since; undefined walks from the start. */
  readonly after: { readonly urgency: number; readonly id: string } | undefined;
}

const FIRST = { urgency: 0, id: '9223372036854775807' };

/**
 * Claims the most urgent copies that are due. That they are claimed is on record, so that after a crash it is known which may have
 * been sent; each keeps its state until its outcome is. Expired ones come along: whoever claims them writes that down.
 */
export async function claim(session: Session, lane: LaneName, wanted: Wanted, now: number): Promise<Claimed[]> {
  const after = wanted.after ?? FIRST;
  const { rows } = await session.query<Claimed>({
    name: 'claim',
    text: `WITH picked AS MATERIALIZED (
      (SELECT * FROM delivery WHERE lane = $1 AND state = 'queued' AND urgency <= 0
        AND id NOT IN (SELECT unnest($4::bigint[])) AND (contact_id IS NULL OR contact_id NOT IN (SELECT unnest($5::bigint[])))
        ORDER BY urgency, id LIMIT $3)
      UNION ALL
      (SELECT * FROM delivery WHERE lane = $1 AND state = 'queued' AND (urgency, id) > ($7::smallint, $8::bigint) AND urgency <= $6
        AND id NOT IN (SELECT unnest($4::bigint[])) AND (contact_id IS NULL OR contact_id NOT IN (SELECT unnest($5::bigint[])))
        ORDER BY urgency, id LIMIT $3)
    ), noted AS (
      INSERT INTO claim (lane, at, ids) SELECT $1::text, $2::timestamptz, array_agg(id) FROM picked HAVING count(*) > 0 RETURNING id
    ), moment AS (
      INSERT INTO lane (name, claimed_at) SELECT $1::text, $2::timestamptz FROM noted ON CONFLICT (name) DO UPDATE SET claimed_at = excluded.claimed_at
    )
    SELECT noted.id AS claim, ${COLUMNS} FROM noted CROSS JOIN picked d ${JOINS} ORDER BY d.urgency, d.id`,
    values: [lane, new Date(now), wanted.limit, arrayOf(wanted.held), arrayOf(wanted.waiting), wanted.urgencyMax, after.urgency, after.id],
  });
  return rows;
}

/** Claims that are settled altogether are forgotten. */
export async function dropClaims(session: Session, ids: readonly string[]): Promise<void> {
  await session.query({ name: 'drop-claims', text: `DELETE FROM claim WHERE id = ANY($1::bigint[])`, values: [arrayOf(ids)] });
}

/** Copies whose sending was never answered, and whose time to be looked up has come. */
export async function readUnknown(
  session: Session,
  lane: LaneName,
  except: readonly string[],
  limit: number,
  now: number,
): Promise<Claimed[]> {
  const { rows } = await session.query<Claimed>({
    name: 'read-unknown',
    text: `SELECT NULL AS claim, ${COLUMNS} FROM (
        SELECT * FROM delivery WHERE lane = $1 AND state = 'unknown' AND due_at <= $2 AND id <> ALL($4::bigint[]) ORDER BY urgency, id LIMIT $3
      ) d ${JOINS} ORDER BY d.urgency, d.id`,
    values: [lane, new Date(now), limit, except],
  });
  return rows;
}

/** Queues what was deferred to a time that has come. */
export async function queueDue(session: Session, lane: LaneName, now: number): Promise<void> {
  await session.query({
    name: 'queue-due',
    text: `UPDATE delivery SET state = 'queued' WHERE lane = $1 AND state = 'deferred' AND due_at <= $2`,
    values: [lane, new Date(now)],
  });
}

/** When the next copy of the lane is due that is not due yet, in milliseconds since the epoch; those `except` are in hand. */
export async function nextDue(session: Session, lane: LaneName, except: readonly string[]): Promise<number | null> {
  const { rows } = await session.query<{ due: number | null }>({
    name: 'next-due',
    text: `SELECT ${millis('min(due_at)')} AS due FROM delivery
      WHERE lane = $1 AND state IN ('deferred', 'unknown') AND id <> ALL($2::bigint[])`,
    values: [lane, except],
  });
  return rows[0]?.due ?? null;
}
