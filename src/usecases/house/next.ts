import { isFull, lacking, nextInNeed } from '../../domain/ceiling.ts';
import { type House, nameHouse, shortPlace } from '../../domain/house.ts';
import type { Incident } from '../../domain/incident.ts';
import { encodePress } from '../../domain/press.ts';
import { knowsWhere } from '../answer.ts';
import { say, type Turn } from '../turn.ts';

/**
 * Somebody is coming to a house to which enough came before them: they are offered one that lacks people, as it was when they answered. Their
 * answer stands until they take it.
 */
export async function offerNext(turn: Turn, incident: Incident, houses: readonly House[]): Promise<void> {
  const full = houses.find(({ called }) => called);
  const enough = turn.enough(incident.slug);
  if (!full || !isFull(full, enough) || !(await knowsWhere(turn, incident))) return;
  const next = nextInNeed(houses, full.id, enough);
  if (!next?.place) return;
  await say(turn, {
    key: 'next-house',
    args: { place: shortPlace(nameHouse(full)), other: shortPlace(next.place), lacking: lacking(next, enough) },
    buttons: [[{ label: { key: 'button-coming-there' }, press: encodePress({ kind: 'coming-to', house: next.id }) }]],
  });
}
