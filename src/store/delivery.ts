import type { ContactChannel } from '../domain/contact.ts';
import type { Content } from '../domain/content.ts';
import { type DeliveryKind, type LaneName, lifetimeMs, type Op, urgency } from '../domain/delivery.ts';
import type { Reachable } from './alert.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';

/** Something said to one contact. */
export interface Personal {
  readonly to: { readonly contactId: bigint; readonly personId: bigint | undefined; readonly channel: ContactChannel };
  readonly kind: Extract<DeliveryKind, 'answer' | 'receipt' | 'farewell'>;
  readonly op: Exclude<Op, 'edit'>;
  readonly content?: Content;
  readonly incidentId?: bigint;
}

export function laneOf(channel: ContactChannel): LaneName {
  return channel === 'telegram' ? 'telegram' : 'sms';
}

export function createDeliveries(cipher: Cipher, reachable: Reachable) {
  return {
    async say(tx: Tx, personal: Personal, now: number): Promise<void> {
      const { to, kind } = personal;
      await tx.delivery.create({
        data: {
          contactId: to.contactId,
          personId: to.personId ?? null,
          incidentId: personal.incidentId ?? null,
          lane: laneOf(to.channel),
          op: personal.op,
          kind,
          urgency: urgency[kind],
          state: 'queued',
          dueAt: new Date(now),
          expiresAt: new Date(now + lifetimeMs[kind]),
          queuedAt: new Date(now),
          contentSealed: personal.content ? cipher.seal('content', JSON.stringify(personal.content)) : null,
        },
      });
    },

    /** A last word to an address whose contact is erased: the row carries the address, sealed, until it is sent. */
    async sayFarewell(
      tx: Tx,
      channel: ContactChannel,
      address: string,
      op: 'message' | 'toast',
      content: Content,
      now: number,
    ): Promise<void> {
      await tx.delivery.create({
        data: {
          addressSealed: cipher.seal('contact.address', address),
          lane: laneOf(channel),
          op,
          kind: 'farewell',
          urgency: urgency.farewell,
          state: 'queued',
          dueAt: new Date(now),
          expiresAt: new Date(now + lifetimeMs.farewell),
          queuedAt: new Date(now),
          contentSealed: cipher.seal('content', JSON.stringify(content)),
        },
      });
    },

    /** Whether a person, or a stranger's contact, was called to an incident or has its receipt or card. */
    async hasCopy(tx: Tx, incidentId: bigint, contactId: bigint, personId: bigint | undefined): Promise<boolean> {
      const owner = personId === undefined ? { contactId } : { OR: [{ contactId }, { personId }] };
      const row = await tx.delivery.findFirst({ where: { incidentId, op: 'message', ...owner }, select: { id: true } });
      return row !== null;
    },

    /** Whether the pin of an incident was already sent to the contact. */
    async hasPin(tx: Tx, incidentId: bigint, contactId: bigint): Promise<boolean> {
      return (await tx.delivery.findFirst({ where: { incidentId, contactId, op: 'venue' }, select: { id: true } })) !== null;
    },

    /**
     * A contact was closed: what waited for it goes on to the person's next open contact, or is cancelled. `answer`s are
     * dropped: they belong to the conversation that ended.
     */
    async leaveContact(tx: Tx, contactId: bigint, now: number): Promise<void> {
      const rows = await tx.delivery.findMany({
        where: { contactId, state: 'queued', op: 'message', kind: { not: 'farewell' } },
        select: { id: true },
      });
      await moveOn(
        tx,
        rows.map((r) => r.id),
        reachable,
        now,
      );
      await tx.delivery.updateMany({
        where: { contactId, state: 'queued', kind: { not: 'farewell' } },
        data: { state: 'cancelled', settledAt: new Date(now) },
      });
    },
  };
}

/**
 * Sends each of the alerts' copies on to the same person's next open contact, Telegram first. A copy that has nowhere to go,
 * or is no longer true, keeps its state; the unique key of alert and contact makes a second move impossible.
 */
async function moveOn(tx: Tx, ids: readonly bigint[], reachable: Reachable, now: number): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRawUnsafe(MOVE_ON_SQL, [...ids], new Date(now), [...reachable]);
}

/** `$1` delivery ids, `$2` now, `$3` channels that can be reached. Shared with the lanes, which run it on their own session. */
export const MOVE_ON_SQL = `
  WITH moved AS (
    INSERT INTO delivery (alert_id, incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at)
    SELECT d.alert_id, d.incident_id, d.person_id, c.id, CASE c.channel WHEN 'telegram' THEN 'telegram' ELSE 'sms' END,
      'message', d.kind, d.urgency, 'queued', $2::timestamptz, d.expires_at, d.queued_at
    FROM delivery d CROSS JOIN LATERAL (
      SELECT c.id, c.channel FROM contact c
      WHERE c.person_id = d.person_id AND c.state = 'open' AND c.id <> d.contact_id AND c.channel = ANY($3::text[])
        AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.alert_id = d.alert_id AND e.contact_id = c.id)
      ORDER BY c.channel = 'telegram' DESC LIMIT 1
    ) c
    WHERE d.id = ANY($1::bigint[]) AND d.alert_id IS NOT NULL
      AND (d.kind NOT IN ('call', 'update', 'place') OR EXISTS (SELECT 1 FROM incident i WHERE i.id = d.incident_id AND i.stage = 'open'))
    ORDER BY d.id
    ON CONFLICT DO NOTHING
    RETURNING alert_id, person_id
  )
  UPDATE delivery d SET state = 'moved', settled_at = $2::timestamptz FROM moved
  WHERE d.id = ANY($1::bigint[]) AND d.alert_id = moved.alert_id AND d.person_id = moved.person_id`;

export type Deliveries = ReturnType<typeof createDeliveries>;
