import type { Api, Bot } from 'grammy';
import { type Clock, sleep } from '../../clock.ts';
import type { LaneName } from '../../domain/lane.ts';
import type { Log } from '../../logger.ts';
import { allowedUpdates } from './inbound.ts';
import { poll } from './poll.ts';
import type { Take } from './take.ts';

export interface ReceiveOptions {
  readonly lane: LaneName;
  readonly api: Api;
  readonly bot: Bot;
  readonly take: Take;
  readonly config: { readonly mode: 'polling' | 'webhook'; readonly webhookSecret: string | undefined };
  /** Where Telegram is to post updates in webhook mode. */
  readonly webhookUrl: string;
  /** Whether fetching updates is this process's part. */
  readonly polls: boolean;
  /** Runs its work in one process at a time: two that poll would take each other's updates away. */
  alone(work: (held: AbortSignal) => Promise<void>): Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const RETRY_MS = 1_000;

/** Sets the bot up, again and again until Telegram answers, and fetches updates where that is our part. */
export async function receiveTelegram(options: ReceiveOptions): Promise<void> {
  const { lane, api, bot, config, clock, log, signal } = options;
  while (!signal.aborted) {
    try {
      bot.botInfo = await api.getMe();
      if (config.mode === 'webhook' && config.webhookSecret !== undefined) {
        await api.setWebhook(options.webhookUrl, { secret_token: config.webhookSecret, allowed_updates: allowedUpdates });
        return;
      }
      if (!options.polls) return;
      await options.alone(async (held) => {
        await api.deleteWebhook();
        await poll({ lane, api, take: options.take }, clock, log, held);
      });
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ lane, error }, 'receiving from Telegram failed; trying again');
      await sleep(clock, RETRY_MS, signal);
    }
  }
}
