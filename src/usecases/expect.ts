import type { Clock } from '../clock.ts';
import type { ContactChannel } from '../domain/contact.ts';
import { DRAFT_LIFE_MS } from '../domain/draft.ts';
import type { Database } from '../store/database.ts';
import type { Store } from '../store/store.ts';

/** Whether somebody was asked to record something: nobody else's sound is fetched. */
export function createExpectsTake(options: { readonly database: Database; readonly store: Store; readonly clock: Clock }) {
  return async (channel: ContactChannel, address: string): Promise<boolean> => {
    const { database, store, clock } = options;
    return (await store.drafts.of(database.prisma, channel, address, DRAFT_LIFE_MS, clock.now()))?.kind === 'record';
  };
}
