import { type Clock, systemClock } from '../clock.ts';

/** The time of a story: it runs with real time, faster or slower, stands while it is held, and leaps over quiet hours. */
export interface DrillClock extends Clock {
  /** Story milliseconds per real one. */
  readonly pace: number;
  setPace(pace: number): void;
  /** Stands still until the returned function is called, once for each hold. */
  hold(): () => void;
  /** Goes to `toMs`, calling back whatever falls due on the way, in order and each at its time. Never goes back. */
  jump(toMs: number): void;
  /** Calls nobody back any more. */
  stop(): void;
}

interface Waiting {
  readonly atMs: number;
  readonly callback: () => void;
}

/** A timer as short as they come: it runs once this turn is over. */
const TURN_MS = 1;

export function createDrillClock(startMs: number, startPace: number, real: Clock = systemClock): DrillClock {
  const waiting = new Set<Waiting>();
  let pace = startPace;
  let holds = 0;
  let stopped = false;
  /** The two times that belong together: from here the story runs on at its pace. */
  let anchor = { story: startMs, real: real.now() };
  let armed: { readonly atMs: number; readonly cancel: () => void } | undefined;
  /** The time of this turn of the event loop. */
  let present: number | undefined;

  /**
   * Time stands still while one turn of the event loop runs. Otherwise, at ten times the speed, the milliseconds in which a request is
   * written would become a tenth of a second between what a pacer believes and what the provider sees.
   */
  function flow(): number {
    if (holds > 0) return anchor.story;
    if (present === undefined) {
      present = anchor.story + (real.now() - anchor.real) * pace;
      real.at(real.now() + TURN_MS, () => {
        present = undefined;
      });
    }
    return present;
  }

  function now(): number {
    return Math.floor(flow());
  }

  function settle(story = flow()): void {
    anchor = { story, real: real.now() };
    present = undefined;
  }

  function earliest(untilMs: number): Waiting | undefined {
    let first: Waiting | undefined;
    for (const wait of waiting) if (wait.atMs <= untilMs && (first === undefined || wait.atMs < first.atMs)) first = wait;
    return first;
  }

  function disarm(): void {
    armed?.cancel();
    armed = undefined;
  }

  function arm(): void {
    if (stopped || holds > 0) return;
    const first = earliest(Number.POSITIVE_INFINITY);
    if (first === undefined || (armed !== undefined && armed.atMs <= first.atMs)) return;
    disarm();
    const leftMs = Math.max(0, (first.atMs - now()) / pace);
    armed = { atMs: first.atMs, cancel: real.at(real.now() + Math.ceil(leftMs), fire) };
  }

  function fire(): void {
    armed = undefined;
    if (holds === 0) present = undefined;
    // A callback may hold the clock: what else is due then waits until it runs on.
    for (let due = earliest(now()); due !== undefined && holds === 0 && !stopped; due = earliest(now())) {
      waiting.delete(due);
      due.callback();
    }
    arm();
  }

  return {
    now,
    elapsed: now,
    at(atMs, callback) {
      const wait = { atMs, callback };
      waiting.add(wait);
      arm();
      return () => waiting.delete(wait);
    },
    get pace() {
      return pace;
    },
    setPace(next) {
      settle();
      pace = next;
      disarm();
      arm();
    },
    hold() {
      settle();
      holds += 1;
      disarm();
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holds -= 1;
        if (holds > 0) return;
        settle(anchor.story);
        arm();
      };
    },
    jump(toMs) {
      settle();
      disarm();
      // Held, so that no time passes but that of the leap.
      holds += 1;
      for (let due = earliest(toMs); due !== undefined && !stopped; due = earliest(toMs)) {
        waiting.delete(due);
        settle(Math.max(anchor.story, due.atMs));
        due.callback();
      }
      holds -= 1;
      settle(Math.max(anchor.story, toMs));
      arm();
    },
    stop() {
      stopped = true;
      disarm();
      waiting.clear();
    },
  };
}
