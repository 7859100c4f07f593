import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, systemRandom } from '../../src/clock.ts';
import { startTelegram, type TelegramEmulator } from '../../src/emulators/telegram/start.ts';
import { startTwilio, type TwilioEmulator } from '../../src/emulators/twilio/start.ts';
import { createLog } from '../../src/logger.ts';
import { createContacts } from '../../src/store/contact.ts';
import { type OpenStore, openStore } from '../../src/store/open.ts';
import { createPeople } from '../../src/store/person.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';
import { ACCOUNT, AUTH_TOKEN, SMS_FROM, TOKEN } from '../support/world.ts';

/** Fast enough for a test, slow enough to be killed in the middle. */
const MESSAGES_PER_SECOND = 100;
const SEGMENTS_PER_SECOND = 100;
/** A lane claims a fifth of a second of work: no more than that can have been sent without being written down. */
const IN_FLIGHT_MAX = MESSAGES_PER_SECOND / 5;
const ON_TELEGRAM = 400;
const BY_SMS = 200;

let telegram: TelegramEmulator;
let twilio: TwilioEmulator;
let database: TestDatabase;
let store: OpenStore;
let dataDir: string;
let children: ChildProcess[];

beforeEach(async () => {
  children = [];
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'dabyl-crash-'));
  telegram = await startTelegram({ clock: systemClock, token: TOKEN, messagesPerSecond: MESSAGES_PER_SECOND });
  twilio = await startTwilio({
    clock: systemClock,
    accountSid: ACCOUNT,
    authToken: AUTH_TOKEN,
    segmentsPerSecond: SEGMENTS_PER_SECOND,
    number: SMS_FROM,
  });
  const log = createLog('silent');
  store = await openStore({ databaseUrl: database.url, dataDir, keys: {}, clock: systemClock, random: systemRandom, log });
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await store.close();
  await telegram.stop();
  await twilio.stop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** `npm start`, without npm. */
function startApp(): ChildProcess {
  const child = spawn(process.execPath, ['src/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      PORT: '0',
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.url,
      TELEGRAM_MESSAGES_PER_SECOND: String(MESSAGES_PER_SECOND),
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      TWILIO_API_BASE_URL: twilio.url,
      TWILIO_SMS_FROM: SMS_FROM,
      TWILIO_SMS_SEGMENTS_PER_SECOND: String(SEGMENTS_PER_SECOND),
    },
  });
  children.push(child);
  return child;
}

async function registerAll(): Promise<void> {
  const contacts = createContacts(store.cipher);
  const people = createPeople(store.cipher);
  await store.database.transaction(async (tx) => {
    for (let i = 0; i < ON_TELEGRAM + BY_SMS; i++) {
      const onTelegram = i < ON_TELEGRAM;
      const address = onTelegram ? String(1_000 + i) : `+7701${String(1_000_000 + i)}`;
      const now = systemClock.now();
      const contact = await contacts.hear(tx, onTelegram ? 'telegram' : 'phone', address, 'ru', now);
      const id = await people.create(tx, { contactId: contact.id, name: 'X', language: 'ru', trust: i === 0 ? 'trusted' : 'new' }, now);
      await people.join(tx, id, 'bakai', 'both');
      if (onTelegram) telegram.person({ id: 1_000 + i, firstName: 'X' });
    }
  });
}

const until = async (done: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = systemClock.now() + 20_000;
  while (!(await done())) {
    if (systemClock.now() > deadline) throw new Error('waited for long, and it did not come about');
    await new Promise<void>((resolve) => void systemClock.at(systemClock.now() + 10, resolve));
  }
};

const calls = () => telegram.sends.filter((s) => s.method === 'sendMessage' && s.text?.startsWith('🔴'));
const unsettled = () => store.database.prisma.delivery.count({ where: { state: { in: ['queued', 'sending', 'unknown'] } } });

describe('kill -9 in the middle of a call', () => {
  it('loses nobody and repeats no more than was in flight, and nothing at Twilio', async () => {
    await registerAll();
    const first = startApp();
    const reporter = telegram.person({ id: 1_000, firstName: 'X' });
    void reporter.send('бакай снос Жастар 14').catch(() => {});
    await until(() => calls().length > 120 && twilio.sends.length > 60);
    first.kill('SIGKILL');
    await once(first, 'exit');
    const before = { telegram: calls().length, sms: twilio.sends.length };
    expect(before.telegram).toBeLessThan(ON_TELEGRAM - 50);
    expect(before.sms).toBeLessThan(BY_SMS);

    const second = startApp();
    await until(
      async () => (await store.database.prisma.alert.count({ where: { kind: 'call', cursor: null } })) === 1 && (await unsettled()) === 0,
    );

    const chats = calls().map((s) => s.chatId);
    const numbers = twilio.sends.map((s) => s.to);
    expect(new Set(chats).size, 'people called on Telegram').toBe(ON_TELEGRAM - 1);
    expect(new Set(numbers).size, 'people called by SMS').toBe(BY_SMS);
    expect(numbers.length - new Set(numbers).size, 'repeats at Twilio').toBe(0);
    expect(chats.length - new Set(chats).size, 'repeats on Telegram').toBeLessThanOrEqual(IN_FLIGHT_MAX);
    expect([telegram.refused429, twilio.refused429, telegram.overLimit, twilio.overLimit]).toEqual([0, 0, 0, 0]);

    second.kill('SIGTERM');
    const [code] = await once(second, 'exit');
    expect(code).toBe(0);
  });
});
