import { HELD_FOR_MS } from '../domain/incident.ts';
import { heldBefore } from '../store/agenda.ts';
import type { Tx } from '../store/database.ts';
import type { Store } from '../store/store.ts';

/** Ends reports that nobody confirmed or denied while they could still be true, and tells those who made them. */
export async function lapse(tx: Tx, store: Store, now: number): Promise<number> {
  const ids = await heldBefore(tx, now - HELD_FOR_MS);
  for (const id of ids) {
    const incident = await store.incidents.lock(tx, id);
    if (incident?.stage !== 'held') continue;
    await store.incidents.setStage(tx, id, 'lapsed', undefined, now);
    const { slug, kind, supply } = incident;
    const args = { neighbourhood: { term: 'neighbourhood', slug }, what: { term: 'what', kind, supply } } as const;
    for (const to of await store.reports.reporters(tx, id)) {
      await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: { key: 'report-lapsed', args } }, now);
    }
  }
  return ids.length;
}
