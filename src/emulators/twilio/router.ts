import type { Answer, Exchange } from '../server.ts';
import type { Messages } from './messages.ts';
import { type TwilioError, twilioError } from './reply.ts';
import type { Sender } from './sender.ts';
import type { FormParams } from './signature.ts';
import type { Caller } from './voice/caller.ts';
import type { Calls } from './voice/calls.ts';
import type { Recordings } from './voice/recordings.ts';

/** A request that passed the door: what it is, and how to do it. */
export interface RestCall {
  readonly method:
    | 'messages.create'
    | 'messages.fetch'
    | 'messages.list'
    | 'calls.create'
    | 'calls.fetch'
    | 'calls.list'
    | 'calls.update'
    | 'recordings.fetch'
    | 'recordings.media'
    | 'recordings.remove';
  readonly params: FormParams;
  run(): Answer;
}

export type Routed = { readonly kind: 'call'; readonly call: RestCall } | { readonly kind: 'refused'; readonly error: TwilioError };

export interface RouterParts {
  readonly accountSid: string;
  readonly authToken: string;
  readonly messages: Messages;
  readonly sender: Sender;
  readonly calls: Calls;
  readonly caller: Caller;
  readonly recordings: Recordings;
}

/** Checks the account's credentials and finds what is asked for. */
export function createRouter(parts: RouterParts): (exchange: Exchange) => Routed {
  const { accountSid, messages, sender, calls, caller, recordings } = parts;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${parts.authToken}`).toString('base64')}`;
  const path = new RegExp(`^/2010-04-01/Accounts/${accountSid}/(Messages|Calls|Recordings)(?:/([^/]+))?\\.(json|mp3)$`);

  function find(exchange: Exchange): RestCall | undefined {
    const { method, query, body } = exchange;
    const [, folder, sid, ending] = path.exec(exchange.path) ?? [];
    const form = new URLSearchParams(method === 'POST' ? body : query);
    const params = Object.fromEntries(form);
    switch (`${method} ${folder}${sid === undefined ? '' : '/'}${ending === 'mp3' ? '.mp3' : ''}`) {
      case 'POST Messages':
        return { method: 'messages.create', params, run: () => sender.create(form) };
      case 'GET Messages':
        return { method: 'messages.list', params, run: () => messages.list(query) };
      case 'GET Messages/':
        return { method: 'messages.fetch', params: { Sid: sid ?? '' }, run: () => messages.fetch(sid ?? '') };
      case 'POST Calls':
        return { method: 'calls.create', params, run: () => caller.create(form) };
      case 'GET Calls':
        return { method: 'calls.list', params, run: () => calls.list(query) };
      case 'GET Calls/':
        return { method: 'calls.fetch', params: { Sid: sid ?? '' }, run: () => calls.fetch(sid ?? '') };
      case 'POST Calls/':
        return { method: 'calls.update', params: { ...params, Sid: sid ?? '' }, run: () => caller.update(sid ?? '', form) };
      case 'GET Recordings/':
        return { method: 'recordings.fetch', params: { Sid: sid ?? '' }, run: () => recordings.fetch(sid ?? '') };
      case 'GET Recordings/.mp3':
        return { method: 'recordings.media', params: { Sid: sid ?? '' }, run: () => recordings.media(sid ?? '') };
      case 'DELETE Recordings/':
        return { method: 'recordings.remove', params: { Sid: sid ?? '' }, run: () => recordings.remove(sid ?? '') };
      default:
        return undefined;
    }
  }

  return (exchange) => {
    if (exchange.headers.authorization !== authorization) return { kind: 'refused', error: twilioError(401, 20003, 'Authenticate') };
    const call = find(exchange);
    if (call !== undefined) return { kind: 'call', call };
    return { kind: 'refused', error: twilioError(404, 20404, `The requested resource ${exchange.path} was not found`) };
  };
}
