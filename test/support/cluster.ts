import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemRandom } from '../../src/clock.ts';
import { chooseAccount } from '../../src/store/postgres/account.ts';
import { ensureCluster, makeDataDir, readPassword, SUPERUSER } from '../../src/store/postgres/cluster.ts';
import { holdServer, OWNER } from '../../src/store/postgres/hold.ts';
import { findPrograms } from '../../src/store/postgres/programs.ts';
import { type Postmaster, readPostmaster, type ServerPlace, startServer, stopServer } from '../../src/store/postgres/server.ts';
import { createDatabase, type TestDatabase } from './postgres.ts';

/** A PostgreSQL of a test's own, that may go away. */
export interface TestCluster {
  /** An empty database on it. Its address stays the same. */
  database(): Promise<TestDatabase>;
  /** Ends every connection and the server, as an operator does. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Takes all processor time away from the server and its children: connections stay, and nothing is answered. */
  freeze(): Promise<void>;
  thaw(): void;
  close(): Promise<void>;
}

export async function startCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'dabyl-cluster-'));
  await chmod(folder, 0o711);
  const programs = await findPrograms();
  await makeDataDir(join(folder, 'data'));
  const dataDir = await realpath(join(folder, 'data'));
  const cluster = join(dataDir, 'postgres');
  const account = await chooseAccount(programs, dataDir, cluster);
  const place: ServerPlace = { dataDir, cluster, programs, account };
  await ensureCluster(place, { clock: systemClock, random: systemRandom, fast: true });
  let known: Postmaster | undefined;
  let frozen: readonly number[] = [];
  const thaw = (): void => {
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
    frozen = [];
  };
  const start = async (): Promise<void> => {
    // At the port where those who were connected look for it.
    while (!(await startServer(place, { clock: systemClock, fast: true, stale: known }))) {}
    known = await readPostmaster(cluster);
  };
  await start();
  const password = await readPassword(cluster);
  const hold = await holdServer(known?.port ?? 0, password, cluster);
  await hold?.release(async () => {});
  const address = (user: string, name: string): string =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${known?.port}/${name}?sslmode=disable`;
  return {
    database: () => createDatabase(address(SUPERUSER, 'postgres'), address(OWNER, 'postgres'), 'template0'),
    stop: async () => void (await stopServer(place)),
    start,
    async freeze() {
      const pid = known?.pid ?? 0;
      process.kill(pid, 'SIGSTOP');
      const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').filter(Boolean).map(Number);
      frozen = [pid, ...children];
      for (const child of children) process.kill(child, 'SIGSTOP');
    },
    thaw,
    async close() {
      thaw();
      await stopServer(place);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
