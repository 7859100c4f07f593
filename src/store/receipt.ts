import type { Tx } from './database.ts';

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

export async function dropOldReceipts(tx: Tx, now: number): Promise<void> {
  await tx.receipt.deleteMany({ where: { at: { lt: new Date(now - RECEIPT_KEPT_MS) } } });
}
