import type { Tx } from './database.ts';

/** The contract keeps ids of inbound messages at least 48 h; Telegram repeats an unconfirmed update for 24 h. */
export const INBOUND_KEPT_MS = 72 * 60 * 60_000;

/** Whether this key is new; it is taken by the same transaction that gives it its effect. */
export async function takeInbound(tx: Tx, key: string, now: number): Promise<boolean> {
  const taken = await tx.$executeRaw`INSERT INTO inbound (key, at) VALUES (${key}, ${new Date(now)}) ON CONFLICT DO NOTHING`;
  return taken === 1;
}

/** Whether a key was taken before. */
export async function wasTaken(tx: Tx, key: string): Promise<boolean> {
  return (await tx.inbound.findUnique({ where: { key } })) !== null;
}

export async function dropOldInbound(tx: Tx, now: number): Promise<void> {
  await tx.inbound.deleteMany({ where: { at: { lt: new Date(now - INBOUND_KEPT_MS) } } });
}
