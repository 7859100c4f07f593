import type { ListedSighting } from '../domain/content.ts';
import { forces, type Sighting, type Situation, type Told } from '../domain/timeline.ts';

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
  return [doing, counts].filter((parts) => parts.length > 0).map((parts) => parts.join(' · '));
}

/** What was seen, line by line, for organisers. */
export function timelineLines(entries: readonly ListedSighting[], say: Say, plain: Say, time: Time): string {
  return entries
    .map(({ at, rank, said, struck }, i) =>
      say('timeline-line', { number: i + 1, time: time(at), seen: saySighting(said, plain), rank, struck: struck ? 'yes' : 'no' }),
    )
    .join('\n');
}
