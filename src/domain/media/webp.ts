import { says, u32le } from './read.ts';

const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH']);
/** Of the flags only "there are see-through parts" stays true. */
const ALPHA = 0x10;
const MOVES = 0x02;

/** The same picture without EXIF, XMP and colour profile. Undefined where it cannot be read, or moves. */
export function stripWebp(file: Buffer): Buffer | undefined {
  if (!says(file, 0, 'RIFF') || !says(file, 8, 'WEBP')) return undefined;
  const whole = Math.min(file.length, 8 + u32le(file, 4));
  const parts: Buffer[] = [];
  for (let at = 12; at < whole; ) {
    const length = u32le(file, at + 4);
    const type = file.toString('latin1', at, at + 4);
    const end = at + 8 + length;
    if (length < 0 || end > whole) return undefined;
    // Chunks begin at even places.
    const next = Math.min(whole, end + (length % 2));
    if (type === 'VP8X') {
      if (length < 10 || ((file[at + 8] ?? 0) & MOVES) !== 0) return undefined;
      const header = Buffer.from(file.subarray(at, next));
      header[8] = (header[8] ?? 0) & ALPHA;
      parts.push(header);
    } else if (NEEDED.has(type)) parts.push(file.subarray(at, next));
    at = next;
  }
  if (parts.length === 0) return undefined;
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
}
