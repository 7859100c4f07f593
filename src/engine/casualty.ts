import type { Lanes } from '../domain/lane.ts';
import { reachableBy } from '../domain/lane.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { encodePress } from '../domain/press.ts';
import { takeOverdue, takeShown, tenders } from '../store/casualty-watch.ts';
import type { Tx } from '../store/database.ts';
import type { Store } from '../store/store.ts';

export interface OverdueOptions {
  readonly store: Store;
  readonly lanes: Lanes;
  atlas(tx: Tx): Promise<Atlas>;
}

/** Buttons under one message. */
const BUTTONS = 8;

/**
 * Tells organisers and lawyers of an incident that nobody has heard of people who were taken: by their numbers alone, because an SMS lies
 * open. Also after the end: it lasts until they are out. Returns of how many.
 */
export async function askAboutOverdue(tx: Tx, { store, lanes, atlas }: OverdueOptions, now: number): Promise<number> {
  let count = 0;
  for (const { incidentId, people } of await takeOverdue(tx, now)) {
    const incident = await store.incidents.get(tx, incidentId);
    if (!incident) continue;
    count += people.length;
    const channels = reachableBy(lanes);
    const organisers = await store.people.organisers(tx, (await atlas(tx)).above(incident.slug), channels);
    const lawyers = await tenders(tx, incidentId, ['lawyer'], channels);
    const to = new Map([...organisers, ...lawyers].map((one) => [one.personId, one]));
    const buttons = people.slice(0, BUTTONS).map(({ id, number }) => [
      {
        label: { key: 'button-contact', args: { number } },
        press: encodePress({ kind: 'casualty-step', casualty: String(id), step: 'contact' }),
      },
    ]);
    const list = [{ label: { key: 'button-people' }, press: encodePress({ kind: 'casualties', incident: String(incidentId), page: 0 }) }];
    const numbers = people.map(({ number }) => number).join(', ');
    const args = {
      count: people.length,
      code: incident.code,
      numbers,
      neighbourhood: { term: 'neighbourhood', slug: incident.slug },
    } as const;
    const content = { key: 'casualty-overdue', args, buttons: [...buttons, list] };
    for (const one of to.values())
      await store.deliveries.say(tx, { to: one, kind: 'answer', op: 'message', content, lifeMs: LIFE_MS }, now);
  }
  return count;
}

/** Takes names off the screens that have shown them for long enough. Returns off how many. */
export async function hideShown(tx: Tx, store: Store, now: number): Promise<number> {
  const shown = await takeShown(tx, now);
  for (const { contactId, message } of shown) {
    if (contactId !== null && message !== null) await store.deliveries.replace(tx, contactId, message, { key: 'people-hidden' }, now);
  }
  return shown.length;
}

/** Worth knowing until it is said again. */
const LIFE_MS = 3 * 60 * 60_000;
