import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announce } from '../../src/store/database.ts';
import { createOrganisers } from '../../src/store/organiser.ts';
import { buttons, type Registered, register, type Someone, texts } from '../support/people.ts';
import { SMS_FROM, startWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;

// One evening: two sieges in Bakai, and whoever was there is asked whether they are safe. The stories run one after the other.
let world: World;
let organiser: Someone;
let chats = 10;
beforeAll(async () => {
  // Half past eleven at night in Almaty: quiet hours do not keep anybody from being asked.
  world = await startWorld({ startsAt: '2006-05-12T17:30:00Z', env: { TWILIO_VOICE_FROM: SMS_FROM, ENOUGH_COMING: '1' } });
  organiser = await register(world, { telegram: 1, role: 'organiser', name: 'Айгүл' });
});
afterAll(async () => {
  expect(world.twilio.voiceErrors).toEqual([]);
  await world.stop();
});

const prisma = () => world.store.database.prisma;
const last = ({ telegram }: Someone) => texts(telegram).at(-1);
const lastSms = ({ sms }: Someone) => sms.inbox.at(-1)?.body;
const asked = ({ telegram }: Someone): number => texts(telegram).filter((text) => /^🏠 .*Вы дома/.test(text)).length;
const list = (): string => organiser.telegram.hears(/Все ли дома\?/)?.text ?? '';
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(3_000);
}
async function resident(name: string, more: Registered = {}): Promise<Someone> {
  const n = ++chats;
  return await register(world, { name, telegram: n, phone: `+7701000${1_000 + n}`, ...more });
}
const onPhone = (name: string, more: Registered = {}): Promise<Someone> => {
  const n = ++chats;
  return register(world, { name, phone: `+7701000${1_000 + n}`, ...more });
};
/** An alarm at which these people are, and its id. */
async function siege(place: string, people: readonly Someone[]): Promise<bigint> {
  await act(organiser.telegram.send(`бакай снос НОВЫЙ ${place}`));
  const { id } = await prisma().incident.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const at = new Date(world.clock.now());
  await prisma().answer.createMany({ data: people.map((one) => ({ incidentId: id, personId: one.id, answer: 'there', at })) });
  return id;
}
const end = (place: string): Promise<void> => act(organiser.telegram.press('🏁 Отбой', organiser.telegram.hears(place)));
/** As if so much of the time that the checks wait had passed. */
const hurry = async (ms: number): Promise<void> => {
  await prisma().$executeRaw`UPDATE home_check SET due_at = due_at - ${ms}::float8 * interval '1 millisecond' WHERE due_at IS NOT NULL`;
  await announce(prisma());
};
const states = async (incidentId: bigint): Promise<readonly string[]> =>
  (await prisma().homeCheck.findMany({ where: { incidentId }, orderBy: { id: 'asc' } })).map(({ state }) => state);

