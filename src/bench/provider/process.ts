import { request } from 'undici';
import { sleep, systemClock } from '../../clock.ts';
import { createSeededRandom } from '../../drills/random.ts';
import type { ChatMessage } from '../../emulators/telegram/chat.ts';
import type { TelegramSend } from '../../emulators/telegram/desk.ts';
import { startTelegram, type TelegramEmulator } from '../../emulators/telegram/start.ts';
import { startTwilio, type TwilioEmulator } from '../../emulators/twilio/start.ts';
import { answerAs } from '../peer.ts';
import { ACCOUNT, AUTH_TOKEN, SMS_FROM, TOKEN } from '../settings.ts';
import { createLedger, isBroadcast, isCall, type Ledger, type Tally } from './ledger.ts';
import { createSky, type Damage, type Weather } from './weather.ts';

// Runs in a process of its own: both providers, and everyone's phones.

export interface ProviderOptions {
  /** 0 means no limit. */
  readonly telegramRate: number;
  readonly smsRate: number;
  readonly latencyMs: number;
  readonly publicUrl: string;
}

/** When a person's update left, and when the app had answered it with 2xx. */
export interface Said {
  readonly postAt: number;
  readonly ackAt: number;
}

/** What is counted apart: calls on Telegram, copies of a broadcast, everything else on that lane (cards, answers, edits), and SMS. */
export type Book = 'calls' | 'broadcasts' | 'others' | 'sms';

export interface Gauges {
  readonly telegram: Limits;
  readonly sms: Limits & { readonly segments: number };
  /** CPU of the providers' process so far. */
  readonly cpuUs: number;
}

export interface Limits {
  readonly overLimit: number;
  readonly fullestSecond: number;
  readonly refused429: number;
}

export type ProviderVerbs = typeof verbs;

const LOOK_EVERY_MS = 5;
const PATIENCE_MS = 20_000;
const SEED = 2006;

let telegram: TelegramEmulator;
let twilio: TwilioEmulator;
let books: Readonly<Record<Book, Ledger>>;
let sample: Readonly<Record<string, unknown>> | undefined;
const sky = createSky(systemClock.now, createSeededRandom(SEED));

const verbs = {
  async open(options: ProviderOptions) {
    const { latencyMs, publicUrl, telegramRate, smsRate } = options;
    const shared = { clock: systemClock, latencyMs };
    telegram = await startTelegram({ ...shared, token: TOKEN, messagesPerSecond: telegramRate, acceptUnknownChats: true });
    const account = { accountSid: ACCOUNT, authToken: AUTH_TOKEN, number: SMS_FROM, publicUrl };
    twilio = await startTwilio({ ...shared, ...account, segmentsPerSecond: smsRate });
    const onTelegram = (counts: (send: TelegramSend) => boolean): Ledger =>
      createLedger(
        () => telegram.sends,
        (send) => (counts(send) ? { at: send.at, to: String(send.chatId) } : undefined),
      );
    books = {
      calls: onTelegram(isCall),
      broadcasts: onTelegram(isBroadcast),
      others: onTelegram((send) => !isCall(send) && !isBroadcast(send)),
      sms: createLedger(
        () => twilio.sends,
        (send) => send,
      ),
    };
    telegram.fault = (method, params) => {
      if (!sample && method === 'sendMessage' && isCall({ method, text: String(params.text) })) sample = params;
      return sky.over(method, String(params.chat_id));
    };
    return { telegramUrl: telegram.url, twilioUrl: twilio.url };
  },

  /** Begins to count. */
  begin() {
    for (const book of Object.values(books)) book.open();
  },

  tally: (book: Book): Tally => books[book].tally(),
  repeats: (book: Book): readonly (readonly [string, number])[] => [...books[book].repeats()],
  countBetween: ({ book, from, to }: { book: Book; from: number; to: number }): number => books[book].countBetween(from, to),
  firstAfter: ({ book, at }: { book: Book; at: number }): number | undefined => books[book].firstAfter(at),
  curve: ({ book, from, points }: { book: Book; from: number; points: number }) => books[book].curve(from, points),

  gauges(): Gauges {
    const { user, system } = process.cpuUsage();
    const limits = (of: Limits): Limits => ({ overLimit: of.overLimit, fullestSecond: of.fullestSecond, refused429: of.refused429 });
    return { telegram: limits(telegram), sms: { ...limits(twilio), segments: twilio.segments }, cpuUs: user + system };
  },

  /** Whether the app has told Telegram where to send updates. */
  hasWebhook: (): boolean => (telegram.calls.get('setWebhook') ?? 0) > 0,

  /** Somebody types something. */
  async say({ chat, text }: { chat: number; text: string }): Promise<Said> {
    const postAt = systemClock.now();
    await telegram.person({ id: chat, languageCode: 'ru' }).send(text);
    return { postAt, ackAt: systemClock.now() };
  },

  /** Somebody waits for a message with this button and presses it. */
  async press({ chat, button, after }: { chat: number; button: string; after: number }): Promise<Said> {
    const phone = telegram.person({ id: chat });
    const message = await until(() => phone.messages.findLast((m) => m.sentAt >= after && hasButton(m, button)));
    const postAt = systemClock.now();
    await phone.press(button, message);
    return { postAt, ackAt: systemClock.now() };
  },

  /** These people have blocked the bot; the app finds out by itself. */
  async block(chats: readonly number[]): Promise<void> {
    for (const id of chats) {
      const told = telegram.person({ id }).block();
      told.catch(() => undefined);
    }
    // Telegram keeps updates for a day only. These blocks are older: the app finds out by a 403.
    const forgotten = await request(`${telegram.url}/bot${TOKEN}/deleteWebhook?drop_pending_updates=true`, { method: 'POST' });
    await forgotten.body.dump();
  },

  /** Answers with the time of the change. */
  weather(weather: Weather): number {
    sky.change(weather);
    return systemClock.now();
  },
  damage: (): Damage => sky.damage(),

  /** The parameters of the first call, as the app sent them. */
  sample: (): Readonly<Record<string, unknown>> | undefined => sample,
};

function hasButton(message: ChatMessage, text: string): boolean {
  return message.reply_markup?.inline_keyboard?.flat().some((button) => button.text === text) === true;
}

async function until<T>(look: () => T | undefined): Promise<T> {
  const deadline = systemClock.now() + PATIENCE_MS;
  const patient = new AbortController().signal;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (systemClock.now() > deadline) throw new Error('a phone waited in vain');
    await sleep(systemClock, LOOK_EVERY_MS, patient);
  }
}

answerAs(verbs);
