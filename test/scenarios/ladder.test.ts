import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { numberOf, register, type Someone, texts } from '../support/people.ts';
import { SMS_FROM, startWorld, type World, type WorldOptions } from '../support/world.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

let world: World;
/** The same for all stories, but those that need other settings. */
let usual: World;
const begin = (options: WorldOptions = {}): Promise<World> =>
  startWorld({ ...options, env: { TWILIO_VOICE_FROM: SMS_FROM, ...options.env } });
beforeAll(async () => {
  world = usual = await begin();
});
afterAll(() => usual.stop());
afterEach(async () => {
  if (world === usual) return await usual.renew();
  await world.stop();
  world = usual;
});

const organise = (): Promise<Someone> => register(world, { telegram: 1, role: 'organiser' });
/** Residents with Telegram and a phone. */
async function residents(count: number): Promise<Someone[]> {
  const people = [];
  for (let n = 0; n < count; n++) people.push(await register(world, { telegram: 100 + n, phone: numberOf(n) }));
  return people;
}
const heard = ({ telegram, sms }: Someone): readonly number[] => [telegram.messages.length, sms.inbox.length, sms.calls.length];
const CALL = /Нужны люди/;

describe('somebody who does not answer', () => {
  it('hears it by SMS after a minute, on the phone after two, presses 1, is counted, and hears no more', async () => {
    const organiser = await organise();
    const [marat] = (await residents(1)) as [Someone];
    marat.sms.voice = { kind: 'answers', presses: '1' };
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(59 * SECOND);
    expect(heard(marat)).toEqual([1, 0, 0]);
    await world.advance(2 * SECOND);
    expect(marat.sms.inbox.map((m) => m.body)).toEqual(['Бакай: снос. Жастар 14, 11:00. Нужны люди. 1 иду, 2 нет']);
    await world.advance(58 * SECOND);
    expect(heard(marat)).toEqual([1, 1, 0]);
    await world.advance(3 * SECOND);
    expect(heard(marat)).toEqual([1, 1, 1]);
    await world.advance(MINUTE);
    expect(marat.sms.calls[0]).toMatchObject({ status: 'completed', pressed: ['1'] });
    expect(organiser.telegram.hears(/идут 1 · ✋ на месте 0/)).toBeDefined();
    await world.advance(5 * MINUTE);
    expect(heard(marat)).toEqual([1, 1, 1]);
  });

  it('hears nothing more once they have answered, on whichever channel', async () => {
    const organiser = await organise();
    const [fast, slow, never] = (await residents(3)) as [Someone, Someone, Someone];
    await organiser.telegram.send('бакай снос');
    await world.advance(10 * SECOND);
    await fast.telegram.press('✖ Не могу');
    await world.advance(55 * SECOND);
    await slow.sms.text('1');
    await world.advance(4 * MINUTE);
    expect(heard(fast)).toEqual([1, 0, 0]);
    expect([slow.sms.inbox.filter((m) => CALL.test(m.body)).length, slow.sms.calls.length]).toEqual([1, 0]);
    expect(heard(never)).toEqual([1, 1, 1]);
  });

  it('is rung up a minute after the SMS also where nobody can answer it', async () => {
    world = await begin({ twoWay: false });
    const organiser = await organise();
    const dina = await register(world, { phone: numberOf(1) });
    await organiser.telegram.send('бакай снос');
    await world.advance(58 * SECOND);
    expect(dina.sms.calls).toHaveLength(0);
    await world.advance(5 * SECOND);
    expect(dina.sms.calls).toHaveLength(1);
  });

  it('is called on the next channel also where the app was started again in between', async () => {
    const organiser = await organise();
    const [marat] = (await residents(1)) as [Someone];
    await organiser.telegram.send('бакай снос');
    await world.advance(30 * SECOND);
    await world.restart({});
    await world.advance(32 * SECOND);
    expect(heard(marat)).toEqual([1, 1, 0]);
  });

  it.each([1, -1])('is silent for a minute by any clock, also where it is set by an hour (%d)', async (way) => {
    const organiser = await organise();
    const [marat] = (await residents(1)) as [Someone];
    await organiser.telegram.send('бакай снос');
    await world.advance(20 * SECOND);
    world.clock.jump(way * 60 * MINUTE);
    await world.advance(35 * SECOND);
    expect(heard(marat)).toEqual([1, 0, 0]);
    await world.advance(8 * SECOND);
    expect(heard(marat)).toEqual([1, 1, 0]);
  });

  it('who is engaged, does not pick up, or has only a machine that does, is called again two minutes later, once', async () => {
    const organiser = await organise();
    const kinds = ['busy', 'no-answer', 'machine'] as const;
    const people: Someone[] = [];
    for (const [n, kind] of kinds.entries()) {
      const someone = await register(world, { phone: numberOf(n) });
      someone.sms.voice = { kind };
      people.push(someone);
    }
    const calls = (): readonly number[] => people.map(({ sms }) => sms.calls.length);
    await organiser.telegram.send('бакай снос');
    await world.advance(2 * MINUTE);
    expect(calls()).toEqual([1, 1, 1]);
    await world.advance(2 * MINUTE);
    expect(calls()).toEqual([2, 2, 2]);
    await world.advance(3 * MINUTE);
    expect(calls()).toEqual([2, 2, 2]);
    expect(organiser.telegram.hears(/Дошло 3 из 3/)).toBeDefined();
  });
});

