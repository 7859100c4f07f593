import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { register } from '../support/people.ts';
import { SMS_FROM, startWorld, type World } from '../support/world.ts';

const PUBLIC = 'http://localhost/dabyl';
const MARAT = '+77010000002';
const STRANGER = '+77010000009';

let world: World;
/** The same for all stories, but the one that needs other settings. */
let usual: World;
beforeAll(async () => {
  world = usual = await startWorld({ env: { TWILIO_VOICE_FROM: SMS_FROM } });
});
afterAll(() => usual.stop());
afterEach(async () => {
  if (world === usual) return await usual.renew();
  await world.stop();
  world = usual;
});

type Params = Readonly<Record<string, string>>;
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (path: string, body: string, headers: Params = {}) => fetch(world.url + path, { method: 'POST', body, headers });

/** As Twilio posts it. */
async function twilio(path: string, params: Params, signature?: string): Promise<Response> {
  const signed = signature ?? world.twilio.sign(PUBLIC + path, params);
  return await post(path, new URLSearchParams(params).toString(), { ...form, 'x-twilio-signature': signed });
}

const line = (more: Params = {}): Params => ({ CallSid: 'CA1', From: MARAT, To: SMS_FROM, Direction: 'inbound', ...more });

async function twiml(path: string, params: Params): Promise<string> {
  const answer = await twilio(path, params);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/xml')]);
  return await answer.text();
}
const called = (more: Params = {}): Promise<string> => twiml('/twilio/voice', line({ CallStatus: 'ringing', ...more }));
const pressed = (query: string, Digits: string, more: Params = {}): Promise<string> =>
  twiml(`/twilio/voice/hotline?${query}`, line({ Digits, ...more }));
const ended = async (more: Params = {}): Promise<number> =>
  (await twilio('/twilio/voice/status', line({ CallStatus: 'completed', ...more }))).status;

const spoken = (xml: string): readonly string[] =>
  [...xml.matchAll(/<Say language="([^"]+)">([^<]*)<\/Say>/g)].map(([, language = '', said = '']) => `${language.slice(0, 2)} ${said}`);
const actions = (xml: string): readonly string[] =>
  [...xml.matchAll(/action="([^"]*)"/g)].map(([, url = '']) => url.replaceAll('&amp;', '&').replace(`${PUBLIC}/twilio/voice/hotline?`, ''));
const reports = () => world.store.database.prisma.report.count();

const MENU =
  'ru Полиция или судисполнители: нажмите 1. Снос: нажмите 2. Вы идёте на помощь: нажмите 3. Вы в безопасности: нажмите 4. Сказать словами: нажмите 0.';
const UNANSWERED = 'ru Позвоните ещё раз и нажмите цифру: мы вас не поняли. Если есть угроза жизни, звоните 112.';

describe('a call to the hotline', () => {
  it('of a stranger asks for the language first, twice, and says what to do where no key comes', async () => {
    const xml = await called({ From: STRANGER });
    const language = ['ru Казакша: 1.', 'ru По-русски: 2.', 'en For English, press 3.'];
    expect(spoken(xml)).toEqual([
      'ru Это Дабыл, ваши соседи.',
      ...language,
      ...language,
      UNANSWERED,
      'en Call again and press a key: we did not understand. If life is in danger, call 112.',
    ]);
    expect(actions(xml)).toEqual(['ask=language&language=kk', 'ask=language&language=kk&again=1']);
  });

  it.each([
    ['kk', MENU, UNANSWERED],
    ['ru', MENU, UNANSWERED],
    [
      'en',
      'en Police or bailiffs: press 1. Demolition: press 2. You are coming to help: press 3. You are safe: press 4. To say it in words: press 0.',
      'en Call again and press a key: we did not understand. If life is in danger, call 112.',
    ],
  ] as const)('of a member who reads %s goes to the menu at once, in that language', async (language, menu, goodbye) => {
    await register(world, { phone: MARAT, language });
    const xml = await called();
    expect(spoken(xml).slice(1)).toEqual([menu, menu, goodbye]);
    expect(actions(xml)).toEqual([`ask=menu&language=${language}`, `ask=menu&language=${language}&again=1`]);
  });

  it('with a hidden number is asked to show it: nobody is made up from it', async () => {
    for (const From of ['+266696687', 'anonymous', '']) {
      expect(spoken(await called({ From }))).toEqual([
        'ru Позвоните с открытого номера: ваш номер скрыт. Если есть угроза жизни, звоните 112.',
        'en Call without hiding your number: we cannot see it. If life is in danger, call 112.',
      ]);
      expect(spoken(await pressed('ask=menu&language=ru', '1', { From }))).toHaveLength(2);
      expect(await ended({ From })).toBe(200);
    }
    expect(await world.store.database.prisma.contact.count()).toBe(0);
  });
});

