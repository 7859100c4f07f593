import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SmsPhone } from '../../src/emulators/twilio/phone.ts';
import type { Dialled } from '../../src/emulators/twilio/voice/handset.ts';
import { register, type Someone, texts } from '../support/people.ts';
import { SMS_FROM, startWorld, type World } from '../support/world.ts';

const MARAT = '+77010000002';
const DINA = '+77010000003';
const STRANGER = '+77010000009';
const HOUR = 60 * 60_000;

let world: World;
let organiser: Someone;
beforeAll(async () => {
  world = await startWorld({ twoWay: false, env: { TWILIO_VOICE_FROM: SMS_FROM } });
});
afterAll(() => world.stop());
beforeEach(async () => {
  organiser = await register(world, { telegram: 1, role: 'organiser' });
});
afterEach(async () => {
  expect(world.twilio.voiceErrors).toEqual([]);
  await world.renew();
});

/** Calls, and waits until we have answered. */
async function dial(phone: SmsPhone): Promise<Dialled> {
  const call = phone.dial();
  expect((await call.answered).status).toBe(200);
  return call;
}

/** Calls, presses the keys one after the other, and hears what is said to the last of them. */
async function presses(phone: SmsPhone, keys: string): Promise<readonly string[]> {
  const call = await dial(phone);
  let before = 0;
  for (const key of keys) {
    before = call.heard.length;
    await call.press(key);
  }
  await world.until(() => call.status === 'completed');
  return call.heard.slice(before).map(({ text }) => text);
}

const answered = async () => (await world.store.database.prisma.answer.findMany()).map(({ personId, answer }) => [personId, answer]);
const incidents = async () =>
  (await world.store.database.prisma.incident.findMany({ orderBy: { id: 'asc' } })).map((i) => [i.slug, i.kind, i.stage]);

describe('a report from a phone that cannot text', () => {
  it.each([
    ['kk', 'Тревога ушла. Людей зовём: 2. Держите телефон под рукой. Сохраняйте спокойствие.', 'До свидания.'],
    ['ru', 'Тревога ушла. Людей зовём: 2. Держите телефон под рукой. Сохраняйте спокойствие.', 'До свидания.'],
    ['en', 'The alarm is out. We are calling 2 people. Keep your phone at hand. Stay calm.', 'Goodbye.'],
  ] as const)('of somebody trusted who reads %s calls people at once', async (language, said, goodbye) => {
    const marat = await register(world, { phone: MARAT, language, trust: 'trusted' });
    const dina = await register(world, { phone: DINA });
    expect(await presses(marat.sms, '2')).toEqual([said, goodbye]);
    await world.drain();
    expect(await incidents()).toEqual([['bakai', 'demolition', 'open']]);
    expect(dina.sms.hears(/Бакай: снос/)).toBeDefined();
    expect(organiser.telegram.hears(/🔴 Бакай: снос/)).toBeDefined();
  });

  it('waits to be confirmed where the caller is not trusted, and says so', async () => {
    const marat = await register(world, { phone: MARAT });
    expect((await presses(marat.sms, '1'))[0]).toMatch(/^Мы вас услышали\. .*Людей позовём, как только организаторы подтвердят\./);
    await world.drain();
    expect(await incidents()).toEqual([['bakai', 'police', 'held']]);
    await organiser.telegram.press('✅ Подтвердить');
    await world.drain();
    expect(marat.sms.hears(/Зовём|зовём/)).toBeDefined();
  });

  it('joins what is open already: police and bailiffs have one key', async () => {
    const marat = await register(world, { phone: MARAT, trust: 'trusted' });
    await organiser.telegram.send('бакай приставы Жастар 14');
    await world.drain();
    expect(await presses(marat.sms, '1')).toEqual(['Людей уже зовут. В пути 0, на месте 0. Сохраняйте спокойствие.', 'До свидания.']);
    expect(await incidents()).toEqual([['bakai', 'bailiffs', 'open']]);
  });

  it('confirms one that waits, as a text would', async () => {
    await register(world, { phone: DINA });
    const marat = await register(world, { phone: MARAT });
    await world.twilio.phone(DINA).text('бакай снос Жастар 14');
    expect((await presses(marat.sms, '2'))[0]).toMatch(/^Тревога ушла/);
    expect(await incidents()).toEqual([['bakai', 'demolition', 'open']]);
  });

  it('of somebody in several neighbourhoods asks which', async () => {
    const marat = await register(world, { phone: MARAT, trust: 'trusted', in: ['bakai', 'shanyrak-1'] });
    const call = await dial(marat.sms);
    await call.press('2');
    expect(await incidents()).toEqual([]);
    expect(call.heard.at(-1)?.text).toBe('Где это? Бакай: нажмите 1. Шанырак-1: нажмите 2.');
    await call.press('2');
    await world.drain();
    expect(await incidents()).toEqual([['shanyrak-1', 'demolition', 'open']]);
  });

  it('of a stranger asks for language and neighbourhood, and is held', async () => {
    const stranger = world.twilio.phone(STRANGER);
    const call = await dial(stranger);
    await world.until(() => call.heard.length === 4);
    expect(call.heard.map(({ language, text }) => [language, text])).toEqual([
      ['ru-RU', 'Это Дабыл, ваши соседи.'],
      ['ru-RU', 'Казакша: 1.'],
      ['ru-RU', 'По-русски: 2.'],
      ['en-US', 'For English, press 3.'],
    ]);
    await call.press('3');
    await call.press('2');
    expect(call.heard.at(-1)?.text).toBe('Where is it? Bakai: press 1. Shanyrak-1: press 2. Shanyrak-2: press 3.');
    await call.press('1');
    expect(call.heard.at(-1)?.text).toMatch(/^We heard you\. If life is in danger, call 112\./);
    await world.drain();
    expect(await incidents()).toEqual([['bakai', 'demolition', 'held']]);
    // The language stays: what is written to them later is in it.
    await organiser.telegram.press('✅ Подтвердить');
    await world.drain();
    expect(stranger.inbox.at(-1)?.body).toMatch(/^Sent at|^Received at/);
  });

  it.each([
    ['1', 'Где это?'],
    ['2', 'Где это?'],
    ['3', 'Where is it?'],
  ])('is asked of a stranger in the language of key %s', async (key, asked) => {
    const call = await dial(world.twilio.phone(STRANGER));
    await call.press(key);
    await call.press('1');
    expect(call.heard.at(-1)?.text.startsWith(asked)).toBe(true);
  });
});

