import type { Clock, Random } from '../clock.ts';
import type { Log } from '../logger.ts';
import { type Cipher, createCipher, type Keys } from './cipher.ts';
import { type Database, openDatabase } from './database.ts';
import { loadKeys } from './keys.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './postgres/open.ts';

export interface OpenStore {
  readonly database: Database;
  readonly cipher: Cipher;
  close(): Promise<void>;
}

export interface OpenStoreOptions {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly keys: { readonly sealing?: Keys['sealing'] | undefined; readonly lookup?: Buffer | undefined };
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** For tests: no fsync. */
  readonly fast?: boolean;
}

/** Opens the database, our own where no other is named, migrated to the newest schema, with the keys to what is sealed in it. */
export async function openStore(options: OpenStoreOptions): Promise<OpenStore> {
  const { databaseUrl, dataDir, random, log } = options;
  const own = databaseUrl === undefined ? await openPostgres(options) : undefined;
  try {
    const url = databaseUrl ?? own?.url ?? '';
    for (const migration of await migrate(url)) log.info({ migration }, 'migration applied');
    const { keys, made } = await loadKeys(dataDir, options.keys);
    if (made) log.warn({}, 'NEW KEYS were made in DATA_DIR/keys.json. Keep a copy in a safe place: without them nobody can be called');
    const database = openDatabase(url, `dabyl ${random.token(9)}`);
    return {
      database,
      cipher: createCipher(keys),
      close: async () => {
        await database.close();
        await own?.close();
      },
    };
  } catch (error) {
    await own?.close();
    throw error;
  }
}
