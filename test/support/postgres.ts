import { Client, DatabaseError } from 'pg';
import { inject } from 'vitest';
import { systemRandom } from '../../src/clock.ts';
import { OWNER } from '../../src/store/postgres/hold.ts';
import { TEMPLATE } from './global-setup.ts';

export interface TestDatabase {
  readonly url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Databases of this process that nobody uses now. To empty one takes a fiftieth of the time in which another is created. */
const free: TestDatabase[] = [];
/** What every new database holds. */
let neighbourhoods: string | undefined;

/** A migrated database that nobody uses again: its tables may be changed. */
export async function migratedDatabase(): Promise<TestDatabase> {
  const { superuser, owner } = inject('postgres');
  return await createDatabase(superuser, owner, TEMPLATE);
}

/** A migrated database of one's own. Its rows may be changed, not its tables. */
export async function testDatabase(): Promise<TestDatabase> {
  const database = free.pop() ?? (await migratedDatabase());
  neighbourhoods ??= await asSuperuser(database.url, async (client) => {
    const { rows } = await client.query<{ json: string }>(`SELECT json_agg(n)::text AS json FROM neighbourhood n`);
    return rows[0]?.json ?? '[]';
  });
  const drop = async (): Promise<void> => {
    await asSuperuser(ofSuperuser(database), (client) => empty(client, neighbourhoods ?? '[]'));
    free.push(database);
  };
  return { url: database.url, drop };
}

function ofSuperuser({ url }: Pick<TestDatabase, 'url'>): string {
  const address = new URL(inject('postgres').superuser);
  address.pathname = new URL(url).pathname;
  return address.href;
}

/** Makes it what it was when it was new, whoever is still connected. */
async function empty(client: Client, seed: string): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  const { rows: tables } = await client.query<{ name: string; large: boolean }>(
    `SELECT relname AS name, pg_relation_size(oid) > 100000 AS large FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'`,
  );
  const { rows: sequences } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'`,
  );
  const { rows: functions } = await client.query<{ name: string }>(
    `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname <> 'append_only'`,
  );
  // Those of tests. Our own stay: a migrated database has them.
  for (const { name } of functions) await client.query(`DROP FUNCTION ${name} CASCADE`);
  // In any order of the tables.
  await client.query('SET session_replication_role = replica');
  // What was large would leave its dead rows behind for the next to read over.
  for (const { name, large } of tables) await client.query(large ? `TRUNCATE ${name} CASCADE` : `DELETE FROM ${name}`);
  for (const { name } of sequences) await client.query(`SELECT setval('${name}', 1, false)`);
  await client.query('INSERT INTO neighbourhood SELECT * FROM json_populate_recordset(NULL::neighbourhood, $1)', [seed]);
  await forget(client);
}

/** Leaves the server with statistics that say that every table is empty, as after a great clean-up; filling them does not change that. */
export async function forgetStatistics({ url }: Pick<TestDatabase, 'url'>): Promise<void> {
  await asSuperuser(ofSuperuser({ url }), forget);
}

async function forget(client: Client): Promise<void> {
  await client.query(
    `UPDATE pg_class SET reltuples = 0, relpages = 1 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i');
     DELETE FROM pg_statistic USING pg_class c WHERE starelid = c.oid AND relnamespace = 'public'::regnamespace`,
  );
}

/** Another one with the same in it. Nobody may be connected to it meanwhile. */
export async function copyDatabase({ url }: TestDatabase): Promise<TestDatabase> {
  const { superuser, owner } = inject('postgres');
  return await createDatabase(superuser, owner, new URL(url).pathname.slice(1));
}

/** A database as a host hands it out: empty, ours, without a superuser. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const { superuser, owner } = inject('postgres');
  return await createDatabase(superuser, owner, 'template0');
}

/** On the server at these addresses. */
export async function createDatabase(superuser: string, owner: string, template: string): Promise<TestDatabase> {
  const name = `test_${Buffer.from(systemRandom.token(9), 'base64url').toString('hex')}`;
  await asSuperuser(superuser, (client) => copy(client, name, template));
  const url = new URL(owner);
  url.pathname = `/${name}`;
  const drop = async (): Promise<void> =>
    void (await asSuperuser(superuser, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  return { url: url.href, drop };
}

const OBJECT_IN_USE = '55006';

/** The server's own autovacuum may look into the template for a moment, and the copy is refused meanwhile. */
async function copy(client: Client, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${OWNER}`);
      return;
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === OBJECT_IN_USE) || attempt === 5) throw error;
    }
  }
}

async function asSuperuser<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
