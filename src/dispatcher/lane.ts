import type { Channel } from '../channels/channel.ts';
import type { SendResult } from '../channels/send-error.ts';
import { type Clock, sleep } from '../clock.ts';
import type { LaneName, Lanes } from '../domain/lane.ts';
import type { Log } from '../logger.ts';
import { type Bell, createBell, type Loop, startLoop } from '../loop.ts';
import { type Claimed, dropClaims, nextDue, queueDue } from '../store/claim.ts';
import { type Database, inTransaction, isConflict, type Session } from '../store/database.ts';
import { reportLane } from '../store/lane.ts';
import { record } from '../store/outcome.ts';
import type { Compose, Known } from './compose.ts';
import { createHold } from './hold.ts';
import { createIntake } from './intake.ts';
import { createLedger } from './ledger.ts';
import { createLookUp } from './look-up.ts';
import { decideOutcome } from './outcome.ts';
import { createPrepare } from './prepare.ts';
import type { Purse } from './purse.ts';
import type { Ready } from './queue.ts';
import { anyReceipts, readReceipts } from './receipts.ts';
import { createSender } from './sender.ts';

/** `standby`: another process holds the lane. */
export type LaneState = 'standby' | 'running' | 'paused' | 'stopped';

export interface LaneHealth {
  readonly lane: LaneName;
  readonly state: LaneState;
  /** The provider's code that stopped it. */
  readonly code?: string;
}

export interface Lane {
  health(): LaneHealth;
  /** Requests to the provider that are not answered yet. */
  readonly asking: number;
  /** True while everything that can be done now is done, or waits for the provider's answer. */
  idle(): boolean;
  readonly done: Promise<void>;
}

export interface LaneOptions {
  readonly channel: Channel;
  readonly database: Database;
  readonly compose: Compose;
  /** Where a call may move to. */
  readonly lanes: Lanes;
  /** Cards of incidents, as they stand; with how many were called and reached where that is shown. */
  look(ids: readonly string[], counted: boolean): Promise<ReadonlyMap<string, Known>>;
  /** Absent where sending costs nothing. */
  readonly purse?: Purse | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly bell: Bell;
  readonly signal: AbortSignal;
}

/** How often a process asks for a lane that another one holds. */
const STANDBY_MS = 250;
/** Outcomes are written down together: this long after the first at the latest, or when there are so many. */
const WRITE_AFTER_MS = 10;
const WRITE_AT = 400;
/** Well within the five seconds that a stop may take. */
const STOP_WAIT_MS = 3_000;

/**
 * Drains one provider's sender. While what was claimed is sent at the provider's pace (`sender.ts`), this loop exchanges with the
 * database: in one transaction it writes down what was settled and claims what is next. One process at a time holds the lane (`hold.ts`).
 */
