import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buttons, register, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.renew());

const incidents = () => world.store.database.prisma.incident.findMany({ orderBy: { id: 'asc' } });

describe('a report by somebody who is not trusted yet', () => {
  it('is held: organisers are asked with buttons and by SMS, and a Confirm calls everybody', async () => {
    const dina = await register(world, { telegram: 1 });
    const marat = await register(world, { telegram: 2 });
    const onTelegram = await register(world, { telegram: 3, role: 'organiser' });
    const bySms = await register(world, { phone: '+77010000004', role: 'organiser', language: 'kk' });
    await dina.telegram.send('снос Жастар 14');
    await world.drain();
    expect(texts(dina.telegram).at(-1)).toMatch(/Услышали в 11:00[\s\S]*организаторов подтвердить/);
    expect(marat.telegram.messages).toHaveLength(0);
    expect(onTelegram.telegram.hears(/это правда/)?.text).toMatch(/Бакай: снос[\s\S]*Жастар 14/);
    expect(buttons(onTelegram.telegram, /правда/)).toEqual(['✅ Подтвердить', '❌ Ложная тревога']);
    const { code } = (await incidents())[0] ?? {};
    expect(bySms.sms.inbox.map((m) => m.body)).toEqual([`Бақай: үй бұзу, 11:00. Жастар 14. Рас па? ИӘ ${code} / ЖОҚ ${code}`]);

    await onTelegram.telegram.press('✅ Подтвердить');
    await world.drain();
    expect(texts(marat.telegram)[0]).toMatch(/Подтвердил организатор/);
    expect(texts(dina.telegram).at(-1)).toMatch(/Зовём 3/);
    expect(bySms.sms.hears(/үй бұзу. Жастар 14, 11:00. Келіңіз/)).toBeDefined();
  });

  it('is confirmed by SMS with the code, in any language and with Cyrillic look-alikes', async () => {
    const dina = await register(world, { telegram: 1 });
    const marat = await register(world, { telegram: 2 });
    const organiser = await register(world, { phone: '+77010000004', role: 'organiser' });
    await dina.telegram.send('снос');
    await world.drain();
    const code = (await incidents())[0]?.code ?? '';
    const typed = code.toLowerCase().replace(/[aekmhpctxy]/g, (letter) => 'аекмнрстху'['aekmhpctxy'.indexOf(letter)] ?? letter);
    await organiser.sms.text(`да ${typed}`);
    await world.drain();
    expect(texts(marat.telegram)[0]).toMatch(/Бакай: снос/);
    await organiser.sms.text(`отбой ${code}`);
    await world.drain();
    expect(marat.telegram.hears(/отбой/)).toBeDefined();
    expect(organiser.sms.hears(/отбой\. Сообщаем/)).toBeDefined();
  });

  it('ends quietly as a false alarm: nobody is called, and the next report is a first one', async () => {
    const dina = await register(world, { telegram: 1 });
    const marat = await register(world, { telegram: 2 });
    const organiser = await register(world, { telegram: 3, role: 'organiser' });
    await dina.telegram.send('снос Жастар 14');
    await world.drain();
    await organiser.telegram.press('❌ Ложная тревога');
    await world.drain();
    expect(dina.telegram.hears(/организаторы не видят там опасности/)).toBeDefined();
    await organiser.telegram.pressData(`v:${(await incidents())[0]?.id}:1`);
    await marat.telegram.send('снос Жастар 14');
    await world.advance(5_000);
    await world.drain();
    expect((await incidents()).map((i) => i.stage)).toEqual(['false', 'held']);
    expect(organiser.telegram.hears(/ложная тревога/)).toBeDefined();
  });

  it('is confirmed by a second neighbour within fifteen minutes, and not after them', async () => {
    const dina = await register(world, { telegram: 1 });
    const marat = await register(world, { phone: '+77010000002' });
    const called = await register(world, { telegram: 3 });
    await dina.telegram.send('снос');
    await world.drain();
    expect(texts(dina.telegram).at(-1)).toMatch(/нет организатора/);
    await world.advance(16 * MINUTE);
    await marat.sms.text('СНОСЯТ');
    await world.drain();
    expect(called.telegram.messages).toHaveLength(0);
    expect(marat.sms.inbox.at(-1)?.body).toMatch(/Ещё ждёт подтверждения/);
    await dina.telegram.send('бакай снос');
    await world.drain();
    expect(texts(called.telegram)[0]).toMatch(/несколько соседей/);
    expect(marat.sms.inbox.at(-1)?.body).toMatch(/Ушло в/);
  });

  it('is confirmed by a trusted person at any time, while a stranger never confirms', async () => {
    const dina = await register(world, { telegram: 1 });
    const trusted = await register(world, { telegram: 2, trust: 'trusted' });
    const called = await register(world, { telegram: 3 });
    const stranger = world.twilio.phone('+77019999999');
    await dina.telegram.send('снос');
    await stranger.text('бакай снос Жастар 14');
    await world.drain();
    expect(called.telegram.messages).toHaveLength(0);
    expect(stranger.inbox).toHaveLength(1);
    await world.advance(60 * MINUTE);
    await trusted.telegram.send('снос');
    await world.drain();
    expect(texts(called.telegram)[0]).toMatch(/Просит: проверенный сосед/);
  });

  it('lapses when nobody confirms it in three hours, and the reporter hears so', async () => {
    const dina = await register(world, { telegram: 1 });
    const organiser = await register(world, { telegram: 2, role: 'organiser' });
    await dina.telegram.send('снос');
    await world.advance(3 * 60 * MINUTE + 5_000);
    expect(dina.telegram.hears(/никто не подтвердил/)).toBeDefined();
    expect(organiser.telegram.hears(/никто не подтвердил/)).toBeDefined();
  });
});

