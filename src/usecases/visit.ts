import { type Day, showDay } from '../domain/calendar.ts';
import type { Button, Content } from '../domain/content.ts';
import type { Draft } from '../domain/draft.ts';
import type { Incident } from '../domain/incident.ts';
import { encodePress } from '../domain/press.ts';
import { hearing } from '../domain/sighting.ts';
import { choose, isEmpty, nextStep, readNumbers, type StepId, stepOf, type Told, VISIT_LIFE_MS, write } from '../domain/visit.ts';
import { standing } from '../domain/vouch.ts';
import type { Visit } from '../store/visit.ts';
import { help } from './help.ts';
import { sendVisit } from './lawyer.ts';
import { dayButtons } from './mediation.ts';
import { acknowledge, note, say, showAnew, type Turn } from './turn.ts';

/** Somebody may begin so many in a day: each may wake a lawyer. */
const BEGUN_MAX = 5;
const DAY_MS = 24 * 60 * 60_000;
/** By SMS: enough was said, it is to be sent. */
const SEND_NOW = '00';

/** `/visit`, or the word: somebody stands at the door. With an alarm, of that alarm; before any, of where they live. */
export async function startVisit(turn: Turn): Promise<void> {
  const { tx, store, contact, atlas, answering } = turn;
  const { member } = contact;
  // They could not answer: the hotline takes what they have to say.
  if (contact.channel === 'phone' && !answering.includes('phone')) return await say(turn, { key: 'visit-one-way' });
  const [attended] = member ? await attendedBy(turn) : [];
  const reported = attended ? undefined : await store.visits.reportedFrom(tx, contact.id);
  const incident = attended ?? (reported === undefined ? undefined : await store.incidents.get(tx, reported));
  const home = member?.memberships.find(({ slug }) => standing(member, slug, atlas) !== 'none')?.slug;
  const slug = incident?.slug ?? home;
  if (slug === undefined) return await help(turn);
  await begin(turn, slug, incident?.id ?? null);
}

/** The button on the card of an alarm. */
export async function pressVisit(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact } = turn;
  const incident = await store.incidents.get(tx, BigInt(id));
  const own = incident && ((await store.visits.reportedFrom(tx, contact.id)) === incident.id || (await isHeard(turn, incident)));
  if (!incident || !own) return await note(turn, { key: 'incident-gone' });
  await acknowledge(turn);
  await begin(turn, incident.slug, incident.id);
}

/** Open incidents that whoever spoke is heard about, the newest first. */
async function attendedBy(turn: Turn): Promise<readonly Incident[]> {
  const { tx, store, contact } = turn;
  if (!contact.member) return [];
  const heard: Incident[] = [];
  for (const incident of await store.incidents.openFor(tx, contact.member.id)) if (await isHeard(turn, incident)) heard.push(incident);
  return heard;
}

async function isHeard({ tx, store, contact, atlas }: Turn, incident: Incident): Promise<boolean> {
  const { member } = contact;
  if (!member) return false;
  const how = hearing({ member, ...(await store.events.presence(tx, incident.id, member.id)) }, incident.slug, atlas);
  return how === 'heard' || how === 'pretend';
}

async function begin(turn: Turn, slug: string, incidentId: bigint | null): Promise<void> {
  const { tx, store, contact, now } = turn;
  if ((await store.visits.begun(tx, contact.id, now - DAY_MS)) >= BEGUN_MAX) return await say(turn, { key: 'visit-enough' });
  const about = { slug, incidentId, contactId: contact.id, personId: contact.member?.id ?? null };
  const id = await store.visits.begin(tx, about, now);
  await say(turn, { key: 'visit-rights' });
  await ask(turn, String(id), {}, say);
}

/** A button of a step; an old one changes what was answered to it. */
export async function pressStep(turn: Turn, id: string, step: StepId, choice: string): Promise<void> {
  const visit = await own(turn, id);
  if (!visit) return;
  const told = choose(visit.told, step, choice, turn.calendar.dayOf(turn.now));
  if (!told) return await note(turn, { key: 'day-wrong' });
  await acknowledge(turn);
  await goOn(turn, visit, told, showAnew);
}

/** Enough was said: it is sent as it is. */
export async function pressSend(turn: Turn, id: string): Promise<void> {
  const visit = await own(turn, id);
  if (!visit) return;
  await acknowledge(turn);
  await finish(turn, visit, visit.told);
}

