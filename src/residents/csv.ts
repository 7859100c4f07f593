import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { type Line, readLines } from './lines.ts';

/** One record of a CSV file, or a line of it that is none. `line` is where it starts, as an editor counts. */
export type CsvRow =
  | { readonly kind: 'record'; readonly line: number; readonly fields: readonly string[] }
  | { readonly kind: 'bad'; readonly line: number; readonly reason: string };

/** How many lines one record may take, its quoted line breaks included. */
const LONGEST_RECORD_LINES = 20;

export const NOT_UTF8 = 'not UTF-8: save the file as CSV UTF-8';

/**
 * Reads records one by one; memory stays bounded whatever the file. Lines without anything in them are passed over.
 *
 * csv-parse sees one record at a time, cut out here, because to a parser of the whole stream a quotation mark that is never
 * closed swallows all that follows. Here it costs its own line, and reading goes on with the next.
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  const waiting: Line[] = [];
  for await (const line of readLines(source)) {
    waiting.push(line);
    yield* take(waiting, false);
  }
  yield* take(waiting, true);
}

/** Takes what can be told apart already; what may still belong to a record that is not complete stays. */
function* take(waiting: Line[], ended: boolean): Generator<CsvRow> {
  while (waiting[0]) {
    const count = recordLines(waiting);
    if (count === undefined && !ended && waiting.length < LONGEST_RECORD_LINES) return;
    const row = readRecord(waiting.slice(0, count ?? 1));
    waiting.splice(0, row?.kind === 'record' ? (count ?? 1) : 1);
    if (row) yield row;
  }
}

/** A record ends where its quotation marks are even in number; undefined while they are not. */
function recordLines(waiting: readonly Line[]): number | undefined {
  let quotes = 0;
  for (const [index, line] of waiting.entries()) {
    quotes += line.quotes;
    if (quotes % 2 === 0) return index + 1;
  }
  return undefined;
}

function readRecord(lines: readonly Line[]): CsvRow | undefined {
  const [first] = lines;
  if (!first) return undefined;
  const bad = (reason: string): CsvRow => ({ kind: 'bad', line: first.number, reason });
  if (lines.some((line) => line.tooLong)) return bad('longer than any line of residents');
  const bytes = Buffer.concat(lines.map((line) => line.bytes));
  if (!isUtf8(bytes)) return bad(NOT_UTF8);
  const text = bytes.toString('utf8').replace(/\r?\n$/, '');
  if (/^[\s,]*$/.test(text)) return undefined;
  try {
    const [fields] = parse(text, { record_delimiter: ['\r\n', '\n'] });
    return fields ? { kind: 'record', line: first.number, fields } : undefined;
  } catch {
    return bad('a quotation mark is out of place, or never closed');
  }
}
