/** What one unit costs by the first digits of the number, without the plus, in millionths of a US dollar. The empty prefix is any other. */
export type PriceList = Readonly<Record<string, number>>;

/** What a segment of an SMS and what a call costs. */
export interface Prices {
  readonly segment: PriceList;
  readonly call: PriceList;
}

const MICROS = 1_000_000;

/**
 * PLACEHOLDERS, not anybody's tariff: the same dime everywhere, so that caps and previews work from the first day. What the provider
 * really charges is to be set with TWILIO_SMS_SEGMENT_PRICE_USD and TWILIO_CALL_PRICE_USD (.env.example says where to look it up).
 */
const placeholder: PriceList = {
  // Kazakhstan: +7 6 and +7 7.
  '76': MICROS / 10,
  '77': MICROS / 10,
  // Russia has the rest of +7.
  '7': MICROS / 10,
  '': MICROS / 10,
};
export const placeholderPrices: Prices = { segment: placeholder, call: placeholder };

/** The price of one unit to a number in E.164: that of the longest prefix. */
export function priceOf(list: PriceList, number: string): number {
  const digits = number.replace(/^\+/, '');
  for (let length = digits.length; length > 0; length--) {
    const price = list[digits.slice(0, length)];
    if (price !== undefined) return price;
  }
  return list[''] ?? 0;
}

/** The mean price to these numbers; to nobody in particular it is that of any other number. */
export function meanPrice(list: PriceList, numbers: readonly string[]): number {
  if (numbers.length === 0) return priceOf(list, '');
  return numbers.reduce((sum, number) => sum + priceOf(list, number), 0) / numbers.length;
}

/**
 * Reads prices in dollars: `0.1` for every number, or by prefix as in `77:0.12,7:0.05,0.2`, where a price without a prefix is for any
 * other number, and prefixes that are not named keep what `others` says. Undefined for what is no price list.
 */
export function parsePrices(text: string, others: PriceList): PriceList | undefined {
  const entries = text.split(',').map((entry) => /^\s*(?:\+?(\d{1,15})\s*:)?\s*(\d+(?:\.\d+)?)\s*$/.exec(entry));
  if (entries.some((entry) => entry === null)) return undefined;
  const list = Object.fromEntries(entries.map((entry) => [entry?.[1] ?? '', Math.round(Number(entry?.[2]) * MICROS)]));
  return '' in list ? list : { ...others, ...list };
}

/** An amount as people read it: dollars and cents, without the sign. */
export function dollars(micros: number): string {
  return (micros / MICROS).toFixed(2);
}
