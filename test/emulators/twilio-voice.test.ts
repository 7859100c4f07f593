import fc from 'fast-check';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Exchange, type LocalServer, startServer } from '../../src/emulators/server.ts';
import { startTwilio, type TwilioEmulator, type TwilioOptions } from '../../src/emulators/twilio/start.ts';
import type { VoiceBehaviour } from '../../src/emulators/twilio/voice/handset.ts';
import { readTwiml } from '../../src/emulators/twilio/voice/twiml.ts';
import { createFakeClock, type FakeClock } from '../support/clock.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'auth-token';
const from = '+15005550006';
const to = '+77010000001';
let clock: FakeClock;
let server: LocalServer;
let emulator: TwilioEmulator;
let client: ReturnType<typeof twilio>;
let requests: Exchange[];
/** What the app answers, by path below /dabyl: TwiML, a status, or a file; `held` answers nothing. */
let pages: Record<string, string | number | { readonly type: string; readonly body: Buffer } | 'held'>;
const mp3 = { type: 'audio/mpeg', body: Buffer.from([0xff, 0xfb, 0x90, 0x00]) };

async function start(options: Partial<TwilioOptions> = {}): Promise<void> {
  await emulator?.stop();
  emulator = await startTwilio({ clock, accountSid, authToken, callsPerSecond: 0, publicUrl: `${server.url}/dabyl`, ...options });
  client = twilio(accountSid, authToken);
  client.api.baseUrl = emulator.url;
}

beforeEach(async () => {
  clock = createFakeClock();
  requests = [];
  pages = {};
  server = await startServer(0, (exchange) => {
    requests.push(exchange);
    const page = pages[exchange.path.replace('/dabyl', '')] ?? '<Response/>';
    if (page === 'held') return;
    if (typeof page === 'object') exchange.answer({ status: 200, ...page });
    else exchange.answer(typeof page === 'number' ? { status: page, body: '' } : { status: 200, body: page, type: 'text/xml' });
  });
  await start();
});
afterEach(async () => {
  await emulator.stop();
  await server.stop();
});

const url = (path: string): string => `${server.url}/dabyl${path}`;
const formOf = (exchange: Exchange | undefined) => Object.fromEntries(new URLSearchParams(exchange?.body));
const askedFor = (path: string) => requests.filter((exchange) => exchange.path === `/dabyl${path}`);
const forms = (path: string) => askedFor(path).map(formOf);
const statuses = () => forms('/status').map(({ CallStatus }) => CallStatus);

function isSigned({ headers, path, query, body }: Exchange): boolean {
  const address = `${server.url}${path}${query && `?${query}`}`;
  return twilio.validateRequest(authToken, String(headers['x-twilio-signature']), address, Object.fromEntries(new URLSearchParams(body)));
}

type Params = Parameters<ReturnType<typeof twilio>['calls']['create']>[0];
const call = (params: Partial<Params> = {}) =>
  client.calls.create({ to, from, url: url('/voice?alert=7'), statusCallback: url('/status'), ...params });

const phoneThat = (voice: VoiceBehaviour, number = to) => Object.assign(emulator.phone(number), { voice });
const until = (done: () => boolean) => clock.advanceUntil(done, 100);
/** Calls, and lets it run to its end and the app know of it. */
async function callToTheEnd(params: Partial<Params> = {}) {
  const { sid } = await call(params);
  await until(() => askedFor('/status').some((exchange) => formOf(exchange).CallDuration !== undefined));
  return await client.calls(sid).fetch();
}

async function refusal(asked: Promise<unknown>): Promise<{ code: number; status: number }> {
  const error = await asked.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof Error) || !('code' in error)) throw new Error('the call was not refused by Twilio', { cause: error });
  return error as unknown as { code: number; status: number };
}

