import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createInvites } from '../../src/store/invite.ts';
import { buttons, register, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.renew());

const memberships = () => world.store.database.prisma.membership.findMany({ orderBy: { slug: 'asc' } });

describe('joining on Telegram', () => {
  it('takes four taps, says in plain words what is stored and how to leave, and ends with the alarm button', async () => {
    const aigul = world.telegram.person({ id: 1001, firstName: 'Aigul', languageCode: 'kk' });
    await aigul.start();
    await world.drain();
    for (const tap of ['Қазақша', 'Бақай', /Екеуі/, /Келісемін/]) {
      await aigul.press(tap);
      await world.drain();
    }
    expect(texts(aigul)[3]).toMatch(/Telegram ID[\s\S]*атыңыз, тіліңіз[\s\S]*\/leave/);
    expect(texts(aigul)[4]).toMatch(/Дайын. Сіздің ауданыңыз: Бақай/);
    expect(aigul.messages[4]?.reply_markup).toMatchObject({ keyboard: [[{ text: '🚨 Дабыл' }], [{ request_location: true }]] });
    expect(await memberships()).toMatchObject([{ slug: 'bakai', role: 'both' }]);
  });

  it('offers the nearest neighbourhood to whoever sends a location', async () => {
    const aigul = world.telegram.person({ id: 1001, firstName: 'Aigul' });
    await aigul.start();
    await world.drain();
    await aigul.press('Русский');
    await aigul.shareLocation(43.2911, 76.8412);
    await world.drain();
    expect(buttons(aigul, /Ближайший/)[0]).toBe('Шанырак-2');
  });

  it('makes an organiser by a one-time link, and nobody with the same link again', async () => {
    const { database, cipher } = world.store;
    await database.transaction((tx) => createInvites(cipher).create(tx, 'secret-token', 'bakai', world.clock.now()));
    const [first, second] = [1, 2].map((id) => world.telegram.person({ id, firstName: 'Somebody' }));
    await first?.start('i_secret-token');
    await world.drain();
    await first?.press('Русский');
    await world.drain();
    await first?.press(/вступаю/);
    await world.drain();
    expect(first?.hears(/Вы организатор. Район: Бакай/)).toBeDefined();
    expect(await memberships()).toMatchObject([{ slug: 'bakai', role: 'organiser' }]);
    await second?.start('i_secret-token');
    await world.drain();
    expect(second?.hears(/использована|использовано|пайдаланылған|has been used/)).toBeDefined();
  });

  it('lets a member change the language and add a neighbourhood', async () => {
    const marat = await register(world, { telegram: 2 });
    await marat.telegram.send('/start');
    await world.drain();
    await marat.telegram.press('Қазақша');
    await world.drain();
    expect(texts(marat.telegram).at(-1)).toMatch(/қазақша жазамыз/);
    await marat.telegram.press('➕ Ещё один район');
    await world.drain();
    await marat.telegram.press('Шаңырақ-1');
    await world.drain();
    await marat.telegram.press(/Көмекке/);
    await world.drain();
    await marat.telegram.press(/Келісемін/);
    await world.drain();
    expect(await memberships()).toMatchObject([
      { slug: 'bakai', role: 'both' },
      { slug: 'shanyrak-1', role: 'defender' },
    ]);
  });
});

