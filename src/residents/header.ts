import { clean } from '../commands/fold.ts';
import type { CsvRow } from './csv.ts';

/** Columns of the file, in the order in which they are exported. An import takes them in any order. */
export const columns = ['name', 'language', 'neighbourhood', 'role', 'trust', 'telegram', 'phone'] as const;
export type Column = (typeof columns)[number];

/** A line's fields by their column. */
export type Cells = Readonly<Record<Column, string>>;

export type Header =
  | { readonly kind: 'columns'; readonly order: readonly Column[] }
  | { readonly kind: 'refused'; readonly reason: string };

const EXPECTED = `expected the columns ${columns.join(',')}`;
const OTHER_SEPARATORS = [
  [';', `columns are separated by ';': save as CSV with commas`],
  ['\t', 'columns are separated by tabs: save as CSV with commas'],
] as const;

/** Reads the first line of a file. A refusal says what to do about it. */
export function readHeader(row: CsvRow | undefined): Header {
  const refused = (reason: string): Header => ({ kind: 'refused', reason });
  if (row === undefined) return refused(`the file is empty; ${EXPECTED}`);
  if (row.kind === 'bad') return refused(`is this a CSV file? Line ${row.line}: ${row.reason}`);
  const found = row.fields.map((field) => clean(field).toLowerCase());
  const separated = OTHER_SEPARATORS.find(([separator]) => found.length < columns.length && row.fields[0]?.includes(separator));
  if (separated) return refused(separated[1]);
  const order = found.filter(isColumn);
  if (order.length === found.length && columns.every((column) => order.filter((c) => c === column).length === 1)) {
    return { kind: 'columns', order };
  }
  // A first line with a number in it is somebody's, not a header, and is not repeated.
  const personal = found.some((field) => /\d{3}|@/.test(field));
  return refused(personal ? `the first line is not a header; ${EXPECTED}` : `${EXPECTED}; found ${found.join(',').slice(0, 200)}`);
}

/** The fields of a line by column; undefined when there are too many or too few. */
export function readCells(order: readonly Column[], fields: readonly string[]): Cells | undefined {
  if (fields.length !== order.length) return undefined;
  const cells: Record<Column, string> = { name: '', language: '', neighbourhood: '', role: '', trust: '', telegram: '', phone: '' };
  for (const [index, column] of order.entries()) cells[column] = fields[index] ?? '';
  return cells;
}

function isColumn(text: string): text is Column {
  return (columns as readonly string[]).includes(text);
}