describe('asking for a call', () => {
  it('answers with the call as the SDK knows it', async () => {
    const made = await call({ machineDetection: 'Enable', timeout: 25 });
    expect(made).toMatchObject({ status: 'queued', to, from, direction: 'outbound-api', accountSid, duration: null, answeredBy: null });
    expect(made.sid).toMatch(/^CA[0-9a-f]{32}$/);
    expect([made.dateCreated.getTime(), made.startTime, made.endTime]).toEqual([clock.now(), null, null]);
    expect(emulator.voiceCalls).toMatchObject([
      { at: clock.now(), sid: made.sid, to, from, url: url('/voice?alert=7'), machineDetection: 'Enable', timeoutSeconds: 25 },
    ]);
    expect(emulator.phone(to).calls).toMatchObject([{ at: clock.now(), sid: made.sid, from, status: 'queued', heard: [], pressed: [] }]);
  });

  it.each([
    [21201, { to: '' }],
    [21213, { from: '' }],
    [21211, { to: '+7701abc' }],
    [21211, { to: from }],
    [21217, { to: '87010000001' }],
    [21217, { to: '+7' }],
    [21212, { from: 'DABYL' }],
    [21205, { url: 'not a url' }],
    [21205, { url: 'ftp://x/y' }],
    [21205, { url: '' }],
    [21609, { statusCallback: '/status' }],
    [21403, { method: 'GET' }],
    [20001, { machineDetection: 'enable' }],
    [20001, { timeout: 601 }],
  ])('refuses with %i', async (code, params) => {
    expect(await refusal(call(params))).toMatchObject({ code, status: 400 });
    expect(emulator.voiceCalls.length).toBe(0);
  });

  it('keeps the rate of calls, which refused and wrong ones do not share with messages', async () => {
    await start({ callsPerSecond: 1 });
    await refusal(call({ to: '' }));
    await call();
    await call();
    expect(await refusal(call())).toMatchObject({ code: 20429, status: 429 });
    expect(emulator).toMatchObject({ voiceRefused429: 1, voiceOverLimit: 1, voiceFullestSecond: 3, fullestSecond: 0, refused429: 0 });
    clock.advance(1000);
    await call();
    expect(emulator.voiceCalls.length).toBe(3);
  });

  it('goes through the faults: a cut line leaves it unknown whether the phone rings', async () => {
    const asked: string[] = [];
    emulator.fault = (method) => {
      asked.push(method);
      return method === 'calls.create' ? { kind: 'accept-then-reset' } : undefined;
    };
    await expect(call()).rejects.toThrow();
    const [found] = await client.calls.list({ to, startTimeAfter: new Date(clock.now()) });
    await client.calls(found?.sid ?? '').fetch();
    await client.calls(found?.sid ?? '').update({ status: 'canceled' });
    expect(asked).toEqual(['calls.create', 'calls.list', 'calls.fetch', 'calls.update']);
    expect(emulator.calls.get('calls.create')).toBe(1);
  });
});

describe('looking up', () => {
  it('lists by number, caller, status and time, newest first, page by page', async () => {
    phoneThat({ kind: 'busy' });
    await callToTheEnd();
    clock.advance(60_000);
    const mine: string[] = [];
    for (let at = 0; at < 4; at += 1) mine.unshift((await call({ from: '+15005550007' })).sid);
    await call({ to: '+77010000002' });
    const sids = async (filter: Parameters<typeof client.calls.list>[0]) => (await client.calls.list(filter)).map(({ sid }) => sid);
    expect(await sids({ to, startTimeAfter: new Date(clock.now()), pageSize: 3 })).toEqual(mine);
    expect((await sids({ to, startTimeBefore: new Date(clock.now() - 1000) })).length).toBe(1);
    expect((await sids({ status: 'busy' })).length).toBe(1);
    expect((await sids({ from: '+15005550007' })).length).toBe(4);
    expect(await refusal(client.calls(`CA${'f'.repeat(32)}`).fetch())).toMatchObject({ code: 20404, status: 404 });
  });
});

