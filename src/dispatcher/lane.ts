import type { Channel } from '../channels/channel.ts';
import type { SendResult } from '../channels/send-error.ts';
import { type Clock, sleep } from '../clock.ts';
import type { LaneName, Lanes } from '../domain/lane.ts';
import type { Log } from '../logger.ts';
import { type Bell, createBell, type Loop, startLoop } from '../loop.ts';
import { type Claimed, claim, dropClaims, nextDue, queueDue } from '../store/claim.ts';
import { type Database, inTransaction, type Session } from '../store/database.ts';
import { endedOf, lastClaim, recoverClaims, reportLane, shiftTimes, takeLane, tuneForLanes } from '../store/lane.ts';
import { record } from '../store/outcome.ts';
import type { Compose, Known } from './compose.ts';
import { createLedger } from './ledger.ts';
import { createLookUp } from './look-up.ts';
import { decideOutcome } from './outcome.ts';
import { createPrepare, endsWithIncident } from './prepare.ts';
import type { Purse } from './purse.ts';
import type { Ready } from './queue.ts';
import { readReceipts } from './receipts.ts';
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
/** A claim is a fraction of a second of work. */
const CLAIM_SECONDS = 0.2;
const CLAIM_UNLIMITED = 800;
/** Outcomes are written down together: this long after the first at the latest, or when there are so many. */
const WRITE_AFTER_MS = 10;
const WRITE_AT = 400;
/** How long after its last claim another process may have gone on sending. */
const HANDOVER_MS = 250;
/** What a dead process had in flight may still be on its way to the provider. */
const RECOVERED_LOOK_UP_MS = 2_000;
/** A wall clock that moves against the other by more than this was set. */
const CLOCK_SET_MS = 5_000;
/** Well within the five seconds that a stop may take. */
const STOP_WAIT_MS = 3_000;
const LEAST_URGENT = 99;

/**
 * Drains one provider's sender. While what was claimed is sent at the provider's pace (`sender.ts`), this loop exchanges with the
 * database: in one transaction it writes down what was settled and claims what is next. One process at a time holds the lane, through
 * a lock that the database frees when that process dies; what it had claimed is then uncertain, and looked up or sent again.
 */
