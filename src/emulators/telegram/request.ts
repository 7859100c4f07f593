import type { Exchange } from '../server.ts';
import { readMultipart } from './multipart.ts';

export type Params = Readonly<Record<string, unknown>>;

export interface BotRequest {
  readonly token: string;
  readonly method: string;
  /** Undefined: the body is no JSON object, and no form. */
  readonly params: Params | undefined;
}

/** What stands for a method where a file is fetched: https://core.telegram.org/bots/api#getfile */
export const FILE = 'file';

/** Reads `/bot<token>/<method>` with its parameters from query, form or JSON. Undefined: not a call of the Bot API. */
export function readRequest(exchange: Exchange): BotRequest | undefined {
  const [, sender, path] = /^\/file\/bot([^/]+)\/(.+)$/.exec(exchange.path) ?? [];
  if (sender && path) return { token: sender, method: FILE, params: { path } };
  // Some clients encode the colon inside the token.
  const [start, bot, method, ...rest] = exchange.path.replace(/%3a/i, ':').split('/');
  if (start !== '' || !bot?.startsWith('bot') || !method || rest.length > 0) return undefined;
  const body = readBody(exchange);
  const params =
    exchange.query === '' || body === undefined ? body : { ...Object.fromEntries(new URLSearchParams(exchange.query)), ...body };
  return { token: bot.slice(3), method, params };
}

function readBody(exchange: Exchange): Params | undefined {
  if (exchange.body === '') return {};
  const type = exchange.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readMultipart(type, exchange.bytes);
  if (!type.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(exchange.body));
  try {
    const value: unknown = JSON.parse(exchange.body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A form sends every number as text. */
export function numberIn(params: Params, name: string): number | undefined {
  const value = params[name];
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

export function textIn(params: Params, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function flagIn(params: Params, name: string): boolean {
  const value = params[name];
  return value === true || value === 'true' || value === 'True' || value === '1';
}

/** Objects and lists come as they are in JSON, and as JSON text in a form. Undefined when left out. Throws on broken JSON text. */
export function valueIn(params: Params, name: string): unknown {
  const value = params[name];
  if (typeof value !== 'string') return value ?? undefined;
  return value === '' ? undefined : (JSON.parse(value) as unknown);
}
