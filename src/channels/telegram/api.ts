import { Api, type ApiClientOptions } from 'grammy';
import { Agent, type Dispatcher } from 'undici';

/** What the Bot API answers: https://core.telegram.org/bots/api#making-requests */
export type Answered =
  | { readonly ok: true; readonly result: { readonly message_id?: number } | true }
  | {
      readonly ok: false;
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
    };

/**
 * Calls one method with a JSON body, unless it is of another type. Rejects when there was no answer, or none of the Bot API's, and when the signal aborts. For what
 * is sent a hundred thousand times in a call: through grammY's client each costs half as much again, in searching for files to upload
 * and in abort controllers of its own. What a bot is asked seldom goes through `api`.
 */
export type Post = (method: string, body: string | Buffer, signal: AbortSignal, contentType?: string) => Promise<Answered>;

export interface TelegramApi {
  readonly api: Api;
  readonly post: Post;
  /** What somebody has sent to the bot; undefined where it is larger than so many bytes. Rejects when Telegram does not hand it over. */
  download(file: string, bytesMax: number, signal: AbortSignal): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/** grammY's own backstop, for requests that were given no signal. */
const TIMEOUT_SECONDS = 60;

/** A Bot API client over undici. `root` is the server's address without a last slash. */
export function openTelegramApi(token: string, root: string): TelegramApi {
  const agent = new Agent({ keepAliveTimeout: 60_000, connect: { timeout: 10_000 } });
  const { origin, pathname } = new URL(root);
  const base = `${pathname.replace(/\/$/, '')}/bot${token}/`;
  const exchange = (request: Dispatcher.DispatchOptions, signal: AbortSignal | undefined): Promise<Received> =>
    new Promise((resolve, reject) => {
      agent.dispatch(request, new Receiver(signal, resolve, reject));
    });
  const post: Post = async (method, body, signal, contentType) => {
    const headers = contentType === undefined ? jsonHeaders : { 'content-type': contentType };
    const { status, data } = await exchange({ origin, path: base + method, method: 'POST', headers, body }, signal);
    return (status === 200 ? sentId(data) : undefined) ?? readAnswer(data);
  };
  const fetch = async (url: string, init: Init) => {
    const { method = 'GET', headers = {}, body = null } = init;
    const request = { origin, path: url.slice(origin.length), method: method as Dispatcher.HttpMethod, headers, body };
    const { status, data } = await exchange(request, init.signal);
    return { ok: status < 300, status, json: () => JSON.parse(data.toString('utf8')) };
  };
  const download: TelegramApi['download'] = async (file, bytesMax, signal) => {
    const { file_path: path, file_size: size = 0 } = await api.getFile(file, grammySignal(signal));
    if (size > bytesMax) return undefined;
    const at = `${pathname.replace(/\/$/, '')}/file/bot${token}/${path}`;
    const { status, data } = await exchange({ origin, path: at, method: 'GET' }, signal);
    if (status !== 200) throw new Error('Telegram did not hand a file over');
    return data.length > bytesMax ? undefined : data;
  };
  const options = { apiRoot: root, timeoutSeconds: TIMEOUT_SECONDS, fetch: fetch as unknown as NonNullable<ApiClientOptions['fetch']> };
  const api = new Api(token, options);
  return { api, post, download, close: () => agent.destroy() };
}

const jsonHeaders = { 'content-type': 'application/json' };

/** The id of a message that was sent stands first in the answer; the rest repeats what we have sent. */
function sentId(data: Buffer): Answered | undefined {
  const found = /^\{"ok":true,"result":\{"message_id":(\d+)[,}]/.exec(data.toString('latin1', 0, 64));
  return found ? { ok: true, result: { message_id: Number(found[1]) } } : undefined;
}

function readAnswer(data: Buffer): Answered {
  const answer: unknown = JSON.parse(data.toString('utf8'));
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) throw new Error('not an answer of the Bot API');
  return answer as Answered;
}

/** The parts of fetch that grammY uses. */
interface Init {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

interface Received {
  readonly status: number;
  readonly data: Buffer;
}

/** Receives one answer. A class: there is one for every request, and they share their methods. */
class Receiver implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal | undefined;
  readonly #resolve: (received: Received) => void;
  readonly #reject: (error: Error) => void;
  #status = 0;
  #data: Buffer | undefined;
  /** What came after the first piece: joined once, because a file of many would be copied as often. */
  #rest: Buffer[] | undefined;
  #controller: Dispatcher.DispatchController | undefined;

  constructor(signal: AbortSignal | undefined, resolve: (received: Received) => void, reject: (error: Error) => void) {
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (!this.#signal) return;
    if (this.#signal.aborted) this.abort();
    else receiversOf(this.#signal).add(this);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#data) this.#data = chunk;
    else {
      this.#rest ??= [];
      this.#rest.push(chunk);
    }
  }

  onResponseEnd(): void {
    this.#done();
    const first = this.#data ?? Buffer.alloc(0);
    this.#resolve({ status: this.#status, data: this.#rest ? Buffer.concat([first, ...this.#rest]) : first });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#done();
    this.#reject(error);
  }

  abort(): void {
    this.#controller?.abort(new Error('aborted'));
  }

  #done(): void {
    if (this.#signal) receivers.get(this.#signal)?.delete(this);
  }
}

/** Many requests share one signal: a listener for each of them would cost more than the request. */
const receivers = new WeakMap<AbortSignal, Set<Receiver>>();

function receiversOf(signal: AbortSignal): Set<Receiver> {
  const known = receivers.get(signal);
  if (known) return known;
  const made = new Set<Receiver>();
  receivers.set(signal, made);
  signal.addEventListener('abort', () => {
    for (const receiver of [...made]) receiver.abort();
  });
  return made;
}

/** grammY's types name another package's AbortSignal; the platform's own has all that it uses. */
export type GrammySignal = NonNullable<Parameters<Api['raw']['getMe']>[0]>;

export function grammySignal(signal: AbortSignal): GrammySignal {
  return signal as unknown as GrammySignal;
}