describe('a step that comes again', () => {
  it('has no second effect, and is answered', async () => {
    await register(world, { phone: MARAT, trust: 'trusted' });
    expect(await called()).toBe(await called());
    const first = await pressed('ask=menu&language=ru', '2');
    expect(await pressed('ask=menu&language=ru', '2')).toBe(first);
    expect(await pressed('ask=menu&language=ru&again=1', '2')).toBe(first);
    expect(await reports()).toBe(1);
    await pressed('ask=menu&language=ru', '2', { CallSid: 'CA2' });
    expect(await reports()).toBe(2);
  });

  it('is said to have been heard where the report waits', async () => {
    await register(world, { phone: MARAT });
    await pressed('ask=menu&language=ru', '2');
    expect(spoken(await pressed('ask=menu&language=ru', '2'))[0]).toBe(
      'ru Мы вас услышали. Об этом уже сообщили. Ещё ждём подтверждения, людей пока не зовём.',
    );
    expect(await reports()).toBe(1);
  });
});

describe('a wrong key', () => {
  it('repeats the question once, in its language, and then says what to do', async () => {
    await register(world, { phone: MARAT, language: 'en' });
    const once = await pressed('ask=menu&language=en', '7');
    expect(spoken(once)).toEqual([expect.stringMatching(/^en Police/), expect.stringMatching(/^en Call again/)]);
    expect(actions(once)).toEqual(['ask=menu&language=en&again=1']);
    const twice = await pressed('ask=menu&language=en&again=1', '7');
    expect([spoken(twice), actions(twice)]).toEqual([[expect.stringMatching(/^en Call again/)], []]);
  });

  it.each(['', 'ask=x&language=ru', 'ask=where&matter=x&slugs=bakai'])(
    'at a question that is none of ours (%j) leads nowhere',
    async (query) => {
      const xml = await pressed(query, '1');
      expect([spoken(xml), actions(xml)]).toEqual([[UNANSWERED], []]);
    },
  );

  it('for a neighbourhood that is gone asks again', async () => {
    const xml = await pressed('ask=where&language=ru&matter=demolition&slugs=gone', '1', { From: STRANGER });
    expect(actions(xml)[0]).toBe('ask=where&language=ru&matter=demolition&slugs=bakai.shanyrak-1.shanyrak-2');
    expect(await reports()).toBe(0);
  });

  it('for an alarm that is not there, or not theirs, counts nowhere', async () => {
    await register(world, { phone: MARAT });
    expect(spoken(await pressed('ask=which&language=ru&incidents=9999', '1'))[0]).toBe('ru Сейчас вас никуда не зовут. Идти не нужно.');
    expect(await world.store.database.prisma.answer.count()).toBe(0);
  });
});

describe('what is forged, malformed or not there', () => {
  const paths = ['/twilio/voice', '/twilio/voice/hotline?ask=menu&language=ru'];

  it('is refused: a wrong signature, none, or one over another address or other parameters', async () => {
    const params = line({ Digits: '2', CallStatus: 'ringing' });
    for (const path of paths) {
      const right = world.twilio.sign(PUBLIC + path, params);
      expect((await twilio(path, params, 'bm9uc2Vuc2U=')).status).toBe(403);
      expect((await twilio(path, params, '')).status).toBe(403);
      expect((await twilio(path, { ...params, From: STRANGER }, right)).status).toBe(403);
      expect((await twilio(`${path}${path.includes('?') ? '&' : '?'}x=1`, params, right)).status).toBe(403);
    }
    expect((await twilio('/twilio/voice/status', line({ CallStatus: 'completed' }), 'bm9uc2Vuc2U=')).status).toBe(403);
    expect([await reports(), await world.store.database.prisma.contact.count()]).toEqual([0, 0]);
  });

  it('is answered clearly: not a form, too large', async () => {
    for (const path of paths) {
      expect((await post(path, '{}', { 'content-type': 'application/json' })).status).toBe(400);
      expect((await post(path, `Digits=${'1'.repeat(2_000_000)}`, form)).status).toBe(413);
    }
  });

  it('is understood where something is missing', async () => {
    expect(await ended({ CallStatus: '' })).toBe(200);
    expect(await ended({ CallStatus: 'ringing' })).toBe(200);
    expect(await ended({ CallSid: '' })).toBe(200);
    expect(await world.store.database.prisma.contact.count()).toBe(0);
  });

  it('is signed over the public URL with its path, whether the proxy strips it or leaves it', async () => {
    const headers = { ...form, 'x-twilio-signature': world.twilio.sign(`${PUBLIC}/twilio/voice`, line()) };
    expect((await post('/dabyl/twilio/voice', new URLSearchParams(line()).toString(), headers)).status).toBe(200);
  });

  it('is absent without a voice number', async () => {
    world = await startWorld();
    for (const path of paths) expect((await twilio(path, line())).status).toBe(404);
  });

  it('leaves nothing of it in the log', async () => {
    await called({ From: STRANGER });
    await pressed('ask=where&language=ru&matter=demolition&slugs=bakai', '1', { From: STRANGER });
    await twilio('/twilio/voice', line(), 'bm9uc2Vuc2U=');
    await world.drain();
    expect(world.log.join('')).not.toMatch(/7010000009|7010000002|bakai/);
  });
});
