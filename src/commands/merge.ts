import { readCode } from './code.ts';
import { languageOf } from './guess.ts';
import type { Intent } from './intent.ts';
import type { Token } from './tokens.ts';
import { mergeWords } from './vocabulary.ts';

/** What may stand between two codes. */
const BETWEEN = /^(?:and|with|и|с|мен|және|пен|бен)$/iu;

/** `MERGE 4K7 5M2`, `ОБЪЕДИНИТЬ 4K7 и 5M2`: the word, then two codes and nothing else. */
export function readMerge(text: string, tokens: readonly Token[]): Intent | undefined {
  const word = mergeWords.at(tokens, 0);
  const last = word && tokens[word.end - 1];
  if (!word || !last) return undefined;
  const named = text.slice(last.end).split(/[\s,.:;+=–—-]+/u);
  const [one, other, ...more] = named.filter((part) => part !== '' && !BETWEEN.test(part)).map(readCode);
  if (one === undefined || other === undefined || more.length > 0) return undefined;
  return { kind: 'merge', codes: [one, other], language: languageOf(word.language, text) };
}
