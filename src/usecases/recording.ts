import type { Clock } from '../clock.ts';
import { announce, type Database } from '../store/database.ts';
import { takeInbound } from '../store/inbound.ts';
import type { Store } from '../store/store.ts';

/** A message that somebody has spoken for a neighbourhood, as the provider announces it. */
export interface Spoken {
  readonly sid: string;
  readonly slug: string;
}

/** Takes in, once, that a message was spoken; the engine fetches it. */
export function createTakeRecording(options: {
  readonly database: Database;
  readonly store: Store;
  readonly clock: Clock;
  committed(): void;
}) {
  return async ({ sid, slug }: Spoken): Promise<void> => {
    const now = options.clock.now();
    await options.database.transaction(async (tx) => {
      if (!(await takeInbound(tx, `recording:${sid}`, now))) return;
      await options.store.recordings.create(tx, sid, slug, now);
      await announce(tx);
    });
    options.committed();
  };
}
