import { type Clock, type Random, systemRandom } from '../../clock.ts';
import { type FaultHook, withFault } from '../fault.ts';
import { createHeld } from '../held.ts';
import { createPoster } from '../poster.ts';
import { type Exchange, startServer } from '../server.ts';
import { createTimers, type Delay, drawDelay } from '../timers.ts';
import { createInbound, type SignatureKind } from './inbound.ts';
import { createMessages } from './messages.ts';
import { type AppAnswer, type PhoneBehaviour, type PhoneLine, SmsPhone } from './phone.ts';
import { answerError } from './reply.ts';
import { createRouter, type RestCall } from './router.ts';
import { createSegmentCounter } from './segments.ts';
import { createSender, type TwilioSend } from './sender.ts';
import { createSids } from './sids.ts';
import { type FormParams, signatureOf } from './signature.ts';
import { createStatusReporter, type StatusDelays } from './status.ts';
import { createTell } from './tell.ts';
import type { CallStatus } from './voice/call.ts';
import type { VoiceCall } from './voice/caller.ts';
import { type CallPace, openVoice } from './voice/open.ts';
import type { Recording } from './voice/recordings.ts';
import type { VoiceError } from './voice/talk.ts';

export interface TwilioOptions {
  readonly clock: Clock;
  readonly accountSid: string;
  readonly authToken: string;
  /** A free one unless given. */
  readonly port?: number;
  /** Of each sender; 0 means no limit. Default 1. */
  readonly segmentsPerSecond?: number;
  /** The app's PUBLIC_URL: where webhooks are sent and what they are signed over. */
  readonly publicUrl?: string | (() => string);
  /** Turns that public address into one that can be reached from here. */
  readonly reach?: (url: string) => string;
  /** Default: 50 ms to the carrier, 150 ms to the end. */
  readonly statusDelaysMs?: StatusDelays;
  /** Calls; 0 means no limit. Default 1. */
  readonly callsPerSecond?: number;
  /** How long everything in a call takes: default 1.1 s until it rings, 65 ms a letter, 10 s a recording. */
  readonly callPace?: Partial<CallPace>;
  /** What happens above the rate: 429 with code 20429. Twilio's own queue is not played. */
  readonly queueing?: 'refuse';
  /** How long every answer takes; the send itself is done at once. */
  readonly latencyMs?: Delay;
  /** What phones text or call when nobody texted or called them before. Default +15005550006. */
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
  /**
   * Posts a signed status callback for a message or a call once, out of turn; to its StatusCallback, else to /twilio/status or
   * /twilio/voice/status.
   */
  postStatus(sid: string, status: string, extra?: FormParams): Promise<AppAnswer>;
  sign(url: string, params: FormParams): string;
  /** Asked for every request: `messages.create|fetch|list`, `calls.create|fetch|list|update`, `recordings.fetch|media|remove`, with its form or query. */
  fault: FaultHook<FormParams> | undefined;
  /** Every accepted message. */
  readonly sends: readonly TwilioSend[];
  /** Requests per method, refused and faulty ones included. */
  readonly calls: ReadonlyMap<string, number>;
  /** Accepted segments. */
  readonly segments: number;
  readonly refused429: number;
  /** Messages that landed in a trailing 1,000 ms with more segments than the rate, + 2 % + 1; refused ones count as well. */
  readonly overLimit: number;
  /** Segments of one sender. */
  readonly fullestSecond: number;
  /** Requests that came in and are not answered. */
  readonly unanswered: number;
  /** Every accepted `calls.create`. */
  readonly voiceCalls: readonly VoiceCall[];
  /** What was recorded and is not deleted, by SID. */
  readonly recordings: ReadonlyMap<string, Recording>;
  /** What Twilio's debugger would show of calls: TwiML that cannot be had, read or spoken. */
  readonly voiceErrors: readonly VoiceError[];
  readonly voiceRefused429: number;
  readonly voiceOverLimit: number;
  readonly voiceFullestSecond: number;
  /** Ends every call without a word to the app, and forgets all phones and what came to them, so that another story can begin. */
  forget(): void;
  stop(): Promise<void>;
}

