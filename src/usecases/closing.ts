import { may, mayWhere } from '../domain/access.ts';
import { makePassword } from '../domain/code.ts';
import { encodePress } from '../domain/press.ts';
import { readOver } from '../store/closing.ts';
import { whatTerm } from './answer.ts';
import { readable, reveal } from './casualty/list.ts';
import { tellReader } from './casualty/news.ts';
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

/**
 * The lawyer's version: the report with the records of people hurt and taken in it, for those who may read them. The file is locked with a
 * password that is told once, in a message that hides itself: whoever takes the phone later can open neither.
 */
export async function pressRecords(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, language, random, now } = turn;
  const incident = await store.incidents.get(tx, BigInt(id));
  if (!incident) return await note(turn, { key: 'incident-gone' });
  if (!(await readable(turn, incident)).includes('taken')) return await refuse(turn);
  if (incident.stage !== 'over') return await note(turn, { key: 'closing-not-over' });
  const people = await store.casualties.of(tx, incident.id);
  const password = makePassword(random);
  await store.closingReports.want(tx, incident.id, contact.id, language, now, password);
  record(turn, 'closing-report', `incident:${incident.id}`);
  for (const one of people) record(turn, 'read-casualty', `casualty:${one.id}`);
  await tellReader(turn, incident);
  await acknowledge(turn);
  const hide = [[{ label: { key: 'button-hide' }, press: encodePress({ kind: 'casualties-hide' }) }]];
  await reveal(
    turn,
    { key: 'closing-password', args: { password }, buttons: hide },
    people.map((one) => one.id),
  );
}
