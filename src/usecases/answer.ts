import { may } from '../domain/access.ts';
import type { Button, Choice, Content } from '../domain/content.ts';
import type { Answer } from '../domain/headcount.ts';
import type { Incident } from '../domain/incident.ts';
import { encodePress, type Press } from '../domain/press.ts';
import { knowsPlace } from '../domain/vouch.ts';
import { askHomeAgain } from './home.ts';
import { sendPin } from './map.ts';
import { neighbourhoodTerm, note, say, type Turn } from './turn.ts';

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

/** Somebody typed an answer, with a code where several alarms are open. An answer is never guessed. */
export async function typeAnswer(turn: Turn, answer: Answer, code: string | undefined): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (!contact.member) return await say(turn, { key: 'answer-none' });
  const open = await store.incidents.openFor(tx, contact.member.id);
  if (code !== undefined) {
    const named = open.find((i) => i.code === code);
    if (named) return await answerIncident(turn, named, answer);
    const ended = await store.incidents.byCode(tx, code, now);
    const mine = ended && (await store.deliveries.hasCopy(tx, ended.id, contact.id, contact.member.id));
    return await say(turn, mine && ended ? endedContent(ended) : { key: 'code-unknown', args: { code } });
  }
  const [only] = open;
  if (!only) return (await askHomeAgain(turn)) ? undefined : await say(turn, { key: 'answer-none' });
  if (open.length === 1) return await answerIncident(turn, only, answer);
  const { choices, buttons } = await offerAlarms(turn, open, (incident) => ({ kind: 'answer', incident, answer }));
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

async function answerIncident(turn: Turn, incident: Incident, answer: Answer): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (!contact.member || !mayAnswer(turn)) return await note(turn, { key: 'answer-stranger' });
  await store.incidents.answer(tx, incident.id, contact.member.id, answer, now);
  await tellAnswered(turn, incident, answer);
  const onMap = contact.channel === 'telegram' && answer === 'coming';
  if (onMap && !(await store.deliveries.hasPin(tx, incident.id, contact.id))) await sendPin(turn, incident);
}

/** Somebody who was removed everywhere is a stranger again, whatever they were called to. */
function mayAnswer({ contact, atlas }: Turn): boolean {
  return may(contact.member, 'answer', null, atlas);
}

async function tellAnswered(turn: Turn, incident: Incident, answer: Answer): Promise<void> {
  const { coming, there } = await turn.store.incidents.headcount(turn.tx, incident.id);
  const args: Content['args'] = answer === 'cant' ? {} : { coming, there, place: await placeFor(turn, incident) };
  await note(turn, { key: `answered-${answer}`, args });
}

/** Whether whoever spoke may know where it is: by what they are there, and unless it was taken back from them. */
export async function knowsWhere({ tx, store, contact, atlas }: Turn, { id, slug }: Pick<Incident, 'id' | 'slug'>): Promise<boolean> {
  if (!knowsPlace(contact.member, slug, atlas)) return false;
  return contact.member === undefined || !(await store.deliveries.hidesPlace(tx, id, contact.member.id));
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
