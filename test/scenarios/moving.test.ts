import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganisers } from '../../src/store/organiser.ts';
import { buttons, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
/** Organises the whole city, and so every neighbourhood in it. */
let city: Someone;
beforeAll(async () => {
  world = await startWorld();
  city = await register(world, { name: 'Асель', telegram: 1, role: 'organiser', in: ['almaty'] });
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
const said = ({ telegram }: Someone): string => texts(telegram).at(-1) ?? '';
const heard = ({ sms }: Someone): string => sms.inbox.at(-1)?.body ?? '';
const livesIn = async ({ id }: Someone): Promise<readonly string[]> =>
  (await prisma().membership.findMany({ where: { personId: id }, orderBy: { slug: 'asc' } })).map(({ slug, role }) => `${slug} ${role}`);
const audited = async (subject: string): Promise<readonly string[]> =>
  (await prisma().audit.findMany({ where: { subject } })).map(({ personId, action }) => `${personId} ${action}`);
const freeze = ({ id }: Someone) =>
  world.store.database.transaction((tx) => createOrganisers(world.store.cipher).freeze(tx, id, world.clock.now()));

async function act(...acts: Promise<unknown>[]): Promise<void> {
  await Promise.all(acts);
  await world.drain();
}

/** An alarm of the city's organiser, and its end, as somebody sees them. */
async function alarm(where: string, seen: () => unknown): Promise<unknown> {
  await act(city.telegram.send(`${where} снос Жастар 14`));
  const before = seen();
  await act(city.telegram.press('🏁 Отбой'));
  return before;
}

const calls = (someone: Someone) => () => someone.telegram.messages.filter(({ history }) => history[0]?.startsWith('🔴')).length;

describe('somebody who has moved house', () => {
  it('is called where they live now, and there alone, in their own quiet hours', async () => {
    const marat = await register(world, { telegram: 10 });
    await prisma().membership.updateMany({
      where: { personId: marat.id },
      data: { quietFrom: 1320, quietTo: 420, awayUntil: new Date(4e12) },
    });
    await act(marat.telegram.send('/moved'));
    expect(buttons(marat.telegram, /В какой район вы переехали/)).toEqual(['Шанырак-2', 'Шанырак-1', 'Отмена']);
    await act(marat.telegram.press('Шанырак-1'));
    expect(said(marat)).toMatch(/Теперь ваш район: Шанырак-1\. Из прежнего больше не зовём: Бакай\.$/);
    expect(await alarm('бакай', calls(marat))).toBe(0);
    expect(await alarm('шанырак-1', calls(marat))).toBe(1);
    expect(await prisma().membership.findMany({ where: { personId: marat.id } })).toMatchObject([
      { slug: 'shanyrak-1', role: 'both', quietFrom: 1320, quietTo: 420, awayUntil: null, settlesAt: null },
    ]);
    expect(await audited('neighbourhood:shanyrak-1')).toEqual([`${marat.id} move`]);
  });

  it('says so in one SMS, and is not called on another channel to what is left behind', async () => {
    const dina = await register(world, { telegram: 11, phone: '+77010000011' });
    const gone = await register(world, { telegram: 12, phone: '+77010000012' });
    await act(city.telegram.send('бакай снос Жастар 14'));
    await act(gone.sms.text('ПЕРЕЕХАЛА ШАНЫРАК-1'));
    expect(heard(gone)).toMatch(/Теперь ваш район: Шанырак-1/);
    await world.advance(63_000);
    expect([dina, gone].map(({ sms }) => sms.inbox.filter(({ body }) => /Нужны люди/.test(body)).length)).toEqual([1, 0]);
    await act(city.telegram.press('🏁 Отбой'));
    // Whoever was called hears that it is over.
    expect(gone.telegram.hears(/Бакай: снос — отбой/)).toBeDefined();
  });

  it('does not hear what still waited for them there', async () => {
    const olga = await register(world, { telegram: 13, in: ['shanyrak-2'] });
    await prisma().membership.updateMany({ where: { personId: olga.id }, data: { quietFrom: 0, quietTo: 1439 } });
    await act(city.telegram.send('/broadcast'));
    await act(city.telegram.press('Шанырак-2'));
    await act(city.telegram.send('Собрание вечером'));
    await city.telegram.press('✅ Отправить');
    await world.settle();
    const copy = () => prisma().delivery.findFirstOrThrow({ where: { personId: olga.id, kind: 'broadcast' } });
    expect((await copy()).state).toBe('deferred');
    await olga.telegram.send('/moved Бакай');
    await world.settle();
    expect((await copy()).state).toBe('cancelled');
  });

  it('is asked what is not clear: from where, to which part, and what we do not know', async () => {
    const both = await register(world, { phone: '+77010000014', in: ['bakai', 'shanyrak-1'] });
    await act(both.sms.text('КӨШТІМ ШАҢЫРАҚ-2'));
    expect(heard(both)).toMatch(/ПЕРЕЕХАЛ, старый район, новый. Ваши: Бакай, Шанырак-1/);
    await act(both.sms.text('Бакай'));
    expect(await livesIn(both)).toEqual(['shanyrak-1 both', 'shanyrak-2 both']);
    await act(both.sms.text('moved from shanyrak-1 to bakai'));
    expect(await livesIn(both)).toEqual(['bakai both', 'shanyrak-2 both']);
    const one = await register(world, { phone: '+77010000015', language: 'en' });
    await act(one.sms.text('MOVED Nurly'));
    expect(heard(one)).toMatch(/do not know that neighbourhood. Text MOVED and one of: Shanyrak-2, Shanyrak-1$/);
    await act(one.sms.text('MOVED SHANYRAK'));
    expect(heard(one)).toMatch(/Where have you moved to\? Text MOVED and one of: Shanyrak-2, Shanyrak-1$/);
    await act(one.sms.text('moved bakai'));
    expect(heard(one)).toMatch(/registered there already/);
    expect(await livesIn(one)).toEqual(['bakai both']);
  });

  it('comes in by the door like anybody, and is as new there: a trusted person’s report waits', async () => {
    await prisma().neighbourhood.update({ where: { slug: 'shanyrak-2' }, data: { door: 'invited' } });
    await world.advance(6_000);
    const host = await register(world, { telegram: 16, in: ['shanyrak-2'] });
    const vera = await register(world, { telegram: 17, trust: 'trusted' });
    await act(vera.telegram.send('/moved'), host.telegram.send('/invite'));
    await act(vera.telegram.press('Шанырак-2'));
    expect(said(vera)).toMatch(/Сюда вступают по ключу/);
    await act(vera.telegram.send('2A3C 4E5H'));
    expect(said(vera)).toMatch(/не подошёл/);
    expect(await livesIn(vera)).toEqual(['bakai both']);
    await act(vera.telegram.send(/соседа: (\w{4} \w{4})/.exec(said(host))?.[1] ?? ''));
    expect(said(vera)).toMatch(/Шанырак-2[\s\S]*первый месяц ваше сообщение должен подтвердить/);
    expect(await livesIn(vera)).toEqual(['shanyrak-2 both']);
    await act(vera.telegram.send('шанырак-2 приставы Ырыс 5'));
    expect(said(vera)).toMatch(/Людей пока не зовём/);
    await prisma().membership.updateMany({ where: { personId: vera.id }, data: { settlesAt: new Date(world.clock.now()) } });
    await act(vera.telegram.send('шанырак-2 обыск Ырыс 5'));
    expect(said(vera)).toMatch(/🟢/);
    await prisma().neighbourhood.update({ where: { slug: 'shanyrak-2' }, data: { door: 'open' } });
    await world.advance(6_000);
  });

  it('leaves an organiser’s role behind, warned before, and the others know', async () => {
    const bolat = await register(world, { name: 'Болат', telegram: 18, role: 'organiser' });
    await act(bolat.telegram.send('/moved'));
    await act(bolat.telegram.press('Шанырак-1'));
    expect(said(bolat)).toMatch(/роль с вами не переезжает\. Других организаторов там нет/);
    expect(await livesIn(bolat)).toEqual(['bakai organiser']);
    await act(bolat.telegram.press('✅ Всё равно переезжаю'));
    expect(await livesIn(bolat)).toEqual(['shanyrak-1 both']);
    expect(said(city)).toMatch(/Болат: переезд, больше не организатор. Район: Бакай/);
    const gulnar = await register(world, { phone: '+77010000019', role: 'organiser' });
    for (const expected of [['bakai organiser'], ['shanyrak-1 both']]) {
      await act(gulnar.sms.text('переехала шанырак-1'));
      expect(await livesIn(gulnar)).toEqual(expected);
    }
  });

  it('is not what a frozen account can do, though it looks so; nor a stranger, with a forged button', async () => {
    const taken = await register(world, { telegram: 20, role: 'organiser', in: ['bakai', 'shanyrak-2'] });
    await freeze(taken);
    await act(taken.telegram.send('/moved бакай шанырак-1'));
    await act(taken.telegram.press('✅ Всё равно переезжаю'));
    expect(said(taken)).toMatch(/Готово. Теперь ваш район: Шанырак-1/);
    expect(await livesIn(taken)).toEqual(['bakai organiser', 'shanyrak-2 organiser']);
    const stranger = world.telegram.person({ id: 21 });
    for (const data of ['mt:bakai', 'mf:bakai', 'ms', 'na', 'cy:1']) await stranger.pressData(data);
    await world.drain();
    expect(stranger.messages).toHaveLength(0);
  });
});
