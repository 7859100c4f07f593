import type { DeliveryKind } from './delivery.ts';

/** What somebody is told unasked of one incident is counted over this long, whatever channel it came by. */
export const QUARTER_HOUR_MS = 15 * 60_000;
/** And a millisecond, because what was told is known no finer. */
export const ROOM_AFTER_MS = QUARTER_HOUR_MS + 1;

/** What counts. The all-clear and answers to what a person wrote or pressed do not. */
export const countedKinds: readonly DeliveryKind[] = ['call', 'place', 'update', 'need', 'house', 'enough'];

/** What waits where there is no room, and gives way to anything newer of the same incident: only the newest still says how it stands. */
export const yieldingKinds: readonly DeliveryKind[] = ['place', 'update', 'enough'];

/** What waits where there is no room. That a medic is needed is true whatever else is said meanwhile: it gives way to nothing. */
export const waitingKinds: readonly DeliveryKind[] = [...yieldingKinds, 'need'];

/** What is said to many beside the call. That they are to go to another house is counted, and never waits: only a newer one takes its place. */
export const saidKinds: readonly DeliveryKind[] = [...waitingKinds, 'house'];

/** Calls that one person may get to one incident: Telegram, SMS, the telephone, and another phone. */
const CALLS_MAX = 4;

/**
 * When somebody may be told one thing more who was told things at the given times, in any order: now, or once so many of them are a
 * quarter of an hour old that no more than `most` fall into any. `most` of 0 means no limit. What was told later than now was told
 * before the clock was set back.
 */
export function roomAt(told: readonly number[], most: number, now: number): number {
  if (most === 0) return now;
  const nth = told.toSorted((a, b) => b - a)[most - 1];
  return nth === undefined ? now : Math.max(now, Math.min(now, nth) + ROOM_AFTER_MS);
}

/** Whether anybody can have been told `most` things of an incident that so much was said of lately: else nobody's need be counted. */
export function canBeFull(saidLately: number, most: number): boolean {
  return most > 0 && saidLately + CALLS_MAX >= most;
}
