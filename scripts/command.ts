import { existsSync } from 'node:fs';
import { systemClock, systemRandom } from '../src/clock.ts';
import { type Config, ConfigError, parseConfig } from '../src/config.ts';
import { createLog } from '../src/logger.ts';
import { type OpenStore, openStore } from '../src/store/open.ts';

/** A mistake of whoever typed the command, or a file that cannot be used: a sentence for them. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

export interface Command {
  /** Shown when the command cannot be understood. */
  readonly usage: string;
  /** Answers with the exit code. Standard output is for the result alone. */
  run(args: readonly string[], signal: AbortSignal): Promise<number>;
}

/** Runs a command to its end; whatever goes wrong is said on standard error, and the exit code is 1. */
export async function runCommand({ usage, run }: Command): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile();
  const stopping = new AbortController();
  const stopWith = (code: number) => (): void => {
    stopping.abort();
    process.exitCode = code;
  };
  // 128 and the signal's number, as a shell would say. Once: a second Ctrl-C ends it on the spot.
  process.once('SIGINT', stopWith(130));
  process.once('SIGTERM', stopWith(143));
  // Without a listener a closed pipe is an uncaught exception; who writes hears of it as well.
  process.stdout.on('error', () => undefined);
  try {
    const code = await run(process.argv.slice(2), stopping.signal);
    process.exitCode ??= code;
  } catch (error) {
    process.stderr.write(explain(error, usage));
    process.exitCode ??= 1;
  }
  // Prisma keeps a timer of ten seconds after a transaction, and Node waits for it: whoever typed the command should not.
  process.stderr.write('', () => process.stdout.write('', () => process.exit()));
}

/** Opens the database that the environment names, for the time of the work. It may be in use by the app. */
export async function withStore<T>(work: (store: OpenStore, config: Config) => Promise<T>): Promise<T> {
  const config = parseConfig(process.env);
  const log = createLog('warn', process.stderr);
  const store = await openStore({ ...config, clock: systemClock, random: systemRandom, log });
  try {
    return await work(store, config);
  } finally {
    await store.close();
  }
}

function explain(error: unknown, usage: string): string {
  if (error instanceof ConfigError) {
    return `Wrong settings:\n${error.problems.map((problem) => `  ${problem}`).join('\n')}\n.env.example explains every variable.\n`;
  }
  if (error instanceof CommandError) return `${error.message}\n`;
  const misused = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (misused) return `${error.message}\n\n${usage}`;
  return `It failed: ${error instanceof Error ? error.message : 'unknown error'}\n`;
}
