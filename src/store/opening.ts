import type { Asker, Incident } from '../domain/incident.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import type { Tx } from './database.ts';
import type { Addressee } from './delivery.ts';
import { reporterKey } from './member.ts';
import type { Store } from './store.ts';

/** People planned in the transaction of the report itself: they are called before the last are planned. */
const FIRST_PIECE = 100;
/** Of a larger audience the number is told when it is planned. */
const COUNTED_MAX = 2_000;
/** People told in the transaction of the confirmation itself; the engine goes on. */
const SAID_AT_ONCE = 250;

/** What it takes to call people: whoever decides, a person or the clock, has it. */
export interface Opening {
  readonly tx: Tx;
  readonly store: Store;
  readonly atlas: Atlas;
  readonly now: number;
}

/** Neighbourhoods that are called, nearest first: what nobody has confirmed stays in its own. */
export function ringsOf(incident: Pick<Incident, 'slug' | 'point' | 'asker'>, atlas: Atlas): readonly string[] {
  return incident.asker === 'unconfirmed' ? [incident.slug] : atlas.rings(incident.slug, incident.point);
}

/** How many people an incident's call is for, or that it is everybody. */
export async function countCalled({ tx, store, atlas, now }: Opening, incident: Incident): Promise<number | 'all'> {
  return (await store.audiences.of(tx, ringsOf(incident, atlas), incident.id, now, COUNTED_MAX))?.people ?? 'all';
}

/** Calls everyone registered there, and gives every reporter a receipt. Returns how many people are called, or that it is everybody. */
export async function openIncident(opening: Opening, incident: Incident, asker: Asker): Promise<number | 'all'> {
  const { tx, store, atlas, now } = opening;
  await store.incidents.setStage(tx, incident.id, 'open', asker, now);
  const rings = ringsOf({ ...incident, asker }, atlas);
  const people = await countCalled(opening, { ...incident, asker });
  const call = { kind: 'call', incidentId: incident.id, slug: incident.slug } as const;
  const id = await store.alerts.create(tx, { ...call, ...(people === 'all' ? {} : { audience: people }) }, now);
  await store.alerts.begin(tx, { ...call, id }, rings, FIRST_PIECE, now);
  await giveReceipts(opening, incident, await store.reports.reporters(tx, incident.id));
  return people;
}

/** Those who reported it have the card for a receipt instead of the call. */
export async function giveReceipts({ tx, store, atlas, now }: Opening, incident: Incident, reporters: readonly Addressee[]): Promise<void> {
  if (reporters.length === 0) return;
  const unaware = await store.members.unaware(tx, incident, atlas);
  for (const to of reporters) {
    const own = unaware.get(reporterKey(to.personId, to.contactId));
    const shown = own === undefined ? {} : { hidesPlace: true, content: { key: 'receipt', args: { own } } };
    await store.deliveries.say(tx, { to, kind: 'receipt', op: 'message', incidentId: incident.id, ...shown }, now);
  }
}

/**
 * What was called unconfirmed is confirmed: whoever was called hears so, and the same call goes on to everybody else, so that nobody
 * is called by a second one. Returns how many people are called in all, or that it is everybody.
 */
export async function widenIncident(opening: Opening, incident: Incident, asker: Asker): Promise<number | 'all'> {
  const { tx, store, now } = opening;
  await store.incidents.setAsker(tx, incident.id, asker);
  const people = await countCalled(opening, { ...incident, asker });
  const args = {
    neighbourhood: { term: 'neighbourhood', slug: incident.slug },
    what: { term: 'what', kind: incident.kind, supply: incident.supply },
    place: incident.place,
  } as const;
  const update = { kind: 'update', incidentId: incident.id, slug: incident.slug } as const;
  // A moment ago: who is called from now on sees a confirmed alarm, and needs no news of it.
  const id = await store.alerts.create(tx, { ...update, content: { key: 'now-confirmed', args } }, now - 1);
  await store.alerts.beginReached(tx, { ...update, id }, ['none', 'coming', 'there'], SAID_AT_ONCE, now);
  await store.alerts.widen(tx, incident.id, people, now);
  return people;
}