describe('after the all-clear', () => {
  let marat: Someone;
  let dina: Someone;
  let asel: Someone;
  let bolat: Someone;
  let nurlan: Someone;
  let far: Someone;
  let stopped: Someone;
  let frozen: Someone;
  let first: bigint;

  it('asks those who were there once they can be at home, at night as well, and nobody else', async () => {
    marat = await resident('Марат');
    dina = await onPhone('Дина');
    asel = await resident('Асель');
    bolat = await onPhone('Болат');
    nurlan = await resident('');
    far = await resident('Фархат');
    stopped = await onPhone('Саян');
    frozen = await resident('Ержан', { role: 'organiser' });
    await prisma().membership.updateMany({ where: { personId: marat.id }, data: { quietFrom: 1_320, quietTo: 420 } });
    first = await siege('Жастар 14', [marat, dina, asel, bolat, nurlan, stopped, frozen]);
    await act(far.telegram.press('🏃 Иду'));
    await end('Жастар 14');
    expect(last(marat)).toMatch(/отбой/);
    await act(stopped.sms.text('СТОП'));
    await world.store.database.transaction((tx) => createOrganisers(world.store.cipher).freeze(tx, frozen.id, world.clock.now()));
    await hurry(29 * MINUTE);
    await world.advance(30_000);
    expect(asked(marat)).toBe(0);
    await world.advance(40_000);
    expect([marat, asel, nurlan, frozen].map(asked)).toEqual([1, 1, 1, 1]);
    expect(last(marat)).toMatch(/^🏠 Бакай: тревога закончилась в 23:30\. Вы дома, всё хорошо\? Нажмите кнопку/);
    expect(buttons(marat.telegram, /Вы дома/)).toEqual(['✅ Я в безопасности', '🆘 Нужна помощь']);
    expect(lastSms(dina)).toBe('Бакай: отбой. Вы дома, всё хорошо? 4 да, дома, 5 нужна помощь');
    expect(asked(far)).toBe(0);
    expect(stopped.sms.inbox.at(-1)?.body).not.toMatch(/Вы дома/);
    // Nobody can reach him: organisers look for him at once.
    expect(await states(first)).toEqual(['asked', 'asked', 'asked', 'asked', 'asked', 'listed', 'asked']);
    expect(list()).toMatch(/Были на месте: 7 · в безопасности: 0 · нашлись: 0 · ждём ответа: 6\n\n❓ 1\. Не отвечает: Саян \(Бакай\)\n/);
  });

  it('takes a tap, or 4, or words; 1 and 2 are neither, and are asked again; a frozen phone only seems to answer', async () => {
    await act(marat.telegram.press('✅ Я в безопасности'), frozen.telegram.press('✅ Я в безопасности'));
    expect(marat.telegram.toasts.at(-1)).toMatch(/^Хорошо, что вы в безопасности/);
    expect(frozen.telegram.toasts.at(-1)).toMatch(/^Хорошо, что вы в безопасности/);
    await act(dina.sms.text('1'));
    expect(lastSms(dina)).toBe('Вы дома, всё хорошо? Напишите: 4 дома, 5 нужна помощь');
    await act(dina.sms.text('4'));
    expect(lastSms(dina)).toBe('Хорошо, что вы в безопасности. Нужна помощь? Напишите 5.');
    await act(far.telegram.send('дома'));
    expect(last(far)).not.toMatch(/в безопасности/);
    expect(await states(first)).toEqual(['safe', 'safe', 'asked', 'asked', 'asked', 'listed', 'asked']);
    await world.advance(5_000);
    expect(list()).toMatch(/в безопасности: 2 /);
  });

  it('brings a call for help to organisers at once, with the name and the words, and their answer back', async () => {
    await act(asel.telegram.press('🆘 Нужна помощь'));
    expect(last(asel)).toMatch(/^🆘 Организаторы уже знают\. Теперь напишите сюда/);
    expect(last(organiser)).toMatch(/^🆘 Бакай: нужна помощь тому, кто был на месте\. Асель \(Бакай\)\n/);
    await act(asel.telegram.send('полиция забрала меня, Алмалинский РОВД'));
    expect(last(organiser)).toBe('💬 Асель (Бакай): полиция забрала меня, Алмалинский РОВД');
    await act(organiser.telegram.press('💬 Написать'));
    await act(organiser.telegram.send('Адвокат едет к вам'));
    expect(last(asel)).toMatch(/^💬 Организатор: Адвокат едет к вам\n/);
    await act(asel.telegram.send('спасибо, жду'));
    expect(last(organiser)).toBe('💬 Асель (Бакай): спасибо, жду');
    expect(await prisma().incident.count({ where: { kind: 'police' } })).toBe(0);
    await world.advance(5_000);
    expect(list()).toMatch(/\n\n🆘 1\. Нужна помощь: Асель \(Бакай\)\n❓ 2\. Не отвечает: Саян/);
  });

  it('rings up after an hour who is silent: 1 is safe; a machine is no answer; then they are listed, and each is asked once', async () => {
    bolat.sms.voice = { kind: 'answers', presses: '1' };
    nurlan.sms.voice = { kind: 'machine' };
    await hurry(59 * MINUTE);
    await world.restart({});
    await world.advance(MINUTE);
    expect(bolat.sms.calls[0]?.heard.map(({ text }) => text).join(' ')).toMatch(
      /Бакай: тревога закончилась\. Вы в безопасности\? Если да, нажмите 1\. Если нужна помощь, нажмите 2\..*Хорошо, что вы в безопасности/,
    );
    expect([marat, dina, asel].map(({ sms }) => sms.calls.length)).toEqual([0, 0, 0]);
    await world.advance(2 * MINUTE);
    await hurry(9 * MINUTE);
    await world.advance(10_000);
    expect(nurlan.sms.calls.length).toBe(2);
    expect(await states(first)).toEqual(['safe', 'safe', 'help', 'safe', 'listed', 'listed', 'listed']);
    expect([marat, asel, nurlan, frozen].map(asked)).toEqual([1, 1, 1, 1]);
    expect(list()).toMatch(/❓ 2\. Не отвечает: без имени, житель, Бакай, с нами с 12\.05\n/);
  });

  it('shows the names to organisers of that place alone, who account for them, until nobody is missing', async () => {
    const below = await register(world, { telegram: 5, role: 'organiser', in: ['shanyrak-1'] });
    const check = await prisma().homeCheck.findFirstOrThrow({ where: { personId: nurlan.id } });
    for (const someone of [far, below]) {
      await someone.telegram.pressData(`sfx:${check.id}`);
      await someone.telegram.pressData(`sfw:${check.id}`);
      await act(someone.telegram.pressData(`sfy:${first}`));
      expect(someone.telegram.toasts.some((toast) => /только организаторы/.test(toast))).toBe(true);
    }
    expect(await states(first)).toContain('listed');
    await act(organiser.telegram.press('✅ 2.', organiser.telegram.hears(/Все ли дома/)));
    expect(organiser.telegram.toasts.at(-1)).toBe('Отметили: всё хорошо');
    await act(asel.telegram.send('я дома'));
    for (let time = 0; time < 2; time++) await act(stopped.sms.text('ЗАБУДЬТЕ МЕНЯ'));
    await world.advance(5_000);
    expect(await states(first)).toEqual(['safe', 'safe', 'safe', 'safe', 'accounted', 'listed', 'listed']);
    expect(list()).toMatch(/❓ 1\. Не отвечает: без имени, потом удалил свои данные\n❓ 2\. Не отвечает: Ержан/);
    await act(organiser.telegram.press('✅ 1.', organiser.telegram.hears(/Все ли дома/)));
    await act(organiser.telegram.press(/^✅ .*Ержан/, organiser.telegram.hears(/Все ли дома/)));
    await world.advance(5_000);
    expect(list()).toMatch(/✅ Все, кто был на месте, в безопасности\.$/);
    const audited = await prisma().audit.findMany({ where: { action: 'account-for' } });
    expect(audited.map(({ personId, subject }) => [personId, subject])).toContainEqual([organiser.id, `home:${check.id}`]);
    const logged = world.log.join('\n');
    expect(logged).not.toMatch(/Асель|Ержан|РОВД/);
  });
});

