import type { Clock } from '../clock.ts';

/** Waits on the injected clock that all end when the emulator stops. */
export interface Timers {
  now(): number;
  /** Calls back after `ms`; returns a function that cancels. Does nothing once stopped. */
  after(ms: number, callback: () => void): () => void;
  /** Resolves once the clock has reached `atMs`, at once if it has; never, if stopped before. */
  until(atMs: number): Promise<void>;
  stop(): void;
}

/** One set for all waits: a hundred thousand listeners on one AbortSignal would be a linear search at each. */
export function createTimers(clock: Clock): Timers {
  const cancels = new Set<() => void>();
  let stopped = false;

  function after(ms: number, callback: () => void): () => void {
    if (stopped) return () => {};
    const cancel = clock.at(clock.now() + ms, () => {
      cancels.delete(cancel);
      callback();
    });
    cancels.add(cancel);
    return () => {
      cancels.delete(cancel);
      cancel();
    };
  }

  return {
    now: () => clock.now(),
    after,
    until(atMs) {
      const left = atMs - clock.now();
      return left <= 0 ? Promise.resolve() : new Promise((resolve) => after(left, resolve));
    },
    stop() {
      stopped = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
}

/** A delay in milliseconds, fixed or drawn anew each time. */
export type Delay = number | (() => number);

export function drawDelay(delay: Delay | undefined): number {
  if (delay === undefined) return 0;
  return typeof delay === 'number' ? delay : delay();
}
