import { Api, Bot, GrammyError, InlineKeyboard, Keyboard } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTelegram, type TelegramEmulator } from '../../src/emulators/telegram/start.ts';
import { createFakeClock, type FakeClock } from '../support/clock.ts';
import { type FakeApp, startFakeApp } from './fake-app.ts';

const token = '7001:AAdabyl';
let clock: FakeClock;
let telegram: TelegramEmulator;
let api: Api;

beforeEach(async () => {
  clock = createFakeClock();
  telegram = await startTelegram({ clock, token, perChatPerSecond: 0 });
  api = new Api(token, { apiRoot: telegram.url, timeoutSeconds: 10 });
});
afterEach(() => telegram.stop());

async function refusal(call: Promise<unknown>): Promise<GrammyError> {
  const error = await call.catch((cause: unknown) => cause);
  if (!(error instanceof GrammyError)) throw new Error('the call was not refused by the Bot API', { cause: error });
  return error;
}

async function polls(count: number): Promise<void> {
  await clock.advanceUntil(() => (telegram.calls.get('getUpdates') ?? 0) >= count, 0);
}

describe('long polling', () => {
  it('carries a conversation with a real grammY bot, and each act of the phone resolves when it is confirmed', async () => {
    const bot = new Bot(token, { client: { apiRoot: telegram.url } });
    bot.command('start', (ctx) => ctx.reply(`Сәлем, ${ctx.from?.first_name} ${ctx.match}`, { reply_markup: new Keyboard().text('Бакай') }));
    bot.hears('Бакай', (ctx) => ctx.reply('Келесіз бе?', { reply_markup: new InlineKeyboard().text('Барамын', 'a:1').text('Карта', 'm') }));
    bot.callbackQuery('a:1', (ctx) => ctx.answerCallbackQuery('Рахмет'));
    bot.callbackQuery('m', (ctx) => ctx.replyWithVenue(43.2, 76.8, 'Бақай', 'Жастар 14'));
    bot.on('message:location', (ctx) => ctx.reply(`${ctx.message.location.latitude}`));
    const members: string[] = [];
    bot.on('my_chat_member', (ctx) => void members.push(ctx.myChatMember.new_chat_member.status));
    const running = bot.start();

    const aigul = telegram.person({ id: 2 ** 51, firstName: 'Айгүл', languageCode: 'kk' });
    await aigul.start('n_bakai');
    expect(aigul.hears('Сәлем, Айгүл n_bakai')).toBeDefined();
    await aigul.press('Бакай');
    await aigul.press(/Барам/);
    expect(aigul.toasts).toEqual(['Рахмет']);
    clock.advance(2000);
    await aigul.press('Карта');
    expect(aigul.hears('Жастар 14')?.venue).toBeDefined();
    await aigul.shareLocation(43.21, 76.81);
    expect(aigul.hears('43.21')).toBeDefined();
    await aigul.block();
    await expect(aigul.send('hello')).rejects.toThrow('blocked');
    await aigul.start();
    expect(members).toEqual(['kicked', 'member']);
    await expect(aigul.press('Нет такой')).rejects.toThrow('no button');

    await bot.stop();
    await running;
  });

  it('gives the same updates again until a higher offset confirms them', async () => {
    const sent = [telegram.person({ id: 1 }).send('one'), telegram.person({ id: 2 }).send('two'), telegram.person({ id: 1 }).send('three')];
    const first = await api.getUpdates({ limit: 2 });
    expect(first.map((update) => update.message?.text)).toEqual(['one', 'two']);
    expect(await api.getUpdates({ limit: 2 })).toEqual(first);
    const next = (first[0]?.update_id ?? 0) + 1;
    expect((await api.getUpdates({ offset: next })).map((update) => update.message?.text)).toEqual(['two', 'three']);
    expect(await sent[0]).toBe(next - 1);
    expect(telegram.pendingUpdates).toBe(2);
    expect((await api.getUpdates({ offset: -1 })).map((update) => update.message?.text)).toEqual(['three']);
    expect(await sent[1]).toBe(next);
  });

  it('waits for the next update, or until its timeout by the clock', async () => {
    const waiting = api.getUpdates({ timeout: 30 });
    await polls(1);
    void telegram.person({ id: 1 }).send('wake up');
    expect((await waiting)[0]?.message?.text).toBe('wake up');
    const empty = api.getUpdates({ timeout: 30, offset: 2 ** 40 });
    await polls(2);
    clock.advance(30_000);
    expect(await empty).toEqual([]);
  });

  it('ends the earlier of two requests with 409', async () => {
    const earlier = refusal(api.getUpdates({ timeout: 30 }));
    await polls(1);
    const later = api.getUpdates({ timeout: 30 });
    expect(await earlier).toMatchObject({ error_code: 409, description: expect.stringContaining('terminated by other getUpdates') });
    void telegram.person({ id: 1 }).send('x');
    expect((await later).length).toBe(1);
  });

  it('loses no update to a client that hung up while waiting', async () => {
    const gone = new AbortController();
    const waiting = api.getUpdates({ timeout: 30 }, gone.signal as never).catch(() => 'hung up');
    await polls(1);
    gone.abort();
    expect(await waiting).toBe('hung up');
    void telegram.person({ id: 1 }).send('still here');
    expect((await api.getUpdates())[0]?.message?.text).toBe('still here');
  });

  it('leaves out kinds that were not asked for', async () => {
    await api.getUpdates({ allowed_updates: ['message'] });
    await telegram.person({ id: 1 }).block();
    expect(telegram.pendingUpdates).toBe(0);
  });

  it('replays an update that was confirmed long ago, once', async () => {
    const marat = telegram.person({ id: 1 });
    const first = marat.send('SOS');
    const [update] = await api.getUpdates();
    const offset = (update?.update_id ?? 0) + 1;
    await api.getUpdates({ offset });
    const again = telegram.replay(await first);
    void marat.send('next');
    const both = await api.getUpdates({ offset });
    expect(both.map((one) => one.message?.text)).toEqual(['SOS', 'next']);
    expect(await api.getUpdates({ offset: offset + 1 })).toEqual([]);
    expect(await again).toBe(offset - 1);
    await expect(telegram.replay(5)).rejects.toThrow('no update');
  });

  it('rejects what was never confirmed when the emulator stops', async () => {
    const sent = telegram.person({ id: 1 }).send('nobody listens');
    await telegram.stop();
    await expect(sent).rejects.toThrow('stopped');
  });
});