describe('the life of a call', () => {
  it('is told in signed callbacks for the events that were asked for', async () => {
    const ended = await callToTheEnd({ statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'] });
    expect(statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(askedFor('/status').every(isSigned)).toBe(true);
    const told = forms('/status');
    expect(told.map(({ SequenceNumber }) => SequenceNumber)).toEqual(['0', '1', '2', '3']);
    expect(told[3]).toMatchObject({ CallSid: ended.sid, To: to, From: from, Direction: 'outbound-api', CallDuration: ended.duration });
    expect(told[2]?.CallDuration).toBeUndefined();
    expect(ended.status).toBe('completed');
    expect(ended.endTime.getTime()).toBeGreaterThan(ended.startTime.getTime());
  });

  it.each([
    ['busy', { kind: 'busy' }, ['initiated', 'busy']],
    ['busy', { kind: 'declines' }, ['initiated', 'ringing', 'busy']],
    ['failed', { kind: 'failed' }, ['initiated', 'failed']],
    ['no-answer', { kind: 'no-answer' }, ['initiated', 'ringing', 'no-answer']],
    ['no-answer', { kind: 'answers', ringsMs: 30_000 }, ['initiated', 'ringing', 'no-answer']],
    ['no-answer', { kind: 'machine', ringsMs: 20_000 }, ['initiated', 'ringing', 'no-answer']],
  ] as const)('ends as %s when the phone is %o', async (status, voice, expected) => {
    const phone = phoneThat(voice);
    const began = clock.now();
    const ended = await callToTheEnd({ timeout: 20, statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'] });
    expect([ended.status, ended.duration, phone.calls[0]?.status]).toEqual([status, '0', status]);
    expect(statuses()).toEqual(expected);
    expect(forms('/status').at(-1)).toMatchObject({ CallDuration: '0', Duration: '0' });
    expect(askedFor('/voice')).toEqual([]);
    if (status === 'no-answer') expect(clock.now() - began).toBeGreaterThanOrEqual(21_100);
  });

  it('keeps its times when the clock jumps', async () => {
    phoneThat({ kind: 'no-answer' });
    const { sid } = await call({ timeout: 30 });
    clock.advance(31_099);
    expect(emulator.phone(to).calls[0]?.status).toBe('ringing');
    clock.advance(600_000);
    expect(await client.calls(sid).fetch()).toMatchObject({ status: 'no-answer', endTime: new Date(clock.now() - 599_999 - 100) });
  });

  it('tells only of its end unless asked, and of nothing when an event is misspelt', async () => {
    await callToTheEnd();
    expect(statuses()).toEqual(['completed']);
    const { sid } = await call({ statusCallbackEvent: ['initiated ringing answered completed'] });
    clock.advance(1_100);
    expect((await client.calls(sid).fetch()).status).toBe('ringing');
    await until(() => emulator.phone(to).calls[1]?.status === 'completed');
    expect(emulator.voiceErrors).toMatchObject([{ callSid: sid, code: 21626 }]);
    expect(statuses()).toEqual(['completed']);
  });

  it('is told again until the app takes it', async () => {
    phoneThat({ kind: 'busy' });
    pages['/status'] = 503;
    await call();
    await until(() => requests.length === 3);
    pages['/status'] = 200;
    await until(() => requests.length === 4);
    clock.advance(60_000);
    expect(statuses()).toEqual(['busy', 'busy', 'busy', 'busy']);
  });

  it('can be told out of turn', async () => {
    const { sid } = await call();
    await emulator.postStatus(sid, 'completed', { CallDuration: '12' });
    await emulator.postStatus(sid, 'ringing');
    expect(forms('/status')).toMatchObject([{ CallStatus: 'completed', CallDuration: '12' }, { CallStatus: 'ringing' }]);
    expect(askedFor('/status').every(isSigned)).toBe(true);
  });

  it('is cancelled while it rings, hung up while it is up, and cannot be touched after', async () => {
    pages['/voice'] = '<Response><Pause length="60"/></Response>';
    const { sid } = await call();
    clock.advance(1_200);
    expect((await client.calls(sid).update({ status: 'canceled' })).status).toBe('canceled');
    expect(await refusal(client.calls(sid).update({ status: 'completed' }))).toMatchObject({ code: 21220, status: 400 });
    const second = await call();
    await until(() => askedFor('/voice').length === 1);
    expect((await client.calls(second.sid).update({ status: 'canceled' })).status).toBe('in-progress');
    clock.advance(10_000);
    expect(await client.calls(second.sid).update({ status: 'completed' })).toMatchObject({ status: 'completed', answeredBy: null });
    await until(() => statuses().length === 2);
    expect(statuses()).toEqual(['canceled', 'completed']);
    expect(emulator.phone(to).calls.map(({ status }) => status)).toEqual(['canceled', 'completed']);
    expect(await refusal(client.calls(`CA${'f'.repeat(32)}`).update({ status: 'completed' }))).toMatchObject({ code: 20404 });
  });

  it('ends without a word when the emulator stops', async () => {
    pages['/voice'] = 'held';
    await call();
    await until(() => askedFor('/voice').length === 1);
    await emulator.stop();
    expect(clock.next()).toBeUndefined();
    expect(askedFor('/status')).toEqual([]);
  });
});

const question = (action = '', rest = '') =>
  `<Response><Gather numDigits="1" timeout="5" ${action}><Say language="ru-RU">Бакай: снос &amp; пожар.</Say></Gather>${rest}</Response>`;

describe('an answered call', () => {
  it('fetches the TwiML with a signed POST, speaks, and follows the key to its action', async () => {
    const phone = phoneThat({ kind: 'answers', presses: '1' });
    pages['/voice'] = question('action="voice/answer?alert=7&amp;to=3"');
    pages['/voice/answer'] = '<Response><Say language="ru-RU" voice="Polly.Tatyana">Спасибо.</Say><Hangup/><Say>never</Say></Response>';
    const { sid } = await callToTheEnd();
    expect(forms('/voice')).toMatchObject([{ CallSid: sid, CallStatus: 'in-progress', To: to, From: from, Direction: 'outbound-api' }]);
    expect(forms('/voice')[0]?.AnsweredBy).toBeUndefined();
    expect(askedFor('/voice')[0]?.query).toBe('alert=7');
    expect(forms('/voice/answer')).toMatchObject([{ CallSid: sid, Digits: '1', msg: 'Gather End', FinishedOnKey: '' }]);
    expect(askedFor('/voice/answer')[0]?.query).toBe('alert=7&to=3');
    expect(requests.every(isSigned)).toBe(true);
    expect(phone.calls[0]?.pressed).toEqual(['1']);
    expect(phone.calls[0]?.heard).toEqual([
      { verb: 'Say', language: 'ru-RU', text: 'Бакай: снос & пожар.' },
      { verb: 'Say', language: 'ru-RU', voice: 'Polly.Tatyana', text: 'Спасибо.' },
    ]);
  });

  it('falls through to the next verb after the time-out when nothing is pressed, or too late', async () => {
    const phone = phoneThat({ kind: 'answers', presses: '1', thinksMs: 6_000 });
    pages['/voice'] = question('', '<Say>Goodbye.</Say><Redirect>/dabyl/later</Redirect>');
    pages['/later'] = `<Response><Play>audio/kk.mp3</Play></Response>`;
    pages['/audio/kk.mp3'] = mp3;
    const ended = await callToTheEnd();
    const [seen] = phone.calls;
    expect(seen?.heard.map(({ verb, text }) => [verb, text])).toEqual([
      ['Say', 'Бакай: снос & пожар.'],
      ['Say', 'Goodbye.'],
      ['Play', url('/audio/kk.mp3')],
    ]);
    expect(seen?.pressed).toEqual(['1']);
    expect(forms('/voice').length).toBe(1);
    expect(Number(ended.duration)).toBeGreaterThanOrEqual(5 + 10);
  });

  it.each([
    [11200, 404],
    [12300, { type: 'audio/ogg', body: mp3.body }],
    [12300, { type: 'audio/mpeg', body: Buffer.from('OggS') }],
    [12300, { type: 'audio/wav', body: Buffer.from('RIFF') }],
  ] as const)('does not hear what cannot be played, and hears of it as %i', async (code, file) => {
    const phone = phoneThat({ kind: 'answers' });
    pages['/voice'] = '<Response><Play>/dabyl/kk.mp3</Play><Say>Goodbye.</Say></Response>';
    pages['/kk.mp3'] = file;
    await callToTheEnd();
    expect(phone.calls[0]?.heard.map(({ text }) => text)).toEqual(['Goodbye.']);
    expect(emulator.voiceErrors.map((error) => error.code)).toEqual([code]);
  });

  it('asks the action even so when empty results are wanted', async () => {
    pages['/voice'] = question('action="/dabyl/answer" actionOnEmptyResult="true"', '<Say>never</Say>');
    await callToTheEnd();
    expect(forms('/answer')).toMatchObject([{ Digits: '' }]);
  });

  it('takes as many digits at a question as it asks for, the rest at the next, and # ends', async () => {
    const phone = phoneThat({ kind: 'answers', presses: '12#345#' });
    pages['/voice'] = '<Response><Gather numDigits="1" action="second"/></Response>';
    pages['/second'] = '<Response><Gather action="third"><Play>/dabyl/code.mp3</Play></Gather></Response>';
    pages['/code.mp3'] = mp3;
    await callToTheEnd();
    expect(forms('/second')).toMatchObject([{ Digits: '1' }]);
    expect(forms('/third')).toMatchObject([{ Digits: '2', FinishedOnKey: '#' }]);
    expect(phone.calls[0]?.pressed).toEqual(['1', '2#345#']);
  });

  it('asks its own address again where a question names no action', async () => {
    phoneThat({ kind: 'answers', presses: '2' });
    pages['/voice'] = question();
    await callToTheEnd();
    expect(forms('/voice').map(({ Digits }) => Digits)).toEqual([undefined, '2']);
    expect(askedFor('/voice').map(({ query }) => query)).toEqual(['alert=7', 'alert=7']);
  });

  it.each([
    ['human', { kind: 'answers' }, 'Enable'],
    ['machine_start', { kind: 'machine' }, 'Enable'],
    ['machine_end_beep', { kind: 'machine' }, 'DetectMessageEnd'],
  ] as const)('is known to be answered by %s', async (answeredBy, voice, machineDetection) => {
    phoneThat(voice);
    const ended = await callToTheEnd({ machineDetection });
    expect(forms('/voice')[0]?.AnsweredBy).toBe(answeredBy);
    expect(forms('/status')[0]?.AnsweredBy).toBe(answeredBy);
    expect(ended.answeredBy).toBe(answeredBy);
  });

  it('speaks TwiML that came with it, and asks nobody', async () => {
    await callToTheEnd({ url: undefined, twiml: new twilio.twiml.VoiceResponse().say('Hello.').toString() });
    await callToTheEnd({ url: undefined, twiml: '<Response><Say>Hello.</Say></Response>' });
    await until(() => emulator.phone(to).calls[1]?.status === 'completed');
    expect(emulator.phone(to).calls[1]?.heard).toEqual([{ verb: 'Say', text: 'Hello.' }]);
    expect(askedFor('/voice')).toEqual([]);
  });

  it('is silent in a language that Twilio has no voice for', async () => {
    pages['/voice'] = '<Response><Say language="kk-KZ">Бақай: үй бұзу.</Say><Say/><Say language="ru-RU">Снос.</Say></Response>';
    await callToTheEnd();
    expect(emulator.phone(to).calls[0]?.heard.map(({ text }) => text)).toEqual(['Снос.']);
    expect(emulator.voiceErrors).toMatchObject([
      { code: 12200, message: '<Say> has no voice for kk-KZ' },
      { code: 13520, message: '<Say> has nothing to say' },
    ]);
  });

  it.each([
    [11200, 500],
    [11200, 404],
    [12100, ''],
    [12100, '<Response><Say>A & B</Say></Response>'],
    [12100, '<Response><Say>x</Response>'],
    [12100, '<Say>x</Say>'],
    [12200, '<Response><Message>x</Message></Response>'],
    [12200, '<Response><Gather><Hangup/></Gather></Response>'],
    [12200, '<Response><Say lang="ru-RU">x</Say></Response>'],
    [12200, '<Response>x</Response>'],
  ])('hears of an application error, which is recorded as %i', async (code, page) => {
    pages['/voice'] = page;
    const ended = await callToTheEnd();
    expect(ended.status).toBe('completed');
    expect(emulator.voiceErrors).toMatchObject([{ callSid: ended.sid, code }]);
    expect(emulator.phone(to).calls[0]?.heard.map(({ text }) => text)).toEqual([expect.stringContaining('application error')]);
  });

  it('waits 15 seconds for the app', async () => {
    pages['/voice'] = 'held';
    const ended = await callToTheEnd();
    expect(Number(ended.duration)).toBeGreaterThanOrEqual(15);
    expect(emulator.voiceErrors).toMatchObject([{ code: 11200 }]);
  });
});

describe('a call to the app', () => {
  const caller = () => emulator.phone(to);
  const ended = () => forms('/twilio/voice/status').map(({ CallStatus, CallDuration }) => [CallStatus, CallDuration]);

  it('rings, is answered with TwiML, and what is pressed is answered in turn', async () => {
    pages['/twilio/voice'] = question('action="voice/kind"');
    pages['/twilio/voice/kind'] = question('action="kind"', '<Say>Goodbye.</Say>');
    const dialled = caller().dial();
    expect(dialled.status).toBe('ringing');
    expect((await dialled.answered).status).toBe(200);
    expect(forms('/twilio/voice')).toMatchObject([
      { CallSid: dialled.sid, CallStatus: 'ringing', From: to, To: from, Direction: 'inbound', UnannouncedParameter: 'жаңа' },
    ]);
    // The key stops the speech: no time passes here.
    await dialled.press('1');
    await dialled.press('2');
    expect(forms('/twilio/voice/kind')).toMatchObject([
      { Digits: '1', CallStatus: 'in-progress' },
      { Digits: '2', CallSid: dialled.sid },
    ]);
    expect(dialled.heard.map(({ language }) => language)).toEqual(['ru-RU', 'ru-RU', 'ru-RU']);
    clock.advance(4_000);
    await dialled.hangUp();
    expect(ended()).toEqual([['completed', '4']]);
    expect([dialled.status, dialled.pressed]).toEqual(['completed', ['1', '2']]);
    expect(requests.every(isSigned)).toBe(true);
    await expect(dialled.press('3')).rejects.toThrow('over');
    expect((await client.calls(dialled.sid).fetch()).direction).toBe('inbound');
  });

  it('ends by itself when the app has nothing more to say', async () => {
    pages['/twilio/voice'] = '<Response><Say>Help is coming.</Say></Response>';
    const dialled = caller().dial();
    await until(() => ended().length === 1);
    expect([dialled.status, dialled.heard.length]).toEqual(['completed', 1]);
    await dialled.hangUp();
    expect(ended().length).toBe(1);
  });

  it('is a missed call when it is put down before anybody answers', async () => {
    pages['/twilio/voice'] = 'held';
    const dialled = caller().dial();
    await until(() => askedFor('/twilio/voice').length === 1);
    await dialled.hangUp();
    expect(ended()).toEqual([['canceled', '0']]);
    expect(dialled.heard).toEqual([]);
  });

  it.each([
    ['no-answer', '<Reject/>'],
    ['busy', '<Reject reason="busy"/>'],
  ])('is turned away as %s, and costs nothing', async (status, verb) => {
    pages['/twilio/voice'] = `<Response>${verb}</Response>`;
    caller().dial();
    await until(() => ended().length === 1);
    expect(ended()).toEqual([[status, '0']]);
  });

  it('is recorded', async () => {
    pages['/twilio/voice'] = '<Response><Say>Speak.</Say><Record action="voice/recorded" maxLength="30"/><Say>Nothing.</Say></Response>';
    const dialled = caller().dial();
    await expect(dialled.record(20)).rejects.toThrow('nothing is recording');
    await dialled.answered;
    await until(() => dialled.heard.length === 1);
    clock.advance(1_000);
    await dialled.record(45);
    const [form] = forms('/twilio/voice/recorded');
    expect(form).toMatchObject({ RecordingDuration: '30', Digits: '#', CallStatus: 'in-progress' });
    expect(form?.RecordingUrl).toBe(`${emulator.url}/2010-04-01/Accounts/${accountSid}/Recordings/${form?.RecordingSid}`);
    expect(form?.RecordingSid).toMatch(/^RE[0-9a-f]{32}$/);
  });

  it('leaves a recording that is told of, fetched with the account’s credentials, and deleted', async () => {
    pages['/twilio/voice'] = '<Response><Record action="done" recordingStatusCallback="/dabyl/recorded?slug=x"/></Response>';
    const dialled = caller().dial();
    await dialled.answered;
    await until(() => dialled.status === 'in-progress');
    await dialled.record(8);
    await until(() => askedFor('/recorded').length === 1);
    const [told] = forms('/recorded');
    expect(told).toMatchObject({
      CallSid: dialled.sid,
      RecordingStatus: 'completed',
      RecordingDuration: '8',
      RecordingSource: 'RecordVerb',
    });
    expect(askedFor('/recorded').every(isSigned)).toBe(true);
    const sid = told?.RecordingSid ?? '';
    const media = (authorization: string) => fetch(`${told?.RecordingUrl}.mp3`, { headers: { authorization } });
    expect((await media('Basic x')).status).toBe(401);
    const right = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    const answer = await media(right);
    expect([answer.headers.get('content-type'), Buffer.from(await answer.arrayBuffer())]).toEqual([
      'audio/mpeg',
      emulator.recordings.get(sid)?.audio,
    ]);
    expect(await client.recordings(sid).fetch()).toMatchObject({ sid, callSid: dialled.sid, status: 'completed', duration: '8' });
    expect(await client.recordings(sid).remove()).toBe(true);
    expect((await media(right)).status).toBe(404);
    expect(await refusal(client.recordings(sid).remove())).toMatchObject({ code: 20404, status: 404 });
  });

  it('is recorded even when the phone is put down on it, and silence is not', async () => {
    pages['/twilio/voice'] = '<Response><Record action="/dabyl/recorded"/><Say>Nothing.</Say><Record action="/dabyl/recorded"/></Response>';
    const dialled = caller().dial();
    await dialled.answered;
    await until(() => dialled.heard.length === 1);
    clock.advance(1_000);
    await dialled.record(8, 'hangup');
    expect(forms('/recorded')).toMatchObject([{ RecordingDuration: '8', Digits: 'hangup', CallStatus: 'completed' }]);
    await until(() => ended().length === 1);
    expect(dialled.status).toBe('completed');
  });

  it('goes to whoever called this phone last, and can come twice or from a hidden number', async () => {
    await call({ from: '+15005550007' });
    const dialled = caller().dial();
    await dialled.answered;
    await caller().dial({ CallSid: dialled.sid, From: '+266696687' }).answered;
    const [first, second] = forms('/twilio/voice');
    expect(first?.To).toBe('+15005550007');
    expect(second).toMatchObject({ CallSid: dialled.sid, From: '+266696687', Caller: '+266696687' });
  });

  it('hears of an application error when the app is away', async () => {
    await server.stop();
    const dialled = caller().dial();
    await expect(dialled.answered).rejects.toThrow();
    await until(() => dialled.status === 'completed');
    expect(dialled.heard[0]?.text).toContain('application error');
  });
});

describe('TwiML', () => {
  it('is read as Twilio’s own SDK writes it, whatever the words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        // XML knows no control characters, and speech no difference between blanks.
        const text = words
          .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')
          .replace(/\s+/g, ' ')
          .trim();
        const response = new twilio.twiml.VoiceResponse();
        response.gather({ action: `/answer?text=${encodeURIComponent(text)}&x=1`, numDigits: 1 }).say({ language: 'ru-RU' }, text);
        const reading = readTwiml(response.toString());
        expect(reading).toMatchObject({
          kind: 'read',
          verbs: [{ action: `/answer?text=${encodeURIComponent(text)}&x=1`, prompts: [{ kind: 'say', text, language: 'ru-RU' }] }],
        });
      }),
    );
  });

  it.each([
    ['<?xml version="1.0" encoding="UTF-8"?><!-- c --><Response><![CDATA[ ]]><Say>&#1041;&#x431; <break/>b</Say></Response>\n', 'Бб b'],
    ["<Response><Say voice='a>b'>x</Say></Response>", 'x'],
  ])('reads %s', (text, said) => {
    expect(readTwiml(text)).toMatchObject({ kind: 'read', verbs: [{ kind: 'say', text: said }] });
  });

  it.each([
    ' <?xml version="1.0"?><Response/>',
    '<Response/><Response/>',
    '<Response/>x',
    '<Response><Say>&nbsp;</Say></Response>',
    '<Response><Say a="1" a="2"/></Response>',
    '<Response><Say a=1/></Response>',
    '<!DOCTYPE x><Response/>',
    '</Response>',
    '<Response',
  ])('does not parse %s', (text) => {
    expect(readTwiml(text)).toMatchObject({ kind: 'wrong', code: 12100 });
  });
});
