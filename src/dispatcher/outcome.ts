import type { SendResult } from '../channels/send-error.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { Claimed } from '../store/lane.ts';
import type { Outcome } from '../store/outcome.ts';
import { ATTEMPTS_MAX, backoffMs, LOOK_UP_AFTER_MS } from './backoff.ts';

/** What the channel cannot know: how many units the message took, which version of a card it shows. */
export interface Sent {
  readonly copy: Pick<Claimed, 'id' | 'attempts' | 'expiresAt'>;
  readonly cost: number;
  readonly version: number;
  /** Whether the provider can be asked about a message whose sending was not answered. */
  readonly canLookUp: boolean;
}

/** What follows from a send. Pure. */
export function decideOutcome(sent: Sent, result: SendResult, now: number): Outcome {
  const { copy } = sent;
  const { id } = copy;
  const again = (at: number, code: string, counts: boolean): Outcome =>
    at >= copy.expiresAt.getTime()
      ? { id, kind: 'dropped', state: 'expired' }
      : counts && copy.attempts >= ATTEMPTS_MAX
        ? { id, kind: 'failed', code }
        : { id, kind: 'again', at, code, counts };
  switch (result.kind) {
    case 'accepted':
      return { id, kind: 'accepted', providerId: result.providerId, segments: sent.canLookUp ? sent.cost : 0, version: sent.version };
    case 'retry':
      return again(now + Math.max(result.afterMs ?? 0, backoffMs(copy.attempts)), result.code, true);
    case 'slow-down':
      return again(now, result.code, false);
    case 'operator':
      return again(now, result.code, false);
    case 'closed':
      return { id, kind: 'closed', contact: result.contact, code: result.code };
    case 'rejected':
      return { id, kind: 'failed', code: result.code };
    case 'unknown':
      // Telegram cannot be asked. For an alarm a repeat is better than a silence.
      return sent.canLookUp ? { id, kind: 'unknown', at: now + LOOK_UP_AFTER_MS } : again(now + backoffMs(copy.attempts), 'unknown', true);
    default:
      return assertNever(result);
  }
}
