import type { Button, Content } from '../domain/content.ts';
import type { Draft } from '../domain/draft.ts';
import { DUTY_MAX } from '../domain/duty.ts';
import { needRings } from '../domain/need.ts';
import { encodePress } from '../domain/press.ts';
import type { Addressee } from '../store/delivery.ts';
import { takeInbound } from '../store/inbound.ts';
import type { Visit } from '../store/visit.ts';
import { acknowledge, neighbourhoodTerm, note, say, type Turn } from './turn.ts';

/** A lawyer looks at the phone between two hearings. */
const LIFE_MS = 12 * 60 * 60_000;
/** What one writes to the other may be this long. */
const WORDS_MAX = 400;
/** One of them writes once in this time: nobody's phone is to be flooded. */
const ONCE_IN_MS = 5_000;

/**
 * Sends a checklist to the lawyers on duty, the nearest ones; where there are none, to those who are coming or there; else organisers are
 * told that nobody is, and not what it says. Returns whom it went to.
 */
export async function sendVisit(turn: Turn, visit: Visit): Promise<readonly bigint[]> {
  const { tx, store, atlas, reachable, now } = turn;
  const rings = needRings(visit.slug, null, atlas);
  const onDuty = await store.duties.nearest(tx, rings, visit.personId, DUTY_MAX, now);
  const incident = visit.incidentId;
  const there = onDuty.length > 0 || incident === null ? [] : await store.duties.present(tx, incident, visit.personId, DUTY_MAX);
  const lawyers = [...onDuty, ...there];
  if (lawyers.length === 0) {
    const neighbourhood = neighbourhoodTerm(visit.slug);
    const ask: Button = {
      label: { key: 'button-duty-ask', args: { neighbourhood } },
      press: encodePress({ kind: 'duty-ask', slug: visit.slug }),
    };
    const content = { key: 'visit-no-lawyer', args: { neighbourhood }, buttons: [[ask]] };
    for (const to of await store.people.organisers(tx, atlas.above(visit.slug), reachable)) {
      if (to.personId !== visit.personId)
        await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content, lifeMs: LIFE_MS }, now);
    }
    return [];
  }
  for (const to of lawyers) await give(turn, visit, to);
  return lawyers.flatMap(({ personId }) => (personId == null ? [] : [personId]));
}

/** One message, the whole of it; the place only where the lawyer may know it. */
async function give({ tx, store, answering, now }: Turn, visit: Visit, to: Addressee): Promise<void> {
  const incident = visit.incidentId === null ? undefined : await store.incidents.get(tx, visit.incidentId);
  const hidden = incident !== undefined && to.personId != null && (await store.deliveries.hidesPlace(tx, incident.id, to.personId));
  const args = {
    neighbourhood: neighbourhoodTerm(visit.slug),
    time: { term: 'time', at: visit.at },
    place: incident && !hidden ? incident.place : '',
    told: { term: 'visit', told: visit.told },
    number: String(visit.id),
    replies: answering.includes('phone') ? 'yes' : 'no',
  } as const;
  const content = { key: 'visit-report', args, buttons: [[replyButton(visit)]], free: true };
  await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content, lifeMs: LIFE_MS }, now);
}

/** Checklists that found no lawyer go to one who is on duty from now on; whoever filled them in hears so. */
export async function sendWaiting(turn: Turn, slug: string, lawyer: bigint): Promise<void> {
  const { tx, store, atlas, now } = turn;
  const [to] = await store.duties.reach(tx, [lawyer]);
  if (!to) return;
  const city = atlas.within(atlas.above(slug).at(-1) ?? slug);
  for (const visit of await store.visits.unsent(tx, city, now - LIFE_MS)) {
    if (visit.personId === lawyer || visit.doneAt === null) continue;
    await give(turn, visit, to);
    await store.visits.finish(tx, visit.id, [lawyer], visit.doneAt);
    await tellFiller(turn, visit, { key: 'visit-taken' });
  }
}

function replyButton({ id }: Pick<Visit, 'id'>): Button {
  return { label: { key: 'button-visit-reply' }, press: encodePress({ kind: 'visit-reply', visit: String(id) }) };
}

/** The lawyer, or whoever filled it in, wants to write to the other. */
export async function pressReply(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const visit = await store.visits.lock(tx, BigInt(id));
  const side = visit && sideOf(turn, visit);
  if (!side) return await note(turn, { key: 'incident-gone' });
  await store.drafts.put(tx, contact.id, { kind: 'visit-reply', visit: id }, now);
  await acknowledge(turn);
  await say(turn, { key: 'visit-words', args: { to: side === 'lawyer' ? 'person' : 'lawyer' } });
}

/** What was typed after it. False where it is nothing to send on. */
export async function typeReply(turn: Turn, draft: Extract<Draft, { kind: 'visit-reply' }>, typed: string): Promise<boolean> {
  if (typed === '') return false;
  await reply(turn, draft.visit, typed);
  return true;
}

/** `REPLY 17 …`, by SMS. */
export async function reply(turn: Turn, id: string, text: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const visit = await store.visits.lock(tx, BigInt(id));
  const side = visit && sideOf(turn, visit);
  if (!visit || !side) return await say(turn, { key: 'visit-unknown' });
  if (text.length > WORDS_MAX) return await say(turn, { key: 'text-too-long', args: { limit: WORDS_MAX, length: text.length } });
  if (!(await takeInbound(tx, `visit:${id}:${contact.id}:${Math.floor(now / ONCE_IN_MS)}`, now)))
    return await say(turn, { key: 'visit-slow' });
  await store.drafts.drop(tx, contact.id);
  // Whoever holds a frozen phone is not heard, and does not learn it.
  if (contact.member?.frozen && side === 'lawyer') return await say(turn, { key: 'visit-passed-on' });
  const args = { text, number: id, replies: turn.answering.includes('phone') ? 'yes' : 'no' } as const;
  if (side === 'lawyer') await tellFiller(turn, visit, { key: 'visit-from-lawyer', args, free: true });
  else {
    const content = {
      key: 'visit-from-person',
      args: { ...args, neighbourhood: neighbourhoodTerm(visit.slug) },
      buttons: [[replyButton(visit)]],
      free: true,
    };
    for (const to of await store.duties.reach(tx, visit.lawyers)) {
      await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content, lifeMs: LIFE_MS }, now);
    }
  }
  await say(turn, { key: 'visit-passed-on' });
}

async function tellFiller({ tx, store, now }: Turn, visit: Visit, content: Content): Promise<void> {
  const to = await store.visits.addressee(tx, visit);
  if (!to) return;
  const shown = { ...content, buttons: [[replyButton(visit)]] };
  await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: shown, lifeMs: LIFE_MS }, now);
}

/** What somebody is in a visit; undefined for whoever has nothing to do with it, or with one that went to nobody. */
function sideOf({ contact }: Turn, visit: Visit): 'lawyer' | 'person' | undefined {
  const { member } = contact;
  if (visit.lawyers.length === 0) return undefined;
  if (member && visit.lawyers.includes(member.id)) return 'lawyer';
  return visit.contactId === contact.id || (member && visit.personId === member.id) ? 'person' : undefined;
}
