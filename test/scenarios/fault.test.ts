import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { register, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.stop();
});

async function callOf(count: number, channel: 'telegram' | 'phone') {
  const organiser = await register(world, { telegram: 1, role: 'organiser' });
  const people = [];
  for (let i = 0; i < count; i++) {
    people.push(await register(world, channel === 'telegram' ? { telegram: 100 + i } : { phone: `+7701000${1000 + i}` }));
  }
  return { organiser, people };
}

describe('Telegram', () => {
  it('a 429 pauses the whole bot for as long as it says, and nobody is lost', async () => {
    const { organiser, people } = await callOf(40, 'telegram');
    let refused = 0;
    world.telegram.fault = (method, body) => {
      if (method !== 'sendMessage' || body.chat_id === 1 || refused > 0) return undefined;
      refused++;
      return {
        kind: 'status',
        status: 429,
        body: { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 7 } },
      };
    };
    await organiser.telegram.send('бакай снос');
    await world.drain();
    const at = world.telegram.sends.map((s) => s.at).sort((a, b) => a - b);
    const longest = Math.max(...at.slice(1).map((t, i) => t - (at[i] ?? 0)));
    expect(longest).toBeGreaterThanOrEqual(6_900);
    for (const person of people) expect(person.telegram.messages).toHaveLength(1);
    expect([world.telegram.refused429, world.telegram.overLimit]).toEqual([0, 0]);
  });

  it('a refusal of the token stops the lane, says so, burns nothing, and goes on by itself once it is put right', async () => {
    const { organiser, people } = await callOf(10, 'telegram');
    let wrong = true;
    let asked = 0;
    world.telegram.fault = (method) => {
      if (method !== 'sendMessage' || !wrong) return undefined;
      asked++;
      return { kind: 'status', status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } };
    };
    await organiser.telegram.send('бакай снос');
    await world.advance(30_000);
    expect(asked).toBeLessThan(8);
    const health = (await (await fetch(`${world.url}/health`)).json()) as { status: string; lanes: unknown[] };
    expect(health).toMatchObject({ status: 'degraded' });
    expect(health.lanes).toContainEqual({ lane: 'telegram', state: 'stopped', code: '401' });
    wrong = false;
    await world.advance(2 * MINUTE);
    for (const person of people) expect(person.telegram.messages).toHaveLength(1);
  });

  it('errors and resets are tried again until everybody is reached', async () => {
    const { organiser, people } = await callOf(30, 'telegram');
    let n = 0;
    world.telegram.fault = (method) => {
      if (method !== 'sendMessage' || ++n % 3 !== 0) return undefined;
      return n % 2 === 0 ? { kind: 'reset' } : { kind: 'status', status: 502, body: 'Bad Gateway' };
    };
    await organiser.telegram.send('бакай снос');
    await world.drain();
    for (const person of people) expect(person.telegram.messages).toHaveLength(1);
  });

  it('one request that is never answered holds nobody else up', async () => {
    const { organiser, people } = await callOf(20, 'telegram');
    let hung = false;
    world.telegram.fault = (method, body) => {
      if (method !== 'sendMessage' || body.chat_id !== 100 || hung) return undefined;
      hung = true;
      return { kind: 'hang' };
    };
    await organiser.telegram.send('бакай снос');
    await world.advance(2_000);
    expect(people.slice(1).every((p) => p.telegram.messages.length === 1)).toBe(true);
    expect(people[0]?.telegram.messages).toHaveLength(0);
    await world.advance(30_000);
    expect(people[0]?.telegram.messages).toHaveLength(1);
  });
});

