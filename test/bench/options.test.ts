import { describe, expect, it } from 'vitest';
import { personAt } from '../../src/bench/audience.ts';
import { cases } from '../../src/bench/cases.ts';
import { parseOptions, usage } from '../../src/bench/options.ts';

describe('the command line', () => {
  it('runs everything at three sizes unless told otherwise', () => {
    expect(parseOptions([])).toEqual({
      ...{ kind: 'run', json: false, profile: false },
      only: cases.map(({ name }) => name),
      sizes: { small: 600, middle: 20_000, large: 100_000 },
    });
  });

  it.each([
    ['500', { small: 500, middle: 500, large: 500 }],
    ['2000,500', { small: 500, middle: 2_000, large: 2_000 }],
    ['3000,100,2000', { small: 100, middle: 2_000, large: 3_000 }],
  ])('--sizes %s', (text, sizes) => {
    expect(parseOptions(['--sizes', text])).toMatchObject({ kind: 'run', sizes });
  });

  it('takes some of the cases, in any order', () => {
    expect(parseOptions(['--only', 'memory, unlimited', '--json'])).toMatchObject({
      kind: 'run',
      only: ['memory', 'unlimited'],
      json: true,
    });
  });

  it.each([['--only', 'nothing'], ['--sizes', '1,2'], ['--sizes', '200,x'], ['--sizes', '100,200,300,400'], ['--fast']])(
    'refuses %s %s',
    (...args) => {
      expect(parseOptions(args.filter(Boolean)).kind).toBe('wrong');
    },
  );

  it('names every case in its help', () => {
    expect(parseOptions(['--help']).kind).toBe('help');
    for (const { name } of cases) expect(usage()).toContain(`${name} `);
  });
});

it('people are organisers of the city, trusted residents, and neighbours on Telegram or with a phone', () => {
  const audience = { organisers: 1, reporters: 1, telegram: 2, sms: 1 };
  const people = Array.from({ length: 5 }, (_, place) => personAt(place, audience));
  expect(people.map(({ slug, role, trust, channel }) => [slug, role, trust, channel])).toEqual([
    ['almaty', 'organiser', 'trusted', 'telegram'],
    ['bakai', 'both', 'trusted', 'telegram'],
    ['bakai', 'both', 'new', 'telegram'],
    ['bakai', 'both', 'new', 'telegram'],
    ['bakai', 'both', 'new', 'phone'],
  ]);
  expect(new Set(people.map(({ address }) => address)).size).toBe(5);
});
