import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BEGUN_WITHIN_MS, restrain } from '../../src/domain/restraint.ts';

const NOW = 1_000_000_000;
const ago = (...minutes: number[]) => minutes.map((m) => NOW - m * 60_000);

describe('the question about a report that is held', () => {
  it.each([
    ['is asked for a first report', [], false, 'ask'],
    ['is asked for a third within the hour', ago(50, 1), false, 'ask'],
    ['is a word to organisers for a fourth', ago(50, 2, 1), false, 'tell-person'],
    ['is not asked for a fifth', ago(50, 2, 1, 0), false, 'keep'],
    ['is asked again when the hour is over', ago(61, 60, 60, 60, 2), false, 'ask'],
    ['is always asked for somebody trusted', ago(5, 4, 3, 2, 1), true, 'ask'],
  ] as const)('%s', (_what, begun, trusted, restraint) => {
    expect(restrain({ own: begun, strangers: [] }, trusted, NOW)).toBe(restraint);
  });

  it.each([
    ['is asked for a twelfth stranger in the neighbourhood', 11, false, 'ask'],
    ['is a word to organisers for the next', 12, false, 'tell-strangers'],
    ['is not asked for one after that, be it their first report', 13, false, 'keep'],
    ['is asked for somebody trusted whatever strangers do', 50, true, 'ask'],
  ] as const)('%s', (_what, count, trusted, restraint) => {
    expect(restrain({ own: [], strangers: Array.from({ length: count }, () => NOW - 1) }, trusted, NOW)).toBe(restraint);
  });

  it('is asked three times in any hour at the most, and always again an hour later', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 * BEGUN_WITHIN_MS }), { maxLength: 100 }), (times) => {
        const sorted = times.toSorted((a, b) => a - b).map((t) => NOW + t);
        const asked = sorted.filter((at, i) => restrain({ own: sorted.slice(0, i), strangers: [] }, false, at) === 'ask');
        for (const at of asked) expect(asked.filter((a) => a > at - BEGUN_WITHIN_MS && a <= at).length).toBeLessThanOrEqual(3);
        expect(restrain({ own: sorted, strangers: [] }, false, NOW + 5 * BEGUN_WITHIN_MS)).toBe('ask');
      }),
    );
  });
});
