import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weigh } from '../../src/domain/confirmation.ts';
import { type Outcome, worthOf } from '../../src/domain/trust.ts';

const DAY = 24 * 60 * 60_000;
const NOW = 1_000 * DAY;
const was = (confirmed: boolean, daysAgo = 0): Outcome => ({ confirmed, at: NOW - daysAgo * DAY });
const outcome = fc.record({ confirmed: fc.boolean(), at: fc.integer({ min: 0, max: NOW }) });

describe("what somebody's word is worth", () => {
  it.each([
    ['who never reported', [], 1],
    ['whose report was confirmed', [was(true)], 1.1],
    ['whose report was false', [was(false)], 0.75],
    ['whose report was false three months ago', [was(false, 90)], 0.875],
    ['whose report was false, and then another one confirmed', [was(false), was(true)], 0.85],
    ['who was always right', Array.from({ length: 20 }, () => was(true)), 1.4],
    ['who was always wrong', Array.from({ length: 20 }, () => was(false)), 0.5],
    ['who was always wrong, years ago', Array.from({ length: 20 }, () => was(false, 999)), 0.998],
  ] as const)('one %s', (_what, outcomes, worth) => {
    expect(worthOf(outcomes, NOW)).toBeCloseTo(worth, 2);
  });

  it('rises with what is confirmed, falls with what is false, fades, and is never nothing', () => {
    fc.assert(
      fc.property(fc.array(outcome), fc.integer({ min: 0, max: NOW }), (outcomes, at) => {
        const worth = worthOf(outcomes, NOW);
        expect(worth).toBeGreaterThanOrEqual(0.5);
        expect(worthOf([...outcomes, { confirmed: true, at }], NOW)).toBeGreaterThanOrEqual(worth);
        expect(worthOf([...outcomes, { confirmed: false, at }], NOW)).toBeLessThanOrEqual(worth);
        expect(Math.abs(worthOf([{ confirmed: false, at }], NOW + DAY) - 1)).toBeLessThanOrEqual(
          Math.abs(worthOf([{ confirmed: false, at }], NOW) - 1),
        );
      }),
    );
  });

  it('never makes anybody but the trusted enough alone, and never takes two who were always right apart', () => {
    const alone = (trust: 'none' | 'new' | 'vouched', worth: number) => weigh([{ who: 'a', trust, worth, says: 'reports' }]);
    expect([alone('none', 1.4), alone('new', 1.4), alone('vouched', 1.4)]).toEqual(['wait', 'wait', 'wait']);
    const liar = { who: 'a', trust: 'new', worth: 0.5, says: 'reports' } as const;
    expect(weigh([liar, { who: 'b', trust: 'new', says: 'reports' }])).toBe('wait');
    expect(weigh([liar, { who: 'b', trust: 'trusted', says: 'yes' }])).toBe('confirm');
  });
});