export function startLane(options: LaneOptions): Lane {
  const { channel, database, clock, log, signal } = options;
  const { lane } = channel;
  const batch = channel.rate === 0 ? CLAIM_UNLIMITED : Math.max(1, Math.ceil(channel.rate * CLAIM_SECONDS));
  const ledger = createLedger();
  const sender = createSender({ ...options, sent: claimAhead, settled, halted: () => loop.ring() });
  const { queue } = sender;
  const prepare = createPrepare(options);
  const lookUp = createLookUp({ ...options, look: prepare.known, answered: look });
  const bell = createBell();
  /** Holds the lane. */
  let session: Session | undefined;
  /** Connected, and waiting for the lane. */
  let candidate: Session | undefined;
  /** There may be news in the database. */
  let news = true;
  /** The last claim left something in the database, and where it ended. */
  let more = false;
  /** The least urgency of which there may be more. */
  let reach = LEAST_URGENT;
  let after: { readonly urgency: number; readonly id: string } | undefined;
  /** When something falls due that waits for a time; looked at anew after anything that may have changed it. */
  let dueAt: number | null = null;
  let dueChanged = false;
  let reported: string | undefined;
  let offset = clock.now() - clock.elapsed();
  let cancelWrite: (() => void) | undefined;

  const unlisten = options.bell.listen(look);
  const loop: Loop = startLoop({ name: `lane ${lane}`, clock, log, bell, signal, step });
  return {
    health: () => {
      const halt = sender.halt();
      return session ? { lane, state: halt?.state ?? 'running', ...(halt ? { code: halt.code } : {}) } : { lane, state: 'standby' };
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

  async function step(): Promise<number | null> {
    const held = session ?? (await enter());
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
      if (session === held) sender.add(ready);
    } catch (error) {
      // They stay as they were, and are claimed again.
      for (const copy of claimed) ledger.release(copy);
      news = true;
      throw error;
    }
  }

  /** What is not sending: the clock, and what the lane is doing, for others to see. */
  async function minutes(held: Session): Promise<void> {
    const shifted = clock.now() - clock.elapsed() - offset;
    if (Math.abs(shifted) > CLOCK_SET_MS) {
      offset += shifted;
      log.warn({ lane }, 'the clock was set');
      await shiftTimes(held, lane, Math.round(shifted), clock.now());
      dueAt = clock.now();
    }
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
    // There may be more to look up.
    if (found.length > 0) news = true;
    const taken = ledger.take();
    let ring = false;
    try {
      return await inTransaction(held, async () => {
        const receipts = fresh ? await readReceipts(held, channel, log, now) : [];
        const outcomes = [...taken.outcomes, ...receipts];
        if (outcomes.length > 0) ring = await record(held, outcomes, options.lanes, now);
        if (taken.claims.length > 0) await dropClaims(held, taken.claims);
        dueChanged ||= fresh || outcomes.some((o) => 'at' in o);
        if (due) await queueDue(held, lane, now);
        return sender.halt() ? [] : await claimMore(held, fresh);
      });
    } catch (error) {
      // Tried again with the next step, on a new session if this one is lost.
      ledger.putBack(taken);
      news = true;
      throw error;
    } finally {
      if (ring) options.bell.ring();
    }
  }

  async function claimMore(held: Session, fresh: boolean): Promise<readonly Claimed[]> {
    const at = clock.elapsed();
    if (!fresh && !(more && runsLow())) return [];
    const free = queue.free(fresh ? LEAST_URGENT : reach, at);
    const full = free >= batch;
    if (fresh) await dropEnded(held);
    // What is full of broadcasts still takes an alarm.
    const urgencyMax = full ? queue.leastUrgent() - 1 : LEAST_URGENT;
    if (urgencyMax < 0) return [];
    const limit = full ? batch : batch - free;
    const wanted = {
      limit,
      urgencyMax,
      held: [...queue.ids(), ...sender.flying, ...ledger.ids()],
      waiting: channel.onePerChat ? queue.waiting(at) : [],
      after: fresh ? undefined : after,
    };
    const claimed = await claim(held, lane, wanted, clock.now());
    ledger.open(claimed);
    const others = claimed.filter((copy) => copy.urgency > 0);
    if (others.length >= limit) after = others.at(-1);
    else if (!full) after = undefined;
    const answersCut = claimed.length - others.length >= limit;
    reach = answersCut ? 0 : others.length >= limit ? (others.at(-1)?.urgency ?? 0) : LEAST_URGENT;
    more = full || wanted.waiting.length > 0 || reach < LEAST_URGENT;
    return claimed;
  }

  /** Whether what is left here of the urgency that waits in the database will soon be sent: less urgent copies do not count. */
  function runsLow(): boolean {
    return queue.count(reach) <= batch / 2;
  }

  /** What waits here and has stopped being true is not sent. */
  async function dropEnded(held: Session): Promise<void> {
    const ended = await endedOf(held, queue.incidents());
    if (ended.size === 0) return;
    const dropped = queue.drain(({ copy }) => ended.has(copy.incidentId ?? '') && endsWithIncident(copy));
    for (const { copy } of dropped) ledger.add({ copy, kind: 'dropped', state: 'cancelled', movesOn: false });
  }

  async function enter(): Promise<Session | undefined> {
    const mine = candidate ?? (await connect());
    if (!(await takeLane(mine, lane))) {
      // Whoever holds the lane sees for itself that the clock was set.
      offset = clock.now() - clock.elapsed();
      await writeFacts(mine);
      return undefined;
    }
    const now = clock.now();
    const known = { flying: [...sender.flying], settled: ledger.ids() };
    const recovered = await recoverClaims(mine, lane, known, now, now + (channel.lookUp ? RECOVERED_LOOK_UP_MS : 0));
    ledger.forgetClaims();
    ledger.open(known.flying.map((id) => ({ id, claim: recovered.claim })));
    if (recovered.uncertain > 0) log.warn({ lane, count: recovered.uncertain }, 'copies were in flight when the lane was last held');
    // What the process before sent in the last second counts at the provider, and nobody here knows how much it was.
    const last = await lastClaim(mine, lane);
    if (last !== null) sender.follow(now - last - HANDOVER_MS);
    if (candidate !== mine) return undefined;
    candidate = undefined;
    session = mine;
    news = true;
    dueAt = now;
    reported = undefined;
    log.info({ lane }, 'lane taken');
    return mine;
  }

  async function connect(): Promise<Session> {
    let fresh: Session | undefined;
    fresh = await database.session(() => {
      if (candidate === fresh) candidate = undefined;
      if (session !== fresh) return;
      // Without the lock another process may be sending: what was only claimed here is for whoever holds it to recover.
      session = undefined;
      queue.drain(() => true);
      lookUp.forget();
      loop.ring();
    });
    await tuneForLanes(fresh);
    candidate = fresh;
    return fresh;
  }

  /** Another process holds the lane now; what was settled here is true all the same. */
  async function writeFacts(mine: Session): Promise<void> {
    if (ledger.size === 0) return;
    const { outcomes } = ledger.take();
    const facts = outcomes.filter((o) => o.kind === 'accepted' || o.kind === 'closed' || o.kind === 'failed');
    if (facts.length > 0) await inTransaction(mine, () => record(mine, facts, options.lanes, clock.now()));
  }

  /** More is claimed before the queue is empty, however long the provider takes to answer. */
  function claimAhead(): void {
    if (more && runsLow()) loop.ring();
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
    if (ledger.size >= WRITE_AT || sender.flying.size === 0 || (more && runsLow())) loop.ring();
    else cancelWrite ??= clock.at(clock.now() + WRITE_AFTER_MS, loop.ring);
  }

  /** Waits for what is in flight, gives back what was only claimed, and frees the lane. */
  async function finish(): Promise<void> {
    unlisten();
    cancelWrite?.();
    const deadline = clock.elapsed() + STOP_WAIT_MS;
    while (sender.flying.size > 0 && clock.elapsed() < deadline) await sleep(clock, 20, NEVER);
    for (const { copy } of queue.drain(() => true)) ledger.release(copy);
    const held = session;
    if (held) {
      const { outcomes, claims } = ledger.take();
      const write = inTransaction(held, async () => {
        if (outcomes.length > 0) await record(held, outcomes, options.lanes, clock.now());
        await dropClaims(held, claims);
      });
      await write.catch((error: unknown) => log.error({ lane, error }, 'outcomes were not written down'));
      await held.end().catch(() => {});
    }
    await candidate?.end().catch(() => {});
  }
}

const NEVER = new AbortController().signal;