describe('coming', () => {
  it.each([
    ['kk', 'Записали: вы идёте. В пути 1, на месте 0. Жастар 14. Спасибо.', 'До свидания.'],
    ['ru', 'Записали: вы идёте. В пути 1, на месте 0. Жастар 14. Спасибо.', 'До свидания.'],
    ['en', 'Noted: you are coming. On the way 1, there 0. Zhastar 14. Thank you.', 'Goodbye.'],
  ] as const)('is the answer to the alarm that the caller was called to (%s)', async (language, said, goodbye) => {
    const marat = await register(world, { phone: MARAT, language });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    const inbox = marat.sms.inbox.length;
    expect(await presses(marat.sms, '3')).toEqual([said, goodbye]);
    await world.drain();
    expect(await answered()).toEqual([[marat.id, 'coming']]);
    // They were told on the line.
    expect(marat.sms.inbox).toHaveLength(inbox);
  });

  it('is asked for where two alarms are open, with their places', async () => {
    const marat = await register(world, { phone: MARAT });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(1_000);
    await organiser.telegram.send('бакай полиция Абая 5');
    await world.drain();
    const call = await dial(marat.sms);
    await call.press('3');
    expect(call.heard.at(-1)?.text).toBe(
      'Людей ждут в нескольких местах. Куда вы идёте? Бакай: полиция. Абая 5. Нажмите 1. Бакай: снос. Жастар 14. Нажмите 2.',
    );
    await call.press('9');
    await world.until(() => call.heard.at(-1)?.text.startsWith('Людей ждут') ?? false);
    expect(await answered()).toEqual([]);
    await call.press('2');
    expect(call.heard.at(-1)?.text).toMatch(/^Записали: вы идёте\. .*Жастар 14/);
    const demolition = await world.store.database.prisma.incident.findFirstOrThrow({ where: { kind: 'demolition' } });
    expect((await world.store.database.prisma.answer.findMany()).map((a) => a.incidentId)).toEqual([demolition.id]);
  });

  it('is nothing where nobody was called', async () => {
    const marat = await register(world, { phone: MARAT });
    expect((await presses(marat.sms, '3'))[0]).toBe('Сейчас вас никуда не зовут.');
    expect((await presses(world.twilio.phone(STRANGER), '23'))[0]).toBe('Сейчас вас никуда не зовут.');
    expect(await answered()).toEqual([]);
  });
});

