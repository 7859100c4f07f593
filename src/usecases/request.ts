import { may, permits, rankOf } from '../domain/access.ts';
import type { SecondRequest } from '../domain/request.ts';
import { sendToAll } from './broadcast.ts';
import { agreedWhere, carryOut } from './freeze.ts';
import { placesOf } from './second.ts';
import { note, record, refuse, type Turn } from './turn.ts';

/** A second person said yes or no. Whoever asked, and whom it is about, have no say. */
export async function decideRequest(turn: Turn, id: bigint, yes: boolean): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const request = await store.requests.lock(tx, id);
  const { member } = contact;
  if (!request || !member) return await note(turn, { key: 'incident-gone' });
  const places = await placesOf(turn, request);
  const party = member.id === request.askedBy || member.id === request.subjectId;
  if (party || !places.some((place) => may(member, 'approve', place, atlas))) return await refuse(turn);
  if (request.state !== 'waiting') return await note(turn, { key: 'request-decided' });
  if (request.expiresAt <= now) return await note(turn, { key: 'request-lapsed' });
  if (yes && !(await holds(turn, request, places))) return await note(turn, { key: 'request-void' });
  await store.requests.decide(tx, id, yes ? 'approved' : 'refused', member.id);
  record(turn, yes ? 'approve' : 'refuse', `request:${id}`);
  if (yes) await follow(turn, request);
  await tellAsker(turn, request, yes);
  await note(turn, { key: yes ? 'request-approved' : 'request-refused' });
}

/** Whether what was asked may still be done: who asked, and whom it is about, may have changed since. */
async function holds(turn: Turn, request: SecondRequest, places: readonly (string | null)[]): Promise<boolean> {
  const { tx, store, contact, atlas } = turn;
  const { kind, askedBy, subjectId } = request;
  const subject = subjectId === null ? undefined : await store.organisers.get(tx, subjectId);
  const asker = askedBy === null ? undefined : await store.organisers.get(tx, askedBy);
  if (subject && (kind === 'freeze' || kind === 'unfreeze') && subject.frozen !== (kind === 'unfreeze')) return false;
  if (kind === 'remove-organiser' && subject?.keeper && !permits(rankOf(contact.member), 'remove-keeper')) return false;
  if (kind === 'remove-organiser' && !subject?.keeper) {
    const agreed = agreedWhere(contact.member, asker, atlas);
    if (!subject?.memberships.some((m) => m.role === 'organiser' && agreed.includes(m.slug))) return false;
  }
  return askedBy === null || places.some((place) => may(asker, kind, place, atlas));
}

async function follow(turn: Turn, { kind, slug, subjectId, text, askedBy }: SecondRequest): Promise<void> {
  if (kind === 'broadcast-wide' && slug !== null && text !== null && askedBy !== null) await sendToAll(turn, slug, text, askedBy);
  if (kind === 'broadcast-wide' || kind === 'export' || subjectId === null) return;
  const asker = askedBy === null ? undefined : await turn.store.organisers.get(turn.tx, askedBy);
  await carryOut(turn, kind, subjectId, asker);
}

async function tellAsker(turn: Turn, { askedBy, kind }: SecondRequest, yes: boolean): Promise<void> {
  const { tx, store, now } = turn;
  const to = askedBy === null ? undefined : await store.contacts.openOf(tx, askedBy, 'telegram');
  if (!to) return;
  const content = { key: yes ? 'asker-approved' : 'asker-refused', args: { kind } };
  await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
}
