import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTwilio, type TwilioEmulator, type TwilioOptions } from '../../src/emulators/twilio/start.ts';
import { createFakeClock, type FakeClock } from '../support/clock.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'auth-token';
const from = '+15005550006';
const text = 'Бакай: снос. Жастар 14, 11:02. Нужны люди. 1 иду, 2 нет';
let clock: FakeClock;
let emulator: TwilioEmulator;
let client: ReturnType<typeof twilio>;

function clientWith(token: string): ReturnType<typeof twilio> {
  const made = twilio(accountSid, token);
  made.api.baseUrl = emulator.url;
  return made;
}

async function start(options: Partial<TwilioOptions> = {}): Promise<void> {
  await emulator?.stop();
  emulator = await startTwilio({ clock, accountSid, authToken, segmentsPerSecond: 0, ...options });
  client = clientWith(authToken);
}

beforeEach(async () => {
  clock = createFakeClock();
  await start();
});
afterEach(() => emulator.stop());

/** The error's code, status and link, as the SDK throws them. */
async function refusal(call: Promise<unknown>): Promise<{ code: number; status: number; moreInfo: string }> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof Error) || !('code' in error)) throw new Error('the call was not refused by Twilio', { cause: error });
  return error as unknown as { code: number; status: number; moreInfo: string };
}

