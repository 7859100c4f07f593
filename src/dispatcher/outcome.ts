import type { SendResult } from '../channels/send-error.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { Spent } from '../domain/spend.ts';
import type { CopyRef, Outcome } from '../store/outcome.ts';
import { ATTEMPTS_MAX, backoffMs, LOOK_UP_AFTER_MS } from './backoff.ts';

/** What the channel cannot know: which copy it was, how many units it took, which version of a card it shows. */
export interface Sent {
  readonly copy: CopyRef & { readonly expiresAt: number };
  /** How often it was tried, this time included. */
  readonly tries: number;
  /** How often in all; undefined: until it expires, for a provider may be away for long. */
  readonly triesMax: number | undefined;
  readonly cost: number;
  readonly version: number;
  /** What it costs if it was accepted. */
  readonly spent?: Spent | undefined;
  /** Whether the provider can be asked about a message whose sending was not answered. */
  readonly canLookUp: boolean;
}

/** What follows from a send. Pure. */
export function decideOutcome(sent: Sent, result: SendResult, now: number): Outcome {
  const { copy, tries, triesMax } = sent;
  const again = (at: number, code: string, counts: boolean): Outcome =>
    at >= copy.expiresAt
      ? { copy, kind: 'dropped', state: 'expired', movesOn: false }
      : counts && triesMax !== undefined && tries >= triesMax
        ? { copy, kind: 'failed', code }
        : { copy, kind: 'again', at, code, counts, movesOn: counts && tries >= ATTEMPTS_MAX };
  switch (result.kind) {
    case 'accepted':
      return {
        ...{ copy, kind: 'accepted', providerId: result.providerId, version: sent.version, spent: sent.spent },
        segments: sent.canLookUp ? sent.cost : 0,
      };
    case 'retry':
      return again(now + Math.max(result.afterMs ?? 0, backoffMs(tries)), result.code, true);
    case 'slow-down':
    case 'operator':
    case 'unreachable':
      return again(now, result.code, false);
    case 'closed':
      return { copy, kind: 'closed', contact: result.contact, code: result.code };
    case 'rejected':
      return { copy, kind: 'failed', code: result.code };
    case 'unknown':
      // Telegram cannot be asked. For an alarm a repeat is better than a silence.
      if (!sent.canLookUp) return again(now + backoffMs(tries), 'unknown', true);
      return { copy, kind: 'unknown', at: now + LOOK_UP_AFTER_MS, since: now };
    default:
      return assertNever(result);
  }
}
