import { isRingPolicy, type RingPolicy, USUAL_POLICY } from '../domain/ring.ts';
import type { Tx } from './database.ts';

/** How far a neighbourhood's calls go on, and whose word that is: null for whoever types commands on the server, and for one who has left. */
export interface SetPolicy {
  readonly policy: RingPolicy;
  readonly setBy: bigint | null;
}

/** What the nearest of some neighbourhoods wishes that has said so. */
export async function readRingPolicy(tx: Tx, nearestFirst: readonly string[]): Promise<SetPolicy> {
  const rows = await tx.ringPolicy.findMany({ where: { slug: { in: [...nearestFirst] } } });
  const row = nearestFirst.map((slug) => rows.find((one) => one.slug === slug)).find((one) => one !== undefined);
  return row && isRingPolicy(row.policy) ? { policy: row.policy, setBy: row.setBy } : { policy: USUAL_POLICY, setBy: null };
}

export async function saveRingPolicy(tx: Tx, slug: string, policy: RingPolicy, setBy: bigint | null): Promise<void> {
  await tx.ringPolicy.upsert({ where: { slug }, create: { slug, policy, setBy }, update: { policy, setBy } });
  // Cards of what is open show it.
  await tx.incident.updateMany({ where: { stage: 'open' }, data: { cardVersion: { increment: 1 } } });
}
