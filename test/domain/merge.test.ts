import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { kinds } from '../../src/domain/kind.ts';
import {
  furtherRing,
  type Given,
  goesWith,
  graver,
  keepFirst,
  mayBeOne,
  mergeAnswers,
  mergeSources,
  newerAnswer,
  type Source,
  sameHouses,
  splitSources,
} from '../../src/domain/merge.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';

const place = (slug: string, parent: string | null) => ({
  ...{ slug, parent, names: { kk: slug, ru: slug, en: slug }, city: 'Almaty', centre: null, next: [], enough: null, door: 'open' as const },
  ...{ window: 90, unconfirmed: 'hold' as const },
});
const atlas = createAtlas([
  ...[place('almaty', null), place('bakai', 'almaty'), place('shanyrak', 'almaty')],
  ...[place('shanyrak-1', 'shanyrak'), place('shanyrak-2', 'shanyrak')],
]);
type One = Pick<Incident, 'id' | 'slug' | 'stage' | 'asker' | 'startedAt'>;
const incident = (more: Partial<One>): One => ({ id: 1n, slug: 'shanyrak', stage: 'open', asker: 'organiser', startedAt: 0, ...more });

describe('two incidents', () => {
  it.each<readonly [string, Partial<One>, boolean]>([
    ['in one neighbourhood', {}, true],
    ['of which one lies below', { slug: 'shanyrak-1' }, true],
    ['of which one lies above', { slug: 'almaty' }, true],
    ['beside each other', { slug: 'bakai' }, false],
    ['of which one waits', { stage: 'held', asker: 'nobody' }, true],
    ['of which one is over', { stage: 'over' }, false],
    ['of which one was false', { stage: 'false' }, false],
    ['of which one is merged', { stage: 'merged' }, false],
    ['that are the same', { id: 1n }, false],
  ])('%s', (_, other, may) => {
    expect(mayBeOne(incident({}), incident({ id: 2n, ...other }), atlas)).toBe(may);
    expect(mayBeOne(incident({ id: 2n, ...other }), incident({}), atlas)).toBe(may);
  });

  it.each<readonly [string, Partial<One>, Partial<One>]>([
    ['one that people are called to before one that waits', { startedAt: 9 }, { stage: 'held', asker: 'nobody' }],
    ['one that somebody stands behind before one that nobody has confirmed', { startedAt: 9 }, { asker: 'unconfirmed', slug: 'almaty' }],
    ['the wider before the older', { startedAt: 9, slug: 'almaty' }, { slug: 'shanyrak-1' }],
    ['the older', { startedAt: 1 }, { startedAt: 2 }],
    ['of the same moment the one that came first', {}, {}],
  ])('%s stands for both', (_, first, second) => {
    const [kept, merged] = [incident(first), incident({ id: 2n, ...second })];
    expect(keepFirst(kept, merged, atlas)).toEqual([kept, merged]);
    expect(keepFirst(merged, kept, atlas)).toEqual([kept, merged]);
  });

  it('are of the graver kind', () => {
    expect(graver('police', 'demolition')).toBe('demolition');
    expect(graver('police', 'cutoff')).toBe('police');
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.constantFrom(...kinds), fc.constantFrom(...kinds), (a, b, c) => {
        expect(graver(a, b)).toBe(graver(b, a));
        expect(graver(graver(a, b), c)).toBe(graver(a, graver(b, c)));
      }),
    );
  });

  it('have asked one neighbourhood for help as far as either has', () => {
    expect([furtherRing('asked', 'called'), furtherRing('paused', 'asked'), furtherRing('refused', 'nobody')]).toEqual([
      ...['called', 'paused', 'refused'],
    ]);
  });
});

describe('houses of two lists', () => {
  const house = (id: string, key: string, called = false) => ({ id, key, called });
  it.each([
    ['the same place is one house', [house('1', 'жастар 14', true)], [house('2', 'жастар 14', true)], ['1']],
    ['another place is another', [house('1', 'жастар 14', true)], [house('2', 'абая 5', true)], [null]],
    ['an unknown place is where the call is', [house('1', 'а'), house('3', 'б', true)], [house('2', '', true)], ['3']],
    [
      'and where the call is unknown it is the other’s',
      [house('1', '', true)],
      [house('2', 'абая 5', true), house('4', 'мира 1')],
      ['1', null],
    ],
    ['whatever the numbers', [house('1', 'а', true), house('3', 'б')], [house('2', 'б', true), house('4', 'а')], ['3', '1']],
  ])('%s', (_, kept, merged, wanted) => {
    expect([...sameHouses(kept, merged).values()]).toEqual(wanted);
  });
});

