import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { systemClock, systemRandom } from '../../src/clock.ts';
import { migrate } from '../../src/store/migrate.ts';
import { readPassword, SUPERUSER } from '../../src/store/postgres/cluster.ts';
import { OWNER } from '../../src/store/postgres/hold.ts';
import { openPostgres } from '../../src/store/postgres/open.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The tests' server, as its superuser, and as the role that owns the databases; `/postgres` stands for any database. */
    readonly postgres: { readonly superuser: string; readonly owner: string };
  }
}

/** Migrated once; every test database is a copy of it. */
export const TEMPLATE = 'dabyl_template';

/** One PostgreSQL for all tests, gone with its folder when they end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = join(tmpdir(), `dabyl-test-${systemRandom.token(9)}`);
  const log = { info: () => undefined, warn: () => undefined };
  const server = await openPostgres({ dataDir, clock: systemClock, random: systemRandom, log, fast: true });
  const tearDown = async (): Promise<void> => {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const owner = new URL(server.url);
    const superuser = new URL(server.url);
    superuser.username = SUPERUSER;
    superuser.password = await readPassword(join(dataDir, 'postgres'));
    owner.pathname = superuser.pathname = '/postgres';
    await makeTemplate(superuser.href, owner.href);
    project.provide('postgres', { superuser: superuser.href, owner: owner.href });
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}

async function makeTemplate(superuser: string, owner: string): Promise<void> {
  const client = new Client({ connectionString: superuser });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${TEMPLATE} OWNER ${OWNER}`);
    const url = new URL(owner);
    url.pathname = `/${TEMPLATE}`;
    await migrate(url.href);
    // A database that anybody is connected to cannot be copied. From now on nobody can be.
    await client.query(`ALTER DATABASE ${TEMPLATE} ALLOW_CONNECTIONS false`);
  } finally {
    await client.end();
  }
}
