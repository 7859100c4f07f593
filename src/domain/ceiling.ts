import type { House } from './house.ts';

/** Who comes to an incident, in all and to each of its houses; of one that has but one house, there is no list. */
export interface Crowd {
  readonly coming: number;
  readonly there: number;
  readonly houses: readonly House[];
}

type Counted = Pick<House, 'coming' | 'there' | 'wanted'>;

/** People coming to where the call is, and there. */
export function crowdCalled({ coming, there, houses }: Crowd): number {
  const house = houses.find(({ called }) => called);
  return house ? crowdOf(house) : coming + there;
}

/** How many people are enough where the call is. `enough`: in the neighbourhood. */
export function enoughCalled({ houses }: Pick<Crowd, 'houses'>, enough: number): number {
  return houses.find(({ called }) => called)?.wanted ?? enough;
}

export function crowdOf({ coming, there }: Pick<House, 'coming' | 'there'>): number {
  return coming + there;
}

export function isFull(house: Counted, enough: number): boolean {
  return crowdOf(house) >= (house.wanted ?? enough);
}

/** How many people are missing at a house; none where nothing is to be saved, or not today. */
export function lacking(house: Counted & Pick<House, 'status'>, enough: number): number {
  if (house.status !== 'threatened' && house.status !== 'demolishing') return 0;
  return Math.max(0, (house.wanted ?? enough) - crowdOf(house));
}

/**
 * The house that those are asked to go to who are not needed at `full`: one that is being demolished first, then where organisers have said
 * how many are needed, then the one that follows on the list: lists are worked through. Undefined where no other house lacks anybody.
 */
export function nextInNeed(houses: readonly House[], full: string | undefined, enough: number): House | undefined {
  const rank = (house: House): number => (house.status === 'demolishing' ? 0 : 2) + (house.wanted === null ? 1 : 0);
  const from = houses.findIndex(({ id }) => id === full);
  const after = (house: House): number => (houses.indexOf(house) - from + houses.length) % houses.length;
  return houses
    .filter((house) => house.id !== full && lacking(house, enough) > 0)
    .sort((a, b) => rank(a) - rank(b) || after(a) - after(b))[0];
}

/**
 * The house that an answer is for. `chosen`: its button was pressed, or the message named it. Whoever went to a house of their own choice, and
 * is there, is there, and not where the call is; whoever turns back, or leaves, was where they said.
 */
export function houseFor(
  answer: 'coming' | 'there' | 'cant' | 'left',
  houses: readonly House[],
  chosen: string | undefined,
  previous: { readonly house: string | null; readonly follows: boolean } | undefined,
): { readonly house: House | undefined; readonly follows: boolean } {
  const called = houses.find((house) => house.called);
  const before = previous && (houses.find(({ id }) => id === previous.house) ?? houses[0]);
  const stays = answer === 'cant' || answer === 'left' || (answer === 'there' && previous?.follows === false);
  const house = houses.find(({ id }) => id === chosen) ?? (stays ? (before ?? called) : called);
  return { house, follows: house === undefined || house.called };
}
