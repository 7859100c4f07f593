import dns from 'node:dns';
import { afterEach, describe, expect, it } from 'vitest';
import { crowd, register } from '../../support/people.ts';
import { selfSigned, type TlsFront, tlsFront, trust } from '../../support/tls.ts';
import { startWorld, type World } from '../../support/world.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let world: World;
let undo: (() => void)[] = [];
afterEach(async () => {
  await world.stop();
  for (const step of undo.reverse()) step();
  undo = [];
});

/** An organiser who reports by SMS and by Telegram, and people with one or the other. */
async function neighbourhood(size: { readonly telegram: number; readonly sms: number }) {
  world = await startWorld();
  const organiser = await register(world, { phone: '+77017770000', role: 'organiser' });
  const other = await register(world, { telegram: 1, role: 'organiser', trust: 'trusted' });
  return { organiser: organiser.sms, other: other.telegram, ...(await crowd(world, size)) };
}

async function lanes(): Promise<readonly { readonly lane: string; readonly state: string; readonly code?: string }[]> {
  const response = await fetch(`${world.url}/health`);
  const { status, lanes } = (await response.json()) as { status: string; lanes: { lane: string; state: string; code?: string }[] };
  expect([response.status, status]).toEqual([200, lanes.some((lane) => lane.state === 'stopped') ? 'degraded' : 'ok']);
  return lanes;
}

const tries = async (): Promise<number | null> => {
  const { _max } = await world.store.database.prisma.delivery.aggregate({
    where: { kind: 'call', state: 'queued' },
    _max: { attempts: true },
  });
  return _max.attempts;
};
const knocks = (lane: string): number =>
  world.log.filter((line) => line.includes(`"lane":"${lane}"`) && line.includes('the provider stopped the lane')).length;

describe('a provider whose name nobody knows', () => {
  it('stops Telegram only, burns nothing, says so, and goes on by itself', async () => {
    const { organiser, telegram, sms } = await neighbourhood({ telegram: 40, sms: 10 });
    const { port } = new URL(world.telegram.url);
    await world.restart({ TELEGRAM_API_ROOT: `http://telegram.invalid:${port}` });
    await organiser.text('бакай снос Жастар 14');
    await world.advance(40 * SECOND);
    expect(sms.every((phone) => phone.inbox.length === 1)).toBe(true);
    expect(await lanes()).toContainEqual({ lane: 'telegram', state: 'stopped', code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) });
    expect(await tries()).toBe(0);
    expect(knocks('telegram')).toBeLessThanOrEqual(9);
    expect(organiser.hears(/Telegram не принимает наши сообщения \(код E\w+\)/)).toBeDefined();
    undo.push(know('telegram.invalid'));
    await world.advance(15 * SECOND);
    expect(telegram.every((phone) => phone.messages.length === 1)).toBe(true);
    expect(await lanes()).toContainEqual({ lane: 'telegram', state: 'running' });
  });
});

/** The name means this machine from now on. */
function know(name: string): () => void {
  const { lookup } = dns;
  const here = ((asked: string, ...rest: Parameters<typeof lookup> extends [unknown, ...infer R] ? R : never) =>
    lookup(asked === name ? '127.0.0.1' : asked, ...rest)) as typeof lookup;
  dns.lookup = here;
  return () => {
    dns.lookup = lookup;
  };
}

describe('credentials that are wrong', () => {
  it('stop the SMS lane only, burn nothing, are told, and are tried again once a minute', async () => {
    const { other, telegram, sms } = await neighbourhood({ telegram: 10, sms: 30 });
    let wrong = true;
    world.twilio.fault = () => {
      if (!wrong) return undefined;
      return { kind: 'status', status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } };
    };
    await other.send('бакай снос Жастар 14');
    await world.advance(50 * SECOND);
    expect(telegram.every((phone) => phone.messages.length === 1)).toBe(true);
    expect(await lanes()).toContainEqual({ lane: 'sms', state: 'stopped', code: '20003' });
    expect(await tries()).toBe(0);
    expect(world.twilio.calls.get('messages.create')).toBeLessThanOrEqual(3);
    expect(other.hears(/SMS не уходят \(код 20003\)/)).toBeDefined();
    wrong = false;
    await world.advance(MINUTE);
    expect(sms.every((phone) => phone.inbox.length === 1)).toBe(true);
    expect(await lanes()).toContainEqual({ lane: 'sms', state: 'running' });
  });

  it('stop the Telegram lane only, in the same way', async () => {
    const { organiser, telegram, sms } = await neighbourhood({ telegram: 30, sms: 10 });
    let wrong = true;
    let asked = 0;
    world.telegram.fault = (method) => {
      if (method !== 'sendMessage' || !wrong) return undefined;
      asked++;
      return { kind: 'status', status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } };
    };
    await organiser.text('бакай снос Жастар 14');
    await world.advance(50 * SECOND);
    expect(sms.every((phone) => phone.inbox.length === 1)).toBe(true);
    expect(await lanes()).toContainEqual({ lane: 'telegram', state: 'stopped', code: '401' });
    expect([await tries(), asked <= 3]).toEqual([0, true]);
    expect(organiser.hears(/Telegram не принимает наши сообщения \(код 401\)/)).toBeDefined();
    wrong = false;
    await world.advance(MINUTE);
    expect(telegram.every((phone) => phone.messages.length === 1)).toBe(true);
  });
});