describe('somebody who cannot be reached', () => {
  it('by SMS is rung up at once', async () => {
    const organiser = await organise();
    const dina = await register(world, { phone: numberOf(1) });
    dina.sms.voice = { kind: 'answers', presses: '2' };
    // Twilio may deliver it later; nobody waits for that.
    world.twilio.phone(numberOf(1), { kind: 'undelivered', errorCode: 30_003 });
    await organiser.telegram.send('бакай снос');
    await world.advance(4 * SECOND);
    expect(dina.sms.calls).toHaveLength(1);
    await world.advance(MINUTE);
    expect(organiser.telegram.hears(/не могут 1/)).toBeDefined();
  });

  it('at a number that does not exist is not rung up either', async () => {
    const organiser = await organise();
    const dina = await register(world, { phone: numberOf(1) });
    world.twilio.phone(numberOf(1), { kind: 'undelivered', errorCode: 30_005 });
    await organiser.telegram.send('бакай снос');
    await world.advance(2 * MINUTE);
    expect(dina.sms.calls).toHaveLength(0);
    expect(organiser.telegram.hears(/Дошло 0 из 1 · не дошло 1/)).toBeDefined();
  });

  it('on a landline is rung up at once, and the next time without an SMS', async () => {
    const organiser = await organise();
    const dina = await register(world, { phone: numberOf(1) });
    world.twilio.phone(numberOf(1), 'landline').voice = { kind: 'answers', presses: '1' };
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(3 * SECOND);
    expect(dina.sms.calls).toHaveLength(1);
    await world.advance(MINUTE);
    expect(organiser.telegram.hears(/идут 1/)).toBeDefined();
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();
    await world.advance(MINUTE);
    // There is no other way to tell her that she need not come.
    expect(dina.sms.calls.map(({ heard }) => /Всё закончилось/.test(heard[0]?.text ?? ''))).toEqual([false, true]);
    const asked = world.twilio.calls.get('messages.create');
    await organiser.telegram.send('бакай снос Жастар 22');
    await world.advance(3 * SECOND);
    expect(dina.sms.calls).toHaveLength(3);
    expect(organiser.telegram.hears(/Зовём 1 человека/)).toBeDefined();
    await world.advance(5 * MINUTE);
    expect([world.twilio.calls.get('messages.create'), dina.sms.inbox.length]).toEqual([asked, 0]);
  });

  it('on Telegram hears it by SMS at once, and on the phone a minute later', async () => {
    const organiser = await organise();
    const [marat] = (await residents(1)) as [Someone];
    await marat.telegram.block();
    await organiser.telegram.send('бакай снос');
    await world.advance(3 * SECOND);
    expect(heard(marat)).toEqual([0, 1, 0]);
    await world.advance(MINUTE);
    expect(heard(marat)).toEqual([0, 1, 1]);
  });
});

