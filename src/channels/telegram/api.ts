import { Api, type ApiClientOptions } from 'grammy';
import { Agent, request } from 'undici';

export interface TelegramApi {
  readonly api: Api;
  close(): Promise<void>;
}

/** grammY's own backstop, for requests that were given no signal. */
const TIMEOUT_SECONDS = 60;

/**
 * A Bot API client over undici's `request`, which costs a fraction of grammY's default fetch. `root` is the server's address
 * without a last slash.
 */
export function openTelegramApi(token: string, root: string): TelegramApi {
  const agent = new Agent({ keepAliveTimeout: 60_000, connect: { timeout: 10_000 } });
  const fetch = async (url: string | URL, init: { method?: string; headers?: Record<string, string>; body?: string; signal?: unknown }) => {
    const response = await request(url, {
      method: (init.method ?? 'GET') as 'POST',
      headers: init.headers ?? {},
      body: init.body ?? null,
      signal: init.signal as AbortSignal,
      dispatcher: agent,
    });
    return { ok: response.statusCode < 300, status: response.statusCode, json: () => response.body.json() };
  };
  const options = { apiRoot: root, timeoutSeconds: TIMEOUT_SECONDS, fetch: fetch as unknown as NonNullable<ApiClientOptions['fetch']> };
  return { api: new Api(token, options), close: () => agent.destroy() };
}

/** grammY's types name another package's AbortSignal; the platform's own has all that it uses. */
export type GrammySignal = NonNullable<Parameters<Api['raw']['getMe']>[0]>;

export function grammySignal(signal: AbortSignal): GrammySignal {
  return signal as unknown as GrammySignal;
}