describe('who is called', () => {
  it('a report for a parent calls all below it; one for a child never calls its siblings', async () => {
    const organiser = await register(world, { telegram: 1, in: ['shanyrak'], role: 'organiser' });
    const first = await register(world, { telegram: 2, in: ['shanyrak-1'] });
    const second = await register(world, { telegram: 3, in: ['shanyrak-2'] });
    const bakai = await register(world, { telegram: 4 });
    await organiser.telegram.send('шаңырақ1 снос');
    await world.drain();
    expect(first.telegram.messages).toHaveLength(1);
    expect(second.telegram.messages).toHaveLength(0);
    await organiser.telegram.send('шанырак полиция');
    await world.drain();
    expect(first.telegram.messages).toHaveLength(2);
    expect(second.telegram.messages).toHaveLength(1);
    expect(bakai.telegram.messages).toHaveLength(0);
  });

  it("holds a trusted person's report about a neighbourhood that is not theirs", async () => {
    const trusted = await register(world, { telegram: 1, trust: 'trusted', in: ['shanyrak-1'] });
    const called = await register(world, { telegram: 2 });
    await trusted.telegram.send('бакай снос');
    await world.drain();
    expect(called.telegram.messages).toHaveLength(0);
    expect(texts(trusted.telegram).at(-1)).toMatch(/подтвердить некому/);
  });

  it('asks somebody in several neighbourhoods which one, and nothing goes out before the answer', async () => {
    const trusted = await register(world, { telegram: 1, phone: '+77010000001', trust: 'trusted', in: ['bakai', 'shanyrak-1'] });
    const called = await register(world, { telegram: 2 });
    await trusted.sms.text('СНОС Жастар 14');
    await world.drain();
    expect(trusted.sms.inbox.at(-1)?.body).toMatch(/В каком районе\?.*Бакай, Шанырак-1/);
    expect(await incidents()).toHaveLength(0);
    await trusted.sms.text('бакай');
    await world.drain();
    expect(texts(called.telegram)[0]).toMatch(/Жастар 14/);
  });

  it('moves a call to the phone at once when Telegram is blocked, and never calls twice', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const blocked = await register(world, { telegram: 2, phone: '+77010000002' });
    world.telegram.fault = (method, body) =>
      method === 'sendMessage' && String(body.chat_id) === '2'
        ? { kind: 'status', status: 403, body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' } }
        : undefined;
    await organiser.telegram.send('бакай снос');
    await world.drain();
    expect(blocked.sms.inbox).toHaveLength(1);
    await world.advance(5_000);
    expect(texts(organiser.telegram).at(-1)).toMatch(/Дошло 1 из 1 · не дошло 0/);
  });

  it('closes a dead number and tries again what can be tried again', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const dead = await register(world, { phone: '+77010000002' });
    const away = await register(world, { phone: '+77010000003' });
    world.twilio.phone('+77010000002', { kind: 'undelivered', errorCode: 30005 });
    world.twilio.phone('+77010000003', { kind: 'undelivered', errorCode: 30003 });
    await organiser.telegram.send('бакай снос');
    await world.advance(30_000);
    world.twilio.phone('+77010000003', 'delivered');
    await world.advance(5 * MINUTE);
    const sentTo = (number: string) => world.twilio.sends.filter((s) => s.to === number).length;
    expect([sentTo(dead.sms.number), sentTo(away.sms.number)]).toEqual([1, 2]);
    expect(organiser.telegram.hears(/Дошло 1 из 2 · не дошло 1/)).toBeDefined();
    const states = await world.store.database.prisma.contact.groupBy({ by: ['state'], _count: true });
    expect(states.find((s) => s.state === 'dead')?._count).toBe(1);
  });
});

