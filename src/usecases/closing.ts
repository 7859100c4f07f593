import { may, mayWhere } from '../domain/access.ts';
import { encodePress } from '../domain/press.ts';
import { readOver } from '../store/closing.ts';
import { whatTerm } from './answer.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';

/** Alarms to choose from: the newest. */
const CHOICES = 8;
const LATELY_MS = 92 * 24 * 60 * 60_000;

/** `/report`: an organiser chooses an alarm that is over. */
export async function offerClosing(turn: Turn): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const slugs = mayWhere(contact.member, 'closing-report', atlas);
  if (slugs.length === 0 || contact.channel !== 'telegram') return await refuse(turn);
  const incidents = await readOver(tx, store, slugs, now - LATELY_MS, CHOICES);
  if (incidents.length === 0) return await say(turn, { key: 'closing-none' });
  const buttons = incidents.map((one) => {
    const date = { term: 'date', at: one.startedAt } as const;
    const args = { date, neighbourhood: neighbourhoodTerm(one.slug), what: whatTerm(one), place: one.place };
    return [{ label: { key: 'button-closing-choice', args }, press: encodePress({ kind: 'closing-report', incident: String(one.id) }) }];
  });
  await say(turn, { key: 'closing-which', buttons });
}

/** Has the report on an alarm made: it comes as soon as it is, by itself. */
export async function pressClosing(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, atlas, language, now } = turn;
  const incident = await store.incidents.get(tx, BigInt(id));
  if (!incident) return await note(turn, { key: 'incident-gone' });
  if (!may(contact.member, 'closing-report', incident.slug, atlas)) return await refuse(turn);
  if (incident.stage !== 'over') return await note(turn, { key: 'closing-not-over' });
  await store.closingReports.want(tx, incident.id, contact.id, language, now);
  record(turn, 'closing-report', `incident:${incident.id}`);
  await acknowledge(turn);
  await say(turn, { key: 'closing-making' });
}
