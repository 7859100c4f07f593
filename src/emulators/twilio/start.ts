import { type Clock, type Random, systemRandom } from '../../clock.ts';
import { type FaultHook, withFault } from '../fault.ts';
import { createPoster } from '../poster.ts';
import { createRateGauge } from '../rate.ts';
import { type Exchange, startServer } from '../server.ts';
import { createTimers, type Delay, drawDelay } from '../timers.ts';
import { createInbound, type SignatureKind } from './inbound.ts';
import { createMessages } from './messages.ts';
import { type AppAnswer, type PhoneBehaviour, type PhoneLine, SmsPhone } from './phone.ts';
import { answerError } from './reply.ts';
import { createRouter, type RestCall } from './router.ts';
import { createSegmentCounter } from './segments.ts';
import { createSender, type TwilioSend } from './sender.ts';
import { type FormParams, signatureOf } from './signature.ts';
import { createStatusReporter, type StatusDelays } from './status.ts';

export interface TwilioOptions {
  readonly clock: Clock;
  readonly accountSid: string;
  readonly authToken: string;
  /** A free one unless given. */
  readonly port?: number;
  /** 0 means no limit. Default 1. */
  readonly segmentsPerSecond?: number;
  /** The app's PUBLIC_URL: where webhooks are sent and what they are signed over. */
  readonly publicUrl?: string | (() => string);
  /** Turns that public address into one that can be reached from here. */
  readonly reach?: (url: string) => string;
  /** Default: 50 ms to the carrier, 150 ms to the end. */
  readonly statusDelaysMs?: StatusDelays;
  /** What happens above the rate: 429 with code 20429. Twilio's own queue is not played. */
  readonly queueing?: 'refuse';
  /** How long every answer takes; the send itself is done at once. */
  readonly latencyMs?: Delay;
  /** What phones text when nobody texted them before. Default +15005550006. */
  readonly number?: string;
  readonly random?: Random;
}

export interface TwilioEmulator {
  /** For TWILIO_API_BASE_URL. */
  readonly url: string;
  /** The phone with this number, in E.164. Numbers nobody asked for exist as well, and get what is sent. */
  phone(number: string, behaviour?: PhoneBehaviour | 'delivered' | 'never' | 'lost' | 'landline'): SmsPhone;
  /** Posts any webhook to `publicUrl` + `path`. Rejects when there is no answer in 15 s. */
  postInbound(path: string, params: FormParams, how?: { readonly signature?: SignatureKind }): Promise<AppAnswer>;
  /** Posts a signed status callback for a message once, out of turn; to its StatusCallback, else to /twilio/status. */
  postStatus(sid: string, status: string, extra?: FormParams): Promise<AppAnswer>;
  sign(url: string, params: FormParams): string;
  /** Asked for every call: `messages.create`, `messages.fetch` or `messages.list`, with its form or query. */
  fault: FaultHook<FormParams> | undefined;
  /** Every accepted message. */
  readonly sends: readonly TwilioSend[];
  /** Calls per method, refused and faulty ones included. */
  readonly calls: ReadonlyMap<string, number>;
  /** Accepted segments. */
  readonly segments: number;
  readonly refused429: number;
  /** Messages that landed in a trailing 1,000 ms with more segments than the rate, + 2 % + 1; refused ones count as well. */
  readonly overLimit: number;
  /** Segments. */
  readonly fullestSecond: number;
  stop(): Promise<void>;
}

/** Twilio waits this long for a webhook's answer. */
const WEBHOOK_TIMEOUT_MS = 15_000;

/** Starts Twilio's messaging API for one account on 127.0.0.1. */
export async function startTwilio(options: TwilioOptions): Promise<TwilioEmulator> {
  const { clock, accountSid, authToken, random = systemRandom, statusDelaysMs = { sent: 50, final: 150 } } = options;
  const timers = createTimers(clock);
  const poster = createPoster(timers, WEBHOOK_TIMEOUT_MS, options.reach);
  const gauge = createRateGauge(options.segmentsPerSecond ?? 1);
  const segmentsOf = createSegmentCounter();
  const messages = createMessages(accountSid);
  const status = createStatusReporter({ accountSid, authToken, delays: statusDelaysMs, timers, poster });
  const phones = new Map<string, SmsPhone>();
  const calls = new Map<string, number>();
  const sidStart = `SM${Buffer.from(random.token(10), 'base64url').toString('hex')}`;
  let sids = 0;

  /** Unique across emulators: an app remembers SIDs for days. */
  function nextSid(): string {
    sids += 1;
    return sidStart + sids.toString(16).padStart(34 - sidStart.length, '0');
  }

  function publicUrl(): string {
    const url = typeof options.publicUrl === 'function' ? options.publicUrl() : options.publicUrl;
    if (url === undefined) throw new Error('the Twilio emulator was given no publicUrl to send webhooks to');
    return url.replace(/\/$/, '');
  }

  const inbound = createInbound({
    accountSid,
    authToken,
    number: options.number ?? '+15005550006',
    publicUrl,
    segmentsOf,
    nextSid,
    timers,
    poster,
  });
  const line: PhoneLine = { inbound: inbound.text };

  function phone(number: string): SmsPhone {
    const known = phones.get(number);
    if (known !== undefined) return known;
    const bought = new SmsPhone(line, number);
    phones.set(number, bought);
    return bought;
  }

  const sender = createSender({ accountSid, clock, gauge, messages, status, phone, segmentsOf, nextSid });
  const route = createRouter(accountSid, authToken, messages, sender);

  function run(call: RestCall, exchange: Exchange): void {
    calls.set(call.method, (calls.get(call.method) ?? 0) + 1);
    withFault(emulator.fault?.(call.method, call.params), exchange, timers, (reply) => {
      const answer = call.run();
      const latencyMs = drawDelay(options.latencyMs);
      if (latencyMs > 0) timers.after(latencyMs, () => reply(answer));
      else reply(answer);
    });
  }

  const server = await startServer(options.port ?? 0, (exchange) => {
    const routed = route(exchange);
    if (routed.kind === 'refused') exchange.answer(answerError(routed.error));
    else run(routed.call, exchange);
  });

  const emulator: TwilioEmulator = {
    url: server.url,
    fault: undefined,
    phone(number, behaviour) {
      const found = phone(number);
      if (behaviour !== undefined) found.behaviour = typeof behaviour === 'string' ? { kind: behaviour } : behaviour;
      return found;
    },
    postInbound: async (path, params, how) => inbound.post(publicUrl() + path, params, how?.signature ?? 'right'),
    async postStatus(sid, to, extra) {
      const message = messages.bySid(sid);
      if (message === undefined) throw new Error(`no message ${sid}`);
      return inbound.post(message.statusCallback ?? `${publicUrl()}/twilio/status`, status.params(message, to, extra), 'right');
    },
    sign: (url, params) => signatureOf(authToken, url, params),
    sends: sender.sends,
    calls,
    get segments() {
      return sender.segments;
    },
    get refused429() {
      return sender.refused429;
    },
    get overLimit() {
      return gauge.overLimit;
    },
    get fullestSecond() {
      return gauge.fullestSecond;
    },
    async stop() {
      timers.stop();
      await Promise.all([server.stop(), poster.stop()]);
    },
  };
  return emulator;
}
