import { execFile } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stampOf } from '../../src/domain/evidence.ts';
import type { Answer } from '../../src/domain/headcount.ts';
import { createEvidence } from '../../src/store/evidence.ts';
import { createOrganisers } from '../../src/store/organiser.ts';
import { createPeople } from '../../src/store/person.ts';
import { createSkills } from '../../src/store/skill.ts';
import { box, film, jpeg, ogg, SECRET } from '../domain/media/files.ts';
import { buttons, type Registered, register, type Someone, texts } from '../support/people.ts';
import { COMPILED } from '../support/process.ts';
import { startWorld, type World } from '../support/world.ts';

// One city and one siege in it; the stories run one after the other.
const MB = 1024 * 1024;
const HOUR = 60 * 60_000;
let world: World;
let organiser: Someone;
let aigul: Someone;
let far: Someone;
let id: bigint;
beforeAll(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, role: 'organiser' });
  aigul = await register(world, { telegram: 2, phone: '+77010000002' });
  far = await register(world, { telegram: 4 });
  await act(organiser.telegram.send('бакай снос Жастар 14'));
  ({ id } = await prisma().incident.findFirstOrThrow());
  await act(aigul.telegram.press('✋ На месте'), far.telegram.press('✖ Не могу'));
  await world.advance(5_000);
});
afterAll(() => world.stop());

const prisma = () => world.store.database.prisma;
const store = () => createEvidence(world.store.cipher);
/** Until all that was sent is fetched, and everybody has heard what they were to hear. */
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.until(async () => (await prisma().evidence.count({ where: { state: { in: ['waiting', 'fetched'] } } })) === 0);
  await world.drain();
}
const last = ({ telegram }: Someone) => texts(telegram).at(-1);
const said = ({ telegram }: Someone, wanted: RegExp) => texts(telegram).filter((text) => wanted.test(text)).length;
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const newest = () => prisma().evidence.findFirstOrThrow({ orderBy: { id: 'desc' } });
const kept = () => prisma().evidence.count({ where: { state: 'kept' } });
const audited = async (action: string) =>
  (await prisma().audit.findMany({ where: { action }, orderBy: { seq: 'asc' } })).map(({ rank, personId, subject }) => [
    rank,
    personId,
    subject,
  ]);
let chats = 50;
async function comer(answer: Answer | undefined, more: Registered = {}): Promise<Someone> {
  const someone = await register(world, { telegram: ++chats, ...more });
  if (answer) await prisma().answer.create({ data: { incidentId: id, personId: someone.id, answer, at: new Date(world.clock.now()) } });
  if (answer) await prisma().report.create({ data: { incidentId: id, personId: someone.id, at: new Date(world.clock.now()) } });
  return someone;
}
/** A picture that no other is like. */
let pictures = 0;
const picture = (): Buffer => Buffer.concat([jpeg(), Buffer.from(`${++pictures}`)]);

