import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Skill } from '../../src/domain/skill.ts';
import { createSkills } from '../../src/store/skill.ts';
import { buttons, type Registered, register, type Someone, texts } from '../support/people.ts';
import { SMS_FROM, startWorld, type World } from '../support/world.ts';

// One city, and the stories run in it one after the other, each with a skill of its own.
let world: World;
let organiser: Someone;
beforeAll(async () => {
  world = await startWorld({ env: { TWILIO_VOICE_FROM: SMS_FROM } });
  organiser = await register(world, { telegram: 1, phone: '+77010000001', role: 'organiser' });
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
const skillsOf = async ({ id }: Pick<Someone, 'id'>) => (await createSkills().of(prisma(), id)).join(' ');
let chats = 100;
async function skilled(skill: Skill, more: Registered = {}): Promise<Someone> {
  const someone = await register(world, { ...('phone' in more ? {} : { telegram: ++chats }), ...more });
  await createSkills().change(prisma(), someone.id, { add: [skill], drop: [] });
  return someone;
}
const byPhone = (n: number, more: Registered = {}): Registered => ({ phone: `+7702000${1_000 + n}`, ...more });
/** Cards show what is new. */
const refreshed = (): Promise<void> => world.advance(4_000);
/** Lets time pass in which nothing is to be seen but at its end. */
async function wait(ms: number): Promise<void> {
  world.clock.advance(ms - 2_000);
  await world.advance(2_000);
}
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(2_000);
}
async function alarm(typed = 'бакай снос Жастар 14'): Promise<string> {
  await act(organiser.telegram.send(typed));
  await refreshed();
  return (await prisma().incident.findFirstOrThrow({ orderBy: { id: 'desc' } })).code;
}
const over = (): Promise<void> => act(organiser.telegram.press('🏁 Отбой'));
async function ask(skill: string): Promise<void> {
  await act(organiser.telegram.press('🙋 Нужен …'));
  await act(organiser.telegram.press(skill));
}
const last = ({ telegram }: Someone) => texts(telegram).at(-1);
const needs = ({ telegram }: Someone): number => texts(telegram).filter((text) => text.startsWith('🙋 Нужен')).length;

describe('what somebody can also do', () => {
  it('is asked once after joining on Telegram, and ticked there; erasing oneself erases it', async () => {
    const phone = world.telegram.person({ id: 50, firstName: 'Aigul' });
    await act(phone.start());
    for (const button of ['Русский', 'Бакай', '🏠🤝 И то и другое', /вступаю/]) await act(phone.press(button));
    expect(texts(phone).slice(-2)).toEqual([expect.stringMatching(/^Готово\./), expect.stringMatching(/^Можете помочь и чем-то из этого/)]);
    await act(phone.press('▫️ медик'));
    await act(phone.press('▫️ водитель'));
    expect(buttons(phone, /Можете помочь/)).toEqual([
      ...['▫️ переговорщик', '▫️ наблюдатель', '▫️ юрист', '✅ медик', '✅ водитель', '▫️ камера', '▫️ переводчик', 'Готово'],
    ]);
    await act(phone.press('✅ водитель'));
    await act(phone.press('Готово'));
    expect(texts(phone).at(-1)).toMatch(/^Записали: медик\. /);
    expect(buttons(phone, /Записали: медик/)).toEqual([]);
    const { personId } = await prisma().personSkill.findFirstOrThrow();
    expect(await skillsOf({ id: personId })).toBe('medic');
    await act(phone.send('/skills'));
    expect(buttons(phone, /Можете помочь/)).toContain('✅ медик');
    await act(phone.send('/leave'));
    await act(phone.press(/Выйти/));
    expect(await prisma().personSkill.count()).toBe(0);
  });

  it('is never asked by SMS, and said there in words, in each language; the answer is the list that now stands', async () => {
    const { sms } = await register(world, byPhone(1));
    const answers = async (typed: string): Promise<string | undefined> => {
      await act(sms.text(typed));
      return sms.inbox.at(-1)?.body;
    };
    expect(await answers('НАВЫК')).toMatch(/^Что ещё умеете\? Напишите НАВЫК/);
    expect(await answers('НАВЫК ВРАЧ, ВОДИТЕЛЬ')).toMatch(/^Записали: медик, водитель\./);
    expect(await answers('SKILL CAMERA')).toMatch(/^Записали: медик, водитель, камера\./);
    expect(await answers('ДАҒДЫ ДӘРІГЕР ЕМЕС')).toMatch(/^Записали: водитель, камера\./);
    expect(await answers('НАВЫК САНТЕХНИК')).toMatch(/НАВЫК и что умеете: переговорщик.* Ничего не изменили/);
    expect(await answers('НАВЫК')).toMatch(/^Вы: водитель, камера\./);
    expect(await answers('НАВЫК НЕТ')).toMatch(/^Записали: ничего/);
    const stranger = world.twilio.phone('+77020000999');
    await act(stranger.text('ВСТУПИТЬ БАКАЙ'));
    expect(stranger.inbox).toHaveLength(1);
  });
});

describe('somebody who is needed', () => {
  it('is asked at home and in the whole city, once; answers as to any call; and hears that it is over', async () => {
    const near = await skilled('lawyer');
    const far = await skilled('lawyer', byPhone(2, { in: ['shanyrak-1'] }));
    const away = await skilled('lawyer');
    const busy = await skilled('lawyer');
    const other = await register(world, { telegram: ++chats, in: ['shanyrak-1'] });
    await prisma().membership.updateMany({ where: { personId: away.id }, data: { awayUntil: new Date(world.clock.now() + 3_600_000) } });
    await alarm();
    await act(busy.telegram.press('✖ Не могу'));
    await ask('юрист');
    expect(last(organiser)).toMatch(/^🙋 Ищем: юрист\. Спросили людей: 2\./);
    expect(last(near)).toMatch(/^🙋 Нужен юрист\n🔴 Бакай: снос\n📍 Жастар 14\n/);
    expect(far.sms.inbox.map(({ body }) => body)).toEqual([
      expect.stringMatching(/^Бакай: снос\. Нужен юрист\. Жастар 14, 11:\d\d\. 1 иду, 2 нет$/),
    ]);
    expect([needs(near), needs(away), needs(busy), other.telegram.messages.length]).toEqual([1, 0, 0, 0]);
    await refreshed();
    expect(organiser.telegram.hears(/🙋 Есть \/ нужно: юрист 0\/1 \(спросили 2\)/)).toBeDefined();

    await act(far.sms.text('1'));
    expect(far.sms.inbox.at(-1)?.body).toMatch(/^Записали: идёте/);
    await refreshed();
    expect(organiser.telegram.hears(/🙋 Есть \/ нужно: юрист 1\/1$/m)).toBeDefined();
    await act(near.telegram.press('🏃 Иду', near.telegram.hears(/^🙋/)));
    await refreshed();
    expect(near.telegram.hears(/^🙋 Нужен юрист.*В пути: 2.*Вы идёте/s)).toBeDefined();

    await ask('юрист');
    expect(last(organiser)).toMatch(/^юрист: уже идут или на месте: 2\. Позвать ещё\?/);
    await act(organiser.telegram.press('Позвать ещё'));
    expect(last(organiser)).toMatch(/^юрист: уже спросили людей: 2\./);
    await over();
    expect(far.sms.inbox.at(-1)?.body).toMatch(/^Бакай: отбой/);
    expect([needs(near), far.sms.inbox.length]).toEqual([1, 3]);
    const audited = await prisma().audit.findMany({ where: { action: 'ask-skill' } });
    expect(audited.map(({ personId, subject }) => [personId, subject])).toEqual(
      // Once for one, and once for one more than the two who are coming.
      [1, 3].map(() => [organiser.id, expect.stringMatching(/^incident:\d+$/)]),
    );
  });

  it('can be asked for by a word, on Telegram and by SMS; whoever can be found later is asked then, and nobody twice', async () => {
    const code = await alarm();
    await act(organiser.sms.text(`НУЖЕН ПЕРЕВОДЧИК ${code}`));
    expect(organiser.sms.inbox.at(-1)?.body).toBe(`${code}: переводчик: ищите сразу сами. У нас позвать некого ни здесь, ни в городе.`);
    const dina = await skilled('interpreter', { language: 'kk' });
    await act(organiser.telegram.send(`аудармашы керек ${code}`));
    expect(last(dina)).toMatch(/^🙋 Аудармашы керек\n🔴 Бақай: үй бұзу/);
    const olga = await skilled('interpreter', { in: ['shanyrak-2'] });
    await act(organiser.sms.text(`need interpreter ${code}`));
    expect(organiser.sms.inbox.at(-1)?.body).toBe(`${code}: ищем, переводчик. Спросили людей: 1.`);
    await act(organiser.sms.text(`need interpreter ${code}`));
    expect(organiser.sms.inbox.at(-1)?.body).toBe(`${code}: переводчик, уже спросили: 2. Больше спросить пока некого.`);
    expect([dina.telegram.messages.filter((m) => /керек/.test(m.text)).length, needs(olga)]).toEqual([1, 1]);
    await over();
  });

  it('is asked for by organisers only: what a neighbour writes, who was called, they read as written', async () => {
    const camera = await skilled('camera');
    const marat = await register(world, { telegram: ++chats });
    const code = await alarm();
    await act(marat.telegram.send(`нужна камера ${code}`));
    expect(needs(camera)).toBe(0);
    expect(organiser.telegram.hears(new RegExp(`«нужна камера ${code}»`))).toBeDefined();
    await over();
  });

  it('is left asleep for a cut-off, and woken for a danger; and is not asked before anybody has confirmed it', async () => {
    const nina = await skilled('negotiator');
    await prisma().membership.updateMany({ where: { personId: nina.id }, data: { quietFrom: 10 * 60, quietTo: 12 * 60 } });
    const stateOf = async () =>
      (await prisma().delivery.findMany({ where: { personId: nina.id, kind: 'need' }, orderBy: { id: 'asc' } })).map(({ state }) => state);
    await alarm('бакай отключили свет');
    await ask('переговорщик');
    expect(await stateOf()).toEqual(['deferred']);
    await over();
    expect(await stateOf()).toEqual(['cancelled']);
    await alarm();
    await ask('переговорщик');
    expect(await stateOf()).toEqual(['cancelled', 'accepted']);
    await over();
    await act(world.twilio.phone('+77020000998').text('бакай обыск Абая 5'));
    const { id, code } = await prisma().incident.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await act(organiser.telegram.pressData(`ns:${id}:negotiator`));
    expect(organiser.telegram.toasts.at(-1)).toBe('Сначала подтвердите тревогу: тогда сможем искать людей.');
    await act(organiser.sms.text(`нет ${code}`));
    expect(needs(nina)).toBe(1);
  });

  it('is rung up where there is only a landline, and hears whom it is about', async () => {
    const baba = await skilled('driver', byPhone(3, { in: ['shanyrak-2'] }));
    await prisma().contact.updateMany({ where: { personId: baba.id }, data: { state: 'landline' } });
    await alarm();
    await ask('водитель');
    await world.advance(20_000);
    expect(baba.sms.calls.flatMap(({ heard }) => heard.map(({ text }) => text)).join(' ')).toMatch(
      /Нужен водитель\. Нужны люди\. Бакай: снос/,
    );
    await over();
  });

  it('is sent for by SMS and by telephone while silent, on their own account however many are coming, until one comes', async () => {
    const night = { in: ['shanyrak-2'] };
    const silent = await skilled('medic', { telegram: ++chats, ...byPhone(4, night) });
    const other = await skilled('medic', { telegram: ++chats, ...byPhone(5, night) });
    silent.sms.voice = { kind: 'answers' };
    const heard = ({ telegram, sms }: Someone) => [telegram.messages.length, sms.inbox.length, sms.calls.length];
    await alarm();
    await ask('медик');
    await wait(65_000);
    expect([heard(silent), heard(other)]).toEqual([
      [1, 0, 0],
      [1, 0, 0],
    ]);
    await wait(15_000);
    expect(silent.sms.inbox.at(-1)?.body).toMatch(/Нужен медик/);
    await act(other.sms.text('1'));
    await wait(80_000);
    expect([heard(silent), heard(other).slice(2)]).toEqual([[1, 1, 0], [0]]);
    await ask('медик');
    await act(organiser.telegram.press('Позвать ещё'));
    expect(last(organiser)).toMatch(/уже спросили людей: 2/);
    await act(other.sms.text('2'));
    await world.advance(2_000);
    expect(heard(silent)).toEqual([1, 1, 1]);
    await over();
  });
});
