import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/commands/parse.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import { neighbourhood } from '../support/neighbourhood.ts';
import { atlas } from './atlas.ts';

const anything = fc.string({ unit: 'binary', maxLength: 400 });
const glue = fc.constantFrom(' ', ', ', '-', ': ', ' — ', '\n', ' 🚨 ', '\u200b \u202e', '!!! ');
const upOrDown = <T>(words: fc.Arbitrary<readonly [string, T]>) =>
  fc.tuple(words, fc.constantFrom('', 'up', 'down')).map(([[word, meaning], way]): readonly [string, T] => {
    return [way === 'up' ? word.toUpperCase() : way === 'down' ? word.toLowerCase() : word, meaning];
  });

const neighbourhoods = atlas.all.flatMap((n) => [n.slug, ...Object.values(n.names)].map((name) => [name, n.slug] as const));
const names = upOrDown(fc.constantFrom(...neighbourhoods, ['Шаңырақ1', 'shanyrak-1'] as const, ['Bakay', 'bakai'] as const));
const whats = upOrDown(
  fc.constantFrom(
    ['бұзу', 'demolition'] as const,
    ['бұзып жатыр', 'demolition'] as const,
    ['снос', 'demolition'] as const,
    ['сот орындаушылар', 'bailiffs'] as const,
    ['судебные исполнители', 'bailiffs'] as const,
    ['kollektory', 'collectors'] as const,
    ['полиция', 'police'] as const,
    ['raid', 'raid'] as const,
    ['жарық жоқ', 'cutoff'] as const,
    ['отключили воду', 'cutoff'] as const,
    ['cut-off', 'cutoff'] as const,
  ),
);
const places = fc
  .tuple(
    fc.constantFrom('улица Жастар', 'Момышұлы к-сі', 'Zhastar st.', 'дом', 'Нұрлы'),
    fc.integer({ min: 10, max: 999 }),
    fc.constantFrom('', 'а', '/2', ', кв. 5'),
  )
  .map(([street, house, rest]) => `${street} ${house}${rest}`);

describe('parse', () => {
  it('never throws, whatever is sent', () => {
    fc.assert(
      fc.property(anything, (text) => typeof parse(text, atlas).kind === 'string'),
      { numRuns: 2_000 },
    );
  });

  it('reads the same in a report whichever of neighbourhood and kind comes first', () => {
    fc.assert(
      fc.property(names, whats, places, fc.boolean(), glue, glue, ([name, neighbourhood], [word, what], place, nameFirst, one, two) => {
        const header = nameFirst ? name + one + word : word + one + name;
        const typed = header + two + place;
        expect(parse(typed, atlas), JSON.stringify(typed)).toMatchObject({ kind: 'report', what, neighbourhood, separate: false });
        const intent = parse(typed, atlas);
        expect(intent.kind === 'report' && intent.place.replace(/^🚨 /u, '')).toBe(place);
      }),
      { numRuns: 1_000 },
    );
  });

  it('reports the same wherever invisible characters were put', () => {
    const invisible = fc.constantFrom('\u200b', '\u200d', '\u202e', '\u00ad', '\ufe0f', '\ufeff', '\u0000', '\ud800');
    fc.assert(
      fc.property(invisible, fc.nat(20), (sign, at) => {
        const typed = 'Бақай бұзу Жастар 14';
        expect(parse(typed.slice(0, at) + sign + typed.slice(at), atlas)).toEqual(parse(typed, atlas));
      }),
    );
  });

  it('takes no stop word for a stop while anything else is said', () => {
    const stops = fc.constantFrom('STOP', 'стоп', 'отписаться', 'Тоқтат', 'cancel', 'END', 'quit');
    const others = fc.stringMatching(/^[а-яa-z]{2,10}$/).filter((word) => !['out', 'all', 'меня'].includes(word));
    const sentence = fc.tuple(fc.array(others, { maxLength: 4 }), stops, fc.array(others, { maxLength: 4 }));
    fc.assert(
      fc.property(sentence, ([before, stop, after]) => {
        fc.pre(before.length + after.length > 0);
        expect(parse([...before, stop, ...after].join(' '), atlas).kind).not.toBe('stop');
      }),
    );
  });

  it('takes no stop word for a stop when the rest of the sentence lies beyond what is read', () => {
    expect(parse(`STOP ${'!'.repeat(2_000)} them`, atlas).kind).toBe('unclear');
    expect(parse(`STOP${' '.repeat(5_000)}`, atlas).kind).toBe('stop');
  });

  it('is not slowed down by a megabyte made to slow it down', () => {
    const started = performance.now();
    for (const sign of ['1', "a'", 'снос ', '4K7 ', '. ', '1\u20e3', '🚨', '\u0301', '? ', '- ']) {
      parse(sign.repeat(1_000_000 / sign.length), atlas);
      parse(`снос бакай ${sign.repeat(500)} new`, atlas);
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('lets a neighbourhood be called New Something, and another one have a comma in its name', () => {
    const more = createAtlas([
      neighbourhood('novyi-mir', null, 'Жаңа Әлем', 'Новый Мир', 'New World'),
      neighbourhood('aina', null, 'Айна, төменгі', 'Айна, нижняя', 'Aina, lower'),
    ]);
    const report = { kind: 'report', what: 'demolition', neighbourhood: 'novyi-mir', place: '14' };
    expect(parse('новый мир снос 14', more)).toMatchObject({ ...report, separate: false });
    expect(parse('Жаңа Әлем бұзу жаңа 14', more)).toMatchObject({ kind: 'report', separate: false, place: 'жаңа 14' });
    expect(parse('СНОС НОВЫЙ НОВЫЙ МИР 14', more)).toMatchObject({ ...report, separate: true });
    expect(parse('снос Айна нижняя 3', more)).toMatchObject({ neighbourhood: 'aina', place: '3' });
  });
});
