import type { Clock } from '../clock.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { ContactChannel } from '../domain/contact.ts';
import { HELD_FOR_MS } from '../domain/incident.ts';
import type { Lanes } from '../domain/lane.ts';
import { needRings } from '../domain/need.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import type { Caps } from '../domain/spend.ts';
import type { Log } from '../logger.ts';
import { type Bell, startLoop } from '../loop.ts';
import { readAgenda } from '../store/agenda.ts';
import type { Unplanned } from '../store/alert.ts';
import { SHOWN_MS } from '../store/casualty-watch.ts';
import { dropOldChanges } from '../store/change.ts';
import { announce, type Database, type Session, type Tx } from '../store/database.ts';
import { dropOldInbound } from '../store/inbound.ts';
import { takeLane } from '../store/lane.ts';
import { ringsOf } from '../store/opening.ts';
import { dropOldReceipts } from '../store/receipt.ts';
import type { Store } from '../store/store.ts';
import { askAboutOverdue, hideShown } from './casualty.ts';
import { earliest } from './due.ts';
import { checkHomes } from './home.ts';
import { createLadders } from './ladder.ts';
import { lapse } from './lapse.ts';
import { climbNeeds, nextNeed } from './need.ts';
import { nextRefresh, noticeProgress, promoteRefreshes, queueRefreshes } from './refresh.ts';
import { remind } from './reminder.ts';
import { lapseRequests } from './request.ts';
import { nextRing, turnRings } from './ring.ts';
import { createSpendWatch } from './spend.ts';
import { createStandstills } from './standstill.ts';
import { createAskers } from './wanted.ts';
import { closeWindows } from './window.ts';

