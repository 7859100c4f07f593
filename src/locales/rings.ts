import type { IncidentView } from '../domain/content.ts';
import { encodePress } from '../domain/press.ts';
import { minutesOf } from '../domain/ring.ts';
import type { Rendered } from './render.ts';

type Say = (key: string, args?: Readonly<Record<string, string | number>>) => string;

/** Names on one button: of more it says how many there are. */
const NAMED_MAX = 2;

/** How far the call has gone, on the organisers' card: a line for each neighbourhood that was called or asked, and what follows by itself. */
export function ringLines({ rings, stage }: IncidentView, say: Say, nameOf: (slug: string) => string): readonly string[] {
  if (!rings) return [];
  const minutes = minutesOf(rings.policy);
  // Nobody waits for an answer any more once it is over.
  const begun = stage === 'open' ? rings.begun : rings.begun.filter(({ state }) => state === 'called');
  const lines = begun.map(({ slug, state, coming, there }) => say('ring-line', { neighbourhood: nameOf(slug), state, coming, there }));
  if (stage !== 'open') return lines;
  if (rings.halted) return [...lines, say('ring-halted')];
  return minutes === null || rings.next.length === 0 ? lines : [...lines, say('ring-by-itself', { minutes })];
}

/** The next ring now, and no further: what an organiser says goes before what the neighbourhood's policy says. */
export function ringButtons(
  { id, asker, rings }: IncidentView,
  say: Say,
  nameOf: (slug: string) => string,
): NonNullable<Rendered['buttons']> {
  if (!rings || asker === 'unconfirmed') return [];
  const paused = rings.begun.filter(({ state }) => state === 'paused').map(({ slug }) => slug);
  const next = paused.length > 0 ? paused : rings.policy === 'off' ? [] : rings.next;
  const names = [...next.slice(0, NAMED_MAX).map(nameOf), ...(next.length > NAMED_MAX ? ['…'] : [])].join(', ');
  const goes = rings.begun.some(({ state }) => state === 'called' || state === 'asked');
  const follows = minutesOf(rings.policy) !== null && next.length > 0;
  return [
    ...(next.length > 0 ? [[{ text: say('button-ring-next', { names }), press: encodePress({ kind: 'ring-next', incident: id }) }]] : []),
    ...(!rings.halted && (goes || follows)
      ? [[{ text: say('button-ring-stop'), press: encodePress({ kind: 'ring-stop', incident: id }) }]]
      : []),
  ];
}
