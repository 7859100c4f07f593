import type { Channel } from '../channels/channel.ts';
import type { Clock } from '../clock.ts';
import type { Lanes } from '../domain/lane.ts';
import type { Log } from '../logger.ts';
import { type Database, inTransaction, type Session } from '../store/database.ts';
import { lastClaim, recoverClaims, shiftTimes, takeLane, tuneForLanes } from '../store/lane.ts';
import { record } from '../store/outcome.ts';
import type { Ledger } from './ledger.ts';
import type { Sender } from './sender.ts';

/**
 * A lane is held by one process at a time, through a lock that the database frees when that process dies or loses its connection. What
 * it had claimed is then uncertain, and looked up or sent again by whoever takes the lane.
 */
export interface Hold {
  /** The connection that holds the lane; undefined while another process does, or none can be made. */
  readonly session: Session | undefined;
  /** Takes the lane if it is free. */
  enter(): Promise<Session | undefined>;
  /** Moves what is due by as much as the wall clock was set, if it was; tells whether. */
  followClock(held: Session): Promise<boolean>;
  /** Frees the lane. */
  end(): Promise<void>;
}

export interface HoldOptions {
  readonly channel: Channel;
  readonly database: Database;
  readonly lanes: Lanes;
  readonly ledger: Ledger;
  readonly sender: Sender;
  readonly clock: Clock;
  readonly log: Log;
  taken(): void;
  lost(): void;
}

/** How long after its last claim another process may have gone on sending. */
const HANDOVER_MS = 250;
/** What a dead process had in flight may still be on its way to the provider. */
const RECOVERED_LOOK_UP_MS = 2_000;
/** A wall clock that moves against the other by more than this was set. */
const CLOCK_SET_MS = 5_000;

export function createHold({ channel, database, lanes, ledger, sender, clock, log, taken, lost }: HoldOptions): Hold {
  const { lane } = channel;
  let session: Session | undefined;
  /** Connected, and waiting for the lane. */
  let candidate: Session | undefined;
  let offset = clock.now() - clock.elapsed();

  async function connect(): Promise<Session> {
    let fresh: Session | undefined;
    fresh = await database.session(() => {
      if (candidate === fresh) candidate = undefined;
      if (session !== fresh) return;
      session = undefined;
      lost();
    });
    await tuneForLanes(fresh);
    candidate = fresh;
    return fresh;
  }

  /** What a process before had claimed, and what this one still has under way or has not written down yet. */
  async function recover(mine: Session): Promise<void> {
    const now = clock.now();
    const known = { flying: [...sender.flying], settled: ledger.ids() };
    const recovered = await recoverClaims(mine, lane, known, now, now + (channel.lookUp ? RECOVERED_LOOK_UP_MS : 0));
    ledger.forgetClaims();
    ledger.open(known.flying.map((id) => ({ id, claim: recovered.claim })));
    if (recovered.uncertain > 0) log.warn({ lane, count: recovered.uncertain }, 'copies were in flight when the lane was last held');
    // What the process before sent in the last second counts at the provider, and nobody here knows how much it was.
    const last = await lastClaim(mine, lane);
    if (last !== null) sender.follow(now - last - HANDOVER_MS);
  }

  /** Another process holds the lane now; what was settled here is true all the same. */
  async function writeFacts(mine: Session): Promise<void> {
    if (ledger.size === 0) return;
    const { outcomes } = ledger.take();
    const facts = outcomes.filter((o) => o.kind === 'accepted' || o.kind === 'closed' || o.kind === 'failed');
    if (facts.length > 0) await inTransaction(mine, () => record(mine, facts, lanes, clock.now()));
  }

  return {
    get session() {
      return session;
    },
    async enter() {
      const mine = candidate ?? (await connect());
      if (!(await takeLane(mine, lane))) {
        // Whoever holds the lane sees for itself that the clock was set.
        offset = clock.now() - clock.elapsed();
        await writeFacts(mine);
        return undefined;
      }
      await recover(mine);
      // It may have been lost meanwhile.
      if (candidate !== mine) return undefined;
      candidate = undefined;
      session = mine;
      taken();
      log.info({ lane }, 'lane taken');
      return mine;
    },
    async followClock(held) {
      const shifted = clock.now() - clock.elapsed() - offset;
      if (Math.abs(shifted) <= CLOCK_SET_MS) return false;
      offset += shifted;
      log.warn({ lane }, 'the clock was set');
      await shiftTimes(held, lane, Math.round(shifted), clock.now());
      return true;
    },
    async end() {
      await session?.end().catch(() => {});
      await candidate?.end().catch(() => {});
    },
  };
}
