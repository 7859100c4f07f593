import type { Content, Term } from '../domain/content.ts';
import { kinds } from '../domain/kind.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { callMessages, hotlineMessages, type Phrase, phraseId, recordedNumbers, sayNumber, sayTime } from '../domain/phrase.ts';
import type { Renderer } from './render.ts';

/** How the numbers that are recorded are read in Kazakh. */
const numerals: ReadonlyMap<number, string> = new Map([
  ...([
    [0, 'нөл'],
    [1, 'бір'],
    [2, 'екі'],
    [3, 'үш'],
    [4, 'төрт'],
    [5, 'бес'],
    [6, 'алты'],
    [7, 'жеті'],
    [8, 'сегіз'],
    [9, 'тоғыз'],
  ] as const),
  ...([
    [10, 'он'],
    [20, 'жиырма'],
    [30, 'отыз'],
    [40, 'қырық'],
    [50, 'елу'],
    [60, 'алпыс'],
    [70, 'жетпіс'],
    [80, 'сексен'],
  ] as const),
  ...([
    [90, 'тоқсан'],
    [100, 'жүз'],
    [1_000, 'мың'],
  ] as const),
]);

/** A part of what is said in Kazakh: a phrase by its id, or somebody's own words, which nobody can have recorded. */
export type Piece = { readonly kind: 'phrase'; readonly id: string } | { readonly kind: 'typed'; readonly text: string };

/** What somebody would have to say to say this message in Kazakh. */
export function piecesOf(content: Pick<Content, 'key' | 'args'>, renderer: Renderer): readonly Piece[] {
  const { key, args = {} } = content;
  // What a message's words depend on is always plain.
  const plain = Object.fromEntries(Object.entries(args).flatMap(([name, value]) => (typeof value === 'object' ? [] : [[name, value]])));
  return renderer.words.cut('kk', 'voice', key, plain).flatMap((part): readonly Piece[] => {
    if ('words' in part) return [phrase(part.words)];
    const value = args[part.name];
    return value === undefined ? [] : sayTerm(value, renderer);
  });
}

function sayTerm(value: Term, renderer: Renderer): readonly Piece[] {
  if (typeof value === 'number') return sayNumbers(sayNumber(value));
  if (typeof value === 'string') {
    if (value === '') return [];
    return /^\d{1,6}$/.test(value) ? sayNumbers(sayNumber(Number(value))) : [{ kind: 'typed', text: value }];
  }
  switch (value.term) {
    case 'neighbourhood':
      return [phrase(renderer.neighbourhood(value.slug, 'kk'), value.slug)];
    case 'neighbourhoods':
      return value.slugs.map((slug) => phrase(renderer.neighbourhood(slug, 'kk'), slug));
    case 'what':
      return [phrase(renderer.what(value.kind, value.supply, 'kk'))];
    case 'time':
      return sayNumbers(sayTime(renderer.time(value.at)));
    case 'stage':
      return piecesOf(
        { key: `stage-${value.stage}`, ...(value.at === null ? {} : { args: { time: { term: 'time', at: value.at } } }) },
        renderer,
      );
    case 'date':
    case 'moment':
    case 'duration':
    case 'home-person':
    case 'choices':
    case 'example':
    case 'skills':
    case 'sightings':
    case 'said':
    case 'toll':
    case 'timeline':
    case 'houses':
    case 'house-status':
    case 'members':
    case 'option':
    case 'visit':
    case 'steps':
    case 'casualties':
    case 'status':
      // Only what is written holds these.
      return [];
  }
}

function sayNumbers(numbers: readonly number[]): readonly Piece[] {
  return numbers.map((number) => phrase(numerals.get(number) ?? ''));
}

function phrase(words: string, slug: string | null = null): Piece {
  return { kind: 'phrase', id: phraseId(words, slug) };
}

/** Everything that is to be recorded, in the order in which it is asked for: what calls need first, then names, then the hotline. */
export function phrasesOf(atlas: Atlas, renderer: Renderer): readonly Phrase[] {
  const own = (keys: readonly string[]): readonly string[] => keys.flatMap((key) => renderer.words.own('kk', 'voice', key));
  const whats = [
    ...kinds.map((kind) => renderer.what(kind, null, 'kk')),
    ...(['heat', 'water', 'light'] as const).map((s) => renderer.what('cutoff', s, 'kk')),
  ];
  const numbers = recordedNumbers.map((number) => numerals.get(number) ?? '');
  const all: Omit<Phrase, 'id'>[] = [
    ...[...own(callMessages), ...whats, ...numbers].map((words) => ({ words, use: 'call' as const, slug: null })),
    ...atlas.all.map(({ slug, names }) => ({ words: names.kk, use: 'name' as const, slug })),
    ...own(hotlineMessages).map((words) => ({ words, use: 'hotline' as const, slug: null })),
  ];
  const known = new Map<string, Phrase>();
  for (const one of all) {
    const id = phraseId(one.words, one.slug);
    if (!known.has(id)) known.set(id, { id, ...one });
  }
  return [...known.values()];
}
