import type { FluentBundle } from '@fluent/bundle';

type Pattern = NonNullable<NonNullable<ReturnType<FluentBundle['getMessage']>>['value']>;
type Element = Exclude<Pattern, string>[number];
type Variant = Extract<Element, { readonly type: 'select' }>['variants'][number];

/** A part of a message: words of its own, or the name of what is filled in there. */
export type Cut = { readonly words: string } | { readonly name: string };

/** A message cut where something is filled in. Where its words depend on a value, those that go with it. */
export function cutPattern(pattern: Pattern, args: Readonly<Record<string, string | number>>): readonly Cut[] {
  return elementsOf(pattern).flatMap((element): readonly Cut[] => {
    if (typeof element === 'string') return wordsOf(element);
    if (element.type === 'var') return [{ name: element.name }];
    if (element.type !== 'select') return [];
    const value = element.selector.type === 'var' ? args[element.selector.name] : undefined;
    const chosen = element.variants.find(({ key }) => key.value === value) ?? element.variants[element.star];
    return chosen ? cutPattern(chosen.value, args) : [];
  });
}

/** All words of a message's own, whatever is filled in. */
export function wordsIn(pattern: Pattern): readonly string[] {
  return elementsOf(pattern).flatMap((element): readonly string[] => {
    if (typeof element === 'string') return wordsOf(element).map(({ words }) => words);
    return element.type === 'select' ? element.variants.flatMap(({ value }: Variant) => wordsIn(value)) : [];
  });
}

function elementsOf(pattern: Pattern): readonly Element[] {
  return typeof pattern === 'string' ? [pattern] : pattern;
}

/** Stops at the beginning belong to what stands before. */
function wordsOf(text: string): readonly { readonly words: string }[] {
  const words = text
    .replace(/^[\s.,:;]+/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return /\p{L}/u.test(words) ? [{ words }] : [];
}
