import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, fold } from '../../src/commands/fold.ts';

const anything = fc.string({ unit: 'binary', maxLength: 300 });

describe('fold', () => {
  it.each([
    ['Бақай', 'БАКАЙ'],
    ['үй бұзу', 'УЙ БУЗУ'],
    ['ӘҒҚҢӨҰҮҺІ әғқңөұүһі', 'АГКНОУУХИ АГКНОУУХИ'],
    ['отбой, её', 'ОТБОЙ, ЕЕ'],
    ['отбои\u0306', 'ОТБОЙ'],
    ['Shanyraq', 'SHANIRAK'],
    ["Can't can’t canʼt can´t", 'CANT CANT CANT CANT'],
    ['şañyraq ğ ı İ', 'SANIRAK G I I'],
    ['ＳＴＯＰ', 'STOP'],
    ['1️⃣', '1'],
    ['С\u200bН\u00adО\u202eС\ufe0f', 'СНОС'],
  ])('makes %j comparable as %j', (typed, folded) => {
    expect(fold(typed)).toBe(folded);
  });

  it('keeps й and и apart', () => {
    expect(fold('й')).not.toBe(fold('и'));
  });

  it('changes nothing the second time', () => {
    fc.assert(fc.property(anything, (text) => fold(fold(text)) === fold(text)));
  });
});

describe('clean', () => {
  it.each([
    ['  Жастар \t 14,\r\n кв.\u00a03 ', 'Жастар 14, кв. 3'],
    ['БА\u200bКАЙ \u202eСНОС\u202c\u2066', 'БАКАЙ СНОС'],
    ['🚨 Жастар 14 👍🏽', '🚨 Жастар 14 👍🏽'],
    ['14\u0000\u0007а', '14а'],
    ['14\ud83d а', '14 а'],
    ['Наурызбаи\u0306', 'Наурызбай'],
    ['\u200b\u200d\ufeff', ''],
  ])('makes %j into %j', (typed, cleaned) => {
    expect(clean(typed)).toBe(cleaned);
  });

  it('changes nothing the second time, and leaves nothing that PostgreSQL or a terminal would stumble over', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const once = clean(text);
        expect(clean(once)).toBe(once);
        expect(once.isWellFormed()).toBe(true);
        expect(once).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u200b\u200d]/u);
      }),
    );
  });
});
