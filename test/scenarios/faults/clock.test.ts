import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TelegramPhone } from '../../../src/emulators/telegram/phone.ts';
import { crowd, register, type Someone } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const SECOND = 1_000;
const HOUR = 60 * 60 * SECOND;

let world: World;
let organiser: Someone;
beforeEach(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, role: 'organiser' });
});
afterEach(async () => {
  await world.stop();
});

const alarms = (phone: TelegramPhone): number => phone.messages.filter((m) => m.history[0]?.startsWith('🔴')).length;
const limits = (): readonly number[] => [
  ...[world.telegram.refused429, world.telegram.overLimit],
  ...[world.twilio.refused429, world.twilio.overLimit],
];

describe.each([
  { way: 'an hour forward', ms: HOUR },
  { way: 'an hour back', ms: -HOUR },
])('the clock is set $way', ({ ms }) => {
  it('in the middle of a call: everybody is called once, at the same rate', async () => {
    const { telegram, sms } = await crowd(world, { telegram: 60, sms: 30 });
    let n = 0;
    // While the clock is set, texts are on their way that Twilio takes without our hearing so.
    world.twilio.fault = (method) => {
      if (method !== 'messages.create' || ++n % 4 !== 0) return undefined;
      return { kind: n % 8 === 0 ? 'accept-then-reset' : 'delay', ms: 20 * SECOND };
    };
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(700);
    const before = world.telegram.sends.length;
    world.clock.jump(ms);
    await world.advance(1_000);
    const sent = world.telegram.sends.length - before;
    expect(sent).toBeGreaterThanOrEqual(28);
    expect(sent).toBeLessThanOrEqual(32);
    await world.advance(40 * SECOND);
    expect(telegram.map(alarms)).toEqual(telegram.map(() => 1));
    expect(sms.map((phone) => phone.inbox.length)).toEqual(sms.map(() => 1));
    expect(limits()).toEqual([0, 0, 0, 0]);
  });

  it('while copies wait to be sent again: they wait no longer and no shorter than before', async () => {
    const { telegram } = await crowd(world, { telegram: 20 });
    world.telegram.fault = (method, body) =>
      method === 'sendMessage' && body.chat_id !== 1 ? { kind: 'status', status: 502, body: 'Bad Gateway' } : undefined;
    await organiser.telegram.send('бакай снос Жастар 14');
    // The fourth try of each is eight seconds away.
    await world.advance(9 * SECOND);
    world.telegram.fault = undefined;
    world.clock.jump(ms);
    await world.advance(3 * SECOND);
    expect(telegram.map(alarms)).toEqual(telegram.map(() => 0));
    await world.advance(7 * SECOND);
    expect(telegram.map(alarms)).toEqual(telegram.map(() => 1));
  });

  it('while people answer: cards go on showing it', async () => {
    const { telegram } = await crowd(world, { telegram: 20 });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await telegram[0]?.press('🏃 Иду');
    await world.advance(500);
    world.clock.jump(ms);
    await telegram[1]?.press('🏃 Иду');
    await telegram[2]?.press('✋ На месте');
    await world.advance(10 * SECOND);
    for (const phone of [organiser.telegram, telegram[0]]) expect(phone?.hears(/В пути: 2 · ✋ на месте: 1/)).toBeDefined();
  });

  it('while nothing happens: the first report is answered, and goes out', async () => {
    const { telegram, sms } = await crowd(world, { telegram: 10, sms: 10 });
    const trusted = await register(world, { telegram: 2, trust: 'trusted' });
    await world.advance(20 * SECOND);
    world.clock.jump(3 * ms);
    await trusted.telegram.send('бакай снос Жастар 14');
    await world.advance(5 * SECOND);
    expect(trusted.telegram.messages.length).toBe(1);
    expect(telegram.map(alarms)).toEqual(telegram.map(() => 1));
    expect(sms.map((phone) => phone.inbox.length)).toEqual(sms.map(() => 1));
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();
    expect(trusted.telegram.hears(/отбой/i)).toBeDefined();
  });
});
