import type { Ground } from './ground.ts';
import type { Outcome } from './result.ts';

/** How many people: a neighbourhood, a district, a city's every member. */
export interface Sizes {
  readonly small: number;
  readonly middle: number;
  readonly large: number;
}

/** What a case works with. */
export interface Bench {
  readonly ground: Ground;
  readonly sizes: Sizes;
  readonly signal: AbortSignal;
  /** Runs this once for the whole bench: two cases read different figures from the same run. */
  once<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** One row of the table of figures. */
export interface Case {
  readonly name: string;
  readonly title: string;
  run(bench: Bench): AsyncGenerator<Outcome>;
}
