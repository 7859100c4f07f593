import type { Random } from '../../clock.ts';
import { assertNever } from '../../domain/assert-never.ts';
import type { Fault } from '../../emulators/fault.ts';

/** What goes wrong between the app and Telegram. Shares are of requests, from 0 to 1. */
export type Weather =
  | { readonly kind: 'fair' }
  /** Every request is refused until the time has come, and told how long that is. */
  | { readonly kind: 'closed-door'; readonly seconds: number }
  /** The next message but `after` is never answered. */
  | { readonly kind: 'hang'; readonly after: number }
  | {
      readonly kind: 'errors';
      readonly status500: number;
      readonly reset: number;
      readonly hang: number;
      readonly acceptThenReset: number;
    };

/** What the weather has done so far. */
export interface Damage {
  readonly refused: number;
  /** Refused so long after the first refusal that they cannot have been on their way before it. */
  readonly refusedLate: number;
  /** Of messages, by what became of them. */
  readonly faults: Readonly<Record<string, number>>;
  /** Chats whose message arrived without the app's hearing so. */
  readonly unheard: readonly string[];
  /** Chats whose message was left without an answer. */
  readonly hung: readonly string[];
}

/** What is under way when a door closes arrives within this. */
const UNDER_WAY_MS = 50;

export interface Sky {
  change(weather: Weather): void;
  /** What happens to a request. */
  over(method: string, chat: string): Fault | undefined;
  damage(): Damage;
}

export function createSky(now: () => number, random: Random): Sky {
  let weather: Weather = { kind: 'fair' };
  let since = 0;
  let messages = 0;
  let refused = 0;
  let refusedLate = 0;
  let firstRefusedAt: number | undefined;
  const faults: Record<string, number> = {};
  const unheard: string[] = [];
  const hung: string[] = [];

  function suffer(fault: Fault, chat: string): Fault {
    const name = fault.kind === 'status' ? String(fault.status) : fault.kind;
    faults[name] = (faults[name] ?? 0) + 1;
    if (fault.kind === 'accept-then-reset') unheard.push(chat);
    if (fault.kind === 'hang') hung.push(chat);
    return fault;
  }

  function refuse(until: number): Fault | undefined {
    const left = until - now();
    if (left <= 0) return undefined;
    firstRefusedAt ??= now();
    refused += 1;
    if (now() - firstRefusedAt > UNDER_WAY_MS) refusedLate += 1;
    const retryAfter = Math.ceil(left / 1_000);
    const description = `Too Many Requests: retry after ${retryAfter}`;
    return { kind: 'status', status: 429, body: { ok: false, error_code: 429, description, parameters: { retry_after: retryAfter } } };
  }

  return {
    change(next) {
      weather = next;
      since = now();
      messages = 0;
    },
    over(method, chat) {
      if (weather.kind === 'fair') return undefined;
      if (weather.kind === 'closed-door') return refuse(since + weather.seconds * 1_000);
      if (method !== 'sendMessage') return undefined;
      messages += 1;
      switch (weather.kind) {
        case 'hang':
          return messages === weather.after + 1 ? suffer({ kind: 'hang' }, chat) : undefined;
        case 'errors': {
          const drawn = random.integer(1_000_000) / 1_000_000;
          const { status500, reset, hang, acceptThenReset } = weather;
          if (drawn < status500) return suffer(serverError, chat);
          if (drawn < status500 + reset) return suffer({ kind: 'reset' }, chat);
          if (drawn < status500 + reset + hang) return suffer({ kind: 'hang' }, chat);
          return drawn < status500 + reset + hang + acceptThenReset ? suffer({ kind: 'accept-then-reset' }, chat) : undefined;
        }
        default:
          return assertNever(weather);
      }
    },
    damage: () => ({ refused, refusedLate, faults, unheard, hung }),
  };
}

const serverError: Fault = { kind: 'status', status: 500, body: { ok: false, error_code: 500, description: 'Internal Server Error' } };
