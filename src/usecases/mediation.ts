import type { TypedOutcome } from '../commands/mediation.ts';
import { may, rankAt } from '../domain/access.ts';
import { addDays, type Day, daysAhead, isAhead, readDay, showDay } from '../domain/calendar.ts';
import type { Button, Content } from '../domain/content.ts';
import type { Draft } from '../domain/draft.ts';
import type { Incident } from '../domain/incident.ts';
import { hearMediation, isDueKind, type MediationHearing, type Outcome, outcomes, spellOutcome } from '../domain/mediation.ts';
import { encodePress, type Press } from '../domain/press.ts';
import { type DueKind, dueKinds } from '../domain/reminder.ts';
import { SAID_AGAIN_MS } from '../domain/sighting.ts';
import { foldTimeline } from '../domain/timeline.ts';
import { endedContent, whatTerm } from './answer.ts';
import { lockIncident } from './incident.ts';
import { OFFER_LIFE_MS, offerTo, outcomeArgs, tellButton } from './news.ts';
import { acknowledge, neighbourhoodTerm, note, record, say, type Turn } from './turn.ts';
import { findByCode } from './verdict.ts';

const cancel: Button = { label: { key: 'button-cancel' }, press: encodePress({ kind: 'cancel' }) };

/** "What came of the talks?" was pressed. */
export async function pressMediate(turn: Turn, id: string): Promise<void> {
  const mediated = await attend(turn, await lockIncident(turn, id));
  if (!mediated) return;
  const { slug } = mediated.incident;
  await acknowledge(turn);
  const buttons = outcomes.map((outcome): Button[] => {
    const press: Press = isDueKind(outcome)
      ? { kind: 'outcome-day', incident: id, outcome }
      : { kind: 'outcome', incident: id, said: { kind: 'outcome', outcome } };
    return [{ label: { key: `button-outcome-${outcome}` }, press: encodePress(press) }];
  });
  await say(turn, { key: 'mediate-what', args: { neighbourhood: neighbourhoodTerm(slug), what: whatTerm(mediated.incident) }, buttons });
}

/** It is postponed, or a petition is to be filed: asks for the day, and waits for one that is typed. */
export async function pressOutcomeDay(turn: Turn, id: string, outcome: DueKind): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (!(await attend(turn, await lockIncident(turn, id)))) return;
  await store.drafts.put(tx, contact.id, { kind: 'outcome', incident: id, outcome }, now);
  await acknowledge(turn);
  const buttons = dayButtons(turn, (day) => ({ kind: 'outcome', incident: id, said: { kind: 'outcome', outcome, day } }));
  await say(turn, { key: 'outcome-day', args: { outcome }, buttons });
}

/** Days ahead to tap, and a way out. */
export function dayButtons({ calendar, now }: Turn, press: (day: Day) => Press): readonly Button[][] {
  const today = calendar.dayOf(now);
  const buttons = daysAhead.map((days): Button => {
    const day = addDays(today, days);
    return { label: { key: 'button-day', args: { days, date: showDay(day) } }, press: encodePress(press(day)) };
  });
  return [buttons.slice(0, 2), buttons.slice(2), [cancel]];
}

/** A text while a day is waited for. False where it is none. */
export async function typeOutcomeDay(turn: Turn, draft: Extract<Draft, { kind: 'outcome' }>, typed: string): Promise<boolean> {
  if (!/^\d{1,2}[./-]\d/.test(typed)) return false;
  const day = readDay(typed, turn.calendar.dayOf(turn.now));
  if (day === undefined) await say(turn, { key: 'day-wrong' });
  else await pressOutcome(turn, draft.incident, { kind: 'outcome', outcome: draft.outcome, day });
  return true;
}

/** One tap, or a day that was typed: it is written down. */
export async function pressOutcome(turn: Turn, id: string, said: Outcome): Promise<void> {
  await writeDown(turn, await attend(turn, await lockIncident(turn, id)), said);
}

