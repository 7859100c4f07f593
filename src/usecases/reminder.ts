import { may, rankAt } from '../domain/access.ts';
import { type Day, isAhead, readDay, showDay } from '../domain/calendar.ts';
import type { Draft } from '../domain/draft.ts';
import type { Incident } from '../domain/incident.ts';
import { foldTimeline } from '../domain/timeline.ts';
import type { Reminder } from '../store/reminder.ts';
import { dayButtons, settleReminders } from './mediation.ts';
import { acknowledge, note, record, refuse, say, type Turn } from './turn.ts';

/** An organiser wants to hear no more of a day. */
export async function dropReminder(turn: Turn, id: string): Promise<void> {
  const found = await find(turn, id);
  if (!found) return;
  await turn.store.reminders.move(turn.tx, found.reminder.id, { told: found.reminder.told, dueAt: null });
  record(turn, 'remind', `reminder:${id}`);
  await note(turn, { key: 'reminder-dropped' });
}

/** … or names another one. */
export async function askReminderDay(turn: Turn, id: string): Promise<void> {
  const found = await find(turn, id);
  if (!found) return;
  const { tx, store, contact, now } = turn;
  await store.drafts.put(tx, contact.id, { kind: 'reminder', reminder: id }, now);
  await acknowledge(turn);
  const buttons = dayButtons(turn, (day) => ({ kind: 'reminder-on', reminder: id, day }));
  await say(turn, { key: 'outcome-day', args: { outcome: found.reminder.what }, buttons });
}

/** A text while a day is waited for. False where it is none. */
export async function typeReminderDay(turn: Turn, draft: Extract<Draft, { kind: 'reminder' }>, typed: string): Promise<boolean> {
  if (!/^\d{1,2}[./-]\d/.test(typed)) return false;
  const day = readDay(typed, turn.calendar.dayOf(turn.now));
  if (day === undefined) await say(turn, { key: 'day-wrong' });
  else await moveReminder(turn, draft.reminder, day);
  return true;
}

/** Another day: what named the old one is struck in the timeline, and the new one is said there. */
export async function moveReminder(turn: Turn, id: string, day: Day): Promise<void> {
  const { tx, store, contact, atlas, calendar, now } = turn;
  const found = await find(turn, id);
  const { member } = contact;
  if (!found || !member) return;
  if (!isAhead(day, calendar.dayOf(now))) return await note(turn, { key: 'day-wrong' });
  const waiting = await store.drafts.get(tx, contact.id, Number.MAX_SAFE_INTEGER, now);
  if (waiting?.draft.kind === 'reminder') await store.drafts.drop(tx, contact.id);
  if (turn.heard.signal.kind === 'press') await acknowledge(turn);
  const { incident, reminder } = found;
  const by = { incidentId: incident.id, personId: member.id, rank: rankAt(member, incident.slug, atlas) };
  for (const { id: entry, said, struck } of foldTimeline(await store.events.of(tx, incident.id)).entries) {
    const named = said.kind === 'outcome' && 'day' in said && said.outcome === reminder.what && said.day === reminder.day;
    if (named && !struck) await store.events.add(tx, { ...by, said: { kind: 'strike', entry } }, now);
  }
  await store.events.add(tx, { ...by, said: { kind: 'outcome', outcome: reminder.what, day } }, now);
  await settleReminders(turn, incident.id);
  record(turn, 'remind', `reminder:${id}`);
  await say(turn, { key: 'reminder-moved', args: { date: showDay(day) } });
}

/** The reminder and its incident, locked, where whoever pressed may say what becomes of it. */
async function find(turn: Turn, id: string): Promise<{ readonly reminder: Reminder; readonly incident: Incident } | undefined> {
  const { tx, store, contact, atlas } = turn;
  const of = await store.reminders.incidentOf(tx, BigInt(id));
  const incident = of === undefined ? undefined : await store.incidents.lock(tx, of);
  // After the incident, as everywhere: two that lock them the other way round would wait for each other.
  const reminder = await store.reminders.lock(tx, BigInt(id));
  if (!reminder || !incident) await note(turn, { key: 'incident-gone' });
  else if (!may(contact.member, 'remind', incident.slug, atlas)) await refuse(turn);
  else return { reminder, incident };
  return undefined;
}
