import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTelegram } from '../../src/emulators/telegram/start.ts';
import { createFakeClock } from '../support/clock.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';
import { COMPILED } from '../support/process.ts';

const HEADER = 'name,language,neighbourhood,role,trust,telegram,phone';

// Otherwise the first script makes them, and says so.
const KEYS = { SEALING_KEYS: `k1:${randomBytes(32).toString('base64')}`, LOOKUP_KEY: randomBytes(32).toString('base64') };

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'dabyl-scripts-'));
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const path = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url));
  const settings = { PATH: process.env.PATH, DATABASE_URL: database.url, DATA_DIR: join(folder, 'data'), ...KEYS, ...COMPILED, ...env };
  return spawn(process.execPath, [path, ...args], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs a script as a person would, with nothing of our own environment. */
async function run(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = start(script, args, env);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { code, stdout, stderr };
}

async function fileOf(content: string): Promise<string> {
  const path = join(folder, 'list.csv');
  await writeFile(path, content);
  return path;
}

async function inDatabase(statements: string): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(statements).finally(() => client.end());
}

const lastLine = ({ stdout }: Ran): unknown => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

describe('npm run residents', () => {
  it('imports a file as spreadsheets save it: the result on standard output, bad lines on standard error', async () => {
    const path = await fileOf(
      `\ufeff${[HEADER, 'Айгүл,kk,bakai,,,1001,', 'Марат,ru,bakai,,,,8701', 'Дана,ru,Бақай,,,,8 701 000 00 02', ''].join('\r\n')}`,
    );
    const first = await run('residents', ['import', path]);
    expect(first).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^imported 2, updated 0, unchanged 0, bad 1, skipped 0, seconds [\d.]+\n$/),
      stderr: 'line 3: phone cannot be read\n',
    });
    const second = await run('residents', ['import', path, '--json']);
    expect(second.code).toBe(0);
    const lines = [{ line: 3, reason: 'phone cannot be read' }];
    expect(lastLine(second)).toEqual({ imported: 0, updated: 0, unchanged: 2, bad: 1, skipped: 0, seconds: expect.any(Number), lines });
    const exported = await run('residents', ['export']);
    expect(exported).toEqual({
      code: 0,
      stdout: `${HEADER}\nАйгүл,kk,bakai,resident,new,1001,\nДана,ru,bakai,resident,new,,+77010000002\n`,
      stderr: '',
    });
    expect(lastLine(await run('residents', ['export', '--json']))).toEqual({ exported: 2 });
  });

  it('ends with 1 for a file that it cannot read', async () => {
    const path = await fileOf(`${HEADER.replaceAll(',', ';')}\nА;kk;bakai;;;1;\n`);
    const stderr = expect.stringMatching(/separated by ';'.*save as CSV with commas/);
    expect(await run('residents', ['import', path])).toMatchObject({ code: 1, stderr });
  });

  it('ends with 1 and a sentence where there is no such file, or no such command', async () => {
    expect(await run('residents', ['import', join(folder, 'none.csv')])).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('no such file'),
    });
    for (const args of [[], ['--what']]) {
      expect(await run('residents', args)).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining('Usage:') });
    }
    const wrong = await run('residents', ['export'], { DATABASE_URL: 'mysql://x' });
    expect(wrong).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining('DATABASE_URL') });
  });

  it('reports the first 200 bad lines, and how many more there are', async () => {
    const bad = Array.from({ length: 250 }, () => 'А,kk,nowhere,,,1,');
    const ran = await run('residents', ['import', await fileOf([HEADER, 'А,kk,bakai,,,1,', ...bad].join('\n')), '--json']);
    expect(ran.code).toBe(0);
    expect(ran.stderr.match(/^line \d+: /gm)).toHaveLength(200);
    expect(ran.stderr).toContain('and 50 more');
    expect(lastLine(ran)).toMatchObject({ imported: 1, bad: 250, lines: { length: 200 } });
  });

  it('waits with an export until an organiser agrees, where two can be asked', async () => {
    const env = { TELEGRAM_BOT_TOKEN: '1:a' };
    const people = ['Болат,ru,bakai,organiser,new,1,', 'Вера,ru,bakai,organiser,new,2,'];
    await run('residents', ['import', await fileOf([HEADER, ...people].join('\n'))]);
    // A bot cannot speak first: nobody can be asked who has never written to it.
    expect(await run('residents', ['export'], env)).toMatchObject({ code: 0, stdout: expect.stringContaining('Болат'), stderr: '' });
    await inDatabase(`UPDATE contact SET heard_at = now()`);
    const decided = (state: string) => inDatabase(`UPDATE request SET state = '${state}' WHERE state = 'waiting'`);
    for (const [state, expected] of [
      ['approved', { code: 0, stdout: expect.stringContaining('Болат') }],
      ['refused', { code: 1, stdout: '' }],
    ] as const) {
      const waiting = start('residents', ['export'], env);
      waiting.stderr.once('data', () => void decided(state));
      const exited = new Promise<number | null>((resolve) => waiting.once('close', resolve));
      expect({ stdout: await text(waiting.stdout), code: await exited }).toEqual(expected);
    }
    expect(await run('residents', ['export', '--alone'], env)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Болат'),
      stderr: '',
    });
  });

  it('exports into a pipe that closes early without complaint', async () => {
    const people = Array.from({ length: 5_000 }, (_, i) => `Somebody with a name of some length,kk,bakai,resident,new,${i + 1},`);
    await run('residents', ['import', await fileOf([HEADER, ...people].join('\n'))]);
    const child = start('residents', ['export']);
    const exited = new Promise((resolve) => child.once('close', resolve));
    // What `| head -n 1` does: it reads the first piece, and is gone.
    child.stdout.once('data', () => child.stdout.destroy());
    expect([await text(child.stderr), await exited]).toEqual(['', 0]);
  });
});

