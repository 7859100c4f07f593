import { clean } from '../commands/fold.ts';
import { isPolicy, type Policy } from '../domain/confirmation.ts';
import { doors, isDoor } from '../domain/door.ts';
import { type Language, languages } from '../domain/language.ts';
import type { Atlas, Neighbourhood, Point } from '../domain/neighbourhood.ts';
import { createPlaces } from './places.ts';

/** What may be given of a neighbourhood, as typed. What is absent stays as it was; an empty text takes it away. */
export type Given = Readonly<
  Partial<
    Record<Language | 'slug' | 'parent' | 'city' | 'centre' | 'next' | 'enough' | 'door' | 'window' | 'unconfirmed', string | undefined>
  >
>;

export type NeighbourhoodRead =
  | {
      readonly kind: 'neighbourhood';
      readonly neighbourhood: Neighbourhood;
      readonly changes: boolean;
      /** Names that another one has too: people who type them will be taken to mean either. */
      readonly shared: readonly string[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Callback data of buttons has no room for more. */
const LONGEST_SLUG = 40;
/** A name stands in every SMS, which has 70 characters. */
const LONGEST_NAME = 40;
/** Where nothing is said of it: long enough to look out of the window, short enough for those at the gate. */
const WINDOW_SECONDS = 90;
const LONGEST_WINDOW_SECONDS = 3_600;

/** Checks a neighbourhood to be added, or changed if there is one with that slug. */
export function readNeighbourhood(given: Given, atlas: Atlas): NeighbourhoodRead {
  const problems: string[] = [];
  const slug = given.slug?.trim() ?? '';
  const before = atlas.get(slug);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > LONGEST_SLUG) {
    problems.push(`--slug: small Latin letters, digits and single hyphens, at most ${LONGEST_SLUG}`);
  }
  const nameIn = (language: Language): string => {
    const name = clean(given[language] ?? before?.names[language] ?? '');
    if (name === '' || name.length > LONGEST_NAME) problems.push(`--${language}: a name of 1 to ${LONGEST_NAME} characters`);
    return name;
  };
  const names = { kk: nameIn('kk'), ru: nameIn('ru'), en: nameIn('en') };
  const parent = given.parent === undefined ? (before?.parent ?? null) : given.parent.trim() || null;
  if (parent !== null && !atlas.get(parent)) problems.push(`--parent: there is no neighbourhood ${parent}`);
  else if (parent !== null && atlas.above(parent).includes(slug)) problems.push(`--parent: ${parent} lies under ${slug} itself`);
  const next =
    given.next === undefined ? (before?.next ?? []) : [...new Set(given.next.split(',').map((s) => s.trim()))].filter((s) => s !== '');
  for (const other of next) {
    if (!atlas.get(other) || other === slug) problems.push(`--next: there is no other neighbourhood ${other}`);
  }
  const centre = given.centre === undefined ? (before?.centre ?? null) : readPoint(given.centre);
  if (centre === undefined) problems.push('--centre: latitude,longitude in degrees, such as 43.2990,76.8330');
  const enough = given.enough === undefined ? (before?.enough ?? null) : readCount(given.enough);
  if (enough === undefined) problems.push('--enough: how many people coming are enough, a whole number from 1');
  const door = given.door === undefined ? (before?.door ?? 'open') : given.door.trim() || 'open';
  if (!isDoor(door)) problems.push(`--door: one of ${doors.join(', ')}`);
  const window = given.window === undefined ? (before?.window ?? WINDOW_SECONDS) : readWindow(given.window);
  if (window === undefined) problems.push(`--window: seconds that a report waits for a decision, 10 to ${LONGEST_WINDOW_SECONDS}`);
  const unconfirmed = given.unconfirmed === undefined ? (before?.unconfirmed ?? 'hold') : readPolicy(given.unconfirmed);
  if (unconfirmed === undefined) problems.push('--unconfirmed: what becomes of a report after that, send or hold');
  // What lies under nothing is a city of its own.
  const city = clean(given.city ?? '') || before?.city || (parent !== null && atlas.get(parent)?.city) || names.en;
  const wrong = centre === undefined || enough === undefined || !isDoor(door) || window === undefined || unconfirmed === undefined;
  if (problems.length > 0 || wrong) return { kind: 'refused', problems };
  const neighbourhood = { slug, names, parent, city, centre, next, enough, door, window, unconfirmed };
  return { kind: 'neighbourhood', neighbourhood, changes: before !== undefined, shared: sharedNames(neighbourhood, atlas) };
}

/** Null where it is left empty, undefined where it is no place on Earth. */
function readPoint(text: string): Point | null | undefined {
  if (text.trim() === '') return null;
  const [, latitude, longitude] = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text) ?? [];
  if (latitude === undefined || longitude === undefined) return undefined;
  const point = { lat: Number(latitude), lon: Number(longitude) };
  return Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180 ? point : undefined;
}

/** Null where it is left empty, undefined where it is no count of people. */
function readCount(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  return /^\s*[1-9]\d{0,6}\s*$/.test(text) ? Number(text) : undefined;
}

/** The usual one where it is left empty. */
function readWindow(text: string): number | undefined {
  if (text.trim() === '') return WINDOW_SECONDS;
  const seconds = /^\s*\d{2,4}\s*$/.test(text) ? Number(text) : 0;
  return seconds >= 10 && seconds <= LONGEST_WINDOW_SECONDS ? seconds : undefined;
}

function readPolicy(text: string): Policy | undefined {
  const typed = text.trim();
  if (typed === '') return 'hold';
  return isPolicy(typed) ? typed : undefined;
}

function sharedNames({ slug, names }: Neighbourhood, atlas: Atlas): readonly string[] {
  const others = createPlaces({ ...atlas, all: atlas.all.filter((n) => n.slug !== slug), get: () => undefined });
  return [...new Set(languages.map((language) => names[language]))].filter((name) => others.find(name) !== undefined);
}
