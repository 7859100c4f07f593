import { createWindow } from './window.ts';

/** Measures what reaches a provider against the rate it allows, exactly as the contract does. */
export interface RateGauge {
  /** Counts an arrival of `weight` (messages or segments), refused ones too, and says whether its trailing second is overfull. */
  arrives(atMs: number, weight: number): boolean;
  /** How many arrivals landed in a trailing 1,000 ms that held more than the rate, + 2 % + 1. */
  readonly overLimit: number;
  /** The most that any trailing 1,000 ms held. */
  readonly fullestSecond: number;
}

/** A rate of 0 means no limit. An arrival that is alone in its second is never too much, however heavy it is. */
export function createRateGauge(perSecond: number): RateGauge {
  const window = createWindow(1000);
  const most = perSecond > 0 ? perSecond * 1.02 + 1 : Number.POSITIVE_INFINITY;
  let overLimit = 0;
  return {
    arrives(atMs, weight) {
      const held = window.add(atMs, weight);
      const over = held > most && held > weight;
      if (over) overLimit += 1;
      return over;
    },
    get overLimit() {
      return overLimit;
    },
    get fullestSecond() {
      return window.fullest;
    },
  };
}
