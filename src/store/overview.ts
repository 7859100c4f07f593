import type { Tx } from './database.ts';

/** Of each lane and urgency only the first in the queue is looked at: there may be a hundred thousand. */
const URGENCY_MAX = 5;

/** Seconds that the oldest copy which is due has waited; null when none waits. */
export async function oldestQueuedSeconds(tx: Tx, now: number): Promise<number | null> {
  const rows = await tx.$queryRaw<{ oldest: Date | null }[]>`
    SELECT min(first.due_at) AS oldest FROM lane CROSS JOIN generate_series(0, ${URGENCY_MAX}) AS u CROSS JOIN LATERAL (
      SELECT due_at FROM delivery WHERE lane = lane.name AND state = 'queued' AND urgency = u ORDER BY id LIMIT 1
    ) first`;
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
