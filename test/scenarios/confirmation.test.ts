import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { register, texts } from '../support/people.ts';
import { SMS_FROM, startWorld, type World } from '../support/world.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const CALLED = /^🔴 /;

let world: World;
beforeAll(async () => {
  world = await startWorld({ env: { TWILIO_VOICE_FROM: SMS_FROM } });
});
afterAll(() => world.stop());
afterEach(() => world.renew());

const incidents = () => world.store.database.prisma.incident.findMany({ orderBy: { id: 'asc' } });
async function decide(policy: 'send' | 'hold', window = 90): Promise<void> {
  await world.store.database.prisma.neighbourhood.updateMany({ data: { unconfirmed: policy, window } });
  // The app sees a change within seconds.
  await world.advance(10 * SECOND);
}

describe('neighbours who are asked about a report', () => {
  it('a false one is stopped by two who look and see nothing, and nobody is called', async () => {
    const liar = await register(world, { telegram: 1 });
    const aigul = await register(world, { telegram: 2, trust: 'trusted' });
    const marat = await register(world, { telegram: 3, trust: 'vouched' });
    const called = await register(world, { telegram: 4 });
    await liar.telegram.send('снос Жастар 14');
    await world.drain();
    await aigul.telegram.press('✖ Нет, не вижу');
    await world.drain();
    expect((await incidents())[0]?.stage).toBe('held');
    await marat.telegram.press('✖ Нет, не вижу');
    await world.drain();
    expect((await incidents())[0]?.stage).toBe('false');
    expect(liar.telegram.hears(/не видят там опасности/)).toBeDefined();
    await world.advance(5 * MINUTE);
    expect(called.telegram.messages).toHaveLength(0);
    await aigul.telegram.pressData(`w:${(await incidents())[0]?.id}:yes`);
    await world.drain();
    expect((await incidents())[0]?.stage).toBe('false');
  });

  it('no more than five are asked, and neither a stranger nor one who was not asked can answer for them', async () => {
    const newcomer = await register(world, { telegram: 1 });
    const trusted = [];
    for (let n = 0; n < 7; n++) trusted.push(await register(world, { telegram: 10 + n, trust: 'trusted' }));
    await newcomer.telegram.send('снос');
    await world.drain();
    const asked = trusted.filter(({ telegram }) => telegram.messages.length > 0);
    const left = trusted.find(({ telegram }) => telegram.messages.length === 0);
    expect(asked).toHaveLength(5);
    await left?.telegram.pressData(`w:${(await incidents())[0]?.id}:yes`);
    await newcomer.telegram.pressData(`w:${(await incidents())[0]?.id}:yes`);
    await world.drain();
    expect((await incidents())[0]?.stage).toBe('held');
  });
});

