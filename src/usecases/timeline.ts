import { may, mayWhere, rankAt } from '../domain/access.ts';
import type { Content } from '../domain/content.ts';
import type { Incident } from '../domain/incident.ts';
import { encodePress } from '../domain/press.ts';
import { foldTimeline } from '../domain/timeline.ts';
import { whatTerm } from './answer.ts';
import { settleReminders } from './mediation.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, showAnew, type Turn } from './turn.ts';

/** Lines in one message, and buttons in a row under it. */
const LINES = 20;
const ROW = 5;
/** Alarms to choose from, and for how long those that ended are among them. */
const CHOICES = 8;
const ENDED_SHOWN_MS = 24 * 60 * 60_000;

/** `/timeline`: an organiser reads what was seen, and can strike what is wrong. */
export async function showTimeline(turn: Turn): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const slugs = mayWhere(contact.member, 'strike', atlas);
  if (slugs.length === 0 || contact.channel !== 'telegram') return await refuse(turn);
  const incidents = await store.incidents.lately(tx, slugs, now - ENDED_SHOWN_MS, CHOICES);
  const [only] = incidents;
  if (!only) return await say(turn, { key: 'timeline-none' });
  if (incidents.length === 1) return await say(turn, await listOf(turn, only));
  const buttons = incidents.map((i) => {
    const args = { neighbourhood: neighbourhoodTerm(i.slug), what: whatTerm(i), place: i.place };
    return [{ label: { key: 'button-choice', args }, press: encodePress({ kind: 'timeline', incident: String(i.id) }) }];
  });
  await say(turn, { key: 'timeline-which', buttons });
}

/** The button on an organiser's card. */
export async function pressTimeline(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, atlas } = turn;
  const incident = await store.incidents.get(tx, BigInt(id));
  if (!incident) return await note(turn, { key: 'incident-gone' });
  if (!may(contact.member, 'strike', incident.slug, atlas)) return await refuse(turn);
  await acknowledge(turn);
  await say(turn, await listOf(turn, incident));
}

/** Strikes an entry, or puts it back. Nothing is removed: both are entries themselves. */
export async function pressStrike(turn: Turn, event: string, kind: 'strike' | 'restore'): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const id = await store.events.incidentOf(tx, BigInt(event));
  const incident = id === undefined ? undefined : await store.incidents.lock(tx, id);
  if (!incident) return await note(turn, { key: 'incident-gone' });
  const { member } = contact;
  if (!member || !may(member, 'strike', incident.slug, atlas)) return await refuse(turn);
  const entry = foldTimeline(await store.events.of(tx, incident.id)).entries.find((one) => one.id === event);
  if (!entry) return await note(turn, { key: 'incident-gone' });
  if (entry.struck !== (kind === 'strike')) {
    const rank = rankAt(member, incident.slug, atlas);
    await store.events.add(tx, { incidentId: incident.id, personId: member.id, rank, said: { kind, entry: event } }, now);
    if (entry.said.kind === 'outcome') await settleReminders(turn, incident.id);
    record(turn, kind, `event:${event}`);
    if (entry.said.kind === 'house') await foldHouse(turn, incident, entry.said.house);
  }
  await acknowledge(turn);
  await showAnew(turn, await listOf(turn, incident));
}

/** What becomes of a house is what was said of it last, and stands. */
async function foldHouse({ tx, store }: Turn, incident: Incident, house: string): Promise<void> {
  const said = foldTimeline(await store.events.of(tx, incident.id)).houses.get(house);
  await store.houses.setStatus(tx, incident.id, BigInt(house), said?.status ?? 'threatened', said?.until ?? null);
}

/** The newest entries, in the order in which they were said, each with a button. */
async function listOf({ tx, store, now }: Turn, incident: Incident): Promise<Content> {
  const args = { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident) };
  const shown = foldTimeline(await store.events.of(tx, incident.id)).entries.slice(-LINES);
  if (shown.length === 0) return { key: 'timeline-empty', args };
  const houses = await store.houses.of(tx, incident.id, now);
  const entries = shown.map(({ at, by: { rank }, said, struck }) => {
    const house = 'house' in said ? houses.find(({ id }) => id === said.house) : undefined;
    return { at, rank, said, struck, ...(house ? { house: { place: house.place, number: house.number } } : {}) };
  });
  const buttons = shown.map(({ id, struck }, i) => ({
    label: { key: struck ? 'button-restore' : 'button-strike', args: { number: i + 1 } },
    press: encodePress({ kind: struck ? 'restore' : 'strike', event: id }),
  }));
  const rows = Array.from({ length: Math.ceil(buttons.length / ROW) }, (_, row) => buttons.slice(row * ROW, (row + 1) * ROW));
  // What was sent is opened from its own list: here each number strikes.
  const sent = shown.some(({ said }) => said.kind === 'evidence')
    ? [[{ label: { key: 'button-evidence' }, press: encodePress({ kind: 'evidence', incident: String(incident.id), page: 0 }) }]]
    : [];
  const said = { ...args, count: shown.length, entries: { term: 'timeline', entries } } as const;
  return { key: 'timeline-list', args: said, buttons: [...rows, ...sent] };
}
