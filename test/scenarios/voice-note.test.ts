import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../src/emulators/telegram/chat.ts';
import type { TelegramPhone } from '../../src/emulators/telegram/phone.ts';
import type { SmsPhone } from '../../src/emulators/twilio/phone.ts';
import type { Dialled, RecordEnd } from '../../src/emulators/twilio/voice/handset.ts';
import { register, type Someone } from '../support/people.ts';
import { SMS_FROM, startWorld, type World } from '../support/world.ts';

const MARAT = '+77010000002';
const STRANGER = '+77010000009';
const HOUR = 60 * 60_000;

let world: World;
let organiser: Someone;
let marat: Someone;
beforeAll(async () => {
  world = await startWorld({ env: { TWILIO_VOICE_FROM: SMS_FROM } });
});
afterAll(() => world.stop());
beforeEach(async () => {
  organiser = await register(world, { telegram: 1, role: 'organiser' });
  marat = await register(world, { phone: MARAT });
});
afterEach(async () => {
  expect(world.twilio.voiceErrors).toEqual([]);
  await world.renew();
});

/** Calls, presses the keys, and listens until the tone. */
async function untilTone(phone: SmsPhone, keys: string): Promise<Dialled> {
  const call = phone.dial();
  await call.answered;
  for (const key of keys) await call.press(key);
  await world.advance(8_000);
  return call;
}
async function speaks(phone = marat.sms, keys = '0', end: RecordEnd = '#'): Promise<Dialled> {
  const call = await untilTone(phone, keys);
  await call.record(20, end);
  return call;
}
const notes = (phone: TelegramPhone): readonly ChatMessage[] => phone.messages.filter(({ voice }) => voice);
const kept = () => world.store.database.prisma.recording.findMany();
/** Something was spoken, and all of it is done: heard by organisers, and gone at Twilio. */
const done = () =>
  world.until(async () => {
    const all = await kept();
    return all.length > 0 && all.every(({ state }) => state === 'done');
  });

describe('a spoken message', () => {
  it('reaches organisers as a voice note, and is gone at Twilio', async () => {
    const elsewhere = await register(world, { telegram: 2, role: 'organiser', in: ['shanyrak'] });
    const call = await speaks();
    const [sid = ''] = world.twilio.recordings.keys();
    await world.until(() => call.status === 'completed');
    expect(call.heard.map(({ text }) => text).slice(-3)).toEqual([
      'Говорите после сигнала: где вы и что происходит. Потом нажмите решётку или положите трубку.',
      'Спасибо. Передадим организаторам.',
      'До свидания.',
    ]);
    await done();
    await world.drain();
    const [note] = notes(organiser.telegram);
    expect([note?.text, note?.voice?.type]).toEqual(['🎙 Бакай: нам позвонили и оставили сообщение. Послушайте.', 'audio/mpeg']);
    expect(note?.voice?.bytes.subarray(4).toString()).toBe(sid);
    expect(notes(organiser.telegram)).toHaveLength(1);
    expect(notes(elsewhere.telegram)).toEqual([]);
    expect(world.twilio.recordings.size).toBe(0);
    expect(world.telegram.sends.filter(({ method }) => method === 'sendVoice')).toHaveLength(1);
  });

  it('cannot be heard by whoever has the database without the keys, and a day later not at all', async () => {
    await speaks(marat.sms, '0', 'hangup');
    await done();
    const [recording] = await kept();
    expect(Buffer.from(recording?.audioSealed ?? []).includes(recording?.sid ?? '')).toBe(false);
    world.clock.jump(25 * HOUR);
    await world.advance(10_000);
    expect(await kept()).toEqual([]);
  });

  it('of a stranger is for the neighbourhood that they choose', async () => {
    const there = await register(world, { telegram: 2, role: 'organiser', in: ['shanyrak-1'], language: 'kk' });
    await speaks(world.twilio.phone(STRANGER), '202');
    await done();
    await world.drain();
    expect(notes(there.telegram).map(({ text }) => text)).toEqual(['🎙 Шаңырақ-1: бізге қоңырау шалып, хабар қалдырды. Тыңдаңыз.']);
    expect(notes(organiser.telegram)).toEqual([]);
  });

  it('is not asked for where nobody would hear it', async () => {
    const aigul = await register(world, { phone: STRANGER, in: ['shanyrak-1'] });
    const call = aigul.sms.dial();
    await call.answered;
    await call.press('0');
    expect(call.heard.at(-1)?.text).toMatch(/^Позвоните ещё раз и нажмите 1 или 2/);
  });

  it('that was not spoken is none', async () => {
    const call = await untilTone(marat.sms, '0');
    await world.until(() => call.status === 'completed');
    expect(call.heard.at(-1)?.text).toMatch(/^Позвоните ещё раз/);
    expect(await kept()).toEqual([]);
  });
});

