import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A phone number in any common Kazakh spelling, or of any country with its +, in E.164; undefined for what is none. */
export function readNumber(text: string): string | undefined {
  return spellings(text)
    .map((spelling) => parsePhoneNumberFromString(spelling, 'KZ'))
    .find((parsed) => parsed !== undefined && isWhole(parsed, text))?.number;
}

function spellings(text: string): readonly string[] {
  const digits = text.replace(/\D/gu, '');
  if (digits.length !== 11) return [text];
  // "+8 701 …" is no country: the trunk prefix 8 with a plus before it.
  if (text.startsWith('+8')) return [text, digits];
  // A Russian number without its plus would pass for a Kazakh one that is too long.
  return digits.startsWith('79') ? [text, `+${digits}`] : [text];
}

/** Two numbers in one text, or one with an extension, are not one that can be called; nor is one that has lost a digit. */
function isWhole(number: PhoneNumber, text: string): boolean {
  // "8701123456" would pass for the area 870, which is none: the 8 is the trunk prefix.
  if (number.countryCallingCode === '7' && number.nationalNumber.startsWith('8') && !text.startsWith('+7')) return false;
  const given = text.match(/\p{Nd}/gu)?.length ?? 0;
  return number.isPossible() && number.isValid() && number.ext === undefined && given <= number.number.length;
}
