import { showDay } from '../domain/calendar.ts';
import type { ListedSighting } from '../domain/content.ts';
import { shortHash } from '../domain/evidence.ts';
import { type HouseSaid, nameHouse } from '../domain/house.ts';
import { forces, type Listed, type Sighting, type Situation, type Told } from '../domain/timeline.ts';

import { sayStatus } from './houses.ts';

type Args = Readonly<Record<string, string | number>>;
type Say = (key: string, args?: Args) => string;
type Time = (at: number) => string;

/** What somebody sees, in words. */
export function saySighting(seen: Sighting, say: Say): string {
  switch (seen.kind) {
    case 'move':
      return say(`seen-${seen.move}`);
    case 'machinery':
      return say(`seen-${seen.machinery}`);
    case 'count':
    case 'toll':
      return say(`seen-${seen.of}`, { number: seen.number });
    case 'inside':
      return say(`seen-${seen.who}${seen.out ? '-out' : ''}`);
  }
}

/** The same, what came of talks, and what was sent. */
export function sayListed(said: Exclude<Listed, HouseSaid>, say: Say): string {
  switch (said.kind) {
    case 'outcome':
      return say('outcome-said', { outcome: said.outcome, date: 'day' in said ? showDay(said.day) : '' });
    case 'evidence':
      return say(`evidence-${said.medium}`, { hash: shortHash(said.sha256) });
    case 'merged':
    case 'split':
      return say(`said-${said.kind}`, { code: said.code });
    default:
      return saySighting(said, say);
  }
}

/** What is seen now, for a card: what they do, and how many they are. Where people contradict each other, both. */
export function situationLines(seen: Situation, say: Say, time: Time): readonly string[] {
  const told = <Value>(all: readonly Told<Value>[], words: (value: Value) => string): readonly string[] =>
    all.length === 0
      ? []
      : [
          all
            .map(({ value, at }) => `${words(value)} (${time(at)})`)
            .toReversed()
            .join(' / '),
        ];
  const doing = [
    ...told(seen.moves, (move) => saySighting({ kind: 'move', move }, say)),
    ...told(seen.machinery, (machinery) => saySighting({ kind: 'machinery', machinery }, say)),
  ];
  const counts = forces.flatMap((of) => told(seen.counts[of], (number) => saySighting({ kind: 'count', of, number }, say)));
  const talks = [seen.talks, seen.petitions].flatMap((outcomes) => told(outcomes, (outcome) => sayListed(outcome, say)));
  return [doing, counts, talks].filter((parts) => parts.length > 0).map((parts) => parts.join(' · '));
}

/** Whatever was said, in words. */
export function sayEntry(said: Listed, house: ListedSighting['house'], say: Say, date: Time): string {
  return said.kind === 'house' || said.kind === 'call-moved' ? sayHouse(said, house, say, date) : sayListed(said, say);
}

/** What was said of a house, in words. */
function sayHouse(said: HouseSaid, house: ListedSighting['house'], say: Say, date: Time): string {
  const place = house ? nameHouse(house) : '';
  if (said.kind === 'call-moved') return say('said-call-moved', { place });
  return say('said-house', { place, status: sayStatus({ status: said.status, until: said.until ?? null }, say, date) });
}

/** What was seen, line by line, for organisers. */
export function timelineLines(entries: readonly ListedSighting[], say: Say, plain: Say, time: Time, date: Time): string {
  return entries
    .map(({ at, rank, said, struck, house }, i) => {
      const seen = sayEntry(said, house, plain, date);
      return say('timeline-line', { number: i + 1, time: time(at), seen, rank, struck: struck ? 'yes' : 'no' });
    })
    .join('\n');
}
