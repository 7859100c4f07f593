/**
 * Keeps a rate in every trailing second: no ramp, no burst. Sends are spread evenly; time that was lost to a late timer is
 * made up, but never by more units in one second than the rate allows. Pure: it only knows the times it is told.
 */
export interface Pacer {
  /** The earliest time at which something of this cost may be sent, in milliseconds. */
  earliest(cost: number, now: number): number;
  /** Something of this cost is sent now. */
  sent(cost: number, now: number): void;
}

const WINDOW_MS = 1_000;
/** How late a send may be and still be made up for. */
const CATCH_UP_MS = 150;

/** `rate` in units a second; 0 means no limit. */
export function createPacer(rate: number): Pacer {
  if (rate === 0) return { earliest: (_cost, now) => now, sent: () => {} };
  const spacingMs = WINDOW_MS / rate;
  const log: { readonly at: number; readonly cost: number }[] = [];
  let inWindow = 0;
  let nextSlot = Number.NEGATIVE_INFINITY;
  const forget = (now: number): void => {
    while (log[0] && log[0].at <= now - WINDOW_MS) inWindow -= log.shift()?.cost ?? 0;
  };
  return {
    earliest(cost, now) {
      forget(now);
      let room = Math.max(rate, cost) - inWindow - cost;
      let free = now;
      // The oldest sends have to leave the window until there is room.
      for (let i = 0; room < 0 && i < log.length; i++) {
        room += log[i]?.cost ?? 0;
        free = (log[i]?.at ?? now) + WINDOW_MS;
      }
      return Math.max(now, nextSlot, free);
    },
    sent(cost, now) {
      forget(now);
      log.push({ at: now, cost });
      inWindow += cost;
      nextSlot = Math.max(nextSlot, now - CATCH_UP_MS) + cost * spacingMs;
    },
  };
}
