import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTwilio, type TwilioEmulator } from '../../src/emulators/twilio/start.ts';
import { createFakeClock, type FakeClock } from '../support/clock.ts';
import { type FakeApp, startFakeApp } from './fake-app.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'auth-token';
const from = '+15005550006';
let clock: FakeClock;
let app: FakeApp;
let emulator: TwilioEmulator;
let client: ReturnType<typeof twilio>;

beforeEach(async () => {
  clock = createFakeClock();
  app = await startFakeApp();
  emulator = await startTwilio({ clock, accountSid, authToken, segmentsPerSecond: 0, publicUrl: () => `${app.url}/dabyl/` });
  client = twilio(accountSid, authToken);
  client.api.baseUrl = emulator.url;
});
afterEach(async () => {
  await emulator.stop();
  await app.stop();
});

function isSigned(index: number): boolean {
  const request = app.requests[index];
  const signature = String(request?.headers['x-twilio-signature']);
  return twilio.validateRequest(authToken, signature, `${app.url}${request?.path}`, app.form(index));
}

const send = (to: string) => client.messages.create({ to, from, body: 'x', statusCallback: `${app.url}/dabyl/twilio/status` });
const statuses = (): (string | undefined)[] => app.requests.map((_, index) => app.form(index).MessageStatus);

describe('a text to the app', () => {
  it('is posted as a form, under a signature that Twilio’s own SDK accepts', async () => {
    const answer = await emulator.phone('+77010000001').text('БАКАЙ СНОС Жастар 14');
    expect(answer).toMatchObject({ status: 200, body: '<Response/>' });
    expect(app.requests[0]?.path).toBe('/dabyl/twilio/sms');
    expect(isSigned(0)).toBe(true);
    const form = app.form(0);
    expect(form).toMatchObject({ From: '+77010000001', To: from, Body: 'БАКАЙ СНОС Жастар 14', NumMedia: '0', NumSegments: '1' });
    expect(form).toMatchObject({ MessageSid: answer.sid, SmsSid: answer.sid, SmsMessageSid: answer.sid, AccountSid: accountSid });
    expect(form.UnannouncedParameter).toBe('жаңа');
  });

  it('can come twice under one SID, and goes back to whoever texted last', async () => {
    await client.messages.create({ to: '+77010000001', from: '+15005550007', body: 'x' });
    const phone = emulator.phone('+77010000001');
    const { sid } = await phone.text('1');
    await phone.text('1', { MessageSid: sid });
    expect(app.form(1)).toEqual(app.form(0));
    expect(app.form(0).To).toBe('+15005550007');
  });

  it('is forged with a wrong signature or none', async () => {
    await emulator.postInbound('/twilio/sms', { Body: 'x' }, { signature: 'wrong' });
    await emulator.postInbound('/twilio/sms', { Body: 'x' }, { signature: 'none' });
    await emulator.postInbound('/twilio/sms', { Body: 'x' });
    expect([isSigned(0), isSigned(1), isSigned(2)]).toEqual([false, false, true]);
    expect(app.requests[1]?.headers['x-twilio-signature']).toBeUndefined();
  });

  it('is signed as Twilio’s published example says', async () => {
    // https://www.twilio.com/docs/usage/security, "Validating Signatures from Twilio".
    const params = { CallSid: 'CA1234567890ABCDE', Caller: '+14158675310', Digits: '1234', From: '+14158675310', To: '+18005551212' };
    const other = await startTwilio({ clock, accountSid, authToken: '12345' });
    expect(other.sign('https://mycompany.com/myapp.php?foo=1&bar=2', params)).toBe('GvWf1cFY/Q7PnoempGyD5oXAezc=');
    await expect(other.phone('+77010000001').text('x')).rejects.toThrow('publicUrl');
    await other.stop();
  });

  it('gets no answer in 15 seconds, and none from an app that is away', async () => {
    app.hold();
    const late = emulator.phone('+77010000001').text('x');
    await app.received(1);
    clock.advance(15_000);
    await expect(late).rejects.toThrow('no answer');
    await app.stop();
    await expect(emulator.phone('+77010000001').text('x')).rejects.toThrow();
  });
});

