import type { Channel } from '../channels/channel.ts';
import type { Log } from '../logger.ts';
import type { Session } from '../store/database.ts';
import type { Outcome } from '../store/outcome.ts';
import { hasNewReceipts, takeReceipts } from '../store/receipt.ts';
import { ATTEMPTS_MAX } from './backoff.ts';
import { decideOutcome } from './outcome.ts';

/** Receipts read in one step. */
const AT_ONCE = 200;

/** Whether the provider may have reported anything new: asked before a transaction is begun to read it. */
export async function anyReceipts(session: Session, channel: Channel): Promise<boolean> {
  return channel.readReceipt !== undefined && (await hasNewReceipts(session));
}

/** What the provider reported of messages that it had accepted, and what follows from it. */
export async function readReceipts(session: Session, channel: Channel, log: Log, now: number): Promise<Outcome[]> {
  if (!channel.readReceipt) return [];
  const outcomes: Outcome[] = [];
  for (const receipt of await takeReceipts(session, channel.lane, AT_ONCE)) {
    const result = channel.readReceipt(receipt.status, receipt.errorCode);
    if (result === 'under-way') continue;
    if (result === 'delivered') {
      outcomes.push({ copy: receipt, kind: 'delivered' });
      continue;
    }
    const code = 'code' in result ? { code: result.code } : {};
    log.warn({ lane: channel.lane, delivery: receipt.id, state: receipt.status, ...code }, 'not delivered');
    const outcome = decideOutcome(
      { copy: receipt, tries: receipt.attempts, triesMax: channel.attemptsMax ?? ATTEMPTS_MAX, cost: 0, version: 0, canLookUp: false },
      result,
      now,
    );
    // Its try was counted when it was accepted.
    outcomes.push(outcome.kind === 'again' ? { ...outcome, counts: false } : outcome);
  }
  return outcomes;
}
