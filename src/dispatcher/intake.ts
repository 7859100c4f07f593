import type { Channel } from '../channels/channel.ts';
import type { Clock } from '../clock.ts';
import { type Claimed, claim } from '../store/claim.ts';
import type { Session } from '../store/database.ts';
import { endedOf } from '../store/lane.ts';
import type { Ledger } from './ledger.ts';
import { endsWithIncident } from './prepare.ts';
import type { Sender } from './sender.ts';

/** How much is claimed and when: enough that the lane never waits, and little enough that a fresh alarm stands before it. */
export interface Intake {
  /** Whether something waits in the database, and what is left here of it will soon be sent: less urgent copies do not count. */
  runsLow(): boolean;
  /** Claims what is next, if there is room for it. `fresh`: there may be something in the database that was not there the last time. */
  claim(held: Session, fresh: boolean): Promise<readonly Claimed[]>;
}

export interface IntakeOptions {
  readonly channel: Channel;
  readonly ledger: Ledger;
  readonly sender: Pick<Sender, 'queue' | 'flying'>;
  readonly clock: Clock;
}

/** A claim is a fraction of a second of work. */
const CLAIM_SECONDS = 0.2;
const CLAIM_UNLIMITED = 800;
const LEAST_URGENT = 99;

export function createIntake({ channel, ledger, sender, clock }: IntakeOptions): Intake {
  const { queue } = sender;
  const batch = channel.rate === 0 ? CLAIM_UNLIMITED : Math.max(1, Math.ceil(channel.rate * CLAIM_SECONDS));
  /** The last claim left something in the database … */
  let more = false;
  /** … of no less urgency than this, … */
  let reach = LEAST_URGENT;
  /** … behind this. */
  let after: { readonly urgency: number; readonly id: string } | undefined;

  const runsLow = (): boolean => more && queue.count(reach) <= batch / 2;

  /** What waits here and has stopped being true is not sent. */
  async function dropEnded(held: Session): Promise<void> {
    const ended = await endedOf(held, queue.incidents());
    if (ended.size === 0) return;
    const dropped = queue.drain(({ copy }) => ended.has(copy.incidentId ?? '') && endsWithIncident(copy));
    for (const { copy } of dropped) ledger.add({ copy, kind: 'dropped', state: 'cancelled', movesOn: false });
  }

  return {
    runsLow,
    async claim(held, fresh) {
      const at = clock.elapsed();
      if (!fresh && !runsLow()) return [];
      const free = queue.free(fresh ? LEAST_URGENT : reach, at);
      const full = free >= batch;
      if (fresh) await dropEnded(held);
      // What is full of broadcasts still takes an alarm.
      const urgencyMax = full ? queue.leastUrgent() - 1 : LEAST_URGENT;
      if (urgencyMax < 0) return [];
      const limit = full ? batch : batch - free;
      const wanted = {
        limit,
        urgencyMax,
        held: [...queue.ids(), ...sender.flying, ...ledger.ids()],
        waiting: channel.onePerChat ? queue.waiting(at) : [],
        after: fresh ? undefined : after,
      };
      const claimed = await claim(held, channel.lane, wanted, clock.now());
      ledger.open(claimed);
      const others = claimed.filter((copy) => copy.urgency > 0);
      if (others.length >= limit) after = others.at(-1);
      else if (!full) after = undefined;
      const answersCut = claimed.length - others.length >= limit;
      reach = answersCut ? 0 : others.length >= limit ? (others.at(-1)?.urgency ?? 0) : LEAST_URGENT;
      more = full || wanted.waiting.length > 0 || reach < LEAST_URGENT;
      return claimed;
    },
  };
}
