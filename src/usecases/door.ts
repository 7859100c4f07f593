import { may } from '../domain/access.ts';
import type { Content } from '../domain/content.ts';
import { KEY_LIFE_MS, KEYS_MAX, makeKey, spell } from '../domain/door.ts';
import { livesIn, organises, type Role } from '../domain/person.ts';
import { awaitsVouches, isVouched } from '../domain/vouch.ts';
import { neighbourhoodTerm, record, say, type Turn } from './turn.ts';
import { isVouchedFor, noteGiver, showCode } from './vouch.ts';

/** `/invite`: a key for one neighbour, to each of the member's neighbourhoods that has a door. */
export async function giveKeys(turn: Turn): Promise<void> {
  const { tx, store, atlas, contact, random, now } = turn;
  const { member } = contact;
  if (!member) return;
  const shut = member.memberships.map((m) => m.slug).filter((slug) => (atlas.get(slug)?.door ?? 'open') !== 'open');
  if (shut.length === 0) return await say(turn, { key: 'key-not-needed' });
  if (!shut.some((slug) => isVouched(member, slug))) return await say(turn, { key: 'vouch-not-you' });
  for (const slug of shut) {
    if (!may(member, 'give-key', slug, atlas) || !isVouched(member, slug)) continue;
    if ((await store.doors.out(tx, member.id, now)) >= KEYS_MAX) return await say(turn, { key: 'key-too-many', args: { most: KEYS_MAX } });
    const key = makeKey(random);
    // One that opens nothing, for whoever holds a frozen phone.
    const until = member.frozen ? now + KEY_LIFE_MS : await store.doors.give(tx, key, slug, member.id, now);
    if (!member.frozen) record(turn, 'give-key', `neighbourhood:${slug}`);
    const args = { neighbourhood: neighbourhoodTerm(slug), key: spell(key), date: { term: 'date', at: until } } as const;
    await say(turn, { key: 'key-given', args });
  }
}

/** Whether somebody may join a neighbourhood: its door is open, they live there already, or their key opens it. */
export async function mayEnter(turn: Turn, slug: string, key: string | undefined): Promise<boolean> {
  const { tx, store, atlas, contact, now } = turn;
  if (atlas.get(slug)?.door !== 'invited' || contact.member?.memberships.some((m) => m.slug === slug)) return true;
  return key !== undefined && (await store.doors.opens(tx, key, slug, now));
}

/**
 * Uses up what opened the door. `giver`: whose key it was. Undefined where somebody else was faster with the same key, and the door opens
 * to nothing else.
 */
export async function enter(turn: Turn, slug: string, key: string | undefined): Promise<{ readonly giver: bigint | null } | undefined> {
  const free = await mayEnter(turn, slug, undefined);
  const lives = turn.contact.member?.memberships.some((m) => m.slug === slug);
  const giver = key === undefined || lives ? undefined : await turn.store.doors.use(turn.tx, key, slug, turn.now);
  return free || giver !== undefined ? { giver: giver ?? null } : undefined;
}

/** Adds a membership, and says what follows: where the door takes vouches, how to be vouched for. `giver`: whose key it was. */
export async function settleIn(turn: Turn, id: bigint, slug: string, role: Role, giver: bigint | null): Promise<void> {
  const awaits = await admit(turn, id, slug, role, giver);
  await say(turn, joinedContent(slug));
  if (awaits) await showCode(turn, id, slug);
}

/** Adds a membership. Returns whether others have to vouch for it. */
export async function admit(turn: Turn, id: bigint, slug: string, role: Role, giver: bigint | null): Promise<boolean> {
  const { tx, store, atlas, contact, now } = turn;
  const { member } = contact;
  const lives = livesIn(member, slug);
  const vouched = atlas.get(slug)?.door !== 'vouched' || (member !== undefined && organises(member, slug, atlas));
  await store.people.join(tx, id, slug, role, { at: now, vouched });
  if (giver !== null && !lives) await noteGiver(turn, id, slug, giver);
  else if (!vouched && !lives && (await isVouchedFor(turn, id, slug))) return false;
  return lives ? awaitsVouches(member, slug) : !vouched;
}

function joinedContent(slug: string): Content {
  return { key: 'joined', args: { neighbourhood: neighbourhoodTerm(slug), example: { term: 'example', slug } }, keyboard: true };
}
