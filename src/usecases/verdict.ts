import { may } from '../domain/access.ts';
import type { Incident } from '../domain/incident.ts';
import { whatTerm } from './answer.ts';
import { lockIncident, openIncident } from './incident.ts';
import { neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';

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
  if (!may(contact.member, action, incident.slug, atlas)) return await refuse(turn);
  const { code } = incident;
  if (incident.stage !== 'held') return await note(turn, { key: 'verdict-too-late', args: { code, stage: stageTerm(incident) } });
  record(turn, action, `incident:${incident.id}`);
  if (confirmed) {
    const called = await openIncident(turn, incident, 'confirmed');
    return await note(turn, { key: 'verdict-confirmed', args: { code, called } });
  }
  await closeAsFalse(turn, incident);
  await note(turn, { key: 'verdict-false', args: { code } });
}

/** Ends a held incident that is not true, and tells those who reported it. */
export async function closeAsFalse(turn: Turn, incident: Incident): Promise<void> {
  const { tx, store, now } = turn;
  await store.incidents.setStage(tx, incident.id, 'false', undefined, now);
  const content = { key: 'report-false', args: { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident) } };
  for (const to of await store.incidents.reporters(tx, incident.id)) {
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  }
}

export function stageTerm(incident: Incident) {
  const at = incident.stage === 'open' ? (incident.openedAt ?? incident.startedAt) : incident.endedAt;
  return { term: 'stage', stage: incident.stage, at } as const;
}
