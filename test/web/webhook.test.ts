import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { register } from '../support/people.ts';
import { AUTH_TOKEN, startWorld, TOKEN, type World } from '../support/world.ts';

const SECRET = 'the-webhook-secret';

let world: World;
beforeAll(async () => {
  world = await startWorld({ env: { TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: SECRET } });
  await world.until(() => world.telegram.calls.get('setWebhook') === 1);
});
afterAll(() => world.stop());
afterEach(() => world.renew());

const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(world.url + path, { method: 'POST', body, headers });
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const inboundCount = () => world.store.database.prisma.inbound.count();

function update(id: number, text: string): string {
  const chat = { id: 77, type: 'private', first_name: 'X' };
  return JSON.stringify({
    update_id: id,
    message: { message_id: id, date: 1, chat, from: { id: 77, is_bot: false, first_name: 'X' }, text },
  });
}

async function sms(params: Record<string, string>, signature?: string): Promise<Response> {
  const signed = signature ?? world.twilio.sign('http://localhost/dabyl/twilio/sms', params);
  return await post('/twilio/sms', new URLSearchParams(params).toString(), { ...form, 'x-twilio-signature': signed });
}

async function status(sid: string, value: string, extra: Record<string, string> = {}, signature?: string): Promise<number> {
  const params = { MessageSid: sid, MessageStatus: value, ...extra };
  const signed = signature ?? world.twilio.sign('http://localhost/dabyl/twilio/status', params);
  return (await post('/twilio/status', new URLSearchParams(params).toString(), { ...form, 'x-twilio-signature': signed })).status;
}

describe('what is forged', () => {
  it('is refused: a wrong Telegram secret, or none', async () => {
    for (const headers of [json, { ...json, 'x-telegram-bot-api-secret-token': 'wrong' }]) {
      expect((await post('/telegram', update(1, '/start'), headers)).status).toBe(403);
    }
    expect(await inboundCount()).toBe(0);
  });

  it('is refused: a wrong Twilio signature, or none, or one over other parameters', async () => {
    const params = { MessageSid: 'SM1', From: '+77010000001', Body: 'JOIN BAKAI' };
    const right = world.twilio.sign('http://localhost/dabyl/twilio/sms', params);
    expect((await sms(params, 'bm9uc2Vuc2U=')).status).toBe(403);
    expect((await sms(params, '')).status).toBe(403);
    expect((await sms({ ...params, Body: 'STOP' }, right)).status).toBe(403);
    expect(await status('SM1', 'failed', { ErrorCode: '30005' }, right)).toBe(403);
    expect(await inboundCount()).toBe(0);
    expect((await sms(params, right)).status).toBe(200);
  });

  it('is signed over the public URL, whatever the Host header says, with and without the default port', async () => {
    const params = { MessageSid: 'SM1', From: '+77010000001', Body: 'hello', NewParameter: 'unannounced' };
    for (const url of ['http://localhost/dabyl/twilio/sms', 'http://localhost:80/dabyl/twilio/sms']) {
      expect((await sms(params, world.twilio.sign(url, params))).status).toBe(200);
    }
    expect((await sms(params, world.twilio.sign(`${world.url}/twilio/sms`, params))).status).toBe(403);
  });
});

describe('a public URL with a path', () => {
  it('works whether the proxy strips the path or leaves it', async () => {
    const params = { MessageSid: 'SM1', From: '77010000001', Body: 'JOIN BAKAI' };
    const headers = { ...form, 'x-twilio-signature': world.twilio.sign('http://localhost/dabyl/twilio/sms?x=1', params) };
    for (const path of ['/dabyl/twilio/sms?x=1', '/twilio/sms?x=1']) {
      expect((await post(path, new URLSearchParams(params).toString(), headers)).status).toBe(200);
    }
    await world.drain();
    expect(world.twilio.phone('+77010000001').inbox).toHaveLength(1);
  });
});

describe('what is repeated', () => {
  it('has no second effect: a Telegram update', async () => {
    const headers = { ...json, 'x-telegram-bot-api-secret-token': SECRET };
    const phone = world.telegram.person({ id: 77, firstName: 'X' });
    for (let i = 0; i < 3; i++) expect((await post('/telegram', update(5, '/start'), headers)).status).toBe(200);
    await world.drain();
    expect(phone.messages).toHaveLength(1);
  });

  it('has no second effect: an SMS', async () => {
    const params = { MessageSid: 'SM1', From: '+77010000001', Body: 'JOIN BAKAI' };
    for (let i = 0; i < 3; i++) {
      const answer = await sms(params);
      expect([answer.status, await answer.text()]).toEqual([200, '<?xml version="1.0" encoding="UTF-8"?><Response/>']);
    }
    await world.drain();
    expect(world.twilio.phone('+77010000001').inbox).toHaveLength(1);
  });

  it('has no effect: a status callback that comes twice, or after a later one', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const dina = await register(world, { phone: '+77010000002' });
    world.twilio.phone('+77010000002', 'never');
    await organiser.telegram.send('бакай снос');
    await world.drain();
    const sid = dina.sms.inbox[0]?.sid ?? '';
    const state = async () => (await world.store.database.prisma.delivery.findFirst({ where: { providerId: sid } }))?.state;
    for (const value of ['delivered', 'sent', 'delivered', 'queued']) expect(await status(sid, value)).toBe(200);
    expect(await status(sid, 'undelivered', { ErrorCode: '30005' })).toBe(200);
    await world.drain();
    expect(await state()).toBe('delivered');
    expect(await world.store.database.prisma.contact.count({ where: { state: 'dead' } })).toBe(0);
  });

  it('keeps a receipt that comes before our own record of the send', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    await register(world, { phone: '+77010000002' });
    world.twilio.phone('+77010000002', 'never');
    expect(await status('SMunknown', 'delivered')).toBe(200);
    await organiser.telegram.send('бакай снос');
    await world.drain();
    const delivery = await world.store.database.prisma.delivery.findFirstOrThrow({ where: { lane: 'sms' } });
    await world.store.database.prisma.delivery.update({ where: { id: delivery.id }, data: { providerId: 'SMunknown' } });
    await organiser.telegram.send('/help');
    await world.drain();
    await world.advance(1_000);
    await status('SManother', 'sent');
    await world.settle();
    expect((await world.store.database.prisma.delivery.findUniqueOrThrow({ where: { id: delivery.id } })).state).toBe('delivered');
  });
});

