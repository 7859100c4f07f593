import { says, u32 } from './read.ts';

const SIGNATURE = '\x89PNG\r\n\x1a\n';
/** Without these there is no picture, or other colours, or no film of pictures. Texts, times, EXIF and all else are left out. */
const NEEDED = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs'],
  ...['acTL', 'fcTL', 'fdAT'],
]);

/** The same picture with nothing but what is needed to show it, and nothing behind its end. Undefined where it cannot be read. */
export function stripPng(file: Buffer): Buffer | undefined {
  if (!says(file, 0, SIGNATURE)) return undefined;
  const parts = [file.subarray(0, SIGNATURE.length)];
  for (let at = SIGNATURE.length; at < file.length; ) {
    const length = u32(file, at);
    const type = file.toString('latin1', at + 4, at + 8);
    const end = at + 12 + length;
    if (length < 0 || end > file.length || (parts.length === 1 && type !== 'IHDR')) return undefined;
    if (NEEDED.has(type)) parts.push(file.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(parts);
    at = end;
  }
  return undefined;
}
