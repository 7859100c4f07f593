import type { ContactChannel } from '../domain/contact.ts';
import type { Content } from '../domain/content.ts';
import { type DeliveryKind, lifetimeMs, type Op, urgency } from '../domain/delivery.ts';
import { ringingKinds } from '../domain/ladder.ts';
import { type LaneName, type Lanes, laneFor, reachableBy, voiceLaneFor } from '../domain/lane.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';

/** Whom something is said to, and by which bot they know us. */
export interface Addressee {
  readonly contactId: bigint;
  readonly personId: bigint | null | undefined;
  readonly channel: ContactChannel;
  readonly lane: string | null;
}

/** Something said to one contact. */
export interface Personal {
  readonly to: Addressee;
  readonly kind: Extract<DeliveryKind, 'answer' | 'receipt' | 'farewell' | 'reminder'>;
  readonly op: Exclude<Op, 'edit'>;
  readonly content?: Content;
  readonly incidentId?: bigint;
  /** How long it stays worth sending, where that is not as long as for its kind. */
  readonly lifeMs?: number;
  /** A receipt of one who may not know the exact place. */
  readonly hidesPlace?: boolean;
}

/** `laneFor` in SQL, for a contact `c`; the parameters hold the names of the lanes. */
export function laneSql(telegram: string, sms: string): string {
  return `CASE c.channel WHEN 'telegram' THEN CASE WHEN c.lane = ANY(${telegram}::text[]) THEN c.lane ELSE (${telegram}::text[])[1] END
    ELSE (${sms}::text[])[1 + (c.id % greatest(1, cardinality(${sms}::text[])))::int] END`;
}

/** The lane that rings up a contact `c`. */
export function voiceLaneSql(voice: string): string {
  return `(${voice}::text[])[1 + (c.id % greatest(1, cardinality(${voice}::text[])))::int]`;
}

