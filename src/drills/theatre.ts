import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { type App, createApp } from '../app.ts';
import { type Random, systemRandom } from '../clock.ts';
import { type Config, parseConfig } from '../config.ts';
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/start.ts';
import { startTwilio, type TwilioEmulator } from '../emulators/twilio/start.ts';
import { createLog } from '../logger.ts';
import { type OpenStore, openStore } from '../store/open.ts';
import type { Actor } from './cast.ts';
import type { DrillClock } from './clock.ts';
import { enrol } from './enrol.ts';
import type { Scenario } from './scenario.ts';
import { watchWire } from './wire.ts';

/** The whole app between two emulators, on a database of its own that leaves nothing behind. */
export interface Theatre {
  readonly app: App;
  readonly config: Config;
  readonly telegram: TelegramEmulator;
  readonly twilio: TwilioEmulator;
  readonly store: OpenStore;
  /** Addresses that the app has tried to send to, accepted or not. */
  readonly tried: ReadonlySet<string>;
  close(): Promise<void>;
}

export const TELEGRAM_RATE = 30;
export const SMS_RATE = 10;
const TOKEN = '123456:drill';
const ACCOUNT = `AC${'d'.repeat(32)}`;
const AUTH_TOKEN = 'drill-auth-token';
const NUMBER = '+15005550006';
/** A path of its own, so that signatures are checked over an address with one. */
const PUBLIC_URL = 'http://localhost/drill';
const SENDS = /^(send|edit|answer|delete)(?!Webhook)/;

/** Sets everything up; whatever was begun is taken down again where that fails. */
export async function openTheatre(
  { neighbourhoods = [] }: Pick<Scenario, 'neighbourhoods'>,
  actors: readonly Actor[],
  clock: DrillClock,
  random: Random,
  log: { readonly level: string; write(line: string): void },
): Promise<Theatre> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'dabyl-drill-'));
    closing.push(() => rm(dataDir, { recursive: true, force: true }));
    let port = 0;
    const reach = (url: string): string => url.replace(PUBLIC_URL, `http://127.0.0.1:${port}`);
    // Most answers come soon, one in fifty takes its time.
    const latencyMs = (): number => (random.integer(50) === 0 ? 500 : 15 + random.integer(50));
    const telegram = await startTelegram({ clock, token: TOKEN, messagesPerSecond: TELEGRAM_RATE, latencyMs });
    closing.push(() => telegram.stop());
    const twilio = await startTwilio({
      ...{ clock, accountSid: ACCOUNT, authToken: AUTH_TOKEN, number: NUMBER, publicUrl: PUBLIC_URL, reach, latencyMs },
      segmentsPerSecond: SMS_RATE,
    });
    closing.push(() => twilio.stop());
    const wire = watchWire(clock);
    closing.push(async () => wire.stop());
    const tried = new Set<string>();
    telegram.fault = (method, params) => {
      if (SENDS.test(method)) wire.arrived();
      if (method.startsWith('send')) tried.add(String(params.chat_id));
      return undefined;
    };
    twilio.fault = (method, params) => {
      if (method !== 'messages.create') return undefined;
      wire.arrived();
      tried.add(params.To ?? '');
      return undefined;
    };
    await giveOutPhones(actors, telegram, twilio);
    const config = parseConfig({
      ...{ DATA_DIR: dataDir, PORT: '0', PUBLIC_URL, LOG_LEVEL: log.level },
      ...{ TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.url, TELEGRAM_MESSAGES_PER_SECOND: String(TELEGRAM_RATE) },
      ...{ TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_API_BASE_URL: twilio.url, TWILIO_SMS_FROM: NUMBER },
      ...{ TWILIO_SMS_SEGMENTS_PER_SECOND: String(SMS_RATE), TWILIO_SMS_TWO_WAY: 'true' },
      // Nobody in a drill is there to decide about money, and everybody is to be reached.
      ...{ SPEND_INCIDENT_USD: '0', SPEND_DAY_USD: '0' },
    });
    const logger = createLog(log.level, { write: log.write });
    const shared = { clock, random: systemRandom, log: logger, fast: true };
    const store = await openStore({ ...config, ...shared });
    closing.push(() => store.close());
    await enrol(store, neighbourhoods, actors, clock.now());
    const app = await createApp({ config, ...shared });
    closing.push(() => app.stop());
    port = app.port;
    await app.ready;
    return { app, config, telegram, twilio, store, tried, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Everyone's phones as they are when the day begins. */
async function giveOutPhones(actors: readonly Actor[], telegram: TelegramEmulator, twilio: TwilioEmulator): Promise<void> {
  for (const { chat, phone, name, language } of actors) {
    const hand = chat && telegram.person({ id: chat.id, firstName: name, languageCode: language });
    if (chat?.state === 'blocked') hand?.block().catch(() => {});
    if (!phone) continue;
    const held = twilio.phone(phone.number);
    if (phone.state === 'unsubscribed') held.optedOut = true;
    if (phone.state === 'landline') held.behaviour = { kind: 'landline' };
    if (phone.state === 'dead') held.behaviour = { kind: 'undelivered', errorCode: 30_005 };
  }
  // Telegram keeps updates for a day only. The blocks are older: the app finds out by a 403.
  const forgotten = await request(`${telegram.url}/bot${TOKEN}/deleteWebhook?drop_pending_updates=true`, { method: 'POST' });
  await forgotten.body.dump();
}
