import type { User } from 'grammy/types';
import { type Clock, type Random, systemRandom } from '../../clock.ts';
import { type FaultHook, withFault } from '../fault.ts';
import { createHeld } from '../held.ts';
import { createPoster } from '../poster.ts';
import { type Exchange, startServer } from '../server.ts';
import { createTimers, type Delay } from '../timers.ts';
import type { Person } from './chat.ts';
import { createDesk, type TelegramSend } from './desk.ts';
import { createFlood } from './flood.ts';
import { TelegramPhone } from './phone.ts';
import { createPolling } from './polling.ts';
import { answerOf, badRequest, refused } from './reply.ts';
import { type BotRequest, type Params, readRequest } from './request.ts';
import { createRoutes } from './routes.ts';
import { createUpdates } from './updates.ts';
import { createWebhook } from './webhook.ts';

export interface TelegramOptions {
  readonly clock: Clock;
  readonly token: string;
  /** A free one unless given. */
  readonly port?: number;
  /** Another bot, at whose address this one is found as well: Telegram has one for all bots. It has to be stopped after this one. */
  readonly beside?: TelegramEmulator;
  /** For the whole bot; 0 means no limit. Default 30. */
  readonly messagesPerSecond?: number;
  /** For one chat, besides a short burst; 0 means no limit. Default 1. */
  readonly perChatPerSecond?: number;
  /** What a 429 asks for. Default 1. */
  readonly retryAfterSeconds?: number;
  /** How long every answer but getUpdates' takes; the send itself is done at once. */
  readonly latencyMs?: Delay;
  readonly botUsername?: string;
  /** Take a chat id nobody registered for a person who is there. Default: 400 "chat not found". */
  readonly acceptUnknownChats?: boolean;
  /** Turns the webhook's public address into one that can be reached from here. */
  readonly reach?: (url: string) => string;
  readonly random?: Random;
}

export interface TelegramEmulator {
  /** For TELEGRAM_API_ROOT. */
  readonly url: string;
  /** The phone of a person, registered on first mention. */
  person(person: Person): TelegramPhone;
  /** Delivers an update once more; resolves when it is confirmed once more. */
  replay(updateId: number): Promise<number>;
  /** Asked for every call, with its method in Telegram's spelling and its parameters. */
  fault: FaultHook<Params> | undefined;
  /** Every accepted send, edits and answers to presses included. */
  readonly sends: readonly TelegramSend[];
  /** Calls per method, refused and faulty ones included. */
  readonly calls: ReadonlyMap<string, number>;
  /** Updates the app has not confirmed. */
  readonly pendingUpdates: number;
  readonly refused429: number;
  /** Sends that landed in a trailing 1,000 ms with more than the rate, + 2 % + 1; refused ones count as well. */
  readonly overLimit: number;
  readonly fullestSecond: number;
  /** Requests that came in and are not answered, polls left out. */
  readonly unanswered: number;
  /** The bots at this address, by their tokens. */
  readonly bots: Map<string, (request: BotRequest, exchange: Exchange) => void>;
  /** Forgets all people and what was sent, so that another story can begin; the bot stays connected. */
  forget(): void;
  stop(): Promise<void>;
}

/** Telegram gives up on a webhook after about this long. */
const WEBHOOK_TIMEOUT_MS = 60_000;

/** Starts a Bot API server for one bot on 127.0.0.1; `beside` adds further ones to it. */
export async function startTelegram(options: TelegramOptions): Promise<TelegramEmulator> {
  const { clock, token, messagesPerSecond = 30, perChatPerSecond = 1, retryAfterSeconds = 1, random = systemRandom } = options;
  const timers = createTimers(clock);
  const poster = createPoster(timers, WEBHOOK_TIMEOUT_MS, options.reach);
  const updates = createUpdates(100_000_000 + random.integer(800_000_000));
  const bot = {
    id: Number.parseInt(token, 10) || 1,
    is_bot: true,
    first_name: 'Dabyl',
    username: options.botUsername ?? 'dabyl_bot',
  } as User;
  const desk = createDesk({ clock, bot, updates, acceptUnknownChats: options.acceptUnknownChats ?? false });
  const flood = createFlood({ messagesPerSecond, perChatPerSecond, retryAfterSeconds });
  const polling = createPolling(updates, timers);
  const webhook = createWebhook(updates, timers, poster);
  const routes = createRoutes({ desk, flood, polling, webhook, timers, latencyMs: options.latencyMs });
  const calls = new Map<string, number>();
  const held = createHeld();

  function handle(request: BotRequest, exchange: Exchange): void {
    const route = routes.get(request.method.toLowerCase());
    if (route === undefined) exchange.answer(answerOf(refused(404, 'Not Found')));
    else if (request.params === undefined) exchange.answer(answerOf(badRequest("can't parse JSON object")));
    else {
      const { params } = request;
      calls.set(route.name, (calls.get(route.name) ?? 0) + 1);
      const watched = route.name === 'getUpdates' ? exchange : held.watch(exchange);
      withFault(emulator.fault?.(route.name, params), watched, timers, (reply) => route.run(params, watched, reply));
    }
  }

  const bots: TelegramEmulator['bots'] = options.beside?.bots ?? new Map();
  bots.set(token, handle);
  const server = options.beside ? undefined : await startServer(options.port ?? 0, (exchange) => answerAt(bots, exchange));
  const emulator: TelegramEmulator = {
    url: server?.url ?? options.beside?.url ?? '',
    bots,
    fault: undefined,
    person: (person) => new TelegramPhone(desk, person),
    replay: (updateId) => updates.replay(updateId),
    sends: desk.sends,
    calls,
    get pendingUpdates() {
      return updates.size;
    },
    get refused429() {
      return flood.refused;
    },
    get overLimit() {
      return flood.gauge.overLimit;
    },
    get fullestSecond() {
      return flood.gauge.fullestSecond;
    },
    get unanswered() {
      return held.size;
    },
    forget() {
      desk.forget();
      calls.clear();
      emulator.fault = undefined;
    },
    async stop() {
      webhook.stop();
      timers.stop();
      updates.stop();
      bots.delete(token);
      await Promise.all([server?.stop(), poster.stop()]);
    },
  };
  return emulator;
}

function answerAt(bots: TelegramEmulator['bots'], exchange: Exchange): void {
  const request = readRequest(exchange);
  if (request === undefined) return exchange.answer(answerOf(refused(404, 'Not Found')));
  const handle = bots.get(request.token);
  if (handle === undefined) exchange.answer(answerOf(refused(401, 'Unauthorized')));
  else handle(request, exchange);
}
