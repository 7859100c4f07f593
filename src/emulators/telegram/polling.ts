import type { Answer, Exchange } from '../server.ts';
import type { Timers } from '../timers.ts';
import { answerOf, done, type Reply, refused } from './reply.ts';
import { numberIn, type Params, valueIn } from './request.ts';
import type { PendingUpdate, Updates } from './updates.ts';

/** `getUpdates`: hands out what waits, or holds the request until something comes or its timeout has passed. */
export interface Polling {
  getUpdates(params: Params, exchange: Exchange, reply: (answer: Answer) => void): void;
  /** Ends a held request with 409. */
  terminate(by: string): void;
}

/** Telegram holds a request this long at most, whatever is asked. */
const LONGEST_POLL_S = 50;

export function createPolling(updates: Updates, timers: Timers): Polling {
  let held: { readonly end: (reply: Reply) => void; readonly limit: number } | undefined;

  function batch(limit: number): readonly PendingUpdate[] {
    const entries: PendingUpdate[] = [];
    for (const entry of updates.waiting()) {
      if (entries.length >= limit) break;
      entries.push(entry);
    }
    return entries;
  }

  function hand(entries: readonly PendingUpdate[]): Reply {
    for (const entry of entries) entry.delivered = true;
    return done(entries.map((entry) => entry.update));
  }

  updates.onAdded(() => {
    if (held === undefined) return;
    held.end(hand(batch(held.limit)));
  });

  function settleOffset(offset: number): void {
    if (offset > 0) updates.confirmBelow(offset);
    if (offset >= 0) return;
    // A negative offset starts that many from the end and forgets what is before.
    const all = batch(updates.size);
    for (const entry of all.slice(0, offset)) updates.confirm(entry);
  }

  return {
    getUpdates(params, exchange, reply) {
      held?.end(refused(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'));
      const kinds = valueIn(params, 'allowed_updates');
      if (Array.isArray(kinds)) updates.allow(kinds.map(String));
      settleOffset(numberIn(params, 'offset') ?? 0);
      const limit = Math.min(100, Math.max(1, numberIn(params, 'limit') ?? 100));
      const seconds = Math.min(LONGEST_POLL_S, numberIn(params, 'timeout') ?? 0);
      const ready = batch(limit);
      if (ready.length > 0 || seconds <= 0) {
        reply(answerOf(hand(ready)));
        return;
      }
      const end = (result: Reply): void => {
        if (held !== mine) return;
        held = undefined;
        cancel();
        reply(answerOf(result));
      };
      const mine = { end, limit };
      held = mine;
      const cancel = timers.after(seconds * 1000, () => end(done([])));
      // A client that hung up must not swallow the next update.
      exchange.onClose(() => end(done([])));
    },
    terminate: (by) => held?.end(refused(409, `Conflict: terminated by ${by} request`)),
  };
}
