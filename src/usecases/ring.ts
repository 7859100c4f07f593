import { may } from '../domain/access.ts';
import type { Content } from '../domain/content.ts';
import { type Incident, isDecided } from '../domain/incident.ts';
import { nextStep } from '../domain/ring.ts';
import type { Ring } from '../store/ring.ts';
import { readRings, widen } from '../store/widening.ts';
import { endedContent } from './answer.ts';
import { lockIncident } from './incident.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';

/** An organiser wants the next ring called now, whatever the policy says. */
export async function pressRing(turn: Turn, id: string): Promise<void> {
  const incident = await lockIncident(turn, id);
  if (!incident) return await note(turn, { key: 'incident-gone' });
  if (!may(turn.contact.member, 'widen', incident.slug, turn.atlas)) return await refuse(turn);
  await acknowledge(turn);
  await callNext(turn, incident);
}

/** An organiser wants nobody else called beyond those who are. */
export async function stopRings(turn: Turn, id: string): Promise<void> {
  const incident = await lockIncident(turn, id);
  if (!incident) return await note(turn, { key: 'incident-gone' });
  if (!may(turn.contact.member, 'widen', incident.slug, turn.atlas)) return await refuse(turn);
  await halt(turn, incident);
}

export async function halt(turn: Turn, incident: Incident): Promise<void> {
  const { tx, store, now } = turn;
  if (incident.stage !== 'open') return await note(turn, endedContent(incident));
  await store.rings.halt(tx, incident.id);
  for (const ring of await store.rings.of(tx, incident.id)) {
    if (ring.state === 'called' && ring.going) await store.rings.pause(tx, ring, now);
  }
  record(turn, 'stop-rings', `incident:${incident.id}`);
  await note(turn, { key: 'ring-stopped', args: { code: incident.code } });
}

/** Goes on with what was stopped; where nothing was, calls the next ring, or asks those who organise it. */
export async function callNext(turn: Turn, incident: Incident): Promise<void> {
  const { tx, store, atlas, contact, now } = turn;
  const { id, slug, code } = incident;
  const closed = whyNot(incident);
  if (closed) return await say(turn, closed);
  const opening = { tx, store, atlas, now };
  const wanted = turn.enough(slug);
  const { facts, rings } = await readRings(opening, incident, wanted);
  await store.rings.goOn(tx, id);
  const urged = facts.crowd >= wanted;
  const paused = rings.filter(({ state }) => state === 'paused');
  for (const ring of paused) {
    await store.rings.resume(tx, ring, urged, now);
    record(turn, 'widen', `ring:${ring.id}`);
    await say(turn, begunContent(ring, 'called', code));
  }
  if (paused.length > 0) return;
  const begun = rings.map((ring) => ring.slug);
  const next = nextStep(slug, begun, atlas);
  if (next.length === 0) return await say(turn, { key: 'ring-none', args: { code } });
  const { member: acting } = contact;
  const by = acting?.id ?? null;
  for (const one of next) {
    const ring = await widen(opening, incident, one, { by, acting, wanted, urged, answering: turn.answering });
    if (ring.state !== 'nobody') record(turn, ring.state === 'called' ? 'widen' : 'ask-aid', `ring:${ring.id}`);
    await say(turn, begunContent(ring, ring.state, code));
  }
}

function begunContent({ slug }: Ring, state: Ring['state'], code: string): Content {
  return { key: `ring-begun-${state}`, args: { neighbourhood: neighbourhoodTerm(slug), code } };
}

/** Why the call goes no further. What nobody has confirmed stays where it is. */
function whyNot(incident: Incident): Content | undefined {
  if (!isDecided(incident)) return { key: 'ring-unconfirmed', args: { code: incident.code } };
  return incident.stage === 'open' ? undefined : endedContent(incident);
}
