import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentile, ratio, sum } from '../../src/bench/measure.ts';
import { atLeast, atMost, told, verdictOf } from '../../src/bench/result.ts';

describe('a percentile', () => {
  it.each([
    [[5, 1, 3], 0.5, 3],
    [[4, 1, 3, 2], 0.5, 2],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.99, 10],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9],
    [[7], 0.01, 7],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it('of nothing is no number', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('is one of the values, and at least as large as its share of them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const found = percentile(values, share);
        expect(values).toContain(found);
        expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(share * values.length - 1e-9);
      }),
    );
  });
});

it('what is not known makes a sum or a ratio unknown', () => {
  expect([sum(1, 2), sum(1, undefined), ratio(4, 2), ratio(undefined, 2), ratio(4, undefined)]).toEqual([
    3,
    undefined,
    2,
    undefined,
    undefined,
  ]);
});

describe('a verdict', () => {
  it.each([
    [atMost('x', 2, 2), 'pass'],
    [atMost('x', 2.01, 2), 'miss'],
    [atLeast('x', 0.55, 0.55), 'pass'],
    [atLeast('x', 0.549, 0.55), 'miss'],
    [atMost('x', undefined, 2), 'unknown'],
    [atMost('x', Number.NaN, 2), 'unknown'],
    [told('x', 2), 'told'],
  ] as const)('of %j is %s', (figure, expected) => {
    expect(verdictOf(figure)).toBe(expected);
  });
});
