import { type Clock, sleep } from '../clock.ts';
import type { Database } from './database.ts';
import { takeLane } from './lane.ts';

const STANDBY_MS = 500;

/**
 * Runs `work` while this process holds the lock of that name: waits for it, and aborts the signal that `work` is given when the
 * lock is lost or the app stops.
 */
export async function holdLock(
  database: Database,
  name: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  work: (held: AbortSignal) => Promise<void>,
): Promise<void> {
  const lost = new AbortController();
  const session = await database.session(() => lost.abort());
  const held = AbortSignal.any([signal, lost.signal]);
  try {
    while (!held.aborted && !(await takeLane(session, name))) await sleep(clock, STANDBY_MS, held);
    if (!held.aborted) await work(held);
  } finally {
    await session.end().catch(() => {});
  }
}
