import { realpath } from 'node:fs/promises';
import { Client, DatabaseError, escapeLiteral } from 'pg';
import { SUPERUSER } from './cluster.ts';

/** Role and database of the app. The role is no superuser: what works here then works on a rented server, too. */
export const OWNER = 'dabyl';
export const DATABASE = 'dabyl';

/** Advisory locks in the database `postgres`, which nobody else uses: shared while in use, exclusive to stop; and one for set-up. */
const IN_USE = 1;
const SETTING_UP = 2;

const WRONG_PASSWORD = '28P01';

/** This process's share in a running server. It ends with the process, however that ends. */
export interface ServerHold {
  readonly port: number;
  /** Settles when the connection that carries the share is gone. */
  readonly lost: Promise<void>;
  /** Gives the share back; calls `stop` if it was the last one, while nobody can take a new one. */
  release(stop: () => Promise<void>): Promise<void>;
}

/** Takes a share in the server at `port`; undefined if that is not possible just now (it is starting, or about to stop). */
export async function holdServer(port: number, password: string, cluster: string): Promise<ServerHold | undefined> {
  const client = new Client({
    ...{ host: '127.0.0.1', port, user: SUPERUSER, password, database: 'postgres', ssl: false },
    ...{ connectionTimeoutMillis: 3_000, keepAlive: true, application_name: 'dabyl hold' },
  });
  // Without a listener a broken connection is an uncaught exception. `lost` tells those who care.
  client.on('error', () => undefined);
  const lost = new Promise<void>((resolve) => client.once('end', () => resolve()));
  try {
    await client.connect();
    if (await share(client, cluster)) {
      await setUp(client, password);
      return { port, lost, release: (stop) => release(client, stop) };
    }
  } catch (cause) {
    if (cause instanceof DatabaseError && cause.code === WRONG_PASSWORD) {
      throw new Error(`The PostgreSQL of ${cluster} refuses the password in that folder: restore the file dabyl-password.`, { cause });
    }
  }
  await client.end().catch(() => undefined);
  return undefined;
}

async function share(client: Client, cluster: string): Promise<boolean> {
  // A copied folder carries the postmaster.pid of the server on the original.
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
  if ((await realpath(rows[0]?.data_directory ?? '')) !== cluster) return false;
  return await ask(client, 'SELECT pg_try_advisory_lock_shared($1) AS yes', IN_USE);
}

async function setUp(client: Client, password: string): Promise<void> {
  if (await ask(client, 'SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS yes', DATABASE)) return;
  await client.query('SELECT pg_advisory_lock($1)', [SETTING_UP]);
  if (!(await ask(client, 'SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS yes', OWNER))) {
    await client.query(`CREATE ROLE ${OWNER} LOGIN PASSWORD ${escapeLiteral(password)}`);
  }
  if (!(await ask(client, 'SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS yes', DATABASE))) {
    await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  }
  await client.query('SELECT pg_advisory_unlock($1)', [SETTING_UP]);
}

async function release(client: Client, stop: () => Promise<void>): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [IN_USE]);
    if (await ask(client, 'SELECT pg_try_advisory_lock($1) AS yes', IN_USE)) await stop();
  } catch {
    // The server is gone already: there is nothing to give back.
  }
  await client.end().catch(() => undefined);
}

async function ask(client: Client, sql: string, value: string | number): Promise<boolean> {
  const { rows } = await client.query<{ yes: boolean }>(sql, [value]);
  return rows[0]?.yes === true;
}
