import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { sleep, systemClock } from '../clock.ts';
import { cpuOf, type Memory, memoryOf } from './procfs.ts';

/** The app as `npm start` runs it, in a process of its own. */
export interface AppProcess {
  readonly startedAt: number;
  /** Microseconds. */
  cpuUs(): Promise<number | undefined>;
  memory(): Promise<Memory | undefined>;
  /** Whether this process drains a lane of that channel; undefined while it does not answer. */
  holds(channel: string): Promise<boolean | undefined>;
  /** Resolves once it answers `/health` with 200. */
  ready(): Promise<void>;
  /** `kill -9`; resolves once it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and SIGKILL if that is not enough. */
  stop(): Promise<void>;
}

const PACKAGE = new URL('../../package.json', import.meta.url);

/** What `npm start` runs, without npm: Node's own options, and the app. */
async function startWords(): Promise<readonly string[]> {
  const { scripts } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { readonly scripts: { readonly start: string } };
  const [, ...words] = scripts.start.slice(scripts.start.indexOf('node ')).split(' ');
  return words.map((word) => (word.startsWith('-') ? word : fileURLToPath(new URL(word, PACKAGE))));
}

const LOOK_EVERY_MS = 20;
const READY_MS = 30_000;
const STOP_MS = 8_000;
const patient = new AbortController().signal;

/** Starts the app with these settings in a folder of its own, where its log goes, too. */
export async function startApp(env: Readonly<Record<string, string>>, cwd: string, nodeOptions: readonly string[]): Promise<AppProcess> {
  // A folder without a .env: a developer's real accounts must not be called.
  await mkdir(cwd, { recursive: true });
  const logPath = join(cwd, 'log');
  const log = await open(logPath, 'a');
  const startedAt = systemClock.now();
  const child = spawn(process.execPath, [...nodeOptions, ...(await startWords())], {
    ...{ cwd, env: { DATA_DIR: cwd, ...env } },
    // Detached: Ctrl-C in the terminal is for the parent, which ends its children in order.
    ...{ stdio: ['ignore', log.fd, log.fd], detached: true },
  });
  const exited = once(child, 'exit');
  await log.close();
  const pid = child.pid ?? 0;
  const health = `http://127.0.0.1:${env.PORT}/health`;

  const look = async (): Promise<{ readonly status: number; readonly lanes: readonly { lane: string; state: string }[] } | undefined> => {
    try {
      const { statusCode, body } = await request(health, { headersTimeout: 2_000 });
      const { lanes } = (await body.json()) as { lanes: readonly { lane: string; state: string }[] };
      return { status: statusCode, lanes };
    } catch {
      return undefined;
    }
  };
  return {
    startedAt,
    cpuUs: () => cpuOf(pid),
    memory: () => memoryOf(pid),
    // A channel with several senders has as many lanes, named after it.
    holds: async (channel) => (await look())?.lanes.some(({ lane, state }) => lane.startsWith(channel) && state !== 'standby'),
    async ready() {
      const deadline = systemClock.now() + READY_MS;
      while ((await look())?.status !== 200) {
        if (hasEnded(child) || systemClock.now() > deadline) throw new Error(`the app does not start:\n${await readFile(logPath, 'utf8')}`);
        await sleep(systemClock, LOOK_EVERY_MS, patient);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      if (!hasEnded(child)) await exited;
    },
    async stop() {
      if (hasEnded(child)) return;
      child.kill('SIGTERM');
      const cancel = systemClock.at(systemClock.now() + STOP_MS, () => child.kill('SIGKILL'));
      await exited;
      cancel();
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** A port that nobody has at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return address !== null && typeof address === 'object' ? address.port : 0;
}
