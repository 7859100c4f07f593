import type { Intent } from '../commands/intent.ts';
import type { Content } from '../domain/content.ts';
import { type HomeMeans, type HomeState, homeSettled } from '../domain/home.ts';
import { encodePress } from '../domain/press.ts';
import type { HomeCheck } from '../store/home.ts';
import { listHome } from '../store/home-ask.ts';
import { acknowledge, neighbourhoodTerm, note, say, type Turn } from './turn.ts';

/** Somebody was asked, or is looked for: their words may be an answer. */
const asked: readonly HomeState[] = ['asked', 'called', 'listed', 'help'];

/** One of the two buttons under the question, or its key in a call. */
export async function answerHome(turn: Turn, incident: string, safe: boolean, means: HomeMeans): Promise<void> {
  const mine = (await checksOf(turn)).filter((one) => String(one.incidentId) === incident || !isSettled(one));
  if (!mine.some((one) => String(one.incidentId) === incident)) return await note(turn, { key: 'incident-gone' });
  await (safe ? sayHomeSafe(turn, mine, means) : askForHelp(turn, mine, means));
}

/** Somebody typed that they are safe, or need help. */
export async function typeHome(turn: Turn, safe: boolean): Promise<void> {
  const checks = await checksOf(turn);
  const open = checks.filter((one) => !isSettled(one));
  const mine = open.length > 0 ? open : checks.slice(0, 1);
  await (safe ? sayHomeSafe(turn, mine, 'words') : askForHelp(turn, mine, 'words'));
}

/**
 * What words mean from somebody who was there: whether they are safe. From everybody else what they always did. "Help" alone, from one who was asked
 * whether they are safe, is no question how this works.
 */
export async function settleHome(turn: Turn, intent: Intent, typed: string): Promise<Intent> {
  const plea = intent.kind === 'help' && /^\p{L}/u.test(typed.trim());
  const safe = intent.kind === 'unclear' ? intent.safe : plea ? false : (await isFour(turn, intent)) ? true : undefined;
  if (safe === undefined || turn.contact.state === 'stopped') return intent;
  const checks = await checksOf(turn);
  const heard = plea ? checks.some(({ state }) => asked.includes(state)) : checks.length > 0;
  return heard ? { kind: 'home', safe } : intent;
}

/** A bare 4 says that one has left an alarm; where none is open, it says what the hotline's 4 says. */
async function isFour({ tx, store, contact }: Turn, intent: Intent): Promise<boolean> {
  if (intent.kind !== 'answer' || intent.answer !== 'left' || intent.code !== undefined || !contact.member) return false;
  return (await store.incidents.openFor(tx, contact.member.id)).length === 0;
}

/** They called the hotline to say so: whatever they were asked is answered. */
export async function settleByHotline(turn: Turn): Promise<void> {
  const open = (await checksOf(turn)).filter((one) => !isSettled(one));
  if (open.length > 0) await markSafe(turn, open, 'hotline');
}

/** They called the hotline to say what happened: what they speak follows. */
export async function helpByHotline(turn: Turn): Promise<void> {
  const mine = (await checksOf(turn)).filter(({ state }) => asked.includes(state));
  await markHelp(turn, mine, 'hotline');
}

/** They rang and hung up, as one-way messages ask for. Not where they need help. */
export async function settleByMissedCall(turn: Turn): Promise<void> {
  const open = (await checksOf(turn)).filter((one) => !isSettled(one));
  if (!open.some(({ state }) => asked.includes(state)) || open.some(({ state }) => state === 'help')) return;
  await sayHomeSafe(turn, open, 'missed-call');
}

/** An answer to no alarm, from somebody who is asked whether they are safe: 1 and 2 are never taken for that. False where they are not asked. */
export async function askHomeAgain(turn: Turn): Promise<boolean> {
  if (!(await checksOf(turn)).some(({ state }) => asked.includes(state))) return false;
  await say(turn, { key: 'home-again' });
  return true;
}

