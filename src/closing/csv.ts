/** Marks the file as UTF-8: without it Excel shows Cyrillic as other letters. */
const BOM = '\uFEFF';
/** A cell that begins so is a formula for a spreadsheet, and somebody else may have typed it. */
const FORMULA = /^[\s]*[=+\-@\t\r\n|%]/;

/** RFC 4180: commas, quotation marks doubled, lines that end in CRLF. */
export function writeCsv(table: readonly (readonly string[])[]): Uint8Array {
  return new TextEncoder().encode(BOM + table.map((line) => `${line.map(cell).join(',')}\r\n`).join(''));
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
