import type { Rank } from './access.ts';
import type { Tally, Toll } from './casualty/casualty.ts';
import type { HouseSaid, HouseStatus } from './house.ts';
import type { Inside } from './inside.ts';
import { type Outcome, readOutcome, spellOutcome } from './mediation.ts';
import type { MergeSaid } from './merge.ts';

/** What the people who came to evict are seen to do, in the order in which it usually happens. */
export const moves = ['sighted', 'arrived', 'cordon', 'storming', 'moved-on', 'withdrawn'] as const;
export type Move = (typeof moves)[number];

/** What their machines are seen to do, likewise. */
export const machinery = ['machinery-coming', 'machinery-stuck', 'machinery-back'] as const;
export type Machinery = (typeof machinery)[number];

/** What can be counted. */
export const forces = ['police', 'riot-police', 'machines'] as const;
export type Force = (typeof forces)[number];

/** What somebody sees there. */
export type Sighting =
  | { readonly kind: 'move'; readonly move: Move }
  | { readonly kind: 'machinery'; readonly machinery: Machinery }
  | { readonly kind: 'count'; readonly of: Force; readonly number: number }
  /** So many people at least: hurt, taken and so on. */
  | { readonly kind: 'toll'; readonly of: Toll; readonly number: number }
  /** Somebody is in the house who cannot get away; or (`out`) no more. */
  | { readonly kind: 'inside'; readonly who: Inside; readonly out: boolean };

/** What somebody can send of it. */
export const media = ['photo', 'video', 'video-note', 'voice', 'audio', 'document', 'link'] as const;
export type Medium = (typeof media)[number];

/** Something was sent, and is kept: its id, and SHA-256 in hexadecimal of the original, or of the link. */
export interface EvidenceSaid {
  readonly kind: 'evidence';
  readonly evidence: string;
  readonly medium: Medium;
  readonly sha256: string;
}

export type Said =
  | Sighting
  | Outcome
  | EvidenceSaid
  | HouseSaid
  | MergeSaid
  /** A wrong entry is struck, not removed, and may be put back. */
  | { readonly kind: 'strike' | 'restore'; readonly entry: string };

