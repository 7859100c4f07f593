import { z } from 'zod';
import { type PriceList, parsePrices } from './domain/price.ts';

/** At least one of something. */
export type Some<T> = readonly [T, ...T[]];

/** Units a second. */
export const rate = (fallback: number) => z.coerce.number().min(0, 'a number of messages a second; 0 means no limit').default(fallback);

/** Dollars, kept as millionths. */
export const dollars = (fallback: number) =>
  z.coerce
    .number()
    .min(0, 'an amount in US dollars; 0 means no cap')
    .default(fallback)
    .transform((usd) => Math.round(usd * 1_000_000));

/** What one costs, by the first digits of the number. */
export const prices = (others: PriceList) =>
  z
    .string()
    .transform((text, context) => {
      const list = parsePrices(text, others);
      if (list) return list;
      context.addIssue({ code: 'custom', message: 'dollars for one, such as 0.1, or by prefix, such as 77:0.12,7:0.05,0.2' });
      return z.NEVER;
    })
    .default(others);

/** What is secret: `parse` throws a sentence that says what is wrong, never the value. */
export const key = <T>(parse: (text: string) => T) =>
  z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'cannot be read' });
      return z.NEVER;
    }
  });

/**
 * Several, separated by commas. What is wrong is said of its place in the list, never with its value. Two entries with the same
 * `identity` are one sender: as two lanes they would send at twice its rate.
 */
export const several = (what: string, entry: RegExp, identity: (entry: string) => string = (text) => text) =>
  z.string().transform((text, context): Some<string> => {
    const entries = text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const which = (index: number): string => (entries.length > 1 ? `; this is wrong for number ${index + 1} of ${entries.length}` : '');
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const wrong = entries.findIndex((part) => !entry.test(part));
    const [first, ...others] = entries;
    if (first === undefined || wrong >= 0) return refuse(`${what} (several are separated by commas)${which(wrong)}`);
    const twice = entries.findIndex((part, index) => entries.findIndex((other) => identity(other) === identity(part)) < index);
    if (twice >= 0) return refuse(`number ${twice + 1} is the same as one before it: name each once`);
    return [first, ...others];
  });

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Without a last slash. */
export const webUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const allowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname));
  if (url && allowed && !url.search && !url.hash) return text.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: 'an https:// address without ? or #, as the providers see it (http only on loopback)' });
  return z.NEVER;
});
