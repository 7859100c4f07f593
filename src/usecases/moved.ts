import { readKey } from '../commands/code.ts';
import type { Intent } from '../commands/intent.ts';
import { DRAFT_LIFE_MS, type Draft } from '../domain/draft.ts';
import type { Point } from '../domain/neighbourhood.ts';
import { livesIn } from '../domain/person.ts';
import { encodePress } from '../domain/press.ts';
import { mayEnter } from './door.ts';
import { welcomeBack } from './join.ts';
import { isLastOrganiser, move, roleIn } from './move.ts';
import { acknowledge, neighbourhoodButtons, neighbourhoodsTerm, neighbourhoodTerm, note, say, type Turn } from './turn.ts';

type MoveDraft = Extract<Draft, { kind: 'move' }>;

/** Buttons under one question. Whatever else there is can be named, or found by a location. */
const OFFERED_MAX = 12;
const cancel = { label: { key: 'button-cancel' }, press: encodePress({ kind: 'cancel' }) };

/** `/moved`, or the word with the names: somebody lives elsewhere now. By SMS the same once more means that they are sure. */
export async function askMoved(turn: Turn, { from, to, unknown }: Extract<Intent, { kind: 'moved' }>): Promise<void> {
  const asked = await moveDraft(turn);
  const again = to !== undefined && asked.to === to && (from === undefined || asked.from === from) && turn.contact.channel === 'phone';
  const draft: MoveDraft = { kind: 'move', ...(from && { from }), ...(to && { to }), ...(again && { sure: true }) };
  if (unknown !== undefined) return await askTo(turn, draft, 'moved-unknown');
  await ask(turn, draft);
}

/** A text while it is asked: a name, or the key to a door. */
export async function goOnMoving(turn: Turn, draft: MoveDraft, typed: string, intent: Intent): Promise<boolean> {
  const key = draft.to === undefined ? undefined : readKey(typed);
  if (key !== undefined && draft.to !== undefined) {
    const opens = await turn.store.doors.opens(turn.tx, key, draft.to, turn.now);
    if (opens) await ask(turn, { ...draft, key });
    else await say(turn, { key: 'key-wrong', args: { neighbourhood: neighbourhoodTerm(draft.to) } });
    return true;
  }
  if (intent.kind !== 'neighbourhood') return false;
  const slug = intent.neighbourhood;
  await ask(turn, !fromOf(turn, draft) && livesIn(turn.contact.member, slug) ? { ...draft, from: slug } : { ...draft, to: slug });
  return true;
}

export async function chooseFrom(turn: Turn, slug: string): Promise<void> {
  if (!livesIn(turn.contact.member, slug)) return await note(turn, { key: 'incident-gone' });
  await acknowledge(turn);
  await ask(turn, { ...(await moveDraft(turn)), from: slug });
}

export async function chooseTo(turn: Turn, slug: string): Promise<void> {
  if (!turn.contact.member || !turn.atlas.get(slug)) return await note(turn, { key: 'incident-gone' });
  await acknowledge(turn);
  const { sure: _, ...draft } = await moveDraft(turn);
  await ask(turn, { ...draft, to: slug });
}

/** An organiser moves though their role does not. */
export async function moveAllTheSame(turn: Turn): Promise<void> {
  const draft = await moveDraft(turn);
  if (!draft.to || !fromOf(turn, draft)) return await note(turn, { key: 'incident-gone' });
  await acknowledge(turn);
  await ask(turn, { ...draft, sure: true });
}

/** A location sent while it is asked: the nearest first. */
export async function movedNear(turn: Turn, draft: MoveDraft, point: Point): Promise<void> {
  await askTo(turn, draft, 'moved-to', point);
}

/** Asks the next question that is open; moves where none is. */
async function ask(turn: Turn, draft: MoveDraft): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const { member } = contact;
  if (!member) return await note(turn, { key: 'incident-gone' });
  const slugs = member.memberships.map((m) => m.slug);
  if (slugs.length === 0) return await welcomeBack(turn);
  await store.drafts.put(tx, contact.id, draft, now);
  const from = fromOf(turn, draft);
  if (!from) {
    const buttons = [...neighbourhoodButtons(slugs, 'move-from'), [cancel]];
    return await say(turn, { key: 'moved-from', args: { neighbourhoods: neighbourhoodsTerm(turn, slugs) }, buttons });
  }
  const { to, key } = draft;
  // Somebody of "Shanyrak" lives in one of its parts, and is called for that one.
  if (!to || atlas.within(to).length > 1) return await askTo(turn, { ...draft, from }, 'moved-to');
  const neighbourhood = neighbourhoodTerm(to);
  if (to === from) return await say(turn, { key: 'moved-same', args: { neighbourhood } });
  if (!draft.sure && roleIn(member, from) === 'organiser') return await askSure(turn, from);
  if (!(await mayEnter(turn, to, key))) return await say(turn, { key: 'key-needed', args: { neighbourhood } });
  await store.drafts.drop(tx, contact.id);
  await move(turn, member, from, to, key);
}

/** The neighbourhoods below the one that was named, or all, the nearest first: most people move nearby. */
async function askTo(turn: Turn, draft: MoveDraft, key: 'moved-to' | 'moved-unknown', point?: Point): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const { to: named, ...rest } = draft;
  await store.drafts.put(tx, contact.id, rest, now);
  const below = named === undefined ? undefined : atlas.within(named);
  const centre = point ?? atlas.get(fromOf(turn, draft) ?? '')?.centre;
  const own = contact.member?.memberships.map((m) => m.slug) ?? [];
  const slugs = (centre ? atlas.nearest(centre) : atlas.leaves)
    .map((n) => n.slug)
    .filter((slug) => !own.includes(slug) && (below?.includes(slug) ?? true));
  const buttons = [...neighbourhoodButtons(slugs.slice(0, OFFERED_MAX), 'move-to'), [cancel]];
  await say(turn, { key, args: { neighbourhoods: neighbourhoodsTerm(turn, slugs) }, buttons });
}

async function askSure(turn: Turn, from: string): Promise<void> {
  const last = (await isLastOrganiser(turn, from)) ? 'yes' : 'no';
  const sure = { label: { key: 'button-move' }, press: encodePress({ kind: 'move-sure' }) };
  await say(turn, { key: 'moved-sure', args: { neighbourhood: neighbourhoodTerm(from), last }, buttons: [[sure], [cancel]] });
}

/** From where: as they said, or the only one that is theirs. */
function fromOf({ contact }: Turn, { from }: MoveDraft): string | undefined {
  const slugs = contact.member?.memberships.map((m) => m.slug) ?? [];
  if (from !== undefined && slugs.includes(from)) return from;
  return slugs.length === 1 ? slugs[0] : undefined;
}

async function moveDraft(turn: Turn): Promise<MoveDraft> {
  const found = await turn.store.drafts.get(turn.tx, turn.contact.id, DRAFT_LIFE_MS, turn.now);
  return found?.draft.kind === 'move' ? found.draft : { kind: 'move' };
}
