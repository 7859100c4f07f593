/** Characters that take no column of their own: marks, joiners, variation selectors. */
const NONE = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const WIDE = /^\p{Emoji_Presentation}$/u;

function columnsOf(character: string): number {
  if (NONE.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Columns that a text takes in a terminal: Latin, Cyrillic, signs and emoji, which is all that is written here. */
export function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOf(character);
  return columns;
}

/** The text in exactly that many columns: cut with an ellipsis, or filled with spaces. */
export function inColumns(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const missing = columns - width(text);
  if (missing >= 0) return align === 'left' ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
  let cut = '';
  let used = 0;
  for (const character of text) {
    if (used + columnsOf(character) > columns - 1) break;
    cut += character;
    used += columnsOf(character);
  }
  return `${cut}…${' '.repeat(Math.max(0, columns - used - 1))}`;
}
