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

/** A migrated database of one's own. */
export async function testDatabase(): Promise<TestDatabase> {
  const { superuser, owner } = inject('postgres');
  return await createDatabase(superuser, owner, TEMPLATE);
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
  return { url: url.href, drop: () => asSuperuser(superuser, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)) };
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

async function asSuperuser(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
