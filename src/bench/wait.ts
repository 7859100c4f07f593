import { sleep, systemClock } from '../clock.ts';

/** Waits that long; throws when the bench is interrupted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(systemClock, ms, signal);
  signal.throwIfAborted();
}

/** Looks every so often until it sees something; undefined when it never does. */
export async function seen<T>(
  look: () => Promise<T | undefined>,
  { everyMs, patienceMs, signal }: { readonly everyMs: number; readonly patienceMs: number; readonly signal: AbortSignal },
): Promise<T | undefined> {
  const deadline = systemClock.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (systemClock.now() > deadline) return undefined;
    await pause(everyMs, signal);
  }
}
