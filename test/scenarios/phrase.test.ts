import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeWav } from '../../src/channels/audio/wav.ts';
import type { Phrase } from '../../src/domain/phrase.ts';
import { encodePress } from '../../src/domain/press.ts';
import { voiceNote } from '../../src/emulators/telegram/voice-note.ts';
import type { Heard } from '../../src/emulators/twilio/voice/handset.ts';
import { phrasesOf } from '../../src/locales/phrases.ts';
import { createRenderer } from '../../src/locales/render.ts';
import { loadAtlas } from '../../src/store/atlas.ts';
import { createOrganisers } from '../../src/store/organiser.ts';
import { createPhrases } from '../../src/store/phrase.ts';
import { buttons, register, type Someone, texts } from '../support/people.ts';
import { SMS_FROM, startWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;
const HELLO = 'Бұл Дабыл, көршілеріңіз.';

let world: World;
let phrases: readonly Phrase[];
let keeper: Someone;
let organiser: Someone;
const store = () => createPhrases(world.store.cipher);
const prisma = () => world.store.database.prisma;

beforeAll(async () => {
  world = await startWorld({ twoWay: false, env: { TWILIO_VOICE_FROM: SMS_FROM } });
  const atlas = await world.store.database.transaction(loadAtlas);
  phrases = phrasesOf(
    atlas,
    createRenderer(() => atlas, 'Asia/Almaty'),
  );
  keeper = await register(world, { telegram: 1, name: 'Keeper', role: 'resident', in: ['shanyrak-2'] });
  await world.store.database.transaction((tx) => createOrganisers(world.store.cipher).makeKeeper(tx, keeper.id));
  organiser = await register(world, { telegram: 2, name: 'Organiser', role: 'organiser', in: ['bakai'] });
});
afterAll(() => world.stop());
afterEach(() => expect(world.twilio.voiceErrors).toEqual([]));

const idOf = (words: string): string => phrases.find((phrase) => phrase.words === words)?.id ?? expect.fail(words);
const audit = async () => (await prisma().audit.findMany({ orderBy: { seq: 'asc' } })).map(({ action, subject }) => `${action} ${subject}`);

/** Everything but the given phrases is recorded. */
async function recordAll(but: readonly string[] = []): Promise<void> {
  const audioSealed = world.store.cipher.sealBytes('phrase.audio', writeWav(new Float32Array(800), 8_000));
  const at = new Date(world.clock.now());
  const data = phrases.filter((phrase) => !but.includes(phrase.words)).map(({ id }) => ({ id, personId: keeper.id, audioSealed, at }));
  await prisma().phrase.deleteMany();
  await prisma().phrase.createMany({ data });
}

/** What was heard: words in Kazakh where they were played, and otherwise in which language. */
function words(heard: readonly Heard[]): readonly string[] {
  return heard.map(({ verb, language, text }) => {
    const id = /\/phrase\/([0-9a-f]+)\//.exec(text)?.[1];
    return verb === 'Play' ? (phrases.find((phrase) => phrase.id === id)?.words ?? text) : `${language}: ${text}`;
  });
}

describe('/record', () => {
  it('shows a keeper what is missing, keeps a voice note as WAV, plays it back, and goes on to the next', async () => {
    await keeper.telegram.send('/record');
    await world.drain();
    expect(keeper.telegram.hears(new RegExp(`записано 0 из ${phrases.length}`))).toBeDefined();
    expect(keeper.telegram.hears('« Бұл Дабыл, көршілеріңіз. »')?.text).toMatch(/^🎙 1 \//);
    await keeper.telegram.speak(voiceNote(2), 2);
    await world.drain();
    expect(keeper.telegram.hears(/✅ Сохранено: 1 \//)).toBeDefined();
    const id = idOf(HELLO);
    const kept = Buffer.from((await store().open(prisma(), id)) ?? []);
    expect([kept.toString('latin1', 0, 4), kept.readUInt32LE(24)]).toEqual(['RIFF', 8_000]);
    // Sealed at rest.
    const row = await prisma().phrase.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.audioSealed).includes(kept.subarray(0, 40))).toBe(false);
    await keeper.telegram.press('▶ Прослушать');
    await world.drain();
    expect(keeper.telegram.messages.findLast(({ voice }) => voice)?.voice?.bytes).toEqual(kept);
    await keeper.telegram.press('⏭ Следующее незаписанное');
    await world.drain();
    expect(keeper.telegram.hears('« Адам керек. »')).toBeDefined();
    expect(await audit()).toEqual([`record-phrase phrase:${id}`]);
  });

  it('replaces what is sent again, takes WAV and MP3 files as they are, and deletes', async () => {
    const id = idOf('Адам керек.');
    const wav = Buffer.from(writeWav(new Float32Array(4_000), 8_000));
    const mp3 = Buffer.from([0xff, 0xfb, 0x90, 0x00, 1, 2, 3]);
    const kept = async () => Buffer.from((await store().open(prisma(), id)) ?? []);
    await keeper.telegram.sendFile(wav, 'audio/x-wav');
    expect(await kept()).toEqual(wav);
    // What comes unasked may be an alarm, and replaces nothing.
    await keeper.telegram.sendFile(mp3, 'audio/mpeg', 2);
    await world.drain();
    expect(await kept()).toEqual(wav);
    await keeper.telegram.press('🔁 Записать ещё раз');
    await keeper.telegram.sendFile(mp3, 'audio/mpeg', 2);
    await world.drain();
    expect(await kept()).toEqual(mp3);
    await keeper.telegram.press('🔁 Записать ещё раз');
    await world.drain();
    expect(buttons(keeper.telegram, /« Адам керек. »/)).toContain('🗑 Удалить');
    await keeper.telegram.press('🗑 Удалить');
    await world.drain();
    expect(await kept()).toEqual(Buffer.alloc(0));
    expect((await audit()).at(-1)).toBe(`drop-phrase phrase:${id}`);
  });

  it('says why something cannot be kept, and keeps nothing', async () => {
    const before = await prisma().phrase.count();
    await keeper.telegram.speak(voiceNote(1), 25);
    await world.drain();
    expect(texts(keeper.telegram).at(-1)).toMatch(/короче/);
    await keeper.telegram.sendFile(Buffer.alloc(1_000_001), 'audio/wav', 3);
    await world.drain();
    expect(texts(keeper.telegram).at(-1)).toMatch(/слишком большой/);
    await keeper.telegram.sendFile(Buffer.from('%PDF-1.7'), 'application/pdf');
    await world.drain();
    expect(texts(keeper.telegram).at(-1)).toMatch(/нечего слушать/);
    world.telegram.fault = (method) => (method === 'getFile' ? { kind: 'status', status: 502, body: 'Bad Gateway' } : undefined);
    await keeper.telegram.speak(voiceNote(1), 1);
    await world.drain();
    world.telegram.fault = undefined;
    expect(texts(keeper.telegram).at(-1)).toMatch(/ещё раз/);
    expect(await prisma().phrase.count()).toBe(before);
  });

  it('lets an organiser record the names of their neighbourhoods alone', async () => {
    await organiser.telegram.send('/record');
    await world.drain();
    expect(organiser.telegram.hears(/« Бақай »/)?.text).toMatch(/^🎙 1 \/ 1/);
    const foreign = idOf('Адам керек.');
    for (const kind of ['record-again', 'record-drop', 'record-hear'] as const) {
      await organiser.telegram.pressData(encodePress({ kind, phrase: foreign }));
    }
    await organiser.telegram.speak(voiceNote(1), 1);
    await world.drain();
    expect(await prisma().phrase.count({ where: { id: foreign } })).toBe(0);
    expect((await audit()).at(-1)).toBe(`record-name phrase:${idOf('Бақай')}`);
    await organiser.telegram.press('⏭ Следующее незаписанное');
    await world.drain();
    expect(texts(organiser.telegram).at(-1)).toMatch(/^✅ Всё, что нужно от вас/);
  });

  it('is nothing for a resident, and nobody else’s voice is fetched', async () => {
    const resident = await register(world, { telegram: 3, role: 'resident', in: ['shanyrak-2'] });
    await resident.telegram.send('/record');
    const fetched = world.telegram.calls.get('getFile');
    await resident.telegram.speak(voiceNote(1), 1);
    await resident.telegram.pressData(encodePress({ kind: 'record-drop', phrase: idOf('Бақай') }));
    await world.drain();
    expect(texts(resident.telegram)[0]).toMatch(/только организаторы/);
    expect(world.telegram.calls.get('getFile')).toBe(fetched);
    expect(await prisma().phrase.count({ where: { id: idOf('Бақай') } })).toBe(1);
  });
});

describe('the address of a recording', () => {
  it('is served to whoever has it, with its type, and to nobody who guesses', async () => {
    await recordAll();
    const call = world.twilio.phone('+77019990001').dial();
    await world.until(() => call.heard.length > 0);
    await call.hangUp();
    const url = call.heard[0]?.text.replace('http://localhost/dabyl', world.url) ?? '';
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      ...[200, 'audio/wav', 'max-age=86400, immutable'],
    ]);
    const [mark = ''] = url.split('/').slice(-1);
    for (const guess of [url.replace(mark, '0'.repeat(32)), url.slice(0, -1), url.replace(/phrase\/\w/, 'phrase/z')]) {
      expect((await fetch(guess)).status).toBe(404);
    }
    // Another recording has another address.
    await world.store.database.transaction((tx) => store().keep(tx, idOf(HELLO), keeper.id, voiceNote(1), world.clock.now() + 1));
    expect((await fetch(url)).status).toBe(404);
  });
});

