import type { Answer, Exchange } from '../server.ts';
import { type Delay, drawDelay, type Timers } from '../timers.ts';
import type { Desk } from './desk.ts';
import type { Flood } from './flood.ts';
import { sendNames, takeSend } from './methods.ts';
import type { Polling } from './polling.ts';
import { answerOf, badRequest, done, type Reply, refused } from './reply.ts';
import { FILE, type Params, textIn } from './request.ts';
import type { Webhook } from './webhook.ts';

/** One method of the Bot API, under its proper name. */
export interface Route {
  readonly name: string;
  run(params: Params, exchange: Exchange, reply: (answer: Answer) => void): void;
}

export interface RouteParts {
  readonly desk: Desk;
  readonly flood: Flood;
  readonly polling: Polling;
  readonly webhook: Webhook;
  readonly timers: Timers;
  readonly latencyMs: Delay | undefined;
}

/** https://core.telegram.org/bots/api#getfile */
const FILE_BYTES_MAX = 20 * 1024 * 1024;

const CAPABILITIES = { can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false };

const WEBHOOK_IS_SET = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

/** All methods by their lower-case names: Telegram does not mind the case. */
export function createRoutes(parts: RouteParts): ReadonlyMap<string, Route> {
  const { desk, flood, polling, webhook, timers } = parts;

  function answered(name: string, work: (params: Params) => Reply): Route {
    return {
      name,
      run(params, _exchange, reply) {
        const answer = answerOf(work(params));
        const latencyMs = drawDelay(parts.latencyMs);
        if (latencyMs > 0) timers.after(latencyMs, () => reply(answer));
        else reply(answer);
      },
    };
  }

  const routes: readonly Route[] = [
    answered('getMe', () => done({ ...desk.bot, ...CAPABILITIES })),
    answered('setMyCommands', () => done(true)),
    answered('getWebhookInfo', () => webhook.info()),
    answered('deleteWebhook', (params) => webhook.remove(params)),
    answered('setWebhook', (params) => {
      polling.terminate('setWebhook');
      return webhook.set(params);
    }),
    {
      name: 'getUpdates',
      run(params, exchange, reply) {
        if (webhook.isSet) reply(answerOf(refused(409, WEBHOOK_IS_SET)));
        else polling.getUpdates(params, exchange, reply);
      },
    },
    answered('getFile', (params) => {
      const id = textIn(params, 'file_id');
      const file = desk.files.get(id);
      if (!file) return badRequest('invalid file_id');
      if (file.length > FILE_BYTES_MAX) return badRequest('file is too big');
      return done({ file_id: id, file_unique_id: id, file_size: file.length, file_path: `voice/${id}` });
    }),
    {
      name: FILE,
      run(params, _exchange, reply) {
        const file = desk.files.get(textIn(params, 'path').replace('voice/', ''));
        reply(file ? { status: 200, body: file, type: 'application/octet-stream' } : answerOf(refused(404, 'Not Found')));
      },
    },
    ...sendNames.map((name) => answered(name, (params) => takeSend(desk, flood, name, params))),
  ];
  return new Map(routes.map((route) => [route.name.toLowerCase(), sparing(route)]));
}

/** Broken JSON text inside a parameter is the caller's fault: 400, as from Telegram. */
function sparing(route: Route): Route {
  return {
    name: route.name,
    run(params, exchange, reply) {
      try {
        route.run(params, exchange, reply);
      } catch (cause) {
        reply(answerOf(badRequest(`can't parse the request: ${String(cause)}`)));
      }
    },
  };
}
