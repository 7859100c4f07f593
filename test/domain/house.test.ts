import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutPlace } from '../../src/domain/hidden.ts';
import { calledPlaces, dayAt, daysAfter, type House, nameHouse, readDay, shortPlace } from '../../src/domain/house.ts';

const today = dayAt('2006-05-12');
const day = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString().slice(0, 10));

describe('a day until which a demolition is postponed', () => {
  it.each([
    ['22.05', '2006-05-22'],
    [' 22.5. ', '2006-05-22'],
    ['22/05', '2006-05-22'],
    ['22.05.2006', '2006-05-22'],
    ['13.05', '2006-05-13'],
    ['12.05', '2007-05-12'],
    ['01.02', '2007-02-01'],
    ['29.02', '2008-02-29'],
    ['29.02.2007', undefined],
    ['12.05.2006', undefined],
    ['22.05.2005', undefined],
    ['31.04', undefined],
    ['00.05', undefined],
    ['22.13', undefined],
    ['22', undefined],
    ['завтра', undefined],
    ['22.05 в 10:00', undefined],
  ])('%j is read as %s', (typed, expected) => {
    expect(day(readDay(typed, today))).toBe(expected);
  });

  it('is read back from any day of the coming year as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 365 }), (days) => {
        const at = daysAfter(today, days);
        const [year, month, date] = (day(at) ?? '').split('-');
        expect([readDay(`${date}.${month}`, today), readDay(`${date}.${month}.${year}`, today)]).toEqual([at, at]);
      }),
    );
  });
});

describe('a house', () => {
  it('is called by its place, or by its number where that is not known', () => {
    expect([nameHouse({ place: 'Жастар 22', number: 2 }), nameHouse({ place: '', number: 1 })]).toEqual(['Жастар 22', '№ 1']);
  });

  it('is cut to what leaves room for the answer, and never in the middle of a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (place) => {
        const short = shortPlace(place);
        expect([...short].length).toBeLessThanOrEqual(34);
        expect(short.isWellFormed()).toBe(true);
        if ([...place].length <= 34) expect(short).toBe(place);
      }),
    );
  });

  it.each(['house-moved', 'enough-elsewhere'])(
    'is not named by %s to one who may not know the place, nor has a button that leads there',
    (key) => {
      const args = { neighbourhood: 'Бакай', place: 'Жастар 14', other: 'Жастар 22', to: 'Жастар 22', from: 'Жастар 14' };
      const button = { label: { key: 'button-coming-there' }, press: 'hc:2' };
      const told = withoutPlace({ key, oneWay: `${key}-one-way`, house: '2', args, buttons: [[button]] });
      expect(JSON.stringify(told)).toMatch(/Бакай/);
      expect(JSON.stringify(told)).not.toMatch(/Жастар|hc:2|one-way|"house"/);
    },
  );
});

describe('where people were called to, as an all-clear names it', () => {
  const house = (number: number, place: string): House => ({
    ...{ id: String(number), number, place, point: null, status: 'threatened', until: null, wanted: null, called: false },
    ...{ coming: 0, there: 0, left: 0, soonest: null },
  });
  const all = ['Жастар 14', 'Жастар 22', 'Абая 9', 'Момышұлы 5', ''].map((place, i) => house(i + 1, place));

  it.each([
    ['the first and the one it moved to', ['2'], 'Жастар 14; Жастар 22'],
    ['not what was only on the list, nor one twice', ['3', '1', '3'], 'Жастар 14; Абая 9'],
    ['of many the first and the last two', ['2', '3', '4'], 'Жастар 14; Абая 9; Момышұлы 5'],
    ['one without a place is left out', ['5'], 'Жастар 14'],
  ])('%s', (_what, movedTo, named) => {
    expect(calledPlaces(all, movedTo)).toBe(named);
  });
});