describe('the alarm button', () => {
  it('reports in three taps after it, with defaults', async () => {
    const aigul = await register(world, { telegram: 1, trust: 'trusted' });
    const marat = await register(world, { telegram: 2 });
    await aigul.telegram.send('🚨 Тревога');
    await world.drain();
    await aigul.telegram.press('полиция');
    await world.drain();
    await aigul.telegram.press('Пропустить');
    await world.drain();
    expect(marat.telegram.messages).toHaveLength(0);
    await aigul.telegram.press('🚨 Отправить');
    await world.drain();
    expect(texts(marat.telegram)[0]).toMatch(/Бакай: полиция[\s\S]*точное место пока неизвестно/);
  });

  it('takes a typed place, and lets a location come before anything else', async () => {
    const aigul = await register(world, { telegram: 1, trust: 'trusted' });
    const marat = await register(world, { telegram: 2 });
    await aigul.telegram.shareLocation(43.3, 76.83);
    await world.drain();
    await aigul.telegram.press('обыск');
    await world.drain();
    await aigul.telegram.send('у школы');
    await world.drain();
    await aigul.telegram.press('🚨 Отправить');
    await world.drain();
    expect(texts(marat.telegram)[0]).toMatch(/Бакай: обыск\n📍 у школы/);
  });

  it('is offered to whoever cries for help in other words, and nothing goes out before Send', async () => {
    const aigul = await register(world, { telegram: 1, trust: 'trusted' });
    const marat = await register(world, { telegram: 2 });
    await aigul.telegram.send('помогите, у нас снос, Жастар 14!');
    await world.drain();
    expect(texts(aigul.telegram).at(-1)).toMatch(/Бакай: снос[\s\S]*Жастар 14[\s\S]*Отправить/);
    expect(marat.telegram.messages).toHaveLength(0);
    await aigul.telegram.press('🚨 Отправить');
    await world.drain();
    expect(texts(marat.telegram)[0]).toMatch(/Жастар 14/);
    await aigul.telegram.press('Отмена');
    await world.drain();
    expect(aigul.telegram.hears(/Никому ничего не ушло/)).toBeUndefined();
  });

  it('can be given up at every step', async () => {
    const aigul = await register(world, { telegram: 1, trust: 'trusted' });
    await aigul.telegram.send('🚨 Тревога');
    await world.drain();
    await aigul.telegram.press('полиция');
    await world.drain();
    await aigul.telegram.press('Отмена');
    await aigul.telegram.press('Пропустить');
    await world.drain();
    expect(await world.store.database.prisma.incident.count()).toBe(0);
    expect(aigul.telegram.hears(/Отменено/)).toBeDefined();
  });
});

describe('a broadcast', () => {
  it('shows people, segments and cost first, and goes out once', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const dina = await register(world, { phone: '+77010000002', language: 'kk' });
    const marat = await register(world, { telegram: 3 });
    const other = await register(world, { telegram: 4, in: ['shanyrak-1'] });
    await organiser.telegram.send('/broadcast');
    await world.drain();
    await organiser.telegram.send('Собрание сегодня в 18:00 у школы, приходите все');
    await world.drain();
    expect(texts(organiser.telegram).at(-1)).toMatch(/получателей: 3 \(Telegram: 2, SMS: 1\)[\s\S]*Сегментов SMS: 1, примерно \$0.10/);
    expect(dina.sms.inbox).toHaveLength(0);
    await organiser.telegram.press('✅ Отправить');
    await organiser.telegram.press('✅ Отправить');
    await world.drain();
    expect(dina.sms.inbox.map((m) => m.body)).toEqual(['Бақай: Собрание сегодня в 18:00 у школы, приходите все']);
    expect(marat.telegram.messages).toHaveLength(1);
    expect(other.telegram.messages).toHaveLength(0);
  });

  it('asks an organiser of several neighbourhoods which one, and is refused to anybody else', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser', in: ['shanyrak'] });
    const marat = await register(world, { telegram: 2 });
    await organiser.telegram.send('/broadcast');
    await marat.telegram.send('/broadcast');
    await marat.telegram.pressData('bn:bakai');
    await marat.telegram.send('Всем привет');
    await world.drain();
    expect(buttons(organiser.telegram, /Какому району/)).toEqual(['Шанырак', 'Шанырак-1', 'Шанырак-2']);
    expect(texts(marat.telegram)[0]).toMatch(/только организаторы/);
    expect(await world.store.database.prisma.alert.count()).toBe(0);
  });
});
