import { describe, expect, it } from 'vitest';
import { dollars, meanPrice, parsePrices, placeholderPrices, priceOf } from '../../src/domain/price.ts';

const list = { '77': 120_000, '7': 50_000, '770': 130_000, '': 200_000 };

describe('the price of a segment or a call', () => {
  it.each([
    ['+77010000002', 130_000],
    ['+77710000002', 120_000],
    ['+79161234567', 50_000],
    ['77710000002', 120_000],
    ['+4915112345678', 200_000],
    ['', 200_000],
  ])('to %s is that of the longest prefix', (number, expected) => {
    expect(priceOf(list, number)).toBe(expected);
  });

  it('has a placeholder for every number', () => {
    for (const number of ['+77010000002', '+76010000002', '+79161234567', '+4915112345678']) {
      expect(priceOf(placeholderPrices.segment, number)).toBeGreaterThan(0);
      expect(priceOf(placeholderPrices.call, number)).toBeGreaterThan(0);
    }
  });

  it.each([
    ['0.1', { '': 100_000 }],
    ['0', { '': 0 }],
    ['77:0.12,7:0.05,0.2', { '77': 120_000, '7': 50_000, '': 200_000 }],
    [' +77 : 0.12 , 0.2 ', { '77': 120_000, '': 200_000 }],
    ['77:0.12', { '77': 120_000, '1': 7, '': 8 }],
    ['', undefined],
    ['a dime', undefined],
    ['-0.1', undefined],
    ['77:', undefined],
    ['0.1,', undefined],
  ])('is read from %j', (text, expected) => {
    expect(parsePrices(text, { '77': 1, '1': 7, '': 8 })).toEqual(expected);
  });

  it('to many is the mean', () => {
    expect(meanPrice(list, ['+79161234567', '+79161234568', '+4915112345678', '+4915112345679'])).toBe(125_000);
    expect(meanPrice(list, [])).toBe(200_000);
    expect(dollars(1_234_500)).toBe('1.23');
  });
});
