import { afterEach, describe, expect, it } from 'vitest';
import { buttons, crowd, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;
const QUARTER_HOUR = 15 * MINUTE;
const SEND = '✅ Всё равно отправить';
const DROP = '✖ Не отправлять';

let world: World;
afterEach(async () => {
  await world.stop();
});

/** An organiser tells the called something new. */
async function update(organiser: Someone, text: string): Promise<void> {
  await organiser.telegram.press('📣 Сообщить новое');
  await world.advance(1_000);
  await organiser.telegram.send(text);
  await world.advance(2_000);
}

async function broadcast(organiser: Someone, text: string): Promise<void> {
  await organiser.telegram.send('/broadcast');
  await world.advance(1_000);
  await organiser.telegram.send(text);
  await world.advance(2_000);
}

/** The most that falls into any quarter of an hour. */
function fullest(times: readonly number[]): number {
  return Math.max(0, ...times.map((end) => times.filter((at) => at <= end && at > end - QUARTER_HOUR).length));
}

const spent = async (): Promise<number> =>
  Number((await world.store.database.prisma.spend.aggregate({ _sum: { micros: true } }))._sum.micros ?? 0);
const count = (state: string): Promise<number> => world.store.database.prisma.delivery.count({ where: { state } });

describe('seven updates in ten minutes', () => {
  const told = (someone: Someone): readonly { readonly at: number; readonly text: string }[] => {
    const chat = world.telegram.sends.filter((s) => s.chatId === someone.telegram.id && s.method === 'sendMessage');
    return chat.map(({ at, text = '' }) => ({ at, text })).filter(({ text }) => !/отбой/.test(text));
  };

  it('nobody gets more than the set number in a quarter of an hour, everybody ends with the newest, and the all-clear comes', async () => {
    world = await startWorld();
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const people = [await register(world, { telegram: 2 }), await register(world, { telegram: 3 })];
    const dina = await register(world, { phone: '+77010000004' });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(MINUTE);
    for (let i = 1; i <= 7; i++) {
      await update(organiser, `Новость ${i}`);
      await world.advance(80_000);
    }
    for (const person of people) expect(texts(person.telegram).at(-1)).toMatch(/Новость 5/);
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/Новость 5/);
    await world.advance(QUARTER_HOUR);
    for (const person of people) {
      const heard = told(person);
      expect(heard.map(({ text }) => /\d$/.exec(text)?.[0])).toEqual([undefined, '1', '2', '3', '4', '5', '7']);
      expect(fullest(heard.map(({ at }) => at))).toBe(6);
    }
    expect(dina.sms.inbox.map(({ body }) => /Новость (\d)/.exec(body)?.[1])).toEqual([undefined, '1', '2', '3', '4', '5', '7']);
    expect(fullest(dina.sms.inbox.map(({ at }) => at))).toBe(6);
    for (let i = 8; i <= 13; i++) await update(organiser, `Новость ${i}`);
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();
    for (const person of people) expect(texts(person.telegram).at(-1)).toMatch(/отбой/);
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/отбой/);
    // What waited is not said after it.
    await world.advance(QUARTER_HOUR);
    for (const person of people) expect(texts(person.telegram).at(-1)).toMatch(/отбой/);
  });

  it('is what the setting says, and counts calls on every channel', async () => {
    world = await startWorld({ env: { MESSAGES_PER_QUARTER_HOUR: '3' } });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const marat = await register(world, { telegram: 2, phone: '+77010000002' });
    await organiser.telegram.send('бакай снос Жастар 14');
    // Nobody answers on Telegram: the call comes by SMS as well.
    await world.advance(2 * MINUTE);
    expect(marat.sms.inbox).toHaveLength(1);
    await update(organiser, 'Новость 1');
    await update(organiser, 'Новость 2');
    const now = (): number => texts(marat.telegram).filter((text) => /Новость/.test(text)).length;
    expect(now()).toBe(1);
    // Answers to what the person does themselves come all the same.
    await marat.telegram.press('✋ На месте');
    await world.advance(1_000);
    expect(marat.telegram.toasts).toHaveLength(1);
    await world.advance(QUARTER_HOUR);
    expect(now()).toBe(2);
    expect(texts(marat.telegram).at(-1)).toMatch(/Новость 2/);
  });
});

