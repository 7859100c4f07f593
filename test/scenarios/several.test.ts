import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TelegramPhone } from '../../src/emulators/telegram/phone.ts';
import type { TelegramEmulator } from '../../src/emulators/telegram/start.ts';
import type { SmsPhone } from '../../src/emulators/twilio/phone.ts';
import { createContacts } from '../../src/store/contact.ts';
import { crowd, register } from '../support/people.ts';
import { SMS_FROM, startWorld, TOKEN, type World } from '../support/world.ts';

const SECOND = '654321:second-token';
const SECOND_SENDER = '+15005550007';
const SECRET = 'the-webhook-secret';
const RATE = 10;
const ORGANISER = 1;

let world: World;
let first: TelegramEmulator;
let second: TelegramEmulator;

async function open(env: Readonly<Record<string, string>> = {}): Promise<void> {
  world = await startWorld({
    messagesPerSecond: RATE,
    segmentsPerSecond: RATE,
    moreBots: [SECOND],
    env: { TWILIO_SMS_FROM: `${SMS_FROM},${SECOND_SENDER}`, ...env },
  });
  [first, second] = world.bots as [TelegramEmulator, TelegramEmulator];
}
afterEach(async () => {
  await world.stop();
});

/** A chat that has written to the second bot last. */
async function goOver(id: number): Promise<TelegramPhone> {
  const phone = second.person({ id, firstName: 'X', languageCode: 'ru' });
  void phone.send('/help').catch(() => {});
  return phone;
}

const calls = (bot: TelegramEmulator) =>
  bot.sends.filter((send) => send.method === 'sendMessage' && send.chatId !== ORGANISER && send.text.startsWith('🔴'));
const heardCall = (phone: TelegramPhone): number => phone.messages.filter((m) => m.text.startsWith('🔴')).length;
const took = (sends: readonly { readonly at: number }[]): number => (sends.at(-1)?.at ?? 0) - (sends[0]?.at ?? 0);

