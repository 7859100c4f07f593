import { HOUSES_MAX } from '../domain/house.ts';
import { readCode } from './code.ts';
import { clean, fold } from './fold.ts';
import { languageOf } from './guess.ts';
import { restAfter } from './header.ts';
import type { Intent } from './intent.ts';
import { createLexicon, phrases } from './lexicon.ts';
import { type Token, tokenise } from './tokens.ts';
import { houseWords } from './vocabulary.ts';

/** Telegram's longest message: a whole list may be pasted. */
const LONGEST_LIST = 4_096;
/** Runs of letters and digits in a code. */
const CODE_RUNS = [4, 3];
/** Of a line only so much is looked at. */
const LONGEST_LINE = 400;

/** What lists put before each line. */
const BULLET = /^(?:\d{1,3}[.)]\s+|[-–—•*·]\s*)+/u;

/**
 * `HOUSE 4K7 Zhastar 22`, `ДОМ 4K7` and a list line by line, `КӨШТІ 4K7 Жастар 22`: the word and the code in either order, then the place. What is
 * between two lines, or two semicolons, is a house.
 */
export function readHouses(text: string): Intent | undefined {
  const [first = '', ...more] = text.slice(0, LONGEST_LIST).split(/[\r\n]+/u);
  const typed = clean(first.slice(0, LONGEST_LINE));
  const tokens = tokenise(typed);
  const head = readHead(typed, tokens);
  if (!head) return undefined;
  const { word, code, end } = head;
  const rest = restAfter(typed, tokens, end);
  const language = languageOf(word.language, text.slice(0, LONGEST_LINE));
  if (word.meaning === 'move') return { kind: 'move-call', code, place: rest, language };
  if (word.meaning === 'split') return { kind: 'split', code, place: rest, language };
  return { kind: 'houses', code, places: readPlaces([rest, ...more].join('\n')), language };
}

/** Places of a list, each in a line of its own. */
export function readPlaces(list: string): readonly string[] {
  return list
    .slice(0, LONGEST_LIST)
    .split(/[\r\n;]+/u)
    .map((line) => clean(line).replace(BULLET, '').trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .slice(0, HOUSES_MAX);
}

function readHead(typed: string, tokens: readonly Token[]) {
  const before = houseWords.at(tokens, 0);
  for (const runs of CODE_RUNS) {
    const from = before?.end ?? 0;
    const some = tokens.slice(from, from + runs);
    const spelt = typed.slice(some[0]?.start, some.at(-1)?.end);
    // A letter after a space is where the place begins: "4K7 М 5" is the code 4K7.
    const code = some.length === runs && (runs === 3 || !/\s/u.test(spelt)) ? readCode(spelt.replace(/\s+/gu, '')) : undefined;
    const word = before ?? (code === undefined ? undefined : houseWords.at(tokens, runs));
    if (code !== undefined && word) return { word, code, end: before ? from + runs : word.end };
  }
  return undefined;
}

/** Words for "street" and "house" are left out of a comparison, wherever they stand. */
const streetWords = createLexicon<'street'>(
  phrases('street', {
    kk: 'көше, көшесі, к сі, үй, koshe, koshesi, uy',
    ru: 'улица, улице, улицы, ул, дом, д, ulitsa, ulica, ul, dom',
    en: 'street, st, str, house',
  }),
);

/** What two spellings of one place have in common: case, punctuation, and "улица" or not make no other house. */
export function placeKey(place: string): string {
  const words = tokenise(clean(place)).filter((token) => !streetWords.whole([token]));
  return words.length > 0 ? words.map(({ word }) => word).join(' ') : fold(clean(place));
}
