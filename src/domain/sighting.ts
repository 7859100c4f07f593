import { may } from './access.ts';
import { type Toll, tolls } from './casualty/casualty.ts';
import type { Answer } from './headcount.ts';
import { type Inside, insiders } from './inside.ts';
import type { Atlas } from './neighbourhood.ts';
import type { Member } from './person.ts';
import { type Force, forces, type Machinery, type Move, machinery, moves, type Sighting } from './timeline.ts';
import { isFromElsewhere, standing } from './vouch.ts';

/** Of more than this nobody counts. */
export const NUMBER_MAX = 10_000;
/** One person says so much of one incident in an hour: more would bury what others say. */
export const SIGHTINGS_MAX = 40;
export const SIGHTINGS_WITHIN_MS = 60 * 60_000;
/** The same, said again by the same person within this time, is a second tap. */
export const SAID_AGAIN_MS = 60_000;

/** Numbers to tap. Machines come by ones and twos. */
export const numbersOf: Readonly<Record<Force, readonly number[]>> = {
  police: [5, 10, 20, 50, 100, 200, 0],
  'riot-police': [5, 10, 20, 50, 100, 200, 0],
  machines: [1, 2, 3, 5, 10, 20, 0],
};

/** Whoever says what they see of an incident. `called`: to it, or they have its card. */
export interface Witnessing {
  readonly member: Member | undefined;
  readonly called: boolean;
  readonly reported: boolean;
  readonly answer: Answer | undefined;
  /** Their own neighbourhood called them to help there, and told them the place. */
  readonly helps?: boolean;
}

/**
 * What becomes of it. `pretend`: it seems to be written down, because whoever holds a frozen phone must not learn that it is; `elsewhere`:
 * they have not said that they are coming or there.
 */
export type Hearing = 'heard' | 'pretend' | 'elsewhere' | 'refused';

/**
 * Organisers of the incident are heard wherever they are, others who are coming or there, and who reported it and has not left. For whoever
 * was called to help those vouch who called them, whatever the door is.
 */
export function hearing({ member, called, reported, answer, helps = false }: Witnessing, slug: string, atlas: Atlas): Hearing {
  if (!member || !may(member, 'see', slug, atlas)) return 'refused';
  if (may(member, 'strike', slug, atlas)) return 'heard';
  if (!(called || reported)) return 'refused';
  if (member.frozen) return 'pretend';
  if (standing(member, slug, atlas) === 'none' && !(helps && isFromElsewhere(member, slug, atlas))) return 'refused';
  const present = answer === 'coming' || answer === 'there' || (reported && answer === undefined);
  return present ? 'heard' : 'elsewhere';
}

/** What whoever is on their way has to know before they arrive. */
export function isUrgent(seen: Sighting): boolean {
  return (seen.kind === 'move' && seen.move === 'storming') || (seen.kind === 'machinery' && seen.machinery === 'machinery-coming');
}

/** The one spelling of a sighting in a button: `cordon`, `machinery-stuck`, `police=100`, `taken=10`, `children`, `children-out`. */
export function spellSighting(seen: Sighting): string {
  if (seen.kind === 'move') return seen.move;
  if (seen.kind === 'inside') return seen.out ? `${seen.who}-out` : seen.who;
  return seen.kind === 'machinery' ? seen.machinery : `${seen.of}=${seen.number}`;
}

/** What a spelling stands for; undefined for what `spellSighting` never writes. */
export function readSpelling(text: string): Sighting | undefined {
  const move = moves.find((one) => one === text);
  if (move) return moved(move);
  const machine = machinery.find((one) => one === text);
  if (machine) return machines(machine);
  const who = insiders.find((one) => text === one || text === `${one}-out`);
  if (who) return inside(who, text !== who);
  const [name = '', digits = ''] = text.split('=');
  const of = forces.find((one) => one === name);
  const toll = tolls.find((one) => one === name);
  const number = /^\d{1,5}$/.test(digits) ? Number(digits) : undefined;
  if (number === undefined || number > NUMBER_MAX) return undefined;
  if (toll) return tolled(toll, number);
  return of && counted(of, number);
}

export const moved = (move: Move): Sighting => ({ kind: 'move', move });
export const machines = (what: Machinery): Sighting => ({ kind: 'machinery', machinery: what });
export const tolled = (of: Toll, number: number): Sighting => ({ kind: 'toll', of, number });
export const inside = (who: Inside, out = false): Sighting => ({ kind: 'inside', who, out });
export const counted = (of: Force, number: number): Sighting => ({ kind: 'count', of, number });
