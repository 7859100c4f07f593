import { says, u16, u32, u32le } from './read.ts';

const SOI = Buffer.from([0xff, 0xd8]);
const [EOI, SOS, APP0, APP1, APP14] = [0xd9, 0xda, 0xe0, 0xe1, 0xee] as const;
/** Segments without which there is no picture: frames, tables, restarts. */
const NEEDED = new Set([
  ...[0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf],
  ...[0xc4, 0xcc, 0xdb, 0xdc, 0xdd],
]);
/** What may stand in between and is left out: applications' own data, extensions, comments. */
const LEFT_OUT = (marker: number): boolean => (marker >= 0xe0 && marker <= 0xef) || (marker >= 0xf0 && marker <= 0xfe && marker !== 0xf7);

/**
 * The same picture without anything that is not needed to show it: EXIF, XMP, IPTC, comments, colour profiles, previews, and what phones
 * put behind its end, such as a film or a second picture. How it is to be turned stays, alone in an EXIF of its own. Undefined where it
 * cannot be read.
 */
export function stripJpeg(file: Buffer): Buffer | undefined {
  if (u16(file, 0) !== 0xffd8) return undefined;
  const parts: Buffer[] = [];
  let jfif: Buffer | undefined;
  let turned: number | undefined;
  let scans = 0;
  let at = 2;
  while (at < file.length) {
    // Any number of 0xff may stand before a marker.
    if (file[at] !== 0xff) return undefined;
    while (file[at] === 0xff) at++;
    const marker = file[at] ?? EOI;
    if (marker === EOI) {
      // Where the file ends in the middle nothing is made up.
      if (at < file.length) parts.push(Buffer.from([0xff, EOI]));
      break;
    }
    const start = at - 1;
    const length = u16(file, at + 1);
    const end = at + 1 + length;
    if (length < 2 || end > file.length) return undefined;
    at = end;
    if (marker === SOS) {
      at = endOfScan(file, end);
      scans++;
      parts.push(file.subarray(start, at));
    } else if (NEEDED.has(marker)) parts.push(file.subarray(start, end));
    else if (marker === APP0) jfif ??= plainJfif(file, start, length);
    else if (marker === APP14) parts.push(...adobe(file, start, length));
    else if (marker === APP1) turned ??= orientationOf(file, start, end);
    else if (!LEFT_OUT(marker)) return undefined;
  }
  if (scans === 0) return undefined;
  return Buffer.concat([SOI, ...(jfif ? [jfif] : []), ...(turned === undefined ? [] : [onlyOrientation(turned)]), ...parts]);
}

/** The first marker after compressed data: in it every 0xff is followed by a zero, or begins a restart. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}

/** The size of a dot, without the preview. */
function plainJfif(file: Buffer, start: number, length: number): Buffer | undefined {
  if (length < 16 || !says(file, start + 4, 'JFIF\0')) return undefined;
  const plain = Buffer.from(file.subarray(start, start + 18));
  plain.writeUInt16BE(16, 2);
  plain.fill(0, 16);
  return plain;
}

/** Says how the colours are to be read. */
function adobe(file: Buffer, start: number, length: number): readonly Buffer[] {
  return length === 14 && says(file, start + 4, 'Adobe') ? [file.subarray(start, start + 16)] : [];
}

/** An EXIF with nothing else in it is this long. */
const SHORTEST = 36;
const ORIENTATION = 0x0112;

/** How the picture is to be turned, 2 to 8, where a phone says so. */
function orientationOf(file: Buffer, start: number, end: number): number | undefined {
  const tiff = start + 10;
  const small = says(file, tiff, 'II*\0');
  if (end - start < SHORTEST || !says(file, start + 4, 'Exif\0\0') || (!small && !says(file, tiff, 'MM\0*'))) return undefined;
  const word = (at: number): number => (small ? swapped(u16(file, at)) : u16(file, at));
  const first = tiff + (small ? u32le(file, tiff + 4) : u32(file, tiff + 4));
  const entries = word(first);
  for (let entry = first + 2; entry < first + 2 + entries * 12 && entry + 12 <= end; entry += 12) {
    if (word(entry) !== ORIENTATION) continue;
    const turned = word(entry + 8);
    return turned >= 2 && turned <= 8 ? turned : undefined;
  }
  return undefined;
}

function swapped(word: number): number {
  return word < 0 ? word : ((word & 0xff) << 8) | (word >> 8);
}

function onlyOrientation(turned: number): Buffer {
  const segment = Buffer.alloc(SHORTEST);
  segment.set([0xff, APP1, 0, SHORTEST - 2]);
  segment.write('Exif\0\0MM\0*', 4, 'latin1');
  segment.writeUInt32BE(8, 14);
  // One entry: a short, one of it.
  segment.writeUInt16BE(1, 18);
  segment.writeUInt16BE(ORIENTATION, 20);
  segment.writeUInt16BE(3, 22);
  segment.writeUInt32BE(1, 24);
  segment.writeUInt16BE(turned, 28);
  return segment;
}
