import { afterEach, describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../src/drills/random.ts';
import type { Fault } from '../../../src/emulators/fault.ts';
import type { TelegramPhone } from '../../../src/emulators/telegram/phone.ts';
import { crowd, register } from '../../support/people.ts';
import { startWorld, type World, type WorldOptions } from '../../support/world.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let world: World;
afterEach(async () => {
  await world.stop();
});

/** A neighbourhood that is about to be called. */
async function neighbourhood(size: { telegram?: number; sms?: number }, options: WorldOptions = {}) {
  world = await startWorld(options);
  const organiser = await register(world, { telegram: 1, role: 'organiser' });
  return { organiser: organiser.telegram, ...(await crowd(world, size)) };
}

const alarms = (phone: TelegramPhone): number => phone.messages.filter((m) => m.history[0]?.startsWith('🔴')).length;
const states = async () => {
  const rows = await world.store.database.prisma.delivery.groupBy({ by: ['state'], where: { kind: 'call' }, _count: true });
  return Object.fromEntries(rows.map((row) => [row.state, row._count]));
};

const tooMany = (seconds: number): Fault => ({
  kind: 'status',
  status: 429,
  body: { ok: false, error_code: 429, description: `Too Many Requests: retry after ${seconds}`, parameters: { retry_after: seconds } },
});
/** As Twilio words it: https://www.twilio.com/docs/api/errors/20500 */
const broken = (status: number): Fault => ({
  kind: 'status',
  status,
  body: {
    code: 20_000 + status,
    message: 'Internal Server Error',
    more_info: `https://www.twilio.com/docs/errors/${20_000 + status}`,
    status,
  },
});

/** Lets much time pass in big steps, in which whatever falls due does so once. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 2 * SECOND) {
    world.clock.advance(2 * SECOND);
    await world.settle();
  }
}

describe('providers that answer with errors', () => {
  it('for three minutes, to everything: nobody is lost, and nobody is called twice', async () => {
    const { organiser, telegram, sms } = await neighbourhood({ telegram: 20, sms: 10 });
    let down = true;
    let asked = 0;
    world.telegram.fault = (method) => {
      if (method !== 'sendMessage' || !down) return undefined;
      asked++;
      return { kind: 'status', status: 500, body: { ok: false, error_code: 500, description: 'Internal Server Error' } };
    };
    world.twilio.fault = () => (down ? broken(500) : undefined);
    await organiser.send('бакай снос');
    await pass(3 * MINUTE);
    expect(asked).toBeLessThan(20 * 12);
    down = false;
    await pass(2 * MINUTE);
    await world.advance(SECOND);
    expect(telegram.map(alarms)).toEqual(telegram.map(() => 1));
    expect(sms.map((phone) => phone.inbox.length)).toEqual(sms.map(() => 1));
    expect(await states()).toEqual({ accepted: 20, delivered: 10 });
  });
});

describe('ten in a hundred requests fail, each in its own way', () => {
  /** Per thousand: errors, resets, hangs, accepted and never answered, answered too late, and people who are not there any more. */
  const draw = (random: ReturnType<typeof createSeededRandom>, gone: Fault): Fault | undefined => {
    const n = random.integer(1_000);
    if (n < 10) return { kind: 'status', status: 500 + 2 * random.integer(2), body: random.integer(2) === 0 ? 'Bad Gateway' : {} };
    if (n < 20) return { kind: 'reset' };
    if (n < 22) return { kind: 'hang' };
    if (n < 32) return { kind: 'accept-then-reset' };
    if (n < 36) return { kind: 'delay', ms: 20 * SECOND };
    return n < 86 ? gone : undefined;
  };

  it('everyone who is there is reached, and is told twice only where Telegram had taken it', async () => {
    const { organiser, telegram, sms } = await neighbourhood({ telegram: 160, sms: 60 }, { segmentsPerSecond: 20 });
    const random = createSeededRandom(1);
    const blocked = new Set<unknown>();
    const closed = new Set<unknown>();
    /** How often each chat got something whose answer was lost. */
    const lost = new Map<unknown, number>();
    world.telegram.fault = (method, body) => {
      if (method !== 'sendMessage' || body.chat_id === 1) return undefined;
      const gone: Fault = {
        kind: 'status',
        status: 403,
        body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
      };
      const fault = draw(random, gone);
      if (fault === gone) blocked.add(body.chat_id);
      if (fault?.kind === 'accept-then-reset' || fault?.kind === 'delay') lost.set(body.chat_id, (lost.get(body.chat_id) ?? 0) + 1);
      return fault;
    };
    world.twilio.fault = (method, body) => {
      if (method !== 'messages.create') return random.integer(10) === 0 ? broken(503) : undefined;
      const gone: Fault = { kind: 'status', status: 400, body: { code: 21610, message: 'unsubscribed', status: 400 } };
      const fault = draw(random, gone);
      if (fault === gone) closed.add(body.To);
      return fault;
    };
    await organiser.send('бакай снос');
    await world.drain();
    for (const phone of telegram) {
      const heard = alarms(phone);
      const repeats = lost.get(phone.id) ?? 0;
      if (!blocked.has(phone.id)) expect(heard, `chat ${phone.id}`).toBeGreaterThanOrEqual(1);
      expect(heard, `chat ${phone.id}`).toBeLessThanOrEqual(1 + repeats);
    }
    for (const phone of sms) expect(phone.inbox.length, phone.number).toBe(closed.has(phone.number) ? 0 : 1);
    expect([blocked.size, closed.size, lost.size].every((n) => n > 1)).toBe(true);
    expect([world.telegram.refused429, world.twilio.refused429, world.telegram.overLimit, world.twilio.overLimit]).toEqual([0, 0, 0, 0]);
  });
});

