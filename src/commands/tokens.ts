import { fold } from './fold.ts';

/** A run of letters or a run of digits, with its place in the cleaned text. Everything between is punctuation. */
export interface Token {
  /** Folded: for comparison. */
  readonly word: string;
  readonly start: number;
  /** Just after the last character. */
  readonly end: number;
  /** A number that goes on: the `1` of the house numbers `1а` and `1/4`. */
  readonly partial: boolean;
}

/** An apostrophe inside a word belongs to it (can't), and a keycap or accent to what it sits on. */
const RUN = /[\p{L}\p{M}]+(?:['’‘`´′][\p{L}\p{M}]+)*|(?:\p{N}\p{M}*)+/gu;
const GOES_ON = /(?<=\p{N}\p{M}*)(?:\p{L}(?!\p{L})|\/\p{N})/uy;

/** Splits a cleaned text at everything that is neither letter nor digit, and between letters and digits. */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { 0: run, index: start } of text.matchAll(RUN)) {
    const word = fold(run);
    if (word === '') continue;
    const end = start + run.length;
    GOES_ON.lastIndex = end;
    tokens.push({ word, start, end, partial: GOES_ON.test(text) });
  }
  return tokens;
}
