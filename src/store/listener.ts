import type { Clock } from '../clock.ts';
import type { Log } from '../logger.ts';
import { type Bell, createBell, type Loop, startLoop } from '../loop.ts';
import { type Database, type Session, WAKE_CHANNEL } from './database.ts';

/** Rings this process's bell for what another one committed. */
export function listenForWork(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly bell: Bell;
  readonly signal: AbortSignal;
}): Loop {
  const { database, bell } = options;
  let session: Session | undefined;
  const loop = startLoop({
    ...options,
    name: 'listener',
    // Its own: it has nothing to do when the others have.
    bell: createBell(),
    step: async () => {
      if (session) return null;
      let fresh: Session | undefined;
      fresh = await database.session(() => {
        if (session === fresh) session = undefined;
        loop.ring();
      });
      session = fresh;
      session.on('notification', ({ payload }) => {
        if (payload !== database.name) bell.ring();
      });
      await session.query(`LISTEN ${WAKE_CHANNEL}`);
      // What was announced while nobody listened.
      bell.ring();
      return null;
    },
  });
  return { ...loop, done: loop.done.then(async () => await session?.end().catch(() => {})) };
}