export function startLane(options: LaneOptions): Lane {
  const { channel, clock, log, signal } = options;
  const { lane } = channel;
  const ledger = createLedger();
  const sender = createSender({ ...options, sent: claimAhead, settled, halted: () => loop.ring() });
  const { queue } = sender;
  const intake = createIntake({ channel, ledger, sender, clock });
  const prepare = createPrepare(options);
  const lookUp = createLookUp({ ...options, look: prepare.known, answered: look });
  const bell = createBell();
  const hold = createHold({ ...options, ledger, sender, taken, lost });
  /** There may be news in the database. */
  let news = true;
  /** When something falls due that waits for a time; looked at anew after anything that may have changed it. */
  let dueAt: number | null = null;
  let dueChanged = false;
  let reported: string | undefined;
  let cancelWrite: (() => void) | undefined;

  const unlisten = options.bell.listen(look);
  const loop: Loop = startLoop({ name: `lane ${lane}`, clock, log, bell, signal, step });
  return {
    health: () => {
      const halt = sender.halt();
      return hold.session ? { lane, state: halt?.state ?? 'running', ...(halt ? { code: halt.code } : {}) } : { lane, state: 'standby' };
    },
    get asking() {
      return sender.flying.size + lookUp.asking;
    },
    idle: loop.idle,
    done: loop.done.then(finish),
  };

  /** There is something new to be found in the database. */
  function look(): void {
    news = true;
    loop.ring();
  }

  function taken(): void {
    news = true;
    dueAt = clock.now();
    reported = undefined;
  }

  /** Without the lock another process may be sending: what was only claimed here is for whoever holds it to recover. */
  function lost(): void {
    queue.drain(() => true);
    lookUp.forget();
    loop.ring();
  }

  async function step(): Promise<number | null> {
    const held = hold.session ?? (await hold.enter());
    if (!held) return clock.now() + STANDBY_MS;
    await minutes(held);
    const due = dueAt !== null && dueAt <= clock.now();
    if (due) news = true;
    const claimed = await exchange(held, due);
    if (claimed.length > 0) await fill(held, claimed);
    if (dueChanged) {
      dueChanged = false;
      dueAt = await nextDue(held, lane, lookUp.ids());
    }
    if (news || (ledger.size > 0 && sender.flying.size === 0)) return clock.now();
    return dueAt;
  }

  /** Puts what was claimed into the queue, ready to be sent. */
  async function fill(held: Session, claimed: readonly Claimed[]): Promise<void> {
    try {
      const { ready, dropped } = await prepare.ready(claimed);
      for (const outcome of dropped) ledger.add(outcome);
      // Another process may have taken the lane while this one looked.
      if (hold.session === held) sender.add(ready);
    } catch (error) {
      // They stay as they were, and are claimed again.
      for (const copy of claimed) ledger.release(copy);
      news = true;
      throw error;
    }
  }

  /** What is not sending: the clock, and what the lane is doing, for others to see. */
  async function minutes(held: Session): Promise<void> {
    if (await hold.followClock(held)) dueAt = clock.now();
    const halt = sender.halt();
    const state = halt?.state ?? 'running';
    if (halt) for (const { copy } of queue.drain(() => true)) ledger.release(copy);
    if (reported === `${state} ${halt?.code}`) return;
    await reportLane(held, lane, state, halt?.code ?? null, clock.now());
    reported = `${state} ${halt?.code}`;
    options.bell.ring();
  }

  /** Writes down what is settled and claims what is next. */
  async function exchange(held: Session, due: boolean): Promise<readonly Claimed[]> {
    const now = clock.now();
    const fresh = news;
    news = false;
    cancelWrite?.();
    cancelWrite = undefined;
    const found = due || lookUp.answered ? await lookUp.step(held, ledger.ids()) : [];
    for (const outcome of found) ledger.add(outcome);
    if (found.length > 0) news = true;
    const taken = ledger.take();
    let ring = false;
    try {
      const heard = fresh && (await anyReceipts(held, channel));
      const work = async (): Promise<readonly Claimed[]> => {
        const receipts = heard ? await readReceipts(held, channel, log, now) : [];
        const outcomes = [...taken.outcomes, ...receipts];
        if (outcomes.length > 0) ring = await record(held, outcomes, options.lanes, now);
        if (taken.claims.length > 0) await dropClaims(held, taken.claims);
        dueChanged ||= fresh || outcomes.some((o) => 'at' in o);
        if (due) await queueDue(held, lane, now);
        return sender.halt() ? [] : await intake.claim(held, fresh);
      };
      return await (heard || due || taken.outcomes.length + taken.claims.length > 0 ? inTransaction(held, work) : work());
    } catch (error) {
      // Tried again with the next step, on a new session if this one is lost. Where two waited for each other, and this one gave way, nothing is wrong.
      ledger.putBack(taken);
      news = true;
      if (isConflict(error)) return [];
      throw error;
    } finally {
      if (ring) options.bell.ring();
    }
  }

  /** More is claimed before the queue is empty, however long the provider takes to answer. */
  function claimAhead(): void {
    if (intake.runsLow()) loop.ring();
  }

  function settled(ready: Ready, result: SendResult): void {
    const { copy, cost, version } = ready;
    if (result.kind === 'slow-down' || result.kind === 'operator' || result.kind === 'unreachable') {
      // It was not taken: it stays in the database as it was, and is claimed again when the lane goes on.
      ledger.release(copy);
    } else {
      if (result.kind !== 'accepted') {
        const code = 'code' in result ? result.code : 'unknown';
        log.warn({ lane, delivery: copy.id, code, state: result.kind, attempt: copy.attempts + 1 }, 'not accepted');
      }
      const sent = {
        copy,
        tries: copy.attempts + 1,
        triesMax: channel.attemptsMax,
        cost,
        version,
        spent: options.purse?.spent(ready.outgoing, cost),
        canLookUp: channel.lookUp !== undefined,
      };
      ledger.add(decideOutcome(sent, result, clock.now()));
    }
    if (ledger.size >= WRITE_AT || sender.flying.size === 0 || intake.runsLow()) loop.ring();
    else cancelWrite ??= clock.at(clock.now() + WRITE_AFTER_MS, loop.ring);
  }

  /** Waits for what is in flight, gives back what was only claimed, and frees the lane. */
  async function finish(): Promise<void> {
    unlisten();
    cancelWrite?.();
    const deadline = clock.elapsed() + STOP_WAIT_MS;
    while (sender.flying.size > 0 && clock.elapsed() < deadline) await sleep(clock, 20, NEVER);
    for (const { copy } of queue.drain(() => true)) ledger.release(copy);
    const held = hold.session;
    if (held) {
      const { outcomes, claims } = ledger.take();
      const write = inTransaction(held, async () => {
        if (outcomes.length > 0) await record(held, outcomes, options.lanes, clock.now());
        await dropClaims(held, claims);
      });
      await write.catch((error: unknown) => log.error({ lane, error }, 'outcomes were not written down'));
    }
    await hold.end();
  }
}

const NEVER = new AbortController().signal;
