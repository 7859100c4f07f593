import { climb } from '../domain/ladder.ts';
import type { Lanes } from '../domain/lane.ts';
import { planRungs, readClimbers } from '../store/climber.ts';
import type { Tx } from '../store/database.ts';
import { type OpenNeed, openNeeds, silentOn } from '../store/need-ladder.ts';
import { earliest } from './due.ts';

export interface NeedOptions {
  readonly lanes: Lanes;
  /** How much of one incident a person is told in a quarter of an hour; 0 means no limit. */
  readonly perQuarterHour: number;
}

/** A little longer than the alarm's own ladder waits: where both would ring somebody up, the alarm's does, and this need not. */
const SILENCE_MS = 75_000;
/** People called in one transaction. */
const PIECE = 500;

/**
 * Calls people who are needed, and have not answered, on their next channel: a medic asleep is not woken by Telegram. Until as
 * many are coming as are wanted. Returns how many are called.
 */
export async function climbNeeds(tx: Tx, { lanes, perQuarterHour }: NeedOptions, now: number): Promise<number> {
  let count = 0;
  for (const need of await missing(tx, now)) {
    const silent = await silentOn(tx, need, lanes, perQuarterHour, PIECE, now);
    const people = silent.filter(({ at }) => at.getTime() + SILENCE_MS <= now).map(({ person }) => person);
    if (people.length === 0) continue;
    // Against a stand-down, which would not see what is planned here.
    await tx.$executeRaw`SELECT 1 FROM incident WHERE id = ${need.id} FOR SHARE`;
    if (!(await missing(tx, now)).some(({ alertId }) => alertId === need.alertId)) continue;
    const alarm = { kind: need.kind, open: true, crowd: need.coming, enough: need.wanted, fellBack: false };
    const steps = (await readClimbers(tx, need, people, lanes, { needSince: need.since })).flatMap((climber) => {
      const next = climb(climber, alarm, now);
      const rung = next.kind === 'go' ? climber.rungs.get(next.to) : undefined;
      return next.kind === 'go' && rung ? [{ person: climber.person, to: next.to, rung }] : [];
    });
    count += await planRungs(tx, need, steps, now, 'need');
  }
  return count;
}

/** When the next of them has been silent for too long. */
export async function nextNeed(tx: Tx, { lanes, perQuarterHour }: NeedOptions, now: number): Promise<number | null> {
  let next: number | null = null;
  for (const need of await missing(tx, now)) {
    const [first] = await silentOn(tx, need, lanes, perQuarterHour, 1, now);
    next = earliest(next, first ? Math.max(now, first.at.getTime() + SILENCE_MS) : null);
  }
  return next;
}

async function missing(tx: Tx, now: number): Promise<readonly OpenNeed[]> {
  return (await openNeeds(tx, now)).filter(({ coming, wanted }) => coming < wanted);
}
