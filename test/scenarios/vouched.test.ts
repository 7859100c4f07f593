import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TelegramPhone } from '../../src/emulators/telegram/phone.ts';
import { buttons, register, texts } from '../support/people.ts';
import { SMS_FROM, startWorld, type World } from '../support/world.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const CODE = /РУЧАЮСЬ ([0-9A-Z]{4} [0-9A-Z]{4})/;
const KEY = /Ключ для одного соседа: ([0-9A-Z]{4} [0-9A-Z]{4})\n/;
/** The secret of every story: nobody may read it whom others have not vouched for. */
const PLACE = /Сейфуллина|Абая/;

let world: World;
beforeAll(async () => {
  world = await startWorld({ env: { TWILIO_VOICE_FROM: SMS_FROM } });
  const where = { slug: { in: ['bakai', 'shanyrak-1', 'shanyrak-2'] } };
  await prisma().neighbourhood.updateMany({ where, data: { door: 'vouched' } });
  const names = { nameKk: 'Таугүл', nameRu: 'Таугуль', nameEn: 'Taugul' };
  await prisma().neighbourhood.create({ data: { slug: 'taugul', ...names, parent: 'almaty', city: 'Almaty', door: 'vouched' } });
  await world.advance(6 * SECOND);
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
const audited = async (action: string) => (await prisma().audit.findMany({ where: { action } })).map(({ subject }) => subject);
const newestIncident = () => prisma().incident.findFirstOrThrow({ orderBy: { id: 'desc' } });
const memberOf = async (slug: string, chat: number) => {
  const hash = world.store.cipher.hash('telegram', String(chat));
  const contact = await prisma().contact.findFirstOrThrow({ where: { addressHash: hash } });
  return {
    id: contact.personId ?? 0n,
    membership: await prisma().membership.findFirst({ where: { slug, personId: contact.personId ?? 0n } }),
  };
};
/** Everything that a Telegram phone was ever shown, edited or not, pins too. */
const shown = (phone: Pick<TelegramPhone, 'messages'>): string =>
  phone.messages.map((m) => [...m.history, m.text, m.venue?.title, m.venue?.address, m.venue?.latitude].join('\n')).join('\n');

/** Somebody joins on Telegram in one message, with no key. */
async function join(id: number, name: string, neighbourhood: string): Promise<TelegramPhone> {
  const phone = world.telegram.person({ id, firstName: name, languageCode: 'ru' });
  await phone.send(`ВСТУПИТЬ ${neighbourhood}`);
  await world.drain();
  return phone;
}
const codeOf = (phone: TelegramPhone): string => CODE.exec(phone.hears(CODE)?.text ?? '')?.[1] ?? '';
async function vouchFor(voucher: TelegramPhone, code: string): Promise<void> {
  await voucher.send(`ручаюсь ${code}`);
  await world.drain();
  await voucher.press('✅ Знаю лично, ручаюсь');
  await world.drain();
}

describe('a neighbourhood whose door takes vouches', () => {
  it('lets everybody in at once, and tells them the place after two members have vouched, by Telegram and by SMS', async () => {
    const marat = await register(world, { name: 'Марат', telegram: 2 });
    const dina = await register(world, { name: 'Дина', phone: '+77010000003' });
    const newcomer = world.telegram.person({ id: 100, firstName: 'Жанар' });
    await newcomer.start();
    for (const tap of ['Русский', 'Бакай', '🏠🤝 И то и другое', /вступаю/]) {
      await world.drain();
      await newcomer.press(tap);
    }
    await world.drain();
    expect(newcomer.hears(/Точных адресов мы вам пока не говорим[\s\S]*0 из 2/)).toBeDefined();
    await marat.telegram.start(`v_${codeOf(newcomer).replace(' ', '')}`);
    await world.drain();
    expect(texts(marat.telegram).at(-1)).toMatch(/только за того, кого знаете лично/);
    await marat.telegram.press('✅ Знаю лично, ручаюсь');
    await world.drain();
    expect(texts(newcomer).at(-1)).toMatch(/За вас поручился сосед: 1 из 2/);
    // Twice is once, and nobody vouches for themselves.
    await vouchFor(marat.telegram, codeOf(newcomer));
    await newcomer.send(`РУЧАЮСЬ ${codeOf(newcomer)}`);
    await world.drain();
    expect(texts(newcomer).at(-1)).toMatch(/сначала двое соседей/);
    expect((await memberOf('bakai', 100)).membership?.vouched).toBe(false);
    await newcomer.send('/vouch');
    await world.drain();
    await dina.sms.text(`Ручаюсь ${codeOf(newcomer).toLowerCase()}`);
    await world.drain();
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/^Записали/);
    expect(texts(newcomer).at(-1)).toMatch(/Теперь мы говорим вам, куда именно/);
    expect((await memberOf('bakai', 100)).membership?.vouched).toBe(true);
    // Names of those who vouch stay with the organisers.
    expect(texts(newcomer).join()).not.toMatch(/Марат|Дина/);
    expect(await audited('vouch')).toHaveLength(2);
  });

  it("counts the giver of a key as the first, whenever it is sent, and a newcomer's own key not at all", async () => {
    const saule = await register(world, { telegram: 4 });
    await saule.telegram.send('/invite');
    await world.drain();
    const key = KEY.exec(texts(saule.telegram).at(-1) ?? '')?.[1] ?? '';
    const newcomer = world.twilio.phone('+77010000101');
    await newcomer.text('ВСТУПИТЬ БАКАЙ');
    await world.drain();
    expect(newcomer.inbox.at(-1)?.body).toMatch(/\(0\/2\)[\s\S]*РУЧАЮСЬ [0-9A-Z]{4} [0-9A-Z]{4}/);
    expect(newcomer.inbox.at(-1)?.segments).toBeLessThanOrEqual(2);
    await newcomer.text(key);
    await world.drain();
    expect(newcomer.inbox.at(-1)?.body).toMatch(/1 из 2/);
    await newcomer.text(key);
    await world.drain();
    expect(newcomer.inbox.at(-1)?.body).toMatch(/Этот ключ не подошёл/);
    const other = await join(102, 'Ерлан', 'Бакай');
    await other.send('/invite');
    await world.drain();
    expect(texts(other).at(-1)).toMatch(/сначала двое соседей/);
  });

  it('asks for a medic who is not vouched for without the place, and tells it to one from elsewhere, who could not come else', async () => {
    const organiser = await register(world, { telegram: 40, role: 'organiser', in: ['shanyrak-2'] });
    const [newcomer, outsider, neighbour] = [
      await join(41, 'Арман', 'Шанырак-2'),
      await register(world, { telegram: 42, in: ['bakai'] }),
      await register(world, { telegram: 43, in: ['shanyrak-2'] }),
    ];
    const medics = [newcomer, outsider.telegram, neighbour.telegram];
    for (const medic of medics) await medic.send('НАВЫК ВРАЧ');
    await organiser.telegram.send('шанырак-2 снос Сейфуллина 14');
    await world.drain();
    await organiser.telegram.send(`НУЖЕН ВРАЧ ${(await newestIncident()).code}`);
    await world.drain();
    for (const medic of medics) expect(medic.hears(/Нужен медик/)).toBeDefined();
    expect(medics.map((medic) => PLACE.test(shown(medic)))).toEqual([false, true, true]);
    await organiser.telegram.press(/Отбой/);
    await world.drain();
  });

  it('tells nobody the place any more who was removed meanwhile, and an answer typed while an update is waited for is an answer', async () => {
    const organiser = await register(world, { telegram: 50, role: 'organiser', in: ['shanyrak'] });
    const spy = await register(world, { telegram: 51, phone: '+77010000151', in: ['shanyrak'] });
    await organiser.telegram.send('шанырак снос Абая 9');
    await world.drain();
    expect(shown(spy.telegram)).toMatch(PLACE);
    await organiser.telegram.pressData(`rm:shanyrak:${spy.id}`);
    await world.drain();
    const before = spy.telegram.messages.length;
    await spy.telegram.send('1');
    await world.drain();
    const since = spy.telegram.messages.slice(before);
    expect(since.length).toBeGreaterThan(0);
    expect(shown({ messages: since })).not.toMatch(PLACE);
    expect(await prisma().answer.count({ where: { personId: spy.id } })).toBe(0);
    await organiser.telegram.press('📣 Сообщить новое');
    await organiser.telegram.send('1');
    // Longer than the ladder waits: nobody is rung up who was removed.
    await world.advance(2 * MINUTE);
    expect(spy.sms.inbox.map(({ body }) => body).join()).not.toMatch(PLACE);
    expect(await prisma().alert.count({ where: { kind: 'update', slug: 'shanyrak' } })).toBe(0);
    expect(await prisma().answer.count({ where: { personId: organiser.id, answer: 'coming' } })).toBe(1);
    await organiser.telegram.press(/Отбой/);
    await world.drain();
  });

  it('lets nobody walk out of it who was shut out', async () => {
    const someone = await register(world, { telegram: 52, trust: 'trusted', in: ['shanyrak'] });
    await prisma().membership.updateMany({ where: { personId: someone.id }, data: { suspendedAt: new Date(world.clock.now()) } });
    await someone.telegram.send('ПЕРЕЕХАЛ ТАУГУЛЬ');
    await world.drain();
    expect(texts(someone.telegram).at(-1)).toMatch(/^Готово/);
    expect(await prisma().membership.findMany({ where: { personId: someone.id } })).toMatchObject([
      { slug: 'shanyrak', suspendedAt: expect.any(Date) },
    ]);
  });

  it('takes no more than five vouches a week from one member, no old code, and no endless guesses', async () => {
    const busy = await register(world, { phone: '+77010000005' });
    const guests = Array.from({ length: 6 }, (_, n) => world.twilio.phone(`+7701000020${n}`));
    for (const guest of guests) await guest.text('ВСТУПИТЬ БАКАЙ');
    await world.drain();
    for (const guest of guests) await busy.sms.text(`РУЧАЮСЬ ${CODE.exec(guest.inbox.at(-1)?.body ?? '')?.[1]}`);
    await world.drain();
    expect(busy.sms.inbox.map(({ body }) => /не больше чем за 5/.test(body))).toEqual([false, false, false, false, false, true]);
    const guesser = await register(world, { telegram: 6 });
    const newcomer = await join(103, 'Асель', 'Бакай');
    const old = codeOf(newcomer);
    await newcomer.send('/vouch');
    await world.drain();
    await guesser.telegram.send(`РУЧАЮСЬ ${old}`);
    for (let n = 0; n < 10; n++) await guesser.telegram.send('РУЧАЮСЬ 2222 AAAA');
    await guesser.telegram.send(`РУЧАЮСЬ ${codeOf(newcomer)}`);
    await world.drain();
    expect(texts(guesser.telegram).filter((text) => /не подошёл/.test(text))).toHaveLength(12);
  });
});

describe('at 05:40, while every organiser is asleep', () => {
  it('a true alarm by one for whom nobody has vouched yet is confirmed by two neighbours in less than two minutes', async () => {
    const slug = 'shanyrak-1';
    world.clock.advance(18 * 60 * MINUTE + 40 * MINUTE - (world.clock.now() - Date.parse('2006-05-12T05:00:00Z')));
    await world.settle();
    const startedAt = world.clock.now();
    const organiser = await register(world, { telegram: 20, role: 'organiser', in: [slug] });
    const first = await register(world, { telegram: 21, in: [slug] });
    const second = await register(world, { phone: '+77010000022', in: [slug], language: 'kk' });
    const called = await register(world, { telegram: 23, in: [slug] });
    const newcomer = await join(120, 'Жанар', 'Шанырак-1');
    const unvouched = await join(121, 'Ерлан', 'Шанырак-1');
    await newcomer.send('снос Жастар 14');
    await world.advance(10 * SECOND);
    expect(organiser.telegram.hears(/снос — это правда/)).toBeDefined();
    // A second one like her is no second neighbour.
    await unvouched.send('снос Жастар 14');
    await world.advance(20 * SECOND);
    await first.telegram.send('снос Жастар 14');
    await world.advance(20 * SECOND);
    expect((await newestIncident()).stage).toBe('held');
    await second.sms.text('БҰЗУ Жастар 14');
    await world.advance(5 * SECOND);
    expect(texts(called.telegram)[0]).toMatch(/05:4\d[\s\S]*несколько соседей/);
    expect(texts(called.telegram)[0]).toMatch(/Жастар 14/);
    expect(world.clock.now() - startedAt).toBeLessThan(2 * MINUTE);
    // Her receipt says what she has said herself, and nothing that others add.
    await called.telegram.press('🏃 Иду');
    await second.sms.text('БҰЗУ Абая 5');
    await world.advance(10 * SECOND);
    expect(newcomer.hears(/🟢 Тревога/)?.text).toMatch(/Жастар 14/);
    expect(shown(newcomer)).not.toMatch(/Абая 5/);
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();
  });
});

describe('one for whom nobody has vouched yet', () => {
  it('is called on every channel, and never told the place, until two have vouched', async () => {
    const slug = 'shanyrak-2';
    const organiser = await register(world, { telegram: 30, role: 'organiser', in: [slug] });
    const one = await register(world, { telegram: 31, in: [slug] });
    const two = await register(world, { telegram: 32, in: [slug] });
    const neighbour = await register(world, { telegram: 33, phone: '+77010000133', in: [slug] });
    const newcomer = await join(130, 'Жанар', 'Шанырак-2');
    const byText = world.twilio.phone('+77010000131');
    await byText.text('ВСТУПИТЬ ШАНЫРАК-2');
    await world.drain();
    const both = await register(world, { telegram: 134, phone: '+77010000134', in: [slug] });
    await prisma().membership.updateMany({ where: { personId: both.id }, data: { vouched: false } });
    const moved = await register(world, { telegram: 135, phone: '+77010000135', in: [slug] });
    await prisma().membership.updateMany({ where: { personId: moved.id }, data: { vouched: false } });
    const body = { ok: false, error_code: 403, description: 'Forbidden: user is deactivated' };
    world.telegram.fault = (_method, sent) => (sent.chat_id === 135 ? { kind: 'status', status: 403, body } : undefined);
    await organiser.telegram.send('шанырак-2 снос Сейфуллина 14');
    await world.drain();
    const { id, code } = await newestIncident();
    expect(newcomer.hears(/🔴/)?.text).toMatch(/спросите у соседа, которого знаете/);
    expect(byText.inbox.at(-1)?.body).toMatch(/Шанырак-2: снос\. Где, спросите соседа, \d\d:\d\d/);
    expect(byText.inbox.at(-1)?.segments).toBeLessThanOrEqual(2);
    // A contact that turns out dead changes nothing: the same call by SMS.
    expect(moved.sms.inbox.at(-1)?.body).toMatch(/снос\. Где, спросите соседа/);
    expect(neighbour.telegram.hears(/🔴/)?.text).toMatch(/Сейфуллина 14/);
    // The next rungs, by SMS and by telephone: of two who are silent.
    both.sms.voice = { kind: 'answers', presses: '1' };
    byText.voice = { kind: 'answers', presses: '1' };
    await prisma().incident.update({ where: { id }, data: { pointSealed: world.store.cipher.seal('point', '43.3112,76.8221') } });
    await world.advance(6 * MINUTE);
    expect(both.sms.inbox.some(({ body }) => /снос\. Где, спросите соседа/.test(body))).toBe(true);
    const aloud = [...both.sms.calls, ...byText.calls].flatMap(({ heard }) => heard.map(({ text }) => text)).join(' ');
    expect(aloud).toMatch(/спросите у соседа, которого знаете/);
    // What they press, what they type, and what organisers write in their own words.
    for (const press of ['🗺 Карта', '🏃 Иду']) await newcomer.press(press);
    await newcomer.pressData(`o:${id}`);
    await world.drain();
    expect(buttons(newcomer, /^Где/)).toEqual(['Отмена']);
    await newcomer.press('Отмена');
    await byText.text(`1 ${code}`);
    await organiser.telegram.press('📣 Сообщить новое');
    await organiser.telegram.send('Все к Сейфуллина 14, со двора');
    await world.advance(5 * SECOND);
    await neighbour.telegram.send('снос Абая 9');
    await world.advance(15 * SECOND);
    expect(neighbour.telegram.hears(/со двора/)).toBeDefined();
    expect(newcomer.hears(/есть новости\. Спросите у соседа/)).toBeDefined();
    expect(byText.inbox.at(-1)?.body).toMatch(/есть новости/);
    const told = [
      shown(newcomer),
      shown(both.telegram),
      aloud,
      ...[...byText.inbox, ...both.sms.inbox, ...moved.sms.inbox].map(({ body }) => body),
    ].join('\n');
    expect(told).not.toMatch(PLACE);
    expect(told).not.toMatch(/43\.3112/);
    // Two vouch: the card itself changes, and the map is exact.
    for (const voucher of [one, two]) await vouchFor(voucher.telegram, codeOf(newcomer));
    await newcomer.press('🏃 Иду', newcomer.hears(/🔴/));
    await newcomer.press('🗺 Карта');
    await world.advance(10 * SECOND);
    expect(newcomer.hears(/🔴/)?.text).toMatch(/Сейфуллина 14/);
    expect(newcomer.messages.some((m) => m.venue?.latitude === 43.3112)).toBe(true);
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();
    expect(byText.inbox.at(-1)?.body).toMatch(/отбой/i);
    expect(byText.inbox.at(-1)?.body).not.toMatch(PLACE);
  });
});

describe('an organiser', () => {
  it('sees who brought whom, removes one, and suspends all whom that one brought in; nobody else can', async () => {
    const organiser = await register(world, { telegram: 40, role: 'organiser', in: ['taugul'] });
    const good = await register(world, { name: 'Добрый', telegram: 41, in: ['taugul'] });
    const bad = await join(140, 'Чужой', 'Таугуль');
    for (const voucher of [organiser, good]) await vouchFor(voucher.telegram, codeOf(bad));
    const child = await join(141, 'Второй', 'Таугуль');
    for (const voucher of [bad, good.telegram]) await vouchFor(voucher, codeOf(child));
    const grandchild = await join(142, 'Третий', 'Таугуль');
    await vouchFor(child, codeOf(grandchild));
    await good.telegram.send('/vouched');
    await world.drain();
    expect(texts(good.telegram).at(-1)).toMatch(/только организаторы/);
    await organiser.telegram.send('/vouched');
    await world.drain();
    expect(texts(organiser.telegram).at(-1)).toMatch(
      /• Третий \(Таугуль\) ⏳ ждёт двух поручителей: Второй\n• Второй \(Таугуль\): Чужой, Добрый\n/,
    );
    const { id } = await memberOf('taugul', 140);
    for (const data of [`rm:taugul:${id}`, `sp:taugul:${id}`, `lf:taugul:${id}`]) await good.telegram.pressData(data);
    await organiser.telegram.press('Чужой');
    await world.drain();
    expect(texts(organiser.telegram).at(-1)).toMatch(/Кого привёл: Второй, Третий/);
    const before = texts(bad).length;
    await organiser.telegram.press('🚫 Убрать из района');
    await world.drain();
    expect((await memberOf('taugul', 140)).membership).toBeNull();
    await organiser.telegram.press('⛔ Отстранить всех');
    await world.drain();
    expect(texts(organiser.telegram).at(-1)).toMatch(/Отстранено: 2/);
    expect(texts(bad)).toHaveLength(before);
    // Suspended: not called, no second neighbour, and neither vouches nor invites.
    await child.send('/invite');
    await child.send('снос Абая 77');
    await world.drain();
    expect(child.hears(/сначала двое соседей/)).toBeDefined();
    await grandchild.send('снос Абая 77');
    await world.drain();
    expect((await newestIncident()).stage).toBe('held');
    await organiser.telegram.press('❌ Ложная тревога');
    await world.drain();
    await organiser.telegram.send('таугуль полиция Жастар 14');
    await world.drain();
    expect(child.hears(/полиция/)).toBeUndefined();
    expect(bad.hears(/полиция/)).toBeUndefined();
    expect(good.telegram.hears(/полиция/)).toBeDefined();
    // The removed one is a newcomer again, if they come back.
    const again = await join(140, 'Чужой', 'Таугуль');
    expect(texts(again).at(-1)).toMatch(/0 из 2/);
    await organiser.telegram.pressData(`lf:taugul:${(await memberOf('taugul', 141)).id}`);
    await world.drain();
    expect((await memberOf('taugul', 141)).membership?.suspendedAt).toBeNull();
    expect([await audited('remove-member'), await audited('suspend'), await audited('lift')].map((acts) => acts.length)).toEqual([2, 2, 1]);
  });
});