describe('a call that we make', () => {
  async function callsDina(number: string): Promise<readonly string[]> {
    const dina = await register(world, { phone: number, language: 'kk', in: ['bakai'] });
    world.twilio.phone(number).voice = { kind: 'answers', presses: '1' };
    await organiser.telegram.send(`бакай снос ${number.slice(-2)} Жастар новый`);
    await world.until(() => dina.sms.calls.some(({ status }) => status === 'completed'));
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();
    return words(dina.sms.calls[0]?.heard ?? []);
  }

  it('is Kazakh once everything is recorded that it needs; only the typed place is Russian', async () => {
    await recordAll(phrases.filter(({ use }) => use === 'hotline').map((phrase) => phrase.words));
    const heard = await callsDina('+77010000021');
    expect(heard.slice(0, 6)).toEqual(['Бұл Дабыл, көршілеріңіз.', 'Адам керек.', 'Бақай', 'үй бұзу', 'Қай жерде:', 'ru-RU: 21 Жастар']);
    expect(heard).toContain('Барсаңыз, 1 басыңыз. Бара алмасаңыз, 2 басыңыз.');
    const answered = ['Белгіледік: сіз барасыз. Жолда', 'бір', 'сол жерде', 'нөл', 'ru-RU: 21 Жастар', 'Рахмет.', 'Сау болыңыз.'];
    expect(heard.slice(-answered.length)).toEqual(answered);
  });

  it('is Russian as a whole while one phrase is missing', async () => {
    await recordAll(['елу']);
    const heard = await callsDina('+77010000022');
    expect(heard.every((said) => said.startsWith('ru-RU: '))).toBe(true);
    expect(heard[0]).toMatch(/Это Дабыл, ваши соседи\. Нужны люди\. Бакай: снос\./);
  });
});

