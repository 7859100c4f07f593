import { scopeOf } from '../domain/access.ts';
import { makeCode } from '../domain/code.ts';
import type { Asker, Incident } from '../domain/incident.ts';
import { lockName } from '../store/database.ts';
import type { Turn } from './turn.ts';

/** People planned in the transaction of the report itself: they are called before the last are planned. */
const FIRST_PIECE = 100;
/** Of a larger audience the number is told when it is planned. */
const COUNTED_MAX = 2_000;
/** Random codes tried before a longer one is made. */
const CODE_TRIES = 20;

/** Everything that is decided about reports of one city happens one after the other. */
export async function lockReports(turn: Turn, slug: string): Promise<void> {
  await lockName(turn.tx, `report:${turn.atlas.above(slug).at(-1) ?? slug}`);
}

/** The incident that an organiser means, locked, or undefined. */
export async function lockIncident(turn: Turn, id: string | bigint): Promise<Incident | undefined> {
  const slug = await turn.store.incidents.slugOf(turn.tx, BigInt(id));
  if (!slug) return undefined;
  await lockReports(turn, slug);
  return await turn.store.incidents.lock(turn.tx, BigInt(id));
}

/** A code that nothing live or lately ended has. */
export async function freeCode(turn: Turn): Promise<string> {
  for (let i = 0; ; i++) {
    const code = makeCode(turn.random, i < CODE_TRIES ? 3 : 4);
    if (!(await turn.store.incidents.codeTaken(turn.tx, code, turn.now))) return code;
  }
}

/** Shows the incident to its organisers: they decide who organise it or what lies above it; those below see. */
export async function showOrganisers(turn: Turn, incident: Incident): Promise<void> {
  const { tx, store, atlas, now } = turn;
  const slugs = scopeOf('see-called', incident.slug, atlas);
  const card = await store.alerts.create(tx, { kind: 'card', incidentId: incident.id, slug: incident.slug }, now);
  await store.alerts.planOrganisers(tx, card, slugs, now);
}

/** How many people an incident's call is for, or that it is everybody. */
export async function countCalled({ tx, store, atlas, now }: Turn, incident: Incident): Promise<number | 'all'> {
  const rings = atlas.rings(incident.slug, incident.point);
  return (await store.alerts.audience(tx, rings, incident.id, now, COUNTED_MAX))?.people ?? 'all';
}

/** Calls everyone registered there, and gives every reporter a receipt. Returns how many people are called, or that it is everybody. */
export async function openIncident(turn: Turn, incident: Incident, asker: Asker): Promise<number | 'all'> {
  const { tx, store, atlas, now } = turn;
  await store.incidents.setStage(tx, incident.id, 'open', asker, now);
  const rings = atlas.rings(incident.slug, incident.point);
  const people = await countCalled(turn, incident);
  const call = { kind: 'call', incidentId: incident.id, slug: incident.slug } as const;
  const id = await store.alerts.create(tx, { ...call, ...(people === 'all' ? {} : { audience: people }) }, now);
  await store.alerts.begin(tx, { ...call, id }, rings, FIRST_PIECE, now);
  for (const to of await store.incidents.reporters(tx, incident.id)) {
    await store.deliveries.say(tx, { to, kind: 'receipt', op: 'message', incidentId: incident.id }, now);
  }
  return people;
}
