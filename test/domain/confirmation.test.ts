import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Voice, weigh } from '../../src/domain/confirmation.ts';

let count = 0;
const voice = (trust: Voice['trust'], says: Voice['says']): Voice => ({ who: `person:${++count}`, trust, says });
const stranger = () => voice('none', 'reports');
const newcomer = () => voice('new', 'reports');
const says = fc.constantFrom('reports' as const, 'yes' as const, 'no' as const);
const anybody = fc.record({ who: fc.constantFrom('a', 'b', 'c', 'd'), trust: fc.constantFrom('none', 'new', 'vouched', 'trusted'), says });

describe('what those who speak of a report make of it', () => {
  it.each([
    ['a newcomer alone waits', [newcomer()], 'wait'],
    ['a vouched person alone waits', [voice('vouched', 'reports')], 'wait'],
    ['two neighbours confirm', [newcomer(), newcomer()], 'confirm'],
    ['a newcomer and a stranger wait: they may be one person', [newcomer(), stranger()], 'wait'],
    ['two newcomers and a stranger confirm', [newcomer(), newcomer(), stranger()], 'confirm'],
    ['ten strangers wait', Array.from({ length: 10 }, stranger), 'wait'],
    ['a stranger and a vouched Yes confirm', [stranger(), voice('vouched', 'yes')], 'confirm'],
    ['a newcomer and a vouched Yes confirm', [newcomer(), voice('vouched', 'yes')], 'confirm'],
    ['a trusted Yes confirms', [stranger(), voice('trusted', 'yes')], 'confirm'],
    ['one trusted No is not enough to call it false', [newcomer(), voice('trusted', 'no')], 'wait'],
    ['a trusted No weighs against two newcomers', [newcomer(), newcomer(), voice('trusted', 'no')], 'wait'],
    ['two trusted No are', [newcomer(), voice('trusted', 'no'), voice('vouched', 'no')], 'false'],
    ['a Yes and a No of equal trust wait', [newcomer(), voice('trusted', 'yes'), voice('trusted', 'no')], 'wait'],
    ['a stranger who denies it changes nothing', [newcomer(), newcomer(), voice('none', 'no')], 'confirm'],
    ['nobody waits', [], 'wait'],
  ] as const)('%s', (_what, voices, decision) => {
    expect(weigh(voices)).toBe(decision);
  });

  it('is decided at once by an organiser, whatever others say', () => {
    fc.assert(
      fc.property(fc.array(anybody), fc.boolean(), (voices, verdict) => weigh(voices, verdict) === (verdict ? 'confirm' : 'false')),
    );
  });

  it('is never confirmed by people without trust alone, however many they are', () => {
    const strangers = fc.array(fc.record({ who: fc.string(), trust: fc.constant('none' as const), says }), { maxLength: 60 });
    fc.assert(fc.property(strangers, (voices) => weigh(voices) === 'wait'));
  });

  it('is never confirmed by a No more, nor made false by a Yes more', () => {
    const trust = fc.constantFrom('new' as const, 'vouched' as const, 'trusted' as const);
    fc.assert(
      fc.property(fc.array(anybody), trust, (voices, by) => {
        const before = weigh(voices);
        if (before !== 'confirm') expect(weigh([...voices, { who: 'z', trust: by, says: 'no' }])).not.toBe('confirm');
        if (before !== 'false') expect(weigh([...voices, { who: 'z', trust: by, says: 'yes' }])).not.toBe('false');
      }),
    );
  });

  it('counts everybody once, for what they said last', () => {
    const who = 'person:1';
    expect(
      weigh([
        { who, trust: 'trusted', says: 'yes' },
        { who, trust: 'trusted', says: 'no' },
      ]),
    ).toBe('wait');
    expect(
      weigh([
        { who, trust: 'new', says: 'reports' },
        { who, trust: 'new', says: 'reports' },
      ]),
    ).toBe('wait');
  });
});