describe('the hotline', () => {
  it('is Kazakh for a member, menus and all, when their neighbourhoods’ names are recorded, whatever others lack', async () => {
    await recordAll(['Шаңырақ-2']);
    const dina = await register(world, { phone: '+77010000031', language: 'kk', in: ['bakai'] });
    const call = dina.sms.dial();
    await world.until(() => call.heard.length >= 2);
    await call.press('4');
    await world.until(() => call.status === 'completed');
    expect(words(call.heard).every((said) => !said.startsWith('ru'))).toBe(true);
    expect(words(call.heard).slice(-2)).toEqual(['Аман екеніңіз жақсы. Ұйымдастырушыларға айтамыз.', 'Сау болыңыз.']);
    await world.drain();
  });

  it('says to one who presses nothing in Kazakh, too, what to do', async () => {
    await recordAll();
    const call = world.twilio.phone('+77010000032').dial();
    await world.advance(3 * MINUTE);
    expect(words(call.heard).slice(0, 4)).toEqual([
      ...['Бұл Дабыл, көршілеріңіз.', 'Қазақша: 1.', 'ru-RU: По-русски: 2.', 'en-US: For English, press 3.'],
    ]);
    const second = world.twilio.phone('+77010000032').dial();
    await world.until(() => second.heard.length >= 4);
    await second.press('1');
    await world.until(() => second.heard.length >= 5);
    await second.press('2');
    await world.until(() => second.heard.length >= 14);
    expect(words(second.heard).slice(4, 9)).toEqual([expect.stringMatching(/^Полиция немесе/), 'Қай жерде?', 'Бақай', 'бір', 'басыңыз.']);
    await second.press('7');
    await world.advance(3 * MINUTE);
    expect(words(second.heard).at(-1)).toMatch(/^Қайта қоңырау шалып, цифрды басыңыз/);
  });

  it('is Russian from its first word for a stranger while one of the names is missing', async () => {
    await recordAll(['Шаңырақ-2']);
    const call = world.twilio.phone('+77010000033').dial();
    await world.until(() => call.heard.length >= 4);
    await call.press('1');
    await world.until(() => call.heard.length >= 5);
    await call.hangUp();
    expect(words(call.heard)).toEqual(expect.arrayContaining(['ru-RU: Это Дабыл, ваши соседи.', 'ru-RU: Казакша: 1.']));
    expect(words(call.heard).some((said) => !/^(ru-RU|en-US): /.test(said))).toBe(false);
  });
});

describe('somebody who leaves', () => {
  it('takes their voice with them', async () => {
    await recordAll();
    await keeper.telegram.send('/leave');
    await world.drain();
    await keeper.telegram.press(/Выйти/);
    await world.drain();
    expect(await prisma().phrase.count()).toBe(0);
  });
});
