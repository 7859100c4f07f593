import { type Clock, type Random, sleep } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Log } from '../logger.ts';
import { isAway } from '../store/away.ts';
import { type OpenStore, openStore } from '../store/open.ts';

const RETRY_MS = 1_000;

export interface OpenPatientlyOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** For tests: our own PostgreSQL without fsync. */
  readonly fast?: boolean;
  readonly signal: AbortSignal;
}

/** Waits for a database that is away; gives up only when the app stops, or when what is wrong will not mend itself. */
export async function openPatiently(options: OpenPatientlyOptions): Promise<OpenStore | undefined> {
  const { config, clock, log, signal } = options;
  for (;;) {
    if (signal.aborted) return undefined;
    try {
      return await openStore({ ...options, databaseUrl: config.databaseUrl, dataDir: config.dataDir, keys: config.keys });
    } catch (error) {
      if (config.databaseUrl === undefined || !isAway(error)) throw error;
      log.warn({ error }, 'the database does not answer; waiting for it');
      await sleep(clock, RETRY_MS, signal);
    }
  }
}
