import { may } from '../domain/access.ts';
import { lockIncident } from './incident.ts';
import { note, refuse, type Turn } from './turn.ts';

const MUTED_FOR_MS = 24 * 60 * 60_000;

/** An organiser silences whoever began a report: for a day, or for good. What they report is answered as before, and shown to nobody. */
export async function pressSilence(turn: Turn, id: string, forGood: boolean): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const incident = await lockIncident(turn, id);
  if (!incident) return await note(turn, { key: 'incident-gone' });
  if (!may(contact.member, 'silence', incident.slug, atlas)) return await refuse(turn);
  const silenced = await store.bans.silence(tx, incident.id, atlas.above(incident.slug), forGood ? null : now + MUTED_FOR_MS);
  if (silenced === 0) return await note(turn, { key: 'silence-refused' });
  await note(turn, { key: forGood ? 'silence-banned' : 'silence-muted' });
}
