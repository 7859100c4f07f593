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

/** The name of connections that stay when a database is emptied: what they look at is nobody's story. */
export const VIEW = 'world';

/** A migrated database whose rows may be changed, not its tables. */
export interface StoryDatabase extends TestDatabase {
  /** Makes it what it was when it was new, under an app that goes on: it keeps its connections, and its lanes what they have put on record. */
  renew(): Promise<void>;
}

type CleanDatabase = Pick<StoryDatabase, 'url' | 'renew'> & { clean(): Promise<void> };

/** Databases of this process that nobody uses now. To empty one takes a fiftieth of the time in which another is created. */
const free: CleanDatabase[] = [];

/** A migrated database that nobody uses again: its tables may be changed. */
export async function migratedDatabase(): Promise<TestDatabase> {
  const { superuser, owner } = inject('postgres');
  return await createDatabase(superuser, owner, TEMPLATE);
}

/** A migrated database of one's own. Its rows may be changed, not its tables. */
export async function testDatabase(): Promise<StoryDatabase> {
  const mine = free.pop() ?? (await cleanable(await migratedDatabase()));
  const drop = async (): Promise<void> => {
    await mine.clean();
    free.push(mine);
  };
  return { ...mine, drop };
}

/** What empties it stays connected: a new connection would first read all that the database says of its tables. */
async function cleanable({ url }: TestDatabase): Promise<CleanDatabase> {
  const client = new Client({ connectionString: ofSuperuser({ url }) });
  await client.connect();
  (client as unknown as { unref(): void }).unref();
  const { rows } = await client.query<{ json: string }>(`SELECT json_agg(n)::text AS json FROM neighbourhood n`);
  const seed = rows[0]?.json ?? '[]';
  const own = await client.query<{ proname: string }>(`SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`);
  const functions = own.rows.map(({ proname }) => proname);
  // In any order of the tables.
  await client.query('SET session_replication_role = replica');
  return {
    url,
    async clean() {
      await client.query(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> $1`,
        [VIEW],
      );
      await empty(client, seed, functions);
    },
    // Numbers go on: the app may still know somebody by theirs.
    renew: () => empty(client, seed, functions, { lanes: true, numbers: true }),
  };
}

function ofSuperuser({ url }: Pick<TestDatabase, 'url'>): string {
  const address = new URL(inject('postgres').superuser);
  address.pathname = new URL(url).pathname;
  return address.href;
}

interface Kept {
  readonly lanes?: boolean;
  readonly numbers?: boolean;
}

/** Makes it what it was when it was new, except what is kept. */
async function empty(client: Client, seed: string, functions: readonly string[], kept: Kept = {}): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    // What was large would leave its dead rows behind for the next to read over.
    `SELECT CASE WHEN relkind = 'S' THEN format('SELECT setval(%L, 1, false)', relname)
                 WHEN pg_relation_size(oid) > 100000 THEN format('TRUNCATE %I CASCADE', relname)
                 ELSE format('DELETE FROM %I', relname) END AS statement
     FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = ANY($2::text[]) AND relname <> ALL($3)
       AND (relkind = 'S' OR pg_relation_size(oid) > 0)
     UNION ALL
     -- Those of tests. Our own stay: a migrated database has them.
     SELECT format('DROP FUNCTION %I CASCADE', proname) FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace AND proname <> ALL($1)`,
    [functions, kept.numbers ? ['r'] : ['r', 'S'], kept.lanes ? ['_prisma_migrations', 'lane'] : ['_prisma_migrations']],
  );
  await client.query(rows.map(({ statement }) => statement).join(';'));
  await client.query('INSERT INTO neighbourhood SELECT * FROM json_populate_recordset(NULL::neighbourhood, $1)', [seed]);
  await forget(client);
}

/** Leaves the server with statistics that say that every table is empty, as after a great clean-up; filling them does not change that. */
export async function forgetStatistics({ url }: Pick<TestDatabase, 'url'>): Promise<void> {
  await asSuperuser(ofSuperuser({ url }), forget);
}

async function forget(client: Client): Promise<void> {
  await client.query(
    `UPDATE pg_class SET reltuples = 0, relpages = 1 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND (reltuples <> 0 OR relpages <> 1);
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
