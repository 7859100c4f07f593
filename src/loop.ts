import type { Clock } from './clock.ts';
import type { Log } from './logger.ts';

/** Tells every loop of this process that there may be work. */
export interface Bell {
  ring(): void;
  listen(heard: () => void): () => void;
}

export function createBell(): Bell {
  const listeners = new Set<() => void>();
  return {
    ring: () => {
      for (const heard of listeners) heard();
    },
    listen: (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  };
}

export interface Loop {
  /** True while it waits for the bell or the clock: everything it could do now is done. */
  idle(): boolean;
  ring(): void;
  /** Resolves once it has stopped. */
  readonly done: Promise<void>;
}

/** A loop that failed tries again after this long. */
const RECOVERY_MS = 1_000;

/**
 * Runs `step` until the signal aborts: at once, whenever it is rung, and when the time has come that the last step returned
 * (milliseconds since the epoch; null means only when rung). A step that throws is logged and run again a second later.
 */
export function startLoop(options: {
  readonly name: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly bell: Bell;
  readonly signal: AbortSignal;
  step(): Promise<number | null>;
}): Loop {
  const { clock, log, bell, signal, name } = options;
  let rung = true;
  let waiting: (() => void) | undefined;
  const ring = (): void => {
    rung = true;
    waiting?.();
  };
  const wait = (dueAt: number | null): Promise<void> =>
    new Promise((resolve) => {
      const finish = (): void => {
        cancel();
        waiting = undefined;
        resolve();
      };
      waiting = finish;
      const cancel = dueAt === null ? () => {} : clock.at(dueAt, finish);
    });
  const run = async (): Promise<void> => {
    const unlisten = bell.listen(ring);
    signal.addEventListener('abort', ring, { once: true });
    while (!signal.aborted) {
      rung = false;
      let dueAt: number | null;
      try {
        dueAt = await options.step();
      } catch (error) {
        if (!signal.aborted) log.error({ loop: name, error }, 'a step failed; trying again');
        dueAt = clock.now() + RECOVERY_MS;
      }
      if (!rung && !signal.aborted && (dueAt === null || dueAt > clock.now())) await wait(dueAt);
    }
    unlisten();
  };
  const done = run();
  return { idle: () => waiting !== undefined || signal.aborted, ring, done };
}
