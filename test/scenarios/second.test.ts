import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createInvites } from '../../src/store/invite.ts';
import { buttons, crowd, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;
const AGREE = '✅ Да, можно';
const NO = '✖ Нет';
const TEXT = 'Собрание сегодня в 18:00 у школы';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.renew());

const prisma = () => world.store.database.prisma;
const audited = async (): Promise<readonly string[]> =>
  (await prisma().audit.findMany({ orderBy: { seq: 'asc' } })).map(({ personId, action, subject }) => `${personId} ${action} ${subject}`);
const frozen = async ({ id }: Someone): Promise<boolean> => (await prisma().person.findUniqueOrThrow({ where: { id } })).frozenAt !== null;

async function act(...presses: Promise<unknown>[]): Promise<void> {
  await Promise.all(presses);
  await world.drain();
}

/** Writes to all of Almaty, as far as Send. */
async function toAlmaty(organiser: Someone): Promise<void> {
  await act(organiser.telegram.send('/broadcast'));
  await act(organiser.telegram.press('Алматы'));
  await act(organiser.telegram.send(TEXT));
  await act(organiser.telegram.press('✅ Отправить'));
}

describe('a broadcast beyond one neighbourhood', () => {
  it('waits for another organiser, who sees whom it reaches and what it costs; whoever asked cannot agree', async () => {
    const city = await register(world, { name: 'Асель', telegram: 1, role: 'organiser', in: ['almaty'] });
    const bolat = await register(world, { telegram: 2, role: 'organiser' });
    const vera = await register(world, { telegram: 3, role: 'organiser', in: ['shanyrak-1'] });
    const marat = await register(world, { telegram: 4 });
    const dina = await register(world, { phone: '+77010000005' });
    await toAlmaty(city);
    expect(texts(city.telegram).at(-1)).toMatch(/Нужно согласие ещё одного организатора/);
    for (const { telegram } of [bolat, vera]) {
      expect(texts(telegram).at(-1)).toMatch(
        /Асель хочет написать всем. Район: Алматы[\s\S]*Получателей: 5 \(Telegram: 4, SMS: 1\)[\s\S]*\$0\.10[\s\S]*Собрание/,
      );
    }
    const { id } = await prisma().request.findFirstOrThrow();
    await act(city.telegram.pressData(`qy:${id}`), marat.telegram.pressData(`qy:${id}`));
    expect(marat.telegram.messages).toHaveLength(0);
    await act(vera.telegram.press(AGREE));
    expect(texts(marat.telegram)).toEqual([`Алматы: ${TEXT}`]);
    expect(dina.sms.inbox.map(({ body }) => body)).toEqual([`Алматы: ${TEXT}`]);
    expect(city.telegram.hears(/Другой организатор согласен: ваше сообщение уходит/)).toBeDefined();
    // The second to agree is too late, and nothing goes out twice.
    await act(bolat.telegram.press(AGREE));
    expect(bolat.telegram.toasts.at(-1)).toBe('Уже решено.');
    expect(dina.sms.inbox).toHaveLength(1);
    expect(await audited()).toEqual([
      `${city.id} ask request:${id}`,
      `${vera.id} approve request:${id}`,
      `${vera.id} broadcast-wide neighbourhood:almaty`,
    ]);
  });

  it('does not go out when one of them says no, nor when nobody answers in half an hour', async () => {
    const city = await register(world, { telegram: 1, role: 'organiser', in: ['almaty'] });
    const bolat = await register(world, { telegram: 2, role: 'organiser' });
    await toAlmaty(city);
    await act(bolat.telegram.press(NO));
    expect(texts(city.telegram).at(-1)).toMatch(/Другой организатор против: ваше сообщение не ушло/);
    await toAlmaty(city);
    await world.advance(30 * MINUTE + 1_000);
    await world.drain();
    expect(texts(city.telegram).at(-1)).toMatch(/За 30 минут никто не согласился/);
    await act(bolat.telegram.press(AGREE));
    expect(await prisma().alert.count({ where: { kind: 'broadcast' } })).toBe(0);
    expect((await prisma().request.findMany()).map(({ state, textSealed }) => [state, textSealed])).toEqual([
      ['refused', null],
      ['lapsed', null],
    ]);
  });

  it('goes out at once where nobody else could agree, and so does one to a single neighbourhood, and danger now', async () => {
    const city = await register(world, { telegram: 1, role: 'organiser', in: ['almaty'] });
    const marat = await register(world, { telegram: 2 });
    await toAlmaty(city);
    expect(texts(marat.telegram)).toHaveLength(1);
    const bolat = await register(world, { telegram: 3, role: 'organiser' });
    await act(bolat.telegram.send('/broadcast'));
    await act(bolat.telegram.send(TEXT));
    await act(bolat.telegram.press('✅ Отправить'));
    expect(texts(marat.telegram)).toHaveLength(2);
    await act(city.telegram.send('алматы снос'));
    expect(texts(marat.telegram).at(-1)).toMatch(/Алматы: снос/);
    expect(await prisma().request.count()).toBe(0);
  });
});