/** What was typed while a step waits. False where it is not for it. */
export async function typeStep(turn: Turn, draft: Extract<Draft, { kind: 'visit' }>, typed: string): Promise<boolean> {
  const visit = await own(turn, draft.visit);
  const step = visit && nextStep(visit.told);
  if (!visit || !step) return false;
  if (turn.contact.channel === 'phone' && typed.trim() === SEND_NOW) {
    await finish(turn, visit, visit.told);
    return true;
  }
  const numbered = turn.contact.channel === 'phone' ? readNumbers(visit.told, typed) : undefined;
  const told = numbered ?? write(visit.told, step, typed, turn.calendar.dayOf(turn.now));
  if (!told) {
    // A step that takes no words: another text is no answer to it, and may be about anything else.
    const meant = stepOf(step).takes === 'day' || /^[\d\s,;.]+$/u.test(typed);
    if (meant) await ask(turn, draft.visit, visit.told, say);
    return meant;
  }
  await goOn(turn, visit, told, say);
  return true;
}

async function goOn(turn: Turn, visit: Visit, told: Told, show: typeof say): Promise<void> {
  await turn.store.visits.keep(turn.tx, visit.id, told);
  if (nextStep(told) === undefined) await finish(turn, visit, told);
  else await ask(turn, String(visit.id), told, show);
}

/** Asks the next step, and waits for it. */
async function ask(turn: Turn, id: string, told: Told, show: typeof say): Promise<void> {
  const step = nextStep(told);
  if (!step) return;
  await turn.store.drafts.put(turn.tx, turn.contact.id, { kind: 'visit', visit: id }, turn.now);
  await show(turn, { key: `visit-${step}`, buttons: buttonsOf(turn, id, told, step) });
}

function buttonsOf(turn: Turn, visit: string, told: Told, step: StepId): NonNullable<Content['buttons']> {
  const { takes, options } = stepOf(step);
  const press = (choice: string): string => encodePress({ kind: 'visit-step', visit, step, choice });
  const ticked = told[step]?.options ?? [];
  const label = (option: string): Button['label'] => {
    const args = { option: { term: 'option', step, option } } as const;
    return { key: takes === 'many' ? (ticked.includes(option) ? 'button-option-on' : 'button-option-off') : 'button-option', args };
  };
  const days = takes === 'day' ? dayButtons(turn, (choice: Day) => ({ kind: 'visit-step', visit, step, choice })).slice(0, -1) : [];
  const rows = options.map((option): Button[] => [{ label: label(option), press: press(option) }]);
  const done: Button[][] = takes === 'many' ? [[{ label: { key: 'button-done' }, press: press('done') }]] : [];
  const skip: Button = { label: { key: 'button-skip' }, press: press('skip') };
  const send: Button = { label: { key: 'button-visit-send' }, press: encodePress({ kind: 'visit-send', visit }) };
  return [...days, ...rows, ...done, isEmpty(told) ? [skip] : [skip, send]];
}

/** The visit, locked, where it is the speaker's own and not finished. */
async function own(turn: Turn, id: string): Promise<Visit | undefined> {
  const { tx, store, contact, now } = turn;
  const visit = await store.visits.lock(tx, BigInt(id));
  const mine = visit && (visit.contactId === contact.id || (visit.personId !== null && visit.personId === contact.member?.id));
  if (visit && mine && visit.doneAt === null && visit.at > now - VISIT_LIFE_MS) return visit;
  if (turn.heard.signal.kind === 'press') await note(turn, { key: mine && visit.doneAt !== null ? 'visit-done' : 'incident-gone' });
  return undefined;
}

async function finish(turn: Turn, visit: Visit, told: Told): Promise<void> {
  const { tx, store, contact } = turn;
  await store.drafts.drop(tx, contact.id);
  if (isEmpty(told)) {
    await store.visits.finish(tx, visit.id, [], turn.now - VISIT_LIFE_MS * 2);
    return await showAnew(turn, { key: 'visit-nothing' });
  }
  const lawyers = await sendVisit(turn, { ...visit, told });
  await store.visits.finish(tx, visit.id, lawyers, turn.now);
  const shown = { told: { term: 'visit', told }, date: showDay(turn.calendar.dayOf(visit.at)) } as const;
  await showAnew(turn, { key: lawyers.length > 0 ? 'visit-sent' : 'visit-unsent', args: shown, free: true });
}
