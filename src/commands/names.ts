import type { Atlas } from '../domain/neighbourhood.ts';
import { createLexicon, type Lexicon, type Match, phrases } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** Only a memory of what was worked out already: an atlas never changes, and folding all its names for each message is slow. */
const lexicons = new WeakMap<Atlas, Lexicon<string>>();

function namesOf(atlas: Atlas): Lexicon<string> {
  const known = lexicons.get(atlas);
  if (known) return known;
  const lexicon = createLexicon(
    // A name may have a comma in it, which would split it in two.
    ...atlas.all.flatMap((n) => [n.slug, ...Object.values(n.names)].map((name) => phrases(n.slug, { shared: name.replaceAll(',', ' ') }))),
  );
  lexicons.set(atlas, lexicon);
  return lexicon;
}

/**
 * The neighbourhood named at token `from`. Of several in a row, each within the one before ("Алматы, Бакай"), it is
 * the last: people write addresses that way, and the first would call a whole city.
 */
export function readNeighbourhood(tokens: readonly Token[], from: number, atlas: Atlas): Match<string> | undefined {
  const names = namesOf(atlas);
  let found = names.at(tokens, from);
  while (found) {
    const narrower = names.at(tokens, found.end);
    if (!narrower || narrower.meaning === found.meaning || !atlas.within(found.meaning).includes(narrower.meaning)) break;
    found = narrower;
  }
  return found;
}
