import type { Outgoing } from '../channels/channel.ts';
import type { Clock } from '../clock.ts';
import { type PriceList, priceOf } from '../domain/price.ts';
import { type Caps, isOver, type Scope, type Spent } from '../domain/spend.ts';
import type { Database } from '../store/database.ts';
import type { Spending } from '../store/spending.ts';

/** What a lane that costs money asks before it sends, and says afterwards. */
export interface Purse {
  /** What an accepted request of so many units costs. */
  spent(outgoing: Outgoing, units: number): Spent | undefined;
  /** What has reached its cap at this moment: what may be held is not sent for these. */
  over(): Promise<readonly Scope[]>;
}

export interface PurseOptions {
  readonly database: Database;
  readonly spending: Spending;
  readonly caps: Caps;
  dayOf(at: number): string;
  readonly clock: Clock;
}

/** `prices` of one unit. */
export function createPurse(prices: PriceList, { database, spending, caps, dayOf, clock }: PurseOptions): Purse {
  return {
    spent: (outgoing, units) =>
      'address' in outgoing ? { day: dayOf(clock.now()), micros: units * priceOf(prices, outgoing.address) } : undefined,
    async over() {
      const standings = await spending.standings(database.prisma, dayOf(clock.now()));
      return standings.filter((standing) => isOver(standing, caps)).map(({ scope }) => scope);
    },
  };
}
