import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../src/app.ts';
import { systemClock, systemRandom } from '../../src/clock.ts';
import { type Config, parseConfig } from '../../src/config.ts';
import { startTelegram, type TelegramEmulator } from '../../src/emulators/telegram/start.ts';
import { startTwilio, type TwilioEmulator } from '../../src/emulators/twilio/start.ts';
import { createLog } from '../../src/logger.ts';
import { type OpenStore, openStore } from '../../src/store/open.ts';
import { createFakeClock, type FakeClock } from './clock.ts';
import { testDatabase } from './postgres.ts';

export const TOKEN = '123456:test-token';
export const ACCOUNT = `AC${'0'.repeat(32)}`;
export const AUTH_TOKEN = 'test-auth-token';
export const SMS_FROM = '+15005550006';

/** A request that a provider leaves unanswered waits for story time to go on; nothing else takes this long, in real time. */
const UNANSWERED_MS = 120;

/** The whole app over real HTTP and a real PostgreSQL, with time in the test's hands. */
export interface World {
  readonly app: App;
  readonly clock: FakeClock;
  readonly config: Config;
  readonly telegram: TelegramEmulator;
  readonly twilio: TwilioEmulator;
  /** The app's own view of its database, for facts that no phone shows. */
  readonly store: OpenStore;
  readonly url: string;
  readonly log: readonly string[];
  /** Lets everything happen that can happen now. */
  settle(): Promise<void>;
  /** Lets story time pass, and with it whatever falls due. */
  advance(ms: number): Promise<void>;
  /** Lets time pass until nothing is left to be sent. */
  drain(): Promise<void>;
  until(done: () => boolean | Promise<boolean>): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly messagesPerSecond?: number;
  readonly segmentsPerSecond?: number;
  readonly twoWay?: boolean;
  /** Puts something between the app and its database: the address that the app is given. */
  through?(databaseUrl: string): Promise<string>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { messagesPerSecond = 30, segmentsPerSecond = 10, twoWay = true } = options;
  // 11:00 in Almaty on the day of FIELD's first story.
  const clock = createFakeClock(Date.parse('2006-05-12T05:00:00Z'));
  const database = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'dabyl-world-'));
  let port = 0;
  const reach = (url: string): string => url.replace('http://localhost/dabyl', `http://127.0.0.1:${port}`);
  const telegram = await startTelegram({ clock, token: TOKEN, messagesPerSecond, reach });
  const twilio = await startTwilio({
    clock,
    accountSid: ACCOUNT,
    authToken: AUTH_TOKEN,
    segmentsPerSecond,
    publicUrl: 'http://localhost/dabyl',
    reach,
    number: SMS_FROM,
  });
  const config = parseConfig({
    DATABASE_URL: (await options.through?.(database.url)) ?? database.url,
    DATA_DIR: dataDir,
    PORT: '0',
    PUBLIC_URL: 'http://localhost/dabyl/',
    LOG_LEVEL: 'debug',
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_MESSAGES_PER_SECOND: String(messagesPerSecond),
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_API_BASE_URL: twilio.url,
    TWILIO_SMS_FROM: SMS_FROM,
    TWILIO_SMS_SEGMENTS_PER_SECOND: String(segmentsPerSecond),
    TWILIO_SMS_TWO_WAY: String(twoWay),
    ...options.env,
  });
  const log: string[] = [];
  const logger = createLog(config.logLevel, { write: (line: string) => void log.push(line) });
  const app = await createApp({ config, clock, random: systemRandom, log: logger });
  port = app.port;
  await app.ready;
  const store = await openStore({ ...config, databaseUrl: database.url, clock, random: systemRandom, log: logger });

  const settle = async (): Promise<void> => {
    const deadline = systemClock.now() + UNANSWERED_MS;
    for (let quiet = 0; quiet < 3 && systemClock.now() < deadline; quiet = app.idle() ? quiet + 1 : 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const step = async (until: number): Promise<void> => {
    const next = Math.min(clock.next() ?? until, until);
    clock.advance(Math.max(0, next - clock.now()));
    await settle();
  };
  const advance = async (ms: number): Promise<void> => {
    const target = clock.now() + ms;
    await settle();
    while (clock.now() < target) await step(target);
  };
  const until = async (done: () => boolean | Promise<boolean>): Promise<void> => {
    await settle();
    for (let steps = 0; !(await done()); steps++) {
      if (steps > 20_000) throw new Error('waited for long, and it did not come about');
      await step(clock.now() + 1_000);
    }
  };
  const { prisma } = store.database;
  return {
    app,
    clock,
    config,
    telegram,
    twilio,
    store,
    url: `http://127.0.0.1:${port}`,
    log,
    settle,
    advance,
    until,
    drain: () => until(async () => (await prisma.delivery.count({ where: { state: { in: ['queued', 'sending', 'unknown'] } } })) === 0),
    async stop() {
      const stopped = app.stop();
      while (!(await Promise.race([stopped.then(() => true), new Promise((resolve) => setImmediate(() => resolve(false)))])))
        clock.advance(50);
      await store.close();
      await telegram.stop();
      await twilio.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
