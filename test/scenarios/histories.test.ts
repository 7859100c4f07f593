import { describe, expect, it } from 'vitest';
import { playWorld, TOGETHER } from '../support/history/run.ts';

/**
 * Six histories with every change. DABYL_HISTORIES=1000 plays a thousand, forty in a world, from the world with the seed DABYL_SEED on; DABYL_HISTORY=7:12 plays the
 * twelfth history of world 7 alone, and tells all that was done and heard in it.
 */
const HISTORIES = Number(process.env.DABYL_HISTORIES ?? 6);
const FIRST_SEED = Number(process.env.DABYL_SEED ?? 1);
const [world, alone] = process.env.DABYL_HISTORY?.split(':').map(Number) ?? [];
const together = world === undefined ? Math.min(TOGETHER, HISTORIES) : TOGETHER;
const seeds = world === undefined ? Array.from({ length: Math.ceil(HISTORIES / TOGETHER) }, (_, i) => FIRST_SEED + i) : [world];

describe('whatever organisers, residents and whoever pretends to be one do, in whatever order', () => {
  it.each(seeds)(
    'nobody is called to what is over, told a place they may not know, called twice, or left without the end (world %i)',
    async (seed) => {
      const { wrong, story } = await playWorld(seed, together, alone);
      if (story.length > 0) console.log(story.join('\n'));
      expect(wrong).toEqual([]);
    },
    300_000,
  );
});
