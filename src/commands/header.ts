import type { Language } from '../domain/language.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import type { Match } from './lexicon.ts';
import { readNeighbourhood } from './names.ts';
import { type Reportable, reportable } from './reportable.ts';
import type { Token } from './tokens.ts';
import { separateWords } from './vocabulary.ts';

const LONGEST_PLACE = 200;

export interface Header {
  readonly reported: Reportable;
  readonly neighbourhood?: string;
  readonly place: string;
  readonly separate: boolean;
  readonly language?: Language;
}

/** What a report begins with: what happens, where and NEW, in any order; the rest is the place. Undefined if it is no report. */
export function readHeader(text: string, tokens: readonly Token[], atlas: Atlas): Header | undefined {
  let what: Match<Reportable> | undefined;
  let where: Match<string> | undefined;
  let separate = false;
  let at = 0;
  for (;;) {
    // Names go first: a neighbourhood may be called New Something.
    const name = where ? undefined : readNeighbourhood(tokens, at, atlas);
    const kind = what || name ? undefined : reportable.at(tokens, at);
    const again: Match<'separate'> | undefined =
      separate || name || kind || !mayBeNew(text, tokens, at) ? undefined : separateWords.at(tokens, at);
    where ??= name;
    what ??= kind;
    separate ||= again !== undefined;
    const read = name ?? kind ?? again;
    if (!read) break;
    at = read.end;
  }
  if (!what) return undefined;
  const last = tokens.length > at && !separate ? separateWords.at(tokens, tokens.length - 1) : undefined;
  const rest = restAfter(last ? text.slice(0, tokens.at(-1)?.start) : text, last ? tokens.slice(0, -1) : tokens, at);
  return {
    reported: what.meaning,
    neighbourhood: where?.meaning,
    place: last ? rest.replace(/[\s,.:;–—-]+$/u, '') : rest,
    separate: separate || last !== undefined,
    language: what.language,
  };
}

/** "Жаңа" and "Новый" begin street names: after the first word they count only where they cannot be one by their capital. */
function mayBeNew(text: string, tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (at === 0 || !token) return true;
  const typed = text.slice(token.start, token.end);
  return typed === typed.toUpperCase() || text === text.toLowerCase();
}

/** What was typed from token `at` on, without the punctuation before it; empty where only signs are left. */
export function restAfter(text: string, tokens: readonly Token[], at: number): string {
  if (at >= tokens.length) return '';
  const rest = text.slice(tokens[at - 1]?.end ?? 0).replace(/^[\s,.:;!?…|/\\*•·)\]}»”–—−-]+/u, '');
  return Array.from(rest.slice(0, 2 * LONGEST_PLACE))
    .slice(0, LONGEST_PLACE)
    .join('')
    .trimEnd();
}
