import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { clean } from '../commands/fold.ts';

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
  const number = spellings(text)
    .map((spelling) => parsePhoneNumberFromString(spelling, 'KZ'))
    .find((parsed) => parsed !== undefined && isWhole(parsed, text));
  return number ? { kind: 'address', address: number.number } : { kind: 'bad', reason: 'phone cannot be read' };
}

function spellings(text: string): readonly string[] {
  const digits = text.replace(/\D/gu, '');
  if (digits.length !== 11) return [text];
  // "+8 701 …" is no country: the trunk prefix 8 with a plus before it.
  if (text.startsWith('+8')) return [text, digits];
  // A Russian number without its plus would pass for a Kazakh one that is too long.
  return digits.startsWith('79') ? [text, `+${digits}`] : [text];
}

/** Two numbers in one cell, or one with an extension, are not one that can be called; nor is one that has lost a digit. */
function isWhole(number: PhoneNumber, text: string): boolean {
  // "8701123456" would pass for the area 870, which is none: the 8 is the trunk prefix.
  if (number.countryCallingCode === '7' && number.nationalNumber.startsWith('8') && !text.startsWith('+7')) return false;
  const given = text.match(/\p{Nd}/gu)?.length ?? 0;
  return number.isPossible() && number.isValid() && number.ext === undefined && given <= number.number.length;
}
