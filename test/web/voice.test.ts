import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openVoiceChannel } from '../../src/channels/voice/open.ts';
import { register, type Someone } from '../support/people.ts';
import { SMS_FROM, startWorld, type World } from '../support/world.ts';

const PUBLIC = 'http://localhost/dabyl';
const MARAT = '+77010000002';
const HANG_UP = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>';
const HELLO = 'Это Дабыл, ваши соседи.';

let world: World;
let organiser: Someone;
let marat: Someone;
let incident: string;

beforeAll(async () => {
  world = await startWorld({ env: { TWILIO_VOICE_FROM: SMS_FROM } });
});
afterAll(() => world.stop());
beforeEach(async () => {
  organiser = await register(world, { telegram: 1, role: 'organiser' });
  marat = await register(world, { phone: MARAT, language: 'kk' });
  await organiser.telegram.send('бакай снос Жастар 14');
  await world.drain();
  incident = String((await world.store.database.prisma.incident.findFirstOrThrow()).id);
});
afterEach(() => world.renew());

type Params = Readonly<Record<string, string>>;
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (path: string, body: string, headers: Params = {}) => fetch(world.url + path, { method: 'POST', body, headers });

/** As Twilio posts it. */
async function twilio(path: string, params: Params, signature?: string): Promise<Response> {
  const signed = signature ?? world.twilio.sign(PUBLIC + path, params);
  return await post(path, new URLSearchParams(params).toString(), { ...form, 'x-twilio-signature': signed });
}

const about = (more = '', id = incident) => `incident=${id}&language=kk${more}`;
const line = (more: Params = {}): Params => ({ CallSid: 'CA1', To: MARAT, From: SMS_FROM, ...more });

async function answered(more: Params = {}, query = about()): Promise<string> {
  const answer = await twilio(`/twilio/voice/call?${query}`, line({ CallStatus: 'in-progress', AnsweredBy: 'human', ...more }));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/xml')]);
  return await answer.text();
}
async function pressed(Digits: string, more: Params = {}, query = about()): Promise<string> {
  const answer = await twilio(`/twilio/voice/answer?${query}`, line({ Digits, ...more }));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/xml')]);
  return await answer.text();
}
const ended = async (CallStatus: string, more: Params = {}): Promise<number> =>
  (await twilio('/twilio/voice/status', line({ CallStatus, ...more }))).status;

