import { scopeOf } from '../domain/access.ts';
import { makeCode } from '../domain/code.ts';
import type { Asker, Incident } from '../domain/incident.ts';
import { line } from '../domain/merge.ts';
import { lockName } from '../store/database.ts';
import { openIncident, widenIncident } from '../store/opening.ts';
import type { Turn } from './turn.ts';

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
  // Their cards offer to make one of them.
  await store.incidents.showOthers(tx, line(incident.slug, atlas), incident.id);
}

/**
 * What was reported is believed: everybody is called, or, where the neighbourhood was called unconfirmed, everybody else. Returns how
 * many people are called, or that it is everybody.
 */
export async function believe(turn: Turn, incident: Incident, asker: Asker): Promise<number | 'all'> {
  // One that was kept because of who reported it first is news to organisers.
  if (!(await turn.store.alerts.hasCard(turn.tx, incident.id))) await showOrganisers(turn, incident);
  return await (incident.stage === 'held' ? openIncident : widenIncident)(turn, incident, asker);
}
