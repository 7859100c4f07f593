/** Sums weights over a trailing span of time. Times must not run backwards. */
export interface TrailingWindow {
  /** Counts `weight` at `atMs` and returns what the span ending there now holds, this one included. */
  add(atMs: number, weight: number): number;
  /** The most the window has ever held. */
  readonly fullest: number;
}

/** Drop the passed part of the list once it is this long: seldom enough to cost nothing, often enough to stay small. */
const COMPACT_AT = 4096;

/** O(1) amortised: arrivals of the same millisecond share one entry, and each entry is stepped over once. */
export function createWindow(spanMs = 1000): TrailingWindow {
  const times: number[] = [];
  const weights: number[] = [];
  let head = 0;
  let total = 0;
  let fullest = 0;

  function forget(atMs: number): void {
    // An arrival exactly one span ago is out: [0, 999] and [1000, 1999] are two different seconds.
    while (head < times.length && (times[head] ?? 0) <= atMs - spanMs) {
      total -= weights[head] ?? 0;
      head += 1;
    }
    if (head > COMPACT_AT) {
      times.splice(0, head);
      weights.splice(0, head);
      head = 0;
    }
  }

  return {
    add(atMs, weight) {
      forget(atMs);
      const last = times.length - 1;
      if (last >= head && times[last] === atMs) weights[last] = (weights[last] ?? 0) + weight;
      else {
        times.push(atMs);
        weights.push(weight);
      }
      total += weight;
      if (total > fullest) fullest = total;
      return total;
    },
    get fullest() {
      return fullest;
    },
  };
}
