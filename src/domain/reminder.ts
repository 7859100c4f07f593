import type { Calendar, Day } from './calendar.ts';
import { addDays } from './calendar.ts';

/** What a day is about: what was postponed may come, or a petition has to be filed. */
export const dueKinds = ['postponed', 'petition'] as const;
export type DueKind = (typeof dueKinds)[number];

/** Hours of the city's day: the evening before, when there is time to call people, and before the machines start. */
const EVENING = 18;
const MORNING = 6;

/** How far a reminder has been told: not at all, the evening before, on the day itself. It never goes back, whatever a clock does. */
export const UNTOLD = 0;
const TOLD_BEFORE = 1;
const TOLD = 2;

/** When a day lies from the moment it is told of. `past`: nobody could be told in time, and it is told all the same. */
export type When = 'tomorrow' | 'today' | 'past';

export interface Telling {
  /** What is said now. */
  readonly say: When | null;
  /** How far it has been told then. */
  readonly told: number;
  /** When it is to be told next; null once nothing is left. */
  readonly dueAt: number | null;
}

/** What is to be said of a day now, and when next. */
export function tell(day: Day, told: number, now: number, calendar: Calendar): Telling {
  const evening = calendar.at(addDays(day, -1), EVENING);
  const midnight = calendar.at(day, 0);
  const morning = calendar.at(day, MORNING);
  if (told >= TOLD) return { say: null, told, dueAt: null };
  if (now >= calendar.at(addDays(day, 1), 0)) return { say: 'past', told: TOLD, dueAt: null };
  if (now >= morning) return { say: 'today', told: TOLD, dueAt: null };
  if (told >= TOLD_BEFORE || now >= midnight) return { say: null, told, dueAt: morning };
  return now >= evening ? { say: 'tomorrow', told: TOLD_BEFORE, dueAt: morning } : { say: null, told, dueAt: evening };
}

/** The same at the moment in which the day is named: whoever names it needs not be told at once. */
export function begin(day: Day, now: number, calendar: Calendar): Omit<Telling, 'say'> {
  const { told, dueAt } = tell(day, UNTOLD, now, calendar);
  return { told, dueAt };
}