describe('sending', () => {
  it('answers with the message as the SDK knows it, and the phone has it', async () => {
    const sent = await client.messages.create({ to: '+77010000001', from, body: text, validityPeriod: 600, riskCheck: 'disable' });
    expect(sent).toMatchObject({ status: 'queued', to: '+77010000001', from, body: text, numSegments: '1', errorCode: null, accountSid });
    expect(sent.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(sent.dateCreated.getTime()).toBe(clock.now());
    const phone = emulator.phone('+77010000001');
    expect(phone.hears(/Жастар 14/)).toEqual({ at: clock.now(), sid: sent.sid, body: text, segments: 1 });
    expect(emulator.sends).toMatchObject([{ sid: sent.sid, validityPeriod: 600, riskCheck: 'disable', segments: 1 }]);
  });

  it('counts Cyrillic in segments of 70, or of 67 when there are several', async () => {
    for (const length of [70, 71, 134, 135]) await client.messages.create({ to: '+77010000001', from, body: 'ж'.repeat(length) });
    expect(emulator.sends.map((send) => send.segments)).toEqual([1, 2, 2, 3]);
    expect(emulator.segments).toBe(8);
  });

  it('takes a messaging service, which chooses the sender later', async () => {
    const messagingServiceSid = `MG${'a'.repeat(32)}`;
    const sent = await client.messages.create({ to: '+77010000001', messagingServiceSid, body: 'x' });
    expect(sent).toMatchObject({ status: 'accepted', from: null, messagingServiceSid });
  });

  it('takes a sender name', async () => {
    expect((await client.messages.create({ to: '+77010000001', from: 'DABYL', body: 'x' })).from).toBe('DABYL');
  });

  it.each([
    [21211, { to: '87010000001', from, body: 'x' }],
    [21211, { to: '+7701abc', from, body: 'x' }],
    [21212, { to: '+77010000001', from: 'A NAME THAT IS TOO LONG', body: 'x' }],
    [21602, { to: '+77010000001', from, body: ' ' }],
    [21603, { to: '+77010000001', body: 'x' }],
    [21604, { to: '', from, body: 'x' }],
    [21617, { to: '+77010000001', from, body: 'ж'.repeat(1601) }],
    [90007, { to: '+77010000001', from, body: 'x', validityPeriod: 36_001 }],
    [90007, { to: '+77010000001', from, body: 'x', validityPeriod: 0 }],
    [21609, { to: '+77010000001', from, body: 'x', statusCallback: 'not a url' }],
  ])('refuses with %i', async (code, message) => {
    const error = await refusal(client.messages.create(message));
    expect(error).toMatchObject({ code, status: 400, moreInfo: `https://www.twilio.com/docs/errors/${code}` });
    expect(emulator.sends.length).toBe(0);
  });

  it('refuses landlines with 21614, wrong credentials with 20003, unknown resources with 20404', async () => {
    emulator.phone('+77270000001', 'landline');
    expect((await refusal(client.messages.create({ to: '+77270000001', from, body: 'x' }))).code).toBe(21614);
    expect(await refusal(clientWith('wrong').messages.list())).toMatchObject({ code: 20003, status: 401 });
    expect(await refusal(client.messages(`SM${'f'.repeat(32)}`).fetch())).toMatchObject({ code: 20404, status: 404 });
    expect(await refusal(client.conferences.list())).toMatchObject({ code: 20404, status: 404 });
  });
});

describe('the limit', () => {
  const send = (to: number, body: string) => client.messages.create({ to: `+7701000${1000 + to}`, from, body });

  it('counts segments in the trailing second and answers 429 with 20429 above it', async () => {
    await start({ segmentsPerSecond: 10 });
    for (let at = 0; at < 5; at += 1) await send(at, 'ж'.repeat(100));
    await send(5, 'one');
    expect(await refusal(send(6, 'two'))).toMatchObject({ code: 20429, status: 429 });
    expect(emulator).toMatchObject({ refused429: 1, overLimit: 1, fullestSecond: 12, segments: 11 });
    clock.advance(1000);
    await send(6, 'two');
    expect(emulator.refused429).toBe(1);
  });

  it('lets a long message through alone, and nothing beside it', async () => {
    await start({ segmentsPerSecond: 1 });
    await send(1, 'ж'.repeat(300));
    expect((await refusal(send(2, 'x'))).code).toBe(20429);
    clock.advance(1000);
    await send(2, 'x');
  });

  it('is not used up by what could not go out anyway', async () => {
    await start({ segmentsPerSecond: 1 });
    emulator.phone('+77270000001', 'landline');
    for (let at = 0; at < 5; at += 1) await refusal(client.messages.create({ to: '+77270000001', from, body: 'x' }));
    await send(1, 'x');
    expect(emulator.fullestSecond).toBe(1);
  });
});

describe('looking up', () => {
  it('finds one message by its SID, in the state it has reached', async () => {
    const { sid } = await client.messages.create({ to: '+77010000001', from, body: 'x' });
    clock.advance(50);
    expect(await client.messages(sid).fetch()).toMatchObject({ sid, status: 'sent', dateSent: new Date(clock.now() - 50) });
    clock.advance(100);
    expect((await client.messages(sid).fetch()).status).toBe('delivered');
  });

  it('lists by number, sender and time, newest first', async () => {
    const first = await client.messages.create({ to: '+77010000001', from, body: 'one' });
    clock.advance(60_000);
    await client.messages.create({ to: '+77010000002', from, body: 'two' });
    const second = await client.messages.create({ to: '+77010000001', from: 'DABYL', body: 'three' });
    const sids = async (filter: Parameters<typeof client.messages.list>[0]) => (await client.messages.list(filter)).map(({ sid }) => sid);
    expect(await sids({ to: '+77010000001' })).toEqual([second.sid, first.sid]);
    expect(await sids({ to: '+77010000001', dateSentAfter: new Date(clock.now()) })).toEqual([second.sid]);
    expect(await sids({ to: '+77010000001', dateSentBefore: new Date(clock.now() - 1000) })).toEqual([first.sid]);
    expect((await sids({ dateSent: new Date(Date.UTC(2026, 4, 12)) })).length).toBe(3);
    expect(await sids({ to: '+77010000001', from: 'DABYL' })).toEqual([second.sid]);
    expect(await sids({ to: '+77010000009' })).toEqual([]);
  });

  it('pages through long lists as the SDK follows them, unmoved by what comes meanwhile', async () => {
    const sent: string[] = [];
    for (let at = 0; at < 7; at += 1) sent.unshift((await client.messages.create({ to: '+77010000001', from, body: `${at}` })).body);
    const page = await client.messages.page({ to: '+77010000001', pageSize: 3 });
    await client.messages.create({ to: '+77010000001', from, body: 'meanwhile' });
    const next = await page.nextPage();
    expect([...page.instances, ...(next?.instances ?? [])].map(({ body }) => body)).toEqual(sent.slice(0, 6));
    const all = await client.messages.list({ to: '+77010000001', pageSize: 3 });
    expect(all.map(({ body }) => body)).toEqual(['meanwhile', ...sent]);
    expect((await client.messages.list({ pageSize: 3, limit: 4 })).length).toBe(4);
  });
});

describe('faults', () => {
  it('leave a time-out or a cut line unknown: the message may be there', async () => {
    emulator.fault = (method) => (method === 'messages.create' ? { kind: 'accept-then-reset' } : undefined);
    await expect(client.messages.create({ to: '+77010000001', from, body: 'x' })).rejects.toThrow();
    expect((await client.messages.list({ to: '+77010000001' })).length).toBe(1);
    emulator.fault = (method) => (method === 'messages.create' ? { kind: 'reset' } : undefined);
    await expect(client.messages.create({ to: '+77010000002', from, body: 'x' })).rejects.toThrow();
    expect((await client.messages.list({ to: '+77010000002' })).length).toBe(0);
    emulator.fault = () => ({ kind: 'status', status: 503, body: 'upstream' });
    await expect(client.messages.list()).rejects.toMatchObject({ status: 503 });
  });

  it('let every answer take its time when there is latency', async () => {
    await start({ latencyMs: 300 });
    const sent = client.messages.create({ to: '+77010000001', from, body: 'x' });
    await clock.advanceUntil(() => emulator.sends.length === 1, 0);
    clock.advance(300);
    expect((await sent).status).toBe('queued');
  });
});
