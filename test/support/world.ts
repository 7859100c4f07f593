import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../src/app.ts';
import { systemClock, systemRandom } from '../../src/clock.ts';
import { type Config, parseConfig } from '../../src/config.ts';
import { startTelegram, type TelegramEmulator } from '../../src/emulators/telegram/start.ts';
import { startTwilio, type TwilioEmulator } from '../../src/emulators/twilio/start.ts';
import { loadWords } from '../../src/locales/words.ts';
import { createLog } from '../../src/logger.ts';
import { createCipher } from '../../src/store/cipher.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { loadKeys } from '../../src/store/keys.ts';
import type { OpenStore } from '../../src/store/open.ts';
import { createFakeClock, type FakeClock } from './clock.ts';
import { type StoryDatabase, type TestDatabase, testDatabase, VIEW } from './postgres.ts';

export const TOKEN = '123456:test-token';
export const ACCOUNT = `AC${'0'.repeat(32)}`;
export const AUTH_TOKEN = 'test-auth-token';
export const SMS_FROM = '+15005550006';

/** What hangs without our knowing it, such as a database, waits for story time to go on; nothing else takes this long, in real time. */
const PATIENCE_MS = 1_000;
/** The same, for what has hung before. */
const SHORT_PATIENCE_MS = 50;
/** Turns of the event loop that are waited for without a pause. */
const TURNS = 50;

const DAY_MS = 24 * 60 * 60_000;

const words = loadWords();
/** What worlds look into the tests' own databases through, which are used again and again: to open it anew takes longer than many a story. */
const views = new Map<string, Database>();