describe("when the neighbourhood's window ends and nobody has decided", () => {
  it('with "send" the neighbourhood itself is called, unconfirmed; a confirmation then calls everybody else, and nobody twice', async () => {
    await decide('send');
    const organiser = await register(world, { telegram: 9, role: 'organiser', in: ['almaty'] });
    const newcomer = await register(world, { telegram: 1, in: ['shanyrak'] });
    const near = await register(world, { telegram: 2, in: ['shanyrak'] });
    const text = await register(world, { phone: '+77010000003', in: ['shanyrak'] });
    const beyond = await register(world, { telegram: 4, in: ['shanyrak-1'] });
    await newcomer.telegram.send('шанырак снос Жастар 14');
    await world.advance(85 * SECOND);
    expect(near.telegram.messages).toHaveLength(0);
    await world.advance(10 * SECOND);
    expect(texts(near.telegram)[0]).toMatch(/Пока никто не подтвердил/);
    expect(text.sms.inbox[0]?.body).toMatch(/Шанырак: снос\. Не подтверждено\. Жастар 14/);
    expect(text.sms.inbox[0]?.segments).toBeLessThanOrEqual(2);
    expect(beyond.telegram.messages).toHaveLength(0);
    expect(organiser.telegram.hears(/не подтверждено/)).toBeDefined();
    await organiser.telegram.press('✅ Подтвердить');
    await world.advance(10 * SECOND);
    expect(texts(beyond.telegram)).toHaveLength(1);
    expect(texts(beyond.telegram)[0]).toMatch(/Подтвердил организатор/);
    expect(near.telegram.hears(/подтверждено\. Жастар 14\. Зовём остальных/)).toBeDefined();
    expect(texts(near.telegram).filter((shown) => CALLED.test(shown))).toHaveLength(1);
    expect(text.sms.inbox).toHaveLength(2);
    expect(texts(newcomer.telegram).filter((shown) => CALLED.test(shown) || /🟢/.test(shown))).toHaveLength(1);
  });

  it('with "send", whoever was called hears that it was false', async () => {
    await decide('send');
    const organiser = await register(world, { telegram: 9, role: 'organiser' });
    const newcomer = await register(world, { telegram: 1 });
    const near = await register(world, { telegram: 2 });
    await newcomer.telegram.send('снос Жастар 14');
    await world.advance(100 * SECOND);
    await organiser.telegram.press('❌ Ложная тревога');
    await world.drain();
    expect(near.telegram.hears(/ложная тревога/)).toBeDefined();
    expect((await incidents())[0]?.stage).toBe('false');
  });

  it('with "hold" organisers are rung up and asked: 1 calls everybody', async () => {
    const organiser = await register(world, { telegram: 9, phone: '+77010000009', role: 'organiser' });
    const newcomer = await register(world, { telegram: 1 });
    const called = await register(world, { telegram: 2 });
    organiser.sms.voice = { kind: 'answers', presses: '1' };
    await newcomer.telegram.send('снос Жастар 14');
    await world.advance(85 * SECOND);
    expect(organiser.sms.calls).toHaveLength(0);
    await world.advance(60 * SECOND);
    expect(organiser.sms.calls[0]).toMatchObject({ pressed: ['1'] });
    expect(texts(called.telegram)[0]).toMatch(/Подтвердил организатор/);
  });

  it('with "hold" 2 ends it, and once somebody has decided nobody is rung up', async () => {
    const organiser = await register(world, { telegram: 9, phone: '+77010000009', role: 'organiser' });
    const newcomer = await register(world, { telegram: 1 });
    const called = await register(world, { telegram: 2 });
    organiser.sms.voice = { kind: 'answers', presses: '2' };
    await newcomer.telegram.send('снос Жастар 14');
    await world.advance(3 * MINUTE);
    expect((await incidents())[0]?.stage).toBe('false');
    await newcomer.telegram.send('снос Жастар 14');
    await world.drain();
    await organiser.telegram.press('✅ Подтвердить');
    await world.advance(MINUTE);
    expect(called.telegram.messages).toHaveLength(1);
    expect(organiser.sms.calls).toHaveLength(1);
  });
});

describe('whoever reports what others have reported', () => {
  it('hears how many they are, and how many are on their way', async () => {
    const organiser = await register(world, { telegram: 9, role: 'organiser' });
    const coming = await register(world, { telegram: 2 });
    const dina = await register(world, { phone: '+77010000004' });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await coming.telegram.press('🏃 Иду');
    await dina.sms.text('снос Жастар 14');
    await world.drain();
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/С вами сообщили: 2\. В пути 1/);
  });
});

