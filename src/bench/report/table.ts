import { type Figure, type Measures, type Outcome, type Unit, verdictOf } from '../result.ts';

const words = { pass: 'pass', miss: '**miss**', unknown: 'cannot be told here', told: '' } as const;

/** A number for people: three digits that mean something, thousands apart. */
export function renderNumber(value: number | undefined, unit: Unit = ''): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  const digits = unit === '×' ? 3 : Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const number = value.toLocaleString('en', { minimumFractionDigits: unit === '×' ? 2 : 0, maximumFractionDigits: digits });
  return unit === '' ? number : unit === '×' ? `${number} ×` : `${number} ${unit}`;
}

function renderTarget({ target, unit }: Figure): string {
  if (!target) return '';
  return `${target.sense === 'at most' ? '≤' : '≥'} ${renderNumber(target.value, unit)}`;
}

/** Rows of cells as a Markdown table, the first row as its head; all columns but the first `left` to the right. */
export function renderTable(rows: readonly (readonly string[])[], left: number): string {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) => Math.max(3, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, i) => (i < left ? (row[i] ?? '').padEnd(width) : (row[i] ?? '').padStart(width))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (i < left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}

/** What was to be reached, and what was. */
export function renderFigures(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap((outcome) =>
    outcome.figures.map((figure) => [
      ...[outcome.case, renderNumber(outcome.people), figure.what],
      ...[renderNumber(figure.value, figure.unit), renderTarget(figure), words[verdictOf(figure)]],
    ]),
  );
  return renderTable([['case', 'people', 'what', 'measured', 'reach', ''], ...rows], 3);
}

const columns: readonly (readonly [head: string, of: (m: Measures) => string])[] = [
  ['reached', (m) => renderNumber(m.reached)],
  ['first, ms', (m) => renderNumber(m.firstMs)],
  ['last, s', (m) => renderNumber(m.lastMs / 1_000)],
  ['messages/s', (m) => renderNumber(m.perSecond)],
  ['over the limit', (m) => renderNumber(m.overLimit)],
  ['fullest second', (m) => renderNumber(m.fullestSecond)],
  ['429s', (m) => renderNumber(m.refused429)],
  ['app, µs each', (m) => renderNumber(m.appUs && Math.round(m.appUs))],
  ['PostgreSQL, µs each', (m) => renderNumber(m.postgresUs && Math.round(m.postgresUs))],
  ['peak MB', (m) => renderNumber(m.peakMb && Math.round(m.peakMb))],
];

/** What every call is measured by. */
export function renderMeasures(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ case: name, people, measures }) =>
    measures ? [[name, renderNumber(people), ...columns.map(([, of]) => of(measures))]] : [],
  );
  return rows.length === 0 ? '' : renderTable([['case', 'people', ...columns.map(([head]) => head)], ...rows], 1);
}