export function createDeliveries(cipher: Cipher, lanes: Lanes) {
  return {
    /** The lane that says something to a contact. */
    laneOf: (to: Parameters<typeof laneFor>[1]): LaneName => laneFor(lanes, to),

    async say(tx: Tx, personal: Personal, now: number): Promise<void> {
      await this.sayAs(tx, personal, now);
    },

    /** The same; returns the id of its row. */
    async sayAs(tx: Tx, personal: Personal, now: number): Promise<bigint> {
      const { to, kind } = personal;
      const row = await tx.delivery.create({
        select: { id: true },
        data: {
          contactId: to.contactId,
          personId: to.personId ?? null,
          incidentId: personal.incidentId ?? null,
          lane: laneFor(lanes, { ...to, id: to.contactId }),
          op: personal.op,
          kind,
          urgency: urgency[kind],
          state: 'queued',
          dueAt: new Date(now),
          expiresAt: new Date(now + (personal.lifeMs ?? lifetimeMs[kind])),
          queuedAt: new Date(now),
          hidesPlace: personal.hidesPlace ?? false,
          contentSealed: personal.content ? cipher.seal('content', JSON.stringify(personal.content)) : null,
        },
      });
      return row.id;
    },

    /**
     * Shows something else in place of a message that a contact has, by the provider's id of it. An edit that still waits gives way: it
     * would show what is past. False where there is no such message of ours.
     */
    async replace(tx: Tx, contactId: bigint, message: string, content: Content, now: number): Promise<boolean> {
      return (await this.replaceAs(tx, contactId, message, content, now)) !== undefined;
    },

    /** The same; returns the id of the message's row. */
    async replaceAs(tx: Tx, contactId: bigint, message: string, content: Content, now: number): Promise<bigint | undefined> {
      const target = await tx.delivery.findFirst({
        where: { contactId, providerId: message, op: 'message', kind: 'answer' },
        select: { id: true, personId: true, lane: true },
      });
      if (!target) return undefined;
      await tx.delivery.deleteMany({ where: { targetId: target.id, op: 'edit' } });
      await tx.delivery.create({
        data: {
          ...{ contactId, personId: target.personId, lane: target.lane, targetId: target.id, op: 'edit', kind: 'answer', state: 'queued' },
          ...{ urgency: urgency.answer, dueAt: new Date(now), queuedAt: new Date(now), expiresAt: new Date(now + lifetimeMs.answer) },
          contentSealed: cipher.seal('content', JSON.stringify(content)),
        },
      });
      return target.id;
    },

    /** A last word to an address whose contact is erased: the row carries the address, sealed, until it is sent. */
    async sayFarewell(
      tx: Tx,
      to: { readonly id: bigint; readonly channel: ContactChannel; readonly lane: string | null; readonly address: string },
      op: 'message' | 'toast',
      content: Content,
      now: number,
      lifeMs: number = lifetimeMs.farewell,
    ): Promise<void> {
      await tx.delivery.create({
        data: {
          addressSealed: cipher.seal('contact.address', to.address),
          lane: laneFor(lanes, to),
          op,
          kind: 'farewell',
          urgency: urgency.farewell,
          state: 'queued',
          dueAt: new Date(now),
          expiresAt: new Date(now + lifeMs),
          queuedAt: new Date(now),
          contentSealed: cipher.seal('content', JSON.stringify(content)),
        },
      });
    },

    /** Whether a person, or a stranger's contact, was called to an incident or has its receipt or card. */
    async hasCopy(tx: Tx, incidentId: bigint, contactId: bigint, personId: bigint | undefined): Promise<boolean> {
      const owner = personId === undefined ? { contactId } : { OR: [{ contactId }, { personId }] };
      const row = await tx.delivery.findFirst({ where: { incidentId, op: { in: ['message', 'call'] }, ...owner }, select: { id: true } });
      return row !== null;
    },

    /** Whether the place of an incident was kept, or taken back, from a person: some copy of theirs does not show it. */
    async hidesPlace(tx: Tx, incidentId: bigint, personId: bigint): Promise<boolean> {
      return (await tx.delivery.findFirst({ where: { incidentId, personId, hidesPlace: true }, select: { id: true } })) !== null;
    },

    /** Whether a call to an incident has reached a person, or rung at theirs, since then. */
    async calledSince(tx: Tx, incidentId: bigint, personId: bigint, since: number): Promise<boolean> {
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT id FROM delivery WHERE incident_id = ${incidentId} AND kind IN ('call', 'need') AND person_id = ${personId}
          AND (state IN ('accepted', 'delivered', 'unknown') OR (op = 'call' AND attempts > 0))
          AND coalesce(settled_at, tried_at, due_at) > ${new Date(since)} LIMIT 1`;
      return rows.length > 0;
    },

    /** Whether the pin of where the call is was already sent to the contact. */
    async hasPin(tx: Tx, incidentId: bigint, contactId: bigint): Promise<boolean> {
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT d.id FROM delivery d JOIN incident i ON i.id = d.incident_id
        WHERE d.incident_id = ${incidentId} AND d.contact_id = ${contactId} AND d.op = 'venue' AND (i.moved_at IS NULL OR d.queued_at >= i.moved_at) LIMIT 1`;
      return rows.length > 0;
    },

    /**
     * What waits for a person's old addresses goes to the new one; what a lane sends at this moment still goes where it was going.
     * Cards that were sent to the old ones are shown anew no more: organisers get those of live incidents again.
     */
    async handOver(tx: Tx, from: readonly bigint[], to: Addressee, now: number): Promise<void> {
      const at = new Date(now);
      const lane = laneFor(lanes, { ...to, id: to.contactId });
      const claimed = Prisma.sql`d.id IN (SELECT unnest(ids) FROM claim)`;
      await tx.$executeRaw`
        UPDATE delivery d SET contact_id = ${to.contactId}, lane = CASE d.op WHEN 'call' THEN ${voiceLaneFor(lanes, to.contactId)} ELSE ${lane} END
        WHERE d.contact_id = ANY(${[...from]}::bigint[]) AND d.state IN ('queued', 'deferred', 'held', 'frozen') AND NOT ${claimed}
          AND d.op IN ('message', 'call', 'venue', 'voice-note')
          AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.alert_id = d.alert_id AND e.contact_id = ${to.contactId} AND e.op = d.op)`;
      await tx.$executeRaw`
        DELETE FROM delivery d WHERE d.contact_id = ANY(${[...from]}::bigint[]) AND d.state IN ('queued', 'deferred') AND NOT ${claimed}`;
      if (to.channel === 'telegram') {
        await tx.$executeRaw`
          INSERT INTO delivery (alert_id, incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at)
          SELECT d.alert_id, d.incident_id, d.person_id, ${to.contactId}, ${lane}, 'message', d.kind, d.urgency, 'queued', ${at}::timestamptz,
            ${new Date(now + lifetimeMs.card)}::timestamptz, ${at}::timestamptz
          FROM delivery d JOIN incident i ON i.id = d.incident_id AND i.stage IN ('held', 'open')
          WHERE d.contact_id = ANY(${[...from]}::bigint[]) AND d.kind = 'card' AND d.op = 'message' AND d.state = 'accepted'
          ON CONFLICT DO NOTHING`;
      }
      // What is said of them later follows the person, not the address; and nothing is to be read at the old one any more.
      await tx.$executeRaw`
        UPDATE delivery SET contact_id = NULL, content_sealed = NULL, shown_version = 2147483647
        WHERE contact_id = ANY(${[...from]}::bigint[]) AND state NOT IN ('queued', 'deferred', 'unknown')`;
    },

    /**
     * A contact was closed: what waited for it goes on to the person's next open contact, or is cancelled. `answer`s are
     * dropped: they belong to the conversation that ended.
     */
    async leaveContact(tx: Tx, contactId: bigint, now: number): Promise<void> {
      const at = new Date(now);
      const left = { contactId, state: { in: ['queued', 'deferred', 'held', 'frozen'] }, kind: { not: 'farewell' } };
      const rows = await tx.delivery.findMany({ where: { ...left, op: { in: ['message', 'call'] } }, select: { id: true } });
      const ids = rows.map((r) => r.id);
      if (ids.length > 0) await tx.$executeRawUnsafe(MOVE_ON_SQL, ids, ...moveOnTo(lanes, at));
      await tx.delivery.updateMany({ where: left, data: { state: 'cancelled', settledAt: at } });
    },
  };
}

