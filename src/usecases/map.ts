import type { Incident } from '../domain/incident.ts';
import { endedContent, knowsWhere, placeFor, whatTerm } from './answer.ts';
import { acknowledge, neighbourhoodTerm, note, type Turn } from './turn.ts';

/** Somebody asked where it is. */
export async function pressMap(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact } = turn;
  const incident = await store.incidents.lock(tx, BigInt(id));
  const mine = incident && (await store.deliveries.hasCopy(tx, incident.id, contact.id, contact.member?.id));
  if (!incident || !mine) return await note(turn, { key: 'incident-gone' });
  if (incident.stage !== 'open' && incident.stage !== 'held') return await note(turn, endedContent(incident));
  if (!(await sendPin(turn, incident))) return await note(turn, { key: 'map-none' });
  await acknowledge(turn);
}

/**
 * Sends the pin: the reported location, else, or to one who may not know it, the middle of the neighbourhood, which says so. False where
 * neither is known.
 */
export async function sendPin(turn: Turn, incident: Incident): Promise<boolean> {
  const { tx, store, contact, now } = turn;
  const exact = (await knowsWhere(turn, incident)) ? incident.point : null;
  const point = exact ?? turn.atlas.get(incident.slug)?.centre;
  if (!point) return false;
  const key = exact ? 'map-exact' : 'map-approximate';
  const args = { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident), place: await placeFor(turn, incident) };
  const to = { contactId: contact.id, personId: contact.member?.id, channel: contact.channel, lane: contact.lane };
  const content = { key, args, point, language: turn.language };
  await store.deliveries.say(tx, { to, kind: 'answer', op: 'venue', incidentId: incident.id, content }, now);
  return true;
}
