import { readdir } from 'node:fs/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';
import { emptyDatabase, migratedDatabase, type TestDatabase } from '../support/postgres.ts';

const known = (await readdir('prisma/migrations')).filter((name) => /^\d/.test(name)).sort();

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('migrating an empty database', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await emptyDatabase();
  });
  afterEach(() => database.drop());

  it('applies every migration, in order, and nothing the second time', async () => {
    expect(await migrate(database.url)).toEqual(known);
    expect(await migrate(database.url)).toEqual([]);
  });

  it('applies every migration once when several start at once', async () => {
    const applied = await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
    expect(applied.flat()).toEqual(known);
    const rows = await query(database.url, 'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL');
    expect(rows).toEqual(known.map((name) => ({ name })));
  });

  it('leaves nothing behind when a migration fails, and says why', async () => {
    await query(database.url, 'CREATE TYPE person AS (id int)');
    await expect(migrate(database.url)).rejects.toThrow(/is as it was before: .*person/);
    expect(await query(database.url, `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
  });
});

describe('migrating a database in use', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await migratedDatabase();
  });
  afterEach(() => database.drop());

  it('refuses one that was made by a newer version', async () => {
    await query(
      database.url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('1', '', '29990101000000_later', now())`,
    );
    await expect(migrate(database.url)).rejects.toThrow(/newer version of Dabyl.*29990101000000_later/);
  });

  it('refuses one in which another tool failed half-way', async () => {
    await query(database.url, 'UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(database.url)).rejects.toThrow(/did not finish/);
  });
});
