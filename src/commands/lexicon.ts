import type { Language } from '../domain/language.ts';
import { type Token, tokenise } from './tokens.ts';

/** Words with one meaning, by language, separated by commas; `shared` belongs to no one language. */
export type Words = Readonly<Partial<Record<Language | 'shared', string>>>;

export interface Phrase<Meaning> {
  readonly meaning: Meaning;
  readonly language?: Language;
  /** Folded words, joined by single spaces. */
  readonly words: string;
}

export interface Match<Meaning> {
  readonly meaning: Meaning;
  readonly language?: Language;
  /** Index of the first token after the phrase. */
  readonly end: number;
}

export interface Lexicon<Meaning> {
  /** The longest phrase that begins at token `from`. */
  at(tokens: readonly Token[], from: number): Match<Meaning> | undefined;
  /** The phrase that all the tokens make up, nothing left over. */
  whole(tokens: readonly Token[]): Match<Meaning> | undefined;
}

/** Spellings as the table has them → phrases that tokens can be compared with. */
export function phrases<Meaning>(meaning: Meaning, words: Words): readonly Phrase<Meaning>[] {
  return (['kk', 'ru', 'en', 'shared'] as const).flatMap((key) =>
    (words[key] ?? '')
      .split(',')
      .map((spelling) => spell(tokenise(spelling.normalize('NFC'))))
      .filter((spelling) => spelling !== '')
      .map((spelling) => ({ meaning, language: key === 'shared' ? undefined : key, words: spelling })),
  );
}

/** Where two phrases are spelled alike, the first one stands. */
export function createLexicon<Meaning>(...lists: readonly (readonly Phrase<Meaning>[])[]): Lexicon<Meaning> {
  const bySpelling = new Map<string, Phrase<Meaning>>();
  let longest = 0;
  for (const phrase of lists.flat()) {
    if (!bySpelling.has(phrase.words)) bySpelling.set(phrase.words, phrase);
    longest = Math.max(longest, phrase.words.split(' ').length);
  }
  const find = (tokens: readonly Token[], from: number, end: number): Match<Meaning> | undefined => {
    const phrase = bySpelling.get(spell(tokens.slice(from, end)));
    return phrase && { meaning: phrase.meaning, language: phrase.language, end };
  };
  return {
    at(tokens, from) {
      for (let end = Math.min(tokens.length, from + longest); end > from; end--) {
        const match = tokens[end - 1]?.partial ? undefined : find(tokens, from, end);
        if (match) return match;
      }
      return undefined;
    },
    whole: (tokens) => (tokens.length > longest ? undefined : find(tokens, 0, tokens.length)),
  };
}

function spell(tokens: readonly Token[]): string {
  return tokens.map((token) => token.word).join(' ');
}