/** An incident as the rules see it: what was answered to it, what it reads beside its own events, and those. */
interface Model {
  readonly one: One;
  readonly answers: ReadonlyMap<string, Given>;
  readonly sources: readonly Source[];
}
const people = ['1', '2', '3', '4', '5'];
const given: fc.Arbitrary<Given> = fc.record({
  answer: fc.constantFrom('coming' as const, 'there' as const, 'cant' as const, 'left' as const),
  at: fc.nat(3),
  house: fc.constantFrom(null, '7', '8', '9'),
  follows: fc.boolean(),
  arrivesAt: fc.constantFrom(null, 5),
});
const models = fc
  .array(
    fc.record({
      slug: fc.constantFrom('shanyrak', 'shanyrak-1'),
      stage: fc.constantFrom('open' as const, 'held' as const),
      startedAt: fc.nat(3),
      answers: fc.dictionary(fc.constantFrom(...people), given),
      events: fc.nat(3),
    }),
    { minLength: 2, maxLength: 5 },
  )
  .map((rows) =>
    rows.map(
      ({ answers, events, ...row }, i) =>
        [
          { one: incident({ ...row, id: BigInt(i + 1) }), answers: new Map(Object.entries(answers)), sources: [] } as Model,
          events,
        ] as const,
    ),
  );
const eventsOf = (rows: readonly (readonly [Model, number])[]) =>
  rows.flatMap(([{ one }, count]) => Array.from({ length: count }, () => one.id)).map((of, id) => ({ of, id: BigInt(id) }));
const read = ({ one, sources }: Model, events: ReturnType<typeof eventsOf>) =>
  events
    .filter(({ of, id }) => of === one.id || sources.some((source) => source.id === of && (source.upTo === null || id <= source.upTo)))
    .map(({ id }) => id);
function merge(a: Model, b: Model): Model {
  const [one] = keepFirst(a.one, b.one, atlas);
  const [kept, merged] = one === a.one ? [a, b] : [b, a];
  const mine = ({ one: { id }, sources }: Model) => ({ id, sources });
  return { one, answers: mergeAnswers(kept.answers, merged.answers), sources: mergeSources(mine(kept), mine(merged)) };
}
/** Merges two of them at a time, as the numbers say, until one is left. */
function mergeAll(all: readonly Model[], picks: readonly number[]): Model {
  const [pick = 0, ...more] = picks;
  const [first] = all;
  if (all.length < 2 && first) return first;
  const [a] = all.slice(pick % all.length);
  const rest = all.filter((one) => one !== a);
  const [b] = rest.slice(pick % rest.length);
  if (!a || !b) throw new Error('there is none');
  return mergeAll([...rest.filter((one) => one !== b), merge(a, b)], more);
}
/** What was answered, in the order of people. */
const inOrder = (entries: Iterable<readonly [string, Given]>) => [...entries].sort(([a], [b]) => Number(a) - Number(b));
const order = fc.array(fc.nat(100), { minLength: 5, maxLength: 5 });

describe('however several incidents are merged', () => {
  it('the same one is left, with the same answers and the same timeline; nothing is lost of either', () => {
    fc.assert(
      fc.property(models, order, order, (rows, one, other) => {
        const all = rows.map(([model]) => model);
        const events = eventsOf(rows);
        const [left, right] = [mergeAll(all, one), mergeAll(all, other)];
        expect(left.one).toEqual(right.one);
        expect(inOrder(left.answers)).toEqual(inOrder(right.answers));
        expect(left.sources).toEqual(right.sources);
        expect(read(left, events)).toEqual(events.map(({ id }) => id));
        const answered = new Set(all.flatMap(({ answers }) => [...answers.keys()]));
        expect(new Set(left.answers.keys())).toEqual(answered);
        for (const [person, kept] of left.answers) {
          for (const { answers } of all) expect(kept.at).toBeGreaterThanOrEqual(answers.get(person)?.at ?? 0);
        }
      }),
    );
  });

  it('of two answers of one person one is the newer, whichever is looked at first', () => {
    fc.assert(
      fc.property(given, given, given, (a, b, c) => {
        expect(newerAnswer(a, b)).toEqual(newerAnswer(b, a));
        expect(newerAnswer(newerAnswer(a, b), c)).toEqual(newerAnswer(a, newerAnswer(b, c)));
      }),
    );
  });

  it('and split again, each answer is in exactly one of them, and both read the timeline until then', () => {
    fc.assert(
      fc.property(models, order, fc.constantFrom('7', '8', '9'), (rows, picks, house) => {
        const whole = mergeAll(
          rows.map(([model]) => model),
          picks,
        );
        const events = eventsOf(rows);
        const goes = [...whole.answers].filter(([, answer]) => goesWith(answer, house, '7'));
        const stays = [...whole.answers].filter(([, answer]) => !goesWith(answer, house, '7'));
        expect(inOrder([...goes, ...stays])).toEqual(inOrder(whole.answers));
        expect(goes.every(([, { answer }]) => answer !== 'cant')).toBe(true);
        const upTo = BigInt(events.length);
        const off: Model = {
          one: incident({ id: 99n, startedAt: 9 }),
          answers: new Map(goes),
          sources: splitSources({ id: whole.one.id, sources: whole.sources }, upTo),
        };
        const later = [...events, { of: whole.one.id, id: upTo + 1n }];
        expect(read(off, later)).toEqual(events.map(({ id }) => id));
        const again = merge({ ...whole, answers: new Map(stays) }, off);
        expect(inOrder(again.answers)).toEqual(inOrder(whole.answers));
        expect(read(again, later)).toEqual(later.map(({ id }) => id));
      }),
    );
  });
});
