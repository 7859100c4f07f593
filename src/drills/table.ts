import { inColumns, width } from './width.ts';

/** Rows of cells in a box, the first row as its head; the first column to the left, the others to the right. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))));
  const rule = (left: string, middle: string, right: string): string => left + widths.map((w) => '─'.repeat(w + 2)).join(middle) + right;
  const line = (row: readonly string[]): string =>
    `│${widths.map((w, i) => ` ${inColumns(row[i] ?? '', w, i === 0 ? 'left' : 'right')} `).join('│')}│`;
  const [head = [], ...body] = rows;
  return [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')].join('\n');
}
