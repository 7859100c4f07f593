import { may, mayWhere, permits, rankOf } from '../domain/access.ts';
import { encodePress } from '../domain/press.ts';
import type { Organiser } from '../store/organiser.ts';
import { carryOut, type Verb } from './freeze.ts';
import { decideRequest } from './request.ts';
import { askSecond, placesOf } from './second.ts';
import { acknowledge, note, refuse, say, type Turn } from './turn.ts';

/** `/freeze`, `/unfreeze`, `/remove`: asks which organiser. */
export async function offer(turn: Turn, verb: Verb): Promise<void> {
  const { tx, store, contact, atlas } = turn;
  const { member } = contact;
  const slugs = mayWhere(member, verb, atlas);
  if (!member || slugs.length === 0 || contact.channel !== 'telegram') return await refuse(turn);
  const known = await store.organisers.list(tx, permits(rankOf(member), 'freeze-alone') ? 'all' : slugs);
  const others = known.filter((one) => one.id !== member.id && fits(turn, verb, one));
  if (others.length === 0) return await say(turn, { key: 'organisers-none' });
  const buttons = others.map((one) => [
    {
      label: { key: 'button-organiser', args: { name: one.name || `№${one.id}`, frozen: one.frozen ? 'yes' : 'no' } },
      press: encodePress({ kind: verb, person: String(one.id) }),
    },
  ]);
  await say(turn, { key: `${verb}-whom`, buttons });
}

/** An organiser was chosen from the list: another one is asked to agree, or has asked for the same already. */
export async function choose(turn: Turn, verb: Verb, id: bigint): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const { member } = contact;
  const asked = { kind: verb, slug: null, subjectId: id, text: null };
  const places = await placesOf(turn, asked);
  if (member?.id === id || !places.some((place) => may(member, verb, place, atlas))) return await refuse(turn);
  const subject = await store.organisers.get(tx, id);
  if (!member || !subject || !fits(turn, verb, subject)) return await refuse(turn);
  if (verb === 'freeze' && subject.frozen) return await note(turn, { key: 'frozen-already' });
  if (verb === 'freeze' && permits(rankOf(member), 'freeze-alone')) {
    await carryOut(turn, verb, id);
    return await note(turn, { key: 'request-approved' });
  }
  const waiting = await store.requests.waitingFor(tx, verb, id, now);
  const request = waiting === undefined ? undefined : await store.requests.get(tx, waiting);
  if (request?.askedBy === member.id) return await note(turn, { key: 'request-asked' });
  if (request) return await decideRequest(turn, request.id, true);
  if (!(await askSecond(turn, asked, { name: subject.name || `№${id}` }))) return await note(turn, { key: 'request-nobody' });
  await acknowledge(turn);
  await say(turn, { key: 'request-asked' });
}

/** Whether there is anything to do about somebody; only keepers remove a keeper. */
function fits({ contact }: Turn, verb: Verb, one: Organiser): boolean {
  if (verb === 'unfreeze') return one.frozen;
  return verb === 'freeze' || !one.keeper || permits(rankOf(contact.member), 'remove-keeper');
}
