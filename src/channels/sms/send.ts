import type { Twilio } from 'twilio';
import type { LaneName } from '../../domain/lane.ts';
import { countSegments } from '../../locales/segments.ts';
import type { Channel } from '../channel.ts';
import { CLOCK_SKEW_MS, classifyError, DAY_MS, LOOK_UP_LIMIT, orAborted } from '../twilio/request.ts';
import { classifyCode, classifyStatus } from './codes.ts';

export interface SmsOptions {
  readonly lane: LaneName;
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
    lane: options.lane,
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
        return classifyError(error, classifyCode);
      }
    },
    readReceipt: classifyStatus,
    async lookUp(outgoing, since, signal) {
      if (outgoing.op !== 'message') return [];
      try {
        // The texts and our own records tell what the day does not.
        const dateSentAfter = new Date(since - DAY_MS);
        const found = await orAborted(client.messages.list({ to: outgoing.address, dateSentAfter, limit: LOOK_UP_LIMIT }), signal);
        const ours = found.filter((m) => m.direction !== 'inbound');
        // The same text first, whenever it was: our clock, or Twilio's, may have been wrong by an hour. But a text may also have been
        // filled in anew since, with another headcount.
        const same = ours.filter((m) => m.body === outgoing.rendered.text);
        const other = ours.filter((m) => m.body !== outgoing.rendered.text && m.dateCreated.getTime() >= since - CLOCK_SKEW_MS);
        return [...same, ...other].map((m) => m.sid);
      } catch {
        return 'unavailable';
      }
    },
  };
}
