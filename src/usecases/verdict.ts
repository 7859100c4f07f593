import { may } from '../domain/access.ts';
import { type Incident, isDecided } from '../domain/incident.ts';
import { whatTerm } from './answer.ts';
import { believe, lockIncident } from './incident.ts';
import { neighbourhoodTerm, note, record, say, type Turn } from './turn.ts';
import { witness } from './witness.ts';

/** Copies taken back, and people told, in the transaction of the verdict itself; the engine goes on. */
const CANCELLED_AT_ONCE = 1_000;
const SAID_AT_ONCE = 250;

/** An organiser pressed Confirm or False alarm. */
export async function pressVerdict(turn: Turn, id: string, confirmed: boolean): Promise<void> {
  const incident = await lockIncident(turn, id);
  if (!incident) return await note(turn, { key: 'incident-gone' });
  await decide(turn, incident, confirmed);
}

/** An organiser typed YES or NO with a code. */
export async function typeVerdict(turn: Turn, code: string, confirmed: boolean): Promise<void> {
  const incident = await findByCode(turn, code);
  if (incident) await decide(turn, incident, confirmed);
}

/** The incident with a code, locked; where there is none, or it is not the speaker's to decide, they are told. */
export async function findByCode(turn: Turn, code: string): Promise<Incident | undefined> {
  const found = await turn.store.incidents.byCode(turn.tx, code, turn.now);
  const incident = found && (await lockIncident(turn, found.id));
  if (!incident) await say(turn, { key: 'code-unknown', args: { code } });
  return incident;
}

async function decide(turn: Turn, incident: Incident, confirmed: boolean): Promise<void> {
  const { contact, atlas } = turn;
  const action = confirmed ? 'confirm' : 'false-alarm';
  // One who was asked whether they see it may have the same words and code in an SMS: a voice, and no verdict.
  if (!may(contact.member, action, incident.slug, atlas)) return await witness(turn, incident, confirmed);
  const { code } = incident;
  if (isDecided(incident)) return await note(turn, { key: 'verdict-too-late', args: { code, stage: stageTerm(incident) } });
  record(turn, action, `incident:${incident.id}`);
  if (confirmed) {
    const called = await believe(turn, incident, 'confirmed');
    return await note(turn, { key: 'verdict-confirmed', args: { code, called } });
  }
  await closeAsFalse(turn, incident);
  await note(turn, { key: 'verdict-false', args: { code } });
}

/** Ends an incident that is not true, and tells those who reported it, and those who were called though nobody had confirmed it. */
export async function closeAsFalse(turn: Turn, incident: Incident): Promise<void> {
  const { tx, store, now } = turn;
  if (incident.stage === 'open') await callOff(turn, incident);
  await store.incidents.setStage(tx, incident.id, 'false', undefined, now);
  const content = { key: 'report-false', args: { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident) } };
  for (const to of await store.reports.reporters(tx, incident.id)) {
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  }
}

async function callOff({ tx, store, now }: Turn, incident: Incident): Promise<void> {
  await store.alerts.cancel(tx, incident.id, CANCELLED_AT_ONCE, now);
  const args = { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident), place: incident.place };
  const allClear = { kind: 'all-clear', incidentId: incident.id, slug: incident.slug, content: { key: 'was-false', args } } as const;
  const id = await store.alerts.create(tx, allClear, now);
  await store.alerts.beginReached(tx, { ...allClear, id }, ['none', 'coming', 'there', 'cant', 'left'], SAID_AT_ONCE, now);
}

export function stageTerm(incident: Incident) {
  const at = incident.stage === 'open' ? (incident.openedAt ?? incident.startedAt) : incident.endedAt;
  return { term: 'stage', stage: incident.stage, at } as const;
}
