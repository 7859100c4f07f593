import { may } from '../domain/access.ts';
import { answers } from '../domain/headcount.ts';
import { ASK_AFTER_MS } from '../domain/home.ts';
import { calledPlaces } from '../domain/house.ts';
import type { Incident } from '../domain/incident.ts';
import { whatTerm } from './answer.ts';
import { lockIncident } from './incident.ts';
import { neighbourhoodTerm, note, record, refuse, type Turn } from './turn.ts';
import { closeAsFalse, findByCode, stageTerm } from './verdict.ts';

/** Copies taken back, and people told, in the transaction of the press itself; the engine goes on. */
const CANCELLED_AT_ONCE = 1_000;
const SAID_AT_ONCE = 250;

/** An organiser pressed Stand down. */
export async function pressStandDown(turn: Turn, id: string): Promise<void> {
  const incident = await lockIncident(turn, id);
  if (!incident) return await note(turn, { key: 'incident-gone' });
  await end(turn, incident);
}

/** An organiser typed CLEAR with a code. */
export async function typeStandDown(turn: Turn, code: string): Promise<void> {
  const incident = await findByCode(turn, code);
  if (incident) await end(turn, incident);
}

/**
 * Ends an incident: what is queued of it is cancelled, and everyone whom it reached hears the all-clear; those whose call is
 * in flight at this moment hear it as soon as it is known to have arrived.
 */
async function end(turn: Turn, incident: Incident): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const { code, slug } = incident;
  if (!may(contact.member, 'stand-down', slug, atlas)) return await refuse(turn);
  if (incident.stage === 'held') {
    record(turn, 'false-alarm', `incident:${incident.id}`);
    await closeAsFalse(turn, incident);
    return await note(turn, { key: 'verdict-false', args: { code } });
  }
  if (incident.stage !== 'open') return await note(turn, { key: 'verdict-too-late', args: { code, stage: stageTerm(incident) } });
  record(turn, 'stand-down', `incident:${incident.id}`);
  await store.incidents.setStage(tx, incident.id, 'over', undefined, now);
  // Not at once: they first get home.
  await store.homes.plan(tx, incident.id, now, now + ASK_AFTER_MS);
  const { reached: called } = await store.views.callCounts(tx, incident.id);
  await store.alerts.cancel(tx, incident.id, CANCELLED_AT_ONCE, now);
  // Two alarms of one kind may be open: the place tells which of them is over.
  const args = {
    neighbourhood: neighbourhoodTerm(slug),
    what: whatTerm(incident),
    time: { term: 'time', at: now },
    place: await placesOf(turn, incident),
  } as const;
  const allClear = { kind: 'all-clear', incidentId: incident.id, slug, content: { key: 'all-clear', args } } as const;
  const id = await store.alerts.create(tx, allClear, now);
  await store.alerts.beginReached(tx, { ...allClear, id }, ['none', ...answers], SAID_AT_ONCE, now);
  await note(turn, { key: 'stood-down', args: { code, called } });
}

/** Where people were called to: some only know of the house that it began at. */
async function placesOf({ tx, store, now }: Turn, { id, place }: Incident): Promise<string> {
  const movedTo = (await store.events.of(tx, id)).flatMap(({ said }) => (said.kind === 'call-moved' ? [said.house] : []));
  return movedTo.length === 0 ? place : calledPlaces(await store.houses.of(tx, id, now), movedTo);
}