describe('an organiser whose phone was taken', () => {
  async function three() {
    const bolat = await register(world, { name: 'Болат', telegram: 1, role: 'organiser' });
    const gulnar = await register(world, { name: 'Гүлнар', telegram: 2, role: 'organiser' });
    const city = await register(world, { name: 'Асель', telegram: 3, role: 'organiser', in: ['almaty'] });
    return { bolat, gulnar, city };
  }

  it('is frozen by two others, and given back by two; what they had begun is held meanwhile', async () => {
    const { bolat, gulnar, city } = await three();
    const { telegram } = await crowd(world, { telegram: 120 });
    await act(bolat.telegram.send('/broadcast'));
    await act(bolat.telegram.send(TEXT));
    await bolat.telegram.press('✅ Отправить');
    await world.advance(1_000);
    await gulnar.telegram.send('/freeze');
    await world.advance(1_000);
    expect(buttons(gulnar.telegram, /У кого отняли телефон/)).toEqual(['Болат', 'Асель']);
    await gulnar.telegram.press('Болат');
    await world.advance(1_000);
    expect(await frozen(bolat)).toBe(false);
    await gulnar.telegram.press('Болат');
    await world.advance(200);
    expect(await frozen(bolat)).toBe(false);
    await city.telegram.press(AGREE);
    await world.advance(200);
    expect(await frozen(bolat)).toBe(true);
    await world.drain();
    const reached = telegram.filter(({ messages }) => messages.length > 0).length;
    expect(reached).toBeGreaterThan(20);
    expect(reached).toBeLessThan(120);
    await act(city.telegram.send('/freeze'));
    expect(buttons(city.telegram, /У кого отняли телефон/)).toContain('❄ Болат: доступ заморожен');
    // Cards of what happens meanwhile are not for whoever holds that phone.
    const stranger = world.twilio.phone('+77010000009');
    await act(stranger.text('бакай снос Жастар 14'));
    expect(gulnar.telegram.hears(/это правда/)).toBeDefined();
    expect(bolat.telegram.hears(/это правда/)).toBeUndefined();
    await act(city.telegram.send('/unfreeze'));
    await act(city.telegram.press('❄ Болат: доступ заморожен'));
    await act(bolat.telegram.pressData(`qy:${(await prisma().request.findFirstOrThrow({ where: { state: 'waiting' } })).id}`));
    expect(await frozen(bolat)).toBe(true);
    await act(gulnar.telegram.press(AGREE));
    expect(await frozen(bolat)).toBe(false);
    expect(telegram.every(({ messages }) => messages.length === 1)).toBe(true);
    const log = await audited();
    expect(log.filter((line) => /freeze/.test(line))).toEqual([
      `${city.id} freeze person:${bolat.id}`,
      `${gulnar.id} unfreeze person:${bolat.id}`,
    ]);
  });

  it('is frozen by a second organiser who chooses the same one, and their own request goes nowhere', async () => {
    const { bolat, gulnar, city } = await three();
    await toAlmaty(city);
    await act(bolat.telegram.pressData(`fz:${city.id}`));
    await act(gulnar.telegram.pressData(`fz:${city.id}`));
    expect(await frozen(city)).toBe(true);
    const request = await prisma().request.findFirstOrThrow({ where: { kind: 'broadcast-wide' } });
    await act(bolat.telegram.pressData(`qy:${request.id}`));
    expect(bolat.telegram.toasts.at(-1)).toMatch(/с тех пор что-то изменилось/);
    expect(await prisma().alert.count({ where: { kind: 'broadcast' } })).toBe(0);
  });

  it('has written an update that is held, and is dropped once it is no longer worth sending', async () => {
    const { bolat, gulnar, city } = await three();
    const { sms } = await crowd(world, { sms: 60 });
    await act(bolat.telegram.send('бакай снос Жастар 14'));
    await bolat.telegram.press('📣 Сообщить новое');
    await world.advance(1_000);
    await bolat.telegram.send('Расходитесь');
    await world.advance(1_000);
    await gulnar.telegram.pressData(`fz:${bolat.id}`);
    await world.advance(500);
    await city.telegram.press(AGREE);
    await world.drain();
    const told = (): number => sms.filter(({ inbox }) => inbox.some(({ body }) => /Расходитесь/.test(body))).length;
    const before = told();
    expect(before).toBeLessThan(60);
    expect(await prisma().delivery.count({ where: { state: 'frozen' } })).toBeGreaterThan(0);
    await world.advance(3 * 60 * MINUTE);
    expect(await prisma().delivery.count({ where: { state: 'frozen' } })).toBe(0);
    expect(told()).toBe(before);
  });

  it('raises no alarm alone any more: it waits for somebody else, like a stranger’s', async () => {
    const { bolat, gulnar, city } = await three();
    await act(gulnar.telegram.pressData(`fz:${bolat.id}`));
    await act(city.telegram.press(AGREE));
    await act(bolat.telegram.send('бакай снос Жастар 14'));
    expect((await prisma().incident.findFirstOrThrow()).stage).toBe('held');
  });
});

