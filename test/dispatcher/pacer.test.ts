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
});
