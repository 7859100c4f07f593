import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, createCalendar, isDay, readDay, showDay } from '../../src/domain/calendar.ts';
import { begin, tell, type When } from '../../src/domain/reminder.ts';

const calendar = createCalendar('Asia/Almaty');
const at = (text: string): number => Date.parse(`${text}+06:00`);

describe('the city’s days', () => {
  it.each([
    ['2006-05-12T05:00:00Z', '2006-05-12'],
    ['2006-05-12T17:59:59Z', '2006-05-12'],
    ['2006-05-12T18:00:00Z', '2006-05-13'],
    // Almaty moved its clocks back an hour, to UTC+5, in the night to 1 March 2024.
    ['2024-02-29T17:59:00Z', '2024-02-29'],
    ['2024-03-01T18:30:00Z', '2024-03-01'],
    ['2024-03-01T19:00:00Z', '2024-03-02'],
  ])('%s is in %s', (moment, day) => {
    expect(calendar.dayOf(Date.parse(moment))).toBe(day);
  });

  it.each([
    ['2006-05-22', 6, '2006-05-22T00:00:00.000Z'],
    ['2006-05-22', 18, '2006-05-22T12:00:00.000Z'],
    ['2024-02-29', 6, '2024-02-29T00:00:00.000Z'],
    ['2024-03-01', 6, '2024-03-01T01:00:00.000Z'],
  ])('%s, %d o’clock, is %s', (day, hour, moment) => {
    expect(new Date(calendar.at(day, hour)).toISOString()).toBe(moment);
  });

  it.each([
    ['22.05', '2006-05-22'],
    [' 22.5. ', '2006-05-22'],
    ['22/05/2006', '2006-05-22'],
    ['13-05-06', '2006-05-13'],
    ['11.05', '2007-05-11'],
    ['12.05', '2007-05-12'],
    ['29.02.2007', undefined],
    ['31.04', undefined],
    ['12.05.2006', undefined],
    ['22.05.2009', undefined],
    ['22', undefined],
    ['завтра', undefined],
  ])('%j, typed on 12 May 2006, is %s', (typed, day) => {
    expect(readDay(typed, '2006-05-12')).toBe(day);
  });

  it('come back as they are shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 360 }), (days) => {
        const day = addDays('2006-05-12', days);
        expect(isDay(day)).toBe(true);
        expect(readDay(showDay(day), '2006-05-12')).toBe(day);
      }),
    );
  });
});

describe('what is said of 22 May, and when next', () => {
  const evening = at('2006-05-21T18:00:00');
  const morning = at('2006-05-22T06:00:00');
  it.each<readonly [string, number, string, When | null, number, number | null]>([
    ['nothing before the evening', 0, '2006-05-21T17:59:59', null, 0, evening],
    ['tomorrow, in the evening', 0, '2006-05-21T18:00:00', 'tomorrow', 1, morning],
    ['nothing in the night', 1, '2006-05-22T02:00:00', null, 1, morning],
    ['nothing in the night, though the evening was missed', 0, '2006-05-22T02:00:00', null, 0, morning],
    ['today, in the morning', 1, '2006-05-22T06:00:00', 'today', 2, null],
    ['today, once, though the evening was missed', 0, '2006-05-22T09:00:00', 'today', 2, null],
    ['that it has passed, where the whole day was missed', 1, '2006-05-23T00:00:00', 'past', 2, null],
    ['nothing more once it was told', 2, '2006-05-23T00:00:00', null, 2, null],
    ['nothing again where the clock is set back', 1, '2006-05-21T18:30:00', null, 1, morning],
  ])('%s', (_, told, now, say, after, dueAt) => {
    expect(tell('2006-05-22', told, at(now), calendar)).toEqual({ say, told: after, dueAt });
  });

  it('is said at most twice, and at least once, however the clock is set', () => {
    const first = at('2006-05-20T00:00:00');
    fc.assert(
      fc.property(fc.array(fc.nat(4 * 24 * 60), { maxLength: 30 }), (minutes) => {
        let { told } = begin('2006-05-22', first, calendar);
        const said: When[] = [];
        for (const minute of [...minutes, 5 * 24 * 60]) {
          const next = tell('2006-05-22', told, first + minute * 60_000, calendar);
          expect(next.told).toBeGreaterThanOrEqual(told);
          told = next.told;
          if (next.say) said.push(next.say);
        }
        expect(new Set(said).size).toBe(said.length);
        expect(said.filter((when) => when !== 'tomorrow')).toHaveLength(1);
      }),
    );
  });

  it('begins with the morning where it is named in the evening before', () => {
    expect(begin('2006-05-22', at('2006-05-21T20:00:00'), calendar)).toEqual({ told: 1, dueAt: morning });
  });
});
