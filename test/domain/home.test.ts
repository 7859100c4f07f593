import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HomeFacts, homeStates, nextStep, wasThere } from '../../src/domain/home.ts';

const MINUTE = 60_000;
const facts: HomeFacts = { state: 'waiting', message: true, phone: true, elsewhere: false, other: undefined };
const step = (more: Partial<HomeFacts>) => {
  const { act, state, dueAt } = nextStep({ ...facts, ...more }, 0);
  return [act, state, dueAt === null ? null : dueAt / MINUTE];
};

describe('who is asked whether they are safe', () => {
  const minutes = (ago: number) => -ago * MINUTE;
  it.each([
    ['there', 300, true],
    ['left', 179, true],
    ['left', 181, false],
    ['coming', 1, false],
    ['cant', 1, false],
  ] as const)('%s, %i minutes before the end: %s', (answer, ago, asked) => {
    expect(wasThere(answer, minutes(ago), 0)).toBe(asked);
  });
});

describe('the next step', () => {
  it.each<[string, Partial<HomeFacts>, readonly unknown[]]>([
    ['is the question', {}, ['ask', 'asked', 60]],
    ['is a call where no message arrives', { message: false }, ['ring', 'called', 60]],
    ['is the list where nothing does', { message: false, phone: false }, ['none', 'listed', null]],
    ['waits while they are at another place', { elsewhere: true, message: false }, ['none', 'waiting', 30]],
    ['is the one question of two incidents', { other: { state: 'asked', dueAt: 7 * MINUTE } }, ['none', 'asked', 7]],
    ['is the list where they are looked for already', { other: { state: 'listed', dueAt: null } }, ['none', 'listed', null]],
    ['after an hour is a call', { state: 'asked' }, ['ring', 'called', 10]],
    ['after an hour is the list without a phone', { state: 'asked', phone: false }, ['none', 'listed', null]],
    ['after the call is the list', { state: 'called' }, ['none', 'listed', null]],
  ])('%s', (_, more, expected) => {
    expect(step(more)).toEqual(expected);
  });

  it('ends, whatever happens, with somebody who is looked for or has answered; and nobody is asked or rung up twice', () => {
    const arbitrary = fc.record({ message: fc.boolean(), phone: fc.boolean() });
    fc.assert(
      fc.property(fc.constantFrom(...homeStates), fc.array(arbitrary, { minLength: 4, maxLength: 4 }), (from, reach) => {
        let state = from;
        const acts: string[] = [];
        for (const can of reach) {
          const next = nextStep({ ...facts, ...can, state }, 0);
          acts.push(next.act);
          state = next.state;
        }
        expect(['listed', 'help', 'safe', 'accounted']).toContain(state);
        expect(acts.filter((act) => act === 'ask').length).toBeLessThanOrEqual(1);
        expect(acts.filter((act) => act === 'ring').length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
