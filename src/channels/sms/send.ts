import type { Twilio } from 'twilio';
import RestException from 'twilio/lib/base/RestException.js';
import { countSegments } from '../../locales/segments.ts';
import type { Channel } from '../channel.ts';
import type { SendResult } from '../send-error.ts';
import { classifyCode, classifyStatus } from './codes.ts';

export interface SmsOptions {
  /** A number, a sender name, or a messaging service (MG…). */
  readonly from: string;
  /** Segments a second. */
  readonly rate: number;
  /** Where Twilio reports what became of a message; without it nothing is reported. */
  readonly statusCallback: string | undefined;
}

/** Twilio refuses a ValidityPeriod outside of this, in seconds: https://www.twilio.com/docs/messaging/api/message-resource */
const VALIDITY = { least: 1, most: 36_000 };

/** Sends through Twilio's Messages resource. */
export function createSmsChannel(client: Twilio, options: SmsOptions): Channel {
  const sender = options.from.startsWith('MG') ? { messagingServiceSid: options.from } : { from: options.from };
  return {
    lane: 'sms',
    rate: options.rate,
    onePerChat: false,
    cost: (outgoing) => (outgoing.op === 'message' ? countSegments(outgoing.rendered.text) : 1),
    async send(outgoing, signal) {
      if (outgoing.op !== 'message') return { kind: 'rejected', code: 'sms-text-only' };
      const validityPeriod = Math.min(VALIDITY.most, Math.max(VALIDITY.least, Math.floor(outgoing.validForMs / 1_000)));
      const request = client.messages.create({
        to: outgoing.address,
        body: outgoing.rendered.text,
        ...sender,
        validityPeriod,
        // Twilio's guard against SMS pumping takes a mass alert for one (error 30450).
        riskCheck: 'disable',
        ...(options.statusCallback ? { statusCallback: options.statusCallback } : {}),
      });
      try {
        return { kind: 'accepted', providerId: (await orAborted(request, signal)).sid };
      } catch (error) {
        return classify(error);
      }
    },
    readReceipt: classifyStatus,
    async lookUp(outgoing, since, signal) {
      if (outgoing.op !== 'message') return [];
      try {
        // DateSent has the precision of a day; the texts and our own records tell the rest.
        const dateSentAfter = new Date(since - DAY_MS);
        const found = await orAborted(client.messages.list({ to: outgoing.address, dateSentAfter, limit: LOOK_UP_LIMIT }), signal);
        const ours = found.filter((m) => m.direction !== 'inbound' && m.dateCreated.getTime() >= since - CLOCK_SKEW_MS);
        // The same text first; but a text may have been filled in anew since, with another headcount.
        return [...ours.filter((m) => m.body === outgoing.rendered.text), ...ours.filter((m) => m.body !== outgoing.rendered.text)].map(
          (m) => m.sid,
        );
      } catch {
        return 'unavailable';
      }
    },
  };
}

const DAY_MS = 24 * 60 * 60_000;
/** How far Twilio's clock and ours may disagree. */
const CLOCK_SKEW_MS = 60_000;
const LOOK_UP_LIMIT = 50;

/** The SDK takes no signal: an abort only ends our waiting, and the outcome is unknown. */
async function orAborted<T>(request: Promise<T>, signal: AbortSignal): Promise<T> {
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

function classify(error: unknown): SendResult {
  // Without an HTTP answer nobody knows whether the message was taken.
  if (!(error instanceof RestException.default)) return { kind: 'unknown' };
  if (error.code !== undefined) return classifyCode(error.code);
  if (error.status === 429) return { kind: 'slow-down', afterMs: 1_000, code: '429' };
  if (error.status === 401 || error.status === 403) return { kind: 'operator', code: String(error.status) };
  return error.status >= 500 ? { kind: 'unknown' } : { kind: 'rejected', code: String(error.status) };
}