const spoken = (twiml: string): readonly string[] =>
  [...twiml.matchAll(/<Say language="[^"]+">([^<]*)<\/Say>/g)].map(([, said = '']) => said);
const actions = (twiml: string): readonly string[] =>
  [...twiml.matchAll(/action="([^"]*)"/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'));
const recorded = async () => (await world.store.database.prisma.answer.findMany()).map(({ personId, answer }) => [personId, answer]);
const receipt = async () => (await world.store.database.prisma.receipt.findUnique({ where: { providerId: 'CA1' } }))?.status;

describe('a call that is answered', () => {
  it('says the alarm twice, waiting for a key each time', async () => {
    const twiml = await answered();
    const alarm = `${HELLO} Нужны люди. Бакай: снос. Где: Жастар 14. Началось в 11:00. Если вы идёте, нажмите 1. Если не можете, нажмите 2.`;
    expect(spoken(twiml)).toEqual([alarm, alarm, 'До свидания.']);
    expect(actions(twiml)).toEqual([`${PUBLIC}/twilio/voice/answer?${about()}`, `${PUBLIC}/twilio/voice/answer?${about('&again=1')}`]);
    expect(twiml).toMatch(/<Hangup\/><\/Response>$/);
  });

  it('speaks English to those who do', async () => {
    expect(spoken(await answered({}, `incident=${incident}&language=en`))[0]).toMatch(
      /^This is Dabyl.* Bakai: demolition\. Where: Zhastar 14\./,
    );
  });

  it('says that it is over once it is, and asks for nothing', async () => {
    await organiser.telegram.press(/Отбой/);
    await world.drain();
    const twiml = await answered();
    expect(spoken(twiml)).toEqual([`${HELLO} Бакай: снос. Всё закончилось в 11:00. Идти не нужно. Спасибо.`]);
    expect(actions(twiml)).toEqual([]);
  });

  it('about nothing says that nobody is needed', async () => {
    for (const query of ['incident=9999&language=ru', 'incident=x', ''])
      expect(spoken(await answered({}, query)), query).toEqual([`${HELLO} Сейчас вас никуда не зовут. Идти не нужно.`]);
  });
});

describe('an answering machine', () => {
  it.each(['machine_start', 'fax'])('hears nothing, and the call is not taken for heard (%s)', async (AnsweredBy) => {
    expect(await answered({ AnsweredBy })).toBe(HANG_UP);
    expect(await receipt()).toBe('machine');
    expect(await ended('completed')).toBe(200);
    expect(await receipt()).toBe('machine');
  });

  it('is not taken for a person, whichever word comes first', async () => {
    expect(await ended('completed')).toBe(200);
    expect(await receipt()).toBe('completed');
    await answered({ AnsweredBy: 'machine_start' });
    expect(await receipt()).toBe('machine');
  });
});

describe('a pressed key', () => {
  it('is an answer like a pressed button, told on the line and nowhere else', async () => {
    const sent = world.twilio.sends.length;
    expect(spoken(await pressed('1'))).toEqual(['Записали: вы идёте. В пути 1, на месте 0. Жастар 14. Спасибо.', 'До свидания.']);
    expect(await recorded()).toEqual([[marat.id, 'coming']]);
    await world.drain();
    await world.advance(10_000);
    expect(world.twilio.sends).toHaveLength(sent);
    expect(organiser.telegram.hears(/Код/)?.text).toMatch(/идут 1 /);
  });

  it.each([
    ['2', 'cant', 'Записали: вы не можете. Спасибо, что ответили.'],
    ['3', 'there', 'Записали: вы на месте. Всего на месте 1, в пути 0. Спасибо.'],
  ])('%s means %s', async (digits, answer, said) => {
    expect(spoken(await pressed(digits))[0]).toBe(said);
    expect(await recorded()).toEqual([[marat.id, answer]]);
  });

  it('that comes again has no second effect, and the same answer', async () => {
    const first = await pressed('1');
    expect(await pressed('1')).toBe(first);
    await pressed('2');
    expect(spoken(await pressed('1'))[0]).toMatch(/^Записали: вы идёте\./);
    expect(await recorded()).toEqual([[marat.id, 'cant']]);
  });

  it('that means nothing repeats the alarm once, and then says goodbye', async () => {
    const once = await pressed('9');
    expect(spoken(once)).toEqual([expect.stringContaining('нажмите 1'), 'До свидания.']);
    expect(actions(once)).toEqual([`${PUBLIC}/twilio/voice/answer?${about('&again=1')}`]);
    const twice = await pressed('9', {}, about('&again=1'));
    expect([spoken(twice), actions(twice)]).toEqual([['До свидания.'], []]);
    expect(spoken(await pressed('1', {}, about('&again=1')))[0]).toMatch(/^Записали: вы идёте/);
  });

  it('after the end is told so, and changes nothing', async () => {
    await organiser.telegram.press(/Отбой/);
    await world.drain();
    expect(spoken(await pressed('1'))[0]).toBe('Всё закончилось в 11:00. Идти не нужно. Спасибо.');
    expect(await recorded()).toEqual([]);
  });

  it('of somebody who was never called, or is not known, counts nowhere', async () => {
    await register(world, { phone: '+77010000003', in: ['shanyrak'] });
    for (const To of ['+77010000003', '+77010000009']) {
      expect(spoken(await pressed('1', { To, CallSid: `CA${To}` }))[0]).toBe('Сейчас вас никуда не зовут. Идти не нужно.');
    }
    expect(spoken(await pressed('1', {}, about('', '9999')))[0]).toBe('Сейчас вас никуда не зовут. Идти не нужно.');
    expect(await recorded()).toEqual([]);
  });

  it('of somebody who stopped is heard, and their phone stays closed', async () => {
    await marat.sms.text('ТОҚТАТ');
    await world.drain();
    const sent = world.twilio.sends.length;
    expect(spoken(await pressed('1'))[0]).toMatch(/^Записали: вы идёте/);
    await world.drain();
    expect(world.twilio.sends).toHaveLength(sent);
    expect(await world.store.database.prisma.contact.count({ where: { state: 'stopped' } })).toBe(1);
  });
});

describe('a whole call', () => {
  /** Has Twilio call, and lets the call take its course. */
  async function call(): Promise<readonly string[]> {
    const { twilio: account, publicUrl = '' } = world.config;
    if (!account?.voice) throw new Error('nobody calls');
    const channel = openVoiceChannel(account, { ...account.voice.numbers[0], callsPerSecond: account.voice.callsPerSecond }, publicUrl);
    const outgoing = { op: 'call', address: MARAT, incident, language: 'kk', validForMs: 600_000 } as const;
    const sent = await channel.send(outgoing, new AbortController().signal);
    const sid = world.twilio.voiceCalls[0]?.sid ?? '';
    expect(sent).toEqual({ kind: 'accepted', providerId: sid });
    expect(await channel.lookUp?.(outgoing, world.clock.now(), new AbortController().signal)).toEqual([sid]);
    await world.advance(120_000);
    expect(world.twilio.voiceErrors).toEqual([]);
    // By now the ladder has rung up as well.
    expect(await channel.lookUp?.(outgoing, world.clock.now() - 120_000, new AbortController().signal)).toContain(sid);
    return marat.sms.calls[0]?.heard.map(({ text }) => text) ?? [];
  }
  const end = async () => {
    const providerId = world.twilio.voiceCalls[0]?.sid ?? '';
    return (await world.store.database.prisma.receipt.findUnique({ where: { providerId } }))?.status;
  };
  const alarm = expect.stringMatching(/^Это Дабыл, ваши соседи\. Нужны люди\. Бакай: снос\..*нажмите 1/);

  it('is heard, and answered with a key', async () => {
    marat.sms.voice = { kind: 'answers', presses: '1' };
    expect(await call()).toEqual([alarm, 'Записали: вы идёте. В пути 1, на месте 0. Жастар 14. Спасибо.', 'До свидания.']);
    expect([await recorded(), await end()]).toEqual([[[marat.id, 'coming']], 'completed']);
  });

  it('is said once more to somebody who presses a wrong key, or none', async () => {
    marat.sms.voice = { kind: 'answers', presses: '72' };
    expect(await call()).toEqual([alarm, alarm, 'Записали: вы не можете. Спасибо, что ответили.', 'До свидания.']);
    expect(await recorded()).toEqual([[marat.id, 'cant']]);
  });

  it('ends by itself where no key is pressed', async () => {
    marat.sms.voice = { kind: 'answers' };
    expect(await call()).toEqual([alarm, alarm, 'До свидания.']);
    expect([await recorded(), await end()]).toEqual([[], 'completed']);
  });

  it.each(['machine', 'busy', 'no-answer', 'failed'] as const)('says nothing to nobody (%s)', async (kind) => {
    marat.sms.voice = { kind };
    expect(await call()).toEqual([]);
    expect(await end()).toBe(kind);
  });
});

describe('what is forged, malformed or not there', () => {
  const routes = () => [`/twilio/voice/call?${about()}`, `/twilio/voice/answer?${about()}`, '/twilio/voice/status'];

  it('is refused: a wrong signature, none, or one over another address or other parameters', async () => {
    const params = line({ Digits: '1', CallStatus: 'completed', AnsweredBy: 'machine_start' });
    for (const path of routes()) {
      const right = world.twilio.sign(PUBLIC + path, params);
      expect((await twilio(path, params, 'bm9uc2Vuc2U=')).status).toBe(403);
      expect((await twilio(path, params, '')).status).toBe(403);
      expect((await twilio(path, { ...params, To: '+77010000003' }, right)).status).toBe(403);
      expect((await twilio(`${path}${path.includes('?') ? '&' : '?'}x=1`, params, right)).status).toBe(403);
      expect(await (await twilio(path, params, '')).text()).toBe('');
    }
    expect([await recorded(), await receipt()]).toEqual([[], undefined]);
  });

  it('is answered clearly: not a form, too large', async () => {
    for (const path of routes()) {
      expect((await post(path, '{}', { 'content-type': 'application/json' })).status).toBe(400);
      expect((await post(path, 'Digits=1', { 'content-type': 'text/plain' })).status).toBe(400);
      expect((await post(path, `Digits=${'1'.repeat(2_000_000)}`, form)).status).toBe(413);
    }
  });

  it('is understood where something is missing', async () => {
    expect(await ended('')).toBe(200);
    expect((await twilio('/twilio/voice/status', {})).status).toBe(200);
    const nobody = await twilio(`/twilio/voice/answer?${about('&again=1')}`, { Digits: '1' });
    expect([nobody.status, spoken(await nobody.text())]).toEqual([200, ['До свидания.']]);
  });

  it('is signed over the public URL with its path, whether the proxy strips it or leaves it', async () => {
    const params = line({ Digits: '1' });
    const path = `/twilio/voice/answer?${about()}`;
    const headers = { ...form, 'x-twilio-signature': world.twilio.sign(PUBLIC + path, params) };
    const answer = await post(`/dabyl${path}`, new URLSearchParams(params).toString(), headers);
    expect([answer.status, spoken(await answer.text())[0]]).toEqual([200, expect.stringContaining('вы идёте')]);
  });
});

describe('without a number that calls', () => {
  it('there is no lane for calls, and nothing to ask', async () => {
    const mute = await startWorld();
    try {
      const path = `/twilio/voice/call?${about()}`;
      const headers = { ...form, 'x-twilio-signature': mute.twilio.sign(PUBLIC + path, line()) };
      expect((await fetch(mute.url + path, { method: 'POST', body: new URLSearchParams(line()), headers })).status).toBe(404);
      const { lanes } = (await (await fetch(`${mute.url}/health`)).json()) as { lanes: readonly { lane: string }[] };
      expect(lanes.map(({ lane }) => lane)).toEqual(['telegram', 'sms']);
    } finally {
      await mute.stop();
    }
  });
});
