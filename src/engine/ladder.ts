import type { Clock } from '../clock.ts';
import { silenceMsOf } from '../domain/ladder.ts';
import { callOff } from '../store/climber.ts';
import { acceptedBetween, type Ladder, onTelegram, openLadders, shiftAccepted, stuckOn } from '../store/ladder.ts';
import { tellEnough } from './ceiling.ts';
import { climbAll, readAlarm } from './climb.ts';
import { earliest } from './due.ts';
import { type FallBackOptions, watchTelegram } from './fall-back.ts';

/** Calls people on the next channel who have not answered on the last, or could not be reached there. */
export interface Ladders {
  /**
   * Looks who is due. `unsettled`: calls are. Returns when to look again, in milliseconds since the epoch; null where
   * only news can change anything.
   */
  look(now: number, unsettled: boolean): Promise<number | null>;
  /** Notices that the wall clock was set, before anything that waits for a time is done too early. */
  keepTime(now: number): Promise<void>;
  /** Plans the next piece of those who were found. Returns whether there was any. */
  plan(now: number): Promise<boolean>;
}

/** People planned in one transaction. */
const PIECE = 2_000;
/** People found in one look. */
const FOUND_MAX = 10_000;
/** Looking at a hundred thousand calls takes a tenth of a second: it is done no more often than this, and this share of the time. */
const REST_MS = { least: 1_000, most: 5_000 };
const LOOK_SHARE = 1 / 30;
/** A wall clock that moves against the other by more than this was set. */
const CLOCK_SET_MS = 5_000;

/** What is known of an incident from look to look: only to look less. Who is due is asked again before anybody is called. */
interface Watched {
  ladder: Ladder;
  /** Calls accepted up to this time were looked at. */
  heardTo: number;
  /** More were accepted in this stretch than one look takes; the last copy that was looked at. */
  stretch: { readonly from: number; readonly to: number; readonly after: bigint } | undefined;
  /** Up to this copy people were moved away from Telegram; null once all were. */
  left: bigint | null;
  /** In the order in which they were called. */
  found: Set<bigint>;
  /** Some of them may still wait for Telegram. */
  moving: boolean;
  /** In the time of `clock.elapsed`. */
  restsUntil: number;
  /** Something may have changed since the last look, which found that the next is due then. */
  stale: boolean;
  next: number | null;
}

export interface LadderOptions extends FallBackOptions {
  readonly clock: Clock;
}

