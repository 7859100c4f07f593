import type { DeliveryKind } from './delivery.ts';
import { type Kind, kinds } from './kind.ts';
import { ringingKinds } from './ladder.ts';

/** What was spent, and the day in the city's zone that it counts for. */
export interface Spent {
  /** As in 2026-11-23. */
  readonly day: string;
  /** Millionths of a US dollar. */
  readonly micros: number;
}

/** What a cap is for: one incident, or everything that is sent on a day. */
export type Scope = `incident:${string}` | `day:${string}`;

/** `isId` knows an incident's id when it sees one. */
export function isScope(text: string, isId: (id: string) => boolean): text is Scope {
  const [kind, id = '', more] = text.split(':');
  return more === undefined && ((kind === 'incident' && isId(id)) || (kind === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(id)));
}

/** The most that may be spent before organisers decide, in millionths of a US dollar; 0 means no cap. */
export interface Caps {
  readonly incident: number;
  readonly day: number;
}

/**
 * What organisers know of a cap. `warned`: it is nearly reached. `over`: it is reached, and nothing is held. `held`: copies wait for
 * their decision. `released`: they let it all go, and are not asked again.
 */
export type CapState = 'warned' | 'over' | 'held' | 'released';

export interface Standing {
  readonly scope: Scope;
  readonly spent: number;
  readonly state: CapState | null;
}

/** Organisers are warned at this much of a cap. */
const WARNED_AT = 0.8;

export function capOf(scope: Scope, caps: Caps): number {
  return scope.startsWith('day:') ? caps.day : caps.incident;
}

/** Whether a cap is reached and nobody has let it go: what may be held is not sent. */
export function isOver(standing: Standing, caps: Caps): boolean {
  const cap = capOf(standing.scope, caps);
  return cap > 0 && standing.spent >= cap && standing.state !== 'released';
}

/**
 * What is to be done about a cap, of which `held` copies are held. `warn`: organisers hear that it is near. `tell`: that it is reached,
 * and that nothing is held so far. `ask`: what is to become of what is held. `resume`: the cap was raised, and what was held goes on.
 */
export function decideCap(standing: Standing, caps: Caps, held: number): 'warn' | 'tell' | 'ask' | 'resume' | 'nothing' {
  const { spent, state } = standing;
  const cap = capOf(standing.scope, caps);
  if (state === 'released') return 'nothing';
  if (isOver(standing, caps)) {
    if (state === 'held') return 'nothing';
    return held > 0 ? 'ask' : state === 'over' ? 'nothing' : 'tell';
  }
  if (state === 'held' || state === 'over') return 'resume';
  return cap > 0 && spent >= cap * WARNED_AT && state === null ? 'warn' : 'nothing';
}

/**
 * What waits for a decision once a cap is reached: never an alarm of danger now, nor an all-clear, nor what a person is waiting for with
 * the phone in the hand.
 */
export const heldKinds: readonly DeliveryKind[] = ['broadcast', 'update', 'place', 'need', 'enough'];
/** Alarms whose call may wait. */
export const patientKinds: readonly Kind[] = kinds.filter((kind) => !ringingKinds.includes(kind));

export function canBeHeld(kind: DeliveryKind, what: Kind | null): boolean {
  return heldKinds.includes(kind) || (kind === 'call' && what !== null && patientKinds.includes(what));
}

/** Whether what is sent of an incident, or of none, falls under a scope. The day's scope is the one of today. */
export function fallsUnder(scope: Scope, incident: string | null): boolean {
  return scope.startsWith('day:') || scope === `incident:${incident}`;
}

/** The day in a time zone (IANA name), as in 2026-11-23. */
export function createDayOf(zone: string): (at: number) => string {
  // English of Canada writes dates in this order.
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (at) => format.format(at);
}