describe('the removal of an organiser', () => {
  it('takes two, and leaves a neighbour who is called like anyone', async () => {
    const bolat = await register(world, { name: 'Болат', telegram: 1, role: 'organiser' });
    const gulnar = await register(world, { telegram: 2, role: 'organiser' });
    await act(gulnar.telegram.send('/remove'));
    await act(gulnar.telegram.press('Болат'));
    expect(gulnar.telegram.toasts.at(-1)).toMatch(/Больше согласиться некому/);
    const third = await register(world, { telegram: 3, role: 'organiser' });
    await act(gulnar.telegram.press('Болат'));
    await act(third.telegram.press(AGREE));
    expect(await prisma().membership.findMany({ where: { personId: bolat.id } })).toMatchObject([{ slug: 'bakai', role: 'both' }]);
    await act(gulnar.telegram.send('бакай снос'));
    expect(bolat.telegram.hears(/Бакай: снос/)).toBeDefined();
    await act(bolat.telegram.send('/broadcast'));
    expect(texts(bolat.telegram).at(-1)).toMatch(/только организаторы/);
  });

  it('takes two of the same neighbourhood', async () => {
    const bolat = await register(world, { name: 'Болат', telegram: 1, role: 'organiser', in: ['bakai', 'shanyrak-1'] });
    const here = await register(world, { telegram: 2, role: 'organiser' });
    const there = await register(world, { telegram: 3, role: 'organiser', in: ['shanyrak-1'] });
    const other = await register(world, { telegram: 4, role: 'organiser' });
    await act(here.telegram.send('/remove'));
    await act(here.telegram.press('Болат'));
    await act(there.telegram.press(AGREE));
    expect(there.telegram.toasts.at(-1)).toMatch(/Уже нельзя/);
    expect(await prisma().membership.count({ where: { personId: bolat.id, role: 'organiser' } })).toBe(2);
    await act(other.telegram.press(AGREE));
    expect(await prisma().membership.findMany({ where: { personId: bolat.id }, orderBy: { slug: 'asc' } })).toMatchObject([
      { slug: 'bakai', role: 'both' },
      { slug: 'shanyrak-1', role: 'organiser' },
    ]);
  });
});

describe('a keeper', () => {
  it('is made by a one-time link, and freezes alone', async () => {
    const { database, cipher } = world.store;
    await database.transaction((tx) => createInvites(cipher).create(tx, 'keeper-token', null, world.clock.now()));
    const aigul = world.telegram.person({ id: 1, firstName: 'Aigul', languageCode: 'ru' });
    await act(aigul.start('i_keeper-token'));
    await act(aigul.press('Русский'));
    expect(texts(aigul).at(-1)).toMatch(/приглашают стать хранителем/);
    await act(aigul.press('✅ Да, вступаю'));
    expect(texts(aigul).at(-1)).toMatch(/Вы хранитель/);
    const other = world.telegram.person({ id: 2 });
    await act(other.start('i_keeper-token'));
    expect(await prisma().person.count({ where: { keeper: true } })).toBe(1);
    const bolat = await register(world, { name: 'Болат', telegram: 3, role: 'organiser' });
    await act(aigul.send('/freeze'));
    await act(aigul.press('Болат'));
    expect(await frozen(bolat)).toBe(true);
    const keeper = await prisma().person.findFirstOrThrow({ where: { keeper: true } });
    expect(await audited()).toEqual([`${keeper.id} appoint person:${keeper.id}`, `${keeper.id} freeze person:${bolat.id}`]);
  });
});

