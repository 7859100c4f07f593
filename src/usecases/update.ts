import { may } from '../domain/access.ts';
import { encodePress } from '../domain/press.ts';
import { endedContent, whatTerm } from './answer.ts';
import { lockIncident } from './incident.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';

/** What an organiser writes for many may be this long: four segments in Cyrillic. */
export const WRITTEN_MAX = 250;
/** People told in the transaction of the message itself; the engine goes on. */
const SAID_AT_ONCE = 250;

/** An organiser wants to tell the called something new: asks for the text. */
export async function pressUpdate(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const incident = await lockIncident(turn, id);
  if (!incident) return await note(turn, { key: 'incident-gone' });
  if (!may(contact.member, 'update', incident.slug, atlas)) return await refuse(turn);
  if (incident.stage !== 'open') return await note(turn, endedContent(incident));
  await store.drafts.put(tx, contact.id, { kind: 'update', incident: id }, now);
  await acknowledge(turn);
  await say(turn, {
    key: 'update-what',
    args: { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident) },
    buttons: [[{ label: { key: 'button-cancel' }, press: encodePress({ kind: 'cancel' }) }]],
  });
}

/** Sends an update to everyone whom the call has reached, except those who cannot come. */
export async function writeUpdate(turn: Turn, id: string, text: string): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  if (text.length > WRITTEN_MAX) return await say(turn, { key: 'text-too-long', args: { limit: WRITTEN_MAX, length: text.length } });
  await store.drafts.drop(tx, contact.id);
  const incident = await lockIncident(turn, id);
  if (incident?.stage !== 'open') return await say(turn, incident ? endedContent(incident) : { key: 'incident-gone' });
  // Asked again: the organiser may have been removed since the button was pressed.
  if (!may(contact.member, 'update', incident.slug, atlas)) return await refuse(turn);
  const content = { key: 'update-text', args: { neighbourhood: neighbourhoodTerm(incident.slug), text }, free: true };
  const update = { kind: 'update', incidentId: incident.id, slug: incident.slug } as const;
  record(turn, 'update', `incident:${incident.id}`);
  const author = contact.member && { authorId: contact.member.id };
  const alert = await store.alerts.create(tx, { ...update, ...author, content }, now);
  await store.alerts.beginReached(tx, { ...update, id: alert }, ['none', 'coming', 'there'], SAID_AT_ONCE, now);
  const { reached: called } = await store.views.callCounts(tx, incident.id);
  await say(turn, { key: 'update-sent', args: { called } });
}
