import type { Term } from '../content.ts';
import type { House } from '../house.ts';
import type { Listed } from '../timeline.ts';

/** An entry of the timeline as a value, with the house that it is about. */
export function saidTerm(said: Listed, houses: readonly House[]): Term {
  const about = said.kind === 'house' || said.kind === 'call-moved' ? houses.find(({ id }) => id === said.house) : undefined;
  return { term: 'said', said, ...(about ? { house: { place: about.place, number: about.number } } : {}) };
}