/** The whole app over real HTTP and a real PostgreSQL, with time in the test's hands. */
export interface World {
  readonly app: App;
  readonly clock: FakeClock;
  readonly config: Config;
  readonly telegram: TelegramEmulator;
  /** All of them; the first is `telegram`. */
  readonly bots: readonly TelegramEmulator[];
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
  /**
   * Another story begins with the same app, on another day at the hour at which the first one began: nobody is registered, nothing has
   * happened, nobody has a phone. A start takes as long as a short story.
   */
  renew(): Promise<void>;
  /** Stops the app and starts it again with other settings, on the same database. */
  restart(env: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** When the story begins: 11:00 in Almaty on the day of FIELD's first story unless this says otherwise. */
  readonly startsAt?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly messagesPerSecond?: number;
  readonly segmentsPerSecond?: number;
  readonly twoWay?: boolean;
  /** Tokens of further bots, beside the first. */
  readonly moreBots?: readonly string[];
  /** How long each answer of Telegram's takes. */
  readonly telegramLatencyMs?: number;
  /** Another database than a fresh one of the tests' own server. */
  readonly database?: TestDatabase;
  /** Puts something between the app and its database: the address that the app is given. */
  through?(databaseUrl: string): Promise<string>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { messagesPerSecond = 30, segmentsPerSecond = 10, twoWay = true } = options;
  const startedAt = Date.parse(options.startsAt ?? '2006-05-12T05:00:00Z');
  const clock = createFakeClock(startedAt);
  const database: TestDatabase & Partial<StoryDatabase> = options.database ?? (await testDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), 'dabyl-world-'));
  let port = 0;
  const reach = (url: string): string => url.replace('http://localhost/dabyl', `http://127.0.0.1:${port}`);
  const telegram = await startTelegram({
    clock: clock.steady,
    token: TOKEN,
    messagesPerSecond,
    reach,
    latencyMs: options.telegramLatencyMs ?? 0,
  });
  const bots = [telegram];
  for (const token of options.moreBots ?? []) {
    bots.push(await startTelegram({ clock: clock.steady, token, messagesPerSecond, reach, beside: telegram }));
  }
  const twilio = await startTwilio({
    clock: clock.steady,
    accountSid: ACCOUNT,
    authToken: AUTH_TOKEN,
    segmentsPerSecond,
    publicUrl: 'http://localhost/dabyl',
    reach,
    number: SMS_FROM,
  });
  const settings = {
    DATABASE_URL: (await options.through?.(database.url)) ?? database.url,
    DATA_DIR: dataDir,
    PORT: '0',
    PUBLIC_URL: 'http://localhost/dabyl/',
    LOG_LEVEL: 'debug',
    TELEGRAM_BOT_TOKEN: [TOKEN, ...(options.moreBots ?? [])].join(','),
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_MESSAGES_PER_SECOND: String(messagesPerSecond),
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_API_BASE_URL: twilio.url,
    TWILIO_SMS_FROM: SMS_FROM,
    TWILIO_SMS_SEGMENTS_PER_SECOND: String(segmentsPerSecond),
    TWILIO_SMS_TWO_WAY: String(twoWay),
    ...options.env,
  };
  const config = parseConfig(settings);
  const log: string[] = [];
  const logger = createLog(config.logLevel, { write: (line: string) => void log.push(line) });
  const start = async (use: Config): Promise<App> => {
    const started = await createApp({ config: use, clock, random: systemRandom, log: logger, words });
    port = started.port;
    await started.ready;
    return started;
  };
  let app = await start(config);
  const view = views.get(database.url) ?? openDatabase(database.url, VIEW);
  if (!options.database) views.set(database.url, view);
  const { keys } = await loadKeys(dataDir, config.keys);
  const store = { database: view, cipher: createCipher(keys), close: async () => void (options.database && (await view.close())) };

  let patienceMs = PATIENCE_MS;
  const settle = async (): Promise<void> => {
    const deadline = systemClock.now() + patienceMs;
    const unanswered = (): number => bots.reduce((sum, bot) => sum + bot.unanswered, twilio.unanswered);
    for (let turn = 0, quiet = 0; quiet < 3 && systemClock.now() < deadline; turn++) {
      // Whoever keeps us waiting needs the processor more than we do.
      await new Promise<void>((resolve) =>
        turn < TURNS || quiet > 0 ? setImmediate(resolve) : systemClock.at(systemClock.now() + 1, resolve),
      );
      quiet = app.idle(unanswered()) ? quiet + 1 : 0;
    }
    patienceMs = systemClock.now() < deadline ? PATIENCE_MS : SHORT_PATIENCE_MS;
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
  /** Time passes in such steps, many of them, until the app is gone. */
  const stopApp = async (stepMs: number): Promise<void> => {
    const stopped = app.stop();
    while (!(await Promise.race([stopped.then(() => true), new Promise((resolve) => setImmediate(() => resolve(false)))])))
      clock.advance(stepMs);
  };
  return {
    get app() {
      return app;
    },
    clock,
    config,
    telegram,
    bots,
    twilio,
    store,
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    log,
    settle,
    advance,
    until,
    drain: () =>
      until(async () => {
        // One statement: it is asked at every step.
        const [row] = await prisma.$queryRaw<{ done: boolean }[]>`
          SELECT NOT EXISTS (SELECT 1 FROM delivery WHERE state IN ('queued', 'deferred', 'unknown')) AND NOT EXISTS (SELECT 1 FROM claim) AS done`;
        return row?.done === true;
      }),
    async renew() {
      const { renew } = database;
      if (!renew) throw new Error('this world was given its database');
      await settle();
      const begin = async (): Promise<void> => {
        await renew();
        for (const bot of bots) bot.forget();
        twilio.forget();
      };
      await begin();
      // What the story has left behind, such as an acknowledgement under way, comes at once, and is forgotten.
      clock.advance(DAY_MS - ((clock.now() - startedAt) % DAY_MS));
      await settle();
      await begin();
      log.length = 0;
    },
    async restart(env) {
      // Hardly any time passes: what was to happen next still is.
      await stopApp(1);
      app = await start(parseConfig({ ...settings, ...env }));
    },
    async stop() {
      await stopApp(50);
      await store.close();
      for (const bot of bots.toReversed()) await bot.stop();
      await twilio.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
