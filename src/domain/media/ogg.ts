import { says } from './read.ts';

const HEAD_BYTES = 27;
const LONGEST_LACE = 255;
/** `OpusTags`, the length of a name and the number of comments. */
const TAGS_BYTES = 16;

interface Page {
  readonly start: number;
  readonly end: number;
}

/**
 * The same voice note (RFC 3533, RFC 7845) with its tags blanked where they stand. Undefined where it is none, or holds more than one
 * stream. What was cut off at its end is left out.
 */
export function stripOgg(file: Buffer): Buffer | undefined {
  const out = Buffer.from(file);
  /** Where the pieces of the second packet, the tags, lie. */
  const tags: { readonly from: number; readonly to: number; readonly page: Page }[] = [];
  let packet = 0;
  let at = 0;
  while (at + HEAD_BYTES <= out.length && says(out, at, 'OggS')) {
    // Another stream in the same file, beside this one or after it, with tags of its own.
    if (out.compare(out, 14, 18, at + 14, at + 18) !== 0 || (at > 0 && ((out[at + 5] ?? 0) & 2) !== 0)) return undefined;
    const laces = out.subarray(at + HEAD_BYTES, at + HEAD_BYTES + (out[at + 26] ?? 0));
    let from = at + HEAD_BYTES + laces.length;
    const page = { start: at, end: from + laces.reduce((sum, lace) => sum + lace, 0) };
    if (page.end > out.length) break;
    if (at === 0 && !says(out, from, 'OpusHead')) return undefined;
    for (const lace of laces) {
      if (packet === 1) tags.push({ from, to: from + lace, page });
      from += lace;
      if (lace < LONGEST_LACE) packet++;
    }
    at = page.end;
  }
  const [first] = tags;
  const length = tags.reduce((sum, { from, to }) => sum + to - from, 0);
  if (!first || packet < 2 || first.to - first.from < TAGS_BYTES || !says(out, first.from, 'OpusTags')) return undefined;
  for (const { from, to } of tags) out.fill(0, from === first.from ? from + 8 : from, to);
  // The whole of it is an empty name, and no comments follow.
  out.writeUInt32LE(length - TAGS_BYTES, first.from + 8);
  for (const page of new Set(tags.map((tag) => tag.page))) seal(out, page);
  return out.subarray(0, at);
}

/** A page's checksum: without it a player drops the page. */
function seal(file: Buffer, { start, end }: Page): void {
  file.writeUInt32LE(0, start + 22);
  let sum = 0;
  for (let at = start; at < end; at++) sum = (sum << 8) ^ (table[((sum >>> 24) ^ (file[at] ?? 0)) & 0xff] ?? 0);
  file.writeUInt32LE(sum >>> 0, start + 22);
}

const table = Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
  return sum;
});