describe('what is malformed', () => {
  it('gets a clear answer: too large, not JSON, not an update, not a form', async () => {
    const secret = { ...json, 'x-telegram-bot-api-secret-token': SECRET };
    const large = 'x'.repeat(10_000_000);
    expect((await post('/telegram', `{"update_id":1,"x":"${large}"}`, secret)).status).toBe(413);
    expect((await post('/twilio/sms', `Body=${large}`, form)).status).toBe(413);
    for (const body of ['', '{', '[]', '"x"', 'null', '{}', '{"update_id":"1"}'])
      expect((await post('/telegram', body, secret)).status).toBe(400);
    expect((await post('/telegram', 'a=b', { ...form, 'x-telegram-bot-api-secret-token': SECRET })).status).toBe(400);
    expect((await post('/twilio/sms', '{"Body":"x"}', json)).status).toBe(400);
    expect((await post('/twilio/sms', 'Body=x', { 'content-type': 'text/plain' })).status).toBe(400);
  });

  it('takes every update that it does not understand', async () => {
    const secret = { ...json, 'x-telegram-bot-api-secret-token': SECRET };
    const strange = [
      { update_id: 1 },
      { update_id: 2, message: {} },
      { update_id: 3, message: { chat: { id: 'x' }, text: 5 } },
      { update_id: 4, poll: {} },
    ];
    for (const body of strange) expect((await post('/telegram', JSON.stringify(body), secret)).status, JSON.stringify(body)).toBe(200);
  });

  it('survives invalid UTF-8, in JSON and in a form', async () => {
    const secret = { ...json, 'x-telegram-bot-api-secret-token': SECRET };
    const bytes = new Uint8Array([...Buffer.from('{"update_id":9,"message":{"text":"'), 0xff, 0xfe, ...Buffer.from('"}}')]);
    expect((await post('/telegram', bytes, secret)).status).toBe(200);
    const answer = await post('/twilio/sms', 'Body=%ff%fe&From=%2B77010000001&MessageSid=SM9', { ...form, 'x-twilio-signature': 'x' });
    expect(answer.status).toBe(403);
  });

  it.each([
    ['1,600 characters', 'Ж'.repeat(1_600)],
    ['emoji only', '🏠🔥🚨'],
    ['nothing', ''],
    ['half an emoji', '\ud83d'],
    ['a zero byte', 'бакай\u0000снос'],
    ['direction marks', '\u202eбакай снос\u202c'],
  ])('answers an SMS of %s', async (_what, body) => {
    const params = { MessageSid: `SM${body.length}`, From: '+77010000001', Body: body };
    expect((await sms(params)).status).toBe(200);
    await world.drain();
    expect(world.twilio.phone('+77010000001').inbox.length).toBe(1);
  });

  it('takes an SMS from a sender that is no number, and answers nobody', async () => {
    expect((await sms({ MessageSid: 'SM1', From: 'InfoSMS', Body: 'снос' })).status).toBe(200);
    await world.drain();
    expect(world.twilio.sends).toHaveLength(0);
  });
});

describe('health and metrics', () => {
  it('say how it is, by codes only', async () => {
    await register(world, { name: 'Айгуль Смагулова', telegram: 4_242_424_242, phone: '+77010000002' });
    const health = await fetch(`${world.url}/health`);
    expect([health.status, await health.json()]).toEqual([
      200,
      {
        status: 'ok',
        database: 'up',
        lanes: [
          { lane: 'telegram', state: 'running' },
          { lane: 'sms', state: 'running' },
        ],
        oldestQueuedSeconds: null,
      },
    ]);
    const metrics = await (await fetch(`${world.url}/metrics`)).text();
    expect(metrics).toMatch(/dabyl_lane_running\{lane="telegram"\} 1/);
    expect(metrics).not.toMatch(/4242424242|7701000|Айгуль/);
  });

  it('know nothing of other paths, nor give the token away', async () => {
    expect((await fetch(`${world.url}/nothing`)).status).toBe(404);
    expect(world.log.join('')).not.toContain(TOKEN);
    expect(world.log.join('')).not.toContain(AUTH_TOKEN);
  });
});
