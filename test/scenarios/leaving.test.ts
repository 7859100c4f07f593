import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buttons, register, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const HOUR = 60 * 60_000;

let world: World;
/** The same for all stories, but those that need other settings. */
let usual: World;
beforeAll(async () => {
  world = usual = await startWorld();
});
afterAll(() => usual.stop());
afterEach(async () => {
  if (world === usual) return await usual.renew();
  await world.stop();
  world = usual;
});

const contacts = () => world.store.database.prisma.contact.findMany({ orderBy: { id: 'asc' } });

describe('stopping', () => {
  it('after English STOP by SMS: silence, and no call by SMS any more', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const dina = await register(world, { phone: '+77010000002' });
    await dina.sms.text('STOP');
    await organiser.telegram.send('бакай снос');
    await world.drain();
    await dina.sms.text('что происходит');
    await world.drain();
    expect(dina.sms.inbox).toHaveLength(0);
    expect(world.twilio.sends).toHaveLength(0);
  });

  it('after Russian or Kazakh words: one confirmation, then silence until JOIN or START', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const dina = await register(world, { phone: '+77010000002', language: 'kk' });
    await dina.sms.text('Тоқтат!');
    await dina.sms.text('тоқтат');
    await dina.sms.text('алло');
    await organiser.telegram.send('бакай снос');
    await world.drain();
    expect(dina.sms.inbox.map((m) => m.body)).toEqual(['Дайын. Енді жазбаймыз. Қайту үшін ҚОСЫЛУ деп жазыңыз.']);
    await dina.sms.text('start');
    await world.drain();
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/Сізге қайта жазамыз. Ауданыңыз: Бақай/);
  });

  it('a report from somebody who stopped is heard and held, and not answered', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const dina = await register(world, { phone: '+77010000002', trust: 'trusted' });
    await dina.sms.text('СТОП');
    await world.drain();
    await dina.sms.text('снос Жастар 14');
    await world.drain();
    expect(organiser.telegram.hears(/это правда/)).toBeDefined();
    expect(dina.sms.inbox).toHaveLength(1);
  });

  it('such a report is held in each of their neighbourhoods, because they cannot be asked, and told on Telegram when it goes out', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser', in: ['bakai'] });
    const other = await register(world, { telegram: 2, role: 'organiser', in: ['shanyrak-1'] });
    const dina = await register(world, { telegram: 3, phone: '+77010000003', in: ['bakai', 'shanyrak-1'] });
    await dina.sms.text('СТОП');
    await world.drain();
    await dina.sms.text('снос Жастар 14');
    await world.drain();
    expect([organiser, other].every((o) => o.telegram.hears(/правда/))).toBe(true);
    await organiser.telegram.press('✅ Подтвердить');
    await world.drain();
    expect(dina.sms.inbox).toHaveLength(0);
    expect(dina.telegram.hears(/🟢/)).toBeDefined();
  });

  it('closes the phone only, where there is Telegram too; the person hears there, once, with a button to leave altogether', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const marat = await register(world, { telegram: 2, phone: '+77010000002' });
    await marat.sms.text('STOP');
    await world.drain();
    expect(texts(marat.telegram)).toHaveLength(1);
    expect(buttons(marat.telegram, /телефон закрыт/)).toEqual(['Выйти и стереть всё']);
    await organiser.telegram.send('бакай снос');
    await world.drain();
    expect(marat.telegram.hears(/Бакай: снос/)).toBeDefined();
    await marat.telegram.press('Выйти и стереть всё');
    await world.drain();
    expect(marat.telegram.hears(/Стёрто/)).toBeDefined();
    expect(await contacts()).toHaveLength(1);
  });

  it('is no part of a longer sentence', async () => {
    const dina = await register(world, { phone: '+77010000002' });
    await dina.sms.text('We must STOP them');
    await world.drain();
    expect((await contacts())[0]?.state).toBe('open');
    expect(dina.sms.inbox).toHaveLength(1);
  });

  it('a blocked bot closes Telegram only, and a lifted block opens it again', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const marat = await register(world, { telegram: 2, phone: '+77010000002' });
    await marat.telegram.block();
    await organiser.telegram.send('бакай снос');
    await world.drain();
    expect(marat.sms.inbox).toHaveLength(1);
    await marat.telegram.unblock();
    await organiser.telegram.send('бакай полиция');
    await world.drain();
    expect(marat.sms.inbox).toHaveLength(1);
    expect(marat.telegram.hears(/полиция/)).toBeDefined();
  });
});

