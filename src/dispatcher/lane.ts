import type { Channel } from '../channels/channel.ts';
import type { SendResult } from '../channels/send-error.ts';
import { type Clock, sleep } from '../clock.ts';
import type { ContactChannel } from '../domain/contact.ts';
import type { Log } from '../logger.ts';
import { type Bell, type Loop, startLoop } from '../loop.ts';
import type { Database, Session } from '../store/database.ts';
import { type Claimed, claim, lastClaim, nextDue, recoverSending, takeLane } from '../store/lane.ts';
import { type Outcome, record } from '../store/outcome.ts';
import { SEND_TIMEOUT_MS } from './backoff.ts';
import type { Compose, Known } from './compose.ts';
import { lookUpUnknown } from './look-up.ts';
import { decideOutcome } from './outcome.ts';
import { createPacer } from './pacer.ts';
import { createQueue, type Ready } from './queue.ts';
import { readReceipts } from './receipts.ts';

/** `standby`: another process holds the lane. `paused`: the provider asked for it. `stopped`: somebody must act. */
export type LaneState = 'standby' | 'running' | 'paused' | 'stopped';

export interface LaneHealth {
  readonly lane: string;
  readonly state: LaneState;
  /** The provider's code that stopped it. */
  readonly code?: string;
}

export interface Lane {
  health(): LaneHealth;
  idle(): boolean;
  readonly done: Promise<void>;
}

export interface LaneOptions {
  readonly channel: Channel;
  readonly database: Database;
  readonly compose: Compose;
  /** Channels of contacts that some lane can reach: where a call may move to. */
  readonly reachable: readonly ContactChannel[];
  /** Cards of incidents, as they stand. */
  look(ids: readonly string[]): Promise<ReadonlyMap<string, Known>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly bell: Bell;
  readonly signal: AbortSignal;
}

/** How often a process asks for a lane that another one holds. */
const STANDBY_MS = 500;
/** After a refusal that only an operator can mend, the lane looks again this often. */
const STOPPED_MS = 60_000;
/** A claim is a fraction of a second of work, so that a fresh alarm waits for no more than that. */
const CLAIM_SECONDS = 0.2;
const CLAIM_UNLIMITED = 250;
/** Requests under way at once where no rate limits them. */
const IN_FLIGHT_MAX = 128;
/** A provider's window, and a little for what was still under way. */
const HANDOVER_MS = 1_250;
/** What a dead process had in flight may still be on its way to the provider. */
const RECOVERED_LOOK_UP_MS = 2_000;
/** A view of an incident is used again for this long: counting a hundred thousand calls for each batch would slow them. */
const VIEW_MS = 300;

/**
 * Drains one provider's sender: claims, paces, sends, writes down. One process at a time does, through a lock that the
 * database frees when that process dies; what it had in flight is then uncertain, and looked up or sent again.
 */
