import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacer } from '../../src/dispatcher/pacer.ts';

interface Arrival {
  readonly at: number;
  readonly cost: number;
}

/** Sends as fast as the pacer allows, from a loop that is late now and then, over a network with the given latencies. */
function run(rate: number, costs: readonly number[], latency: (i: number) => number, stall: (i: number) => number): Arrival[] {
  const pacer = createPacer(rate);
  const answers: { at: number; tell: (now: number) => void }[] = [];
  const arrivals: Arrival[] = [];
  let now = 0;
  const moveTo = (to: number): void => {
    now = Math.max(now, to);
    for (const answer of answers.splice(0)) {
      if (answer.at <= now) answer.tell(answer.at);
      else answers.push(answer);
    }
  };
  costs.forEach((cost, i) => {
    moveTo(now + stall(i));
    for (let at = pacer.earliest(cost, now); at > now; at = pacer.earliest(cost, now)) moveTo(at);
    const tell = pacer.sent(cost, now);
    arrivals.push({ at: now + latency(i), cost });
    answers.push({ at: now + latency(i), tell });
  });
  return arrivals.sort((a, b) => a.at - b.at);
}

function fullest(arrivals: readonly Arrival[]): number {
  let from = 0;
  let inWindow = 0;
  let most = 0;
  for (const { at, cost } of arrivals) {
    inWindow += cost;
    while ((arrivals[from]?.at ?? 0) <= at - 1_000) inWindow -= arrivals[from++]?.cost ?? 0;
    most = Math.max(most, inWindow);
  }
  return most;
}

describe('the pacer', () => {
  it('keeps the rate in every trailing second, whatever is sent and however late its loop is', () => {
    const costs = fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 400 });
    const stalls = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(1, 10, 30, 100), costs, stalls, (rate, sizes, late) => {
        const arrivals = run(
          rate,
          sizes,
          () => 5,
          (i) => (i % 37 === 0 ? (late[i % 5] ?? 0) : 0),
        );
        expect(fullest(arrivals)).toBeLessThanOrEqual(Math.max(2, rate * 1.02 + 1));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps it at the provider, also while the first requests wait for their connections', () => {
    for (const rate of [30, 100, 1_000]) {
      const arrivals = run(
        rate,
        Array(rate * 4).fill(1),
        (i) => (i < rate / 5 ? 250 - i : 5),
        () => 0,
      );
      expect(fullest(arrivals), `${rate}/s`).toBeLessThanOrEqual(rate * 1.02 + 1);
    }
  });

  it('loses less than a hundredth of the rate, with any steady latency', () => {
    for (const latency of [1, 70, 2_000]) {
      const arrivals = run(
        30,
        Array(2_000).fill(1),
        () => latency,
        () => 0,
      );
      const seconds = ((arrivals.at(-1)?.at ?? 0) - (arrivals[0]?.at ?? 0)) / 1_000;
      expect(seconds).toBeLessThanOrEqual((2_000 / 30) * 1.01);
    }
  });

  it('sends at once where there is no limit', () => {
    expect(createPacer(0).earliest(5, 17)).toBe(17);
  });

  it('lets something larger than the rate go alone', () => {
    const arrivals = run(
      1,
      [2, 2, 2],
      () => 5,
      () => 0,
    );
    expect(arrivals.map((a) => a.at)).toEqual([5, 2_005, 4_005]);
  });

  it('keeps less after a refusal, and finds its way back', () => {
    const pacer = createPacer(100);
    pacer.refused(1_000);
    // What was in flight together is refused together: that is one refusal.
    pacer.refused(1_020);
    expect(pacer.rate(1_020)).toBeCloseTo(80, 0);
    expect(pacer.rate(6_000)).toBeCloseTo(90, 0);
    expect(pacer.rate(30_000)).toBe(100);
    pacer.refused(40_000);
    pacer.refused(42_000);
    expect(pacer.rate(42_000)).toBeLessThan(80);
  });

  it('keeps a rate of its own after a refusal where none was known, and forgets it after a while', () => {
    const pacer = createPacer(0);
    for (let now = 0; now < 1_000; now++) pacer.sent(1, now)(now + 5);
    expect(pacer.earliest(1, 1_000)).toBe(1_000);
    pacer.refused(1_000);
    expect(pacer.rate(1_000)).toBeCloseTo(800, -2);
    expect(pacer.rate(40_000)).toBe(0);
  });

  it('leaves room for what another process may have sent just before', () => {
    const pacer = createPacer(100);
    pacer.assume(0, 1_000);
    const arrivals: number[] = [];
    for (let now = 1_200; now < 2_200; ) {
      const at = pacer.earliest(1, now);
      if (at > now) now = at;
      else {
        pacer.sent(1, now)(now + 5);
        arrivals.push(now);
      }
    }
    // In no second more than the rate, the other's included, and no rest before the first.
    expect(arrivals[0]).toBe(1_200);
    const others = Array.from({ length: 101 }, (_, i) => i * 10);
    for (const at of arrivals) expect([...others, ...arrivals].filter((t) => t > at - 1_000 && t <= at).length).toBeLessThanOrEqual(103);
  });
});
