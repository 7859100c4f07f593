import type { Box, Range } from './mp4.ts';
import { u32 } from './read.ts';

/** Where a track's samples lie: a range for each of its chunks. Undefined where its tables do not say. */
export function samplesOf(file: Buffer, tables: readonly Box[]): readonly Range[] | undefined {
  const box = (type: string): Box | undefined => tables.find((one) => one.type === type);
  const [sizes, spread, near, far] = [box('stsz'), box('stsc'), box('stco'), box('co64')];
  const places = near ?? far;
  if (!sizes || !spread || !places) return undefined;
  const width = near ? 4 : 8;
  const [size, samples] = [u32(file, sizes.body + 4), u32(file, sizes.body + 8)];
  // Old QuickTime counts moments here, not bytes.
  if (size === 1) return undefined;
  const chunks = u32(file, places.body + 4);
  const runs = u32(file, spread.body + 4);
  const fits = ({ body, end }: Box, head: number, count: number, each: number): boolean => count >= 0 && body + head + count * each <= end;
  if (!fits(places, 8, chunks, width) || !fits(spread, 8, runs, 12) || !fits(sizes, 12, size === 0 ? samples : 0, 4)) return undefined;
  const ranges: Range[] = [];
  let sample = 0;
  let run = 0;
  for (let chunk = 0; chunk < chunks; chunk++) {
    // A run says how many samples a chunk has from its first chunk on, counted from 1, until the next run.
    while (run + 1 < runs && u32(file, spread.body + 8 + (run + 1) * 12) <= chunk + 1) run++;
    const here = Math.min(u32(file, spread.body + 12 + run * 12), samples - sample);
    let bytes = 0;
    for (let n = 0; n < here && size === 0; n++) bytes += u32(file, sizes.body + 12 + (sample + n) * 4);
    if (size > 0) bytes = here * size;
    const at = places.body + 8 + chunk * width;
    const from = width === 4 ? u32(file, at) : u32(file, at) * 2 ** 32 + u32(file, at + 4);
    ranges.push([from, from + bytes]);
    sample += here;
  }
  return ranges;
}
