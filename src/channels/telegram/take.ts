import { type Bot, BotError } from 'grammy';
import type { Update } from 'grammy/types';
import type { LaneName } from '../../domain/lane.ts';
import type { Log } from '../../logger.ts';

/** Takes an update in. Rejects where Telegram is to give it once more. */
export type Take = (update: Update) => Promise<void>;

export interface TakeOptions {
  readonly lane: LaneName;
  readonly bot: Bot;
  /** Whether an error is no fault of the update's and may pass, such as a database that is away. */
  mayPass(error: unknown): boolean;
  readonly log: Log;
}

/** An update that cannot be taken in, although nothing is away, is given up after so many tries. */
const TRIES = 5;
/** Updates whose failures are remembered: those given up may be given once more, beside others that still fail. */
const REMEMBERED = 1_000;

/**
 * Telegram gives what was not taken in again and again, and no more than a hundred at once: updates that cannot be taken in, because
 * of a fault of ours, would keep all others waiting. They are given up after a few tries. As long as something is away nothing is.
 */
export function createTake({ lane, bot, mayPass, log }: TakeOptions): Take {
  const failed = new Map<number, number>();
  return async (update) => {
    const { update_id: id } = update;
    if ((failed.get(id) ?? 0) >= TRIES) return;
    try {
      await bot.handleUpdate(update);
      failed.delete(id);
    } catch (thrown) {
      // What grammY throws holds the whole update: not for the log.
      const error = thrown instanceof BotError ? thrown.error : thrown;
      if (!bot.isInited() || mayPass(error)) throw error;
      const tries = (failed.get(id) ?? 0) + 1;
      failed.set(id, tries);
      for (const [oldest] of failed) if (failed.size > REMEMBERED) failed.delete(oldest);
      if (tries < TRIES) throw error;
      log.error({ lane, attempt: tries, error }, 'an update could not be taken in, and is given up');
    }
  };
}
