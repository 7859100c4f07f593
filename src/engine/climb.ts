import { crowdCalled, enoughCalled } from '../domain/ceiling.ts';
import { type Alarm, climb } from '../domain/ladder.ts';
import type { Lanes } from '../domain/lane.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import type { Log } from '../logger.ts';
import { type Climber, leaveTelegram, lockLadder, planRungs, readClimbers } from '../store/climber.ts';
import { announce, type Database, type Tx } from '../store/database.ts';
import type { Ladder } from '../store/ladder.ts';
import type { Store } from '../store/store.ts';

export interface ClimbOptions {
  readonly database: Database;
  readonly store: Store;
  readonly lanes: Lanes;
  /** People who are a crowd, where their neighbourhood does not say. */
  readonly enough: number;
  atlas(tx: Tx): Promise<Atlas>;
  readonly log: Log;
}

/** What an alarm asks of everybody it calls, now. */
export async function readAlarm(tx: Tx, options: ClimbOptions, ladder: Ladder): Promise<Omit<Alarm, 'open' | 'fellBack'>> {
  const { crowd, enough } = await readCrowd(tx, options, ladder);
  return { kind: ladder.kind, crowd, enough };
}

/** How many are coming to where the call is, or there, and how many are enough there; and its houses. `usual`: what is enough in the neighbourhood. */
export async function readCrowd(tx: Tx, options: Pick<ClimbOptions, 'store' | 'atlas' | 'enough'>, ladder: Pick<Ladder, 'id' | 'slug'>) {
  const headcount = await options.store.incidents.headcount(tx, ladder.id);
  // The hour matters only for who will be there first, which is not asked.
  const houses = await options.store.houses.of(tx, ladder.id, 0);
  const usual = (await options.atlas(tx)).get(ladder.slug)?.enough ?? options.enough;
  return { crowd: crowdCalled({ ...headcount, houses }), enough: enoughCalled({ houses }, usual), houses, usual };
}

/**
 * Plans the next rung of those of these people who are due for one. `moving`: some may be taken away from Telegram. Returns false
 * where nobody is called any more: there are enough, or it is over.
 */
export async function climbAll(
  options: ClimbOptions,
  ladder: Ladder,
  people: readonly bigint[],
  moving: boolean,
  now: number,
): Promise<boolean> {
  const { lanes } = options;
  return await options.database.transaction(async (tx) => {
    const locked = await lockLadder(tx, ladder, moving);
    const alarm: Alarm = { ...(await readAlarm(tx, options, ladder)), ...locked };
    if (!alarm.open || alarm.crowd >= alarm.enough) return false;
    const slugs = await calledIn(tx, options, ladder);
    const due = (await readClimbers(tx, ladder, people, lanes, { slugs })).flatMap((climber) => {
      const next = climb(climber, alarm, now);
      const rung = next.kind === 'go' ? climber.rungs.get(next.to) : undefined;
      return next.kind === 'go' && rung ? [{ climber, person: climber.person, to: next.to, rung }] : [];
    });
    const left = due.filter(({ climber }) => waitsForTelegram(climber)).map(({ person }) => person);
    if (moving && left.length > 0) await leaveTelegram(tx, ladder, left, now);
    if (due.length === 0) return true;
    const count = await planRungs(tx, ladder, due, now);
    options.log.info({ incident: String(ladder.id), count }, 'people are called on their next channel');
    await announce(tx);
    return true;
  });
}

/** Neighbourhoods whose people an incident's call has gone to so far. */
export async function calledIn(
  tx: Tx,
  { store, atlas: read }: Pick<ClimbOptions, 'store' | 'atlas'>,
  ladder: Ladder,
): Promise<readonly string[]> {
  const atlas = await read(tx);
  return [...new Set([ladder.slug, ...(await store.rings.called(tx, ladder.id))].flatMap((slug) => atlas.within(slug)))];
}

function waitsForTelegram({ tried }: Climber): boolean {
  return tried.some(({ on, state }) => on === 'telegram' && (state === 'queued' || state === 'deferred'));
}
