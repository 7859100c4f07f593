import { spawn } from 'node:child_process';
import { open, readFile, stat, truncate } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Clock, sleep } from '../../clock.ts';
import type { Account } from './account.ts';
import { explain } from './explain.ts';
import { type Programs, run, spawnOptions } from './programs.ts';

export interface ServerPlace {
  /** Without symbolic links: every process that opens the folder must see the server's command line alike. */
  readonly dataDir: string;
  readonly cluster: string;
  readonly programs: Programs;
  readonly account: Account;
}

/** What postmaster.pid says about the server on a cluster. */
export interface Postmaster {
  readonly pid: number;
  /** Unknown for the first milliseconds of a server's life. */
  readonly port: number | undefined;
  readonly ready: boolean;
  /** False: its process is gone, or the id has passed to another program, as is common in containers. */
  readonly alive: boolean;
}

/** Exit code of flock(1) for "somebody else holds it"; PostgreSQL itself uses 1, 2 and 3. */
const TAKEN = 75;
const LARGEST_LOG_BYTES = 1_000_000;

export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
  if (!(pid > 0)) return undefined;
  const port = Number.parseInt(lines[3] ?? '', 10);
  const ready = lines[7]?.trim() === 'ready';
  return { pid, port: port > 0 ? port : undefined, ready, alive: await isPostmaster(pid, cluster) };
}

/**
 * On Linux a postmaster is known by its command line (its working directory would say the same, but root in a container may not read
 * that); elsewhere any living process has to count.
 */
async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return commandLine.includes(`\0-D\0${cluster}\0`);
  }
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Starts a server and waits until it is ready. Answers false, without an error, when it is worth looking again: another process was
 * faster, or the port was taken in the meantime.
 *
 * The kernel keeps the servers of one folder apart: flock(1) locks the cluster folder and then becomes the server, so the lock lives
 * exactly as long as the server and its children. Under that lock a postmaster.pid that names a stranger's process is a leftover; unlike
 * PostgreSQL, which sees only "some process has this id", we may then remove it. Without flock(1) PostgreSQL's own check remains.
 */
export async function startServer(
  place: ServerPlace,
  { clock, fast, stale }: { readonly clock: Clock; readonly fast: boolean; readonly stale: Postmaster | undefined },
): Promise<boolean> {
  const { dataDir, cluster, programs, account } = place;
  const locks = (await run({ argv: ['flock', '--version'] })).output.includes('util-linux');
  const clear =
    stale !== undefined && process.platform === 'linux' ? ['/bin/sh', '-c', `rm -f -- "$0/postmaster.pid"; exec "$@"`, cluster] : [];
  const lock = locks ? ['flock', '--no-fork', '--nonblock', '--conflict-exit-code', String(TAKEN), cluster, ...clear] : [];
  // Whoever was connected before a crash finds the server again at the same port.
  const port = await freePort(stale?.port);
  const { argv, ...who } = account.as([...lock, programs.postgres, '-D', cluster, '-p', String(port), ...settings(fast)]);

  const logPath = join(dataDir, 'postgres.log');
  const logged = await sizeOfLog(logPath);
  const log = await open(logPath, 'a', 0o600);
  const child = spawn(argv[0] ?? '', argv.slice(1), { ...spawnOptions({ argv, ...who }), stdio: ['ignore', log.fd, log.fd] });
  const exited: { code?: number | null } = {};
  child.on('error', () => {
    exited.code = null;
  });
  child.on('exit', (code) => {
    exited.code = code;
  });
  // It outlives this process if it has to: the next one adopts it.
  child.unref();
  await log.close();

  const patience = new AbortController().signal;
  while (exited.code === undefined) {
    const postmaster = await readPostmaster(cluster);
    if (postmaster?.pid === child.pid && postmaster?.ready) return true;
    await sleep(clock, 10, patience);
  }
  if (exited.code === TAKEN) return false;
  const said = (await readFile(logPath, 'utf8')).slice(logged);
  if (/lock file "postmaster.pid" already exists|pre-existing shared memory|could not create any TCP\/IP sockets/.test(said)) return false;
  throw new Error(explain(said, dataDir));
}

/** Ends every connection, writes everything down and stops; takes about a tenth of a second. */
export async function stopServer({ cluster, programs, account }: ServerPlace): Promise<boolean> {
  const { code } = await run(account.as([programs.pg_ctl, 'stop', `--pgdata=${cluster}`, '--mode=fast', '--timeout=3', '--silent']));
  return code === 0;
}

/** What people say must not reach the log: no statements, no parameters, and no errors either, which quote values. */
function settings(fast: boolean): readonly string[] {
  const all = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'shared_buffers=96MB',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_min_messages=log',
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
    'log_statement=none',
    'log_parameter_max_length=0',
    'log_parameter_max_length_on_error=0',
    'log_checkpoints=off',
    'log_autovacuum_min_duration=-1',
    ...(fast ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'scram_iterations=1'] : []),
  ];
  return all.flatMap((setting) => ['-c', setting]);
}

async function freePort(preferred: number | undefined): Promise<number> {
  return (await listenOnce(preferred ?? 0)) ?? (await listenOnce(0)) ?? 0;
}

async function listenOnce(port: number): Promise<number | undefined> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
    });
  });
}

/** The log holds starts, stops and crashes only, and begins anew once it is large. */
async function sizeOfLog(path: string): Promise<number> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size <= LARGEST_LOG_BYTES) return size;
  await truncate(path);
  return 0;
}
