import { may, mayWhere, permits, rankOf } from '../domain/access.ts';
import type { Button } from '../domain/content.ts';
import { encodePress } from '../domain/press.ts';
import type { Organiser, Scope } from '../store/organiser.ts';
import { freezeAlone, type Verb } from './freeze.ts';
import { decideRequest } from './request.ts';
import { askSecond, placesOf } from './second.ts';
import { acknowledge, note, refuse, say, type Turn } from './turn.ts';

/** Organisers in one message, each with a button. */
const LISTED_MAX = 40;

/** `/freeze`, `/unfreeze`, `/remove`: asks which organiser. `after`: those who follow in the list. */
export async function offer(turn: Turn, verb: Verb, after = 0n): Promise<void> {
  const { contact, atlas } = turn;
  const { member } = contact;
  const slugs = mayWhere(member, verb, atlas);
  if (!member || slugs.length === 0 || contact.channel !== 'telegram') return await refuse(turn);
  if (after > 0n) await acknowledge(turn);
  const { others, more } = await findOthers(turn, verb, permits(rankOf(member), 'freeze-alone') ? 'all' : slugs, after);
  const last = others.at(-1);
  if (!last) return await say(turn, { key: 'organisers-none' });
  const buttons: Button[][] = others.map((one) => [
    {
      label: { key: 'button-organiser', args: { name: one.name || `№${one.id}`, frozen: one.frozen ? 'yes' : 'no' } },
      press: encodePress({ kind: verb, person: String(one.id) }),
    },
  ]);
  const next = encodePress({ kind: `${verb}-more`, person: String(last.id) });
  if (more) buttons.push([{ label: { key: 'button-more' }, press: next }]);
  await say(turn, { key: `${verb}-whom`, buttons });
}

/** Those whom a list shows, and whether there are more: one who is frozen must be found however many are not. */
async function findOthers(
  turn: Turn,
  verb: Verb,
  scope: Scope,
  after: bigint,
): Promise<{ readonly others: readonly Organiser[]; readonly more: boolean }> {
  const { tx, store, contact } = turn;
  const found: Organiser[] = [];
  for (let last = after; found.length <= LISTED_MAX; ) {
    const page = await store.organisers.list(tx, scope, last, LISTED_MAX);
    found.push(...page.filter((one) => one.id !== contact.member?.id && fits(turn, verb, one)));
    if (page.length < LISTED_MAX) break;
    last = page.at(-1)?.id ?? last;
  }
  return { others: found.slice(0, LISTED_MAX), more: found.length > LISTED_MAX };
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
    await freezeAlone(turn, id);
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
