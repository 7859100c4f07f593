import { takeInbound } from '../store/inbound.ts';
import { whatTerm } from './answer.ts';
import { neighbourhoodTerm, say, type Turn } from './turn.ts';

/**
 * One person's words reach organisers once in a minute, and of one incident one every ten seconds: cards and answers must not wait behind
 * them.
 */
const ONE_PERSON_MS = 60_000;
const ONE_INCIDENT_MS = 10_000;

/**
 * Somebody who was called writes what nobody here understands: an answer is never guessed, a person reads it. "No, but I can in 2 hours" is
 * no no. Organisers see the words as written, and not whose they are. False where there is nothing to be called to, or nobody to read it.
 */
export async function forward(turn: Turn, typed: string): Promise<boolean> {
  const { tx, store, atlas, contact, now } = turn;
  if (!contact.member || typed === '') return false;
  const [incident] = await store.incidents.openFor(tx, contact.member.id);
  if (!incident) return false;
  // Not by SMS: what many have to say is too much for it.
  const found = await store.people.organisers(tx, atlas.above(incident.slug), ['telegram']);
  const organisers = found.filter(({ personId }) => personId !== contact.member?.id);
  if (organisers.length === 0) return false;
  if (!(await takeInbound(tx, `forward:${incident.id}:${Math.floor(now / ONE_INCIDENT_MS)}`, now))) return false;
  if (!(await takeInbound(tx, `forward:person:${contact.member.id}:${Math.floor(now / ONE_PERSON_MS)}`, now))) return false;
  const args = { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident), text: typed };
  for (const to of organisers) {
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: { key: 'forwarded-words', args, free: true } }, now);
  }
  await say(turn, { key: 'forwarded' });
  return true;
}
