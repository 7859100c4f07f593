import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canBeFull, QUARTER_HOUR_MS, ROOM_AFTER_MS, roomAt } from '../../src/domain/quota.ts';

const MINUTE = 60_000;

describe('how much of one incident a person is told in a quarter of an hour', () => {
  it.each([
    ['nothing so far: now', [], 6, 20, 20],
    ['less than the number: now', [0, 1, 2], 4, 3, 3],
    ['so much that the oldest has to be a quarter of an hour old', [0, 1, 2], 3, 3, 15],
    ['in any order', [2, 0, 1], 3, 3, 15],
    ['more than the number, because calls are never held back', [0, 1, 2, 3], 3, 4, 16],
    ['what is more than a quarter of an hour old counts no more', [0, 1, 2], 3, 16, 16],
    ['long ago', [0, 1, 2], 3, 60, 60],
    ['before the clock was set back', [70, 71, 72], 3, 10, 25],
    ['no limit', [0, 1, 2], 0, 3, 3],
  ])('%s', (_, told, most, now, expected) => {
    expect(
      roomAt(
        told.map((at) => at * MINUTE),
        most,
        now * MINUTE,
      ),
    ).toBe(expected > now ? expected * MINUTE + 1 : now * MINUTE);
  });

  it('need not be counted where nobody can have heard so much: a call on every channel, and what was said since', () => {
    expect(canBeFull(1, 6)).toBe(false);
    expect(canBeFull(2, 6)).toBe(true);
    expect(canBeFull(100, 0)).toBe(false);
  });

  it('is never more than the number, and the newest always arrives, whenever updates are written', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 20 * MINUTE }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), gaps, (most, between) => {
        // The call is the first, and each update replaces the one that still waits.
        const told = [0];
        let heard = -1;
        let waiting: { readonly update: number; readonly at: number } | undefined;
        const deliver = (until: number): void => {
          if (!waiting || waiting.at > until) return;
          told.push(waiting.at);
          heard = waiting.update;
          waiting = undefined;
        };
        let now = 0;
        for (const [update, gap] of between.entries()) {
          now += gap;
          deliver(now);
          waiting = { update, at: roomAt(told, most, now) };
          expect(waiting.at - now).toBeLessThanOrEqual(ROOM_AFTER_MS);
        }
        deliver(Number.POSITIVE_INFINITY);
        for (const end of told) expect(told.filter((at) => at <= end && at > end - QUARTER_HOUR_MS).length).toBeLessThanOrEqual(most);
        expect(heard).toBe(between.length - 1);
      }),
    );
  });
});