describe('STOP', () => {
  it('as a whole message closes the phone until START, and the app is told', async () => {
    const phone = emulator.phone('+77010000001');
    await phone.text(' stop ');
    expect(app.form(0).OptOutType).toBe('STOP');
    await expect(client.messages.create({ to: phone.number, from, body: 'x' })).rejects.toMatchObject({ code: 21610, status: 400 });
    expect(phone.inbox).toEqual([]);
    await phone.text('Start');
    expect(app.form(1).OptOutType).toBe('START');
    await client.messages.create({ to: phone.number, from, body: 'x' });
    expect(phone.inbox.length).toBe(1);
  });

  it('within a sentence, or in Russian, is nothing to Twilio', async () => {
    const phone = emulator.phone('+77010000001');
    await phone.text('We must STOP them');
    await phone.text('СТОП');
    expect(app.form(0).OptOutType).toBeUndefined();
    expect(app.form(1).OptOutType).toBeUndefined();
    expect(phone.optedOut).toBe(false);
  });
});

describe('status callbacks', () => {
  it('say sent, then delivered, each signed', async () => {
    const { sid } = await send('+77010000001');
    clock.advance(200);
    await app.received(2);
    expect(statuses()).toEqual(['sent', 'delivered']);
    expect(app.form(1)).toMatchObject({ MessageSid: sid, SmsSid: sid, SmsStatus: 'delivered', To: '+77010000001', From: from });
    expect([isSigned(0), isSigned(1)]).toEqual([true, true]);
  });

  it.each([
    ['undelivered', { kind: 'undelivered', errorCode: 30005 }, ['sent', 'undelivered'], '30005', 0],
    ['failed', { kind: 'failed', errorCode: 21610 }, ['failed'], '21610', 0],
    ['lost', { kind: 'lost' }, ['sent'], undefined, 0],
    ['never heard of', { kind: 'never' }, [], undefined, 1],
  ] as const)('of a message that is %s', async (_name, behaviour, expected, errorCode, arrived) => {
    const phone = emulator.phone('+77010000001', behaviour);
    const { sid } = await send(phone.number);
    await clock.advanceUntil(() => clock.now() > Date.parse('2026-05-12T06:00:10Z') && app.requests.length >= expected.length, 100);
    expect(statuses()).toEqual(expected);
    expect(app.requests.length === 0 ? undefined : app.form(app.requests.length - 1).ErrorCode).toBe(errorCode);
    expect(phone.inbox.length).toBe(arrived);
    expect((await client.messages(sid).fetch()).errorCode).toBe(errorCode === undefined ? null : Number(errorCode));
  });

  it('are tried again a few times when the app does not take them, and stay in order', async () => {
    app.willAnswer(503, 503, 503, 503, 503);
    await send('+77010000001');
    await clock.advanceUntil(() => app.requests.length >= 6, 100);
    expect(statuses()).toEqual(['sent', 'sent', 'sent', 'sent', 'delivered', 'delivered']);
  });

  it('can be posted out of turn and more than once', async () => {
    const { sid } = await send('+77010000001');
    await emulator.postStatus(sid, 'delivered');
    await emulator.postStatus(sid, 'undelivered', { ErrorCode: '30003' });
    expect(statuses()).toEqual(['delivered', 'undelivered']);
    expect(isSigned(1)).toBe(true);
    await expect(emulator.postStatus('SM0', 'sent')).rejects.toThrow('no message');
  });

  it('reach an app behind a proxy, signed over its public address', async () => {
    const publicUrl = 'https://dabyl.example/x';
    const behind = await startTwilio({ clock, accountSid, authToken, publicUrl, reach: (url) => url.replace(publicUrl, app.url) });
    await behind.phone('+77010000001').text('x');
    const signature = String(app.requests[0]?.headers['x-twilio-signature']);
    expect(twilio.validateRequest(authToken, signature, `${publicUrl}/twilio/sms`, app.form(0))).toBe(true);
    expect(app.requests[0]?.path).toBe('/twilio/sms');
    await behind.stop();
  });
});
