import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The app as `npm start` runs it, without npm. */
export interface AppProcess {
  readonly pid: number;
  readonly url: string;
  /** The lanes that it drains, by `GET /health`; undefined while it does not answer. */
  lanes(): Promise<readonly string[] | undefined>;
  /** `kill -9`; resolves once it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Scripts that are started often are compiled once. */
export const COMPILED = { NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/dabyl') };

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** Starts it in a folder of its own, where no developer's `.env` lies, and waits until it is ready. */
export async function startProcess(folder: string, env: Readonly<Record<string, string>>): Promise<AppProcess> {
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: '0', ...env },
  });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${await portOf(child)}`;
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await exited;
    return child.exitCode;
  };
  return {
    pid: child.pid ?? 0,
    url,
    async lanes() {
      const response = await fetch(`${url}/health`).catch(() => undefined);
      const health = (await response?.json()) as { readonly lanes: readonly { lane: string; state: string }[] } | undefined;
      return health?.lanes.filter(({ state }) => state !== 'standby').map(({ lane }) => lane);
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

/** It says its port when it is ready. */
async function portOf(child: ChildProcess): Promise<number> {
  let said = '';
  return await new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = /"port":(\d+),"msg":"ready"/.exec(said)?.[1];
      if (port) resolve(Number(port));
    });
    child.once('exit', () => reject(new Error(`the app ended before it was ready:\n${said}`)));
  });
}
