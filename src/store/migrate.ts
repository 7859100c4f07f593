import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { Pool } from 'pg';
import { withSchemaEngine } from './postgres/schema-engine.ts';

const MIGRATIONS = new URL('../../prisma/migrations/', import.meta.url);

/** Any fixed number, as long as it is not 72707369: that one the engine itself takes, on the same connection. */
const MIGRATING = 7_220_410_935;

const OLDEST_SERVER = 14;

/**
 * Brings the database at `url` to the newest schema and answers with the names of the migrations it applied, none if it was there
 * already. Any number of processes may call this at once: one works, the others wait and find nothing to do.
 *
 * Everything happens in one transaction on one connection, so that a process killed half-way leaves the database as it was: Prisma alone
 * would leave a "failed" row behind that stops every later start. (Hence no CREATE INDEX CONCURRENTLY in a migration.)
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const directory = await migrationNames();
  const pool = new Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0, connectionTimeoutMillis: 10_000 });
  // An idle connection that breaks would otherwise be an uncaught exception; the next query fails anyway, with the reason.
  pool.on('error', () => undefined);
  try {
    await pool.query('BEGIN');
    await pool.query('SELECT pg_advisory_xact_lock($1)', [MIGRATING]);
    await refuseOldServer(pool);
    const applied = await appliedNames(pool);
    refuseNewerDatabase(applied, directory);
    const missing = directory.filter((name) => !applied.includes(name));
    if (missing.length > 0) await apply(pool, directory);
    await pool.query('COMMIT');
    return missing;
  } finally {
    // Ends the connection, and with it whatever was not committed.
    await pool.end();
  }
}

async function migrationNames(): Promise<readonly string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function refuseOldServer(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ major: number }>(`SELECT current_setting('server_version_num')::int / 10000 AS major`);
  const major = rows[0]?.major ?? 0;
  if (major < OLDEST_SERVER) {
    throw new Error(
      `The database server is PostgreSQL ${major}, but ${OLDEST_SERVER} or later is needed. Point DATABASE_URL at a newer one.`,
    );
  }
}

/** Read by plain SQL, because at most starts there is nothing to apply and the engine need not be loaded. */
async function appliedNames(pool: Pool): Promise<readonly string[]> {
  const table = await pool.query<{ exists: boolean }>(`SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS exists`);
  if (table.rows[0]?.exists !== true) return [];
  const { rows } = await pool.query<{ migration_name: string; finished: boolean }>(
    'SELECT migration_name, finished_at IS NOT NULL AS finished FROM public._prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const failed = rows.find((row) => !row.finished);
  if (failed !== undefined) {
    throw new Error(
      `Migration ${failed.migration_name} was begun in this database by another tool and did not finish. ` +
        `Restore a backup, or repair the schema and run "prisma migrate resolve".`,
    );
  }
  return rows.map((row) => row.migration_name);
}

function refuseNewerDatabase(applied: readonly string[], directory: readonly string[]): void {
  const unknown = applied.filter((name) => !directory.includes(name)).sort();
  if (unknown.length === 0) return;
  throw new Error(
    `The database was made by a newer version of Dabyl: this one does not know ${unknown.join(', ')}. ` +
      'Start the newer version, or restore a backup from before it.',
  );
}

async function apply(pool: Pool, directory: readonly string[]): Promise<void> {
  const migrationsList = await migrationList(directory);
  const script: { failure?: unknown } = {};
  try {
    await withSchemaEngine(adapter(pool, script), (engine) =>
      engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } }),
    );
  } catch (cause) {
    // After a failed statement the engine stumbles over the aborted transaction and reports that instead.
    const reason = script.failure ?? cause;
    const message = reason instanceof Error ? reason.message : String(reason);
    throw new Error(`The database could not be migrated, and is as it was before: ${message}`, { cause: reason });
  }
}

/**
 * Prisma's adapter, with two changes. A script goes to the server whole: Prisma's cuts it at every semicolon, those in comments, strings
 * and function bodies included. And nobody but `migrate` begins or ends a transaction.
 */
function adapter(pool: Pool, script: { failure?: unknown }): SqlMigrationAwareDriverAdapterFactory {
  const prisma = new PrismaPg(pool);
  const refuse = async (): Promise<never> => {
    throw new Error('Migrations run in one transaction on one connection.');
  };
  return {
    provider: prisma.provider,
    adapterName: prisma.adapterName,
    connectToShadowDb: refuse,
    async connect() {
      const connection = await prisma.connect();
      return {
        provider: connection.provider,
        adapterName: connection.adapterName,
        queryRaw: (query) => connection.queryRaw(query),
        executeRaw: (query) => connection.executeRaw(query),
        executeScript: async (sql) => {
          await pool.query(sql).catch((cause: unknown) => {
            script.failure ??= cause;
            throw cause;
          });
        },
        startTransaction: refuse,
        getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
        dispose: () => connection.dispose(),
      };
    },
  };
}

async function migrationList(directory: readonly string[]): Promise<MigrationList> {
  const migrationDirectories = await Promise.all(
    directory.map(async (path) => {
      const value = await readFile(new URL(`${path}/migration.sql`, MIGRATIONS), 'utf8');
      return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
    }),
  );
  const lockfile = { path: 'migration_lock.toml', content: await readFile(new URL('migration_lock.toml', MIGRATIONS), 'utf8') };
  return { baseDir: fileURLToPath(MIGRATIONS), lockfile, shadowDbInitScript: '', migrationDirectories };
}