describe('npm run organiser', () => {
  it('prints a link to the bot', async () => {
    const clock = createFakeClock();
    const telegram = await startTelegram({ clock, token: '1:a', messagesPerSecond: 0 });
    const { username } = await (await fetch(`${telegram.url}/bot1:a/getMe`))
      .json()
      .then((answer) => (answer as { result: { username: string } }).result);
    const ran = await run('organiser', ['invite', '--neighbourhood', 'bakai', '--json'], {
      TELEGRAM_BOT_TOKEN: '1:a',
      TELEGRAM_API_ROOT: telegram.url,
    });
    await telegram.stop();
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const link = expect.stringMatching(new RegExp(`^https://t\\.me/${username}\\?start=i_[\\w-]{32}$`));
    expect(lastLine(ran)).toEqual({ link, neighbourhood: 'bakai', expiresAt: expect.stringMatching(/Z$/) });
  });

  it.each([
    ['is not set up', {}],
    ['cannot be reached', { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_API_ROOT: 'http://127.0.0.1:1' }],
  ])('prints it to be filled in where Telegram %s', async (_, env) => {
    const ran = await run('organiser', ['invite', '--neighbourhood', 'Бақай'], env);
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('YOUR_BOT') });
    expect(ran.stdout).toMatch(/^https:\/\/t\.me\/YOUR_BOT\?start=i_[\w-]{32}\n.*bakai.* \d{4}-\d\d-\d\d \d\d:\d\d /);
  });

  it('invites a keeper without a neighbourhood', async () => {
    const ran = await run('organiser', ['invite', '--keeper', '--json']);
    expect(ran.code).toBe(0);
    const link = expect.stringMatching(/start=i_[\w-]{32}$/);
    expect(lastLine(ran)).toEqual({ link, keeper: true, expiresAt: expect.stringMatching(/Z$/) });
    expect((await run('organiser', ['invite', '--keeper'])).stdout).toContain('a keeper');
    expect(await run('organiser', ['invite', '--keeper', '--neighbourhood', 'bakai'])).toMatchObject({ code: 1, stdout: '' });
  });

  it('ends with 1 for a neighbourhood that there is not, and names those that there are', async () => {
    const ran = await run('organiser', ['invite', '--neighbourhood', 'nowhere']);
    expect(ran).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining('almaty, bakai, shanyrak') });
    expect(await run('organiser', ['invite'])).toMatchObject({ code: 1, stderr: expect.stringContaining('Usage:') });
  });
});

