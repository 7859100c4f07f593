import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganisers } from '../../src/store/organiser.ts';
import { register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;
const CODE = /Код для нового номера: (\d{6})\./;
const FAILED = /Подтвердить номер не получилось/;

let world: World;
let city: Someone;
beforeAll(async () => {
  world = await startWorld();
  city = await register(world, { name: 'Асель', telegram: 1, role: 'organiser', in: ['almaty'] });
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
const said = ({ telegram }: Pick<Someone, 'telegram'>): string => texts(telegram).at(-1) ?? '';
const phone = (n: number) => world.twilio.phone(`+7701000${n}`);
const inbox = (n: number): readonly string[] => phone(n).inbox.map(({ body }) => body);
const hashOf = (n: number) => world.store.cipher.hash('phone', `+7701000${n}`);
const numbersOf = async ({ id }: Someone): Promise<readonly string[]> => {
  const rows = await prisma().contact.findMany({ where: { personId: id, channel: 'phone' } });
  return rows.map(({ addressSealed }) => world.store.cipher.open('contact.address', addressSealed));
};
const audited = async ({ id }: Someone): Promise<readonly string[]> =>
  (await prisma().audit.findMany({ where: { subject: `person:${id}` } })).map(({ personId, action }) => `${personId} ${action}`);
const freeze = ({ id }: Someone) =>
  world.store.database.transaction((tx) => createOrganisers(world.store.cipher).freeze(tx, id, world.clock.now()));

async function act(...acts: Promise<unknown>[]): Promise<void> {
  await Promise.all(acts);
  await world.drain();
}

/** Asks for another number on Telegram, as far as its code, which is empty where none came. */
async function ask(someone: Someone, n: number): Promise<string> {
  await act(someone.telegram.send('/number'));
  await act(someone.telegram.send(`8 701 000 ${n}`));
  return CODE.exec(inbox(n).at(-1) ?? '')?.[1] ?? '';
}

const five = (send: () => Promise<unknown>): Promise<unknown>[] => Array.from({ length: 5 }, send);

/** A code that is not this one. */
const wrong = (code: string): string => code.replace(/\d$/, (last) => String((Number(last) + 1) % 10));

describe('a new number, asked for on Telegram', () => {
  it('is theirs once its code comes back; the old phone hears of it once, and nothing more', async () => {
    const marat = await register(world, { telegram: 10, phone: '+77010001010' });
    await act(marat.telegram.send('/number'), marat.telegram.send('12345'));
    expect(said(marat)).toMatch(/Номер не читается/);
    const code = await ask(marat, 2010);
    expect(said(marat)).toMatch(/Если номер с 2010 в конце может принять код/);
    await act(marat.telegram.send(wrong(code)));
    expect(said(marat)).toMatch(/Код не тот. Осталось попыток: 4/);
    expect(await numbersOf(marat)).toEqual(['+77010001010']);
    await act(marat.telegram.send(`${code.slice(0, 3)} ${code.slice(3)}`));
    expect(said(marat)).toMatch(/Теперь пишем на новый номер/);
    expect(await numbersOf(marat)).toEqual(['+77010002010']);
    expect(inbox(1010)).toEqual([expect.stringMatching(/Больше не пишем на этот номер/)]);
    expect(await audited(marat)).toEqual([`${marat.id} change-contact`]);
    // The number is nobody's now, and may become somebody else's.
    await act(phone(1010).text('ВСТУПИТЬ БАКАЙ'));
    expect(inbox(1010).at(-1)).toMatch(/Ваш район: Бакай/);
  });

  it('is not theirs after five wrong codes, nor after a quarter of an hour', async () => {
    const dina = await register(world, { telegram: 11, phone: '+77010001011', in: ['shanyrak-2'] });
    const first = await ask(dina, 2011);
    await act(...five(() => dina.telegram.send(wrong(first))));
    expect(texts(dina.telegram)).toContainEqual(expect.stringMatching(FAILED));
    await act(dina.telegram.send(first));
    const second = await ask(dina, 2011);
    world.clock.advance(15 * MINUTE);
    await act(dina.telegram.send(second));
    expect(said(dina)).toMatch(/Код устарел/);
    expect(await numbersOf(dina)).toEqual(['+77010001011']);
    expect(await ask(dina, 2011)).not.toBe('');
    await act(dina.telegram.send('/number +77010002011'));
    expect(said(dina)).toMatch(/Сегодня вы уже 3 раза просили код/);
    expect(inbox(2011)).toHaveLength(3);
  });

  it('of somebody else, or that asked for silence, gets nothing, and whoever asks cannot tell', async () => {
    const [prober, other] = [
      await register(world, { telegram: 12, in: ['shanyrak-2'] }),
      await register(world, { phone: '+77010001012', in: ['shanyrak-2'] }),
    ];
    await act(phone(2012).text('СТОП'));
    const free = await ask(prober, 3012);
    const seen = said(prober).replace('3012', 'N');
    for (const n of [1012, 2012]) {
      const before = inbox(n).length;
      expect(await ask(prober, n)).toBe('');
      expect([inbox(n).length, said(prober).replace(String(n), 'N')]).toEqual([before, seen]);
      await act(...five(() => prober.telegram.send(free)));
      expect(texts(prober.telegram).filter((text) => FAILED.test(text))).toHaveLength(n === 1012 ? 1 : 2);
    }
    expect([await numbersOf(prober), await numbersOf(other)]).toEqual([[], ['+77010001012']]);
  });

  it('that becomes somebody’s while its code is out stays theirs', async () => {
    const vera = await register(world, { telegram: 13, in: ['shanyrak-2'] });
    const code = await ask(vera, 2013);
    await act(phone(2013).text('ВСТУПИТЬ ШАНЫРАК-2'));
    await act(vera.telegram.send(code));
    expect([said(vera), await numbersOf(vera)]).toEqual([expect.stringMatching(FAILED), []]);
  });

  it('takes along what waits for the old one, and the silence that was laid on it; who was forgotten there is back by their own wish', async () => {
    const taken = await register(world, { telegram: 14, phone: '+77010001014', in: ['shanyrak-2'] });
    const at = new Date(world.clock.now() + 60 * MINUTE);
    const contact = await prisma().contact.findFirstOrThrow({ where: { personId: taken.id, channel: 'phone' } });
    const content = world.store.cipher.seal('content', JSON.stringify({ key: 'noted' }));
    const copy = {
      contactId: contact.id,
      personId: taken.id,
      lane: 'sms',
      op: 'message',
      kind: 'answer',
      urgency: 0,
      contentSealed: content,
    };
    const times = { dueAt: at, queuedAt: at, expiresAt: new Date(at.getTime() + MINUTE) };
    const { id } = await prisma().delivery.create({ data: { ...copy, ...times, state: 'deferred' } });
    await prisma().ban.create({ data: { channel: 'phone', addressHash: hashOf(1014), slug: 'bakai' } });
    await prisma().forgotten.create({ data: { channel: 'phone', addressHash: hashOf(2014), at } });
    await taken.telegram.send('/number');
    await taken.telegram.send('+77010002014');
    await world.advance(2_000);
    await taken.telegram.send(CODE.exec(inbox(2014).at(-1) ?? '')?.[1] ?? '');
    await world.advance(2_000);
    const given = await prisma().contact.findFirstOrThrow({ where: { personId: taken.id, channel: 'phone' } });
    expect((await prisma().delivery.findUniqueOrThrow({ where: { id } })).contactId).toBe(given.id);
    expect(await prisma().ban.count({ where: { addressHash: hashOf(2014), slug: 'bakai', until: null } })).toBe(1);
    expect(await prisma().forgotten.count()).toBe(0);
    await prisma().delivery.delete({ where: { id } });
  });

  it('of an organiser is told to the others; a frozen one gets no code, and cannot tell', async () => {
    const bolat = await register(world, { name: 'Болат', telegram: 15, phone: '+77010001015', role: 'organiser' });
    await act(bolat.telegram.send(await ask(bolat, 2015)));
    expect(said(city)).toMatch(/Болат: сменился номер телефона или аккаунт Telegram/);
    const seen = texts(bolat.telegram).at(-2)?.replace('2015', 'N');
    await freeze(bolat);
    expect(await ask(bolat, 3015)).toBe('');
    expect(said(bolat).replace('3015', 'N')).toBe(seen);
    expect(await numbersOf(bolat)).toEqual(['+77010002015']);
  });
});

describe('a new number, asked for by SMS', () => {
  const START = /Начало кода: (\d{4})\. Конец на номере с (\d{4}) в конце/;
  const END = /Конец кода: (\d{4})\./;

  it('takes half a code from each phone, typed on either; a call’s end reaches the new ones, and them alone', async () => {
    const people = [
      { someone: await register(world, { phone: '+77010001020' }), old: 1020, fresh: 2020, typed: 2020 },
      { someone: await register(world, { phone: '+77010001021' }), old: 1021, fresh: 2021, typed: 1021 },
    ];
    await act(city.telegram.send('бакай снос Жастар 14'));
    const { code } = await prisma().incident.findFirstOrThrow({ orderBy: { id: 'desc' } });
    for (const { someone, old, fresh, typed } of people) {
      expect(inbox(old).at(-1)).toMatch(/Нужны люди/);
      await act(phone(old).text(`НОМЕР 8 701 000 ${fresh}`));
      const [start, end] = [START.exec(inbox(old).at(-1) ?? '')?.[1], END.exec(inbox(fresh).at(-1) ?? '')?.[1]];
      // Who sent an SMS can be forged: one phone's half is not enough.
      await act(phone(typed).text(`${end}${end}`));
      expect(inbox(typed).at(-1)).toMatch(/Код не тот/);
      await act(phone(typed).text(`${start} ${end}`));
      expect(await numbersOf(someone)).toEqual([`+7701000${fresh}`]);
      expect(inbox(fresh).at(-1)).toMatch(/Теперь пишем на новый номер/);
      expect(inbox(old).at(-1)).toMatch(/Больше не пишем на этот номер/);
    }
    await act(city.telegram.send(`отбой ${code}`));
    expect([2020, 2021, 1020, 1021].map((n) => /отбой/.test(inbox(n).at(-1) ?? ''))).toEqual([true, true, false, false]);
  });

  it('is explained to whoever sends the word alone, and told apart from a question', async () => {
    await register(world, { phone: '+77010001022', in: ['shanyrak-2'] });
    await act(phone(1022).text('НОМЕР'));
    expect(inbox(1022).at(-1)).toMatch(/напишите новый номер, например: НОМЕР \+77011234567/);
    await act(phone(1022).text('+77010001022'));
    expect(inbox(1022).at(-1)).toMatch(/Этот ваш номер у нас есть/);
  });
});

describe('a new Telegram account', () => {
  /** The link's payload, and what the new account sees once it has opened it. */
  async function open(someone: Someone, fresh: number) {
    await act(someone.telegram.send('/number'));
    await act(someone.telegram.press(/новый Telegram/));
    const payload = /https:\/\/t\.me\/dabyl_bot\?start=(m_[\w-]{32})\n/.exec(said(someone))?.[1] ?? '';
    const telegram = world.telegram.person({ id: fresh, languageCode: 'ru' });
    await act(telegram.start(payload));
    return { telegram, payload };
  }

  it('takes the old one’s place once the old one says that it was them; everybody concerned knows', async () => {
    const gulnar = await register(world, { name: 'Гүлнар', telegram: 30, phone: '+77010001030', role: 'organiser' });
    await act(city.telegram.send('бакай снос Жастар 14'));
    const { telegram } = await open(gulnar, 130);
    expect(texts(telegram).at(-1)).toMatch(/вернитесь в старый аккаунт/);
    expect(await prisma().contact.count({ where: { personId: gulnar.id, addressHash: world.store.cipher.hash('telegram', '130') } })).toBe(
      0,
    );
    await act(gulnar.telegram.press('✅ Да, это я'));
    expect(said(gulnar)).toMatch(/Больше сюда не пишем/);
    expect(texts(telegram)).toContainEqual(expect.stringMatching(/Теперь пишем вам сюда/));
    expect(inbox(1030).at(-1)).toMatch(/пишем в другой ваш аккаунт Telegram/);
    expect(said(city)).toMatch(/Гүлнар: сменился номер/);
    expect(await audited(gulnar)).toEqual([`${gulnar.id} change-contact`]);
    // The organiser's card came along, and decides there; the old account is a stranger's.
    const before = gulnar.telegram.messages.length;
    await act(telegram.press('🏁 Отбой'));
    expect(texts(telegram)).toContainEqual(expect.stringMatching(/— отбой/));
    await act(gulnar.telegram.send('/broadcast'));
    expect([said(gulnar), gulnar.telegram.messages.length]).toEqual([expect.stringMatching(/Это служба «Тревога соседей»/), before + 1]);
  });

  it('is refused by a No, and its link is worth nothing any more', async () => {
    const marat = await register(world, { telegram: 31, in: ['shanyrak-2'] });
    const { telegram, payload } = await open(marat, 131);
    const { id } = await prisma().change.findUniqueOrThrow({ where: { personId: marat.id } });
    // The new account cannot answer for the old one, nor can anybody else.
    await act(telegram.pressData(`cy:${id}`), city.telegram.pressData(`cy:${id}`));
    await act(marat.telegram.press('✖ Нет, не я'));
    expect(said(marat)).toMatch(/ничего не изменилось/);
    expect(texts(telegram).at(-1)).toMatch(/Подтвердить аккаунт не получилось/);
    await act(marat.telegram.pressData(`cy:${id}`), telegram.start(payload));
    expect(await prisma().contact.count({ where: { personId: marat.id } })).toBe(1);
    expect(texts(telegram).at(-1)).toMatch(/не получилось/);
  });

  it('is not one that is somebody’s, nor one that comes late, or after another; a frozen account’s link opens nothing', async () => {
    const [dina, member] = [
      await register(world, { telegram: 32, in: ['shanyrak-2'] }),
      await register(world, { telegram: 132, in: ['shanyrak-2'] }),
    ];
    const { payload } = await open(dina, 132);
    expect(said(member)).toMatch(/не получилось/);
    await act(dina.telegram.start(payload));
    expect(said(dina)).toMatch(/в новом аккаунте, а не здесь/);
    const [first, second] = [world.telegram.person({ id: 133 }), world.telegram.person({ id: 134 })];
    await act(first.start(payload));
    await act(second.start(payload));
    expect(texts(second).at(-1)).not.toBe(texts(first).at(-1));
    world.clock.advance(15 * MINUTE);
    await act(dina.telegram.press('✅ Да, это я'));
    const frozen = await register(world, { telegram: 33, role: 'organiser' });
    await freeze(frozen);
    const { telegram } = await open(frozen, 135);
    expect(texts(telegram).at(-1)).toMatch(/не получилось/);
    expect(await prisma().contact.count({ where: { personId: { in: [dina.id, frozen.id] } } })).toBe(2);
  });
});

it('where nobody can answer by SMS, the way is Telegram', async () => {
  await register(world, { phone: '+77010001040', in: ['shanyrak-2'] });
  await world.restart({ TWILIO_SMS_TWO_WAY: 'false' });
  await act(phone(1040).text('НОМЕР +77010002040'));
  expect(inbox(1040).at(-1)).toMatch(/По SMS номер сменить нельзя/);
  expect(inbox(2040)).toEqual([]);
});
