import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { sleep, systemClock, systemRandom } from '../../../src/clock.ts';
import { type Config, parseConfig } from '../../../src/config.ts';
import { createSeededRandom } from '../../../src/drills/random.ts';
import { startTelegram, type TelegramEmulator } from '../../../src/emulators/telegram/start.ts';
import { startTwilio, type TwilioEmulator } from '../../../src/emulators/twilio/start.ts';
import { createLog } from '../../../src/logger.ts';
import { type OpenStore, openStore } from '../../../src/store/open.ts';
import type { Environments } from '../../support/apps.ts';
import { type Crowd, enrolCrowd } from '../../support/people.ts';
import { copyDatabase, migratedDatabase, type TestDatabase } from '../../support/postgres.ts';
import { ACCOUNT, AUTH_TOKEN, SMS_FROM, TOKEN } from '../../support/world.ts';

/** Five of them with every change; DABYL_KILLS=50 plays all there are. */
const SEEDS = Number(process.env.DABYL_KILLS ?? 5);
/** Apps that live and die in one process. */
const TOGETHER = 5;

const MESSAGES_PER_SECOND = 60;
const SEGMENTS_PER_SECOND = 30;
const SIZE = { telegram: 80, sms: 40 };
/** The kill comes so long after a report was taken in: its call takes 1.3 s. */
const EARLIEST_MS = 20;
const LATEST_MS = 400;
const NEVER = new AbortController().signal;
const log = createLog('silent');
const pause = (ms: number): Promise<void> => sleep(systemClock, ms, NEVER);

/** One call that will be killed. */
interface Story {
  readonly seed: number;
  readonly database: TestDatabase;
  readonly store: OpenStore;
  readonly telegram: TelegramEmulator;
  readonly twilio: TwilioEmulator;
  readonly env: Readonly<Record<string, string>>;
  readonly config: Config;
}

let folder: string;
let model: TestDatabase;
let crowd: Crowd;
const keys = { SEALING_KEYS: `t:${randomBytes(32).toString('base64')}`, LOOKUP_KEY: randomBytes(32).toString('base64') };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dabyl-kill-'));
  model = await migratedDatabase();
  const store = await openStore({ ...parseConfig({ ...keys, DATABASE_URL: model.url, DATA_DIR: folder }), ...parts() });
  crowd = await enrolCrowd(store, SIZE, systemClock.now());
  // Whoever reports is believed, and not called.
  await store.database.prisma.$executeRaw`UPDATE person SET trust = 'trusted' WHERE id = (SELECT min(id) FROM person)`;
  await store.close();
});
afterAll(async () => {
  await model.drop();
  await rm(folder, { recursive: true, force: true });
});

function parts() {
  return { clock: systemClock, random: systemRandom, log };
}

async function begin(seed: number): Promise<Story> {
  const database = await copyDatabase(model);
  const shared = { clock: systemClock, latencyMs: 20 };
  const telegram = await startTelegram({ ...shared, token: TOKEN, messagesPerSecond: MESSAGES_PER_SECOND });
  for (const id of crowd.chats) telegram.person({ id });
  const account = { accountSid: ACCOUNT, authToken: AUTH_TOKEN, number: SMS_FROM };
  const twilio = await startTwilio({ ...shared, ...account, segmentsPerSecond: SEGMENTS_PER_SECOND });
  const env = {
    ...keys,
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORT: '0',
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_MESSAGES_PER_SECOND: String(MESSAGES_PER_SECOND),
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_API_BASE_URL: twilio.url,
    TWILIO_SMS_FROM: SMS_FROM,
    TWILIO_SMS_SEGMENTS_PER_SECOND: String(SEGMENTS_PER_SECOND),
  };
  const config = parseConfig(env);
  const store = await openStore({ ...config, ...parts() });
  return { seed, database, store, telegram, twilio, env, config };
}

async function end({ store, telegram, twilio, database }: Story): Promise<void> {
  await store.close();
  await Promise.all([telegram.stop(), twilio.stop()]);
  await database.drop();
}

