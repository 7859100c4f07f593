import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCode } from '../../src/commands/code.ts';
import { codeDigits, codeLetters, makeCode } from '../../src/domain/code.ts';

describe('readCode', () => {
  it.each([
    ['4K7', '4K7'],
    ['4k7', '4K7'],
    ['4К7', '4K7'],
    ['4к7', '4K7'],
    ['4қ7', '4K7'],
    ['９х２', '9X2'],
    ['4k7а', '4K7A'],
  ])('reads %j as %j', (typed, code) => {
    expect(readCode(typed)).toBe(code);
  });

  it.each(['', '4', '4B7', '1K7', '4K0', 'K47', '4KK', '4K77', '4K7AA', '4Ж7', '4 K7', '4K7\n'])('does not take %j for a code', (typed) => {
    expect(readCode(typed)).toBeUndefined();
  });

  it('reads every letter typed on a Cyrillic keyboard, in either case', () => {
    const cyrillic = 'АЕКМНРСТХУ';
    const latin = 'AEKMHPCTXY';
    for (let i = 0; i < cyrillic.length; i++) {
      expect(readCode(`4${cyrillic[i]}7`)).toBe(`4${latin[i]}7`);
      expect(readCode(`4${cyrillic[i]?.toLowerCase()}7`)).toBe(`4${latin[i]}7`);
    }
    expect([...codeLetters].sort()).toEqual([...latin].sort());
  });

  it('reads back every code that can be made', () => {
    const below = fc.nat(codeDigits.length * codeLetters.length - 1);
    fc.assert(
      fc.property(fc.array(below, { minLength: 4, maxLength: 4 }), fc.constantFrom(3 as const, 4 as const), (draws, length) => {
        const left = [...draws];
        const code = makeCode({ integer: (n) => (left.shift() ?? 0) % n }, length);
        expect(code).toHaveLength(length);
        expect(readCode(code)).toBe(code);
      }),
    );
  });
});