describe('nobody is called on another channel', () => {
  it('once enough are coming; and again when people turn back', async () => {
    await world.store.database.prisma.neighbourhood.update({ where: { slug: 'bakai' }, data: { enough: 2 } });
    await world.advance(6 * SECOND);
    const organiser = await organise();
    const [one, two, silent] = (await residents(3)) as [Someone, Someone, Someone];
    await organiser.telegram.send('бакай снос');
    await world.advance(10 * SECOND);
    await one.telegram.press('🏃 Иду');
    await two.telegram.press('✋ На месте');
    await world.advance(3 * MINUTE);
    // The call, and that enough are coming.
    expect(heard(silent)).toEqual([2, 0, 0]);
    await one.telegram.press('✖ Не могу');
    await world.advance(3 * SECOND);
    expect(heard(silent)).toEqual([2, 1, 0]);
  });

  it('once enough are coming, of those who were still to be', async () => {
    world = await begin({ segmentsPerSecond: 1, env: { ENOUGH_COMING: '1' } });
    const organiser = await organise();
    const [one, ...others] = (await residents(12)) as [Someone, ...Someone[]];
    await organiser.telegram.send('бакай снос');
    await world.advance(66 * SECOND);
    const reached = others.filter((p) => p.sms.inbox.length > 0).length;
    expect(reached).toBeGreaterThan(2);
    await one.telegram.press('🏃 Иду');
    await world.advance(5 * MINUTE);
    expect(others.filter((p) => p.sms.inbox.length > 0).length).toBeLessThanOrEqual(reached + 2);
    expect(world.twilio.voiceCalls).toHaveLength(0);
  });

  it('once enough are coming, not even whoever an SMS does not reach', async () => {
    world = await begin({ env: { ENOUGH_COMING: '1' } });
    const organiser = await organise();
    const [one] = (await residents(1)) as [Someone];
    const dina = await register(world, { phone: numberOf(9) });
    world.twilio.phone(numberOf(9), { kind: 'undelivered', errorCode: 30_006 });
    world.twilio.fault = (method) => (method === 'messages.create' ? { kind: 'delay', ms: 3_000 } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.advance(2 * SECOND);
    await one.telegram.press('🏃 Иду');
    await world.advance(2 * MINUTE);
    expect(world.twilio.calls.get('messages.create')).toBe(1);
    expect(dina.sms.calls).toHaveLength(0);
  });

  it('once it is over; and everybody hears so on each channel that they were called on', async () => {
    const organiser = await organise();
    const [marat] = (await residents(1)) as [Someone];
    await organiser.telegram.send('бакай снос');
    await world.advance(90 * SECOND);
    await organiser.telegram.press('🏁 Отбой');
    await world.advance(5 * MINUTE);
    expect(heard(marat)).toEqual([2, 2, 0]);
    expect(texts(marat.telegram).at(-1)).toMatch(/отбой/);
    expect(marat.sms.inbox.at(-1)?.body).toMatch(/отбой/);
  });

  it('because of silence, when the power is cut off; but one who blocked the bot is', async () => {
    const organiser = await organise();
    const [silent, gone, dead] = (await residents(3)) as [Someone, Someone, Someone];
    await gone.telegram.block();
    await dead.telegram.block();
    world.twilio.phone(numberOf(2), { kind: 'undelivered', errorCode: 30_005 });
    await organiser.telegram.send('бакай отключили свет');
    await world.advance(10 * MINUTE);
    expect(heard(silent)).toEqual([1, 0, 0]);
    expect(heard(gone)).toEqual([0, 1, 0]);
    expect(dead.sms.calls).toHaveLength(0);
  });
});

describe('those who answer fast', () => {
  it('are known by the time from their call to their first answer', async () => {
    const organiser = await organise();
    const [marat, other] = (await residents(2)) as [Someone, Someone];
    const secondsOf = async ({ id }: Someone) =>
      (await world.store.database.prisma.membership.findFirstOrThrow({ where: { personId: id } })).answersIn;
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(20 * SECOND);
    await marat.telegram.press('🏃 Иду');
    await world.advance(20 * SECOND);
    await marat.telegram.press('✋ На месте');
    await world.advance(2 * SECOND);
    expect(Math.abs((await secondsOf(marat)) - 20)).toBeLessThanOrEqual(1);
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();
    await organiser.telegram.send('бакай снос Жастар 22');
    await world.advance(10 * SECOND);
    await marat.telegram.press('🏃 Иду');
    await world.advance(2 * SECOND);
    expect(Math.abs((await secondsOf(marat)) - 17)).toBeLessThanOrEqual(1);
    expect(await secondsOf(other)).toBe(32_767);
  });
});
