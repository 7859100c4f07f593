import { createRateGauge, type RateGauge } from '../rate.ts';
import type { Chat } from './chat.ts';

/** Telegram's limits on sends: for the whole bot, and for one chat. */
export interface Flood {
  /** Counts one send; 0 lets it pass, else the whole seconds after which the caller may try again. */
  arrives(chat: Chat | undefined, countsForChat: boolean, atMs: number): number;
  readonly gauge: RateGauge;
  readonly refused: number;
}

/** Telegram says 1/s to one chat. It is said to tolerate short bursts, which nobody should count on: the rate and one more. */
const BURST = 1;

export interface FloodOptions {
  readonly messagesPerSecond: number;
  readonly perChatPerSecond: number;
  readonly retryAfterSeconds: number;
}

export function createFlood(options: FloodOptions): Flood {
  const gauge = createRateGauge(options.messagesPerSecond);
  const mostPerChat = Math.floor(options.perChatPerSecond) + BURST;
  let quietUntil = 0;
  let refused = 0;

  function chatIsFull(chat: Chat, atMs: number): boolean {
    // Only as many times are kept as may pass: the oldest of them tells whether this one is too many.
    if (chat.arrivals.length === mostPerChat && (chat.arrivals.shift() ?? 0) > atMs - 1000) {
      chat.arrivals.push(atMs);
      return true;
    }
    chat.arrivals.push(atMs);
    return false;
  }

  function waitMs(chat: Chat | undefined, countsForChat: boolean, atMs: number): number {
    // Refused sends count as well: a client that hammers on does not get through.
    if (gauge.arrives(atMs, 1)) quietUntil = Math.max(quietUntil, atMs + options.retryAfterSeconds * 1000);
    const full = chat !== undefined && countsForChat && options.perChatPerSecond > 0 && chatIsFull(chat, atMs);
    if (full) chat.quietUntil = atMs + options.retryAfterSeconds * 1000;
    const chatQuietUntil = chat !== undefined && countsForChat ? chat.quietUntil : 0;
    return Math.max(quietUntil, chatQuietUntil) - atMs;
  }

  return {
    gauge,
    arrives(chat, countsForChat, atMs) {
      const wait = waitMs(chat, countsForChat, atMs);
      if (wait <= 0) return 0;
      refused += 1;
      return Math.ceil(wait / 1000);
    },
    get refused() {
      return refused;
    },
  };
}