async function startApps(environments: Environments): Promise<ChildProcess> {
  const child = fork(new URL('../../support/apps.ts', import.meta.url), { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(environments);
  await once(child, 'message');
  return child;
}

const called = ({ telegram }: Story): readonly number[] => telegram.sends.filter((s) => s.text.startsWith('🔴')).map((s) => s.chatId);

async function isSettled({ store }: Story): Promise<boolean> {
  const { prisma } = store.database;
  const unplanned = await prisma.alert.count({ where: { kind: 'call', cursor: null } });
  return unplanned === 1 && (await prisma.delivery.count({ where: { state: { in: ['queued', 'deferred', 'unknown'] } } })) === 0;
}

/** What was claimed and not settled when the process died. */
async function inFlight({ store }: Story, lane: string): Promise<number> {
  const claims = await store.database.prisma.claim.findMany({ where: { lane } });
  return claims.reduce((sum, { ids }) => sum + ids.length, 0);
}

interface Killed {
  readonly story: Story;
  readonly before: { readonly telegram: number; readonly sms: number };
  readonly inFlight: number;
}

/** Calls the neighbourhood in each story, kills the process in the middle of it, and lets another one bring it to its end. */
async function play(stories: readonly Story[]): Promise<readonly Killed[]> {
  const child = await startApps(stories.map((story) => story.env));
  // Somebody has talked to them before: a call is not the first thing that a process does.
  await Promise.all(stories.map(({ telegram }) => telegram.person({ id: crowd.chats[1] ?? 0 }).send('алло')));
  // They are killed together, so each report comes at another moment before that.
  const random = createSeededRandom(stories[0]?.seed ?? 0);
  await Promise.all(
    stories.map(async ({ telegram }) => {
      await pause(random.integer(LATEST_MS - EARLIEST_MS));
      await telegram.person({ id: crowd.chats[0] ?? 0 }).send('бакай снос Жастар 14');
    }),
  );
  await pause(EARLIEST_MS + random.integer(LATEST_MS - EARLIEST_MS));
  child.kill('SIGKILL');
  await once(child, 'exit');
  const killed = await Promise.all(
    stories.map(async (story) => ({
      story,
      before: { telegram: called(story).length, sms: story.twilio.sends.length },
      inFlight: await inFlight(story, 'telegram'),
    })),
  );
  const apps = await Promise.all(stories.map(({ config }) => createApp({ config, ...parts() })));
  const deadline = systemClock.now() + 20_000;
  for (const story of stories) while (!(await isSettled(story)) && systemClock.now() < deadline) await pause(50);
  await Promise.all(apps.map((app) => app.stop()));
  return killed;
}

describe('kill -9 in the middle of a call', () => {
  const groups = Array.from({ length: Math.ceil(SEEDS / TOGETHER) }, (_, i) =>
    Array.from({ length: Math.min(TOGETHER, SEEDS - i * TOGETHER) }, (_, j) => 1 + i * TOGETHER + j),
  );
  it.each(groups.map((seeds) => ({ seeds })))(
    'loses nobody, repeats no more than was in flight, and nothing at Twilio (seeds $seeds)',
    async ({ seeds }) => {
      const stories = await Promise.all(seeds.map(begin));
      try {
        const killed = await play(stories);
        expect(killed.filter(({ before }) => before.telegram > 0).length, 'calls that had begun').toBeGreaterThan(0);
        for (const { story, before, inFlight } of killed) {
          const { seed, telegram, twilio } = story;
          const chats = called(story);
          const numbers = twilio.sends.map((s) => s.to);
          const about = `seed ${seed}, killed after ${before.telegram} messages and ${before.sms} texts`;
          expect(before.telegram, about).toBeLessThan(SIZE.telegram - 1);
          expect(new Set(chats).size, `called on Telegram: ${about}`).toBe(SIZE.telegram - 1);
          expect(new Set(numbers).size, `called by SMS: ${about}`).toBe(SIZE.sms);
          expect(numbers.length, `texts: ${about}`).toBe(SIZE.sms);
          expect(chats.length - new Set(chats).size, `repeats on Telegram: ${about}`).toBeLessThanOrEqual(inFlight);
          expect([telegram.refused429, telegram.overLimit, twilio.refused429, twilio.overLimit], about).toEqual([0, 0, 0, 0]);
        }
      } finally {
        await Promise.all(stories.map(end));
      }
    },
  );
});
