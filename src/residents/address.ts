import { clean } from '../commands/fold.ts';
import { readNumber } from '../commands/phone.ts';

/** What a cell turned out to be: an address, nothing, or a reason why it is none. The reason never repeats the cell. */
export type Address =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad'; readonly reason: string };

/** A number that a spreadsheet has rounded: `7,70E+10`. Its digits are gone. */
const ROUNDED = /^[+-]?\d+([.,]\d+)?E[+-]?\d+$/i;
const ROUNDED_HINT = 'was rounded by a spreadsheet: format the column as text and enter it again';
/** Whole numbers as programs write them that take every number for a fraction. */
const FRACTION = /^(\d+)\.0$/;

/** Telegram: "at most 52 significant bits". */
const GREATEST_CHAT_ID = 2n ** 52n - 1n;

/** A Telegram chat id of a person: a positive number. Groups have negative ones. */
export function readTelegram(cell: string): Address {
  const text = clean(cell).replace(FRACTION, '$1');
  if (text === '') return { kind: 'empty' };
  if (ROUNDED.test(text)) return { kind: 'bad', reason: `telegram ${ROUNDED_HINT}` };
  const valid = /^[1-9]\d{0,15}$/.test(text) && BigInt(text) <= GREATEST_CHAT_ID;
  return valid ? { kind: 'address', address: text } : { kind: 'bad', reason: "telegram is not a person's chat id (a number, not a @name)" };
}

/** A phone in any common Kazakh spelling, or of any country with its +; made into E.164. */
export function readPhone(cell: string): Address {
  // Spreadsheets keep a number as text behind an apostrophe.
  const text = clean(cell).replace(/^['’]/u, '').replace(FRACTION, '$1');
  if (text === '') return { kind: 'empty' };
  if (ROUNDED.test(text)) return { kind: 'bad', reason: `phone ${ROUNDED_HINT}` };
  const number = readNumber(text);
  return number ? { kind: 'address', address: number } : { kind: 'bad', reason: 'phone cannot be read' };
}