/** Twilio waits this long for a webhook's answer. */
const WEBHOOK_TIMEOUT_MS = 15_000;

/** Starts Twilio's messaging and voice API for one account on 127.0.0.1. */
export async function startTwilio(options: TwilioOptions): Promise<TwilioEmulator> {
  const { clock, accountSid, authToken, number = '+15005550006', random = systemRandom } = options;
  const { statusDelaysMs = { sent: 50, final: 150 } } = options;
  const timers = createTimers(clock);
  const poster = createPoster(timers, WEBHOOK_TIMEOUT_MS, options.reach);
  const segmentsOf = createSegmentCounter();
  const messages = createMessages(accountSid);
  const tell = createTell(authToken, timers, poster);
  const status = createStatusReporter({ accountSid, delays: statusDelaysMs, timers, tell });
  const phones = new Map<string, SmsPhone>();
  const calls = new Map<string, number>();
  const held = createHeld();
  const nextSid = createSids(random);

  function publicUrl(): string {
    const url = typeof options.publicUrl === 'function' ? options.publicUrl() : options.publicUrl;
    if (url === undefined) throw new Error('the Twilio emulator was given no publicUrl to send webhooks to');
    return url.replace(/\/$/, '');
  }

  const inbound = createInbound({
    accountSid,
    authToken,
    number,
    publicUrl,
    segmentsOf,
    nextSid: () => nextSid('SM'),
    timers,
    poster,
  });
  const voice = openVoice({
    accountSid,
    number,
    callsPerSecond: options.callsPerSecond ?? 1,
    pace: options.callPace ?? {},
    publicUrl,
    apiUrl: () => emulator.url,
    timers,
    tell,
    nextSid,
    phone,
    fetch: poster.fetch,
    post: (url, params) => inbound.post(url, params, 'right'),
  });
  const line: PhoneLine = { inbound: inbound.text, dial: voice.dial };

  function phone(number: string): SmsPhone {
    const known = phones.get(number);
    if (known !== undefined) return known;
    const bought = new SmsPhone(line, number);
    phones.set(number, bought);
    return bought;
  }

  const sender = createSender({
    ...{ accountSid, clock, messages, status, phone, segmentsOf },
    segmentsPerSecond: options.segmentsPerSecond ?? 1,
    nextSid: () => nextSid('SM'),
  });
  const route = createRouter({
    accountSid,
    authToken,
    messages,
    sender,
    calls: voice.calls,
    caller: voice.caller,
    recordings: voice.recordings,
  });

  function run(call: RestCall, exchange: Exchange): void {
    calls.set(call.method, (calls.get(call.method) ?? 0) + 1);
    withFault(emulator.fault?.(call.method, call.params), held.watch(exchange), timers, (reply) => {
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
      const call = voice.calls.bySid(sid);
      if (call !== undefined) {
        const url = call.statusCallback ?? `${publicUrl()}/twilio/voice/status`;
        return inbound.post(url, voice.progress.params(call, to as CallStatus, extra), 'right');
      }
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
      return sender.overLimit;
    },
    get fullestSecond() {
      return sender.fullestSecond;
    },
    get unanswered() {
      return held.size;
    },
    voiceCalls: voice.caller.voiceCalls,
    recordings: voice.recordings.all,
    voiceErrors: voice.errors,
    get voiceRefused429() {
      return voice.caller.refused429;
    },
    get voiceOverLimit() {
      return voice.gauge.overLimit;
    },
    get voiceFullestSecond() {
      return voice.gauge.fullestSecond;
    },
    forget() {
      phones.clear();
      calls.clear();
      sender.forget();
      voice.forget();
      emulator.fault = undefined;
    },
    async stop() {
      timers.stop();
      voice.stop();
      await Promise.all([server.stop(), poster.stop()]);
    },
  };
  return emulator;
}
