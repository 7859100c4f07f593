import type { ContactChannel } from '../domain/contact.ts';
import type { Content } from '../domain/content.ts';
import { type LaneName, type Lanes, type Means, meansOf } from '../domain/lane.ts';
import { decideNotice, RAN_MS } from '../domain/standstill.ts';
import type { Log } from '../logger.ts';
import type { Bell } from '../loop.ts';
import { announce, type Database } from '../store/database.ts';
import { type LaneRow, noteTold, readLanes } from '../store/standstill.ts';
import type { Store } from '../store/store.ts';
import { earliest } from './due.ts';

export interface StandstillOptions {
  readonly database: Database;
  readonly store: Store;
  readonly lanes: Lanes;
  readonly log: Log;
  readonly bell: Bell;
}

/** Where organisers are told of a lane: never by the one that stands still. */
const tellsOn: Readonly<Record<Means, readonly ContactChannel[]>> = {
  telegram: ['phone'],
  sms: ['telegram'],
  voice: ['telegram', 'phone'],
};

const keys = { stopped: 'lane-stopped', paused: 'lane-paused', running: 'lane-running' } as const;

/** Knows which lanes stand still, and tells all organisers, also when they run again. */
export interface Standstills {
  /** Since when lanes stand still. One that only runs for a moment, to be refused once more, has not run. */
  readonly since: ReadonlyMap<LaneName, number>;
  /** Returns when to look again, in milliseconds since the epoch; null where only news can change anything. */
  look(now: number): Promise<number | null>;
}

export function createStandstills(options: StandstillOptions): Standstills {
  const still = new Map<LaneName, number>();
  return {
    since: still,
    async look(now) {
      let next: number | null = null;
      for (const lane of await readLanes(options.database.prisma, Object.values(options.lanes).flat())) {
        const at = lane.since ?? now;
        const runs = lane.state === 'running';
        if (!runs) still.set(lane.name, Math.min(at, still.get(lane.name) ?? at));
        else if (at + RAN_MS <= now) still.delete(lane.name);
        else if (still.has(lane.name)) next = earliest(next, at + RAN_MS);
        const notice = decideNotice(runs ? lane : { ...lane, since: still.get(lane.name) ?? at }, now);
        if (notice.kind === 'tell') await tell(options, lane, notice.news, now);
        next = earliest(next, notice.kind === 'tell' ? now : notice.until);
      }
      return next;
    },
  };
}

async function tell(
  { database, store, lanes, log, bell }: StandstillOptions,
  lane: LaneRow,
  news: keyof typeof keys,
  now: number,
): Promise<void> {
  const means = meansOf(lane.name);
  const channels = tellsOn[means].filter((channel) => lanes[channel === 'telegram' ? 'telegram' : 'sms'].length > 0);
  const code = lane.code ?? '';
  const args = { means, code, time: { term: 'time', at: lane.since ?? now } } as const;
  const content: Content = { key: keys[news], args };
  const told = await database.transaction(async (tx) => {
    if (!(await noteTold(tx, lane, news === 'running' ? null : now))) return false;
    for (const to of await store.people.organisers(tx, 'all', channels)) {
      await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
    }
    await announce(tx);
    return true;
  });
  if (!told) return;
  bell.ring();
  log.warn({ lane: lane.name, code, state: news }, 'organisers are told of a lane');
}
