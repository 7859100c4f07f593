const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

/** A day of the city's, as in 2026-11-23. */
export type Day = string;

/** The days of a city, which begin when they begin there. */
export interface Calendar {
  dayOf(at: number): Day;
  /** When an hour of a day begins, in milliseconds since the epoch. */
  at(day: Day, hour: number): number;
}

/** The calendar of a zone (IANA name). */
export function createCalendar(zone: string): Calendar {
  const face = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    ...({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
  });
  const partsOf = (at: number): Readonly<Record<string, string>> =>
    Object.fromEntries(face.formatToParts(at).map(({ type, value }) => [type, value]));
  const dayOf = (at: number): Day => {
    const { year, month, day } = partsOf(at);
    return `${year}-${month}-${day}`;
  };
  /** How far the city's clocks are ahead at a moment. */
  const ahead = (at: number): number => {
    const { hour, minute } = partsOf(at);
    return Date.parse(`${dayOf(at)}T${hour}:${minute}:00Z`) - Math.floor(at / MINUTE_MS) * MINUTE_MS;
  };
  return {
    dayOf,
    at(day, hour) {
      const there = Date.parse(`${day}T00:00:00Z`) + hour * 60 * MINUTE_MS;
      // Twice: clocks may have been moved between the guess and the moment itself.
      const guess = there - ahead(there);
      return there - ahead(guess);
    },
  };
}

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Whether there is such a day. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text;
}

/** As it is written in Kazakhstan, whatever the language: 22.05. */
export function showDay(day: Day): string {
  return `${day.slice(8, 10)}.${day.slice(5, 7)}`;
}

/**
 * The day that somebody typed: `22.05`, `22.5.2026`, `22/05`. Without a year it is the next such day. Undefined where it is none, or not
 * after today and within a year.
 */
export function readDay(text: string, today: Day): Day | undefined {
  const [, date = '', month = '', typedYear] = /^\s*(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\.?\s*$/.exec(text) ?? [];
  const dayIn = (year: number): Day => `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const thisYear = Number(today.slice(0, 4));
  const years = typedYear === undefined ? [thisYear, thisYear + 1] : [Number(typedYear.length === 2 ? `20${typedYear}` : typedYear)];
  return years.map(dayIn).find((day) => isDay(day) && isAhead(day, today));
}

/** Whether a day is after today, and not so far that it must be a mistake. */
export function isAhead(day: Day, today: Day): boolean {
  return day > today && day <= addDays(today, AHEAD_MAX_DAYS);
}

const AHEAD_MAX_DAYS = 366;

/** Days ahead to tap, where a date is asked for. */
export const daysAhead = [1, 3, 7, 14] as const;
