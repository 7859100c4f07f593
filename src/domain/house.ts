import type { Point } from './neighbourhood.ts';

/** What becomes of a house. */
export const houseStatuses = ['standing', 'threatened', 'demolishing', 'demolished', 'postponed'] as const;
export type HouseStatus = (typeof houseStatuses)[number];

export function isHouseStatus(value: string): value is HouseStatus {
  return (houseStatuses as readonly string[]).includes(value);
}

/** What is said of a house: what becomes of it, or that the call moves to it. The house is named by its id, never by its place. */
export type HouseSaid =
  | { readonly kind: 'house'; readonly house: string; readonly status: HouseStatus; readonly until?: number }
  | { readonly kind: 'call-moved'; readonly house: string };

/** One of the houses of an incident, and who comes to it. */
export interface House {
  readonly id: string;
  /** Counted from 1, in the order in which they were named. */
  readonly number: number;
  /** Empty where only its number is known. */
  readonly place: string;
  readonly point: Point | null;
  readonly status: HouseStatus;
  /** The day until which it is postponed, as the midnight that begins it in UTC. */
  readonly until: number | null;
  /** How many people organisers want there; null leaves it to the neighbourhood. */
  readonly wanted: number | null;
  /** Whether the call is at it now. */
  readonly called: boolean;
  readonly coming: number;
  readonly there: number;
  readonly left: number;
  /** When the first of those who are coming will be there, as far as they said. */
  readonly soonest: number | null;
}

/** So many houses one incident may have: a whole settlement may be on the list. */
export const HOUSES_MAX = 200;
/** Longest place that is kept, in characters. */
export const HOUSE_PLACE_MAX = 200;

/** How many are needed, to tap; any number up to the limit can be typed. */
export const wantedNumbers = [10, 20, 50, 100] as const;
export const HOUSE_WANTED_MAX = 10_000;

/** Days from today until which a demolition is postponed, to tap; any date can be typed. */
export const postponedDays = [1, 3, 7, 14, 30] as const;

/** How many minutes somebody needs, to tap; any number up to the limit can be typed. */
export const arrivalMinutes = [10, 20, 30, 60] as const;
export const ARRIVAL_MAX_MINUTES = 240;

const DAY_MS = 24 * 60 * 60_000;

/** A day by its name, as in 2006-05-22, as the midnight that begins it in UTC. */
export function dayAt(name: string): number {
  return Date.parse(`${name}T00:00:00Z`);
}

export function daysAfter(day: number, days: number): number {
  return day + days * DAY_MS;
}

/**
 * The day that somebody means by `22.05` or `22.05.2006`; without a year, the next such day. Undefined where there is no such day, or it
 * is not after `today`.
 */
export function readDay(typed: string, today: number): number | undefined {
  const [, day = '', month = '', year] = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}))?\.?$/u.exec(typed.trim()) ?? [];
  const first = new Date(today).getUTCFullYear();
  // 29.02 may be four years away.
  const years = year === undefined ? [0, 1, 2, 3, 4].map((more) => first + more) : [Number(year)];
  return years.map((y) => midnight(y, Number(month), Number(day))).find((at) => at !== undefined && at > today);
}

function midnight(year: number, month: number, day: number): number | undefined {
  const at = Date.UTC(year, month - 1, day);
  const read = new Date(at);
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === day ? at : undefined;
}

/** What a house is called: its place, or its number where that is not known. */
export function nameHouse({ place, number }: Pick<House, 'place' | 'number'>): string {
  return place || `№ ${number}`;
}

/** So much of a place stands in an SMS beside another, that what to answer is not cut off. */
const SHORT_MAX = 34;

export function shortPlace(place: string, most = SHORT_MAX): string {
  const letters = [...place];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : place;
}

/** An all-clear names this many houses that the call was at. */
const NAMED_MAX = 3;

/**
 * The places that people were called to: the first, and, newest last, those that the call moved to (`movedTo`, by id). Whoever never
 * answered knows only the first.
 */
export function calledPlaces(houses: readonly House[], movedTo: readonly string[]): string {
  const [first, ...later] = [...new Set([houses[0]?.id, ...movedTo])];
  const ids = [first, ...later.slice(1 - NAMED_MAX)];
  const places = houses.filter(({ id }) => ids.includes(id)).flatMap(({ place }) => (place === '' ? [] : [place]));
  if (places.length < 2) return places[0] ?? '';
  return places.map((place) => shortPlace(place, Math.floor((2 * SHORT_MAX) / places.length))).join('; ');
}
