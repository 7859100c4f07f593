import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const HOUR = 60 * 60_000;
const ASKED = /Сюда вступают по ключу от соседа/;
const KEY = /Ключ для одного соседа: ([0-9A-Z]{4} [0-9A-Z]{4})\n/;

let world: World;
let marat: Someone;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.store.database.prisma.neighbourhood.update({ where: { slug: 'bakai' }, data: { door: 'invited' } });
  await world.advance(6_000);
  marat = await register(world, { telegram: 2 });
});
afterEach(() => world.renew());

const membersOf = (slug: string) => world.store.database.prisma.membership.count({ where: { slug } });

async function keyOf(someone: Someone): Promise<string> {
  await someone.telegram.send('/invite');
  await world.drain();
  return KEY.exec(texts(someone.telegram).at(-1) ?? '')?.[1] ?? '';
}

/** A stranger who knocks on Telegram, as far as the choice of the neighbourhood. */
async function knock(id: number) {
  const stranger = world.telegram.person({ id, firstName: 'Somebody' });
  await stranger.start();
  await world.drain();
  await stranger.press('Русский');
  await world.drain();
  await stranger.press('Бакай');
  await world.drain();
  return stranger;
}

describe('a neighbourhood whose door takes a key', () => {
  it('lets in whoever types one, once', async () => {
    const key = await keyOf(marat);
    const [first, second] = [await knock(100), await knock(101)];
    expect(texts(first).at(-1)).toMatch(ASKED);
    for (const stranger of [first, second]) {
      await stranger.send(key.toLowerCase().replace(' ', '-'));
      await world.drain();
    }
    // Both were let as far as the door by the same key; it turns once.
    for (const stranger of [first, second]) {
      for (const tap of ['🏠🤝 И то и другое', /вступаю/]) {
        await stranger.press(tap);
        await world.drain();
      }
    }
    // Whoever is in is asked one thing more: what they can also do.
    expect(texts(first).slice(-2)).toEqual([expect.stringMatching(/Готово\. Ваш район: Бакай/), expect.stringMatching(/^Можете помочь/)]);
    expect(texts(second).at(-1)).toMatch(/Этот ключ не подошёл/);
    expect(await membersOf('bakai')).toBe(2);
  });

  it('asks by SMS, too, and the key may be typed in Cyrillic', async () => {
    const key = await keyOf(marat);
    const dina = world.twilio.phone('+77010000005');
    await dina.text('ВСТУПИТЬ БАКАЙ');
    await world.drain();
    expect(dina.inbox.at(-1)?.body).toMatch(ASKED);
    const cyrillic = key.replace(/[AEKMHPCTXY]/g, (letter) => 'АЕКМНРСТХУ'['AEKMHPCTXY'.indexOf(letter)] ?? '');
    await dina.text(cyrillic);
    await world.drain();
    expect(dina.inbox.at(-1)?.body).toMatch(/Ваш район: Бакай/);
    const late = world.twilio.phone('+77010000006');
    await late.text('ВСТУПИТЬ БАКАЙ');
    await late.text(key);
    await world.drain();
    expect(late.inbox.at(-1)?.body).toMatch(/Этот ключ не подошёл/);
    expect(await membersOf('bakai')).toBe(2);
  });

  it('keeps nobody from reporting', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const stranger = world.twilio.phone('+77010000005');
    await stranger.text('бакай снос Жастар 14');
    await world.drain();
    expect(organiser.telegram.hears(/Жастар 14/)).toBeDefined();
  });

  it('gives a member five keys at most, each for a week', async () => {
    const keys = [];
    for (let i = 0; i < 5; i++) keys.push(await keyOf(marat));
    expect(new Set(keys).size).toBe(5);
    expect(await keyOf(marat)).toBe('');
    expect(texts(marat.telegram).at(-1)).toMatch(/уже 5 неиспользованных/);
    for (let hour = 0; hour < 7 * 24; hour += 4) world.clock.advance(4 * HOUR);
    await world.settle();
    const late = world.twilio.phone('+77010000006');
    await late.text('ВСТУПИТЬ БАКАЙ');
    await world.drain();
    await late.text(keys[0] ?? '');
    await world.drain();
    expect(late.inbox.at(-1)?.body).toMatch(/не подошёл/);
    expect(await keyOf(marat)).not.toBe('');
  });

  it('is not opened by a button that is old or forged', async () => {
    const stranger = await knock(100);
    for (const data of ['jr:both', 'ja']) await stranger.pressData(data);
    await world.drain();
    expect(texts(stranger).at(-1)).toMatch(/не подошёл/);
    expect(await membersOf('bakai')).toBe(1);
  });

  it('stays open for those who live there, and elsewhere', async () => {
    await marat.telegram.send('ВСТУПИТЬ БАКАЙ');
    await world.drain();
    expect(texts(marat.telegram).at(-1)).toMatch(/Ваш район: Бакай/);
    await marat.telegram.send('ВСТУПИТЬ Шанырак-1');
    await world.drain();
    expect(await membersOf('shanyrak-1')).toBe(1);
  });
});

it('a key is not needed where the door is open', async () => {
  const dina = await register(world, { telegram: 3, in: ['shanyrak-1'] });
  await dina.telegram.send('/invite');
  await world.drain();
  expect(texts(dina.telegram).at(-1)).toMatch(/Ключ не нужен/);
});
