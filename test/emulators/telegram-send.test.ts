import { Api, GrammyError, InlineKeyboard, InputFile } from 'grammy';
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

describe('a message from the bot', () => {
  it('is read on the phone, in the words it has after edits', async () => {
    const aigul = telegram.person({ id: 101, firstName: 'Айгүл' });
    const sent = await api.sendMessage(101, 'Бақай: үй бұзу.', { reply_markup: new InlineKeyboard().text('Барамын', 'a:1') });
    expect(sent).toMatchObject({ text: 'Бақай: үй бұзу.', chat: { id: 101, first_name: 'Айгүл' }, from: { id: 7001, is_bot: true } });
    clock.advance(5000);
    await api.editMessageText(101, sent.message_id, 'Бақай: үй бұзу. 4 барады.');
    const [message] = aigul.messages;
    expect(message).toMatchObject({
      text: 'Бақай: үй бұзу. 4 барады.',
      edits: 1,
      history: ['Бақай: үй бұзу.', 'Бақай: үй бұзу. 4 барады.'],
    });
    expect(message?.reply_markup).toBeUndefined();
    expect(message?.editedAt).toBe((message?.sentAt ?? 0) + 5000);
    expect(aigul.hears(/4 барады/)?.id).toBe(sent.message_id);
    expect(aigul.hears('нет такого')).toBeUndefined();
  });

  it('may be a voice message, uploaded as grammY does or in one part', async () => {
    const marat = telegram.person({ id: 102 });
    const audio = Buffer.from([0xff, 0xfb, 0x00, 0x0d, 0x0a, 0x2d, 0x2d, 0xd0]);
    const sent = await api.sendVoice(102, new InputFile(audio, 'voice.mp3'), { caption: 'Послушайте' });
    expect(sent).toMatchObject({ caption: 'Послушайте', voice: { file_size: audio.length } });
    clock.advance(1000);
    const form = new FormData();
    form.set('chat_id', '102');
    form.set('voice', new Blob([audio], { type: 'audio/mpeg' }), 'voice.mp3');
    const answer = await fetch(`${telegram.url}/bot${token}/sendVoice`, { method: 'POST', body: form });
    expect(answer.status).toBe(200);
    expect(marat.messages.map(({ text, voice }) => [text, voice?.bytes])).toEqual([
      ['Послушайте', audio],
      ['', audio],
    ]);
    clock.advance(1000);
    expect((await refusal(api.sendVoice(102, 'file-id'))).description).toBe('Bad Request: there is no voice in the request');
    clock.advance(1000);
    expect((await refusal(api.sendVoice(102, new InputFile(audio), { caption: 'я'.repeat(1025) }))).description).toMatch(/too long/);
    expect(
      (
        await fetch(`${telegram.url}/bot${token}/sendVoice`, {
          method: 'POST',
          body: 'x',
          headers: { 'content-type': 'multipart/form-data; boundary=y' },
        })
      ).status,
    ).toBe(400);
  });

  it('may be a pin, which no text edit can change', async () => {
    const marat = telegram.person({ id: 102 });
    const pin = await api.sendVenue(102, 43.2, 76.8, 'Бакай', 'Жастар 14');
    expect(pin.venue).toMatchObject({ title: 'Бакай', location: { latitude: 43.2 } });
    expect(marat.hears(/Жастар/)?.venue).toMatchObject({ latitude: 43.2, longitude: 76.8 });
    expect((await refusal(api.editMessageText(102, pin.message_id, 'x'))).description).toBe(
      'Bad Request: there is no text in the message to edit',
    );
    clock.advance(1000);
    expect((await refusal(api.sendLocation(102, 91, 0))).error_code).toBe(400);
  });

  it('can be deleted for two days', async () => {
    const marat = telegram.person({ id: 102 });
    const first = await api.sendMessage(102, 'one');
    const second = await api.sendMessage(102, 'two');
    await api.deleteMessage(102, first.message_id);
    expect(marat.messages.map((message) => message.text)).toEqual(['two']);
    expect((await refusal(api.deleteMessage(102, first.message_id))).description).toBe('Bad Request: message to delete not found');
    clock.advance(49 * 3_600_000);
    expect((await refusal(api.deleteMessage(102, second.message_id))).description).toContain("can't be deleted");
  });

  it('is understood as JSON, as a form and as a query, whatever the case of the method', async () => {
    const marat = telegram.person({ id: 102 });
    const form = new URLSearchParams({
      chat_id: '102',
      text: 'form',
      reply_markup: '{"inline_keyboard":[[{"text":"A","callback_data":"a"}]]}',
    });
    await fetch(`${telegram.url}/bot${token}/SENDMESSAGE`, { method: 'POST', body: form });
    await fetch(`${telegram.url}/bot${token.replace(':', '%3A')}/sendmessage?chat_id=102&text=query`);
    const broken = await fetch(`${telegram.url}/bot${token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
    expect(marat.messages.map((message) => message.text)).toEqual(['form', 'query']);
    expect(marat.messages[0]?.reply_markup?.inline_keyboard?.[0]?.[0]?.text).toBe('A');
  });
});

describe('what Telegram refuses', () => {
  beforeEach(() => start({ messagesPerSecond: 0, perChatPerSecond: 0 }));

  it.each([
    ['', 'message text is empty'],
    ['  \n ', 'message text is empty'],
    ['ж'.repeat(4097), 'message is too long'],
  ])('a text that is empty or too long (%#)', async (text, why) => {
    telegram.person({ id: 103 });
    expect((await refusal(api.sendMessage(103, text))).description).toBe(`Bad Request: ${why}`);
  });

  it('button data beyond 64 bytes, where a Cyrillic letter is two', async () => {
    telegram.person({ id: 103 });
    const buttons = (data: string) => ({ reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: data }]] } });
    await api.sendMessage(103, 'fits', buttons('ж'.repeat(32)));
    expect((await refusal(api.sendMessage(103, 'too long', buttons('ж'.repeat(33))))).description).toBe('Bad Request: BUTTON_DATA_INVALID');
    expect((await refusal(api.sendMessage(103, 'empty', buttons('')))).description).toBe('Bad Request: BUTTON_DATA_INVALID');
  });

  it('an edit that changes nothing, or has nothing to change', async () => {
    telegram.person({ id: 103 });
    const reply_markup = new InlineKeyboard().text('Иду', 'a');
    const { message_id } = await api.sendMessage(103, 'Бакай: снос', { reply_markup });
    const same = await refusal(api.editMessageText(103, message_id, 'Бакай: снос', { reply_markup }));
    expect(same.description).toMatch(/^Bad Request: message is not modified: /);
    await api.editMessageReplyMarkup(103, message_id, { reply_markup: new InlineKeyboard().text('Там', 'b') });
    expect((await refusal(api.editMessageText(103, 999, 'x'))).description).toBe('Bad Request: message to edit not found');
  });

  it('an edit of a message with a keyboard below the input field, or with such a keyboard', async () => {
    telegram.person({ id: 103 });
    const keyed = await api.sendMessage(103, 'Где?', { reply_markup: { keyboard: [['Бакай']] } });
    const plain = await api.sendMessage(103, 'plain');
    expect((await refusal(api.editMessageText(103, keyed.message_id, 'x'))).description).toBe("Bad Request: message can't be edited");
    const withKeys = api.editMessageText(103, plain.message_id, 'x', { reply_markup: { keyboard: [['Бакай']] } as never });
    expect((await refusal(withKeys)).description).toBe('Bad Request: inline keyboard expected');
  });

  it('chats nobody opened, people who blocked the bot, accounts that are gone', async () => {
    const bota = telegram.person({ id: 104 });
    expect((await refusal(api.sendMessage(999, 'x'))).description).toBe('Bad Request: chat not found');
    void bota.block().catch(() => {});
    const blocked = await refusal(api.sendMessage(104, 'x'));
    expect(blocked).toMatchObject({ error_code: 403, description: 'Forbidden: bot was blocked by the user' });
    void bota.unblock().catch(() => {});
    await api.sendMessage(104, 'x');
    bota.deactivate();
    expect((await refusal(api.sendMessage(104, 'x'))).description).toBe('Forbidden: user is deactivated');
  });

  it('a wrong token and a method that does not exist', async () => {
    const stranger = new Api('7002:wrong', { apiRoot: telegram.url });
    expect(await refusal(stranger.getMe())).toMatchObject({ error_code: 401, description: 'Unauthorized' });
    expect(await refusal(api.raw.getChat({ chat_id: 103 }))).toMatchObject({ error_code: 404 });
    expect(await api.getMe()).toMatchObject({ id: 7001, is_bot: true, username: 'dabyl_bot' });
  });

  it('nothing of a chat id it never saw, if told so', async () => {
    await start({ acceptUnknownChats: true });
    await api.sendMessage(555, 'hello');
    expect(telegram.person({ id: 555 }).hears('hello')).toBeDefined();
  });
});

describe('the limits', () => {
  async function sendTo(count: number, first = 0): Promise<GrammyError[]> {
    for (let at = 0; at < count; at += 1) telegram.person({ id: first + at });
    const outcomes = await Promise.allSettled(Array.from({ length: count }, (_, at) => api.sendMessage(first + at, 'x')));
    return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as GrammyError] : []));
  }

  it('answer 429 above the rate + 2 % + 1 in a trailing second, then to everything until the wait is over', async () => {
    await start({ messagesPerSecond: 30, retryAfterSeconds: 2 });
    const errors = await sendTo(33, 1000);
    expect(errors.map((error) => [error.error_code, error.parameters.retry_after])).toEqual([
      [429, 2],
      [429, 2],
    ]);
    expect(telegram).toMatchObject({ refused429: 2, overLimit: 2, fullestSecond: 33 });
    expect(telegram.sends.length).toBe(31);
    clock.advance(1900);
    expect((await sendTo(1, 5000)).length).toBe(1);
    await api.getMe();
    clock.advance(100);
    expect(await sendTo(30, 6000)).toEqual([]);
    expect(telegram).toMatchObject({ refused429: 3, overLimit: 2 });
  });

  it('count edits and answers to presses like messages', async () => {
    await start({ messagesPerSecond: 1 });
    const marat = telegram.person({ id: 102 });
    const { message_id } = await api.sendMessage(102, 'x');
    await api.editMessageText(102, message_id, 'y');
    expect((await refusal(api.sendChatAction(102, 'typing'))).error_code).toBe(429);
    expect(marat.messages.length).toBe(1);
  });

  it('let two into one chat within a second and not a third, without stopping other chats', async () => {
    await start({ messagesPerSecond: 0 });
    telegram.person({ id: 102 });
    telegram.person({ id: 103 });
    for (let sent = 0; sent < 2; sent += 1) await api.sendMessage(102, `${sent}`);
    expect((await refusal(api.sendMessage(102, 'third'))).parameters.retry_after).toBe(1);
    await api.sendMessage(103, 'other chat');
    clock.advance(1000);
    await api.sendMessage(102, 'later');
    expect(telegram).toMatchObject({ refused429: 1, overLimit: 0 });
  });

  it('are off at 0', async () => {
    await start({ messagesPerSecond: 0 });
    expect(await sendTo(200, 1)).toEqual([]);
  });
});
