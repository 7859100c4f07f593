import type { Tx } from './database.ts';

/** Seconds that the oldest copy which is due has waited; null when none waits. */
export async function oldestQueuedSeconds(tx: Tx, now: number): Promise<number | null> {
  const rows = await tx.$queryRaw<{ oldest: Date | null }[]>`
    SELECT min(due_at) AS oldest FROM delivery WHERE lane IN ('telegram', 'sms') AND state = 'queued' AND due_at <= ${new Date(now)}`;
  const oldest = rows[0]?.oldest;
  return oldest ? Math.max(0, Math.round((now - oldest.getTime()) / 1_000)) : null;
}

export async function countDeliveries(tx: Tx) {
  const rows = await tx.delivery.groupBy({ by: ['lane', 'state'], _count: true });
  return rows.map(({ lane, state, _count }) => ({ lane, state, count: _count }));
}

export async function countIncidents(tx: Tx) {
  const rows = await tx.incident.groupBy({ by: ['stage'], _count: true });
  return rows.map(({ stage, _count }) => ({ stage, count: _count }));
}
