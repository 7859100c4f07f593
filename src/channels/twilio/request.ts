import twilio from 'twilio';
import type { SendResult } from '../send-error.ts';
import { unreachableBy } from '../unreachable.ts';

/** How far Twilio's clock and ours may disagree. */
export const CLOCK_SKEW_MS = 60_000;
/** Twilio's filters by date have the precision of a day. */
export const DAY_MS = 24 * 60 * 60_000;
/** How many of its records are read when one is looked for. */
export const LOOK_UP_LIMIT = 50;

/** The SDK takes no signal: an abort only ends our waiting, and the outcome is unknown. */
export async function orAborted<T>(request: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(new Error('aborted'));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([request, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** What a failed request means. Without an HTTP answer nobody knows whether it was carried out. */
export function classifyError(error: unknown, classifyCode: (code: number) => SendResult): SendResult {
  if (!(error instanceof twilio.RestException)) {
    const code = unreachableBy(error);
    return code === undefined ? { kind: 'unknown' } : { kind: 'unreachable', code };
  }
  // Its own failure has a code as well, which says nothing of the message.
  if (error.status >= 500) return { kind: 'unknown' };
  if (error.code !== undefined) return classifyCode(error.code);
  if (error.status === 429) return { kind: 'slow-down', afterMs: 1_000, code: '429' };
  if (error.status === 401 || error.status === 403) return { kind: 'operator', code: String(error.status) };
  return { kind: 'rejected', code: String(error.status) };
}