describe('the removal of a keeper', () => {
  it('takes two other keepers: an organiser neither chooses one nor agrees', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const keepers = [2, 3, 4].map((telegram) => register(world, { name: `Keeper ${telegram}`, telegram, role: 'resident' }));
    const [one, two, three] = await Promise.all(keepers);
    if (!one || !two || !three) throw new Error('three keepers');
    await prisma().person.updateMany({ where: { id: { in: [one.id, two.id, three.id] } }, data: { keeper: true } });
    await act(organiser.telegram.send('/remove'));
    expect(texts(organiser.telegram).at(-1)).toMatch(/Выбирать здесь некого/);
    await act(organiser.telegram.pressData(`ro:${one.id}`));
    expect(organiser.telegram.toasts.at(-1)).toMatch(/только организаторы/);
    await act(two.telegram.send('/remove'));
    await act(two.telegram.press('Keeper 2'));
    await act(organiser.telegram.press(AGREE));
    expect(organiser.telegram.toasts.at(-1)).toMatch(/Уже нельзя/);
    expect((await prisma().person.findUniqueOrThrow({ where: { id: one.id } })).keeper).toBe(true);
    await act(three.telegram.press(AGREE));
    expect((await prisma().person.findUniqueOrThrow({ where: { id: one.id } })).keeper).toBe(false);
  });
});

describe('the duress word', () => {
  it('looks like success, freezes its own account, and tells the other organisers', async () => {
    const bolat = await register(world, { name: 'Болат', telegram: 1, phone: '+77010000001', role: 'organiser' });
    const gulnar = await register(world, { telegram: 2, role: 'organiser' });
    const oleg = await register(world, { phone: '+77010000003', role: 'organiser' });
    const marat = await register(world, { telegram: 4 });
    await act(bolat.telegram.send('/duress'));
    for (const unfit of ['да', 'бакай', 'ой']) {
      await act(bolat.telegram.send(unfit));
      expect(texts(bolat.telegram).at(-1)).toMatch(/Выберите другое/);
    }
    await act(bolat.telegram.send('Синий Чайник'));
    expect(texts(bolat.telegram).at(-1)).toMatch(/удалите из чата/);
    // Nobody else's word.
    await act(gulnar.telegram.send('синий чайник'));
    expect(await frozen(gulnar)).toBe(false);
    await act(bolat.telegram.send('/broadcast'));
    await act(bolat.telegram.send(TEXT));
    await act(bolat.telegram.send('синий чайник'));
    expect(texts(bolat.telegram).at(-1)).toMatch(/^Отправляем. Получателей: 4/);
    expect(await frozen(bolat)).toBe(true);
    expect(marat.telegram.messages).toHaveLength(0);
    expect(texts(gulnar.telegram).at(-1)).toMatch(/Принуждают: Болат/);
    expect(oleg.sms.inbox.at(-1)?.body).toMatch(/Принуждают: Болат/);
    await act(bolat.telegram.press('✅ Отправить'));
    await act(bolat.telegram.send('синий чайник'));
    expect(marat.telegram.messages).toHaveLength(0);
    expect(oleg.sms.inbox).toHaveLength(1);
    expect((await audited()).filter((line) => /duress/.test(line))).toEqual([
      `${bolat.id} set-duress person:${bolat.id}`,
      `${bolat.id} duress person:${bolat.id}`,
    ]);
    const { duressHash } = await prisma().person.findUniqueOrThrow({ where: { id: bolat.id } });
    expect(Buffer.from(duressHash ?? []).toString('utf8')).not.toMatch(/чайник/i);
    expect(world.log.join()).not.toMatch(/чайник|Болат/i);
  });

  it('works by SMS too', async () => {
    const bolat = await register(world, { telegram: 1, phone: '+77010000001', role: 'organiser' });
    await act(bolat.telegram.send('/duress'));
    await act(bolat.telegram.send('синий чайник'));
    await act(bolat.sms.text('СИНИЙ ЧАЙНИК.'));
    expect(bolat.sms.inbox.at(-1)?.body).toBe('Принято');
    expect(await frozen(bolat)).toBe(true);
  });
});