describe('a door that is closed to everybody', () => {
  it.each([
    { says: 'how long', retryAfter: (left: number) => left, openings: 1 },
    { says: 'five seconds each time', retryAfter: () => 5, openings: 6 },
  ])('for 30 s, saying $says: nobody knocks in vain but those in flight and one at each opening', async ({ retryAfter, openings }) => {
    const RATE = 30;
    const LATENCY = 200;
    const CLOSED = 30;
    const { organiser, telegram } = await neighbourhood({ telegram: 160 }, { telegramLatencyMs: LATENCY });
    let closedUntil = 0;
    let inFlight = 0;
    let refused = 0;
    world.telegram.fault = (method) => {
      if (!/^(send|edit|answer)/.test(method)) return undefined;
      const now = world.clock.now();
      if (closedUntil === 0 && world.telegram.sends.length >= 60) {
        closedUntil = now + CLOSED * SECOND;
        inFlight = world.telegram.unanswered;
      }
      if (now >= closedUntil) return undefined;
      refused++;
      return { ...tooMany(retryAfter(Math.ceil((closedUntil - now) / SECOND))), afterMs: LATENCY } as Fault;
    };
    void organiser.send('бакай снос');
    const health = async () => ((await (await fetch(`${world.url}/health`)).json()) as { lanes: unknown[] }).lanes;
    while (closedUntil === 0) await world.advance(SECOND);
    expect(await health()).toContainEqual({ lane: 'telegram', state: 'paused', code: '429' });
    await world.until(() => telegram.every((phone) => alarms(phone) === 1));
    const sentAt = world.telegram.sends.map((s) => s.at);
    const took = (Math.max(...sentAt) - Math.min(...sentAt)) / SECOND;
    expect(inFlight).toBeGreaterThan(3);
    expect(refused).toBeLessThanOrEqual(inFlight + openings + 1);
    expect(took).toBeLessThanOrEqual(1.1 * (161 / RATE + CLOSED));
    expect([world.telegram.refused429, world.telegram.overLimit]).toEqual([0, 0]);
    expect(await health()).toContainEqual({ lane: 'telegram', state: 'running' });
  });

  it('lowers the rate, and finds the way back to all of it', async () => {
    const RATE = 10;
    const { organiser } = await neighbourhood({ telegram: 160 }, { messagesPerSecond: RATE });
    let refused = false;
    world.telegram.fault = (method, body) => {
      if (method !== 'sendMessage' || body.chat_id === 1 || refused || world.telegram.sends.length < 2 * RATE) return undefined;
      refused = true;
      return tooMany(1);
    };
    await organiser.send('бакай снос');
    const before = world.clock.now();
    const between = (from: number, to: number): number =>
      world.telegram.sends.filter((s) => s.at >= before + from * SECOND && s.at < before + to * SECOND).length;
    await world.advance(16 * SECOND);
    expect(between(3.5, 5.5), 'messages in two seconds, soon after').toBeLessThanOrEqual(0.9 * 2 * RATE);
    expect(between(13, 15), 'messages in two seconds, a while after').toBeGreaterThanOrEqual(2 * RATE - 1);
    expect(between(13, 15)).toBeLessThanOrEqual(2 * RATE + 1);
  });
});

