import type { Status, Tally } from '../casualty/casualty.ts';
import type { ListedStep, Need } from '../content.ts';
import type { House } from '../house.ts';
import type { Asker, Supply } from '../incident.ts';
import type { Kind } from '../kind.ts';
import type { Means } from '../lane.ts';
import type { Timeline } from '../timeline.ts';

/** How many were coming and there from a moment on. */
export interface HeadcountPoint {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly coming: number;
  readonly there: number;
}

/** What is known of somebody who was hurt or taken. */
export interface ClosingRecord {
  readonly number: number;
  readonly status: Status;
  readonly lines: readonly ListedStep[];
}

/** Everything that a closing report is made of: no names, no numbers of phones, no ids of chats. */
export interface ClosingFacts {
  readonly code: string;
  readonly slug: string;
  readonly kind: Kind;
  readonly supply: Supply | null;
  readonly asker: Asker;
  readonly place: string;
  readonly morePlaces: readonly string[];
  readonly startedAt: number;
  readonly openedAt: number;
  readonly endedAt: number;
  readonly reports: number;
  readonly timeline: Timeline;
  /** As they stood at the end. */
  readonly houses: readonly House[];
  /** People hurt and taken, counted: by their records, and as many as somebody said at least. */
  readonly casualties: { readonly known: Tally; readonly said: Tally };
  /** In the lawyer's version alone. */
  readonly records?: readonly ClosingRecord[];
  readonly history: readonly HeadcountPoint[];
  readonly calls: {
    readonly called: number;
    readonly reached: number;
    readonly failed: number;
    readonly by: Readonly<Record<Means, number>>;
    /** When the first, and the last, of them was reached. */
    readonly firstAt: number | null;
    readonly lastAt: number | null;
  };
  readonly needs: readonly Need[];
  /** The last answer of each person, counted. */
  readonly answers: Readonly<Record<string, number>>;
  /** Of those who were there; undefined where nobody was. */
  readonly home: { readonly asked: number; readonly safe: number; readonly accounted: number; readonly help: number } | undefined;
}

/** Changes of a headcount, in their order, as what it came to after each. */
export function runUp(changes: readonly HeadcountPoint[]): readonly HeadcountPoint[] {
  let coming = 0;
  let there = 0;
  return changes.map((change) => {
    coming += change.coming;
    there += change.there;
    return { at: change.at, coming, there };
  });
}