/** One thing said of an incident. None is ever changed or removed. */
export interface Entry {
  /** In the order in which they were written down. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly by: { readonly person: string | null; readonly rank: Rank };
  readonly said: Said;
}

/** Something that was said, as it is shown: a value, by whom and when. */
export interface Told<Value> {
  readonly value: Value;
  readonly at: number;
  readonly rank: Rank;
}

/** What is listed: everything but strikes. */
export type Listed = Sighting | Outcome | EvidenceSaid | HouseSaid | MergeSaid;

/** What is known now. Where there is more than one of a thing, people contradict each other, and all of it is shown, the newest first. */
export interface Situation {
  readonly moves: readonly Told<Move>[];
  readonly machinery: readonly Told<Machinery>[];
  readonly counts: Readonly<Record<Force, readonly Told<number>[]>>;
  /** What came of talks; and by when a petition is to be filed, which goes with a postponement. */
  readonly talks: readonly Told<Outcome>[];
  readonly petitions: readonly Told<Outcome>[];
}

/** Something that was seen or came about, struck or not. */
export interface Seen extends Entry {
  readonly said: Listed;
  readonly struck: boolean;
}

export interface Timeline extends Situation {
  /** Oldest first, struck ones too; strikes themselves are not among them. */
  readonly entries: readonly Seen[];
  /** What was said last of each house, by its id. */
  readonly houses: ReadonlyMap<string, { readonly status: HouseStatus; readonly until: number | null }>;
}

/** Two people who say different things within this time mean the same moment. */
export const SAME_MOMENT_MS = 10 * 60_000;
/** Counts of one crowd by two people differ: by more than this share they contradict each other. */
const COUNT_DIFFERS = 0.25;

/** What all that was said amounts to, in whatever order it comes. */
export function foldTimeline(said: readonly Entry[]): Timeline {
  const all = [...said].sort((a, b) => a.at - b.at || compareIds(a.id, b.id));
  const struck = new Map<string, boolean>();
  for (const { said: what } of all) if (!isListed(what)) struck.set(what.entry, what.kind === 'strike');
  const entries = all.flatMap((entry) => {
    const { said: what } = entry;
    return isListed(what) ? [{ ...entry, said: what, struck: struck.get(entry.id) ?? false }] : [];
  });
  const newest = entries.filter((entry) => !entry.struck).reverse();
  return { entries, ...situation(newest), houses: housesSaid(newest) };
}

export function isListed(said: Said): said is Listed {
  return said.kind !== 'strike' && said.kind !== 'restore';
}

/** How many people of each there are at least, by all that was said and is not struck. */
export function atLeast(entries: readonly Pick<Seen, 'said' | 'struck'>[]): Tally {
  const most = (of: Toll): number =>
    Math.max(0, ...entries.flatMap(({ said, struck }) => (said.kind === 'toll' && said.of === of && !struck ? [said.number] : [])));
  return {
    hurt: most('hurt'),
    grave: most('grave'),
    refused: most('refused'),
    taken: most('taken'),
    released: most('released'),
    trial: most('trial'),
  };
}

export function isSighting(said: Said): said is Sighting {
  return said.kind === 'move' || said.kind === 'machinery' || said.kind === 'count';
}

function housesSaid(newest: readonly Seen[]): Timeline['houses'] {
  const houses = new Map<string, { readonly status: HouseStatus; readonly until: number | null }>();
  for (const { said } of newest) {
    if (said.kind === 'house' && !houses.has(said.house)) houses.set(said.house, { status: said.status, until: said.until ?? null });
  }
  return houses;
}

function situation(newest: readonly Seen[]): Situation {
  const count = (of: Force): readonly Told<number>[] =>
    current(newest, (said) => (said.kind === 'count' && said.of === of ? said.number : undefined), countsDiffer);
  return {
    moves: current(newest, (said) => (said.kind === 'move' ? said.move : undefined), goesBack(moves)),
    machinery: current(newest, (said) => (said.kind === 'machinery' ? said.machinery : undefined), goesBack(machinery)),
    counts: { police: count('police'), 'riot-police': count('riot-police'), machines: count('machines') },
    talks: outcomes(newest, (said) => said.outcome !== 'petition'),
    petitions: outcomes(newest, (said) => said.outcome === 'petition'),
  };
}

/** The last word, and what others said at the same moment that cannot be true as well. Everybody is heard with their own last word. */
function current<Value>(
  newest: readonly Seen[],
  read: (said: Listed) => Value | undefined,
  contradicts: (last: Value, earlier: Value) => boolean,
): readonly Told<Value>[] {
  const heard = new Set<string>();
  const told: Told<Value>[] = [];
  for (const { by, at, said } of newest) {
    const value = read(said);
    if (value === undefined) continue;
    const last = told[0];
    if (last && last.at - at > SAME_MOMENT_MS) break;
    // Somebody whose account is erased is somebody else each time.
    if (by.person !== null && heard.has(by.person)) continue;
    if (by.person !== null) heard.add(by.person);
    if (!last || (contradicts(last.value, value) && told.every((other) => other.value !== value))) told.push({ value, at, rank: by.rank });
  }
  return told;
}

/** What comes later in the order may follow what comes earlier, and not the other way. */
function goesBack<Value>(order: readonly Value[]): (last: Value, earlier: Value) => boolean {
  return (last, earlier) => order.indexOf(last) < order.indexOf(earlier);
}

export function countsDiffer(last: number, earlier: number): boolean {
  return Math.abs(last - earlier) > COUNT_DIFFERS * Math.max(last, earlier);
}

function outcomes(newest: readonly Seen[], which: (said: Outcome) => boolean): readonly Told<Outcome>[] {
  const spelt = current(
    newest,
    (said) => (said.kind === 'outcome' && which(said) ? spellOutcome(said) : undefined),
    (last, earlier) => last !== earlier,
  );
  return spelt.flatMap(({ value, ...by }) => {
    const outcome = readOutcome(value);
    return outcome ? [{ ...by, value: outcome }] : [];
  });
}

/** Ids are numbers in decimal, too large for a number. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