describe('updates that come faster than the lane can send them', () => {
  it('collapse: whoever has not heard the older one hears only the newest', async () => {
    world = await startWorld({ segmentsPerSecond: 1 });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const { sms } = await crowd(world, { sms: 15 });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(20_000);
    expect(sms.every(({ inbox }) => inbox.length === 1)).toBe(true);
    for (const n of [1, 2, 3]) await update(organiser, `Новость ${n}`);
    await world.drain();
    for (const { inbox } of sms) expect(inbox.at(-1)?.body).toMatch(/Новость 3/);
    const heard = sms.map(({ inbox }) => inbox.length - 1);
    expect(heard.filter((n) => n === 1).length).toBeGreaterThan(5);
    expect(heard.reduce((sum, n) => sum + n, 0)).toBeLessThan(30);
  });

  it('are told once, the newest, to those who are called only now', async () => {
    world = await startWorld({ segmentsPerSecond: 1 });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const { sms } = await crowd(world, { sms: 15 });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(2_000);
    for (const n of [1, 2, 3]) await update(organiser, `Новость ${n}`);
    await world.drain();
    for (const { inbox } of sms) expect(inbox.at(-1)?.body).toMatch(/Новость 3/);
    expect(sms.filter(({ inbox }) => inbox.length === 2).length).toBeGreaterThan(5);
  });
});

