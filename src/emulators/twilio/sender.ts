import type { Clock } from '../../clock.ts';
import { createRateGauge, type RateGauge } from '../rate.ts';
import type { Answer } from '../server.ts';
import { readSend, type SendRequest } from './create.ts';
import { resourceOf, type TwilioMessage } from './message.ts';
import type { Messages } from './messages.ts';
import type { SmsPhone } from './phone.ts';
import { answerError, answerWith, type TwilioError, twilioError } from './reply.ts';
import type { StatusReporter } from './status.ts';

/** One accepted message. */
export interface TwilioSend extends SendRequest {
  readonly at: number;
  readonly sid: string;
  readonly segments: number;
}

/** `POST Messages.json`. */
export interface Sender {
  create(form: URLSearchParams): Answer;
  readonly sends: readonly TwilioSend[];
  readonly segments: number;
  readonly refused429: number;
  /** Of all senders together; `fullestSecond` is that of the one that had the most. */
  readonly overLimit: number;
  readonly fullestSecond: number;
  /** Forgets what was sent; who looks for it still finds it. */
  forget(): void;
}

export interface SenderParts {
  readonly accountSid: string;
  readonly clock: Clock;
  /** Of each sender. */
  readonly segmentsPerSecond: number;
  readonly messages: Messages;
  readonly status: StatusReporter;
  readonly phone: (number: string) => SmsPhone;
  readonly segmentsOf: (body: string) => number;
  readonly nextSid: () => string;
}

export function createSender(parts: SenderParts): Sender {
  const { clock, messages } = parts;
  const gauges = new Map<string, RateGauge>();
  const sends: TwilioSend[] = [];
  let total = 0;
  let refused429 = 0;

  /** Each sender has a rate of its own. */
  function gaugeOf({ from, messagingServiceSid }: SendRequest): RateGauge {
    const name = messagingServiceSid ?? from ?? '';
    const gauge = gauges.get(name) ?? createRateGauge(parts.segmentsPerSecond);
    gauges.set(name, gauge);
    return gauge;
  }

  function refusal(request: SendRequest, phone: SmsPhone, segments: number): TwilioError | undefined {
    const { number } = phone;
    if (phone.behaviour.kind === 'landline') return twilioError(400, 21614, `'To' number is not a valid mobile number: ${number}`);
    if (phone.optedOut) return twilioError(400, 21610, 'Attempt to send to unsubscribed recipient');
    // Only what would go out takes up the sender's rate.
    if (!gaugeOf(request).arrives(clock.now(), segments)) return undefined;
    refused429 += 1;
    return twilioError(429, 20429, 'Too Many Requests');
  }

  function accept(request: SendRequest, phone: SmsPhone, segments: number): TwilioMessage {
    const at = clock.now();
    const { to, from, messagingServiceSid, body, statusCallback } = request;
    const sid = parts.nextSid();
    const message: TwilioMessage = {
      sid,
      to,
      from,
      messagingServiceSid,
      body,
      segments,
      createdAt: at,
      statusCallback,
      status: messagingServiceSid === null ? 'queued' : 'accepted',
      updatedAt: at,
      sentAt: undefined,
      errorCode: undefined,
    };
    messages.add(message);
    sends.push({ ...request, at, sid, segments });
    total += segments;
    // The air is not simulated: what arrives at all is there at once, so that tests read what was sent.
    if (phone.behaviour.kind === 'delivered' || phone.behaviour.kind === 'never') {
      phone.inbox.push({ at, sid, body, segments });
      if (from?.startsWith('+')) phone.lastSender = from;
    }
    parts.status.follow(message, phone.behaviour);
    return message;
  }

  return {
    create(form) {
      const reading = readSend(form);
      if (reading.kind === 'wrong') return answerError(reading.error);
      const { request } = reading;
      const phone = parts.phone(request.to);
      const segments = parts.segmentsOf(request.body);
      const error = refusal(request, phone, segments);
      if (error !== undefined) return answerError(error);
      return answerWith(201, resourceOf(parts.accountSid, accept(request, phone, segments)));
    },
    sends,
    get segments() {
      return total;
    },
    get refused429() {
      return refused429;
    },
    get overLimit() {
      return [...gauges.values()].reduce((sum, gauge) => sum + gauge.overLimit, 0);
    },
    get fullestSecond() {
      return Math.max(0, ...[...gauges.values()].map((gauge) => gauge.fullestSecond));
    },
    forget() {
      sends.length = 0;
      gauges.clear();
      total = 0;
      refused429 = 0;
    },
  };
}
