import type { IncidentView } from '../domain/content.ts';
import { arrivalMinutes, type House, nameHouse } from '../domain/house.ts';
import { encodePress } from '../domain/press.ts';

type Args = Readonly<Record<string, string | number>>;
type Say = (key: string, args?: Args) => string;
type Time = (at: number) => string;

/** A card has room for this many houses; organisers page through all. */
const HOUSES_SHOWN = 8;
const PLACE_SHOWN = 80;

/** What becomes of a house, in words. */
export function sayStatus({ status, until }: Pick<House, 'status' | 'until'>, say: Say, date: Time): string {
  return say(`house-${status}`, { date: until === null ? '' : date(until) });
}

/** Who comes to each house, where there are several, and when the first of them will be there. */
export function headcountLines({ houses, soonest }: Pick<IncidentView, 'houses' | 'soonest'>, say: Say, time: Time): readonly string[] {
  const first = (at: number | null): string => (at === null ? '' : say('card-soonest', { time: time(at) }));
  if (houses.length < 2) return [first(soonest)].filter(Boolean);
  const wanted = (house: House): string => (house.wanted === null ? '' : say('card-wanted', { wanted: house.wanted }));
  return shown(houses).map((house) => {
    const { coming, there, called } = house;
    const line = say('card-house', {
      place: [...nameHouse(house)].slice(0, PLACE_SHOWN).join(''),
      coming,
      there,
      called: called ? 'yes' : 'no',
    });
    return [line, wanted(house), first(house.soonest)].filter(Boolean).join(' · ');
  });
}

/**
 * The one that is called to, and those that somebody comes to or is to come to, or that are in danger now: a list for the day may be long, and
 * the others stand in it.
 */
function shown(all: readonly House[]): readonly House[] {
  const houses = all.filter(
    ({ called, coming, there, wanted, status }) => called || coming + there > 0 || wanted !== null || status === 'demolishing',
  );
  const weight = ({ called, coming, there, status }: House): number =>
    (called ? 4 : 0) + (coming + there > 0 ? 2 : 0) + (status === 'demolishing' ? 1 : 0);
  const first = [...houses].sort((a, b) => weight(b) - weight(a) || a.number - b.number).slice(0, HOUSES_SHOWN);
  return first.sort((a, b) => a.number - b.number);
}

/** What the reader themselves said: for another house than the call is at, and when they will be there. */
export function ownHouseLines(
  { houses }: Pick<IncidentView, 'houses'>,
  reader: { readonly answer: string | undefined; readonly house?: string | null; readonly arrivesAt?: number | null },
  say: Say,
  time: Time,
): readonly string[] {
  if (reader.answer !== 'coming' && reader.answer !== 'there') return [];
  const own = houses.find(({ id }) => id === reader.house) ?? houses[0];
  const elsewhere = own && !own.called ? [say('card-you-house', { place: nameHouse(own) })] : [];
  if (reader.answer === 'there') return elsewhere;
  const arrives = reader.arrivesAt == null ? say('card-you-when') : say('card-you-arrive', { time: time(reader.arrivesAt) });
  return [...elsewhere, arrives];
}

/** In how many minutes the reader will be there, to tap. */
export function arrivalButtons(incident: string, say: Say) {
  return arrivalMinutes.map((minutes) => ({
    text: say('button-minutes', { minutes }),
    press: encodePress({ kind: 'arrive', incident, minutes }),
  }));
}

/** Houses line by line, for organisers: what becomes of each, and who comes. */
export function houseList(houses: readonly House[], say: Say, time: Time, date: Time): string {
  return houses
    .map((house) => {
      const { number, coming, there, left, called } = house;
      const status = sayStatus(house, say, date);
      const line = say('house-line', { number, place: nameHouse(house), status, coming, there, called: called ? 'yes' : 'no' });
      const gone = left > 0 ? say('organiser-left', { left }) : '';
      const wanted = house.wanted === null ? '' : say('card-wanted', { wanted: house.wanted });
      const first = house.soonest === null ? '' : say('card-soonest', { time: time(house.soonest) });
      return [line, gone, wanted, first].filter(Boolean).join(' · ');
    })
    .join('\n');
}
