import type { Clock } from '../clock.ts';
import type { Lanes } from '../domain/lane.ts';
import type { Log } from '../logger.ts';
import { createBell, type Loop, startLoop } from '../loop.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { takeLane } from '../store/lane.ts';
import { rehome, strayLanes } from '../store/rehome.ts';

export interface RehomingOptions {
  readonly database: Database;
  /** The lanes there are. */
  readonly lanes: Lanes;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** A process with the settings before may still drain its lanes, and put something on them, until it is stopped as well. */
const LOOK_AGAIN_MS = 15_000;

/** Finds copies on lanes that no process will drain any more, at start and now and then, and moves them to the lanes there are. */
export function startRehoming(options: RehomingOptions): Loop {
  const { database, lanes, clock, log } = options;
  return startLoop({ ...options, name: 'rehoming', bell: createBell(), step });

  async function step(): Promise<number> {
    const strays = await strayLanes(database.prisma, lanes);
    if (strays.length === 0) return clock.now() + LOOK_AGAIN_MS;
    // The locks end with the session.
    const session = await database.session(() => {});
    try {
      for (const stray of strays) {
        if (!(await takeLane(session, stray))) continue;
        const count = await inTransaction(session, () => rehome(session, stray, lanes, clock.now()));
        if (count > 0) log.warn({ lane: stray, count }, 'this lane is not in the settings any more; what waited on it was moved');
      }
    } finally {
      await session.end().catch(() => {});
    }
    return clock.now() + LOOK_AGAIN_MS;
  }
}