describe('a text whose sending nobody confirmed', () => {
  it('is looked up: what Twilio has is not sent again, what it does not have is sent', async () => {
    const { organiser, sms } = await neighbourhood({ sms: 12 });
    let n = 0;
    world.twilio.fault = (method) => {
      if (method !== 'messages.create' || ++n > 12 || n % 2 === 0) return undefined;
      return { kind: n % 4 === 1 ? 'reset' : 'accept-then-reset' };
    };
    await organiser.send('бакай снос');
    await world.drain();
    expect(n).toBe(15);
    expect(sms.map((phone) => phone.inbox.length)).toEqual(sms.map(() => 1));
    await world.advance(SECOND);
    expect(await states()).toEqual({ delivered: 12 });
    // An alert that is late is a false alarm, and a guard against pumping takes a call for help for it.
    const [{ validityPeriod, riskCheck } = {}] = world.twilio.sends;
    expect([validityPeriod, riskCheck]).toEqual([2 * 60 * 60, 'disable']);
  });
});

describe('a provider that does not answer', () => {
  it('holds nobody up with one request', async () => {
    const { organiser, telegram } = await neighbourhood({ telegram: 20 });
    const [first, ...others] = telegram;
    let hung = false;
    world.telegram.fault = (method, body) => {
      if (method !== 'sendMessage' || body.chat_id !== first?.id || hung) return undefined;
      hung = true;
      return { kind: 'hang' };
    };
    await organiser.send('бакай снос');
    await world.advance(2 * SECOND);
    expect(others.map(alarms)).toEqual(others.map(() => 1));
    expect(first?.messages).toHaveLength(0);
    await world.advance(30 * SECOND);
    expect(telegram.map(alarms)).toEqual(telegram.map(() => 1));
  });

  it('holds nobody up with one question after a text', async () => {
    const { organiser, sms } = await neighbourhood({ sms: 20 });
    const [first, second] = sms.map((phone) => phone.number);
    const hung: string[] = [];
    world.twilio.fault = (method, body) => {
      // Two messages are lost on their way; what is asked about the first of them is not answered for long.
      if (method === 'messages.create' && (body.To === first || body.To === second) && !hung.includes(`${body.To}`)) {
        hung.push(`${body.To}`);
        return { kind: 'reset' };
      }
      if (method === 'messages.list' && body.To === first && world.clock.now() < before + 40 * SECOND) return { kind: 'hang' };
      return undefined;
    };
    const before = world.clock.now();
    await organiser.send('бакай снос');
    await world.advance(4 * SECOND);
    expect(sms.map((phone) => phone.inbox.length)).toEqual(sms.map((_, i) => (i < 2 ? 0 : 1)));
    await world.advance(4 * SECOND);
    expect(sms.map((phone) => phone.inbox.length)).toEqual(sms.map((_, i) => (i < 1 ? 0 : 1)));
    await world.advance(60 * SECOND);
    expect(sms.map((phone) => phone.inbox.length)).toEqual(sms.map(() => 1));
  });

  it('is not given the whole city to hold', async () => {
    const RATE = 100;
    const { organiser } = await neighbourhood({ telegram: 2_000 }, { messagesPerSecond: RATE });
    world.telegram.fault = (method, body) => (method === 'sendMessage' && body.chat_id !== 1 ? { kind: 'hang' } : undefined);
    await organiser.send('бакай снос');
    let most = 0;
    for (let i = 0; i < 50; i++) {
      world.clock.advance(200);
      await world.settle();
      const claims = await world.store.database.prisma.claim.findMany();
      most = Math.max(
        most,
        claims.reduce((sum, { ids }) => sum + ids.length, 0),
      );
    }
    expect(most, 'copies that the lane holds').toBeGreaterThan(RATE);
    expect(most, 'copies that the lane holds').toBeLessThan(4 * RATE);
  });
});
