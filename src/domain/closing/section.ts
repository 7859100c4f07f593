import type { Content, Term } from '../content.ts';
import type { ClosingFacts } from './facts.ts';
import type { Plot } from './plot.ts';

/** A message by its key, or a value. */
export type Words = Pick<Content, 'key' | 'args'>;
export type Value = Words | { readonly value: Term };

export interface Row {
  readonly label: Words;
  readonly value: Value;
}

/** A line of the timeline. */
export interface Line {
  readonly at: number;
  readonly who: Words;
  readonly what: Value;
  readonly struck: boolean;
}

export type Block =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  | { readonly kind: 'note'; readonly words: Words }
  | { readonly kind: 'plot'; readonly plot: Plot };

/** A part of the report; `title` is the key of its heading. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Makes a part of the report; undefined where there is nothing to say. */
export type MakeSection = (facts: ClosingFacts) => Section | undefined;

export function row(name: string, value: Term): Row {
  return { label: { key: `closing-row-${name}` }, value: { value } };
}

export function section(name: string, rows: readonly Row[]): Section {
  return { title: `closing-${name}`, blocks: [{ kind: 'rows', rows }] };
}
