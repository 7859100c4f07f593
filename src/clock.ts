import { randomBytes, randomInt } from 'node:crypto';

/**
 * The only place that reads time, waits, or draws chance. Everything else is handed these, so that tests and drills
 * can replay hours in milliseconds.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds since some moment, which never run backwards, whatever becomes of the wall clock: for pacing and time-outs. */
  elapsed(): number;
  /** Calls back once `now()` has reached `atMs`; returns a function that cancels. */
  at(atMs: number, callback: () => void): () => void;
}

/** Source of unpredictable values. */
export interface Random {
  /** A whole number in [0, below). */
  integer(below: number): number;
  /** `bytes` random bytes as base64url text, safe in a Telegram deep link. */
  token(bytes: number): string;
}

/** Waits `ms`; ends early, without an error, when the signal aborts. */
export async function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms <= 0) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.at(clock.now() + ms, done);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** The answer, or an error if it does not come within `ms`. */
export async function within<T>(clock: Clock, ms: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const cancel = clock.at(clock.now() + ms, () => late.reject(new Error('no answer in time')));
  return await Promise.race([answer, late.promise]).finally(cancel);
}

/** setTimeout fires at once for delays beyond 2^31-1 ms, so longer waits are cut into pieces. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  at(atMs, callback) {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const left = atMs - Date.now();
      timer = left > LONGEST_TIMEOUT_MS ? setTimeout(arm, LONGEST_TIMEOUT_MS) : setTimeout(callback, Math.max(0, left));
    };
    arm();
    return () => clearTimeout(timer);
  },
};

export const systemRandom: Random = {
  integer: (below) => randomInt(below),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
};
