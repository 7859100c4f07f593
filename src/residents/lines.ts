/** One line of a file as an editor shows it, its line break included. */
export interface Line {
  /** The first is 1. */
  readonly number: number;
  readonly bytes: Uint8Array;
  /** How many quotation marks it has. */
  readonly quotes: number;
  /** Too long to be kept: `bytes` is empty. */
  readonly tooLong: boolean;
}

const LONGEST_LINE_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Cuts a stream of bytes into lines; a byte order mark is left out. Bytes, because a line's encoding may turn out to be wrong. */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let kept: Uint8Array[] = [];
  let length = 0;
  const finish = (): Line => {
    number += 1;
    const tooLong = length > LONGEST_LINE_BYTES;
    const whole = tooLong ? Buffer.alloc(0) : Buffer.concat(kept);
    const bytes = number === 1 && whole.subarray(0, 3).equals(BYTE_ORDER_MARK) ? whole.subarray(3) : whole;
    kept = [];
    length = 0;
    return { number, bytes, quotes: countQuotes(bytes), tooLong };
  };
  const keep = (piece: Uint8Array): void => {
    length += piece.length;
    // The rest of a line without an end is only counted.
    if (length <= LONGEST_LINE_BYTES) kept.push(piece);
  };
  for await (const chunk of source) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, at + 1));
      from = at + 1;
      yield finish();
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  if (length > 0) yield finish();
}

function countQuotes(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) count += 1;
  return count;
}
