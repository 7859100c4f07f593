import { type Posted, type Poster, succeeded } from '../poster.ts';
import type { Timers } from '../timers.ts';
import { badRequest, done, type Reply } from './reply.ts';
import { flagIn, numberIn, type Params, textIn, valueIn } from './request.ts';
import type { PendingUpdate, Updates } from './updates.ts';

/** Delivers updates to the app's URL: at most `max_connections` at once, one at a time and in order for each chat. */
export interface Webhook {
  readonly isSet: boolean;
  set(params: Params): Reply;
  remove(params: Params): Reply;
  info(): Reply;
  stop(): void;
}

interface Target {
  readonly url: string;
  readonly secret: string;
  readonly connections: number;
}

/** After tdlib/telegram-bot-api, WebhookActor.cpp: again at once, then after 2, 4, 8 … s; at most a minute; or as Retry-After says. */
const LONGEST_DELAY_S = 60;

export function createWebhook(updates: Updates, timers: Timers, poster: Poster): Webhook {
  let target: Target | undefined;
  let lastError: { readonly at: number; readonly message: string } | undefined;
  /** Chats with an update under way or waiting to be sent again: their next one has to wait. */
  const busyChats = new Set<number>();
  let inFlight = 0;

  function pump(): void {
    if (target === undefined || inFlight >= target.connections) return;
    for (const entry of updates.waiting()) {
      if (busyChats.has(entry.chatId)) continue;
      busyChats.add(entry.chatId);
      void deliver(entry);
      if (inFlight >= target.connections) return;
    }
  }

  async function attempt(entry: PendingUpdate, to: Target): Promise<Posted | undefined> {
    entry.delivered = true;
    inFlight += 1;
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (to.secret !== '') headers['x-telegram-bot-api-secret-token'] = to.secret;
    try {
      const posted = await poster.post(to.url, headers, JSON.stringify(entry.update));
      if (!succeeded(posted)) lastError = { at: timers.now(), message: `Wrong response from the webhook: ${posted.status}` };
      return posted;
    } catch {
      lastError = { at: timers.now(), message: 'Webhook connection closed' };
      return undefined;
    } finally {
      inFlight -= 1;
    }
  }

  async function deliver(entry: PendingUpdate): Promise<void> {
    // The target is read anew for every attempt: the app may have moved, or gone over to polling.
    for (let failures = 0; target !== undefined && !entry.confirmed; failures += 1) {
      const posted = await attempt(entry, target);
      if (succeeded(posted)) {
        updates.confirm(entry);
        break;
      }
      pump();
      const seconds = posted?.retryAfterSeconds || (failures === 0 ? 0 : Math.min(LONGEST_DELAY_S, 2 ** failures));
      await timers.until(timers.now() + seconds * 1000);
    }
    busyChats.delete(entry.chatId);
    pump();
  }

  updates.onAdded(pump);

  function remove(params: Params): Reply {
    target = undefined;
    if (flagIn(params, 'drop_pending_updates')) updates.drop();
    return done(true);
  }

  return {
    get isSet() {
      return target !== undefined;
    },
    set(params) {
      const url = textIn(params, 'url');
      if (url === '') return remove(params);
      if (!mayBeTold(url)) return badRequest('bad webhook: An HTTPS URL must be provided for webhook');
      const secret = textIn(params, 'secret_token');
      if (!/^[A-Za-z0-9_-]{0,256}$/.test(secret)) return badRequest('secret token contains unallowed characters');
      const kinds = valueIn(params, 'allowed_updates');
      if (Array.isArray(kinds)) updates.allow(kinds.map(String));
      if (flagIn(params, 'drop_pending_updates')) updates.drop();
      target = { url, secret, connections: Math.min(100, Math.max(1, numberIn(params, 'max_connections') ?? 40)) };
      pump();
      return done(true);
    },
    remove,
    info: () =>
      done({
        url: target?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: updates.size,
        ...(target && { max_connections: target.connections }),
        ...(updates.allowed.length > 0 && { allowed_updates: updates.allowed }),
        ...(lastError && { last_error_date: Math.floor(lastError.at / 1000), last_error_message: lastError.message }),
      }),
    stop: () => {
      target = undefined;
    },
  };
}

/** Telegram wants HTTPS; plain HTTP is let through on this machine only, where there is no certificate to be had. */
function mayBeTold(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}
