import type { Answer } from '../server.ts';

/** What the Bot API answers, in its own shape. */
export type Reply =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: { readonly retry_after: number };
    };

export function done(result: unknown): Reply {
  return { ok: true, result };
}

export function refused(code: number, description: string): Reply {
  return { ok: false, error_code: code, description };
}

export function badRequest(description: string): Reply {
  return refused(400, `Bad Request: ${description}`);
}

export function tooMany(retryAfterSeconds: number): Reply {
  return {
    ok: false,
    error_code: 429,
    description: `Too Many Requests: retry after ${retryAfterSeconds}`,
    parameters: { retry_after: retryAfterSeconds },
  };
}

/** The HTTP status repeats the error code, as at api.telegram.org. */
export function answerOf(reply: Reply): Answer {
  return { status: reply.ok ? 200 : reply.error_code, body: JSON.stringify(reply) };
}