describe('a button press', () => {
  async function press(): Promise<string> {
    const marat = telegram.person({ id: 1 });
    void marat.pressData('forged:1');
    const updates = await api.getUpdates();
    return updates.at(-1)?.callback_query?.id ?? '';
  }

  it('can be answered once', async () => {
    const id = await press();
    await api.answerCallbackQuery(id, { text: 'ok' });
    expect(telegram.person({ id: 1 }).toasts).toEqual(['ok']);
    const twice = await refusal(api.answerCallbackQuery(id));
    expect(twice.description).toBe('Bad Request: query is too old and response timeout expired or query ID is invalid');
  });

  it('can be answered for a quarter of an hour', async () => {
    const id = await press();
    clock.advance(15 * 60_000 + 1);
    expect((await refusal(api.answerCallbackQuery(id))).error_code).toBe(400);
  });
});

describe('a webhook', () => {
  let app: FakeApp;
  const texts = (): string[] => app.requests.map((request) => JSON.parse(request.body).message.text);

  beforeEach(async () => {
    app = await startFakeApp();
  });
  afterEach(() => app.stop());

  it('gets updates with the secret, and a 2xx confirms them', async () => {
    await api.setWebhook(`${app.url}/telegram`, { secret_token: 'kyz_zhibek' });
    await telegram.person({ id: 1 }).send('SOS');
    expect(app.requests[0]?.path).toBe('/telegram');
    expect(app.requests[0]?.headers['x-telegram-bot-api-secret-token']).toBe('kyz_zhibek');
    expect(app.requests[0]?.headers['content-type']).toBe('application/json');
    expect(telegram.pendingUpdates).toBe(0);
  });

  it('gets again, in order, what it did not take: at once, then after a short while', async () => {
    await api.setWebhook(app.url);
    app.willAnswer(503, 500);
    const marat = telegram.person({ id: 1 });
    void marat.send('one');
    const second = marat.send('two');
    await app.received(2);
    expect(texts()).toEqual(['one', 'one']);
    expect(await api.getWebhookInfo()).toMatchObject({ pending_update_count: 2, last_error_message: expect.stringMatching(/50[03]$/) });
    await clock.advanceUntil(() => app.requests.length >= 4, 100);
    await second;
    expect(texts()).toEqual(['one', 'one', 'one', 'two']);
  });

  it('keeps the order within a chat while other chats go ahead', async () => {
    await api.setWebhook(app.url);
    app.hold();
    void telegram.person({ id: 1 }).send('1a');
    void telegram.person({ id: 1 }).send('1b');
    void telegram.person({ id: 2 }).send('2a');
    await app.received(2);
    expect(texts().sort()).toEqual(['1a', '2a']);
    app.release();
    await app.received(3);
    expect(texts()[2]).toBe('1b');
  });

  it('gets an update once more on replay', async () => {
    await api.setWebhook(app.url);
    const id = await telegram.person({ id: 1 }).send('SOS');
    await telegram.replay(id);
    expect(texts()).toEqual(['SOS', 'SOS']);
    expect(app.requests[0]?.body).toBe(app.requests[1]?.body);
  });

  it('shuts out polling until it is deleted, and then loses nothing', async () => {
    const polling = refusal(api.getUpdates({ timeout: 30 }));
    await polls(1);
    app.willAnswer(404, 404, 404, 404, 404, 404);
    await api.setWebhook(app.url);
    expect((await polling).description).toBe('Conflict: terminated by setWebhook request');
    expect((await refusal(api.getUpdates())).error_code).toBe(409);
    void telegram.person({ id: 1 }).send('SOS');
    await app.received(2);
    await api.deleteWebhook();
    expect((await api.getUpdates())[0]?.message?.text).toBe('SOS');
  });

  it('must be HTTPS off this machine, and its secret plain', async () => {
    expect((await refusal(api.setWebhook('http://dabyl.example/telegram'))).error_code).toBe(400);
    expect((await refusal(api.setWebhook(app.url, { secret_token: 'no spaces' }))).error_code).toBe(400);
  });

  it('drops what waits when told to', async () => {
    const sent = telegram.person({ id: 1 }).send('old');
    await api.setWebhook(app.url, { drop_pending_updates: true });
    await expect(sent).rejects.toThrow('dropped');
    expect(app.requests.length).toBe(0);
  });
});