describe('being forgotten', () => {
  it('asks once, then erases the person and every contact at once, and says so', async () => {
    const marat = await register(world, { telegram: 2, phone: '+77010000002' });
    await marat.telegram.send('/leave');
    await world.drain();
    expect(await world.store.database.prisma.person.count()).toBe(1);
    await marat.telegram.press('Выйти и стереть всё');
    await world.drain();
    expect(texts(marat.telegram).at(-1)).toMatch(/Стёрто/);
    expect(await world.store.database.prisma.person.count()).toBe(0);
    expect(await contacts()).toHaveLength(0);
    expect(
      await world.store.database.prisma.delivery.count({ where: { OR: [{ contactId: { not: null } }, { addressSealed: { not: null } }] } }),
    ).toBe(0);
  });

  it('by SMS is said twice; whoever comes back is asked for the neighbourhood', async () => {
    const dina = await register(world, { phone: '+77010000002' });
    await dina.sms.text('Забудьте меня');
    await world.drain();
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/Точно\? Отправьте ЗАБУДЬ МЕНЯ ещё раз/);
    await dina.sms.text('забудь меня');
    await world.drain();
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/Стёрто/);
    expect(await contacts()).toHaveLength(0);
    await dina.sms.text('СТАРТ');
    await world.drain();
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/ВСТУПИТЬ|Какой район|Қай аудан/);
  });

  it('in mid-call stops what was still to be sent, without disturbing the call', async () => {
    world = await startWorld({ segmentsPerSecond: 1 });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const people = [];
    for (let i = 0; i < 5; i++) people.push(await register(world, { phone: `+7701000001${i}`, ...(i === 4 ? { telegram: 9 } : {}) }));
    const last = people[3];
    await organiser.telegram.send('бакай снос');
    await last?.sms.text('забудь меня');
    await last?.sms.text('забудь меня');
    await world.drain();
    expect(last?.sms.hears(/снос/)).toBeUndefined();
    expect(people[0]?.sms.hears(/снос/)).toBeDefined();
  });
});

describe('strangers', () => {
  it('hear one help text an hour; JOIN and reports are always answered', async () => {
    const stranger = world.twilio.phone('+77019999999');
    await stranger.text('здравствуйте');
    await stranger.text('вы кто');
    await world.drain();
    expect(stranger.inbox).toHaveLength(1);
    expect(stranger.inbox[0]?.body).toMatch(/Тревога соседей/);
    await stranger.text('снос');
    await world.drain();
    expect(stranger.inbox.at(-1)?.body).toMatch(/В каком районе/);
    await stranger.text('вступить');
    await world.drain();
    expect(stranger.inbox.at(-1)?.body).toMatch(/ВСТУПИТЬ и один из: Бакай, Шанырак-1, Шанырак-2/);
    await stranger.text('бакай');
    await world.drain();
    expect(stranger.inbox.at(-1)?.body).toMatch(/Ваш район: Бакай/);
    await world.advance(HOUR + 1_000);
    await stranger.text('вступить в Нахаловку');
    await world.drain();
    expect(stranger.inbox.at(-1)?.body).toMatch(/Такого района не знаем/);
  });

  it('are answered no oftener for typing codes, answers or commands', async () => {
    const stranger = world.twilio.phone('+77019999999');
    for (const typed of ['1', 'нет', 'YES 4K7', 'CLEAR 4K7', '/broadcast', 'иду 4K7']) await stranger.text(typed);
    await world.drain();
    expect(stranger.inbox).toHaveLength(1);
  });

  it('of a large neighbourhood are asked for the part of it', async () => {
    const stranger = world.twilio.phone('+77019999999');
    await stranger.text('ВСТУПИТЬ ШАНЫРАК');
    await world.drain();
    expect(stranger.inbox.at(-1)?.body).toMatch(/Шанырак-1, Шанырак-2/);
    expect(await world.store.database.prisma.membership.count()).toBe(0);
    await stranger.text('шанырак 2');
    await world.drain();
    expect(await world.store.database.prisma.membership.findMany()).toMatchObject([{ slug: 'shanyrak-2' }]);
  });

  it.each([
    ['JOIN BAKAI', /Ауданыңыз|Ваш район|You are in/],
    ['ҚОСЫЛУ БАҚАЙ', /Ауданыңыз: Бақай/],
    ['косылу бакай', /Ауданыңыз: Бақай/],
    ['ВСТУПИТЬ БАКАЙ', /Ваш район: Бакай/],
  ])('join with %s', async (typed, answer) => {
    const stranger = world.twilio.phone('+77019999999');
    await stranger.text(typed);
    await world.drain();
    expect(stranger.inbox.map((m) => m.body)).toEqual([expect.stringMatching(answer)]);
    expect(await world.store.database.prisma.membership.findMany()).toMatchObject([{ slug: 'bakai' }]);
  });
});
