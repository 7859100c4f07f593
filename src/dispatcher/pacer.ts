/**
 * Keeps a rate in every trailing second at the provider: no ramp, no burst. Sends are spread evenly; time lost to a late timer
 * is made up, but never by more in one second than the rate. The provider counts a request when it arrives, which may be later
 * than usual, as on a connection that has yet to be made: whatever is late counts as arriving until it is answered.
 *
 * Pure: it only knows the times it is told, in milliseconds.
 */
export interface Pacer {
  /** The earliest time at which something of this cost may be sent. Ask again when a request was answered. */
  earliest(cost: number, now: number): number;
  /** Something of this cost is sent now; the returned function is to be told when it was answered. */
  sent(cost: number, now: number): (now: number) => void;
}

interface Sent {
  readonly start: number;
  readonly cost: number;
  end: number | undefined;
}

/** The second in which the provider counts, and a millisecond because neither clock is finer. */
const WINDOW_MS = 1_001;
const SECOND_MS = 1_000;
/** How late a send may be and still be made up for. */
const CATCH_UP_MS = 150;
/** What a provider's count may differ from ours before it counts as over the rate: two per cent and one. */
const tolerated = (rate: number): number => Math.floor(rate * 1.02 + 1);
/** A request that is later than this has arrived long ago, or never will. */
const LATE_MAX_MS = 2_000;
/** When to look again while late requests keep the window full. */
const LOOK_AGAIN_MS = 10;
/** The usual latency is the least of this long. */
const USUAL_FOR_MS = 10_000;

/** `rate` in units a second; 0 means no limit. */
export function createPacer(rate: number): Pacer {
  if (rate === 0) return { earliest: (_cost, now) => now, sent: () => () => {} };
  const spacingMs = SECOND_MS / rate;
  const usual = createLeast(USUAL_FOR_MS);
  let log: Sent[] = [];
  let nextSlot = Number.NEGATIVE_INFINITY;

  /** When the provider counted it, at the latest. */
  const counted = (sent: Sent, now: number): number => {
    const latency = usual.get();
    if (latency === undefined) return sent.start;
    if (sent.end !== undefined) return Math.max(sent.start, sent.end - latency);
    const expected = sent.start + latency;
    return expected < now && now < expected + LATE_MAX_MS ? now : sent.start;
  };

  return {
    earliest(cost, now) {
      log = log.filter((sent) => counted(sent, now) > now - WINDOW_MS || sent.start > now - WINDOW_MS);
      const sentAt = roomAt(
        log.map((sent) => [sent.start, sent.cost]),
        Math.max(rate, cost) - cost,
        now,
      );
      const countedAt = roomAt(
        log.map((sent) => [counted(sent, now), sent.cost]),
        Math.max(tolerated(rate), cost) - cost,
        now,
      );
      const late = countedAt > sentAt && log.some((sent) => sent.end === undefined);
      return Math.max(now, nextSlot, sentAt, late ? Math.min(countedAt, now + LOOK_AGAIN_MS) : countedAt);
    },
    sent(cost, now) {
      const sent: Sent = { start: now, cost, end: undefined };
      log.push(sent);
      // After a rest nothing is owed; a little lateness is.
      nextSlot = (now - nextSlot > CATCH_UP_MS ? now : nextSlot) + cost * spacingMs;
      return (at) => {
        sent.end = at;
        usual.add(at - sent.start, at);
      };
    },
  };
}

/** When no more than `most` of the events are left in the trailing window. */
function roomAt(events: readonly (readonly [at: number, cost: number])[], most: number, now: number): number {
  const live = events.filter(([at]) => at > now - WINDOW_MS).sort(([a], [b]) => a - b);
  let left = live.reduce((sum, [, cost]) => sum + cost, 0);
  let roomFrom = now;
  for (const [at, cost] of live) {
    if (left <= most) break;
    left -= cost;
    roomFrom = at + WINDOW_MS;
  }
  return roomFrom;
}

/** The least of the values added in the last `forMs` to twice that. */
function createLeast(forMs: number): { get(): number | undefined; add(value: number, now: number): void } {
  let current: number | undefined;
  let previous: number | undefined;
  let since = 0;
  return {
    get: () => (current === undefined ? previous : previous === undefined ? current : Math.min(current, previous)),
    add(value, now) {
      if (now - since >= forMs) {
        previous = current;
        current = undefined;
        since = now;
      }
      current = current === undefined ? value : Math.min(current, value);
    },
  };
}