export interface EngineOptions {
  readonly database: Database;
  readonly store: Store;
  readonly lanes: Lanes;
  /** Channels that an organiser's answer can come back by. */
  readonly answering: readonly ContactChannel[];
  /** Telegram requests a second, of one bot; 0 means no limit. */
  readonly telegramRate: number;
  readonly caps: Caps;
  /** The day that a moment is billed on. */
  dayOf(at: number): string;
  readonly calendar: Calendar;
  /** How much of one incident a person is told in a quarter of an hour; 0 means no limit. */
  readonly perQuarterHour: number;
  /** People who are a crowd, where their neighbourhood does not say. */
  readonly enough: number;
  /** The number that people ring; empty where there is none. */
  readonly hotline: string;
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
const PIECE = 4_000;
/** Pieces of an audience grow with what lies before them, so that lanes never wait for the next, and a hundred thousand take few. */
const GROWING = { least: 1_000, most: 10_000 };
const STANDBY_MS = 500;
const SWEEP_EVERY_MS = 60 * 60_000;
/** Rings come with every send; the work of a tick is worth doing once a second at the most. */
const TICK_EVERY_MS = 1_000;
/** Calls are counted no more often than organisers' cards are shown anew: it takes long where there are a hundred thousand. */
const NOTICE_EVERY_MS = 2_000;

/** Does what is due, in one process at a time: plans audiences, calls on the next channel, refreshes cards, ends what nobody confirmed, sweeps. */
export function startEngine(options: EngineOptions): Engine {
  const { database, store, clock, bell } = options;
  const standstills = createStandstills(options);
  const ladders = createLadders({ ...options, standstills });
  const spend = createSpendWatch(options);
  const askers = createAskers(options);
  let session: Session | undefined;
  let sweptAt = Number.NEGATIVE_INFINITY;
  let tickedAt = Number.NEGATIVE_INFINITY;
  let noticedAt = Number.NEGATIVE_INFINITY;
  const loop = startLoop({ ...options, name: 'engine', step });
  return { idle: loop.idle, done: loop.done.then(async () => await session?.end().catch(() => {})) };

  async function step(): Promise<number | null> {
    if (!session && !(await enter())) return clock.now() + STANDBY_MS;
    await planAll();
    // An alarm that comes meanwhile goes before those who are called once more.
    while (!options.signal.aborted && (await ladders.plan(clock.now()))) {
      bell.ring();
      await planAll();
    }
    const wait = tickedAt + TICK_EVERY_MS - clock.elapsed();
    if (wait > 0) return clock.now() + wait;
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
    // Asked again after each piece: an alarm that comes meanwhile goes before what is left of a broadcast.
    for (;;) {
      const [alert] = await store.alerts.unplanned(database.prisma);
      if (!alert || options.signal.aborted) return;
      await database.transaction(async (tx) => {
        const { rings, beyond } = await ringsFor(tx, alert);
        await store.alerts.walk(tx, { ...alert, ...(beyond ? { beyond } : {}) }, rings, pieceOf(alert), clock.now());
        await announce(tx);
      });
      bell.ring();
    }
  }

  async function ringsFor(
    tx: Tx,
    { kind, slug, incidentId }: Unplanned,
  ): Promise<{ readonly rings: readonly string[]; readonly beyond?: readonly string[] }> {
    const atlas = await options.atlas(tx);
    const seen = incidentId === null ? undefined : await store.incidents.get(tx, incidentId);
    // Locked only where a confirmation could come in between, and find nothing left to widen: lanes write to the row all the time.
    const incident = seen?.asker === 'unconfirmed' ? await store.incidents.lock(tx, seen.id) : seen;
    if (kind === 'need') return { rings: needRings(slug, incident?.point ?? null, atlas) };
    if (!incident) return { rings: atlas.rings(slug, null) };
    const rings = ringsOf({ ...incident, slug }, atlas);
    const around = [...new Set([...atlas.above(incident.slug), ...atlas.within(incident.slug)])];
    return kind === 'call' && slug !== incident.slug ? { rings, beyond: around } : { rings };
  }

  async function tick(now: number): Promise<number | null> {
    tickedAt = clock.elapsed();
    await ladders.keepTime(now);
    const notices = tickedAt - noticedAt >= NOTICE_EVERY_MS;
    if (notices) noticedAt = tickedAt;
    // Asked before anything is counted: a call that is settled while this tick runs is counted by the next one.
    const refreshAt = await nextRefresh(database.prisma, now);
    const dueAt = await nextDue(now);
    const noticed = notices ? await noticeProgress(database.prisma) : 0;
    const due = dueAt !== null && dueAt <= now;
    const done = due || noticed > 0 || refreshAt !== null ? await database.transaction((tx) => act(tx, due, now)) : 0;
    if (done > 0) bell.ring();
    const spendAt = await spend.look(now);
    if (clock.elapsed() - sweptAt >= SWEEP_EVERY_MS) await sweep(now);
    const next = [
      refreshAt ?? (done + noticed > 0 ? await nextRefresh(database.prisma, now) : null),
      notices ? null : now + NOTICE_EVERY_MS - (tickedAt - noticedAt),
      spendAt,
      due ? await nextDue(now) : dueAt,
      await standstills.look(now),
      await ladders.look(now, refreshAt !== null),
      now + SWEEP_EVERY_MS - (clock.elapsed() - sweptAt),
    ];
    return Math.min(...next.filter((at) => at !== null));
  }

  /** When something ends by itself, or somebody who is needed is called once more, in milliseconds since the epoch. */
  async function nextDue(now: number): Promise<number | null> {
    const { heldSince, windowAt, requestAt, remindAt, homeAt, overdueAt, shownSince, wants, rings } = await readAgenda(database.prisma);
    return earliest(
      heldSince && heldSince + HELD_FOR_MS,
      windowAt,
      requestAt,
      remindAt,
      homeAt,
      overdueAt,
      shownSince && shownSince + SHOWN_MS,
      wants ? await askers.next(database.prisma, now, clock.elapsed()) : null,
      wants ? await nextNeed(database.prisma, options, now) : null,
      rings ? await nextRing(database.prisma, options, now) : null,
    );
  }

  /** Shows cards anew and does what is due. Returns how much there was to do. */
  async function act(tx: Tx, due: boolean, now: number): Promise<number> {
    await promoteRefreshes(tx, options.lanes.telegram, options.telegramRate, now);
    const done = (due ? await end(tx, now) : 0) + (await queueRefreshes(tx, now));
    if (done > 0) await announce(tx);
    return done;
  }

  async function end(tx: Tx, now: number): Promise<number> {
    const lapsed = (await lapse(tx, store, now)) + (await lapseRequests(tx, store, now));
    const told = (await remind(tx, options, now)) + (await askers.ask(tx, now, clock.elapsed()));
    const people = (await askAboutOverdue(tx, options, now)) + (await hideShown(tx, store, now)) + (await checkHomes(tx, options, now));
    const called = (await turnRings(tx, options, now)) + (await climbNeeds(tx, options, now));
    return lapsed + told + people + (await closeWindows(tx, options, now)) + called;
  }

  async function sweep(now: number): Promise<void> {
    sweptAt = clock.elapsed();
    await database.transaction(async (tx) => {
      await dropOldInbound(tx, now);
      await dropOldReceipts(tx, now);
      await dropOldChanges(tx, now);
      await store.spending.expireHeld(tx, now);
    });
  }
}

function pieceOf({ kind, planned }: Unplanned): number {
  if (kind !== 'call' && kind !== 'broadcast') return PIECE;
  return Math.min(GROWING.most, Math.max(GROWING.least, planned));
}