export function startLane(options: LaneOptions): Lane {
  const { channel, database, compose, clock, log, signal } = options;
  const { lane } = channel;
  const batch = channel.rate === 0 ? CLAIM_UNLIMITED : Math.max(1, Math.ceil(channel.rate * CLAIM_SECONDS));
  const pacer = createPacer(channel.rate);
  const queue = createQueue(channel.onePerChat);
  const views = new Map<string, { readonly at: number; readonly known: Known }>();
  let outcomes: Outcome[] = [];
  const flying = new Set<string>();
  /** Holds the lane. */
  let session: Session | undefined;
  /** Connected, and waiting for the lane. */
  let candidate: Session | undefined;
  let pausedUntil = 0;
  let stoppedBy: { readonly code: string; readonly until: number } | undefined;

  const loop: Loop = startLoop({ name: `lane ${lane}`, clock, log, bell: options.bell, signal, step });
  return {
    health: () => ({ lane, state: state(), ...(stoppedBy ? { code: stoppedBy.code } : {}) }),
    idle: () => loop.idle() && flying.size === 0 && outcomes.length === 0,
    done: loop.done.then(finish),
  };

  function state(): LaneState {
    if (!session) return 'standby';
    if (stoppedBy) return 'stopped';
    return pausedUntil > clock.now() ? 'paused' : 'running';
  }

  async function step(): Promise<number | null> {
    const held = session ?? (await enter());
    if (!held) return clock.now() + STANDBY_MS;
    outcomes.push(...(await readReceipts(held, channel, log, clock.now())));
    await writeDown(held);
    const haltedUntil = Math.max(pausedUntil, stoppedBy?.until ?? 0);
    if (haltedUntil > clock.now()) return haltedUntil;
    stoppedBy = undefined;
    outcomes.push(...(await lookUpUnknown(held, { ...options, limit: batch })));
    const free = queue.free(clock.now());
    const claimed = free < batch ? await claim(held, lane, batch - free, channel.onePerChat ? queue.contacts() : [], clock.now()) : [];
    await prepare(claimed);
    const sendableAt = sendAll();
    if (outcomes.length > 0) return clock.now();
    if (queue.size > 0) return sendableAt;
    return claimed.length > 0 ? clock.now() : await nextDue(held, lane);
  }

  async function enter(): Promise<Session | undefined> {
    const mine = candidate ?? (await connect());
    if (!(await takeLane(mine, lane))) return undefined;
    const lookUpAt = clock.now() + (channel.lookUp ? RECOVERED_LOOK_UP_MS : 0);
    const uncertain = await recoverSending(mine, lane, [...flying], lookUpAt);
    if (uncertain > 0) log.warn({ lane, count: uncertain }, 'copies were in flight when the lane was last held');
    // What the process before sent in the last second counts at the provider, and nobody here knows how much it was.
    const last = await lastClaim(mine, lane);
    if (last !== null && channel.rate > 0) pausedUntil = Math.max(pausedUntil, last + HANDOVER_MS);
    if (candidate !== mine) return undefined;
    candidate = undefined;
    session = mine;
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
      queue.drain();
      loop.ring();
    });
    candidate = fresh;
    return fresh;
  }

  async function prepare(claimed: readonly Claimed[]): Promise<void> {
    if (claimed.length === 0) return;
    const now = clock.now();
    for (const [id, { at }] of views) if (at + VIEW_MS <= now) views.delete(id);
    const stale = claimed.filter((c) => c.incidentId !== null && !isFresh(c)).map((c) => c.incidentId ?? '');
    if (stale.length > 0) for (const [id, known] of await options.look([...new Set(stale)])) views.set(id, { at: now, known });
    const ready: Ready[] = [];
    for (const copy of claimed) {
      const composed = mayBeSent(copy, now) ? compose(copy, views.get(copy.incidentId ?? '')?.known, now) : undefined;
      if (composed) ready.push({ copy, ...composed, cost: channel.cost(composed.outgoing) });
      else outcomes.push({ id: copy.id, kind: 'dropped', state: copy.expiresAt.getTime() <= now ? 'expired' : 'cancelled' });
    }
    queue.add(ready);
  }

  /** Counts may be a moment old; what is said of the incident itself may not. */
  function isFresh(copy: Claimed): boolean {
    const seen = views.get(copy.incidentId ?? '');
    return seen !== undefined && seen.known.versions.headcount >= (copy.headcountVersion ?? 0);
  }

  function mayBeSent(copy: Claimed, now: number): boolean {
    if (copy.expiresAt.getTime() <= now) return false;
    // Whoever stopped hears nothing more, except the one confirmation of it.
    return copy.contactState === 'open' || copy.kind === 'farewell';
  }

  /** Sends whatever may be sent now; returns when to go on. */
  function sendAll(): number | null {
    for (;;) {
      const now = clock.now();
      if (signal.aborted || (channel.rate === 0 && flying.size >= IN_FLIGHT_MAX)) return null;
      const next = queue.take(now);
      if (!next) return queue.freeAt();
      const at = pacer.earliest(next.cost, now);
      if (at > now) {
        queue.putBack(next);
        return at;
      }
      void sendOne(next, pacer.sent(next.cost, now));
    }
  }

  async function sendOne(ready: Ready, answered: (now: number) => void): Promise<void> {
    flying.add(ready.copy.id);
    const aborter = new AbortController();
    const cancelTimeout = clock.at(clock.now() + SEND_TIMEOUT_MS, () => aborter.abort());
    const result = await channel.send(ready.outgoing, aborter.signal).catch((error: unknown): SendResult => {
      log.error({ lane, error }, 'a channel failed instead of answering');
      return { kind: 'unknown' };
    });
    cancelTimeout();
    answered(clock.now());
    settle(ready, result);
    flying.delete(ready.copy.id);
    loop.ring();
  }

  function settle(ready: Ready, result: SendResult): void {
    const now = clock.now();
    if (result.kind === 'slow-down') pausedUntil = Math.max(pausedUntil, now + result.afterMs);
    if (result.kind === 'operator') stoppedBy = { code: result.code, until: now + STOPPED_MS };
    if (result.kind === 'slow-down' || result.kind === 'operator') {
      log[result.kind === 'operator' ? 'error' : 'warn']({ lane, code: result.code }, 'the provider stopped the lane');
      // What was claimed goes back with it: nothing waits in memory for longer than a second.
      for (const other of queue.drain()) outcomes.push({ id: other.copy.id, kind: 'again', at: now, code: null, counts: false });
    } else if (result.kind !== 'accepted') {
      const code = 'code' in result ? result.code : 'unknown';
      log.warn({ lane, delivery: ready.copy.id, code, state: result.kind, attempt: ready.copy.attempts }, 'not accepted');
    }
    const canLookUp = channel.lookUp !== undefined;
    outcomes.push(decideOutcome({ copy: ready.copy, cost: ready.cost, version: ready.version, canLookUp }, result, now));
  }

  async function writeDown(held: Session): Promise<void> {
    if (outcomes.length === 0) return;
    const batchDone = outcomes;
    outcomes = [];
    try {
      if (await record(held, batchDone, options.reachable, clock.now())) options.bell.ring();
    } catch (error) {
      // Tried again with the next step, on a new session if this one is lost.
      outcomes = [...batchDone, ...outcomes];
      throw error;
    }
  }

  /** Waits for what is in flight, gives back what was only claimed, and frees the lane. */
  async function finish(): Promise<void> {
    const deadline = clock.now() + STOP_WAIT_MS;
    while (flying.size > 0 && clock.now() < deadline) await sleep(clock, 20, NEVER);
    for (const other of queue.drain()) outcomes.push({ id: other.copy.id, kind: 'again', at: clock.now(), code: null, counts: false });
    if (session) {
      await writeDown(session).catch((error: unknown) => log.error({ lane, error }, 'outcomes were not written down'));
      await session.end().catch(() => {});
    }
    await candidate?.end().catch(() => {});
  }
}

/** Well within the five seconds that a stop may take. */
const STOP_WAIT_MS = 3_000;
const NEVER = new AbortController().signal;
