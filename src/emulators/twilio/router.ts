import type { Answer, Exchange } from '../server.ts';
import type { Messages } from './messages.ts';
import { type TwilioError, twilioError } from './reply.ts';
import type { Sender } from './sender.ts';
import type { FormParams } from './signature.ts';

/** A call that passed the door: what it is, and how to do it. */
export interface RestCall {
  readonly method: 'messages.create' | 'messages.fetch' | 'messages.list';
  readonly params: FormParams;
  run(): Answer;
}

export type Routed = { readonly kind: 'call'; readonly call: RestCall } | { readonly kind: 'refused'; readonly error: TwilioError };

/** Checks the account's credentials and finds what is asked for. */
export function createRouter(accountSid: string, authToken: string, messages: Messages, sender: Sender): (exchange: Exchange) => Routed {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const list = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const one = `/2010-04-01/Accounts/${accountSid}/Messages/`;

  function find(exchange: Exchange): RestCall | undefined {
    const { method, path, query, body } = exchange;
    if (path === list && method === 'POST') {
      const form = new URLSearchParams(body);
      return { method: 'messages.create', params: Object.fromEntries(form), run: () => sender.create(form) };
    }
    if (path === list && method === 'GET') {
      return { method: 'messages.list', params: Object.fromEntries(new URLSearchParams(query)), run: () => messages.list(query) };
    }
    if (method === 'GET' && path.startsWith(one) && path.endsWith('.json')) {
      const sid = path.slice(one.length, -'.json'.length);
      return { method: 'messages.fetch', params: { Sid: sid }, run: () => messages.fetch(sid) };
    }
    return undefined;
  }

  return (exchange) => {
    if (exchange.headers.authorization !== authorization) return { kind: 'refused', error: twilioError(401, 20003, 'Authenticate') };
    const call = find(exchange);
    if (call !== undefined) return { kind: 'call', call };
    return { kind: 'refused', error: twilioError(404, 20404, `The requested resource ${exchange.path} was not found`) };
  };
}
