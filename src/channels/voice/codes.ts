import type { SendResult } from '../send-error.ts';
import { type Meaning, resultOf, sharedMeanings } from '../twilio/codes.ts';

/** What the codes of calls mean. */
const meanings: Readonly<Record<number, Meaning>> = {
  ...sharedMeanings,
  // No number at all.
  21217: 'dead',
  // The account is closed, may not call, or may not call from this number; or our public URL is none for Twilio.
  10001: 'operator',
  10005: 'operator',
  21205: 'operator',
  21210: 'operator',
  21212: 'operator',
  // The number cannot be called from this account or by Twilio, but an SMS may reach it: geographic permissions, a country that
  // is not served, Twilio's own list of numbers at risk of fraud.
  13224: 'refused',
  13227: 'refused',
  21214: 'refused',
  21215: 'refused',
  21216: 'refused',
};

/** As many calls as the account may hold are under way; the next one ends within half a minute. */
const TOO_MANY_AT_ONCE = 10_004;
const ONE_ENDS_MS = 10_000;

/** A code of a refused request. An unknown one rejects the call. */
export function classifyCode(code: number): SendResult {
  if (code === TOO_MANY_AT_ONCE) return { kind: 'slow-down', afterMs: ONE_ENDS_MS, code: String(code) };
  return resultOf(meanings[code], code);
}

/** Somebody who did not hear the call is called once more after this. */
const ONCE_MORE_AFTER_MS = 120_000;

/**
 * What became of a call: https://www.twilio.com/docs/voice/api/call-resource#call-status-values. `machine` is a status of ours: a
 * call that only an answering machine took is `completed` for Twilio.
 */
export function classifyStatus(status: string, code: string | null): 'under-way' | 'delivered' | SendResult {
  switch (status) {
    case 'completed':
      return 'delivered';
    case 'busy':
    case 'no-answer':
    case 'machine':
      return { kind: 'retry', afterMs: ONCE_MORE_AFTER_MS, code: status };
    case 'failed':
    case 'canceled':
      return { kind: 'rejected', code: code ?? status };
    default:
      return 'under-way';
  }
}