describe('a further report of what is open', () => {
  it('joins: nobody is called again, its place goes to organisers and those who are coming, its reporter is told', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const coming = await register(world, { telegram: 2 });
    const silent = await register(world, { telegram: 3 });
    const dina = await register(world, { phone: '+77010000004' });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await coming.telegram.press('🏃 Иду');
    await world.drain();
    await dina.sms.text('снос Жастар 22');
    await world.advance(10_000);
    expect(silent.telegram.messages).toHaveLength(1);
    expect(coming.telegram.hears(/ещё и здесь: Жастар 22/)).toBeDefined();
    expect(organiser.telegram.hears(/Жастар 14; Жастар 22/)?.text).toMatch(/сообщений: 2/);
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/Людей уже зовут/);
    expect(await incidents()).toHaveLength(1);
  });

  it('opens a second alert with the word NEW', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const called = await register(world, { telegram: 2 });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await organiser.telegram.send('НОВЫЙ бакай снос Жастар 22');
    await world.drain();
    expect(texts(called.telegram)).toHaveLength(2);
    const codes = new Set((await incidents()).map((i) => i.code));
    expect(codes.size).toBe(2);
    await called.telegram.send('иду');
    await world.drain();
    expect(texts(called.telegram).at(-1)).toMatch(/несколько тревог/);
    await called.telegram.press(/Жастар 22/);
    await world.advance(8_000);
    expect(called.telegram.messages[1]?.text).toMatch(/В пути: 1/);
    expect(called.telegram.messages[0]?.text).not.toMatch(/В пути/);
  });

  it("opens one with the organiser's button, offering the place that was added last", async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const dina = await register(world, { telegram: 2 });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await dina.telegram.send('снос Жастар 22');
    await world.drain();
    await organiser.telegram.press('➕ Другое место');
    await world.drain();
    expect(buttons(organiser.telegram, /Где другое место/)).toEqual(['Жастар 22', 'Отмена']);
    await organiser.telegram.press('Жастар 22');
    await world.drain();
    expect(dina.telegram.hears(/Жастар 22[\s\S]*Просит: организатор/)).toBeDefined();
    expect((await incidents()).map((i) => i.stage)).toEqual(['open', 'open']);
  });

  it('is a first one again once the alarm has been stood down', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const called = await register(world, { telegram: 2 });
    await organiser.telegram.send('бакай снос');
    await world.drain();
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();
    await organiser.telegram.send('бакай снос');
    await world.drain();
    expect(texts(called.telegram).filter((t) => /^🔴/.test(t))).toHaveLength(2);
  });
});

describe('what is typed while a question is open', () => {
  it('is an alarm when it is one: after Another place, and after Update', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const called = await register(world, { telegram: 2 });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    for (const [button, typed] of [
      ['➕ Другое место', 'бакай полиция Абая 5'],
      ['📣 Сообщить новое', 'бакай обыск Абая 7'],
    ] as const) {
      await organiser.telegram.press(button);
      await world.drain();
      await organiser.telegram.send(typed);
      await world.drain();
    }
    expect(called.telegram.hears(/🔴 Бакай: полиция\n📍 Абая 5/)).toBeDefined();
    expect(called.telegram.hears(/🔴 Бакай: обыск\n📍 Абая 7/)).toBeDefined();
    expect(called.telegram.hears(/📣/)).toBeUndefined();
    await organiser.telegram.press('➕ Другое место');
    await world.drain();
    await organiser.telegram.send('нет');
    await world.drain();
    expect(called.telegram.hears(/📍 нет/)).toBeUndefined();
  });
});

describe('a second place', () => {
  it('is confirmed by a second neighbour who says NEW for the same place', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const first = await register(world, { telegram: 2 });
    const second = await register(world, { telegram: 3 });
    const called = await register(world, { telegram: 4 });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await first.telegram.send('бакай снос НОВЫЙ Абая 20');
    await second.telegram.send('НОВЫЙ бакай снос абая 20');
    await world.drain();
    expect(called.telegram.hears(/Абая 20[\s\S]*несколько соседей/)).toBeDefined();
  });
});

describe('an update', () => {
  it('reaches everyone who was called, except those who cannot come', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const coming = await register(world, { phone: '+77010000002' });
    const cannot = await register(world, { telegram: 3 });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await cannot.telegram.press('✖ Не могу');
    await organiser.telegram.press('📣 Сообщить новое');
    await world.drain();
    await organiser.telegram.send('Полиция ушла к дому 22');
    await world.drain();
    expect(coming.sms.inbox.at(-1)?.body).toBe('Бакай: Полиция ушла к дому 22');
    expect(cannot.telegram.messages).toHaveLength(1);
    expect(organiser.telegram.hears(/Получателей: 2/)).toBeDefined();
  });
});
