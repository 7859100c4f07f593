import { readKey } from '../commands/code.ts';
import { may } from '../domain/access.ts';
import { makeKey, spell } from '../domain/door.ts';
import { DRAFT_LIFE_MS } from '../domain/draft.ts';
import { organises } from '../domain/person.ts';
import { encodePress } from '../domain/press.ts';
import { awaitsVouches, isVouched, VOUCHES_MAX, VOUCHES_NEEDED } from '../domain/vouch.ts';
import { takeInbound, wasTaken } from '../store/inbound.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';

/** Deep links that show a code: `/start v_<code>`. */
export const VOUCH_PREFIX = 'v_';
/** So many codes that are none may somebody type in an hour: they are shown in person, and guessed by nobody. */
const GUESSES_MAX = 10;
const GUESSES_WITHIN_MS = 60 * 60_000;

/** `/vouch`, or the word alone: a code to show, for each neighbourhood that waits for it; and how many have vouched. */
export async function showCodes(turn: Turn): Promise<void> {
  const { contact } = turn;
  const waiting = contact.member?.memberships.filter(({ slug }) => awaitsVouches(contact.member, slug)) ?? [];
  if (waiting.length === 0) return await say(turn, { key: 'vouch-not-needed' });
  for (const { slug } of waiting) await showCode(turn, contact.member?.id ?? 0n, slug);
}

/** A fresh code, and what it is for. */
export async function showCode(turn: Turn, personId: bigint, slug: string): Promise<void> {
  const { tx, store, atlas, random, now } = turn;
  const code = makeKey(random);
  const until = await store.vouches.giveCode(tx, code, slug, personId, now);
  const count = await store.vouches.count(tx, slug, personId, atlas.above(slug));
  const args = { code: spell(code), count, needed: VOUCHES_NEEDED, date: { term: 'date', at: until } } as const;
  await say(turn, { key: 'vouch-code', args: { ...args, neighbourhood: neighbourhoodTerm(slug) } });
}

/** A neighbour's code was typed. By SMS that is the confirmation; on Telegram a button is, under what it means. */
export async function typeVouch(turn: Turn, typed: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const found = await findCode(turn, typed);
  if (!found || !contact.member) return;
  if (contact.channel === 'phone') return await vouch(turn, found);
  await store.drafts.put(tx, contact.id, { kind: 'vouch', code: found.code }, now);
  const yes = { label: { key: 'button-vouch' }, press: encodePress({ kind: 'vouch-yes' }) };
  const no = { label: { key: 'button-cancel' }, press: encodePress({ kind: 'cancel' }) };
  await say(turn, { key: 'vouch-sure', args: { neighbourhood: neighbourhoodTerm(found.slug) }, buttons: [[yes], [no]] });
}

/** The button under what it means to vouch. */
export async function pressVouch(turn: Turn): Promise<void> {
  const { tx, store, contact, now } = turn;
  const draft = (await store.drafts.get(tx, contact.id, DRAFT_LIFE_MS, now))?.draft;
  if (draft?.kind !== 'vouch') return await note(turn, { key: 'incident-gone' });
  await store.drafts.drop(tx, contact.id);
  await acknowledge(turn);
  const found = await findCode(turn, draft.code);
  if (found) await vouch(turn, found);
}

interface Shown {
  readonly code: string;
  readonly personId: bigint;
  readonly slug: string;
}

/** Whose code it is, where whoever typed it may vouch for them; else they are told why not. */
async function findCode(turn: Turn, typed: string): Promise<Shown | undefined> {
  const { tx, store, contact, atlas, now } = turn;
  const { member } = contact;
  const vouches = member?.memberships.some(({ slug }) => isVouched(member, slug)) || member?.keeper;
  if (!member || !vouches) {
    await say(turn, { key: 'vouch-not-you' });
    return undefined;
  }
  const code = readKey(typed);
  const shown = code !== undefined && !(await hasGuessed(turn)) ? await store.vouches.findCode(tx, code, now) : undefined;
  if (!code || !shown || shown.personId === member.id) {
    await noteGuess(turn);
    await say(turn, { key: 'vouch-wrong' });
    return undefined;
  }
  const { slug } = shown;
  if (member.frozen || !may(member, 'vouch', slug, atlas) || !(isVouched(member, slug) || organises(member, slug, atlas))) {
    await (member.frozen ? refuse(turn) : say(turn, { key: 'vouch-not-you' }));
    return undefined;
  }
  if ((await store.vouches.given(tx, member.id, now)) >= VOUCHES_MAX) {
    await say(turn, { key: 'vouch-too-many', args: { most: VOUCHES_MAX } });
    return undefined;
  }
  return { code, ...shown };
}