/** A negotiator typed what came of it, with the code. `day`: as typed. */
export async function typeOutcome(turn: Turn, said: TypedOutcome, code: string): Promise<void> {
  const mediated = await attend(turn, await findByCode(turn, code));
  if (!mediated) return;
  if (!('day' in said)) return await writeDown(turn, mediated, said);
  const day = readDay(said.day, turn.calendar.dayOf(turn.now));
  if (day === undefined) return await say(turn, { key: 'day-wrong' });
  await writeDown(turn, mediated, { kind: 'outcome', outcome: said.outcome, day });
}

interface Mediated {
  readonly incident: Incident;
  readonly how: Extract<MediationHearing, 'heard' | 'pretend'>;
}

/** The incident, where whoever spoke is heard about its talks; else they are told why not. */
async function attend(turn: Turn, incident: Incident | undefined): Promise<Mediated | undefined> {
  const { tx, store, contact, atlas } = turn;
  const { member } = contact;
  if (!incident || !member) {
    // By a code that nothing has, they have been told already.
    if (turn.heard.signal.kind === 'press') await note(turn, { key: 'incident-gone' });
    return undefined;
  }
  const { called, reported, answer } = await store.events.presence(tx, incident.id, member.id);
  const negotiator = (await store.skills.of(tx, member.id)).includes('negotiator');
  const how = hearMediation({ member, called: called || reported, negotiator, answer }, incident.slug, atlas);
  if ((how === 'heard' || how === 'pretend') && incident.stage === 'open') return { incident, how };
  if (how === 'refused') await note(turn, { key: member.frozen ? 'noted' : 'mediate-refused' });
  else if (incident.stage !== 'open') await note(turn, endedContent(incident));
  else await note(turn, { key: 'see-elsewhere', args: { code: incident.code } });
  return undefined;
}

async function writeDown(turn: Turn, mediated: Mediated | undefined, said: Outcome): Promise<void> {
  const { tx, store, contact, atlas, calendar, now } = turn;
  const { member } = contact;
  if (!mediated || !member) return;
  const { incident, how } = mediated;
  // An old button: its day has passed.
  if ('day' in said && !isAhead(said.day, calendar.dayOf(now))) return await note(turn, { key: 'day-wrong' });
  await dropOutcomeDraft(turn);
  if (turn.heard.signal.kind === 'press') await acknowledge(turn);
  const args = { ...outcomeArgs(said), neighbourhood: neighbourhoodTerm(incident.slug) };
  if (how === 'pretend') return await say(turn, { key: 'outcome-noted', args });
  const lately = await store.events.by(tx, incident.id, member.id, now - SAID_AGAIN_MS);
  const again = lately.some(({ said: before }) => before.kind === 'outcome' && spellOutcome(before) === spellOutcome(said));
  if (again) return await say(turn, { key: 'outcome-noted', args });
  const rank = rankAt(member, incident.slug, atlas);
  const event = await store.events.add(tx, { incidentId: incident.id, personId: member.id, rank, said }, now);
  record(turn, 'mediate', `incident:${incident.id}`);
  await settleReminders(turn, incident.id);
  const offer: Content = { key: 'outcome-offer', args, buttons: [[tellButton(event)]] };
  // By SMS there is no button to tell it with: another organiser has one.
  const offers = contact.channel === 'telegram' && may(member, 'update', incident.slug, atlas);
  await say(turn, offers ? offer : { key: 'outcome-noted', args });
  await offerTo(turn, incident, offer, member.id);
}

async function dropOutcomeDraft({ tx, store, contact, now }: Turn): Promise<void> {
  const waiting = await store.drafts.get(tx, contact.id, OFFER_LIFE_MS, now);
  if (waiting?.draft.kind === 'outcome') await store.drafts.drop(tx, contact.id);
}

/** The days that organisers are reminded of become those that are named in the timeline and not struck. */
export async function settleReminders({ tx, store, calendar, now }: Turn, incidentId: bigint): Promise<void> {
  const { entries } = foldTimeline(await store.events.of(tx, incidentId));
  const named = entries.flatMap(({ said, struck }) => (said.kind === 'outcome' && 'day' in said && !struck ? [said] : []));
  const days = dueKinds.flatMap((what) => {
    const own = new Set(named.filter(({ outcome }) => outcome === what).map(({ day }) => day));
    return [...own].map((day) => ({ what, day }));
  });
  await store.reminders.settle(tx, incidentId, days, calendar, now);
}
