import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { ColumnTypeEnum, type SqlDriverAdapter, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { DiffTarget } from '@prisma/schema-engine-wasm';
import { systemClock } from '../src/clock.ts';
import { withSchemaEngine } from '../src/store/postgres/schema-engine.ts';

// `npm run migration -- add_x` writes prisma/migrations/<time>_add_x/migration.sql: the SQL from the last migration to schema.prisma.
//
// "The last migration" is the copy of schema.prisma that every migration keeps beside its SQL. A database to compare with would know
// more than schema.prisma can say (partial indexes, checks: SQL appended by hand), and each later diff would try to drop it.

const PRISMA = new URL('../prisma/', import.meta.url);
const MIGRATIONS = new URL('migrations/', PRISMA);

const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: npm run migration -- NAME   (small letters, digits and _, for example add_meeting_place)');
  process.exit(2);
}

const schema = await readFile(new URL('schema.prisma', PRISMA), 'utf8');
const before = await lastSnapshot();
const { exitCode, stdout } = await withSchemaEngine(unusedDatabase(), (engine) =>
  engine.diff({
    from: before === undefined ? { tag: 'empty' } : datamodel(before),
    to: datamodel(schema),
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  }),
);

/** What the engine answers with `exitCode: true` when the two sides differ. */
const DIFFERENT = 2;
if (exitCode !== DIFFERENT || stdout === null) {
  console.log('schema.prisma has not changed since the last migration: nothing written.');
} else {
  const folder = new URL(`${timestamp(systemClock.now())}_${name}/`, MIGRATIONS);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL('migration.sql', folder), stdout);
  await writeFile(new URL('schema.prisma', folder), schema);
  await writeFile(new URL('migration_lock.toml', MIGRATIONS), 'provider = "postgresql"\n');
  console.log(stdout);
  console.log(
    `Written to prisma/migrations/${folder.pathname.split('/').at(-2)}/migration.sql. Read it; append what schema.prisma cannot say.`,
  );
}

async function lastSnapshot(): Promise<string | undefined> {
  await mkdir(MIGRATIONS, { recursive: true });
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  const last = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .at(-1);
  return last === undefined ? undefined : await readFile(new URL(`${last}/schema.prisma`, MIGRATIONS), 'utf8');
}

function datamodel(content: string): DiffTarget {
  return { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] };
}

/** 20260131094500, in UTC: migrations are applied in the order of their names. */
function timestamp(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/\D/g, '').slice(0, 14);
}

/**
 * Two schema files are compared without a database, but the engine insists on a connection and on the server's version first. This
 * one answers that question alone, so that writing a migration needs no server.
 */
function unusedDatabase(): SqlMigrationAwareDriverAdapterFactory {
  const refuse = async (): Promise<never> => {
    throw new Error('A comparison of two schema files should not touch a database.');
  };
  const connection: SqlDriverAdapter = {
    provider: 'postgres',
    adapterName: 'none',
    queryRaw: async () => ({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 14.0', 140000]],
    }),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    dispose: async () => undefined,
  };
  return { provider: 'postgres', adapterName: 'none', connect: async () => connection, connectToShadowDb: refuse };
}
