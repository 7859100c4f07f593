import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { systemClock, systemRandom } from '../../src/clock.ts';
import { createLog } from '../../src/logger.ts';
import { type OpenStore, openStore } from '../../src/store/open.ts';
import { testDatabase } from './postgres.ts';

/** A store on a database of one's own, without an app. */
export interface TestStore extends OpenStore {
  readonly url: string;
}

export async function startStore(): Promise<TestStore> {
  const test = await testDatabase();
  const key = randomBytes(32);
  const store = await openStore({
    ...{ databaseUrl: test.url, dataDir: tmpdir(), keys: { sealing: [{ id: 'k', key }], lookup: key } },
    ...{ clock: systemClock, random: systemRandom, log: createLog('silent') },
  });
  const close = async (): Promise<void> => {
    await store.close();
    await test.drop();
  };
  return { ...store, url: test.url, close };
}
