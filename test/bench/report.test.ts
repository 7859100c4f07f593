import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAxis } from '../../src/bench/report/axis.ts';
import { renderPlots } from '../../src/bench/report/plot.ts';
import { renderFigures, renderMeasures, renderNumber, renderTable } from '../../src/bench/report/table.ts';
import { atLeast, atMost, type Outcome, told } from '../../src/bench/result.ts';

const outcome: Outcome = {
  case: 'thirty',
  title: 'a neighbourhood',
  people: 2_000,
  measures: {
    ...{ people: 2_000, reached: 2_000, firstMs: 41, lastMs: 66_912, perSecond: 29.89, overLimit: 0, fullestSecond: 31, refused429: 0 },
    ...{ appUs: 812.4, postgresUs: undefined, peakMb: 143.7 },
  },
  figures: [atMost('to the ideal', 1.0036, 1.01, '×'), atLeast('reached', 1_999, 2_000), told('fullest second', 31)],
};

describe('numbers', () => {
  it.each([
    [20_000, '', '20,000'],
    [0, '', '0'],
    [1.00361, '×', '1.004 ×'],
    [0.5, '×', '0.50 ×'],
    [66.912, 's', '66.9 s'],
    [812.4, 'µs', '812 µs'],
    [Number.NaN, 'ms', '–'],
    [undefined, 'MB', '–'],
  ] as const)('%d %s reads %s', (value, unit, expected) => {
    expect(renderNumber(value, unit)).toBe(expected);
  });
});

describe('the tables', () => {
  it('say what was reached and what was missed', () => {
    expect(renderFigures([outcome]).split('\n')).toEqual([
      '| case   | people | what           | measured |    reach |          |',
      '| ------ | ------ | -------------- | -------: | -------: | -------: |',
      '| thirty | 2,000  | to the ideal   |  1.004 × | ≤ 1.01 × |     pass |',
      '| thirty | 2,000  | reached        |    1,999 |  ≥ 2,000 | **miss** |',
      '| thirty | 2,000  | fullest second |       31 |          |          |',
    ]);
  });

  it('leave out cases without a call to measure, and dash what cannot be known', () => {
    const [, , row = '', ...more] = renderMeasures([outcome, { ...outcome, measures: undefined } as Outcome]).split('\n');
    expect(row).toMatch(/^\| thirty \| +2,000 \| +2,000 \| +41 \| +66.9 \| +29.9 \| +0 \| +31 \| +0 \| +812 \| +– \| +144 \|$/);
    expect(more).toEqual([]);
  });

  it('have rows of one width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: fc.constantFrom(...'abc 12') }), { minLength: 3, maxLength: 3 }), { minLength: 2 }),
        (rows) => {
          expect(
            new Set(
              renderTable(rows, 1)
                .split('\n')
                .map((line) => line.length),
            ).size,
          ).toBe(1);
        },
      ),
    );
  });
});

describe('an axis', () => {
  it.each([
    [66.9, [0, 20, 40, 60, 80]],
    [20_000, [0, 4_000, 8_000, 12_000, 16_000, 20_000].map((n) => n * 1.25).slice(0, 5)],
    [0.75, [0, 0.2, 0.4, 0.6, 0.8]],
  ])('to %d has round ticks', (most, expected) => {
    expect(createAxis(most, 4, 0, 100).ticks).toEqual(expected);
  });

  it('holds every value between its ends', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e7, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (most, share) => {
        const axis = createAxis(most, 5, 10, 110);
        expect(axis.at(0)).toBe(10);
        expect(axis.at(most * share)).toBeGreaterThanOrEqual(10);
        expect(axis.at(most * share)).toBeLessThanOrEqual(110.000001);
        expect(axis.ticks.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

describe('the plot', () => {
  const plot = {
    title: 'a < b & c',
    curves: [
      {
        name: 'ideal',
        ideal: true,
        points: [
          [0, 0],
          [2_000, 2_000],
        ],
      },
      {
        name: 'Dabyl',
        points: [
          [40, 0],
          [2_020, 2_000],
        ],
      },
    ],
  } as const;

  it('has a panel with a title, axes and a line for each curve', () => {
    const svg = renderPlots([plot, plot, plot]);
    expect(svg.match(/<polyline /g)).toHaveLength(6);
    expect(svg.match(/<g /g)).toHaveLength(3);
    expect(svg).toContain('a &lt; b &amp; c');
    expect(svg).toContain('>seconds</text>');
    expect(svg).toContain('>2,000</text>');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('keeps whole with nothing to draw', () => {
    expect(renderPlots([])).toMatch(/^<svg [^>]*>\n<rect [^>]*\/>\n<\/svg>\n$/);
    expect(renderPlots([{ title: 'x', curves: [{ name: 'y', points: [] }] }])).not.toMatch(/NaN|Infinity/);
  });
});
