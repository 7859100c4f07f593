import type { Calendar } from '../domain/calendar.ts';
import { showDay } from '../domain/calendar.ts';
import type { Button, Content } from '../domain/content.ts';
import type { Incident } from '../domain/incident.ts';
import type { Lanes } from '../domain/lane.ts';
import { reachableBy } from '../domain/lane.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { encodePress } from '../domain/press.ts';
import { tell, type When } from '../domain/reminder.ts';
import type { Tx } from '../store/database.ts';
import type { Reminder } from '../store/reminder.ts';
import type { Store } from '../store/store.ts';

export interface RemindOptions {
  readonly store: Store;
  readonly lanes: Lanes;
  readonly calendar: Calendar;
  atlas(tx: Tx): Promise<Atlas>;
}

/**
 * Tells organisers of the days that are near: what was postponed may come, a petition has to be filed; also weeks after the incident has
 * ended. What was told is written down with it, so that neither a restart nor a clock that is set tells it twice. Returns how many there were.
 */
export async function remind(tx: Tx, { store, lanes, calendar, atlas: read }: RemindOptions, now: number): Promise<number> {
  const due = await store.reminders.due(tx, now);
  if (due.length === 0) return 0;
  const atlas = await read(tx);
  for (const reminder of due) {
    const { say, ...next } = tell(reminder.day, reminder.told, now, calendar);
    await store.reminders.move(tx, reminder.id, next);
    const incident = say && (await store.incidents.get(tx, reminder.incidentId));
    if (!say || !incident) continue;
    const content = contentOf(reminder, incident, say);
    for (const to of await store.people.organisers(tx, atlas.above(incident.slug), reachableBy(lanes))) {
      await store.deliveries.say(tx, { to, kind: 'reminder', op: 'message', incidentId: incident.id, content }, now);
    }
  }
  return due.length;
}

function contentOf({ id, what, day }: Reminder, { slug, kind, supply, place }: Incident, when: When): Content {
  const reminder = String(id);
  const drop: Button = { label: { key: 'button-reminder-drop' }, press: encodePress({ kind: 'reminder-drop', reminder }) };
  const move: Button = { label: { key: 'button-reminder-day' }, press: encodePress({ kind: 'reminder-day', reminder }) };
  const args = {
    neighbourhood: { term: 'neighbourhood', slug },
    what: { term: 'what', kind, supply },
    ...{ place, date: showDay(day), when },
  } as const;
  return { key: `reminder-${what}`, args, buttons: when === 'past' ? [[move]] : [[drop], [move]] };
}