describe('what an incident costs', () => {
  /** Ten people by SMS and two organisers, one of whom has no Telegram. */
  async function begin(env: Record<string, string>, report = 'бакай снос Жастар 14') {
    world = await startWorld({ env });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const other = await register(world, { phone: '+77010000001', role: 'organiser', language: 'en' });
    const elsewhere = await register(world, { telegram: 9, role: 'organiser', in: ['shanyrak-1'] });
    const marat = await register(world, { telegram: 3 });
    const { sms } = await crowd(world, { sms: 10 });
    await organiser.telegram.send(report);
    await world.advance(5_000);
    return { organiser, other, elsewhere, marat, sms };
  }
  const updates = (phone: { readonly inbox: readonly { readonly body: string }[] }): readonly (string | undefined)[] =>
    phone.inbox.flatMap(({ body }) => /Новость (\d)/.exec(body)?.[1] ?? []);

  it('is counted by segments and calls, delivered or not, and nothing for Telegram', async () => {
    world = await startWorld({ env: { TWILIO_SMS_SEGMENT_PRICE_USD: '7701:0.2,0.05' } });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    await register(world, { phone: '+77010000002' });
    const dead = await register(world, { phone: '+79160000003' });
    world.twilio.phone('+79160000003').behaviour = { kind: 'undelivered', errorCode: 30005 };
    let lost = 0;
    world.twilio.fault = (method) => (method === 'messages.create' && ++lost === 1 ? { kind: 'accept-then-reset' } : undefined);
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await world.advance(MINUTE);
    expect(dead.sms.inbox).toHaveLength(0);
    const bill = world.twilio.sends.reduce((sum, { to, segments }) => sum + segments * (to.startsWith('+7701') ? 200_000 : 50_000), 0);
    expect(bill).toBe(250_000);
    expect(await spent()).toBe(bill);
    expect(await (await fetch(`${world.url}/metrics`)).text()).toContain('dabyl_spend_micros{day="2006-05-12"} 250000');
  });

  it('counts every telephone call that was started', async () => {
    world = await startWorld({ env: { TWILIO_VOICE_FROM: '+15005550007', TWILIO_CALL_PRICE_USD: '0.3' } });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const marat = await register(world, { phone: '+77010000002' });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(10 * MINUTE);
    expect(marat.sms.calls.length).toBeGreaterThan(0);
    expect(await spent()).toBe(marat.sms.inbox.length * 100_000 + marat.sms.calls.length * 300_000);
  });

  it('is shown before a broadcast by the same prices', async () => {
    world = await startWorld({ env: { TWILIO_SMS_SEGMENT_PRICE_USD: '7701:0.2,0.05' } });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    for (const phone of ['+77010000002', '+77010000003', '+79160000004']) await register(world, { phone });
    await broadcast(organiser, 'Собрание сегодня в 18:00');
    expect(organiser.telegram.hears(/Сегментов SMS: 3, примерно \$0\.45\.\n/)).toBeDefined();
  });

  it('is warned of at 80 %, once, to organisers of the place, on Telegram or by SMS', async () => {
    const { organiser, other, elsewhere, sms } = await begin({ SPEND_INCIDENT_USD: '1.50' });
    await world.drain();
    expect(sms.every(({ inbox }) => inbox.length === 1)).toBe(true);
    expect(organiser.telegram.hears(/💸/)?.text).toMatch(/Бакай: снос\. SMS и звонки обошлись в \$1\.[2-4]0, предел — \$1\.50/);
    expect(other.sms.hears(/\$1\.[2-4]0 of \$1\.50/)).toBeDefined();
    expect(texts(elsewhere.telegram)).toEqual([]);
    await world.advance(MINUTE);
    expect(texts(organiser.telegram).filter((text) => /💸/.test(text))).toHaveLength(1);
    expect(other.sms.inbox.filter(({ body }) => /1\.50/.test(body))).toHaveLength(1);
  });

  it('at 100 %: the call goes on, updates by SMS wait, organisers decide, and the all-clear comes in any case', async () => {
    const { organiser, other, elsewhere, marat, sms } = await begin({ SPEND_INCIDENT_USD: '0.50' });
    await world.drain();
    // Danger now: all were called, though half of them were over the cap.
    expect(sms.every(({ inbox }) => inbox.length === 1)).toBe(true);
    expect(organiser.telegram.hears(/Предел достигнут/)).toBeDefined();
    expect(buttons(organiser.telegram, /Предел достигнут/)).toEqual([SEND]);

    await update(organiser, 'Новость 1');
    await world.drain();
    expect(texts(marat.telegram).at(-1)).toMatch(/Новость 1/);
    expect(sms.flatMap(updates)).toEqual([]);
    expect(await count('held')).toBe(11);
    expect(organiser.telegram.hears(/Ждут вашего решения: SMS 11/)).toBeDefined();
    expect(buttons(organiser.telegram, /Ждут вашего решения/)).toEqual([SEND, DROP]);
    expect(other.sms.hears(/SMS on hold: 11\. An organiser decides on Telegram/)).toBeDefined();
    await world.advance(MINUTE);
    expect(texts(organiser.telegram).filter((text) => /Ждут/.test(text))).toHaveLength(1);

    // Neither those who only are called nor organisers of other places decide.
    const { id } = await world.store.database.prisma.incident.findFirstOrThrow();
    await marat.telegram.pressData(`ss:incident:${id}`);
    await elsewhere.telegram.send('/start');
    await world.advance(1_000);
    await elsewhere.telegram.pressData(`sd:incident:${id}`);
    await world.advance(1_000);
    expect(await count('held')).toBe(11);

    await organiser.telegram.press(DROP);
    await world.advance(3_000);
    expect(organiser.telegram.toasts.at(-1)).toMatch(/Не отправим: 11/);
    expect([await count('held'), sms.flatMap(updates)]).toEqual([0, []]);

    // What comes next is asked about again, and collapses while it waits.
    await update(organiser, 'Новость 2');
    await update(organiser, 'Новость 3');
    await world.advance(3_000);
    expect(await count('held')).toBe(11);
    expect(texts(organiser.telegram).filter((text) => /Ждут/.test(text))).toHaveLength(2);
    await organiser.telegram.press(SEND);
    await world.drain();
    expect(organiser.telegram.toasts.at(-1)).toMatch(/Отправляем задержанные SMS: 11/);
    expect(sms.map(updates)).toEqual(sms.map(() => ['3']));
    await organiser.telegram.press(SEND);
    await world.advance(1_000);
    expect(organiser.telegram.toasts.at(-1)).toMatch(/Уже решено/);

    // They are not asked again.
    await update(organiser, 'Новость 4');
    await world.drain();
    expect(sms.map(updates)).toEqual(sms.map(() => ['3', '4']));
    expect(texts(organiser.telegram).filter((text) => /💸/.test(text))).toHaveLength(3);
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();
    expect(sms.every(({ inbox }) => /отбой/.test(inbox.at(-1)?.body ?? ''))).toBe(true);
  });

  it('is decided by the stand-down too: what was held is not sent, and the all-clear is', async () => {
    const { organiser, sms } = await begin({ SPEND_INCIDENT_USD: '0.50' });
    await world.drain();
    await update(organiser, 'Новость 1');
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();
    expect([await count('held'), sms.flatMap(updates)]).toEqual([0, []]);
    expect(sms.every(({ inbox }) => inbox.length === 2 && /отбой/.test(inbox.at(-1)?.body ?? ''))).toBe(true);
    await organiser.telegram.press(SEND);
    await world.drain();
    expect(organiser.telegram.toasts.at(-1)).toMatch(/закончилось/);
    expect(sms.flatMap(updates)).toEqual([]);
  });

  it('holds the call itself where nobody is in danger now', async () => {
    const { organiser, marat, sms } = await begin({ SPEND_DAY_USD: '0.50' });
    await world.drain();
    const before = sms.map(({ inbox }) => inbox.length);
    await organiser.telegram.send('бакай отключили воду Жастар 14');
    await world.advance(5_000);
    expect(marat.telegram.hears(/воду отключили/)).toBeDefined();
    expect(sms.map(({ inbox }) => inbox.length)).toEqual(before);
    await organiser.telegram.send('бакай полиция Жастар 20');
    await world.drain();
    expect(sms.every(({ inbox }) => /полиция/.test(inbox.at(-1)?.body ?? ''))).toBe(true);
    await organiser.telegram.press(SEND);
    await world.drain();
    expect(sms.every(({ inbox }) => /воду отключили/.test(inbox.at(-1)?.body ?? ''))).toBe(true);
  });
});

