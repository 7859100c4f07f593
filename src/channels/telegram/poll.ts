import type { Api } from 'grammy';
import { type Clock, sleep } from '../../clock.ts';
import type { LaneName } from '../../domain/lane.ts';
import type { Log } from '../../logger.ts';
import { grammySignal } from './api.ts';
import { allowedUpdates } from './inbound.ts';
import type { Take } from './take.ts';

export interface Polled {
  readonly lane: LaneName;
  readonly api: Api;
  readonly take: Take;
}

/** How long Telegram holds a poll open, in seconds. */
const POLL_SECONDS = 25;
const PAUSE_MS = 1_000;

/**
 * Fetches updates until the signal aborts. An update is confirmed, by asking for what comes after it, only once its effect is
 * committed: at least once, and the deduplication makes that exactly once. Updates of different chats are handled together.
 */
export async function poll(bot: Polled, clock: Clock, log: Log, signal: AbortSignal): Promise<void> {
  let offset = 0;
  while (!signal.aborted) {
    try {
      const request = { offset, timeout: POLL_SECONDS, limit: 100, allowed_updates: allowedUpdates };
      const updates = await bot.api.raw.getUpdates(request, grammySignal(signal));
      const byChat = Map.groupBy(updates, (u) => u.message?.chat.id ?? u.callback_query?.from.id ?? u.my_chat_member?.chat.id ?? 0);
      const chats = [...byChat.values()].map(async (mine) => {
        for (const update of mine) await bot.take(update);
      });
      const failed = (await Promise.allSettled(chats)).find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
      const last = updates.at(-1);
      // Once all is confirmed the offset is dropped: after a quiet week ids go on at random, perhaps below it.
      offset = last ? last.update_id + 1 : 0;
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ lane: bot.lane, error }, 'polling failed; trying again');
      await sleep(clock, PAUSE_MS, signal);
    }
  }
}