describe('when something is away', () => {
  it('is fetched, and deleted, once Twilio answers again', async () => {
    let closed = true;
    world.twilio.fault = (method) => (closed && method.startsWith('recordings') ? { kind: 'status', status: 503 } : undefined);
    await speaks();
    await world.advance(60_000);
    expect([notes(organiser.telegram), world.twilio.recordings.size]).toEqual([[], 1]);
    closed = false;
    await done();
    await world.drain();
    expect([notes(organiser.telegram).length, world.twilio.recordings.size]).toEqual([1, 0]);
  });

  it('is given up after an hour where Twilio has none', async () => {
    await world.twilio.postInbound('/twilio/voice/recording?slug=bakai', {
      RecordingSid: `RE${'0'.repeat(32)}`,
      RecordingStatus: 'completed',
    });
    await world.advance(HOUR / 2);
    expect(await kept()).toHaveLength(1);
    await world.advance(HOUR);
    expect([await kept(), notes(organiser.telegram)]).toEqual([[], []]);
  });

  it('is sent once Telegram takes messages again, an hour later', async () => {
    world.telegram.fault = (method) => (method === 'sendVoice' ? { kind: 'status', status: 502 } : undefined);
    await speaks();
    await done();
    await world.advance(HOUR);
    world.telegram.fault = undefined;
    await world.drain();
    expect(notes(organiser.telegram)).toHaveLength(1);
  });

  it('is fetched by the process that starts after a stop', async () => {
    world.twilio.fault = (method) => (method.startsWith('recordings') ? { kind: 'status', status: 503 } : undefined);
    await speaks();
    await world.restart({});
    world.twilio.fault = undefined;
    await done();
    await world.drain();
    expect(notes(organiser.telegram)).toHaveLength(1);
  });
});

describe('what Twilio says of a recording', () => {
  const sid = `RE${'a'.repeat(32)}`;
  const tell = async (params: Readonly<Record<string, string>>, signature: 'right' | 'wrong' | 'none' = 'right', slug = 'bakai') =>
    (await world.twilio.postInbound(`/twilio/voice/recording?slug=${slug}`, params, { signature })).status;

  it('counts once, and only where it is signed, complete and ours', async () => {
    const params = { RecordingSid: sid, RecordingStatus: 'completed', CallSid: 'CA1' };
    expect([await tell(params, 'wrong'), await tell(params, 'none')]).toEqual([403, 403]);
    expect(await tell({ ...params, RecordingStatus: 'absent' })).toBe(200);
    expect(await tell({ ...params, RecordingSid: '../x' })).toBe(200);
    expect(await tell(params, 'right', '')).toBe(200);
    expect(await kept()).toEqual([]);
    expect([await tell(params), await tell(params)]).toEqual([200, 200]);
    expect(await kept()).toHaveLength(1);
  });

  it('leaves nothing of it in the log', async () => {
    await speaks();
    await done();
    await world.drain();
    expect(world.log.join('')).not.toMatch(/7010000002|bakai|RE[0-9a-f]{32}/);
  });
});

describe('too many messages', () => {
  const full = /Сейчас мы не можем записать ваши слова/;
  /** Calls, presses the keys, and hangs up. Returns whether they were let speak. */
  async function asksToSpeak(phone: SmsPhone, keys: string): Promise<boolean> {
    const call = phone.dial();
    await call.answered;
    for (const key of keys) await call.press(key);
    await world.until(() => call.heard.some(({ text }) => full.test(text) || /после сигнала/.test(text)));
    await call.hangUp();
    return !call.heard.some(({ text }) => full.test(text));
  }

  it('of one stranger, and of all strangers together, are refused aloud; members and other neighbourhoods go on', async () => {
    await register(world, { telegram: 2, role: 'organiser', in: ['shanyrak-1'] });
    const stranger = world.twilio.phone(STRANGER);
    for (const may of [true, true, false]) expect(await asksToSpeak(stranger, '201')).toBe(may);
    // As if others had spoken.
    const hour = Math.floor(world.clock.now() / HOUR);
    const data = [2, 3, 4, 5, 6].map((n) => ({ key: `spoken:strangers:bakai:${hour}:${n}`, at: new Date(world.clock.now()) }));
    await world.store.database.prisma.inbound.createMany({ data, skipDuplicates: true });
    const another = world.twilio.phone('+77019990002');
    expect(await asksToSpeak(another, '201')).toBe(false);
    expect(await asksToSpeak(world.twilio.phone('+77019990003'), '202')).toBe(true);
    expect(await asksToSpeak(marat.sms, '0')).toBe(true);
  });
});