describe('npm run audit', () => {
  const verify = (...args: string[]) => run('audit', ['verify', ...args]);
  /** Changes the log as whoever owns the database could. */
  const tamper = (statement: string) =>
    inDatabase(`ALTER TABLE audit DISABLE TRIGGER audit_append_only; ${statement}; ALTER TABLE audit ENABLE TRIGGER audit_append_only`);

  it('verifies the log, and finds what was changed, and cut off at the end', async () => {
    for (const slug of ['bakai', 'shanyrak']) await run('organiser', ['invite', '--neighbourhood', slug]);
    const whole = await verify('--json');
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    const { head } = lastLine(whole) as { head: string };
    expect(lastLine(whole)).toEqual({ ok: true, entries: 2, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await verify()).stdout).toContain(head);

    await tamper(`UPDATE audit SET subject = 'neighbourhood:bakai' WHERE seq = 2`);
    expect(await verify()).toMatchObject({ code: 1, stdout: 'Entry 2 was changed.\n' });
    await tamper(`UPDATE audit SET subject = 'neighbourhood:shanyrak' WHERE seq = 2`);
    await tamper('DELETE FROM audit WHERE seq = 2');
    expect(await verify()).toMatchObject({ code: 0 });
    expect(await verify('--head', head)).toMatchObject({ code: 1, stdout: 'Entry 2 was removed.\n' });
  });

  it('holds imports that changed anything, and exports', async () => {
    const path = await fileOf([HEADER, 'Айгүл,kk,bakai,,,1001,'].join('\n'));
    for (const args of [['import', path], ['import', path], ['export']]) await run('residents', args);
    expect(lastLine(await verify('--json'))).toMatchObject({ ok: true, entries: 2 });
  });

  it('ends with 1 and the usage for anything else', async () => {
    expect(await run('audit', ['verify', '--head', 'x'])).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining('Usage:') });
  });
});

describe('npm run neighbourhoods', () => {
  it('lists each under the one it belongs to', async () => {
    const { code, stdout } = await run('neighbourhoods', []);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^slug .*\nalmaty .*\n {2}bakai .* 43\.2990,76\.8330 {2}shanyrak\n {2}shanyrak .*\n {4}shanyrak-1 /);
    expect(lastLine(await run('neighbourhoods', ['list', '--json']))).toMatchObject({ neighbourhoods: { length: 5 } });
  });

  it('adds one, then changes it', async () => {
    const names = ['--kk', 'Қалқаман', '--ru', 'Калкаман', '--en', 'Kalkaman'];
    const added = await run('neighbourhoods', ['add', '--slug', 'kalkaman', ...names, '--parent', 'almaty', '--next', 'bakai,shanyrak']);
    expect(added).toEqual({ code: 0, stdout: 'added kalkaman\n', stderr: '' });
    const changed = await run('neighbourhoods', ['add', '--slug', 'kalkaman', '--centre', '43.2,76.8', '--json']);
    const expected = {
      names: { kk: 'Қалқаман' },
      parent: 'almaty',
      city: 'Almaty',
      centre: { lat: 43.2, lon: 76.8 },
      next: ['bakai', 'shanyrak'],
    };
    expect(lastLine(changed)).toMatchObject({ result: 'changed', neighbourhood: expected });
  });

  it('ends with 1 and changes nothing when something is wrong', async () => {
    const ran = await run('neighbourhoods', ['add', '--slug', 'almaty', '--parent', 'shanyrak-1']);
    expect(ran).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining('--parent: shanyrak-1 lies under almaty itself') });
    expect((await run('neighbourhoods', [])).stdout).toMatch(/\nalmaty /);
  });
});

describe('npm run report', () => {
  it('writes the files of an alarm that is over, by its code, for nobody else on the server, and says so in the audit log', async () => {
    await inDatabase(`INSERT INTO incident (code, slug, kind, stage, asker, started_at, opened_at, ended_at)
      VALUES ('4K7', 'bakai', 'demolition', 'over', 'organiser', '2006-05-12T05:00Z', '2006-05-12T05:00Z', '2006-05-12T10:00Z')`);
    const out = join(folder, 'out');
    const ran = await run('report', ['4k7', '--language', 'ru', '--out', out]);
    const names = ['pdf', 'csv'].map((kind) => join(out, `dabyl-4K7-2006-05-12-ru.${kind}`));
    expect(ran).toEqual({ code: 0, stdout: `${names.join('\n')}\n`, stderr: expect.not.stringContaining('failed') });
    const [pdf = '', csv = ''] = names;
    expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await readFile(csv, 'utf8')).toBe('\uFEFFДата,Время,Кто,Что видел,Число,Вычеркнуто\r\n');
    expect((await stat(pdf)).mode & 0o777).toBe(0o600);
    expect(lastLine(await run('audit', ['verify', '--json']))).toMatchObject({ ok: true, entries: 1 });
  });
});
