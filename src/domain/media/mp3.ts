import { says, u32le } from './read.ts';

/** The same sound without ID3, APE and Lyrics3 tags, before and behind it. Undefined where no MP3 is left. */
export function stripMp3(file: Buffer): Buffer | undefined {
  let [from, to] = [0, file.length];
  for (;;) {
    const before = beginningTag(file, from);
    const behind = endingTag(file.subarray(from, to));
    if (before === 0 && behind === 0) break;
    from += before;
    to -= behind;
    if (from >= to) return undefined;
  }
  // A frame of layer III begins with eleven ones.
  const isFrame = file[from] === 0xff && ((file[from + 1] ?? 0) & 0xe6) === 0xe2;
  return isFrame ? Buffer.from(file.subarray(from, to)) : undefined;
}

function beginningTag(file: Buffer, at: number): number {
  // The length of an ID3 tag has seven bits to a byte; a flag says that its head is repeated behind it.
  if (says(file, at, 'ID3')) return 10 + sevenBits(file, at + 6) + (((file[at + 5] ?? 0) & 0x10) === 0 ? 0 : 10);
  return says(file, at, 'APETAGEX') ? 32 + Math.max(0, u32le(file, at + 12)) : 0;
}

function endingTag(file: Buffer): number {
  const end = file.length;
  if (says(file, end - 128, 'TAG')) return 128;
  if (says(file, end - 10, '3DI')) return 20 + sevenBits(file, end - 4);
  if (says(file, end - 32, 'APETAGEX')) {
    const hasHead = ((file[end - 9] ?? 0) & 0x80) !== 0;
    return Math.max(32, u32le(file, end - 20)) + (hasHead ? 32 : 0);
  }
  if (says(file, end - 9, 'LYRICS200')) return 15 + Math.max(0, Number(file.toString('latin1', end - 15, end - 9)) || 0);
  return 0;
}

function sevenBits(file: Buffer, at: number): number {
  return [0, 1, 2, 3].reduce((sum, n) => sum * 128 + ((file[at + n] ?? 0) & 0x7f), 0);
}