/** Whether a copy `d` was never tried, because it is not due yet. */
const WAITS_SQL = `(d.state = 'deferred' AND d.attempts = 0 AND d.due_at > $2::timestamptz)`;

/** What `MOVE_ON_SQL` takes after the ids of the deliveries. */
export function moveOnTo(lanes: Lanes, at: Date): [Date, string[], string[], string[], string[], string[]] {
  return [at, [...reachableBy(lanes)], [...lanes.telegram], [...lanes.sms], [...lanes.voice], [...ringingKinds]];
}

/**
 * Sends each of the alerts' copies on to the same person's next open contact, Telegram first, and not before somebody's quiet hours end, nor
 * while whoever wrote it is frozen; a call that no message brings to them
 * is made by telephone, a landline included. A copy that has nowhere to go, or is no longer true, keeps its state; the unique key of
 * alert, contact and op makes a second move impossible. `$1` delivery ids, `$2` now, `$3` channels that can be reached, `$4` to `$6`
 * the lanes, `$7` kinds of alarms that people are rung up for. The lanes run it on their own session.
 */
export const MOVE_ON_SQL = `
  WITH moved AS (
    INSERT INTO delivery (alert_id, incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at, hides_place)
    SELECT d.alert_id, d.incident_id, d.person_id, next.id, next.lane, next.op, d.kind, d.urgency,
      CASE WHEN d.state = 'frozen' THEN 'frozen' WHEN ${WAITS_SQL} THEN 'deferred' ELSE 'queued' END,
      CASE WHEN d.state = 'frozen' OR ${WAITS_SQL} THEN d.due_at ELSE $2::timestamptz END, d.expires_at, d.queued_at, d.hides_place
    FROM delivery d CROSS JOIN LATERAL (
      SELECT c.id, ${laneSql('$4', '$5')} AS lane, 'message' AS op, CASE c.channel WHEN 'telegram' THEN 0 ELSE 1 END AS rung FROM contact c
      WHERE c.person_id = d.person_id AND c.state = 'open' AND c.id IS DISTINCT FROM d.contact_id AND c.channel = ANY($3::text[])
        AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.alert_id = d.alert_id AND e.contact_id = c.id)
      UNION ALL
      SELECT c.id, ${voiceLaneSql('$6')}, 'call', 2 FROM contact c
      WHERE d.kind IN ('call', 'need') AND d.op = 'message' AND c.person_id = d.person_id AND c.channel = 'phone' AND c.state IN ('open', 'landline')
        AND cardinality($6::text[]) > 0 AND EXISTS (SELECT 1 FROM incident i WHERE i.id = d.incident_id AND i.kind = ANY($7::text[]))
        AND NOT EXISTS (SELECT 1 FROM delivery e
          WHERE e.incident_id = d.incident_id AND e.kind = d.kind AND e.alert_id = d.alert_id AND e.person_id = d.person_id
            AND e.op IN ('message', 'call') AND e.id > d.id)
      ORDER BY rung, id LIMIT 1
    ) next
    WHERE d.id = ANY($1::bigint[]) AND d.alert_id IS NOT NULL
      AND (d.kind NOT IN ('call', 'need', 'update', 'place', 'house', 'enough') OR EXISTS (SELECT 1 FROM incident i WHERE i.id = d.incident_id AND i.stage = 'open'))
    ORDER BY d.id
    ON CONFLICT DO NOTHING
    RETURNING alert_id, person_id
  )
  UPDATE delivery d SET state = 'moved', settled_at = $2::timestamptz FROM moved
  WHERE d.id = ANY($1::bigint[]) AND d.alert_id = moved.alert_id AND d.person_id = moved.person_id`;

export type Deliveries = ReturnType<typeof createDeliveries>;
