import { type Poster, succeeded } from '../poster.ts';
import type { Timers } from '../timers.ts';
import { type FormParams, signatureOf } from './signature.ts';

/** Posts a signed status callback until the app takes it, or the tries are used up. Never rejects. */
export type Tell = (url: string, form: FormParams) => Promise<void>;

/** A callback without a 2xx is tried again after these. */
const RETRY_MS: readonly number[] = [500, 2_000, 8_000];

export function createTell(authToken: string, timers: Timers, poster: Poster): Tell {
  return async (url, form) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signatureOf(authToken, url, form) };
    const body = new URLSearchParams(form).toString();
    for (const waitMs of [0, ...RETRY_MS]) {
      await timers.until(timers.now() + waitMs);
      // No connection and no answer in time count like a bad answer: Twilio tries again.
      if (succeeded(await poster.post(url, headers, body).catch(() => undefined))) return;
    }
  };
}
