import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crowdCalled, crowdOf, enoughCalled, houseFor, isFull, lacking, nextInNeed } from '../../src/domain/ceiling.ts';
import { answers } from '../../src/domain/headcount.ts';
import { type House, type HouseStatus, houseStatuses } from '../../src/domain/house.ts';

const house = (number: number, more: Partial<House> = {}): House => ({
  ...{
    id: String(number),
    number,
    place: `Жастар ${number}`,
    point: null,
    status: 'threatened',
    until: null,
    wanted: null,
    called: number === 1,
  },
  ...{ coming: 0, there: 0, left: 0, soonest: null },
  ...more,
});

describe('how many are enough', () => {
  it.each<readonly [string, Partial<House>, number]>([
    ['as many as in the neighbourhood, where nobody says otherwise', {}, 30],
    ['those who are coming and those who are there are not missing', { coming: 5, there: 10 }, 15],
    ['whoever has left is', { coming: 5, left: 20 }, 25],
    ['as many as organisers want', { wanted: 12, coming: 2 }, 10],
    ['none at a house that has more', { wanted: 12, there: 40 }, 0],
    ['none where it stands', { status: 'standing' }, 0],
    ['none where nothing is left to save', { status: 'demolished', wanted: 50 }, 0],
    ['none where it is not today', { status: 'postponed', wanted: 50 }, 0],
    ['most of all where it is being demolished', { status: 'demolishing', wanted: 50 }, 50],
  ])('%s', (_what, more, missing) => {
    expect(lacking(house(2, more), 30)).toBe(missing);
  });

  it('is asked of the house that the call is at, and of all of the incident where there is no list', () => {
    const houses = [house(1, { called: false, there: 90 }), house(2, { called: true, coming: 3, there: 4, wanted: 8 })];
    const of = (some: readonly House[]) => ({ coming: 3, there: 94, houses: some });
    expect([crowdCalled(of(houses)), enoughCalled(of(houses), 30)]).toEqual([7, 8]);
    expect([crowdCalled(of([])), enoughCalled(of([]), 30)]).toEqual([97, 30]);
  });
});

describe('where those go who are too many', () => {
  const three = [house(1, { there: 40 }), house(2), house(3, { wanted: 12 }), house(4, { status: 'demolishing' })];
  it.each<readonly [string, readonly House[], string | undefined, string | undefined]>([
    ['to the one that is being demolished', three, '1', '4'],
    ['else to the one for which organisers have named a number', three.slice(0, 3), '1', '3'],
    ['else to the one that follows on the list', [house(1), house(2), house(3, { called: true }), house(4)], '3', '4'],
    ['… from its end to its beginning', [house(1), house(2), house(3)], '3', '1'],
    ['nowhere where there is but one', [house(1)], '1', undefined],
    ['nowhere where all have enough', [house(1), house(2, { there: 30 }), house(3, { status: 'standing' })], '1', undefined],
    ['nowhere where there is no list', [], undefined, undefined],
  ])('%s', (_what, houses, full, next) => {
    expect(nextInNeed(houses, full, 30)?.id).toBe(next);
  });

  const any = fc
    .array(
      fc.record({
        status: fc.constantFrom<HouseStatus>(...houseStatuses),
        wanted: fc.option(fc.integer({ min: 1, max: 20 })),
        coming: fc.nat(15),
        there: fc.nat(15),
      }),
      { maxLength: 8 },
    )
    .map((all) => all.map((more, i) => house(i + 1, more)));

  it('is never where they are, nor where enough are, nor where nothing is to be saved; and is somewhere whenever anybody is missing', () => {
    fc.assert(
      fc.property(any, fc.nat(8), fc.integer({ min: 1, max: 25 }), (houses, at, enough) => {
        const full = houses[at]?.id;
        const next = nextInNeed(houses, full, enough);
        if (next) {
          expect(next.id).not.toBe(full);
          expect(isFull(next, enough)).toBe(false);
          expect(['threatened', 'demolishing']).toContain(next.status);
          expect(lacking(next, enough)).toBe((next.wanted ?? enough) - crowdOf(next));
        } else expect(houses.filter(({ id }) => id !== full).every((one) => lacking(one, enough) === 0)).toBe(true);
      }),
    );
  });
});

describe('an answer', () => {
  const houses = [house(1, { called: false }), house(2, { called: true }), house(3, { called: false })];
  const went = { house: '3', follows: false };
  const before = { house: '1', follows: true };
  it.each<readonly [string, (typeof answers)[number], string | undefined, typeof went | undefined, string, boolean]>([
    ['coming is for the house that is called to', 'coming', undefined, undefined, '2', true],
    ['… also from one who had answered before the call moved', 'coming', undefined, before, '2', true],
    ['… and from one who had gone elsewhere', 'coming', undefined, went, '2', true],
    ['coming to a house of their choice is for that', 'coming', '3', undefined, '3', false],
    ['… which may be the one that is called to', 'coming', '2', went, '2', true],
    ['there is where they went by themselves', 'there', undefined, went, '3', false],
    ['… and else where the call is', 'there', undefined, before, '2', true],
    ['whoever leaves was where they said', 'left', undefined, before, '1', false],
    ['whoever turns back was on the way there', 'cant', undefined, went, '3', false],
    ['whoever cannot come from the first is nowhere else', 'cant', undefined, undefined, '2', true],
    ['a house that there is not is none of theirs', 'coming', '9', undefined, '2', true],
  ])('%s', (_what, answer, chosen, previous, to, follows) => {
    const { house: found, follows: goes } = houseFor(answer, houses, chosen, previous);
    expect([found?.id, goes]).toEqual([to, follows]);
  });

  it('is for no house where there is no list; before there was one, it was for the first', () => {
    for (const answer of answers) expect(houseFor(answer, [], undefined, undefined)).toEqual({ house: undefined, follows: true });
    expect(houseFor('left', houses, undefined, { house: null, follows: true }).house?.id).toBe('1');
  });
});
