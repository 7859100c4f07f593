import { may } from '../domain/access.ts';
import { houseFor } from '../domain/ceiling.ts';
import type { Button, Choice, Content } from '../domain/content.ts';
import type { Answer } from '../domain/headcount.ts';
import type { Incident } from '../domain/incident.ts';
import { encodePress, type Press } from '../domain/press.ts';
import { isFromElsewhere, knowsPlace } from '../domain/vouch.ts';
import { askHomeAgain } from './home.ts';
import { offerNext } from './house/next.ts';
import { sendPin } from './map.ts';
import { offerMediation } from './negotiator.ts';
import { neighbourhoodTerm, note, onTheLine, say, type Turn } from './turn.ts';

/** Somebody pressed an answer under a card, or its key in a call. */
export async function pressAnswer(turn: Turn, id: string, answer: Answer): Promise<void> {
  const incident = await lockOpen(turn, id);
  if (incident) await answerIncident(turn, incident, answer);
}

/** A pressed key that has already taken effect comes again, perhaps after another answer: it is only told again. */
export async function repeatKey(turn: Turn, id: string, answer: Answer): Promise<void> {
  const incident = await lockOpen(turn, id);
  if (incident) await (mayAnswer(turn) ? tellAnswered(turn, incident, answer) : note(turn, { key: 'answer-stranger' }));
}

/** The incident, locked, where it is open and whoever pressed was called to it; else they are told how it stands. */
async function lockOpen(turn: Turn, id: string): Promise<Incident | undefined> {
  const incident = await turn.store.incidents.lock(turn.tx, BigInt(id));
  const mine = incident && (await turn.store.deliveries.hasCopy(turn.tx, incident.id, turn.contact.id, turn.contact.member?.id));
  if (incident && mine && incident.stage === 'open') return incident;
  await note(turn, incident && mine ? endedContent(incident) : { key: 'incident-gone' });
  return undefined;
}

/** Somebody chose the house that they go to. */
export async function pressComingTo(turn: Turn, house: string): Promise<void> {
  const found = await turn.store.houses.find(turn.tx, BigInt(house));
  if (!found) return await note(turn, { key: 'incident-gone' });
  const incident = await lockOpen(turn, String(found.incidentId));
  if (incident) await answerIncident(turn, incident, 'coming', { house: found.id });
}

/** Somebody who is coming said in how many minutes: to wherever they said that they go. */
export async function pressArrive(turn: Turn, id: string, minutes: number): Promise<void> {
  const incident = await lockOpen(turn, id);
  if (incident) await answerArriving(turn, incident, minutes);
}

async function answerArriving(turn: Turn, incident: Incident, minutes: number): Promise<void> {
  const { tx, store, contact } = turn;
  const before = contact.member && (await store.incidents.answerOf(tx, incident.id, contact.member.id));
  const elsewhere = before?.answer === 'coming' && !before.follows && before.house !== null ? { house: before.house } : {};
  await answerIncident(turn, incident, 'coming', { minutes, ...elsewhere });
}

/** A typed answer names no house: it is for the one that they were asked to go to instead, as far as they were. */
async function answerTyped(turn: Turn, incident: Incident, answer: Answer, minutes: number | undefined): Promise<void> {
  const { tx, store, contact } = turn;
  const offered = answer === 'coming' && contact.member ? await store.houses.offered(tx, incident.id, contact.member.id) : undefined;
  const answered = offered !== undefined && contact.member && (await store.incidents.hasAnswered(tx, incident.id, contact.member.id));
  if (offered !== undefined && !answered) {
    return await answerIncident(turn, incident, answer, { house: offered, ...(minutes === undefined ? {} : { minutes }) });
  }
  await (minutes === undefined ? answerIncident(turn, incident, answer) : answerArriving(turn, incident, minutes));
}

/** Somebody typed an answer, with a code where several alarms are open. An answer is never guessed. */
export async function typeAnswer(turn: Turn, answer: Answer, code: string | undefined, minutes?: number): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (!contact.member) return await say(turn, { key: 'answer-none' });
  const open = await store.incidents.openFor(tx, contact.member.id);
  if (code !== undefined) {
    const ended = await store.incidents.byCode(tx, code, now);
    const named = open.find((i) => i.id === ended?.id);
    if (named) return await answerTyped(turn, named, answer, minutes);
    const mine = ended && (await store.deliveries.hasCopy(tx, ended.id, contact.id, contact.member.id));
    return await say(turn, mine && ended ? endedContent(ended) : { key: 'code-unknown', args: { code } });
  }
  const [only] = open;
  if (!only) return (await askHomeAgain(turn)) ? undefined : await say(turn, { key: 'answer-none' });
  if (open.length === 1) return await answerTyped(turn, only, answer, minutes);
  const { choices, buttons } = await offerAlarms(turn, open, (incident) =>
    minutes === undefined ? { kind: 'answer', incident, answer } : { kind: 'arrive', incident, minutes },
  );
  await say(turn, { key: 'answer-which', args: { choices }, buttons });
}

