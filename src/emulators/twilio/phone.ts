import type { FormParams } from './signature.ts';
import type { Dialled, PhoneCall, VoiceBehaviour } from './voice/handset.ts';

/** What becomes of messages to a phone. */
export type PhoneBehaviour =
  /** Arrives, and Twilio says so. */
  | { readonly kind: 'delivered' }
  /** Handed to the carrier, then not delivered: 30003, 30005, 30006 … */
  | { readonly kind: 'undelivered'; readonly errorCode: number }
  /** Never leaves Twilio: 30001, 21610 in the callback … */
  | { readonly kind: 'failed'; readonly errorCode: number }
  /** Arrives, and no callback ever comes. */
  | { readonly kind: 'never' }
  /** Handed to the carrier and never heard of again. */
  | { readonly kind: 'lost' }
  /** Takes voice only: the API answers 21614. */
  | { readonly kind: 'landline' };

/** A text as the phone shows it. */
export interface InboxText {
  readonly at: number;
  readonly sid: string;
  readonly body: string;
  readonly segments: number;
}

/** What the app answered to a webhook. */
export interface AppAnswer {
  readonly status: number;
  readonly body: string;
}

/** The app's answer to an inbound text, and the SID that text had. */
export interface TextAnswer extends AppAnswer {
  readonly sid: string;
}

/** What all phones share with the emulator. */
export interface PhoneLine {
  inbound(phone: SmsPhone, body: string, extra: FormParams): Promise<TextAnswer>;
  dial(phone: SmsPhone, extra: FormParams): Dialled;
}

/** Words that Twilio acts on by itself when they are the whole message. */
const STOPS: ReadonlySet<string> = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const STARTS: ReadonlySet<string> = new Set(['START', 'YES', 'UNSTOP']);
const HELPS: ReadonlySet<string> = new Set(['HELP', 'INFO']);

export type OptOutType = 'STOP' | 'START' | 'HELP';

export function optOutTypeOf(body: string): OptOutType | undefined {
  const word = body.trim().toUpperCase();
  if (STOPS.has(word)) return 'STOP';
  if (STARTS.has(word)) return 'START';
  return HELPS.has(word) ? 'HELP' : undefined;
}

/** A phone in the hand that texts and calls. A class, unlike the rest: a hundred thousand of them must share their methods. */
export class SmsPhone {
  readonly number: string;
  behaviour: PhoneBehaviour = { kind: 'delivered' };
  /** Of calls; a landline has one as well. */
  voice: VoiceBehaviour = { kind: 'answers' };
  optedOut = false;
  /** What arrived, oldest first. Twilio's own answers to STOP and the like are left out. */
  readonly inbox: InboxText[] = [];
  /** Who texted it last: where an answer goes. */
  lastSender: string | undefined;
  /** Calls to it, oldest first, from the moment that Twilio took them on. */
  readonly calls: PhoneCall[] = [];
  /** Who called it last: whom it calls back. */
  lastCaller: string | undefined;
  readonly #line: PhoneLine;

  constructor(line: PhoneLine, number: string) {
    this.#line = line;
    this.number = number;
  }

  /** Texts the app: posts a signed webhook, resolves with the app's answer, rejects when there is none. `extra` overrides parameters. */
  text(body: string, extra: FormParams = {}): Promise<TextAnswer> {
    return this.#line.inbound(this, body, extra);
  }

  /** Calls the app: posts a signed webhook to /twilio/voice. `extra` overrides parameters, in all webhooks of this call. */
  dial(extra: FormParams = {}): Dialled {
    return this.#line.dial(this, extra);
  }

  /** The newest text that contains or matches `wanted`. */
  hears(wanted: string | RegExp): InboxText | undefined {
    return this.inbox.findLast(({ body }) => (typeof wanted === 'string' ? body.includes(wanted) : wanted.test(body)));
  }
}
