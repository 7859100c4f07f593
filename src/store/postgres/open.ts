import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, type Random, sleep } from '../../clock.ts';
import { chooseAccount } from './account.ts';
import { ensureCluster, makeDataDir, readPassword } from './cluster.ts';
import { DATABASE, holdServer, OWNER, type ServerHold } from './hold.ts';
import { findPrograms } from './programs.ts';
import { readPostmaster, type ServerPlace, startServer, stopServer } from './server.ts';

interface Fields {
  readonly port?: number;
  readonly error?: unknown;
}

/** What of the app's log is used here. */
export interface PostgresLog {
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
}

export interface PostgresOptions {
  /** Folder for everything the server keeps; made if missing. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: PostgresLog;
  /** For tests: gives up durability for speed. */
  readonly fast?: boolean;
}

export interface OpenPostgres {
  readonly url: string;
  /** The last process to close stops the server. */
  close(): Promise<void>;
}

/** How long a server may take to start or to stop in another process's hands. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 20;
const RETRY_MS = 1_000;

/**
 * Opens our own PostgreSQL in a folder: makes it on first use, adopts a running one (of another process, or left behind by one that was
 * killed), starts it otherwise. As long as it is open, a server that dies is started again at the same port. Errors are sentences
 * for whoever runs the app, and say what to do.
 */
export async function openPostgres({ dataDir: folder, clock, random, log, fast = false }: PostgresOptions): Promise<OpenPostgres> {
  const programs = await findPrograms();
  await makeDataDir(folder);
  const dataDir = await realpath(folder);
  const cluster = join(dataDir, 'postgres');
  const account = await chooseAccount(programs, dataDir, cluster);
  const place: ServerPlace = { dataDir, cluster, programs, account };
  await ensureCluster(place, { clock, random, fast });
  const password = await readPassword(cluster);

  const closing = new AbortController();
  const closed = new Promise<void>((done) => closing.signal.addEventListener('abort', () => done()));
  let hold = await attach();
  const { port } = hold;
  const keeping = keep();
  let released: Promise<void> | undefined;
  return {
    url: `postgresql://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}?sslmode=disable`,
    close: () => {
      released ??= close();
      return released;
    },
  };

  async function attach(): Promise<ServerHold> {
    const deadline = clock.now() + PATIENCE_MS;
    while (clock.now() < deadline && !closing.signal.aborted) {
      const postmaster = await readPostmaster(cluster);
      if (postmaster === undefined || !postmaster.alive) {
        if (await startServer(place, { clock, fast, stale: postmaster })) continue;
      } else if (postmaster.port !== undefined && postmaster.ready) {
        const held = await holdServer(postmaster.port, password, cluster);
        if (held !== undefined) {
          log.info({ port: held.port }, 'own PostgreSQL ready');
          return held;
        }
      }
      await sleep(clock, LOOK_AGAIN_MS, closing.signal);
    }
    throw new Error(
      `The PostgreSQL in ${dataDir} neither answers nor ends. Is another computer or container using this folder? ` +
        'Give each its own DATA_DIR, or set DATABASE_URL.',
    );
  }

  async function keep(): Promise<void> {
    while (true) {
      await Promise.race([hold.lost, closed]);
      if (closing.signal.aborted) return;
      log.warn({ port }, 'own PostgreSQL is gone, starting it again');
      try {
        hold = await attach();
        if (hold.port !== port) log.warn({ port: hold.port }, 'own PostgreSQL has another port now: restart the app');
      } catch (error) {
        if (!closing.signal.aborted) log.warn({ error }, 'own PostgreSQL does not start');
        await sleep(clock, RETRY_MS, closing.signal);
      }
    }
  }

  async function close(): Promise<void> {
    closing.abort();
    await keeping;
    await hold.release(async () => {
      if (await stopServer(place)) log.info({ port: hold.port }, 'own PostgreSQL stopped');
      else log.warn({ port: hold.port }, 'own PostgreSQL is slow to stop, and left to it');
    });
  }
}