/** Several alarms to choose from: as they are listed, and a button for each. */
export async function offerAlarms(turn: Turn, open: readonly Incident[], press: (incident: string) => Press) {
  const alarms: Choice[] = [];
  const buttons: Button[][] = [];
  for (const incident of open) {
    const { code, slug, kind, supply } = incident;
    const place = await placeFor(turn, incident);
    alarms.push({ code, slug, kind, supply, place });
    const label = { key: 'button-choice', args: { neighbourhood: neighbourhoodTerm(slug), what: whatTerm(incident), place } };
    buttons.push([{ label, press: encodePress(press(String(incident.id))) }]);
  }
  return { choices: { term: 'choices', alarms }, buttons } as const;
}

/** What somebody says beside their answer. */
interface Said {
  /** The id of the house that they chose. */
  readonly house?: string;
  /** Until they will be there. */
  readonly minutes?: number;
}

async function answerIncident(turn: Turn, incident: Incident, answer: Answer, { house: chosen, minutes }: Said = {}): Promise<void> {
  const { tx, store, contact, heard, now } = turn;
  if (!contact.member || !mayAnswer(turn)) return await note(turn, { key: 'answer-stranger' });
  const previous = await store.incidents.answerOf(tx, incident.id, contact.member.id);
  const before = await store.houses.of(tx, incident.id, now);
  const { house, follows } = houseFor(answer, before, chosen, previous);
  const arrivesAt = answer === 'coming' && minutes !== undefined ? now + minutes * 60_000 : null;
  await store.incidents.answer(tx, incident.id, contact.member.id, answer, now, { house: house?.id ?? null, follows, arrivesAt });
  if (answer === 'coming' || answer === 'there') await store.wanted.stopFilled(tx, incident.id, now);
  const goesTo = house ? { ...incident, place: house.place, point: house.point } : incident;
  await tellAnswered(turn, goesTo, answer, house?.id, arrivesAt);
  if (answer === 'there' && contact.channel === 'telegram') await offerMediation(turn, incident);
  const onMap = contact.channel === 'telegram' && answer === 'coming' && minutes === undefined;
  if (onMap && (!follows || !(await store.deliveries.hasPin(tx, incident.id, contact.id)))) await sendPin(turn, goesTo);
  const already = previous?.answer === 'coming' && previous.house === (house?.id ?? null);
  if (answer === 'coming' && chosen === undefined && !already && !onTheLine(heard)) await offerNext(turn, incident, before);
}

/** Somebody who was removed everywhere is a stranger again, whatever they were called to. */
function mayAnswer({ contact, atlas }: Turn): boolean {
  return may(contact.member, 'answer', null, atlas);
}

/** `house`: the id of the one that the answer is for, where there are several. */
async function tellAnswered(
  turn: Turn,
  incident: Incident,
  answer: Answer,
  house?: string,
  arrivesAt: number | null = null,
): Promise<void> {
  const { tx, store, now } = turn;
  if (answer === 'cant' || answer === 'left') return await note(turn, { key: `answered-${answer}` });
  const houses = await store.houses.of(tx, incident.id, now);
  const { coming, there } = houses.find(({ id }) => id === house) ?? (await store.incidents.headcount(tx, incident.id));
  const args = { coming, there, place: await placeFor(turn, incident) };
  if (arrivesAt === null) return await note(turn, { key: `answered-${answer}`, args });
  await note(turn, { key: 'answered-arrives', args: { ...args, time: { term: 'time', at: arrivesAt } } });
}

/**
 * Whether whoever spoke may know where it is: by what they are there, or because their own neighbourhood has called them to help; and unless
 * it was taken back from them.
 */
export async function knowsWhere({ tx, store, contact, atlas }: Turn, { id, slug }: Pick<Incident, 'id' | 'slug'>): Promise<boolean> {
  const { member } = contact;
  const helps = member && isFromElsewhere(member, slug, atlas) && (await store.rings.helps(tx, id, member.id));
  if (!helps && !knowsPlace(member, slug, atlas)) return false;
  return member === undefined || !(await store.deliveries.hidesPlace(tx, id, member.id));
}

/** The place of an incident, as far as whoever spoke may know it. */
export async function placeFor(turn: Turn, incident: Incident): Promise<string> {
  return (await knowsWhere(turn, incident)) ? incident.place : '';
}

export function whatTerm(incident: Pick<Incident, 'kind' | 'supply'>) {
  return { term: 'what', kind: incident.kind, supply: incident.supply } as const;
}

/** What an old button, or an answer that comes too late, hears. */
export function endedContent(incident: Incident): Content {
  switch (incident.stage) {
    case 'over':
      return { key: 'incident-over', args: { time: { term: 'time', at: incident.endedAt ?? incident.startedAt } } };
    case 'false':
      return { key: 'incident-false' };
    case 'lapsed':
      return { key: 'incident-lapsed' };
    default:
      return { key: 'incident-gone' };
  }
}