describe('Twilio', () => {
  it('a request whose answer was lost is looked up, and nobody is called twice', async () => {
    const { organiser, people } = await callOf(12, 'phone');
    let n = 0;
    world.twilio.fault = (method) => (method === 'messages.create' && ++n % 3 === 0 ? { kind: 'accept-then-reset' } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.drain();
    expect(n).toBeGreaterThanOrEqual(12);
    for (const person of people) expect(person.sms.inbox).toHaveLength(1);
    const states = await world.store.database.prisma.delivery.groupBy({ by: ['state'], where: { kind: 'call' }, _count: true });
    expect(states.every((s) => ['accepted', 'delivered'].includes(s.state))).toBe(true);
  });

  it('a request that never arrived is found missing, and sent', async () => {
    const { organiser, people } = await callOf(6, 'phone');
    let n = 0;
    world.twilio.fault = (method) => (method === 'messages.create' && ++n <= 3 ? { kind: 'reset' } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.drain();
    expect(n).toBe(9);
    for (const person of people) expect(person.sms.inbox).toHaveLength(1);
  });

  it('an all-clear also reaches those whose call was in flight when it was pressed', async () => {
    const { organiser, people } = await callOf(3, 'phone');
    world.twilio.fault = (method) => (method === 'messages.create' ? { kind: 'delay', ms: 4_000 } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.advance(2_000);
    await organiser.telegram.press('🏁 Отбой');
    await world.advance(1_000);
    world.twilio.fault = undefined;
    await world.drain();
    for (const person of people) {
      expect(person.sms.inbox.map((m) => /отбой/.test(m.body))).toEqual([false, true]);
    }
  });

  it('gives every message a short life', async () => {
    const { organiser } = await callOf(1, 'phone');
    await organiser.telegram.send('бакай снос');
    await world.drain();
    expect(world.twilio.sends[0]?.validityPeriod).toBe(2 * 60 * 60);
    expect(world.twilio.sends[0]?.riskCheck).toBe('disable');
  });
});

describe('a contact that dies', () => {
  const deactivated = { ok: false, error_code: 403, description: 'Forbidden: user is deactivated' };

  it('sends every copy that waited for it on to the phone, not only the one that found it dead', async () => {
    await world.stop();
    world = await startWorld({ messagesPerSecond: 5 });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    await register(world, { telegram: 2, phone: '+77010000002', role: 'organiser' });
    for (let i = 0; i < 10; i++) await register(world, { telegram: 100 + i });
    world.telegram.fault = (_method, body) => (body.chat_id === 2 ? { kind: 'status', status: 403, body: deactivated } : undefined);
    await organiser.telegram.send('бакай снос Жастар 14');
    await organiser.telegram.send('НОВЫЙ бакай снос Жастар 22');
    await world.drain();
    const bodies = world.twilio.phone('+77010000002').inbox.map((m) => m.body);
    expect(bodies.filter((b) => /Нужны люди/.test(b))).toHaveLength(2);
    expect(bodies.filter((b) => /ОТБОЙ/.test(b))).toHaveLength(2);
  });

  it('is no reason to call somebody after the alarm is over', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    await register(world, { telegram: 2, phone: '+77010000002' });
    world.telegram.fault = (method, body) => (method === 'sendMessage' && body.chat_id === 2 ? { kind: 'hang' } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.advance(2_000);
    await organiser.telegram.press('🏁 Отбой');
    world.telegram.fault = (_method, body) => (body.chat_id === 2 ? { kind: 'status', status: 403, body: deactivated } : undefined);
    await world.advance(30_000);
    await world.drain();
    expect(world.twilio.phone('+77010000002').hears(/снос/)).toBeUndefined();
  });

  it('shows as failed where no lane can reach the other contact', async () => {
    await world.stop();
    world = await startWorld({ env: { TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '', TWILIO_SMS_FROM: '' } });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    await register(world, { telegram: 2, phone: '+77010000002' });
    world.telegram.fault = (_method, body) => (body.chat_id === 2 ? { kind: 'status', status: 403, body: deactivated } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.drain();
    await world.advance(5_000);
    expect(organiser.telegram.hears(/Дошло 0 из 1 · не дошло 1/)).toBeDefined();
  });
});

describe('a call that arrived though its answer was lost', () => {
  it('is followed by the all-clear', async () => {
    const { organiser, people } = await callOf(1, 'telegram');
    world.telegram.fault = (method, body) => (method === 'sendMessage' && body.chat_id === 100 ? { kind: 'accept-then-reset' } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.settle();
    world.telegram.fault = undefined;
    await organiser.telegram.press('🏁 Отбой').catch(async () => {
      await world.until(() => organiser.telegram.hears(/Код/) !== undefined);
      await organiser.telegram.press('🏁 Отбой');
    });
    await world.drain();
    const heard = texts(people[0]?.telegram ?? organiser.telegram);
    expect(heard.filter((t) => /^🔴/.test(t)).length).toBeGreaterThan(0);
    expect(heard.at(-1)).toMatch(/отбой/);
  });
});

describe('urgency', () => {
  it('lets nobody hold a call up by talking much', async () => {
    const { organiser, people } = await callOf(30, 'telegram');
    const chatty = people[0]?.telegram;
    for (let i = 0; i < 30; i++) await chatty?.send(`алло ${i}`);
    const before = world.clock.now();
    await organiser.telegram.send('бакай снос');
    await world.until(() => people.slice(1).every((p) => p.telegram.hears(/Бакай: снос/) !== undefined));
    expect(world.clock.now() - before).toBeLessThan(4_000);
  });

  it('lets a fresh alarm overtake a broadcast, and answers overtake the alarm', async () => {
    const { organiser, people } = await callOf(200, 'telegram');
    await organiser.telegram.send('/broadcast');
    await world.drain();
    await organiser.telegram.send('Собрание в 18:00');
    await world.drain();
    await organiser.telegram.press('✅ Отправить');
    await world.advance(1_000);
    const before = world.clock.now();
    await organiser.telegram.send('бакай снос');
    await world.advance(8_000);
    const after = world.telegram.sends.filter((s) => s.at > before && s.method === 'sendMessage');
    const firstCall = after.findIndex((s) => s.text?.startsWith('🔴'));
    expect(firstCall).toBeLessThanOrEqual(8);
    expect(after.slice(firstCall, firstCall + 190).filter((s) => s.text?.startsWith('Бакай: Собрание')).length).toBe(0);
    await world.drain();
    for (const person of people) expect(texts(person.telegram)).toHaveLength(2);
  });
});
