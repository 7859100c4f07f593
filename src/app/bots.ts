import { Bot } from 'grammy';
import { openTelegramApi, type Post } from '../channels/telegram/api.ts';
import { createDepot } from '../channels/telegram/depot.ts';
import { createTelegramInbound } from '../channels/telegram/inbound.ts';
import { receiveTelegram } from '../channels/telegram/receive.ts';
import { createListen } from '../channels/telegram/sound.ts';
import { createTake } from '../channels/telegram/take.ts';
import { receiveUpdate } from '../channels/telegram/webhook.ts';
import type { Clock } from '../clock.ts';
import type { Hear } from '../commands/heard.ts';
import type { Config } from '../config.ts';
import type { LaneName } from '../domain/lane.ts';
import type { Log } from '../logger.ts';
import { isAway } from '../store/away.ts';
import type { Database } from '../store/database.ts';
import { holdLock } from '../store/lock.ts';
import type { Verdict } from '../web/server.ts';

export interface BotsOptions {
  readonly config: Config;
  readonly database: Database;
  readonly hear: Hear;
  /** Whether somebody was asked to record something. */
  expectsTake(channel: 'telegram', address: string): Promise<boolean>;
  /** Counts the work as under way. */
  busy<T>(work: () => Promise<T>): Promise<T>;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** The bots of this deployment. Each sends by a lane of its own, and what it heard is answered by it. */
export interface Bots {
  readonly open: readonly { readonly lane: LaneName; readonly post: Post }[];
  /** Fetches what somebody has sent to a bot. */
  fetch(lane: LaneName, file: string, signal: AbortSignal): Promise<Uint8Array | 'too-big'>;
  /** Takes in what was posted to the webhook of a bot, counted from 1. */
  receive(bot: number, update: unknown): Promise<Verdict>;
  /** Resolves once none of them fetches updates any more. */
  readonly done: Promise<unknown>;
  close(): Promise<void>;
}

/** Opens the bots, and begins to receive where that is this process's part. */
export function openBots(options: BotsOptions): Bots {
  const { config, database, hear, clock, log, signal } = options;
  const { telegram, publicUrl } = config;
  const bots = (telegram?.bots ?? []).map(({ lane, token }) => {
    const client = openTelegramApi(token, telegram?.apiRoot ?? '');
    const bot = new Bot(token);
    const listen = createListen({ download: client.download, expects: options.expectsTake, clock, signal });
    bot.use(createTelegramInbound(lane, hear, (address, sound) => options.busy(() => listen(address, sound))));
    return { lane, bot, client, take: createTake({ lane, bot, mayPass: isAway, log }) };
  });
  const received = bots.map(async ({ lane, bot, take, client: { api } }, index) => {
    if (!telegram) return;
    const place = placeOf(index);
    const webhookUrl = `${publicUrl}/telegram${place && `/${place}`}`;
    const alone = (work: (held: AbortSignal) => Promise<void>): Promise<void> =>
      holdLock(database, `polling${place && `-${place}`}`, { clock, signal }, work);
    await receiveTelegram({ lane, api, bot, take, config: telegram, webhookUrl, polls: config.role !== 'web', alone, clock, log, signal });
  });
  return {
    open: bots.map(({ lane, client: { post } }) => ({ lane, post })),
    async fetch(lane, file, stopped) {
      const found = bots.find((bot) => bot.lane === lane);
      if (!found) throw new Error('the bot that heard it is not in the settings');
      return await createDepot(found.client.download)(file, stopped);
    },
    async receive(bot, update) {
      const found = bots[bot - 1];
      if (!found) return 'absent';
      return (await receiveUpdate(found.take, update)) ? 'done' : 'malformed';
    },
    done: Promise.all(received),
    async close() {
      await Promise.all(bots.map(({ client }) => client.close()));
    },
  };
}

/** The first bot is where it was when it was the only one; the others are counted from 2. */
function placeOf(index: number): string {
  return index === 0 ? '' : String(index + 1);
}
