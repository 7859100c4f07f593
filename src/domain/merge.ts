import type { Answer } from './headcount.ts';
import type { Incident } from './incident.ts';
import { type Kind, kinds } from './kind.ts';
import type { Atlas } from './neighbourhood.ts';
import type { RingState } from './ring.ts';

/** What is said of an incident that another is one with, or that a house of it is one of its own: with the other's code. */
export interface MergeSaid {
  readonly kind: 'merged' | 'split';
  readonly code: string;
}

/** What decides which of two incidents stands for both. */
export type Mergeable = Pick<Incident, 'id' | 'slug' | 'stage' | 'asker' | 'startedAt'>;

/**
 * Whether two incidents may be one: both live, and the same people were called or lie within those who were. Beside each other two
 * neighbourhoods have other people, who may not know of each other's places, and other organisers.
 */
export function mayBeOne(one: Mergeable, other: Mergeable, atlas: Atlas): boolean {
  const live = [one, other].every(({ stage }) => stage === 'held' || stage === 'open');
  return live && one.id !== other.id && line(one.slug, atlas).includes(other.slug);
}

/** Neighbourhoods that a neighbourhood lies under, itself, and those below it. */
export function line(slug: string, atlas: Atlas): readonly string[] {
  return [...new Set([...atlas.above(slug), ...atlas.within(slug)])];
}

/**
 * Which of two incidents stands for both, first. Not the one on whose card it was pressed: two organisers who press at the same time on
 * different cards mean the same, and in whatever order several are merged the same one must be left. One that people are called to goes
 * before one that waits, whoever stands behind it; then the wider neighbourhood, because its people and organisers are those of the other as
 * well; then the older, whose code more people know.
 */
export function keepFirst<One extends Mergeable>(one: One, other: One, atlas: Atlas): readonly [kept: One, merged: One] {
  const order = ({ id, slug, stage, asker, startedAt }: Mergeable): readonly (number | bigint)[] => [
    stage === 'held' ? 2 : Number(asker === 'unconfirmed'),
    atlas.above(slug).length,
    startedAt,
    id,
  ];
  const [left, right] = [order(one), order(other)];
  const differs = left.findIndex((value, i) => value !== right[i]);
  return differs === -1 || (left[differs] ?? 0) < (right[differs] ?? 0) ? [one, other] : [other, one];
}

/** The graver of two kinds: they are listed with the most urgent first. */
export function graver(one: Kind, other: Kind): Kind {
  return kinds.indexOf(one) <= kinds.indexOf(other) ? one : other;
}

/** What somebody has answered, as far as two answers of theirs are compared. */
export interface Given {
  readonly answer: Answer;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly house: string | null;
  readonly follows: boolean;
  readonly arrivesAt: number | null;
}

/** Where the same moment says two things, being there says most. */
const says: readonly Answer[] = ['there', 'coming', 'left', 'cant'];

/** The newer of two answers of one person, whichever comes first. */
export function newerAnswer(one: Given, other: Given): Given {
  const order = ({ answer, at, house, follows, arrivesAt }: Given) => [
    at,
    -says.indexOf(answer),
    Number(follows),
    arrivesAt ?? 0,
    Number(house ?? 0),
  ];
  const [left, right] = [order(one), order(other)];
  const differs = left.findIndex((value, i) => value !== right[i]);
  return differs === -1 || (left[differs] ?? 0) > (right[differs] ?? 0) ? one : other;
}

/** What everybody has answered to either: of somebody who answered both, the newer. */
export function mergeAnswers(one: ReadonlyMap<string, Given>, other: ReadonlyMap<string, Given>): ReadonlyMap<string, Given> {
  const all = new Map(one);
  for (const [person, given] of other) {
    const before = all.get(person);
    all.set(person, before ? newerAnswer(before, given) : given);
  }
  return all;
}

/** How far help from a neighbourhood has come, the furthest first: nobody who was called is asked for again, nor a no forgotten. */
const ringsByFar: readonly RingState[] = ['called', 'paused', 'refused', 'asked', 'nobody'];

export function furtherRing(one: RingState, other: RingState): RingState {
  return ringsByFar.indexOf(one) <= ringsByFar.indexOf(other) ? one : other;
}

/** A house, as far as two lists are compared. `key`: what all spellings of its place have in common; empty where that is not known. */
export interface Located {
  readonly id: string;
  readonly key: string;
  readonly called: boolean;
}

/**
 * For each house of an incident that is merged the one of the other's that is the same; null where it is another. A place that is not known
 * is where the call is: nobody has said that there are two.
 */
export function sameHouses(kept: readonly Located[], merged: readonly Located[]): ReadonlyMap<string, string | null> {
  const called = kept.find((house) => house.called);
  return new Map(
    merged.map((house) => {
      if (house.key === '' || (house.called && called?.key === '')) return [house.id, called?.id ?? null];
      return [house.id, kept.find(({ key }) => key === house.key)?.id ?? null];
    }),
  );
}

/** People who go with a house that becomes an incident of its own: they said that they come to it, are there, or were. `first`: the first house of all. */
export function goesWith({ answer, house }: Pick<Given, 'answer' | 'house'>, split: string, first: string): boolean {
  return answer !== 'cant' && (house ?? first) === split;
}

/** An incident whose events are read as another's too; `upTo`: the last that is, null for all. */
export interface Source {
  readonly id: bigint;
  readonly upTo: bigint | null;
}

/** What is read with an incident once another is merged into it: both, and whatever was read with either. */
export function mergeSources(kept: Mine, merged: Mine): readonly Source[] {
  const all = new Map(kept.sources.map(({ id, upTo }) => [id, upTo]));
  for (const { id, upTo } of [...merged.sources, { id: merged.id, upTo: null }]) {
    const before = all.get(id);
    all.set(id, before === undefined || (before !== null && upTo !== null && before < upTo) ? upTo : upTo === null ? null : before);
  }
  all.delete(kept.id);
  return sorted(all);
}

/** What is read with an incident that is split from another after the event `upTo`: the other's, and whatever is read with that, until then. */
export function splitSources(parent: Mine, upTo: bigint): readonly Source[] {
  const all = new Map(parent.sources.map((source) => [source.id, source.upTo !== null && source.upTo < upTo ? source.upTo : upTo]));
  return sorted(all.set(parent.id, upTo));
}

/** An incident, and what is read with it. */
export interface Mine {
  readonly id: bigint;
  readonly sources: readonly Source[];
}

function sorted(all: ReadonlyMap<bigint, bigint | null>): readonly Source[] {
  return [...all].map(([id, upTo]) => ({ id, upTo })).sort((a, b) => Number(a.id - b.id));
}
