import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateGauge } from '../../src/emulators/rate.ts';
import { createWindow } from '../../src/emulators/window.ts';

describe('the trailing second', () => {
  it('always holds what a plain count of the last 1,000 ms holds', () => {
    const arrivals = fc.array(fc.record({ gapMs: fc.nat(700), weight: fc.integer({ min: 1, max: 5 }) }), { maxLength: 200 });
    fc.assert(
      fc.property(arrivals, (list) => {
        const window = createWindow();
        const seen: { atMs: number; weight: number }[] = [];
        let atMs = 0;
        let fullest = 0;
        for (const { gapMs, weight } of list) {
          atMs += gapMs;
          seen.push({ atMs, weight });
          const plain = seen.filter((one) => one.atMs > atMs - 1000).reduce((sum, one) => sum + one.weight, 0);
          fullest = Math.max(fullest, plain);
          expect(window.add(atMs, weight)).toBe(plain);
        }
        expect(window.fullest).toBe(fullest);
      }),
    );
  });

  it('forgets long runs without losing count', () => {
    const window = createWindow();
    let held = 0;
    for (let at = 0; at < 50_000; at += 1) held = window.add(at, 1);
    expect(held).toBe(1000);
  });
});

describe('the rate gauge', () => {
  it('allows the rate, 2 % and one more, and not a message above', () => {
    const gauge = createRateGauge(30);
    const overfull = Array.from({ length: 33 }, (_, index) => gauge.arrives(index, 1));
    expect(overfull.indexOf(true)).toBe(31);
    expect(gauge.overLimit).toBe(2);
    expect(gauge.fullestSecond).toBe(33);
  });

  it('never minds a heavy message that is alone in its second', () => {
    const gauge = createRateGauge(1);
    expect(gauge.arrives(0, 5)).toBe(false);
    expect(gauge.arrives(999, 1)).toBe(true);
    expect(gauge.arrives(2000, 5)).toBe(false);
  });

  it('has no limit at a rate of 0', () => {
    const gauge = createRateGauge(0);
    for (let sent = 0; sent < 5000; sent += 1) expect(gauge.arrives(0, 1)).toBe(false);
    expect(gauge.fullestSecond).toBe(5000);
  });
});
