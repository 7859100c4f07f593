import type { Clock } from '../clock.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import type { Log } from '../logger.ts';
import { type Bell, type Loop, startLoop } from '../loop.ts';
import { announce, type Database, type Tx } from '../store/database.ts';
import { takeLane } from '../store/lane.ts';
import type { DueRecording } from '../store/recording.ts';
import type { Store } from '../store/store.ts';

/** Where recordings are until we have them. Both reject when the provider cannot be asked. */
export interface Archive {
  /** The audio; undefined while there is none. */
  fetch(sid: string, signal: AbortSignal): Promise<Uint8Array | undefined>;
  /** Done as well where there is nothing to delete. */
  remove(sid: string, signal: AbortSignal): Promise<void>;
}

export interface RecordingsOptions {
  readonly database: Database;
  readonly store: Store;
  readonly archive: Archive;
  atlas(tx: Tx): Promise<Atlas>;
  readonly clock: Clock;
  readonly log: Log;
  /** Rung when something is to be sent. */
  readonly bell: Bell;
  /** Rings when something was spoken to this process. */
  readonly spoken: Bell;
  readonly signal: AbortSignal;
}

const STANDBY_MS = 500;
/** Another process may have heard something. */
const LOOK_AGAIN_MS = 5_000;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** What the provider says it does not have after this long is not coming. */
const GIVE_UP_MS = 60 * 60_000;
/** A voice is the most personal thing that we hold: Telegram has it by then, and nobody needs our copy. */
const KEPT_MS = 24 * 60 * 60_000;
/** A voice message is worth hearing for as long as an organisers' card. */
const LIFE_MS = 3 * 60 * 60_000;

/** Brings what was spoken on the hotline to organisers: fetches it, plans voice notes, deletes it at the provider. One process at a time. */
export function startRecordings(options: RecordingsOptions): Loop {
  const { database, store, archive, clock, log, bell, signal } = options;
  return startLoop({ ...options, bell: options.spoken, name: 'recordings', step });

  async function step(): Promise<number> {
    const next = await store.recordings.nextDue(database.prisma);
    if (next === null || next > clock.now()) return lookAt(next);
    // The lock ends with the session.
    const session = await database.session(() => {});
    try {
      if (!(await takeLane(session, 'recordings'))) return clock.now() + STANDBY_MS;
      while (!signal.aborted) {
        const due = await store.recordings.due(database.prisma, clock.now());
        if (!due) break;
        await work(due);
      }
    } finally {
      await session.end().catch(() => {});
    }
    return lookAt(await store.recordings.nextDue(database.prisma));
  }

  function lookAt(due: number | null): number {
    return Math.min(due ?? Number.POSITIVE_INFINITY, clock.now() + LOOK_AGAIN_MS);
  }

  async function work(due: DueRecording): Promise<void> {
    const { recordings } = store;
    try {
      switch (due.state) {
        case 'waiting':
          return await bring(due);
        case 'kept':
          await archive.remove(due.sid, signal);
          return await recordings.finish(database.prisma, due.id, due.at + KEPT_MS);
        case 'done':
          return await recordings.drop(database.prisma, due.id);
      }
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ state: due.state, attempt: due.attempts + 1, error }, 'a recording was not brought on');
      await tryAgain(due);
    }
  }

  async function bring(due: DueRecording): Promise<void> {
    const audio = await archive.fetch(due.sid, signal);
    const now = clock.now();
    if (!audio) return await (now - due.at > GIVE_UP_MS ? store.recordings.drop(database.prisma, due.id) : tryAgain(due));
    await database.transaction(async (tx) => {
      await store.recordings.keep(tx, due.id, audio, now);
      const atlas = await options.atlas(tx);
      const args = { neighbourhood: { term: 'neighbourhood', slug: due.slug } } as const;
      const content = { key: 'voice-note', args, recording: String(due.id) };
      for (const to of await store.people.organisers(tx, atlas.above(due.slug), ['telegram'])) {
        await store.deliveries.say(tx, { to, kind: 'answer', op: 'voice-note', content, lifeMs: LIFE_MS }, now);
      }
      await announce(tx);
    });
    bell.ring();
  }

  /** A provider that cannot be asked is asked for ever: what it holds has to be deleted there. */
  async function tryAgain({ id, attempts, at }: DueRecording): Promise<void> {
    const now = clock.now();
    const next = now + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts);
    await store.recordings.tryAgain(database.prisma, id, next, now - at > KEPT_MS);
  }
}
