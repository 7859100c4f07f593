import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultHook } from '../../src/emulators/fault.ts';
import { numberOf, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.stop();
});

const organise = (): Promise<Someone> => register(world, { telegram: 1, phone: '+77019999999', role: 'organiser' });
/** Residents with Telegram and a phone. */
async function residents(count: number): Promise<Someone[]> {
  const people = [];
  for (let n = 0; n < count; n++) people.push(await register(world, { telegram: 100 + n, phone: numberOf(n) }));
  return people;
}
/** Refuses every message of Telegram's. */
const refuse =
  (status: number, body: unknown): FaultHook<Record<string, unknown>> =>
  (method) =>
    method.startsWith('send') ? { kind: 'status', status, body } : undefined;
const reached = (people: readonly Someone[]): number => people.filter(({ sms }) => sms.hears(/Нужны люди/)).length;
const TOLD = /через Telegram не доходит/;

describe('when Telegram does not reach a neighbourhood', () => {
  it('because its server fails, everybody with a phone is called by SMS within seconds, and organisers are told', async () => {
    const organiser = await organise();
    const people = await residents(30);
    const chatOnly = await register(world, { telegram: 500 });
    world.telegram.fault = refuse(502, 'Bad Gateway');
    await organiser.telegram.send('бакай снос');
    await world.advance(10 * SECOND);
    expect(reached(people)).toBe(30);
    expect(organiser.sms.hears(TOLD)).toBeDefined();
    world.telegram.fault = undefined;
    await world.advance(2 * MINUTE);
    // Nobody hears it there as well, but those who have nothing else.
    expect(people.filter(({ telegram }) => telegram.messages.length > 0)).toHaveLength(0);
    expect(texts(chatOnly.telegram)).toHaveLength(1);
    expect(organiser.telegram.hears(TOLD)).toBeDefined();
    expect(organiser.sms.inbox.filter((m) => TOLD.test(m.body))).toHaveLength(1);
    expect(world.twilio.overLimit).toBe(0);
  });

  it('because it is not answered, too', async () => {
    const organiser = await organise();
    const people = await residents(30);
    world.telegram.fault = (method) => (method.startsWith('send') ? { kind: 'hang' } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.advance(30 * SECOND);
    expect(reached(people)).toBe(30);
  });

  it('a few errors change nothing', async () => {
    const organiser = await organise();
    const people = await residents(30);
    let n = 0;
    world.telegram.fault = (method) =>
      method === 'sendMessage' && ++n % 3 === 0 ? { kind: 'status', status: 502, body: 'Bad Gateway' } : undefined;
    await organiser.telegram.send('бакай снос');
    await world.advance(30 * SECOND);
    expect(reached(people)).toBe(0);
    expect(people.every(({ telegram }) => telegram.messages.length === 1)).toBe(true);
  });

  it('because the bot has to wait for long, they are called by SMS after half a minute', async () => {
    const organiser = await organise();
    const people = await residents(3);
    world.telegram.fault = refuse(429, { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 300 } });
    await organiser.telegram.send('бакай снос');
    await world.advance(28 * SECOND);
    expect(reached(people)).toBe(0);
    await world.advance(5 * SECOND);
    expect(reached(people)).toBe(3);
    expect(organiser.sms.hears(TOLD)).toBeDefined();
  });

  it('because the bot has to wait again and again, too', async () => {
    const organiser = await organise();
    const people = await residents(3);
    world.telegram.fault = refuse(429, { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 5 } });
    await organiser.telegram.send('бакай снос');
    await world.advance(28 * SECOND);
    expect(reached(people)).toBe(0);
    await world.advance(6 * SECOND);
    expect(reached(people)).toBe(3);
    world.telegram.fault = undefined;
    await world.advance(MINUTE);
    // It was told of as a standstill of the neighbourhood's, and had not lasted long enough to be one of the bot's.
    expect(organiser.sms.inbox).toHaveLength(1);
  });

  it('because hardly anybody answers who usually would have, those who were silent are called by SMS at once', async () => {
    const organiser = await organise();
    const people = await residents(15);
    await world.store.database.prisma.membership.updateMany({
      where: { personId: { in: people.slice(0, 12).map((p) => p.id) } },
      data: { answersIn: 20 },
    });
    await organiser.telegram.send('бакай снос');
    await world.advance(10 * SECOND);
    await people[0]?.telegram.press('🏃 Иду');
    await world.advance(33 * SECOND);
    expect(reached(people)).toBe(0);
    await world.advance(5 * SECOND);
    expect(reached(people)).toBe(14);
    expect(people[0]?.sms.inbox).toHaveLength(0);
    expect([organiser.sms.hears(TOLD), organiser.telegram.hears(TOLD)]).not.toContain(undefined);
  });
});

describe('a lane that stands still', () => {
  it('Telegram with a wrong token: everybody is called by SMS, and organisers are told there, once an hour, and when it runs again', async () => {
    const organiser = await organise();
    const elsewhere = await register(world, { telegram: 2, phone: '+77018888888', role: 'organiser', in: ['shanyrak-1'] });
    const people = await residents(3);
    const stopped = /Telegram не принимает наши сообщения \(код 401\)/;
    world.telegram.fault = refuse(401, { ok: false, error_code: 401, description: 'Unauthorized' });
    await organiser.telegram.send('бакай снос');
    await world.advance(5 * SECOND);
    expect(reached(people)).toBe(3);
    const told = (someone: Someone, wanted: RegExp): number => someone.sms.inbox.filter((m) => wanted.test(m.body)).length;
    expect([told(organiser, stopped), told(elsewhere, stopped)]).toEqual([1, 1]);
    await world.advance(3 * MINUTE);
    expect([told(organiser, stopped), told(organiser, /снова принимает/)]).toEqual([1, 0]);
    world.telegram.fault = undefined;
    await organiser.telegram.send('алло');
    await world.advance(2 * MINUTE);
    expect([told(organiser, /снова принимает/), told(elsewhere, /снова принимает/)]).toEqual([1, 1]);
  });

  it('Twilio with wrong keys: organisers are told on Telegram', async () => {
    const organiser = await organise();
    await register(world, { phone: numberOf(1) });
    let wrong = true;
    world.twilio.fault = () =>
      wrong ? { kind: 'status', status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } } : undefined;
    await organiser.telegram.send('бакай снос');
    await world.advance(5 * SECOND);
    expect(organiser.telegram.hears(/SMS не уходят \(код 20003\)/)).toBeDefined();
    wrong = false;
    await world.advance(2 * MINUTE);
    expect(organiser.telegram.hears(/SMS снова уходят/)).toBeDefined();
    expect(world.twilio.phone(numberOf(1)).inbox).toHaveLength(1);
  });

  it('Telegram that makes us wait for longer than a minute: organisers are told by SMS', async () => {
    const organiser = await organise();
    world.telegram.fault = refuse(429, { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 90 } });
    await organiser.telegram.send('алло');
    await world.advance(58 * SECOND);
    expect(organiser.sms.inbox).toHaveLength(0);
    await world.advance(5 * SECOND);
    expect(organiser.sms.hears(/Telegram просит нас подождать, с 11:00 \(код 429\)/)).toBeDefined();
    world.telegram.fault = undefined;
    await world.advance(MINUTE);
    expect(organiser.sms.hears(/снова принимает/)).toBeDefined();
  });
});
