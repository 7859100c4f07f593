import { type Exhibit, strip } from '../domain/media/strip.ts';
import type { Database } from '../store/database.ts';
import type { Store } from '../store/store.ts';

/** What may be shown of a piece of evidence; undefined where there is nothing that may. */
export async function openExhibit(database: Database, store: Store, id: bigint): Promise<Exhibit | undefined> {
  const session = await database.session(() => {});
  try {
    const original = await store.evidence.openOriginal(session, id);
    return original && strip(original);
  } finally {
    await session.end().catch(() => {});
  }
}
