import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, DatabaseError } from 'pg';
import { systemClock, systemRandom } from '../clock.ts';
import { createCipher } from '../store/cipher.ts';
import { parseKey, parseSealingKeys } from '../store/keys.ts';
import { migrate } from '../store/migrate.ts';
import { readPassword, SUPERUSER } from '../store/postgres/cluster.ts';
import { OWNER } from '../store/postgres/hold.ts';
import { openPostgres } from '../store/postgres/open.ts';
import { readPostmaster } from '../store/postgres/server.ts';
import { type Audience, register } from './audience.ts';
import { cpuOfFamily } from './procfs.ts';

/** A PostgreSQL of our own, with fsync on, and in it databases that only differ in who is registered. */
export interface Ground {
  /** For files that go with it. */
  readonly folder: string;
  /** For the app's command line. */
  readonly nodeOptions: readonly string[];
  /** SEALING_KEYS and LOOKUP_KEY for the app. */
  readonly keys: Readonly<Record<string, string>>;
  /** Lends a fresh database for the time of the work. */
  lend<T>(audience: Audience, work: (url: string) => Promise<T>): Promise<T>;
  /** CPU of PostgreSQL so far, all its processes; undefined where it cannot be known. */
  cpuUs(): Promise<number | undefined>;
  close(): Promise<void>;
}

const silent = { info: () => undefined, warn: () => undefined };
const BARE = 'bench_bare';
const OBJECT_IN_USE = '55006';
const PATIENCE_MS = 5_000;

/** `profiles`: a folder into which each process of the app writes what its CPU went into. */
export async function openGround(signal: AbortSignal, profiles: string | undefined): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'dabyl-bench-'));
  const dataDir = join(folder, 'data');
  const options = { dataDir, clock: systemClock, random: systemRandom, log: silent };
  const keys = { SEALING_KEYS: `bench:${randomKey()}`, LOOKUP_KEY: randomKey() };
  const cipher = createCipher({ sealing: parseSealingKeys(keys.SEALING_KEYS), lookup: parseKey(keys.LOOKUP_KEY) });
  const templates = new Map<string, Promise<string>>();
  let lent = 0;

  let server = await openPostgres(options);
  const close = async (): Promise<void> => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const password = await readPassword(join(dataDir, 'postgres'));
    const urlOf = (database: string, user: string = OWNER): string => {
      const url = new URL(server.url);
      if (user !== OWNER) [url.username, url.password] = [user, password];
      url.pathname = `/${database}`;
      return url.href;
    };
    const asSuperuser = async <T>(work: (client: Client) => Promise<T>): Promise<T> => await connected(urlOf('postgres', SUPERUSER), work);
    // When a report was committed can then be asked; everything else stays as in everyday use.
    await asSuperuser((client) => client.query('ALTER SYSTEM SET track_commit_timestamp = on'));
    await server.close();
    server = await openPostgres(options);
    await asSuperuser(async (client) => {
      await client.query(`CREATE DATABASE ${BARE} OWNER ${OWNER}`);
      await migrate(urlOf(BARE));
    });
    const { pid } = (await readPostmaster(join(dataDir, 'postgres'))) ?? { pid: 0 };

    const template = async (audience: Audience): Promise<string> => {
      const name = `bench_${Object.values(audience).join('_')}`;
      await asSuperuser((client) => copy(client, name, BARE));
      await connected(urlOf(name), async (client) => {
        await register(client, cipher, audience, signal);
        // What autovacuum would do in the middle of a measurement is done before.
        await client.query('VACUUM (ANALYZE, FREEZE)');
      });
      return name;
    };

    return {
      folder,
      nodeOptions: profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`],
      keys,
      async lend(audience, work) {
        const key = JSON.stringify(audience);
        const from = templates.get(key) ?? template(audience);
        templates.set(key, from);
        lent += 1;
        const name = `bench_case_${lent}`;
        const source = await from;
        await asSuperuser(async (client) => {
          await copy(client, name, source);
          await client.query('CHECKPOINT');
        });
        try {
          return await work(urlOf(name));
        } finally {
          await asSuperuser((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
        }
      },
      cpuUs: () => cpuOfFamily(pid),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function randomKey(): string {
  return Buffer.from(systemRandom.token(32), 'base64url').toString('base64');
}

export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  // Without a listener a connection that breaks is an uncaught exception; the query in hand fails with the reason.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The server's own autovacuum may look into the source for a moment, and the copy is refused meanwhile. */
async function copy(client: Client, name: string, source: string): Promise<void> {
  const deadline = systemClock.now() + PATIENCE_MS;
  for (;;) {
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${source} OWNER ${OWNER}`);
      return;
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === OBJECT_IN_USE) || systemClock.now() > deadline) throw error;
    }
  }
}