describe('what a day costs', () => {
  it('is for all organisers to know and for any to decide, and a new day begins at nothing', async () => {
    world = await startWorld({ env: { SPEND_DAY_USD: '1' } });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const elsewhere = await register(world, { telegram: 9, role: 'organiser', in: ['shanyrak-1'] });
    const { sms } = await crowd(world, { sms: 9 });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await world.advance(2_000);
    expect([organiser, elsewhere].every(({ telegram }) => telegram.hears(/сегодня обошлись в \$0\.90, предел — \$1\.00/))).toBe(true);
    await broadcast(organiser, 'Собрание сегодня в 18:00');
    expect(organiser.telegram.hears(/Сегментов SMS: 9, примерно \$0\.90\. Это больше предела на сегодня \(\$1\.00\)/)).toBeDefined();
    await organiser.telegram.press('✅ Отправить');
    await world.advance(5_000);
    const told = (): number => sms.filter(({ inbox }) => inbox.some(({ body }) => /Собрание/.test(body))).length;
    expect(told()).toBeLessThan(9);
    expect(elsewhere.telegram.hears(/Предел на сегодня достигнут/)).toBeDefined();
    await elsewhere.telegram.press(SEND);
    await world.drain();
    expect(told()).toBe(9);
    world.clock.jump(24 * 60 * MINUTE);
    await broadcast(organiser, 'Собрание завтра');
    expect(organiser.telegram.hears(/Сегментов SMS: 9, примерно \$0\.90\.\n/)).toBeDefined();
  });

  it('stops a broadcast that passes the cap on its way, at a message or two, and nobody gets it twice when it goes on', async () => {
    world = await startWorld({ env: { SPEND_DAY_USD: '1' }, segmentsPerSecond: 2 });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const { sms } = await crowd(world, { sms: 40 });
    await broadcast(organiser, 'Собрание сегодня в 18:00');
    await organiser.telegram.press('✅ Отправить');
    await world.advance(MINUTE);
    const told = (): number => sms.filter(({ inbox }) => inbox.length === 1).length;
    expect(told()).toBeGreaterThanOrEqual(10);
    expect(told()).toBeLessThanOrEqual(13);
    expect(await count('held')).toBe(40 - told());
    expect(organiser.telegram.hears(/Предел на сегодня достигнут/)?.text).toMatch(/Ждут вашего решения: SMS (2[789]|30)/);
    // It survives the app.
    await world.restart({});
    await organiser.telegram.press(SEND);
    await world.drain();
    expect(told()).toBe(40);
    expect(await spent()).toBe(4_000_000);
  });

  it('of 0 is no cap', async () => {
    world = await startWorld({ env: { SPEND_DAY_USD: '0', SPEND_INCIDENT_USD: '0' } });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const { sms } = await crowd(world, { sms: 20 });
    await broadcast(organiser, 'Собрание сегодня в 18:00');
    await organiser.telegram.press('✅ Отправить');
    await world.drain();
    expect(sms.every(({ inbox }) => inbox.length === 1)).toBe(true);
    expect(organiser.telegram.hears(/💸/)).toBeUndefined();
  });
});
