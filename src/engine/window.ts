import type { Incident } from '../domain/incident.ts';
import type { Lanes } from '../domain/lane.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { closeWindow, undecided } from '../store/agenda.ts';
import type { Tx } from '../store/database.ts';
import { openIncident } from '../store/opening.ts';
import type { Store } from '../store/store.ts';

export interface WindowOptions {
  readonly store: Store;
  readonly lanes: Lanes;
  atlas(tx: Tx): Promise<Atlas>;
}

/**
 * Decides about reports that nobody has decided about in their neighbourhood's window, as it wishes: calls it, saying that nobody has
 * confirmed it, or goes on holding and rings organisers up. Returns how many there were.
 */
export async function closeWindows(tx: Tx, { store, lanes, atlas: read }: WindowOptions, now: number): Promise<number> {
  const ids = await undecided(tx, now);
  if (ids.length === 0) return 0;
  const atlas = await read(tx);
  for (const id of ids) {
    const incident = await store.incidents.lock(tx, id);
    if (incident?.stage !== 'held' || incident.decideAt === null) continue;
    await closeWindow(tx, id);
    if (await sends(tx, store, atlas, incident, now)) await openIncident({ tx, store, atlas, now }, incident, 'unconfirmed');
    else if (lanes.voice.length > 0) await store.alerts.ringOrganisers(tx, id, atlas.above(incident.slug), now);
  }
  return ids.length;
}

/** Whether a neighbourhood wants to be called unconfirmed; one whose door takes vouches not by people for whom nobody vouches. */
async function sends(tx: Tx, store: Store, atlas: Atlas, { id, slug }: Incident, now: number): Promise<boolean> {
  const { unconfirmed, door } = atlas.get(slug) ?? {};
  if (unconfirmed !== 'send' || door !== 'vouched') return unconfirmed === 'send';
  const voices = await store.witnesses.voices(tx, id, atlas.above(slug), now);
  return voices.some(({ trust, says }) => trust !== 'none' && says !== 'no');
}
