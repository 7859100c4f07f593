import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, systemRandom } from '../../src/clock.ts';
import type { TelegramPhone } from '../../src/emulators/telegram/phone.ts';
import { startTelegram, type TelegramEmulator } from '../../src/emulators/telegram/start.ts';
import { startTwilio, type TwilioEmulator } from '../../src/emulators/twilio/start.ts';
import { createLog } from '../../src/logger.ts';
import { type OpenStore, openStore } from '../../src/store/open.ts';
import { type Crowd, enrolCrowd, register } from '../support/people.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';
import { type AppProcess, startProcess } from '../support/process.ts';
import { ACCOUNT, AUTH_TOKEN, SMS_FROM, TOKEN } from '../support/world.ts';

const PUBLIC_URL = 'http://localhost/dabyl';
const RATE = 80;
/** A lane claims a fifth of a second of work, and the next before it is done with it: no more can have been sent without being written down. */
const IN_FLIGHT_MAX = (2 * RATE) / 5;
const REPORTER = 1;
/** What the issue asks for is 2 s; a busy machine that runs other tests beside gets some more. */
const TAKEN_OVER_MS = 4_000;
/** What a killed process had on the wire still arrives. */
const WIRE_MS = 100;

let telegram: TelegramEmulator;
let twilio: TwilioEmulator;
let folder: string;
let processes: AppProcess[];
/** Whom the providers' webhooks go to, in turn. */
let doors: AppProcess[];
let turn: number;