export function createLadders(options: LadderOptions): Ladders {
  const { database, lanes, clock } = options;
  const { prisma } = database;
  const watched = new Map<bigint, Watched>();
  let offset = clock.now() - clock.elapsed();
  options.bell.listen(() => {
    for (const known of watched.values()) known.stale = true;
  });

  return {
    keepTime,

    async look(now, unsettled) {
      await keepTime(now);
      const open = await openLadders(prisma, now);
      for (const id of watched.keys()) if (!open.some((ladder) => ladder.id === id)) watched.delete(id);
      let next: number | null = null;
      for (const ladder of open) {
        const known = watched.get(ladder.id) ?? unknown(ladder);
        watched.set(ladder.id, known);
        known.ladder = ladder;
        next = earliest(next, await lookAt(known, unsettled, now));
      }
      return next;
    },

    async plan(now) {
      const [known] = [...watched.values()].filter(({ found }) => found.size > 0);
      if (!known) return false;
      const people = [...known.found].slice(0, PIECE);
      // Looked at from the beginning where it fails, and when people turn back again: nobody who was found may be forgotten.
      watched.delete(known.ladder.id);
      if (!(await climbAll(options, known.ladder, people, known.moving, now))) return true;
      watched.set(known.ladder.id, known);
      for (const person of people) known.found.delete(person);
      known.stale = true;
      known.moving &&= known.found.size > 0;
      return true;
    },
  };

  async function lookAt(known: Watched, unsettled: boolean, now: number): Promise<number | null> {
    const startedAt = clock.elapsed();
    if (known.restsUntil > startedAt) {
      known.stale ||= unsettled;
      const restedAt = Math.ceil(now + known.restsUntil - startedAt);
      return known.stale ? restedAt : known.next && Math.max(known.next, restedAt);
    }
    // What is settled after it is found by another look.
    known.stale = unsettled;
    const { crowd, enough } = await readAlarm(prisma, options, known.ladder);
    if (crowd >= enough && (await tellEnough(options, known.ladder, now))) options.bell.ring();
    known.next = await (crowd >= enough ? stopCalling(known, now) : find(known, now));
    const cost = clock.elapsed() - startedAt;
    // Where there is more to be found than one look can, it goes on as soon as those are called.
    const rest = known.found.size < FOUND_MAX ? Math.min(REST_MS.most, Math.max(REST_MS.least, Math.ceil(cost / LOOK_SHARE))) : 0;
    known.restsUntil = Math.ceil(clock.elapsed()) + rest;
    return known.found.size > 0 ? now : known.next;
  }

  /** Only answers can change that there are enough, and they ring. */
  async function stopCalling(known: Watched, now: number): Promise<null> {
    const { ladder, restsUntil } = known;
    // When people turn back, everybody is looked at again.
    if (known.found.size > 0) Object.assign(known, { ...unknown(ladder), restsUntil });
    for (let count = PIECE; count === PIECE; ) count = await database.transaction((tx) => callOff(tx, ladder, lanes, PIECE, now));
    return null;
  }

  async function find(known: Watched, now: number): Promise<number | null> {
    const { fell, lookAt: at } = await watchTelegram(options, known.ladder, now);
    if (fell) await findLeft(known);
    const stuck = await stuckOn(prisma, known.ladder, lanes, FOUND_MAX);
    if (stuck.length > 0) known.moving = true;
    for (const { person } of stuck) known.found.add(person);
    return earliest(at, await findSilent(known, now));
  }

  /** Those whose silence has lasted. Each call is looked at once: when its time has come. */
  async function findSilent(known: Watched, now: number): Promise<number | null> {
    const silence = silenceMsOf(known.ladder.kind);
    if (silence === null) return null;
    const stretch = known.stretch ?? { from: known.heardTo, to: now - silence, after: 0n };
    const { suspects, next } = await acceptedBetween(prisma, known.ladder, stretch, FOUND_MAX);
    for (const { person } of suspects) known.found.add(person);
    const last = suspects.at(-1);
    known.stretch = last && suspects.length === FOUND_MAX ? { ...stretch, after: last.copy } : undefined;
    if (!known.stretch) known.heardTo = stretch.to;
    return next === null ? null : next + silence;
  }

  /** Those who are to be moved away from Telegram. Nobody is put there any more once all are planned. */
  async function findLeft(known: Watched): Promise<void> {
    if (known.left === null) return;
    const suspects = await onTelegram(prisma, known.ladder, lanes, known.left, FOUND_MAX);
    for (const { person } of suspects) known.found.add(person);
    known.moving = true;
    const last = suspects.at(-1);
    if (last && suspects.length === FOUND_MAX) known.left = last.copy;
    else known.left = known.ladder.walked ? null : 0n;
  }

  /** Where the wall clock was set, whoever was silent has been so for as long as before. */
  async function keepTime(now: number): Promise<void> {
    const shifted = Math.round(clock.now() - clock.elapsed() - offset);
    if (Math.abs(shifted) <= CLOCK_SET_MS) return;
    await shiftAccepted(prisma, shifted, now);
    offset += shifted;
    watched.clear();
  }
}

function unknown(ladder: Ladder): Watched {
  const untouched = { heardTo: 0, stretch: undefined, left: 0n, found: new Set<bigint>(), moving: false };
  return { ladder, ...untouched, restsUntil: Number.NEGATIVE_INFINITY, stale: true, next: null };
}
