import { Api, type ApiClientOptions } from 'grammy';
import { Agent, request } from 'undici';
import { systemClock } from '../clock.ts';
import { answerAs } from './peer.ts';
import { TOKEN } from './settings.ts';

// Runs in a process of its own: what sending alone costs, with no database, no state and nothing to lose.

export interface LoopOptions {
  readonly client: 'undici' | 'grammy';
  readonly apiRoot: string;
  /** What the app sent, with a chat id to be replaced. */
  readonly sample: Readonly<Record<string, unknown>>;
  readonly count: number;
  readonly firstChat: number;
  /** Requests under way at once. */
  readonly concurrency: number;
}

export interface LoopResult {
  readonly startedAt: number;
  readonly ms: number;
  readonly cpuUs: number;
  readonly failed: number;
}

export type LoopVerbs = typeof verbs;

const verbs = {
  async run(options: LoopOptions): Promise<LoopResult> {
    const agent = new Agent({ keepAliveTimeout: 60_000 });
    const send = options.client === 'undici' ? bare(options, agent) : throughGrammy(options, agent);
    let next = 0;
    let failed = 0;
    const worker = async (): Promise<void> => {
      while (next < options.count) {
        next += 1;
        if (!(await send(options.firstChat + next))) failed += 1;
      }
    };
    const startedAt = systemClock.now();
    const before = process.cpuUsage();
    await Promise.all(Array.from({ length: options.concurrency }, worker));
    const { user, system } = process.cpuUsage(before);
    const ms = systemClock.now() - startedAt;
    await agent.close();
    return { startedAt, ms, cpuUs: user + system, failed };
  },
};

type Send = (chat: number) => Promise<boolean>;

function bare({ apiRoot, sample }: LoopOptions, agent: Agent): Send {
  const url = `${apiRoot}/bot${TOKEN}/sendMessage`;
  const headers = { 'content-type': 'application/json' };
  const rest = JSON.stringify({ ...sample, chat_id: undefined }).slice(1);
  return async (chat) => {
    const { statusCode, body } = await request(url, { method: 'POST', headers, body: `{"chat_id":${chat},${rest}`, dispatcher: agent });
    const { ok } = (await body.json()) as { ok: boolean };
    return ok && statusCode === 200;
  };
}

/** Its default fetch costs more than twice of this. */
function throughGrammy({ apiRoot, sample }: LoopOptions, agent: Agent): Send {
  const fetch = async (url: string | URL, init: { method?: string; headers?: Record<string, string>; body?: string }) => {
    const sent = { method: (init.method ?? 'GET') as 'POST', headers: init.headers ?? {}, body: init.body ?? null, dispatcher: agent };
    const response = await request(url, sent);
    return { ok: response.statusCode < 300, status: response.statusCode, json: () => response.body.json() };
  };
  const api = new Api(TOKEN, { apiRoot, fetch: fetch as unknown as NonNullable<ApiClientOptions['fetch']> });
  return async (chat) => {
    const { message_id } = await api.raw.sendMessage({ ...(sample as { text: string }), chat_id: chat });
    return message_id > 0;
  };
}

answerAs(verbs);
