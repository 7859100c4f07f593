import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Log } from '../logger.ts';

/** What a handler says of a request. The server turns it into a status code. */
export type Verdict = 'done' | 'forged' | 'malformed' | 'absent';

/** What Twilio posts to, below `/twilio/`. */
export const twilioRoutes = [
  'sms',
  'status',
  'voice',
  'voice/hotline',
  'voice/recording',
  'voice/call',
  'voice/answer',
  'voice/status',
] as const;
export type TwilioRoute = (typeof twilioRoutes)[number];

export interface Handlers {
  /** An update of one of the bots, counted from 1; `absent` in polling mode, and where there are not so many. */
  telegram(bot: number, secret: string, update: unknown): Promise<Verdict>;
  /** A request signed by Twilio; `path` is below the public URL and holds the query. What is to be said in a call is TwiML. */
  twilio(
    route: TwilioRoute,
    path: string,
    signature: string,
    form: Readonly<Record<string, unknown>>,
  ): Promise<Verdict | { readonly twiml: string }>;
  /** A recording that Twilio plays; undefined where there is none, or the address was guessed. */
  phrase(id: string, version: string, mark: string): Promise<{ readonly type: string; readonly audio: Buffer } | undefined>;
  health(): Promise<{ readonly ready: boolean; readonly body: unknown }>;
  metrics(): Promise<{ readonly type: string; readonly text: string }>;
}

/** Nothing that the providers send comes near this. */
const BODY_MAX_BYTES = 1_000_000;
/** Another recording has another address. One that was deleted is gone from Twilio's caches after a day. */
const CACHED_SECONDS = 24 * 60 * 60;
const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
const statusOf: Readonly<Record<Verdict, number>> = { done: 200, forged: 403, malformed: 400, absent: 404 };

/**
 * The HTTP server: webhooks, health, metrics. It listens to nobody before `listen` is called. `prefix` is the path of the public URL,
 * empty where it has none: a proxy may strip it or leave it, so the routes are at both places.
 */
export async function createServer(handlers: Handlers, prefix: string, log: Log): Promise<FastifyInstance> {
  const server = Fastify({ logger: false, bodyLimit: BODY_MAX_BYTES, forceCloseConnections: true, return503OnClosing: true });
  await server.register(formbody, { bodyLimit: BODY_MAX_BYTES });

  const routes = async (scope: FastifyInstance): Promise<void> => {
    const telegram = async (request: FastifyRequest, reply: FastifyReply, bot: number): Promise<unknown> => {
      const verdict = await handlers.telegram(bot, header(request.headers['x-telegram-bot-api-secret-token']), request.body);
      return await reply.code(statusOf[verdict]).send();
    };
    scope.post('/telegram', (request, reply) => telegram(request, reply, 1));
    scope.post<{ Params: { bot: string } }>('/telegram/:bot', (request, reply) => telegram(request, reply, Number(request.params.bot)));
    for (const route of twilioRoutes) {
      scope.post(`/twilio/${route}`, async (request, reply) => {
        const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? asForm(request.body) : undefined;
        if (!form) return await reply.code(400).send();
        const answer = await handlers.twilio(
          route,
          request.url.slice(scope.prefix.length),
          header(request.headers['x-twilio-signature']),
          form,
        );
        if (typeof answer === 'object') return await twiml(reply, answer.twiml);
        // A text is answered through its lane, and here with nothing.
        if (route === 'sms' && answer === 'done') return await twiml(reply, EMPTY_TWIML);
        return await reply.code(statusOf[answer]).send();
      });
    }
    scope.get<{ Params: { id: string; version: string; mark: string } }>(
      '/twilio/voice/phrase/:id/:version/:mark',
      async (request, reply) => {
        const { id, version, mark } = request.params;
        const file = await handlers.phrase(id, version, mark);
        if (!file) return await reply.code(404).send();
        return await reply.type(file.type).header('cache-control', `max-age=${CACHED_SECONDS}, immutable`).send(file.audio);
      },
    );
    scope.get('/health', async (_request, reply) => {
      const { ready, body } = await handlers.health();
      return await reply.code(ready ? 200 : 503).send(body);
    });
    scope.get('/metrics', async (_request, reply) => {
      const { type, text } = await handlers.metrics();
      return await reply.type(type).send(text);
    });
  };
  server.setErrorHandler(async (error: Error & { readonly statusCode?: number; readonly code?: string }, request, reply) => {
    const status = error.statusCode ?? 503;
    const route = request.routeOptions.url ?? 'unknown';
    // A body that is neither JSON nor a form, in whatever way: the sender's mistake, and final.
    if (status === 413) return await reply.code(413).send();
    if (status >= 400 && status < 500) return await reply.code(400).send();
    log.error({ route, status, error }, 'a request failed; the provider will send it again');
    return await reply.code(503).send();
  });
  await server.register(routes);
  if (prefix) await server.register(routes, { prefix });
  return server;
}

async function twiml(reply: FastifyReply, text: string): Promise<unknown> {
  return await reply.code(200).type('text/xml').send(text);
}

function header(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

function asForm(body: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : undefined;
}