describe('a photo from somebody who is there', () => {
  const original = picture();

  it('is kept sealed, stands in the timeline with its hash, and its sender has a receipt with the time and the hash', async () => {
    await act(aigul.telegram.share('photo', original, { caption: 'Секретная подпись' }));
    const hash = hashOf(original);
    expect(last(aigul)).toMatch(
      new RegExp(`^✅ Сохранено файлов: 1\\. Время: 11:00\\. Контрольный код: ${hash.slice(0, 8)}\n.*копию.*\nСохраните`),
    );
    const row = await newest();
    expect(row).toMatchObject({ incidentId: id, personId: aigul.id, state: 'kept', size: original.length, medium: 'photo' });
    const session = await world.store.database.session(() => {});
    expect((await store().openOriginal(session, row.id))?.equals(original)).toBe(true);
    await session.end();
    const piece = await store().get(prisma(), row.id);
    expect(piece?.details).toMatchObject({ caption: 'Секретная подпись', sha256: hash, as: 'photo' });
    // The log binds the very bytes, and says neither which they are nor whose.
    const stamp = stampOf(piece?.details.salt ?? '', hash);
    expect(await audited('keep-evidence')).toEqual([['resident', null, `evidence:${row.id}:${stamp}`]]);
    // Organisers learn of it, once.
    expect(said(organiser, /^📎 Бакай: снос\. Люди присылают/)).toBe(1);
    await act(organiser.telegram.send('/timeline'));
    expect(last(organiser)).toMatch(new RegExp(`1\\. 11:00 📷 фото ${hash.slice(0, 8)} \\(житель\\)`));
    expect(buttons(organiser.telegram, /📜/)).toEqual(['✖ 1', '📎 Фото и видео']);
  });

  it('is opened by an organiser as a copy that shows neither where it was taken nor who sent it', async () => {
    await act(organiser.telegram.press('📎 Фото и видео'));
    expect(last(organiser)).toMatch(/^📎 Бакай: снос\. Прислали: 1\. .*\n1\. 11:00 📷 фото [0-9a-f]{8} \(житель\)\n/);
    await act(organiser.telegram.press('📎 1'));
    const shown = organiser.telegram.messages.at(-1);
    expect(shown?.text).toMatch(/^📎 11:00 · [0-9a-f]{8} \(житель\)\nМесто съёмки/);
    expect(shown?.picture?.filename).toBe('photo.jpg');
    expect(shown?.picture?.bytes.toString()).not.toContain('Жастар');
    expect(shown?.picture?.bytes.length).toBeLessThan(original.length);
    expect(await audited('see-evidence')).toEqual([['organiser', organiser.id, `evidence:${(await newest()).id}`]]);
  });

  it('comes as a file where Telegram takes it for no photo', async () => {
    const body = { ok: false, error_code: 400, description: 'Bad Request: PHOTO_INVALID_DIMENSIONS' };
    world.telegram.fault = (method) => (method === 'sendPhoto' ? { kind: 'status', status: 400, body } : undefined);
    await act(organiser.telegram.press('📎 1'));
    world.telegram.fault = undefined;
    expect(organiser.telegram.messages.at(-1)?.voice?.filename).toBe('photo.jpg');
  });

  it('is opened by the lawyer who is coming, and by nobody else: not by button, nor by forged one, nor by command', async () => {
    const lawyer = await comer('coming');
    await createSkills().change(prisma(), lawyer.id, { add: ['lawyer'], drop: [] });
    await act(lawyer.telegram.send('/evidence'));
    await act(lawyer.telegram.press('📎 1'));
    expect(lawyer.telegram.messages.at(-1)?.picture).toBeDefined();
    const idle = await comer('cant');
    await createSkills().change(prisma(), idle.id, { add: ['lawyer'], drop: [] });
    const elsewhere = await register(world, { telegram: 30, role: 'organiser', in: ['shanyrak-1'] });
    const frozen = await register(world, { telegram: 31, role: 'organiser' });
    await world.store.database.transaction((tx) => createOrganisers(world.store.cipher).freeze(tx, frozen.id, world.clock.now()));
    const stranger = { telegram: world.telegram.person({ id: 32 }) };
    const { id: piece } = await newest();
    const opened = await audited('see-evidence');
    const others = [aigul, far, idle, elsewhere, frozen, stranger];
    await act(
      ...others.flatMap(({ telegram }) => [
        telegram.send('/evidence'),
        telegram.pressData(`ev:${piece}`),
        telegram.pressData(`el:${id}:0`),
      ]),
    );
    await world.drain();
    for (const { telegram } of others) {
      expect(texts(telegram).join()).not.toMatch(/Прислали|📎/);
      expect(telegram.messages.every((message) => message.picture === undefined)).toBe(true);
    }
    expect(await audited('see-evidence')).toEqual(opened);
  });
});

