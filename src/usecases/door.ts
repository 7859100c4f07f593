import { may } from '../domain/access.ts';
import { KEYS_MAX, makeKey, spell } from '../domain/door.ts';
import { neighbourhoodTerm, record, say, type Turn } from './turn.ts';

/** `/invite`: a key for one neighbour, to each of the member's neighbourhoods that has a door. */
export async function giveKeys(turn: Turn): Promise<void> {
  const { tx, store, atlas, contact, random, now } = turn;
  const { member } = contact;
  if (!member) return;
  const shut = member.memberships.map((m) => m.slug).filter((slug) => atlas.get(slug)?.door === 'invited');
  if (shut.length === 0) return await say(turn, { key: 'key-not-needed' });
  for (const slug of shut) {
    if (member.frozen || !may(member, 'give-key', slug, atlas)) continue;
    if ((await store.doors.out(tx, member.id, now)) >= KEYS_MAX) return await say(turn, { key: 'key-too-many', args: { most: KEYS_MAX } });
    const key = makeKey(random);
    const until = await store.doors.give(tx, key, slug, member.id, now);
    record(turn, 'give-key', `neighbourhood:${slug}`);
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

/** Uses up what opened the door. False where somebody else was faster with the same key. */
export async function enter(turn: Turn, slug: string, key: string | undefined): Promise<boolean> {
  if (await mayEnter(turn, slug, undefined)) return true;
  return key !== undefined && (await turn.store.doors.use(turn.tx, key, slug, turn.now));
}