/** Whether somebody has typed too many wrong codes in this hour: then a right one is none either. */
async function hasGuessed(turn: Turn): Promise<boolean> {
  return await wasTaken(turn.tx, guessKey(turn, GUESSES_MAX));
}

async function noteGuess(turn: Turn): Promise<void> {
  for (let n = 1; n <= GUESSES_MAX; n++) if (await takeInbound(turn.tx, guessKey(turn, n), turn.now)) return;
}

function guessKey({ contact, now }: Turn, n: number): string {
  return `vouch:${contact.id}:${Math.floor(now / GUESSES_WITHIN_MS)}:${n}`;
}

async function vouch(turn: Turn, { personId, slug }: Shown): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (contact.member && (await store.vouches.add(tx, slug, personId, contact.member.id, 'vouch', now))) {
    record(turn, 'vouch', `person:${personId}`);
    await settle(turn, personId, slug);
  }
  // Nobody learns who else has vouched, nor whether it was enough.
  await say(turn, { key: 'vouch-noted' });
}

/** A key was typed by one who joined without it: its giver vouches for them. False where it is none. */
export async function vouchByKey(turn: Turn, typed: string): Promise<boolean> {
  const { contact, atlas } = turn;
  const { member } = contact;
  const key = member?.memberships.some(({ slug }) => awaitsVouches(member, slug)) ? readKey(typed) : undefined;
  if (!member || key === undefined) return false;
  for (const { slug } of member.memberships) {
    if (!awaitsVouches(member, slug) || atlas.get(slug)?.door !== 'vouched') continue;
    const giver = await turn.store.doors.use(turn.tx, key, slug, turn.now);
    if (giver == null) continue;
    await noteGiver(turn, member.id, slug, giver);
    return true;
  }
  const [waiting] = member.memberships.filter(({ slug }) => awaitsVouches(member, slug));
  await say(turn, { key: 'key-wrong', args: { neighbourhood: neighbourhoodTerm(waiting?.slug ?? '') } });
  return true;
}

/** Whoever gave a key brought its user in, and where the door takes vouches, vouches for them. */
export async function noteGiver(turn: Turn, personId: bigint, slug: string, giver: bigint): Promise<void> {
  const added = await turn.store.vouches.add(turn.tx, slug, personId, giver, 'key', turn.now);
  if (added && turn.atlas.get(slug)?.door === 'vouched') await settle(turn, personId, slug);
}

/** Whether enough vouched for somebody when they were here before; then they are told so, and it counts. */
export async function isVouchedFor(turn: Turn, personId: bigint, slug: string): Promise<boolean> {
  if ((await turn.store.vouches.count(turn.tx, slug, personId, turn.atlas.above(slug))) < VOUCHES_NEEDED) return false;
  await settle(turn, personId, slug);
  return true;
}

/** Tells somebody how many vouch for them; with enough, they are called as others are from now on. */
async function settle(turn: Turn, personId: bigint, slug: string): Promise<void> {
  const { tx, store, atlas, now } = turn;
  const count = await store.vouches.count(tx, slug, personId, atlas.above(slug));
  const enough = count >= VOUCHES_NEEDED;
  if (enough) {
    await store.vouches.accept(tx, slug, personId);
    await store.members.showPlaces(tx, [personId], [...new Set([...atlas.above(slug), ...atlas.within(slug)])]);
  }
  const args = { neighbourhood: neighbourhoodTerm(slug), count, needed: VOUCHES_NEEDED };
  const content = enough ? { key: 'vouched-now', args: { neighbourhood: args.neighbourhood } } : { key: 'vouched-once', args };
  const to = (await store.contacts.openOf(tx, personId, 'telegram')) ?? (await store.contacts.openOf(tx, personId, 'phone'));
  if (to) await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
}
