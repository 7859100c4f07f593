import { may } from '../domain/access.ts';
import { showDay } from '../domain/calendar.ts';
import type { Button, Content } from '../domain/content.ts';
import type { Incident } from '../domain/incident.ts';
import type { Outcome } from '../domain/mediation.ts';
import { encodePress } from '../domain/press.ts';
import { isUrgent, spellSighting } from '../domain/sighting.ts';
import { foldTimeline, isSighting, type Said, type Sighting } from '../domain/timeline.ts';
import { takeInbound } from '../store/inbound.ts';
import { endedContent } from './answer.ts';
import { lockIncident } from './incident.ts';
import { neighbourhoodTerm, note, record, refuse, type Turn } from './turn.ts';

/** People told in the transaction of the tap itself; the engine goes on. */
const SAID_AT_ONCE = 250;
/** An organiser who looks at the phone an hour later may still tell it. */
export const OFFER_LIFE_MS = 60 * 60_000;
/** The same, seen by somebody else within this time, is no news. */
const NEWS_AGAIN_MS = 10 * 60_000;

export function tellButton(event: string): Button {
  return { label: { key: 'button-outcome-tell' }, press: encodePress({ kind: 'outcome-tell', event }) };
}

/** What an outcome's words take. */
export function outcomeArgs(said: Outcome) {
  return { outcome: said.outcome, date: 'day' in said ? showDay(said.day) : '' } as const;
}

/** Offers organisers on Telegram to tell something; `but`: the one who has been offered it already. */
export async function offerTo({ tx, store, atlas, now }: Turn, { slug }: Incident, offer: Content, but: bigint | null): Promise<void> {
  for (const to of await store.people.organisers(tx, atlas.above(slug), ['telegram'])) {
    if (but !== null && to.personId === but) continue;
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: offer, lifeMs: OFFER_LIFE_MS }, now);
  }
}

/**
 * Somebody sees what those who are coming have to know before they arrive: organisers are offered to tell them, with one tap. Nothing goes out
 * by itself, because one person may be mistaken.
 */
export async function offerNews(turn: Turn, incident: Incident, event: string, said: Sighting): Promise<void> {
  const { tx, store, now } = turn;
  if (!isUrgent(said)) return;
  const known = foldTimeline(await store.events.of(tx, incident.id)).entries.some(
    (entry) =>
      entry.id !== event &&
      !entry.struck &&
      entry.at > now - NEWS_AGAIN_MS &&
      isSighting(entry.said) &&
      spellSighting(entry.said) === spellSighting(said),
  );
  if (known) return;
  const args = { ...newsArgs(incident, said), time: { term: 'time', at: now } } as const;
  await offerTo(turn, incident, { key: 'news-offer', args, buttons: [[tellButton(event)]] }, null);
}

function newsArgs({ slug }: Incident, said: Sighting) {
  return { neighbourhood: neighbourhoodTerm(slug), seen: { term: 'sightings', sightings: [said] } } as const;
}

/** An organiser tells those who are coming and there: once, however often it is tapped, and not what was struck. */
export async function tellEntry(turn: Turn, event: string): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const id = await store.events.incidentOf(tx, BigInt(event));
  const incident = id === undefined ? undefined : await lockIncident(turn, id);
  if (!incident) return await note(turn, { key: 'incident-gone' });
  const { member } = contact;
  if (!member || !may(member, 'update', incident.slug, atlas)) return await refuse(turn);
  if (incident.stage !== 'open') return await note(turn, endedContent(incident));
  const entry = foldTimeline(await store.events.of(tx, incident.id)).entries.find((one) => one.id === event);
  const content = entry && !entry.struck ? updateOf(incident, entry.said) : undefined;
  if (!content) return await note(turn, { key: 'outcome-struck' });
  if (!(await takeInbound(tx, `outcome:${event}`, now))) return await note(turn, { key: 'outcome-told' });
  const update = { kind: 'update', incidentId: incident.id, slug: incident.slug } as const;
  record(turn, 'update', `incident:${incident.id}`);
  const alert = await store.alerts.create(tx, { ...update, authorId: member.id, content }, now);
  await store.alerts.beginReached(tx, { ...update, id: alert }, ['coming', 'there'], SAID_AT_ONCE, now);
  await note(turn, { key: 'outcome-telling' });
}

function updateOf(incident: Incident, said: Said): Content | undefined {
  if (said.kind === 'outcome') {
    return { key: 'outcome-update', args: { ...outcomeArgs(said), neighbourhood: neighbourhoodTerm(incident.slug) } };
  }
  return isSighting(said) && isUrgent(said) ? { key: 'news-update', args: newsArgs(incident, said) } : undefined;
}