describe('safe', () => {
  it('is told to the organisers of the neighbourhood, once a call, and names nobody', async () => {
    const elsewhere = await register(world, { telegram: 2, role: 'organiser', in: ['shanyrak'] });
    const marat = await register(world, { phone: MARAT, name: 'Марат' });
    expect((await presses(marat.sms, '4'))[0]).toBe('Хорошо, что вы в безопасности. Организаторам сообщим.');
    await world.drain();
    const told = texts(organiser.telegram).filter((text) => text.startsWith('🟢'));
    expect(told).toEqual(['🟢 Бакай: нам позвонил человек, записанный у нас. Он в безопасности.']);
    expect(texts(elsewhere.telegram)).toEqual([]);
  });

  it('says that somebody called whom nobody knows', async () => {
    await presses(world.twilio.phone(STRANGER), '241');
    await world.drain();
    expect(organiser.telegram.hears(/не записан/)?.text).toMatch(/^🟢 Бакай/);
  });

  it('says that there is nobody to tell', async () => {
    const marat = await register(world, { phone: MARAT, in: ['shanyrak-1'] });
    expect((await presses(marat.sms, '4'))[0]).toMatch(/организатора здесь ещё нет/);
  });
});

describe('a missed call', () => {
  let marat: Someone;
  beforeEach(async () => {
    marat = await register(world, { phone: MARAT });
  });
  async function alarm(text = 'бакай снос Жастар 14'): Promise<void> {
    await organiser.telegram.send(text);
    await world.drain();
  }
  /** Hangs up while the greeting plays. */
  async function hangsUp(phone = marat.sms): Promise<void> {
    await (await dial(phone)).hangUp();
    await world.drain();
  }

  it('within the hour counts as coming, and is confirmed by SMS', async () => {
    await alarm();
    await world.advance(HOUR / 2);
    await hangsUp();
    expect(await answered()).toEqual([[marat.id, 'coming']]);
    expect(marat.sms.inbox.at(-1)?.body).toBe('Записали: идёте. В пути 1, на месте 0. Жастар 14');
  });

  it('counts also before we have answered, and where nothing is pressed to the end', async () => {
    await alarm();
    const call = marat.sms.dial();
    await call.hangUp();
    await world.until(async () => (await answered()).length === 1);
    const other = await register(world, { phone: DINA });
    await alarm('бакай полиция Абая 5');
    const listened = await dial(other.sms);
    await world.until(() => listened.status === 'completed');
    await world.until(async () => (await answered()).length === 2);
    expect(listened.heard.at(-1)?.text).toMatch(/^Позвоните ещё раз/);
  });

  it('after the hour counts nothing', async () => {
    marat.sms.voice = { kind: 'no-answer' };
    await alarm();
    await world.advance(HOUR + 5 * 60_000);
    await hangsUp();
    expect(await answered()).toEqual([]);
  });

  it('counts nothing where two alarms are open, or none, or a key was pressed', async () => {
    await hangsUp();
    await alarm();
    const call = await dial(marat.sms);
    await call.press('7');
    await call.hangUp();
    await alarm('бакай полиция Абая 5');
    await hangsUp();
    expect(await answered()).toEqual([]);
  });

  it('changes no answer', async () => {
    await alarm();
    await marat.sms.text('2');
    await hangsUp();
    expect(await answered()).toEqual([[marat.id, 'cant']]);
  });

  it('of somebody who was not called counts nothing', async () => {
    const elsewhere = await register(world, { phone: DINA, in: ['shanyrak'] });
    await alarm();
    await hangsUp(elsewhere.sms);
    await hangsUp(world.twilio.phone(STRANGER));
    expect(await answered()).toEqual([]);
  });

  it('that is reported twice is one', async () => {
    await alarm();
    const call = await dial(marat.sms);
    await call.hangUp();
    await world.twilio.postStatus(call.sid, 'completed');
    await world.drain();
    expect(marat.sms.inbox.filter(({ body }) => body.startsWith('Записали'))).toHaveLength(1);
  });
});

describe('a landline', () => {
  it('is heard, and stays one', async () => {
    const marat = await register(world, { phone: MARAT });
    world.twilio.phone(MARAT, 'landline');
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    expect((await presses(marat.sms, '3'))[0]).toMatch(/^Записали: вы идёте/);
    expect((await world.store.database.prisma.contact.findFirstOrThrow({ where: { channel: 'phone' } })).state).toBe('landline');
  });
});
