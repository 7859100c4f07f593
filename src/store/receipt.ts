import type { DeliveryKind, DeliveryState, Op } from '../domain/delivery.ts';
import type { LaneName } from '../domain/lane.ts';
import type { Session, Tx } from './database.ts';

/**
 * Statuses in the order they are reached, of messages and of calls; the last ones are final. Twilio's callbacks come in any order, and
 * repeatedly.
 */
const order = [
  ...['accepted', 'scheduled', 'queued', 'sending', 'sent', 'initiated', 'ringing', 'in-progress'],
  ...['undelivered', 'failed', 'canceled', 'delivered', 'read', 'busy', 'no-answer', 'completed', 'machine'],
];
const FINAL_FROM = order.indexOf('undelivered');
/** A call that only a machine took is completed all the same, and neither may come first. */
const overruled: Readonly<Record<string, readonly string[]>> = { machine: ['completed'] };

/** How long receipts of messages that are not ours, or never recorded, are kept. */
const RECEIPT_KEPT_MS = 72 * 60 * 60_000;

/** Keeps what the provider said of a message, if it is news: a state only ever moves forward, and a final one stays. */
export async function saveReceipt(
  tx: Tx,
  receipt: { readonly providerId: string; readonly status: string; readonly errorCode: string | null },
  now: number,
): Promise<void> {
  const before = order.slice(0, Math.min(Math.max(0, order.indexOf(receipt.status)), FINAL_FROM));
  const earlier = [...before, ...(overruled[receipt.status] ?? [])];
  await tx.$executeRaw`
    INSERT INTO receipt (provider_id, status, error_code, at) VALUES (${receipt.providerId}, ${receipt.status}, ${receipt.errorCode}, ${new Date(now)})
    ON CONFLICT (provider_id) DO UPDATE SET status = excluded.status, error_code = excluded.error_code, at = excluded.at, applied = false
    WHERE receipt.status = ANY(${earlier})`;
}

/** A receipt that its delivery does not show yet. */
export interface NewReceipt {
  readonly id: string;
  readonly incidentId: string | null;
  readonly op: Op;
  readonly kind: DeliveryKind;
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly status: string;
  readonly errorCode: string | null;
}

/**
 * Takes receipts of a lane's messages on record; those that come before our own record of the send wait for it. In one statement: what
 * is saved of the same message at this moment is waited for and taken in its place, or is taken the next time.
 */
export async function takeReceipts(session: Session, lane: LaneName, limit: number): Promise<NewReceipt[]> {
  const { rows } = await session.query<NewReceipt & { readonly state: DeliveryState }>({
    name: 'take-receipts',
    // From the receipts that are new to their copies, and never the other way: see `tuneForLanes`.
    text: `WITH fresh AS MATERIALIZED (
        SELECT r.provider_id, d.id, d.incident_id, d.op, d.kind, d.attempts, d.state, d.expires_at
        FROM receipt r CROSS JOIN LATERAL (
          SELECT * FROM delivery WHERE provider_id = r.provider_id AND lane NOT LIKE 'telegram%' OFFSET 0
        ) d WHERE NOT r.applied AND d.lane = $1 LIMIT $2
      )
      UPDATE receipt r SET applied = true FROM fresh f WHERE r.provider_id = f.provider_id AND NOT r.applied
      RETURNING r.status, r.error_code AS "errorCode", f.id, f.incident_id AS "incidentId", f.op, f.kind, f.attempts, f.state,
        (date_part('epoch', f.expires_at) * 1000) AS "expiresAt"`,
    values: [lane, limit],
  });
  return rows.filter(({ state }) => state === 'accepted');
}

/** Whether there are any to take. */
export async function hasNewReceipts(session: Session): Promise<boolean> {
  const { rows } = await session.query<{ some: boolean }>({
    name: 'has-receipts',
    text: 'SELECT EXISTS (SELECT 1 FROM receipt WHERE NOT applied) AS some',
  });
  return rows[0]?.some ?? false;
}

export async function dropOldReceipts(tx: Tx, now: number): Promise<void> {
  await tx.receipt.deleteMany({ where: { at: { lt: new Date(now - RECEIPT_KEPT_MS) } } });
}