describe('what else is sent', () => {
  it('an album has one receipt, and each part is kept', async () => {
    const before = await kept();
    const files = [picture(), picture(), picture()];
    await act(...files.map((file) => aigul.telegram.share('photo', file, { album: '77' })));
    expect(await kept()).toBe(before + 3);
    expect(said(aigul, /Сохранено файлов: 3/)).toBe(1);
    expect(said(organiser, /Люди присылают/)).toBe(1);
    expect(last(aigul)).toContain(files.map((file) => hashOf(file).slice(0, 8)).join(', '));
  });

  it.each([
    ['a film', () => aigul.telegram.share('video', film()), 'picture'],
    ['a voice message', () => aigul.telegram.speak(ogg(), 3), 'voice'],
    ['a film as a file', () => aigul.telegram.sendFile(film('qt  '), 'video/quicktime'), 'voice'],
  ] as const)('%s is shown without where it was made', async (_what, send, field) => {
    await act(send());
    await act(organiser.telegram.pressData(`ev:${(await newest()).id}`));
    const file = organiser.telegram.messages.at(-1)?.[field];
    expect(file?.bytes.length).toBeGreaterThan(100);
    expect(file?.bytes.toString()).not.toContain('Жастар');
  });

  it('what cannot be cleaned is kept and not shown, and that is said to both', async () => {
    await act(aigul.telegram.sendFile(box('ftyp', 'heic', SECRET), 'image/heic'));
    expect(last(aigul)).toMatch(/не показываем его никому/);
    const messages = organiser.telegram.messages.length;
    await act(organiser.telegram.pressData(`ev:${(await newest()).id}`));
    expect(organiser.telegram.messages.length).toBe(messages + 1);
    expect(organiser.telegram.messages.at(-1)).toMatchObject({ picture: undefined, voice: undefined });
    expect(last(organiser)).toMatch(/Оригинал хранится запечатанным/);
  });

  it('a link is noted, alone or with a few words, by SMS too, and behind words; a long text is none', async () => {
    await act(aigul.telegram.send('вот видео сноса https://youtu.be/SecretFilm.'));
    expect(last(aigul)).toMatch(/^✅ Ссылку записали\. Время: 11:0\d\./);
    // What is said beside it a person reads.
    expect(last(organiser)).toContain('вот видео сноса');
    await act(aigul.telegram.send('смотрите', [{ type: 'text_link', offset: 0, length: 8, url: 'https://example.org/SecretFilm' }]));
    await act(aigul.sms.text('https://example.net/SecretFilm'));
    expect(aigul.sms.inbox.at(-1)?.body).toMatch(/^Ссылку записали/);
    const links = await prisma().evidence.findMany({ where: { medium: 'link' }, orderBy: { id: 'asc' } });
    const seen = await Promise.all(links.map(async (row) => (await store().get(prisma(), row.id))?.details.link));
    expect(seen).toEqual(['https://youtu.be/SecretFilm', 'https://example.org/SecretFilm', 'https://example.net/SecretFilm']);
    await act(organiser.telegram.pressData(`ev:${links[0]?.id}`));
    expect(last(organiser)).toMatch(/^🔗 .*\nhttps:\/\/youtu\.be\/SecretFilm\n/);
    await act(aigul.telegram.send(`${'слово '.repeat(20)} https://youtu.be/SecretFilm`), far.telegram.send('https://youtu.be/SecretFilm'));
    expect(await prisma().evidence.count({ where: { medium: 'link' } })).toBe(3);
  });
});

