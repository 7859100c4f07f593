import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock, systemRandom } from '../../src/clock.ts';
import { type OpenPostgres, openPostgres } from '../../src/store/postgres/open.ts';
import { readPostmaster } from '../../src/store/postgres/server.ts';

const OPEN = new URL('../../src/store/postgres/open.ts', import.meta.url).href;
const CLOCK = new URL('../../src/clock.ts', import.meta.url).href;
const log = { info: () => undefined, warn: () => undefined };

let folder: string;
let dataDir: string;
let opened: OpenPostgres[];
let apps: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dabyl-postgres-'));
  await chmod(folder, 0o711);
  dataDir = join(folder, 'data');
  opened = [];
  apps = [];
});

afterEach(async () => {
  await Promise.all(apps.map(kill));
  await Promise.all(opened.map((postgres) => postgres.close()));
  // The server may notice a moment later that the killed ones are gone, and then waits for the next to close.
  await vi.waitFor(async () => {
    if ((await readPostmaster(cluster()).catch(() => undefined)) === undefined) return;
    await (await open()).close();
    expect(await readPostmaster(cluster())).toBeUndefined();
  });
  await rm(folder, { recursive: true, force: true });
});

async function open({ fast = true } = {}): Promise<OpenPostgres> {
  const postgres = await openPostgres({ dataDir, clock: systemClock, random: systemRandom, log, fast });
  opened.push(postgres);
  return postgres;
}

/** Another process that opens the folder, and keeps it open until it is killed. */
async function openInAnotherProcess({ fast = true } = {}): Promise<{ url: string; kill(): Promise<void> }> {
  const app = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { openPostgres } from '${OPEN}';
     import { systemClock as clock, systemRandom as random } from '${CLOCK}';
     const log = { info() {}, warn() {} };
     const { url } = await openPostgres({ dataDir: ${JSON.stringify(dataDir)}, clock, random, log, fast: ${fast} });
     console.log(url);
     process.stdin.resume();`,
  ]);
  apps.push(app);
  app.stderr.pipe(process.stderr);
  const failed = once(app, 'exit').then(() => Promise.reject(new Error('The other process ended before it had opened the folder.')));
  const [line] = await Promise.race([once(app.stdout, 'data'), failed]);
  failed.catch(() => undefined);
  return {
    url: String(line).trim(),
    kill: () => kill(app),
  };
}

async function kill(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return;
  const exit = once(app, 'exit');
  app.kill('SIGKILL');
  await exit;
}

const cluster = (): string => join(dataDir, 'postgres');

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  // A server killed in the middle of a query is part of these stories.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number> {
  const postmaster = await readPostmaster(cluster());
  if (postmaster === undefined) throw new Error('There is no server.');
  return postmaster.pid;
}

it('keeps what was written from one opening to the next', async () => {
  const first = await open();
  await query(first.url, `CREATE TABLE note AS SELECT 'Шаңырақ' AS text`);
  await first.close();
  const second = await open();
  expect(await query(second.url, 'SELECT text FROM note')).toEqual([{ text: 'Шаңырақ' }]);
});

it('lets the app in as the owner of its database, not as a superuser', async () => {
  const { url } = await open();
  expect(await query(url, 'SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user')).toEqual([
    { rolsuper: false, rolcreatedb: false, rolcreaterole: false },
  ]);
});

it('shares one server among those who open a folder, and stops it with the last to close', async () => {
  const [first, second] = [await open(), await open()];
  expect(second.url).toBe(first.url);
  await first.close();
  await query(second.url, 'SELECT 1');
  await second.close();
  expect(await readPostmaster(cluster())).toBeUndefined();
});

it('stops the server also when the last two close at once', async () => {
  const both = [await open(), await open()];
  await Promise.all(both.map((postgres) => postgres.close()));
  expect(await readPostmaster(cluster())).toBeUndefined();
});

it('gets a running server again and again while others come and go', async () => {
  const visit = async (): Promise<void> => {
    for (let times = 0; times < 5; times += 1) {
      const postgres = await open();
      await query(postgres.url, 'SELECT 1');
      await postgres.close();
    }
  };
  await Promise.all([visit(), visit(), visit()]);
  expect(await readPostmaster(cluster())).toBeUndefined();
});

it('makes one cluster when several processes open an empty folder at once', async () => {
  const [one, other, own] = await Promise.all([openInAnotherProcess(), openInAnotherProcess(), open()]);
  expect([one.url, other.url]).toEqual([own.url, own.url]);
  expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres.log']);
});

it('adopts the server that a killed app left behind', async () => {
  const app = await openInAnotherProcess();
  await query(app.url, 'CREATE TABLE note (text text)');
  const pid = await serverPid();
  await app.kill();
  const { url, close } = await open();
  expect(url).toBe(app.url);
  expect(await serverPid()).toBe(pid);
  await query(url, 'SELECT text FROM note');
  await close();
});

it('recovers when the app and the server were both killed', async () => {
  const app = await openInAnotherProcess({ fast: false });
  await query(app.url, 'CREATE TABLE note (text text)');
  const pid = await serverPid();
  await app.kill();
  process.kill(pid, 'SIGKILL');
  const { url } = await open({ fast: false });
  expect(await serverPid()).not.toBe(pid);
  await query(url, 'SELECT text FROM note');
});

it('starts a killed server again where those connected look for it', async () => {
  const { url } = await open();
  const pid = await serverPid();
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => query(url, 'SELECT 1'), { timeout: 10_000, interval: 50 });
  expect(await serverPid()).not.toBe(pid);
});

it('is not deterred by a leftover postmaster.pid whose process id now belongs to another program', async () => {
  await (await open()).close();
  const stranger = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid: await clusterOwner() } : {});
  apps.push(stranger);
  const lines = [stranger.pid, cluster(), 1, 5432, '', '127.0.0.1', '', 'ready'];
  await writeFile(join(cluster(), 'postmaster.pid'), `${lines.join('\n')}\n`);
  await query((await open()).url, 'SELECT 1');
});

it('keeps what people write out of its log', async () => {
  const { url } = await open();
  await expect(query(url, `SELECT '+77010000000'::date`)).rejects.toThrow();
  await query(url, 'CREATE TABLE phone (number text PRIMARY KEY)');
  await expect(query(url, `INSERT INTO phone SELECT '+77010000000' FROM generate_series(1, 2)`)).rejects.toThrow();
  expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).not.toMatch(/7701|phone|INSERT/);
});

it('says what to do when the folder cannot be used', async () => {
  await writeFile(dataDir, 'a file');
  await expect(open()).rejects.toThrow(/set DATA_DIR/);
});

it.runIf(process.getuid?.() === 0)('runs for root below a folder that only root may enter', async () => {
  await chmod(folder, 0o700);
  await query((await open()).url, 'SELECT 1');
});

async function clusterOwner(): Promise<number> {
  return (await stat(cluster())).uid;
}