beforeEach(async () => {
  processes = [];
  doors = [];
  turn = 0;
  folder = await mkdtemp(join(tmpdir(), 'dabyl-many-'));
  const reach = (url: string): string => {
    turn += 1;
    return url.replace(PUBLIC_URL, doors[turn % doors.length]?.url ?? 'http://127.0.0.1:1');
  };
  telegram = await startTelegram({ clock: systemClock, token: TOKEN, messagesPerSecond: RATE, reach });
  twilio = await startTwilio({
    ...{ clock: systemClock, accountSid: ACCOUNT, authToken: AUTH_TOKEN, segmentsPerSecond: RATE, publicUrl: PUBLIC_URL, reach },
    number: SMS_FROM,
  });
});
afterEach(async () => {
  await Promise.all(processes.map((process) => process.kill()));
  await telegram.stop();
  await twilio.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(env: Readonly<Record<string, string>>): Promise<AppProcess> {
  const started = await startProcess(folder, {
    ...{ PUBLIC_URL, TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.url, TELEGRAM_MESSAGES_PER_SECOND: String(RATE) },
    ...{ TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_API_BASE_URL: twilio.url, TWILIO_SMS_FROM: SMS_FROM },
    ...{ TWILIO_SMS_SEGMENTS_PER_SECOND: String(RATE), TWILIO_SMS_TWO_WAY: 'true' },
    ...env,
  });
  processes.push(started);
  return started;
}

async function open(databaseUrl: string | undefined): Promise<OpenStore> {
  return await openStore({ databaseUrl, dataDir: folder, keys: {}, clock: systemClock, random: systemRandom, log: createLog('silent') });
}

async function enrol(store: OpenStore, size: { readonly telegram: number; readonly sms: number }): Promise<[TelegramPhone, Crowd]> {
  const reporter = await register({ store, telegram, twilio, clock: systemClock }, { telegram: REPORTER, trust: 'trusted' });
  const crowd = await enrolCrowd(store, size, systemClock.now());
  for (const id of crowd.chats) telegram.person({ id, languageCode: 'ru' });
  return [reporter.telegram, crowd];
}

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = systemClock.now() + 20_000;
  while (!(await done())) {
    if (systemClock.now() > deadline) throw new Error('waited for long, and it did not come about');
    await new Promise<void>((resolve) => void systemClock.at(systemClock.now() + 10, resolve));
  }
}

const calls = () => telegram.sends.filter((s) => s.method === 'sendMessage' && s.chatId !== REPORTER && s.text.startsWith('🔴'));
const texts = () => twilio.sends.filter((s) => s.body.includes('снос'));
const isCalled = ({ chats, numbers }: Crowd): boolean =>
  new Set(calls().map((s) => s.chatId)).size === chats.length && new Set(texts().map((s) => s.to)).size === numbers.length;

/** Everyone was called, nobody too often, and no provider was pressed. */
function expectCalled({ chats, numbers }: Crowd, repeatsMax: number): void {
  const called = calls().map((s) => s.chatId);
  const texted = texts().map((s) => s.to);
  expect([...new Set(called)].sort()).toEqual([...chats].sort());
  expect([...texted].sort()).toEqual([...numbers].sort());
  expect(called.length - chats.length, 'repeats on Telegram').toBeLessThanOrEqual(repeatsMax);
  expect([telegram.refused429, twilio.refused429, telegram.overLimit, twilio.overLimit]).toEqual([0, 0, 0, 0]);
}

/** How long after a moment each channel went on. */
function wentOn(at: number): { readonly telegramMs: number; readonly smsMs: number } {
  const first = (sends: readonly { readonly at: number }[]): number => (sends.find((s) => s.at > at + WIRE_MS)?.at ?? Number.NaN) - at;
  return { telegramMs: first(calls()), smsMs: first(texts()) };
}

describe('many processes on one database', () => {
  let database: TestDatabase;
  let store: OpenStore;
  beforeEach(async () => {
    database = await testDatabase();
    store = await open(database.url);
  });
  afterEach(async () => {
    await Promise.all(processes.map((process) => process.kill()));
    await store.close();
    await database.drop();
  });
  const launch = (env: Readonly<Record<string, string>>) => start({ DATABASE_URL: database.url, ...env });

  it('take webhooks anywhere and send each lane in one place; another goes on when that one is killed', async () => {
    const [reporter, crowd] = await enrol(store, { telegram: 240, sms: 240 });
    const webhook = { TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: 'the-webhook-secret' };
    const [web, all] = await Promise.all([launch({ ...webhook, ROLE: 'web' }), launch({ ...webhook, ROLE: 'all' })]);
    doors = [web, all];
    await until(async () => (await all.lanes())?.length === 2);
    const worker = await launch({ ...webhook, ROLE: 'worker' });
    expect(await Promise.all([web, all, worker].map((p) => p.lanes()))).toEqual([[], ['telegram', 'sms'], []]);

    void reporter.send('бакай снос Жастар 14').catch(() => {});
    await until(() => calls().length > 80 && texts().length > 80);
    await all.kill();
    const killedAt = systemClock.now();
    doors = [web];
    expect(calls().length).toBeLessThan(200);
    // Somebody answers while nobody sends.
    void twilio.phone(texts()[0]?.to ?? '').text('1');
    await until(async () => isCalled(crowd) && (await store.database.prisma.answer.count()) === 1);
    await until(async () => (await worker.lanes())?.length === 2);

    expectCalled(crowd, IN_FLIGHT_MAX);
    expect(twilio.phone(texts()[0]?.to ?? '').hears(/Записали: идёте/)).toBeDefined();
    const { telegramMs, smsMs } = wentOn(killedAt);
    console.info(`a lane's process was killed: sending again after ${telegramMs} ms (Telegram), ${smsMs} ms (SMS)`);
    expect(Math.max(telegramMs, smsMs)).toBeLessThan(TAKEN_OVER_MS);
    expect(await web.lanes()).toEqual([]);
    expect(await Promise.all([web.stop(), worker.stop()])).toEqual([0, 0]);
  });

  it('poll in one place; another goes on polling when that one is killed', async () => {
    const [reporter] = await enrol(store, { telegram: 0, sms: 0 });
    const first = await launch({});
    await until(async () => (await first.lanes())?.length === 2);
    const [web, second] = await Promise.all([launch({ ROLE: 'web' }), launch({})]);
    await reporter.send('/help');
    await until(() => reporter.messages.length === 1);
    await first.kill();
    const killedAt = systemClock.now();
    await reporter.send('/help');
    const heardMs = systemClock.now() - killedAt;
    await until(() => reporter.messages.length === 2);
    console.info(`the polling process was killed: heard again after ${heardMs} ms`);
    expect(heardMs).toBeLessThan(TAKEN_OVER_MS);
    expect(await Promise.all([web.stop(), second.stop()])).toEqual([0, 0]);
  });
});

describe('two processes on one data folder, without a database of their own', () => {
  it('share its PostgreSQL, send everything once, and the one that stays goes on', async () => {
    // Both at the same moment, on an empty folder.
    const [one, other] = await Promise.all([start({}), start({})]);
    doors = [one, other];
    const store = await open(undefined);
    const [reporter, crowd] = await enrol(store, { telegram: 200, sms: 100 });
    await store.close();
    const held = await Promise.all([one.lanes(), other.lanes()]);
    expect([...held.flat()].sort()).toEqual(['sms', 'telegram']);

    void reporter.send('бакай снос Жастар 14').catch(() => {});
    await until(() => calls().length > 50);
    const [leaves, stays] = held[0]?.includes('telegram') ? [one, other] : [other, one];
    doors = [stays];
    expect(await leaves.stop()).toBe(0);
    expect(calls().length).toBeLessThan(200);
    await until(() => isCalled(crowd));
    // Stopped in order, not killed: nothing was left uncertain.
    expectCalled(crowd, 0);
    expect([...((await stays.lanes()) ?? [])].sort()).toEqual(['sms', 'telegram']);
    expect(await stays.stop()).toBe(0);
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
  });
});