/** The checks of whoever spoke that are open, or that they answered themselves. */
export async function checksOf({ tx, store, contact, now }: Turn): Promise<readonly HomeCheck[]> {
  return contact.member ? await store.homes.of(tx, contact.member.id, now) : [];
}

function isSettled({ state }: HomeCheck): boolean {
  return homeSettled.includes(state);
}

async function sayHomeSafe(turn: Turn, mine: readonly HomeCheck[], means: HomeMeans): Promise<void> {
  const open = mine.filter((one) => !isSettled(one));
  if (open.length > 0) await markSafe(turn, open, means);
  await note(turn, { key: 'home-safe-noted' });
}

/** Whoever holds a frozen phone may not be its owner: nobody is taken off the list for it. */
async function markSafe(turn: Turn, open: readonly HomeCheck[], means: HomeMeans): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (contact.member?.frozen) return;
  await store.homes.settle(
    tx,
    open.map(({ id }) => id),
    'safe',
    means,
    now,
  );
  for (const { incidentId } of open) await showWhenDone(turn, incidentId);
}

async function askForHelp(turn: Turn, mine: readonly HomeCheck[], means: HomeMeans): Promise<void> {
  const { tx, store, contact, now } = turn;
  const [first] = mine;
  if (!first) return;
  await markHelp(turn, mine, means);
  if (means === 'key') return await say(turn, { key: 'home-help-noted' });
  await store.drafts.put(tx, contact.id, { kind: 'home-words', check: String(first.id) }, now);
  await acknowledgePress(turn);
  await say(turn, { key: 'home-help-noted' });
}

/** Organisers hear it once, however often it is said. */
async function markHelp(turn: Turn, mine: readonly HomeCheck[], means: HomeMeans): Promise<void> {
  const { tx, store, contact, now } = turn;
  const fresh = mine.filter(({ state }) => state !== 'help');
  if (contact.member?.frozen || fresh.length === 0) return;
  const ids = fresh.map(({ id }) => id);
  await store.homes.settle(tx, ids, 'help', means, now);
  for (const check of fresh) await tellHelp(turn, check);
}

/** What was typed needs no toast. */
async function acknowledgePress(turn: Turn): Promise<void> {
  if (turn.heard.signal.kind === 'press') await acknowledge(turn);
}

/** At once, and each organiser for themselves: the list may be shown to them already, and an edit rings nobody's phone. */
async function tellHelp(turn: Turn, { id, incidentId }: HomeCheck): Promise<void> {
  const { tx, store, atlas, now } = turn;
  const incident = await store.incidents.get(tx, incidentId);
  const person = await store.homes.person(tx, id);
  if (!incident || !person) return;
  const args = { neighbourhood: neighbourhoodTerm(incident.slug), person: { term: 'home-person', person } } as const;
  const content: Content = { key: 'home-help-told', args, buttons: homeButtons(String(id), person.name) };
  for (const to of await store.people.organisers(tx, atlas.above(incident.slug), turn.reachable)) {
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  }
  const { listed } = await store.homes.standing(tx, incidentId);
  if (!listed) await listHome(tx, store, atlas, incident, now);
}

/** Under what organisers read of somebody who was there. */
export function homeButtons(check: string, name: string): NonNullable<Content['buttons']> {
  return [
    [
      { label: { key: 'button-home-accounted', args: { name } }, press: encodePress({ kind: 'home-accounted', check }) },
      { label: { key: 'button-home-write' }, press: encodePress({ kind: 'home-write', check }) },
    ],
  ];
}

/** Organisers who have not seen a list, because nobody was missing, hear that all are safe. */
export async function showWhenDone({ tx, store, atlas, now }: Turn, incidentId: bigint): Promise<void> {
  const { open, listed } = await store.homes.standing(tx, incidentId);
  if (open > 0 || listed) return;
  const incident = await store.incidents.get(tx, incidentId);
  if (incident) await listHome(tx, store, atlas, incident, now);
}
