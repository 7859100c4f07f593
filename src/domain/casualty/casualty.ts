/** Somebody who was hurt, or whom police took away. */
export const casualtyKinds = ['hurt', 'taken'] as const;
export type CasualtyKind = (typeof casualtyKinds)[number];

/** Where somebody stands. `closed`: it was a mistake, or somebody else's entry about the same person; it counts no more. */
export const statuses = ['hurt', 'refused', 'treated', 'hospital', 'taken', 'charged', 'trial', 'sentenced', 'released', 'closed'] as const;
export type Status = (typeof statuses)[number];

/** What is told of somebody without their standing elsewhere. `grave`: seriously hurt. `contact`: somebody has heard from them. */
export const details = ['about', 'how', 'grave', 'where', 'when', 'unit', 'station', 'lawyer', 'contact', 'family'] as const;
export type Detail = (typeof details)[number];

/** One step of what became of somebody; `corrected` takes back an earlier one. */
export type Step = Status | Detail | 'corrected';

/** What may be told of whom; the unit, never an official's name. */
export const detailsOf: Readonly<Record<CasualtyKind, readonly Detail[]>> = {
  hurt: ['about', 'how', 'grave', 'where', 'family'],
  taken: ['about', 'when', 'unit', 'station', 'lawyer', 'contact', 'family'],
};

/** What can follow what. There is no way back but to correct a step, which is kept. Whoever served a sentence is released. */
export const follows: Readonly<Record<Status, readonly Status[]>> = {
  hurt: ['treated', 'refused', 'hospital', 'closed'],
  refused: ['treated', 'hospital', 'closed'],
  treated: ['hospital', 'closed'],
  hospital: ['closed'],
  taken: ['released', 'charged', 'trial', 'sentenced', 'closed'],
  charged: ['released', 'trial', 'sentenced', 'closed'],
  trial: ['released', 'sentenced', 'closed'],
  sentenced: ['released', 'closed'],
  released: ['closed'],
  closed: [],
};

/** A step as it was written down. None is ever changed or removed. */
export interface Line {
  /** In the order in which they were written down. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly step: Step;
  /** For `corrected`: the line that is taken back. */
  readonly strikes?: string;
}

/** A line and what became of it. `idle`: it could not follow what was so then, and changed nothing. */
export interface Told<L extends Line> {
  readonly line: L;
  readonly struck: boolean;
  readonly idle: boolean;
}

export interface Course<L extends Line = Line> {
  readonly status: Status;
  readonly grave: boolean;
  /** When there was last news of them. */
  readonly newsAt: number;
  /** Oldest first, corrections left out. */
  readonly told: readonly Told<L>[];
  /** The step that can be taken back: the last that changed where they stand. */
  readonly last: L | undefined;
}

const isStatus = (step: Step): step is Status => (statuses as readonly string[]).includes(step);
export const isCasualtyKind = (text: string): text is CasualtyKind => (casualtyKinds as readonly string[]).includes(text);
export const isStep = (text: string): text is Step => isStatus(text as Step) || (details as readonly string[]).includes(text);

/** What all lines about somebody amount to, in whatever order they come. */
export function foldCasualty<L extends Line>(kind: CasualtyKind, lines: readonly L[]): Course<L> {
  const all = [...lines].sort((a, b) => a.at - b.at || compareIds(a.id, b.id));
  const struck = new Set(all.flatMap(({ step, strikes }) => (step === 'corrected' && strikes !== undefined ? [strikes] : [])));
  let status: Status = kind;
  let grave = false;
  let newsAt = all[0]?.at ?? 0;
  let last: L | undefined;
  const told: Told<L>[] = [];
  for (const line of all) {
    const { id, step, at } = line;
    if (step === 'corrected') continue;
    const moves = isStatus(step) && step !== kind;
    const idle = !struck.has(id) && moves && !follows[status].includes(step);
    told.push({ line, struck: struck.has(id), idle });
    if (struck.has(id) || idle) continue;
    if (moves) status = step;
    grave ||= step === 'grave';
    if (moves || step === 'grave') last = line;
    if (moves || step === 'contact' || step === kind) newsAt = Math.max(newsAt, at);
  }
  return { status, grave, newsAt, told, last };
}

/** Whether a step can be written down of somebody, as they stand. */
export function canFollow(kind: CasualtyKind, course: Course, step: Step): boolean {
  if (step === 'corrected') return course.last !== undefined;
  if (isStatus(step)) return follows[course.status].includes(step);
  return course.status !== 'closed' && detailsOf[kind].includes(step) && !(step === 'grave' && course.grave);
}

/** Somebody of whom nobody has heard for so long is asked about, and again as long as it lasts. */
export const SILENT_MS = 3 * 60 * 60_000;

/** When organisers are to be told that nobody has heard of somebody; null where nobody waits for them any more. */
export function overdueAt(kind: CasualtyKind, { status, newsAt }: Pick<Course, 'status' | 'newsAt'>, toldAt: number | null): number | null {
  const held = kind === 'taken' && (status === 'taken' || status === 'charged' || status === 'trial');
  return held ? Math.max(newsAt, toldAt ?? newsAt) + SILENT_MS : null;
}

/** What is counted of people, shown to everybody. */
export const tolls = ['hurt', 'grave', 'refused', 'taken', 'released', 'trial'] as const;
export type Toll = (typeof tolls)[number];
export type Tally = Readonly<Record<Toll, number>>;

/** How many there are of each by their records alone. */
export function tally(people: readonly { readonly kind: CasualtyKind; readonly status: Status; readonly grave: boolean }[]): Tally {
  const known = people.filter(({ status }) => status !== 'closed');
  const count = (is: (one: (typeof known)[number]) => boolean): number => known.filter(is).length;
  return {
    hurt: count(({ kind }) => kind === 'hurt'),
    grave: count(({ grave }) => grave),
    refused: count(({ status }) => status === 'refused'),
    taken: count(({ kind }) => kind === 'taken'),
    released: count(({ status }) => status === 'released'),
    trial: count(({ status }) => status === 'trial'),
  };
}

/** Whether two entries may be about one person: the same words in the name, whatever their order, and not two different stations. */
export function maybeSame(one: { readonly about: string; readonly station: string }, other: typeof one): boolean {
  const words = (text: string): string => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).sort().join(' ');
  const name = words(one.about);
  if (name === '' || name !== words(other.about)) return false;
  return one.station === '' || other.station === '' || words(one.station) === words(other.station);
}

/** Ids are numbers in decimal, too large for a number. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
