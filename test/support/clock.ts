import type { Clock } from '../../src/clock.ts';

/** Time that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** Moves on by `ms`, calling back whatever falls due on the way, in order. */
  advance(ms: number): void;
  /** When the next callback falls due; undefined when nothing waits. */
  next(): number | undefined;
  /** Sets the wall clock forward or back, as an operator or NTP would. */
  jump(ms: number): void;
  /** The same time on a clock that nobody sets: the providers'. */
  readonly steady: Clock;
  /** Moves on in steps, letting real network traffic through after each, until `done`. */
  advanceUntil(done: () => boolean, stepMs: number): Promise<void>;
}

interface Waiting {
  readonly atMs: number;
  readonly callback: () => void;
}

export function createFakeClock(startMs = Date.parse('2026-05-12T06:00:00Z')): FakeClock {
  const waiting = new Set<Waiting>();
  let nowMs = startMs;
  let jumpedMs = 0;

  function earliest(until: number): Waiting | undefined {
    let first: Waiting | undefined;
    for (const wait of waiting) if (wait.atMs <= until && (first === undefined || wait.atMs < first.atMs)) first = wait;
    return first;
  }

  function at(atMs: number, callback: () => void): () => void {
    const wait = { atMs, callback };
    waiting.add(wait);
    return () => waiting.delete(wait);
  }

  function advance(ms: number): void {
    const until = nowMs + ms;
    for (let wait = earliest(until); wait !== undefined; wait = earliest(until)) {
      waiting.delete(wait);
      nowMs = Math.max(nowMs, wait.atMs);
      wait.callback();
    }
    nowMs = until;
  }

  return {
    now: () => nowMs + jumpedMs,
    elapsed: () => nowMs,
    jump: (ms) => {
      jumpedMs += ms;
    },
    // As a timer does: it waits from now on, and knows nothing of what becomes of the wall clock.
    at: (atMs, callback) => at(atMs - jumpedMs, callback),
    steady: { now: () => nowMs, elapsed: () => nowMs, at },
    advance,
    next: () => {
      const first = earliest(Number.POSITIVE_INFINITY);
      return first && first.atMs + jumpedMs;
    },
    async advanceUntil(done, stepMs) {
      for (let turn = 0; !done(); turn += 1) {
        if (turn > 50_000) throw new Error('advanced for long, and it did not come about');
        advance(stepMs);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