describe('who is asked', () => {
  it('is nobody where nobody was there, or where it was a false alarm', async () => {
    await siege('Абая 1', []);
    await end('Абая 1');
    const dina = await onPhone('Дина');
    await act(world.twilio.phone('+77010000999').text('бакай полиция Абая 2'));
    await act(organiser.telegram.press('❌ Ложная тревога'));
    await act(organiser.telegram.send('бакай обыск Абая 3'));
    const { id } = await prisma().incident.findFirstOrThrow({ where: { kind: 'raid' } });
    await prisma().incident.update({ where: { id }, data: { asker: 'unconfirmed' } });
    await prisma().answer.create({ data: { incidentId: id, personId: dina.id, answer: 'there', at: new Date(world.clock.now()) } });
    await act(organiser.telegram.pressData(`v:${id}:no`));
    expect(await prisma().incident.findUniqueOrThrow({ where: { id } })).toMatchObject({ stage: 'false' });
    expect(await prisma().homeCheck.count({ where: { personId: dina.id } })).toBe(0);
  });

  it('is asked once who was at two, and not while still there; one word is for both, and organisers hear that all are safe', async () => {
    const marat = await resident('Марат');
    const both = [await siege('Сейфуллина 1', [marat]), await siege('Сейфуллина 2', [marat])];
    await end('Сейфуллина 1');
    await hurry(30 * MINUTE);
    await world.advance(5_000);
    expect(asked(marat)).toBe(0);
    await end('Сейфуллина 2');
    await hurry(31 * MINUTE);
    await world.advance(5_000);
    expect(asked(marat)).toBe(1);
    // Both wait for the same answer, until the same time.
    const due = await prisma().homeCheck.findMany({ where: { personId: marat.id } });
    expect(new Set(due.map(({ state, dueAt }) => `${state} ${dueAt?.getTime()}`)).size).toBe(1);
    await act(marat.telegram.send('Мы дома'));
    await world.advance(5_000);
    for (const id of both) expect(await states(id)).toEqual(['safe']);
    expect(texts(organiser.telegram).filter((text) => /✅ Все, кто был на месте/.test(text)).length).toBe(3);
  });

  it('is asked no sooner where the clock is set forward, and no later where it is set back', async () => {
    const marat = await resident('Марат');
    await siege('Рыскулова 1', [marat]);
    await end('Рыскулова 1');
    for (const hours of [3, -5]) {
      world.clock.jump(hours * 60 * MINUTE);
      await hurry(0);
      await world.advance(6_000);
      expect(asked(marat)).toBe(0);
    }
    await hurry(30 * MINUTE);
    await world.advance(6_000);
    expect(asked(marat)).toBe(1);
    await act(marat.telegram.press('✅ Я в безопасности'));
    world.clock.jump(2 * 60 * MINUTE);
  });
});