describe('what is not kept', () => {
  it('comes from one who has not said that they come, or has to do with no alarm: they hear what to do, and nothing is fetched', async () => {
    const silent = await register(world, { telegram: 40 });
    await prisma().report.create({ data: { incidentId: id, personId: silent.id, at: new Date(world.clock.now()) } });
    await prisma().answer.create({ data: { incidentId: id, personId: silent.id, answer: 'cant', at: new Date(world.clock.now()) } });
    const nobody = await register(world, { telegram: 41, in: ['shanyrak-1'] });
    const stranger = { telegram: world.telegram.person({ id: 42, languageCode: 'ru' }) };
    const fetched = world.telegram.calls.get('getFile');
    const rows = await prisma().evidence.count();
    await act(...[silent, far, nobody, stranger].map(({ telegram }) => telegram.share('photo', picture())));
    for (const someone of [silent, far]) expect(last(someone)).toMatch(/^Это не сохранено\. Сначала нажмите «Иду»/);
    expect(last(nobody)).toMatch(/только во время тревоги/);
    expect(texts(stranger.telegram)).toHaveLength(1);
    expect([await prisma().evidence.count(), world.telegram.calls.get('getFile')]).toEqual([rows, fetched]);
  });

  it('is too large, as its sender’s phone says or as Telegram does: said once for an album, with what to do', async () => {
    const rows = await prisma().evidence.count();
    const big = { size: 21 * MB, album: '78' };
    await act(aigul.telegram.share('video', film(), big), aigul.telegram.share('video', film(), big));
    await act(aigul.telegram.share('video', Buffer.alloc(20 * MB + 1), { size: 1 }));
    expect(said(aigul, /файл слишком большой.* 20 МБ\. .*ссылку/)).toBe(2);
    expect(await prisma().evidence.count()).toBe(rows);
  });

  it('is more than one person sends in an hour', async () => {
    const busy = await comer('there');
    const data = {
      incidentId: id,
      personId: busy.id,
      medium: 'photo',
      rank: 'resident',
      state: 'kept',
      size: 1,
      at: new Date(world.clock.now()),
    };
    const detailsSealed = world.store.cipher.seal('evidence.details', '{"caption":""}');
    await prisma().evidence.createMany({ data: Array.from({ length: 40 }, () => ({ ...data, detailsSealed })) });
    await act(busy.telegram.share('photo', picture()));
    expect(last(busy)).toMatch(/не больше 40 файлов/);
    await prisma().evidence.deleteMany({ where: { personId: busy.id } });
  });

  it('is under an alarm that somebody types beneath a picture: the alarm is raised, and they are told to send it again', async () => {
    const reporter = await register(world, { telegram: 43, in: ['shanyrak-2'], trust: 'trusted' });
    await act(reporter.telegram.share('photo', picture(), { caption: 'шанырак-2 снос Абая 5' }));
    expect(await prisma().incident.count({ where: { slug: 'shanyrak-2', stage: 'open' } })).toBe(1);
    expect(said(reporter, /^Сам файл не сохранён/)).toBe(1);
    await act(reporter.telegram.share('photo', picture()));
    expect(said(reporter, /^✅ Сохранено файлов: 1/)).toBe(1);
  });

  it('is sent from a phone that others hold: to whoever has it, it seems to be', async () => {
    const frozen = await comer('there');
    await world.store.database.transaction((tx) => createOrganisers(world.store.cipher).freeze(tx, frozen.id, world.clock.now()));
    const before = [await prisma().evidence.count(), await prisma().event.count()];
    await act(frozen.telegram.share('photo', picture()));
    expect(last(frozen)).toMatch(/^✅ Сохранено файлов: 1/);
    expect([await prisma().evidence.count(), await prisma().event.count()]).toEqual(before);
  });
});

describe('where there are two alarms', () => {
  it('asks of which it is, once, and loses nothing meanwhile', async () => {
    const both = await comer('there', { in: ['bakai', 'shanyrak-2'] });
    const other = await prisma().incident.findFirstOrThrow({ where: { slug: 'shanyrak-2' } });
    const at = new Date(world.clock.now());
    await prisma().report.create({ data: { incidentId: other.id, personId: both.id, at } });
    await act(both.telegram.share('photo', picture()), both.telegram.share('photo', picture()));
    await act(both.telegram.send('https://youtu.be/SecretFilm'));
    expect(said(both, /^Откуда это\?/)).toBe(1);
    expect(await prisma().evidence.count({ where: { state: 'asked', incidentId: null } })).toBe(3);
    await act(both.telegram.press(/Бакай/));
    expect(await prisma().evidence.count({ where: { personId: both.id, incidentId: id, state: 'kept' } })).toBe(3);
    await act(both.telegram.press(/Шанырак-2/));
    expect(both.telegram.toasts.at(-1)).toMatch(/./);
    expect(await prisma().evidence.count({ where: { incidentId: other.id, personId: both.id } })).toBe(0);
  });
});

