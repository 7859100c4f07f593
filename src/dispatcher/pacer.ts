/**
 * Keeps a rate in every trailing second at the provider: no ramp, no burst. Sends are spread evenly; time lost to a late timer
 * is made up, but never by more in one second than the rate. The provider counts a request when it arrives, which may be later
 * than usual, as on a connection that has yet to be made: whatever is late counts as arriving until it is answered.
 *
 * After a refusal the rate is lowered, and finds its way back by itself.
 *
 * Pure: it only knows the times it is told, in milliseconds that never run backwards.
 */
export interface Pacer {
  /** The earliest time at which something of this cost may be sent. Ask again when a request was answered. */
  earliest(cost: number, now: number): number;
  /** Something of this cost is sent now; the returned function is to be told when it was answered. */
  sent(cost: number, now: number): (now: number) => void;
  /** Somebody else may have sent as much as the rate allows from one time to the other, which lie before now. */
  assume(from: number, to: number): void;
  /** The provider refused for its rate. */
  refused(now: number): void;
  /** Units a second that are kept now; 0 means no limit. */
  rate(now: number): number;
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

/** `nominal` in units a second; 0 means no limit. */
export function createPacer(nominal: number): Pacer {
  const usual = createLeast(USUAL_FOR_MS);
  const limit = createLimit(nominal);
  /** Everything sent in the last second, in its order. */
  const recent: Sent[] = [];
  let head = 0;
  let recentCost = 0;
  /** Sent earlier, and perhaps counted in the last second all the same. */
  let late: Sent[] = [];
  let nextSlot = Number.NEGATIVE_INFINITY;

  /** When the provider counted it, at the latest. */
  const counted = (sent: Sent, now: number): number => {
    const latency = usual.get();
    if (latency === undefined) return sent.start;
    if (sent.end !== undefined) return Math.max(sent.start, sent.end - latency);
    const expected = sent.start + latency;
    return expected < now && now < expected + LATE_MAX_MS ? now : sent.start;
  };
  const isLate = (sent: Sent, now: number): boolean =>
    counted(sent, now) > now - WINDOW_MS || (sent.end === undefined && now < sent.start + LATE_MAX_MS);
  const forget = (now: number, rate: number): void => {
    for (let first = recent[head]; first && first.start <= now - WINDOW_MS; first = recent[head]) {
      recentCost -= first.cost;
      head++;
      if (rate > 0 && (first.end === undefined || counted(first, now) > now - WINDOW_MS)) late.push(first);
    }
    if (head > 1_024) {
      recent.splice(0, head);
      head = 0;
    }
    // Seldom is one of them on time again, and this is asked for each message.
    if (late.some((s) => !isLate(s, now))) late = late.filter((s) => isLate(s, now));
  };
  /** When enough of the last second has passed for `room` units more to be left in it. */
  const roomAt = (most: number, now: number): number => {
    let left = recentCost;
    let at = now;
    for (let i = head; left > most && i < recent.length; i++) {
      left -= recent[i]?.cost ?? 0;
      at = (recent[i]?.start ?? now) + WINDOW_MS;
    }
    return at;
  };

  return {
    rate: limit.get,
    refused: (now) => limit.lower(now, recentCost),
    assume(from, to) {
      if (nominal === 0) return;
      for (let start = from; start <= to; start += SECOND_MS / nominal) {
        recent.push({ start, cost: 1, end: start });
        recentCost++;
      }
      recent.sort((a, b) => a.start - b.start);
    },
    earliest(cost, now) {
      const rate = limit.get(now);
      if (rate === 0) return now;
      forget(now, rate);
      const sentAt = roomAt(Math.max(rate, cost) - cost, now);
      const lateCost = late.reduce((sum, s) => (counted(s, now) > now - WINDOW_MS ? sum + s.cost : sum), 0);
      const over = lateCost > 0 && recentCost + lateCost > Math.max(tolerated(rate), cost) - cost;
      return Math.max(now, nextSlot, sentAt, over ? now + LOOK_AGAIN_MS : now);
    },
    sent(cost, now) {
      const sent: Sent = { start: now, cost, end: undefined };
      recent.push(sent);
      recentCost += cost;
      const rate = limit.get(now);
      // After a rest nothing is owed; a little lateness is.
      if (rate > 0) nextSlot = (now - nextSlot > CATCH_UP_MS ? now : nextSlot) + (cost * SECOND_MS) / rate;
      else forget(now, rate);
      return (at) => {
        sent.end = at;
        usual.add(at - sent.start, at);
      };
    },
  };
}

/** What one refusal takes off the rate, and what comes back of it each second. */
const LOWERED_TO = 0.8;
const REGAINED_PER_S = 0.02;
/** Refusals of what was in flight together are one. */
const ONE_REFUSAL_MS = 1_000;
/** Where no rate is known, a lowered one is kept for this long before it is forgotten. */
const UNLIMITED_AGAIN_MS = 30_000;

/** The rate that is kept: the nominal one, lowered by refusals, growing back. */
function createLimit(nominal: number): { get(now: number): number; lower(now: number, lastSecond: number): void } {
  let lowered: { readonly rate: number; readonly at: number } | undefined;
  const get = (now: number): number => {
    if (!lowered) return nominal;
    const seconds = (now - lowered.at) / SECOND_MS;
    if (nominal === 0) return seconds * SECOND_MS >= UNLIMITED_AGAIN_MS ? 0 : lowered.rate * (1 + seconds * REGAINED_PER_S);
    const rate = lowered.rate + nominal * REGAINED_PER_S * seconds;
    if (rate >= nominal) lowered = undefined;
    return Math.min(nominal, rate);
  };
  return {
    get,
    lower(now, lastSecond) {
      if (lowered && now - lowered.at < ONE_REFUSAL_MS) return;
      const rate = get(now) || lastSecond;
      lowered = { rate: Math.max(1, rate * LOWERED_TO), at: now };
    },
  };
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
