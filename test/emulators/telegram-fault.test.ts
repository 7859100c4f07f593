import { Api, GrammyError, HttpError } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTelegram, type TelegramEmulator, type TelegramOptions } from '../../src/emulators/telegram/start.ts';
import { createFakeClock, type FakeClock } from '../support/clock.ts';

const token = '7001:AAdabyl';
let clock: FakeClock;
let telegram: TelegramEmulator;
let api: Api;

async function start(options: Partial<TelegramOptions> = {}): Promise<void> {
  await telegram?.stop();
  telegram = await startTelegram({ clock, token, ...options });
  api = new Api(token, { apiRoot: telegram.url, timeoutSeconds: 10 });
}

beforeEach(async () => {
  clock = createFakeClock();
  await start();
});
afterEach(() => telegram.stop());

async function refusal(call: Promise<unknown>): Promise<GrammyError> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof GrammyError)) throw new Error('the call was not refused by the Bot API', { cause: error });
  return error;
}

describe('faults', () => {
  beforeEach(() => void telegram.person({ id: 102 }));

  it('answer in the place of Telegram, or cut the line before it hears anything', async () => {
    telegram.fault = () => ({ kind: 'status', status: 502, body: { ok: false, error_code: 502, description: 'Bad Gateway' } });
    expect((await refusal(api.sendMessage(102, 'x'))).error_code).toBe(502);
    telegram.fault = () => ({ kind: 'reset' });
    await expect(api.sendMessage(102, 'x')).rejects.toThrow(HttpError);
    expect(telegram.sends.length).toBe(0);
    expect(telegram.calls.get('sendMessage')).toBe(2);
  });

  it('cut the line after the message has gone out', async () => {
    telegram.fault = (method) => (method === 'sendMessage' ? { kind: 'accept-then-reset' } : undefined);
    await expect(api.sendMessage(102, 'x')).rejects.toThrow(HttpError);
    expect(telegram.person({ id: 102 }).hears('x')).toBeDefined();
  });

  it('hold an answer back by the clock, or for good', async () => {
    telegram.fault = (_method, params) => (params.text === 'slow' ? { kind: 'delay', ms: 20_000 } : { kind: 'hang' });
    let answered = false;
    const slow = api.sendMessage(102, 'slow').then(() => {
      answered = true;
    });
    const hanging = api.sendMessage(102, 'hang');
    await clock.advanceUntil(() => telegram.calls.get('sendMessage') === 2, 0);
    expect(telegram.person({ id: 102 }).messages.map((message) => message.text)).toEqual(['slow']);
    clock.advance(19_999);
    expect(answered).toBe(false);
    clock.advance(1);
    await slow;
    await telegram.stop();
    await expect(hanging).rejects.toThrow(HttpError);
  });

  it('let every answer take its time when there is latency', async () => {
    await start({ latencyMs: () => 40 });
    const me = api.getMe();
    await clock.advanceUntil(() => telegram.calls.get('getMe') === 1, 0);
    clock.advance(40);
    expect((await me).id).toBe(7001);
  });
});