describe('two bots and two senders', () => {
  beforeEach(() => open());

  it('all send at once, each at its own full rate, and none above it', async () => {
    const organiser = await register(world, { telegram: ORGANISER, role: 'organiser' });
    const { telegram, sms } = await crowd(world, { telegram: 60, sms: 60 });
    const known = telegram.filter((_, i) => i % 2 === 1).map(({ id }) => id);
    const { hear } = createContacts(world.store.cipher);
    for (const id of known) {
      second.person({ id });
      await hear(world.store.database.prisma, 'telegram', String(id), 'ru', world.clock.now(), 'telegram-2');
    }
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();

    const calledBy = (bot: TelegramEmulator) => calls(bot).map((s) => s.chatId);
    expect(calledBy(second).toSorted((a, b) => a - b)).toEqual(known);
    expect([...calledBy(first), ...known].toSorted((a, b) => a - b)).toEqual(telegram.map(({ id }) => id));
    const texts = world.twilio.sends.filter((s) => s.body.includes('снос'));
    const bySender = [SMS_FROM, SECOND_SENDER].map((from) => texts.filter((s) => s.from === from));
    expect(bySender.map((s) => s.length)).toEqual([30, 30]);
    expect(sms.every((phone) => phone.inbox.length === 1)).toBe(true);

    const ideal = ((30 - 1) / RATE) * 1_000;
    for (const sends of [calls(first), calls(second), ...bySender]) expect(took(sends)).toBeLessThan(ideal * 1.2);
    expect(Math.abs((calls(first)[0]?.at ?? 0) - (calls(second)[0]?.at ?? 0))).toBeLessThan(500);
    for (const provider of [first, second, world.twilio]) expect([provider.overLimit, provider.refused429]).toEqual([0, 0]);
    expect(await (await fetch(`${world.url}/health`)).json()).toMatchObject({
      lanes: ['telegram', 'telegram-2', 'sms', 'sms-2'].map((lane) => ({ lane, state: 'running' })),
    });
  });

  it('whoever presses a button is answered by the bot that it is at, and stays with it', async () => {
    const organiser = await register(world, { telegram: ORGANISER, role: 'organiser' });
    const marat = await register(world, { telegram: 2 });
    const there = await goOver(2);
    await world.drain();
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    expect([heardCall(marat.telegram), heardCall(there)]).toEqual([0, 1]);
    await there.press(/Иду|Еду/);
    await world.advance(10_000);
    expect(there.toasts).toHaveLength(1);
    expect(there.hears(/Жастар 14/)?.venue).toBeDefined();
    expect(second.calls.get('editMessageText')).toBeGreaterThan(0);
    // The organiser's own card is at the first bot, and shows the answer.
    expect(first.calls.get('answerCallbackQuery')).toBeUndefined();
    // Back at the first bot: what is said from now on comes from there.
    await marat.telegram.send('/help');
    await world.drain();
    await organiser.telegram.press(/Отбой/);
    await world.drain();
    expect(marat.telegram.hears(/больше не нужно/)).toBeDefined();
    expect(there.hears(/больше не нужно/)).toBeUndefined();
  });

  it('a bot that is blocked closes nothing, as long as the chat goes on with the other', async () => {
    const organiser = await register(world, { telegram: ORGANISER, role: 'organiser' });
    const marat = await register(world, { telegram: 2, phone: '+77010000002' });
    const there = await goOver(2);
    await world.drain();
    await marat.telegram.block();
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    expect([heardCall(there), marat.sms.inbox.length]).toEqual([1, 0]);
    await organiser.telegram.press(/Отбой/);
    await world.drain();
    await there.block();
    await organiser.telegram.send('бакай полиция');
    await world.drain();
    expect([heardCall(there), marat.sms.inbox.length]).toEqual([1, 1]);
  });

  it('a token that is taken out in the middle of a call: the first bot calls whom it knows, and the others hear by SMS', async () => {
    const organiser = await register(world, { telegram: ORGANISER, role: 'organiser' });
    interface Called {
      readonly there: TelegramPhone;
      readonly here: TelegramPhone;
      readonly sms: SmsPhone;
    }
    const known: Called[] = [];
    const strangers: Called[] = [];
    for (let i = 0; i < 24; i++) {
      const id = 100 + i;
      const someone = await register(world, { telegram: id, phone: `+7701000${1_000 + i}` });
      const there = await goOver(id);
      (i % 2 ? known : strangers).push({ there, here: someone.telegram, sms: someone.sms });
      // The first bot was never started by these.
      if (i % 2 === 0) someone.telegram.deactivate();
    }
    await world.drain();
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.until(() => calls(second).length >= 6);
    await world.restart({ TELEGRAM_BOT_TOKEN: TOKEN });
    const before = calls(second).length;
    expect(before).toBeLessThan(18);
    await world.drain();
    expect(calls(second)).toHaveLength(before);
    for (const { there, here, sms } of known) expect([heardCall(there) + heardCall(here), sms.inbox.length]).toEqual([1, 0]);
    for (const { there, sms } of strangers) expect(heardCall(there) + sms.inbox.length).toBe(1);
    expect(strangers.some(({ sms }) => sms.inbox.length === 1)).toBe(true);
    expect(await world.store.database.prisma.lane.count({ where: { name: 'telegram-2' } })).toBe(0);
    for (const provider of [first, second, world.twilio]) expect([provider.overLimit, provider.refused429]).toEqual([0, 0]);
  });
});

describe('the webhooks of two bots', () => {
  beforeEach(async () => {
    await open({ TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: SECRET });
    await world.until(() => [first, second].every((bot) => bot.calls.get('setWebhook') === 1));
  });

  const post = (path: string, updateId: number, secret: string) =>
    fetch(world.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body: JSON.stringify({
        update_id: updateId,
        message: {
          message_id: 1,
          date: 1,
          chat: { id: 7, type: 'private' },
          from: { id: 7, is_bot: false, first_name: 'X' },
          text: '/help',
        },
      }),
    });

  it('are apart, and each bot answers what it heard', async () => {
    const here = first.person({ id: 5, firstName: 'X' });
    const there = second.person({ id: 5, firstName: 'X' });
    await there.send('/start');
    await world.drain();
    expect([here.messages.length, there.messages.length]).toEqual([0, 1]);
    await here.send('/start');
    await world.drain();
    expect([here.messages.length, there.messages.length]).toEqual([1, 1]);
  });

  it('want the secret, and count the updates of each bot for themselves', async () => {
    first.person({ id: 7 });
    second.person({ id: 7 });
    expect((await post('/telegram/2', 5, 'wrong')).status).toBe(403);
    for (const path of ['/telegram/3', '/telegram/0', '/telegram/x']) expect((await post(path, 5, SECRET)).status).toBe(404);
    for (let i = 0; i < 2; i++) for (const path of ['/telegram', '/telegram/2']) expect((await post(path, 5, SECRET)).status).toBe(200);
    const keys = await world.store.database.prisma.inbound.findMany({ orderBy: { key: 'asc' } });
    expect(keys.map(({ key }) => key)).toEqual(['telegram-2:5', 'telegram:5']);
  });
});
