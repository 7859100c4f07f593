import type { Clock } from '../clock.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import type { Log } from '../logger.ts';
import { type Bell, startLoop } from '../loop.ts';
import { announce, type Database, type Session, type Tx } from '../store/database.ts';
import { dropOldInbound } from '../store/inbound.ts';
import { takeLane } from '../store/lane.ts';
import { dropOldReceipts } from '../store/receipt.ts';
import type { Store } from '../store/store.ts';
import { lapse, nextLapse } from './lapse.ts';
import { nextRefresh, noticeProgress, promoteRefreshes, queueRefreshes } from './refresh.ts';

export interface EngineOptions {
  readonly database: Database;
  readonly store: Store;
  /** Telegram requests a second; 0 means no limit. */
  readonly telegramRate: number;
  atlas(tx: Tx): Promise<Atlas>;
  readonly clock: Clock;
  readonly log: Log;
  readonly bell: Bell;
  readonly signal: AbortSignal;
}

export interface Engine {
  idle(): boolean;
  readonly done: Promise<void>;
}

/** People planned in one transaction: short enough that lanes send the first while the next are planned. */
const PIECE = 2_000;
const STANDBY_MS = 500;
const SWEEP_EVERY_MS = 60 * 60_000;
/** Rings come with every send; the work of a tick is worth doing once a second at the most. */
const TICK_EVERY_MS = 500;

/** Does what is due, in one process at a time: plans audiences, refreshes cards, ends what nobody confirmed, sweeps. */
export function startEngine(options: EngineOptions): Engine {
  const { database, store, clock, bell } = options;
  let session: Session | undefined;
  let sweptAt = Number.NEGATIVE_INFINITY;
  let tickedAt = Number.NEGATIVE_INFINITY;
  const loop = startLoop({ ...options, name: 'engine', step });
  return { idle: loop.idle, done: loop.done.then(async () => await session?.end().catch(() => {})) };

  async function step(): Promise<number | null> {
    if (!session && !(await enter())) return clock.now() + STANDBY_MS;
    await planAll();
    if (clock.now() < tickedAt + TICK_EVERY_MS) return tickedAt + TICK_EVERY_MS;
    return await tick(clock.now());
  }

  async function enter(): Promise<boolean> {
    let fresh: Session | undefined;
    fresh = await database.session(() => {
      if (session === fresh) session = undefined;
    });
    if (!(await takeLane(fresh, 'engine'))) {
      await fresh.end();
      return false;
    }
    session = fresh;
    return true;
  }

  async function planAll(): Promise<void> {
    for (const alert of await store.alerts.unplanned(database.prisma)) {
      for (let more = true; more && !options.signal.aborted; ) {
        more = await database.transaction(async (tx) => {
          const slugs = (await options.atlas(tx)).within(alert.slug);
          const left = await store.alerts.planNext(tx, alert, slugs, PIECE, clock.now());
          await announce(tx);
          return left;
        });
        bell.ring();
      }
    }
  }

  async function tick(now: number): Promise<number | null> {
    tickedAt = now;
    // Asked before anything is counted: a call that is settled while this tick runs is counted by the next one.
    const refreshAt = await nextRefresh(database.prisma, now);
    const changed = await database.transaction(async (tx) => {
      await noticeProgress(tx);
      await promoteRefreshes(tx, options.telegramRate, now);
      const work = (await queueRefreshes(tx, now)) + (await lapse(tx, store, now));
      if (work > 0) await announce(tx);
      return work;
    });
    if (changed > 0) bell.ring();
    if (now - sweptAt >= SWEEP_EVERY_MS) await sweep(now);
    const next = [
      refreshAt ?? (await nextRefresh(database.prisma, now)),
      await nextLapse(database.prisma, store),
      sweptAt + SWEEP_EVERY_MS,
    ];
    return Math.min(...next.filter((at) => at !== null));
  }

  async function sweep(now: number): Promise<void> {
    sweptAt = now;
    await database.transaction(async (tx) => {
      await dropOldInbound(tx, now);
      await dropOldReceipts(tx, now);
    });
  }
}
