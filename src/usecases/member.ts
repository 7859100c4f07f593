import { may, mayWhere } from '../domain/access.ts';
import type { Button } from '../domain/content.ts';
import { encodePress } from '../domain/press.ts';
import type { Neighbour } from '../store/member.ts';
import { cancelCalls } from '../store/move.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';

/** People on one page. */
const PAGE = 8;
/** Names in one message. */
const NAMES_MAX = 20;

/** `/vouched`: an organiser sees who joined lately, and who brought them in. */
export async function showMembers(turn: Turn, page: number): Promise<void> {
  const { tx, store, contact, atlas } = turn;
  const slugs = mayWhere(contact.member, 'see-vouched', atlas);
  if (slugs.length === 0 || contact.channel !== 'telegram') return await refuse(turn);
  if (turn.heard.signal.kind === 'press') await acknowledge(turn);
  const found = await store.members.newest(tx, slugs, PAGE + 1, page * PAGE);
  for (const slug of new Set(found.map((one) => one.slug))) record(turn, 'see-vouched', `neighbourhood:${slug}`);
  if (found.length === 0) return await say(turn, { key: 'vouched-nobody' });
  const members = found.slice(0, PAGE);
  const buttons: Button[][] = members.map((one) => [button('button-member', 'member', one)]);
  if (found.length > PAGE) buttons.push([{ label: { key: 'button-more' }, press: encodePress({ kind: 'vouched-page', page: page + 1 }) }]);
  await say(turn, { key: 'vouched-list', args: { members: listed(members) }, buttons });
}

/** One of them: who brought them in, whom they did, and what can be done. That is also the question whether to remove them. */
export async function showMember(turn: Turn, slug: string, id: bigint): Promise<void> {
  const one = await find(turn, slug, id, 'see-vouched');
  if (!one) return;
  await acknowledge(turn);
  record(turn, 'see-vouched', `person:${id}`);
  const brought = await turn.store.members.brought(turn.tx, slug, id);
  const cancel = { label: { key: 'button-stay-member' }, press: encodePress({ kind: 'vouched-page', page: 0 }) };
  await say(turn, {
    key: 'member-shown',
    args: { ...named(one), members: listed([one]), brought: namesOf(brought), count: brought.length },
    buttons: [
      ...(one.suspended ? [[button('button-lift', 'lift', one)]] : []),
      [button('button-remove-member', 'remove-member', one)],
      [cancel],
    ],
  });
}

/** Takes somebody out. They are told nothing; whom they brought in can be shut out with one more button. */
export async function removeMember(turn: Turn, slug: string, id: bigint): Promise<void> {
  const { tx, store } = turn;
  const one = await find(turn, slug, id, 'remove-member');
  if (!one) return;
  await acknowledge(turn);
  const brought = await store.members.brought(tx, slug, id);
  await store.members.remove(tx, slug, id);
  await shutOut(turn, slug, [id]);
  record(turn, 'remove-member', `person:${id}`);
  const args = { ...named(one), brought: namesOf(brought), count: brought.length };
  await say(turn, {
    key: 'member-removed',
    args,
    buttons: brought.length > 0 ? [[button('button-suspend-tree', 'suspend-tree', one)]] : [],
  });
}

/** Shuts out all whom somebody brought in, and whom those did. */
export async function suspendTree(turn: Turn, slug: string, id: bigint): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  if (!may(contact.member, 'suspend', slug, atlas)) return await refuse(turn);
  await acknowledge(turn);
  const people = (await store.members.brought(tx, slug, id)).map((one) => one.id);
  const suspended = await store.members.suspend(tx, slug, people, now);
  await shutOut(turn, slug, suspended);
  for (const one of suspended) record(turn, 'suspend', `person:${one}`);
  await say(turn, { key: 'tree-suspended', args: { neighbourhood: neighbourhoodTerm(slug), count: suspended.length } });
}

/** What is on its way to people who are not to be called any more is taken back, and what they were shown hides the place. */
async function shutOut(turn: Turn, slug: string, people: readonly bigint[]): Promise<void> {
  await cancelCalls(turn.tx, people, [slug], turn.now);
  await turn.store.members.showPlaces(turn.tx, people, scopeOf(turn, slug));
}

/** Lets somebody in again who was shut out. */
export async function liftMember(turn: Turn, slug: string, id: bigint): Promise<void> {
  const { tx, store } = turn;
  const one = await find(turn, slug, id, 'lift');
  if (!one) return;
  await acknowledge(turn);
  await store.members.lift(tx, slug, id);
  await store.members.showPlaces(tx, [id], scopeOf(turn, slug));
  record(turn, 'lift', `person:${id}`);
  await say(turn, { key: 'member-lifted', args: named(one) });
}

/** Somebody there whom the presser may do that about; else they are told. */
async function find(
  turn: Turn,
  slug: string,
  id: bigint,
  action: 'see-vouched' | 'remove-member' | 'lift',
): Promise<Neighbour | undefined> {
  const { tx, store, contact, atlas } = turn;
  if (!may(contact.member, action, slug, atlas)) {
    await refuse(turn);
    return undefined;
  }
  const one = await store.members.get(tx, slug, id);
  if (!one) await note(turn, { key: 'member-gone' });
  return one;
}

function button(key: string, kind: 'member' | 'remove-member' | 'suspend-tree' | 'lift', { name, slug, id }: Neighbour): Button {
  return { label: { key, args: { name } }, press: encodePress({ kind, slug, person: String(id) }) };
}

function listed(members: readonly Neighbour[]) {
  const shown = members.map(({ name, slug, vouched, suspended, by }) => ({ name, slug, vouched, suspended, by }));
  return { term: 'members', members: shown } as const;
}

function named({ name, slug }: Neighbour) {
  return { name, neighbourhood: neighbourhoodTerm(slug) };
}

function namesOf(people: readonly { readonly name: string }[]): string {
  const names = people.slice(0, NAMES_MAX).map(({ name }) => name);
  return people.length > NAMES_MAX ? `${names.join(', ')} …` : names.join(', ');
}

function scopeOf({ atlas }: Turn, slug: string): readonly string[] {
  return [...new Set([...atlas.above(slug), ...atlas.within(slug)])];
}
