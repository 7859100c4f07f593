import { SegmentedMessage } from 'sms-segments-calculator';

/** Counting costs about 140 µs, and one text goes to hundreds of people. */
const counted = new Map<string, number>();
const COUNTED_MAX = 500;

/** How many segments a text is billed as: GSM-7 holds 160 characters (153 in each of several), UCS-2 holds 70 (67). */
export function countSegments(text: string): number {
  const known = counted.get(text);
  if (known !== undefined) return known;
  const count = new SegmentedMessage(text).segmentsCount;
  if (counted.size >= COUNTED_MAX) counted.clear();
  counted.set(text, count);
  return count;
}

/**
 * The first of the candidates that fits one segment, else the first that fits two; else the last one with its shrinkable
 * part, between `before` and `after`, cut until it fits two.
 */
export function fitSegments(candidates: readonly ((place: string) => string)[], place: string): string {
  for (const limit of [1, 2]) {
    for (const candidate of candidates) {
      const text = candidate(place);
      if (countSegments(text) <= limit) return text;
    }
  }
  const last = candidates.at(-1) ?? ((p: string) => p);
  const letters = [...place];
  let low = 0;
  let high = letters.length;
  // The longest beginning that fits, by halving: adding a letter never takes a segment away.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (countSegments(last(shortened(letters, middle))) <= 2) low = middle;
    else high = middle - 1;
  }
  return last(shortened(letters, low));
}

function shortened(letters: readonly string[], count: number): string {
  return count === 0 ? '' : `${letters.slice(0, count).join('').trimEnd()}...`;
}
