import { Agent, request } from 'undici';
import type { Timers } from './timers.ts';

export interface Posted {
  readonly status: number;
  readonly body: string;
  readonly retryAfterSeconds: number;
}

export interface Fetched {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Asks the app: its webhooks, and files of its own. Rejects when there is no answer at all, or none in time. */
export interface Poster {
  /** Fetches a file of the app's. */
  fetch(url: string): Promise<Fetched>;
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Posted>;
  stop(): Promise<void>;
}

/** `reach` turns the public address into one that can be reached from here, when a proxy would stand between. */
export function createPoster(timers: Timers, timeoutMs: number, reach: (url: string) => string = (url) => url): Poster {
  // undici's own time-outs run on the system's timers: off, the injected clock decides.
  const agent = new Agent({ connections: 100, headersTimeout: 0, bodyTimeout: 0 });
  return {
    async fetch(url) {
      const late = new AbortController();
      const cancel = timers.after(timeoutMs, () => late.abort(new Error(`no answer from ${url} in ${timeoutMs} ms`)));
      try {
        const response = await request(reach(url), { dispatcher: agent, signal: late.signal });
        const bytes = Buffer.from(await response.body.arrayBuffer());
        return { status: response.statusCode, type: String(response.headers['content-type'] ?? ''), bytes };
      } finally {
        cancel();
      }
    },
    async post(url, headers, body) {
      const late = new AbortController();
      const cancel = timers.after(timeoutMs, () => late.abort(new Error(`no answer from ${url} in ${timeoutMs} ms`)));
      try {
        const response = await request(reach(url), { method: 'POST', headers, body, dispatcher: agent, signal: late.signal });
        const text = await response.body.text();
        const retryAfter = Number(response.headers['retry-after'] ?? 0);
        return { status: response.statusCode, body: text, retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : 0 };
      } finally {
        cancel();
      }
    },
    stop: () => agent.destroy(),
  };
}

export function succeeded(posted: Posted | undefined): boolean {
  return posted !== undefined && posted.status >= 200 && posted.status <= 299;
}
