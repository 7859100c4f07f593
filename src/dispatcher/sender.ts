import type { Channel } from '../channels/channel.ts';
import type { SendResult } from '../channels/send-error.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../logger.ts';
import { SEND_TIMEOUT_MS, UPLOAD_TIMEOUT_MS } from './backoff.ts';
import { createPacer } from './pacer.ts';
import { createQueue, type Queue, type Ready } from './queue.ts';

/** `paused`: the provider asked for it. `stopped`: somebody must act. */
export type Halt = { readonly state: 'paused' | 'stopped'; readonly code: string };

/**
 * Sends what is queued as soon as the pacer lets it, as many at once as the latency asks for. It knows nothing of the database: what
 * became of each copy is handed on.
 */
export interface Sender {
  readonly queue: Queue;
  /** Ids of copies that are under way to the provider. */
  readonly flying: ReadonlySet<string>;
  add(ready: readonly Ready[]): void;
  /** Why nothing is sent now, if so. */
  halt(): Halt | undefined;
  /** Another process may have sent at the full rate until so many milliseconds ago. */
  follow(agoMs: number): void;
}

export interface SenderOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** A copy was taken from the queue and sent. */
  sent(): void;
  /** A copy was answered, or its time is up. */
  settled(ready: Ready, result: SendResult): void;
  /** Sending stops or goes on. */
  halted(): void;
}

/** After a refusal that only an operator can mend, one copy is tried again this often. */
const STOPPED_MS = 60_000;
/** Requests under way at once: as many as a slow provider answers at the full rate, but not everything to one that does not answer. */
const IN_FLIGHT_MAX = 128;
const IN_FLIGHT_SECONDS = 3;
/** A provider that cannot be reached is tried again after a second, two, four …; from the third time on, somebody should know. */
const UNREACHABLE_STOPS = 3;
const UNREACHABLE_MAX_MS = 8_000;
/** After a halt one request goes first; if it is not answered in this time, the others follow all the same. */
const PROBE_MS = 1_000;
const SECOND_MS = 1_000;
/** Requests that begin within this time have one deadline: a timer for each would be dear. */
const SHARED_MS = 1_000;

export function createSender(options: SenderOptions): Sender {
  const { channel, clock, log, signal } = options;
  const pacer = createPacer(channel.rate);
  const queue = createQueue(channel.onePerChat);
  const inFlightMax = Math.max(IN_FLIGHT_MAX, Math.ceil(channel.rate * IN_FLIGHT_SECONDS));
  const flying = new Set<string>();
  let cancelTimer = (): void => {};
  let halt: (Halt & { readonly until: number }) | undefined;
  /** How often in a row the provider could not be reached. */
  let failures = 0;
  let shared = { until: 0, signal: signal };
  /** After a halt: `due` until one request is sent to see whether the door is open, then until when the others wait for its answer. */
  let probe: 'none' | 'due' | { readonly until: number } = 'none';

  return {
    queue,
    flying,
    add(ready) {
      queue.add(ready);
      pump();
    },
    halt: () => (halt && halt.until > clock.elapsed() ? halt : undefined),
    follow(agoMs) {
      const now = clock.elapsed();
      pacer.assume(now - agoMs - SECOND_MS, now - Math.max(0, agoMs));
    },
  };

  /** Sends whatever may be sent now. Called again when there is more, when something was answered, and when the time has come. */
  function pump(): void {
    cancelTimer();
    const now = clock.elapsed();
    if (halt && halt.until <= now) {
      halt = undefined;
      probe = 'due';
      options.halted();
    }
    const at = signal.aborted ? null : sendAll(now);
    cancelTimer = at === null ? () => {} : clock.at(clock.now() + Math.max(1, Math.ceil(at - now)), pump);
  }

  /** Returns when to go on; null when something else has to happen first. */
  function sendAll(now: number): number | null {
    for (;;) {
      if (halt) return halt.until;
      if (typeof probe === 'object' && probe.until > now) return probe.until;
      if (flying.size >= inFlightMax) return null;
      const next = queue.take(now);
      if (!next) return queue.freeAt();
      const at = pacer.earliest(next.cost, now);
      if (at > now) {
        queue.putBack(next);
        return at;
      }
      probe = probe === 'due' ? { until: now + PROBE_MS } : 'none';
      void sendOne(next, pacer.sent(next.cost, now));
      options.sent();
    }
  }

  async function sendOne(ready: Ready, answered: (now: number) => void): Promise<void> {
    flying.add(ready.copy.id);
    const upload = ready.outgoing.op === 'exhibit' ? uploadDeadline() : undefined;
    const result = await channel.send(ready.outgoing, upload?.signal ?? deadline()).catch((error: unknown): SendResult => {
      log.error({ lane: channel.lane, error }, 'a channel failed instead of answering');
      return { kind: 'unknown' };
    });
    upload?.cancel();
    const now = clock.elapsed();
    answered(now);
    flying.delete(ready.copy.id);
    if (result.kind !== 'unreachable') failures = 0;
    if (result.kind === 'slow-down') {
      // A door that is still closed says nothing of the rate.
      if (probe === 'none') pacer.refused(now);
      stop('paused', result.code, now + result.afterMs);
    } else if (result.kind === 'operator') stop('stopped', result.code, now + STOPPED_MS);
    else if (result.kind === 'unreachable') {
      if (!halt) failures += 1;
      const wait = Math.min(UNREACHABLE_MAX_MS, SECOND_MS * 2 ** (failures - 1));
      stop(failures < UNREACHABLE_STOPS ? 'paused' : 'stopped', result.code, now + wait);
    } else probe = 'none';
    options.settled(ready, result);
    pump();
  }

  /** Aborts when what is sent now has waited too long for its answer. What is sent within a second shares one. */
  function deadline(): AbortSignal {
    const now = clock.elapsed();
    if (shared.until <= now) {
      const aborter = new AbortController();
      shared = { until: now + SHARED_MS, signal: aborter.signal };
      clock.at(clock.now() + SHARED_MS + SEND_TIMEOUT_MS, () => aborter.abort());
    }
    return shared.signal;
  }

  /** A file waits for those before it, and takes longer on its way. */
  function uploadDeadline(): { readonly signal: AbortSignal; cancel(): void } {
    const aborter = new AbortController();
    const cancel = clock.at(clock.now() + UPLOAD_TIMEOUT_MS, () => aborter.abort());
    // Nobody who stops the app waits for it: it is sent again.
    return { signal: AbortSignal.any([signal, aborter.signal]), cancel };
  }

  function stop(state: Halt['state'], code: string, until: number): void {
    const fresh = halt === undefined;
    if (halt && halt.until >= until) return;
    halt = { state, code, until };
    log[state === 'stopped' ? 'error' : 'warn']({ lane: channel.lane, code }, 'the provider stopped the lane');
    if (fresh) options.halted();
  }
}
