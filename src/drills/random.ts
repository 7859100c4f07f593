import type { Random } from '../clock.ts';

/** Chance that is the same in every run, so that a drill can be played again. Nothing secret may hang on it. */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;
  // Mulberry32: 32 bits of state are plenty for one cast.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    integer: (below) => Math.floor((next() / 2 ** 32) * below),
    token: (bytes) => Buffer.from(Array.from({ length: bytes }, () => next() & 0xff)).toString('base64url'),
  };
}