describe('where nobody can answer by SMS', () => {
  it('the hotline and a missed call count, and who needs help is not safe for hanging up; a landline is rung up, with the all-clear too', async () => {
    await world.restart({ TWILIO_SMS_TWO_WAY: 'false' });
    const people = [await onPhone('Дина'), await onPhone('Болат'), await onPhone('Асель')] as const;
    const [dina, bolat, asel] = people;
    const gate = await onPhone('Гүлнәр');
    gate.sms.behaviour = { kind: 'landline' };
    await prisma().contact.updateMany({ where: { personId: gate.id }, data: { state: 'landline' } });
    await prisma().neighbourhood.update({ where: { slug: 'bakai' }, data: { enough: 100 } });
    await world.advance(1_000);
    const id = await siege('Момышулы 1', [...people, gate]);
    await world.advance(20_000);
    await end('Момышулы 1');
    await world.advance(20_000);
    expect(gate.sms.calls.map(({ heard }) => heard.map(({ text }) => text).join(' '))).toEqual([
      expect.stringMatching(/Нужны люди/),
      expect.stringMatching(/Всё закончилось/),
    ]);
    gate.sms.voice = { kind: 'answers', presses: '2' };
    await hurry(30 * MINUTE);
    await world.advance(20_000);
    expect(lastSms(dina)).toBe(
      'Бакай: отбой. Вы дома? Всё хорошо: позвоните +15005550006, нажмите 4 или положите трубку. Нужна помощь: нажмите 0',
    );
    const call = dina.sms.dial();
    await call.answered;
    await call.press('4');
    const missed = bolat.sms.dial();
    await missed.answered;
    await missed.hangUp();
    const speaks = asel.sms.dial();
    await speaks.answered;
    await speaks.press('0');
    await speaks.hangUp();
    const again = asel.sms.dial();
    await again.answered;
    await again.hangUp();
    await world.advance(5_000);
    expect(await states(id)).toEqual(['safe', 'safe', 'help', 'help']);
    expect(lastSms(bolat)).toMatch(/^Хорошо, что вы в безопасности/);
    expect(gate.sms.calls.length).toBe(3);
    expect(organiser.telegram.hears(/нужна помощь тому, кто был на месте\. Гүлнәр/)).toBeDefined();
  });
});