const certificate = selfSigned();
describe.skipIf(certificate === undefined)('a certificate that nobody trusts (needs openssl)', () => {
  const behindTls = async (): Promise<Record<'TELEGRAM_API_ROOT' | 'TWILIO_API_BASE_URL', string>> => {
    const fronts: TlsFront[] = [];
    for (const { url } of [world.telegram, world.twilio]) fronts.push(await tlsFront(url, certificate ?? { key: '', cert: '' }));
    undo.push(() => {
      for (const front of fronts) front.stop();
    });
    return { TELEGRAM_API_ROOT: fronts[0]?.url ?? '', TWILIO_API_BASE_URL: fronts[1]?.url ?? '' };
  };

  it('stops the lane, burns nothing, says so, and goes on by itself once it is put right', async () => {
    const { organiser, telegram, sms } = await neighbourhood({ telegram: 20, sms: 20 });
    await world.restart(await behindTls());
    await organiser.text('бакай снос Жастар 14');
    await world.advance(30 * SECOND);
    for (const lane of ['telegram', 'sms']) {
      expect(await lanes()).toContainEqual({ lane, state: 'stopped', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      expect(knocks(lane)).toBeLessThanOrEqual(8);
    }
    expect(await tries()).toBe(0);
    undo.push(trust(certificate ?? { key: '', cert: '' }));
    await world.advance(15 * SECOND);
    expect([...telegram.map((phone) => phone.messages.length), ...sms.map((phone) => phone.inbox.length)]).toEqual(
      [...telegram, ...sms].map(() => 1),
    );
    expect((await lanes()).map(({ lane, state }) => [lane, state])).toEqual([
      ['telegram', 'running'],
      ['sms', 'running'],
    ]);
  });

  it('as many requests as it takes hang at Twilio, and nobody else waits for them', async () => {
    const { organiser, sms } = await neighbourhood({ telegram: 0, sms: 60 });
    undo.push(trust(certificate ?? { key: '', cert: '' }));
    const { TWILIO_API_BASE_URL } = await behindTls();
    await world.restart({ TWILIO_API_BASE_URL });
    const hung = new Set<unknown>();
    world.twilio.fault = (method, body) => {
      if (method !== 'messages.create' || body.To === organiser.number) return undefined;
      if (hung.size < 40) hung.add(body.To);
      return hung.has(body.To) ? { kind: 'hang' } : undefined;
    };
    await organiser.text('бакай снос Жастар 14');
    await world.advance(10 * SECOND);
    expect(hung.size).toBe(40);
    expect(sms.filter((phone) => phone.inbox.length === 1)).toHaveLength(20);
    world.twilio.fault = undefined;
    await world.drain();
    expect(sms.map((phone) => phone.inbox.length)).toEqual(sms.map(() => 1));
  });
});

describe('connections that break', () => {
  it('before, in the middle of and after every third request: everybody is reached, by SMS once', async () => {
    const { other, telegram, sms } = await neighbourhood({ telegram: 60, sms: 30 });
    let n = 0;
    const lost = new Map<unknown, number>();
    world.telegram.fault = (method, body) => {
      if (method !== 'sendMessage' || body.chat_id === 1 || ++n % 3 !== 0) return undefined;
      if (n % 2 === 0) return { kind: 'reset' };
      lost.set(body.chat_id, (lost.get(body.chat_id) ?? 0) + 1);
      return { kind: 'accept-then-reset' };
    };
    let m = 0;
    world.twilio.fault = () => (++m % 3 === 0 ? { kind: m % 2 === 0 ? 'reset' : 'accept-then-reset' } : undefined);
    await other.send('бакай снос Жастар 14');
    await world.drain();
    expect(telegram.map((phone) => phone.messages.length)).toEqual(telegram.map((phone) => 1 + (lost.get(phone.id) ?? 0)));
    expect(sms.map((phone) => phone.inbox.length)).toEqual(sms.map(() => 1));
  });
});
