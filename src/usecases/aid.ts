import { may, mayWhere } from '../domain/access.ts';
import type { Incident } from '../domain/incident.ts';
import { encodePress } from '../domain/press.ts';
import { isCity, rests } from '../domain/ring.ts';
import type { Ring } from '../store/ring.ts';
import { callRing, readRings } from '../store/widening.ts';
import { endedContent } from './answer.ts';
import { forward } from './forward.ts';
import { lockIncident } from './incident.ts';
import { callNext, halt } from './ring.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';
import { findByCode } from './verdict.ts';

/** So many agreements are listed, each with its button. */
const LISTED_MAX = 20;

/** An organiser who was asked for help pressed an answer. */
export async function decideAid(turn: Turn, id: bigint, answer: 'aid-yes' | 'aid-always' | 'aid-no'): Promise<void> {
  const asked = await turn.store.rings.get(turn.tx, id);
  const incident = asked && (await lockIncident(turn, asked.incidentId));
  // Read again: others may have answered before the lock was ours.
  const ring = incident && (await turn.store.rings.get(turn.tx, id));
  if (!ring) return await note(turn, { key: 'incident-gone' });
  await decide(turn, incident, ring, answer);
}

/**
 * An organiser typed AID with a code. Of the neighbourhood that is asked: yes, or no. Of the one that needs help: the call goes further, or
 * no further. From anybody else who was called it is a plea, and organisers read it.
 */
export async function typeAid(turn: Turn, code: string, yes: boolean, typed: string): Promise<void> {
  const incident = await findByCode(turn, code);
  if (!incident) return;
  const { member } = turn.contact;
  const rings = await turn.store.rings.of(turn.tx, incident.id);
  const asked = rings.find((ring) => ring.state === 'asked' && mayAnswer(turn, ring));
  const own = may(member, 'widen', incident.slug, turn.atlas);
  const ring = asked ?? (own ? undefined : rings.find((one) => may(member, 'agree-aid', one.slug, turn.atlas)));
  if (ring) return await decide(turn, incident, ring, yes ? 'aid-yes' : 'aid-no');
  if (!own) {
    if (!member?.frozen && (await forward(turn, typed))) return;
    return await refuse(turn);
  }
  await (yes ? callNext(turn, incident) : halt(turn, incident));
}

async function decide(turn: Turn, incident: Incident, ring: Ring, answer: 'aid-yes' | 'aid-always' | 'aid-no'): Promise<void> {
  const { tx, store, atlas, now } = turn;
  const { slug, id } = ring;
  if (!mayAnswer(turn, ring)) return await refuse(turn);
  if (incident.stage !== 'open') return await note(turn, endedContent(incident));
  if (ring.state !== 'asked') return await note(turn, { key: 'aid-decided' });
  const yes = answer !== 'aid-no';
  const always = answer === 'aid-always' && !isCity(slug, atlas);
  record(turn, yes ? 'agree-aid' : 'refuse-aid', `ring:${id}`);
  if (always) {
    await store.aids.agree(tx, slug, incident.slug, now);
    record(turn, 'agree-aid', `neighbourhood:${slug}`);
  }
  const said = yes ? await call(turn, incident, ring) : 'no';
  if (!yes) await store.rings.refuse(tx, ring);
  await tellAsker(turn, incident, ring, said);
  const args = { neighbourhood: neighbourhoodTerm(incident.slug), own: neighbourhoodTerm(slug), code: incident.code };
  await note(turn, { key: `aid-noted-${always && said === 'yes' ? 'always' : said}`, args });
}

/** Calls a ring that has agreed; where there are enough by now, or no more are wanted, not before that changes. */
async function call(turn: Turn, incident: Incident, ring: Ring): Promise<'yes' | 'later'> {
  const { tx, store, atlas, now } = turn;
  const opening = { tx, store, atlas, now };
  const { facts } = await readRings(opening, incident, turn.enough(incident.slug));
  await callRing(opening, incident, ring);
  const called = await store.rings.get(tx, ring.id);
  if (!called || !rests(facts, ring)) return 'yes';
  await store.rings.pause(tx, called, now);
  return 'later';
}

/** Nobody agrees to what they have asked for themselves. */
function mayAnswer({ contact, atlas }: Turn, { slug, askedBy }: Ring): boolean {
  return contact.member?.id !== askedBy && may(contact.member, 'agree-aid', slug, atlas);
}

/** Whoever asked hears what was answered; where a policy did, those who organise where the help is needed. */
async function tellAsker(turn: Turn, incident: Incident, { askedBy, slug }: Ring, said: 'yes' | 'later' | 'no'): Promise<void> {
  const { tx, store, atlas, now } = turn;
  const args = { neighbourhood: neighbourhoodTerm(slug), code: incident.code };
  const content = { key: `aid-answer-${said}`, args };
  const organisers = await store.people.organisers(tx, atlas.above(incident.slug), turn.reachable);
  for (const to of organisers.filter(({ personId }) => askedBy === null || personId === askedBy)) {
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  }
}

/** `/aid`: what was agreed once, with a button to end it. */
export async function tellAids(turn: Turn): Promise<void> {
  const { tx, store, contact, atlas } = turn;
  const slugs = mayWhere(contact.member, 'withdraw-aid', atlas);
  if (slugs.length === 0 || contact.channel !== 'telegram') return await refuse(turn);
  const aids = await store.aids.of(tx, slugs, LISTED_MAX);
  if (aids.length === 0) return await say(turn, { key: 'aid-none' });
  const buttons = aids.map(({ id, helper, asker }) => [
    {
      label: { key: 'button-aid-end', args: { helper: neighbourhoodTerm(helper), asker: neighbourhoodTerm(asker) } },
      press: encodePress({ kind: 'aid-end', aid: String(id) }),
    },
  ]);
  await say(turn, { key: 'aid-list', buttons });
}

/** Either side ends what was agreed; those of the other side are told. */
export async function endAid(turn: Turn, id: bigint): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const aid = await store.aids.get(tx, id);
  if (!aid) return await note(turn, { key: 'aid-gone' });
  const { helper, asker } = aid;
  const sides = [helper, asker].filter((slug) => may(contact.member, 'withdraw-aid', slug, atlas));
  if (sides.length === 0) return await refuse(turn);
  await store.aids.withdraw(tx, id);
  record(turn, 'withdraw-aid', `aid:${id}`);
  await acknowledge(turn);
  const content = { key: 'aid-ended', args: { helper: neighbourhoodTerm(helper), asker: neighbourhoodTerm(asker) } };
  const both = [...new Set([...atlas.above(helper), ...atlas.above(asker)])].filter((slug) => !isCity(slug, atlas));
  for (const to of await store.people.organisers(tx, both, turn.reachable)) {
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  }
}