describe('somebody who sends one report after another', () => {
  it('asks three questions in Bakai and no more, while Shanyrak is asked, and confirms, at once', async () => {
    const bakai = await register(world, { telegram: 9, role: 'organiser' });
    const shanyrak = await register(world, { telegram: 8, role: 'organiser', in: ['shanyrak-1'] });
    const eye = await register(world, { telegram: 7, trust: 'trusted', in: ['shanyrak-1'] });
    const called = await register(world, { telegram: 6, in: ['shanyrak-1'] });
    const spammer = await register(world, { telegram: 1 });
    const newcomer = await register(world, { telegram: 2, in: ['shanyrak-1'] });
    for (let n = 0; n < 25; n++) await spammer.telegram.send(`НОВЫЙ снос Абая ${n}`);
    await newcomer.telegram.send('снос Жастар 14');
    for (let n = 25; n < 50; n++) await spammer.telegram.send(`НОВЫЙ снос Абая ${n}`);
    await world.advance(5 * SECOND);
    expect(shanyrak.telegram.hears(/Жастар 14/)).toBeDefined();
    await eye.telegram.press('👁 Да, вижу');
    await world.advance(5 * SECOND);
    expect(texts(called.telegram)[0]).toMatch(/Жастар 14/);
    await world.drain();
    expect(texts(bakai.telegram).filter((text) => /это правда/.test(text))).toHaveLength(3);
    expect(texts(bakai.telegram).filter((text) => /🔇/.test(text))).toHaveLength(1);
    await bakai.telegram.press('🔇 Не слушать сутки');
    await world.drain();
    expect(await world.store.database.prisma.ban.count()).toBe(1);
    expect(await incidents()).toHaveLength(51);
  });

  it('does not keep a true alarm from being asked about: another voice is enough', async () => {
    const organiser = await register(world, { telegram: 9, role: 'organiser' });
    const spammer = await register(world, { telegram: 1 });
    const stranger = world.twilio.phone('+77019999999');
    for (let n = 0; n < 5; n++) await spammer.telegram.send(`НОВЫЙ снос Абая ${n}`);
    await spammer.telegram.send('полиция Жастар 14');
    await world.drain();
    expect(organiser.telegram.hears(/Жастар 14/)).toBeUndefined();
    await stranger.text('бакай полиция Жастар 14');
    await world.drain();
    expect(organiser.telegram.hears(/Жастар 14/)).toBeDefined();
  });
});

describe('somebody who is banned', () => {
  it('is answered as before and shown to nobody, also after they have left and joined again', async () => {
    const organiser = await register(world, { telegram: 9, role: 'organiser' });
    const liar = await register(world, { phone: '+77010000001' });
    await liar.sms.text('снос Абая 1');
    await world.drain();
    await organiser.telegram.press('❌ Ложная тревога');
    await world.advance(5 * SECOND);
    await organiser.telegram.press('🚫 Не слушать больше');
    await world.drain();
    await liar.sms.text('ЗАБУДЬ МЕНЯ');
    await liar.sms.text('ЗАБУДЬ МЕНЯ');
    await liar.sms.text('ВСТУПИТЬ БАКАЙ');
    await liar.sms.text('снос Абая 2');
    await world.drain();
    expect(liar.sms.inbox.at(-1)?.body).toMatch(/^Услышали в/);
    expect(await incidents()).toHaveLength(1);
    expect(organiser.telegram.hears(/Абая 2/)).toBeUndefined();
    expect((await world.store.database.prisma.ban.findMany()).map(({ reports }) => reports)).toEqual([1]);
  });

  it('is heard again after a day, where they were only muted; and nobody trusted is silenced', async () => {
    const organiser = await register(world, { telegram: 9, role: 'organiser' });
    const liar = await register(world, { telegram: 1 });
    const other = await register(world, { telegram: 2 });
    await liar.telegram.send('снос Абая 1');
    await world.drain();
    const id = (await incidents())[0]?.id;
    await other.telegram.pressData(`b:${id}`);
    await organiser.telegram.press('❌ Ложная тревога');
    await organiser.telegram.pressData(`q:${id}`);
    await world.drain();
    await liar.telegram.send('/trust');
    await organiser.telegram.send('/trust');
    await world.drain();
    expect(texts(liar.telegram).at(-1)).toMatch(/сначала спросим[\s\S]*Подтвердилось ваших сообщений: 0\. Ложных тревог: 1/);
    expect(texts(organiser.telegram).at(-1)).toMatch(/зовёт людей сразу/);
    await liar.telegram.send('снос Абая 2');
    await world.drain();
    expect(await incidents()).toHaveLength(1);
    await world.store.database.prisma.ban.updateMany({ data: { until: new Date(world.clock.now()) } });
    await liar.telegram.send('снос Абая 3');
    await world.drain();
    expect(organiser.telegram.hears(/Абая 3/)).toBeDefined();
    await world.store.database.prisma.person.update({ where: { id: liar.id }, data: { trust: 'trusted' } });
    await organiser.telegram.pressData(`b:${(await incidents())[1]?.id}`);
    await world.drain();
    expect(await world.store.database.prisma.ban.count({ where: { until: null } })).toBe(0);
  });
});