describe('when Telegram hands nothing over', () => {
  it('goes on trying, through a restart, keeps it once, and tells the sender after a day that it could not be had', async () => {
    const before = await kept();
    const gone = picture();
    world.telegram.fault = (method) => (method === 'getFile' ? { kind: 'status', status: 500 } : undefined);
    await aigul.telegram.share('photo', gone);
    await world.advance(5_000);
    expect(await prisma().evidence.count({ where: { state: 'waiting' } })).toBe(1);
    await world.restart({});
    world.telegram.fault = undefined;
    await act();
    expect(await kept()).toBe(before + 1);
    expect(said(aigul, new RegExp(hashOf(gone).slice(0, 8)))).toBe(1);
    world.telegram.fault = (method) => (method === 'getFile' ? { kind: 'status', status: 500 } : undefined);
    await aigul.telegram.share('photo', picture());
    await world.advance(2_000);
    // A day in a leap: nothing else is looked at meanwhile.
    await prisma().evidence.updateMany({ where: { state: 'waiting' }, data: { at: new Date(world.clock.now() - 25 * HOUR) } });
    await act();
    world.telegram.fault = undefined;
    expect(last(aigul)).toMatch(/сутки назад \(\d\d:\d\d\), не сохранён: Telegram/);
    expect(await kept()).toBe(before + 1);
  });
});

describe('npm run evidence', () => {
  it('writes the very original for a court, and a text by which anybody can check since when it is here', async () => {
    const original = picture();
    await act(aigul.telegram.share('photo', original, { caption: 'Секретная подпись' }));
    const { id: piece } = await newest();
    const folder = await mkdtemp(join(tmpdir(), 'dabyl-evidence-'));
    const script = join(import.meta.dirname, '../../scripts/evidence.ts');
    const env = { PATH: process.env.PATH, ...COMPILED, DATABASE_URL: world.config.databaseUrl, DATA_DIR: world.config.dataDir };
    await promisify(execFile)(process.execPath, [script, 'export', String(piece), '--to', folder], { env });
    expect((await readFile(join(folder, `evidence-${piece}.jpg`))).equals(original)).toBe(true);
    const text = await readFile(join(folder, `evidence-${piece}.txt`), 'utf8');
    await rm(folder, { recursive: true });
    expect(text).toContain(`SHA-256: ${hashOf(original)}\nBytes: ${original.length}\nSent: 2006-05-1`);
    expect(text).not.toMatch(/Somebody|7701/);
    // As the text says, step by step.
    const [, key = '', stamp] = /under the key ([0-9a-f]{64}) \(hexadecimal\) is ([0-9a-f]{64})/.exec(text) ?? [];
    expect(createHmac('sha256', Buffer.from(key, 'hex')).update(hashOf(original)).digest('hex')).toBe(stamp);
    const entry = await prisma().audit.findFirstOrThrow({ where: { subject: `evidence:${piece}:${stamp}` } });
    expect(text).toContain(`Entry ${entry.seq} of the audit log`);
    expect(text).toContain(`Its hash is ${Buffer.from(entry.hash).toString('hex')}`);
    expect(await audited('export-evidence')).toEqual([['operator', null, `evidence:${piece}`]]);
  });
});

describe('whoever has the database', () => {
  it('reads no byte of it, no caption, no link, no file id, nor a hash; and whoever is erased leaves it without themselves', async () => {
    const gone = await comer('there');
    const file = picture();
    await act(gone.telegram.share('photo', file, { caption: 'Секретная подпись' }));
    const { id: piece } = await newest();
    await world.store.database.transaction((tx) => createPeople(world.store.cipher).erase(tx, gone.id, world.clock.now()));
    expect(await newest()).toMatchObject({ id: piece, personId: null, contactId: null, state: 'kept' });
    const secrets = ['Секретная', 'SecretFilm', 'file-', hashOf(file), hashOf(file).slice(0, 16), 'JFIF', 'Жастар', 'Exif'];
    const client = new Client({ connectionString: world.config.databaseUrl });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
    for (const { name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM "${name}"`);
      const text = rows
        .flatMap((row) => Object.values(row))
        .map((value) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('latin1') + Buffer.from(value).toString() : JSON.stringify(value),
        )
        .join('\n');
      for (const secret of secrets) expect(text?.includes(secret), `${secret} in ${name}`).toBe(false);
    }
    await client.end();
    for (const secret of secrets) expect(world.log.join('').includes(secret), secret).toBe(false);
  });
});
