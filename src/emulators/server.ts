import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string | Buffer;
  /** `application/json` unless given. */
  readonly type?: string;
}

/** One request with its whole body, and the ways to end it. Only the first ending counts. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** Without the question mark, still encoded. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The same before it was read as text. */
  readonly bytes: Buffer;
  answer(answer: Answer): void;
  /** Cuts the connection as a failing network does. */
  reset(): void;
  /** Calls back when the connection ends, answered or not. */
  onClose(callback: () => void): void;
}

export interface LocalServer {
  readonly url: string;
  readonly port: number;
  /** Closes every connection, hanging ones too. */
  stop(): Promise<void>;
}

function exchangeOf(request: IncomingMessage, response: ServerResponse, bytes: Buffer): Exchange {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: request.headers,
    body: bytes.toString('utf8'),
    bytes,
    answer(answer) {
      if (response.headersSent || response.destroyed) return;
      response.writeHead(answer.status, {
        'content-type': answer.type ?? 'application/json',
        'content-length': Buffer.byteLength(answer.body),
      });
      response.end(answer.body);
    },
    reset: () => request.socket.resetAndDestroy(),
    onClose: (callback) => void response.once('close', callback),
  };
}

/** Listens on 127.0.0.1, on a free port unless one is given. `handle` must end each exchange, now or later. */
export async function startServer(port: number, handle: (exchange: Exchange) => void): Promise<LocalServer> {
  const server = createServer((request, response) => {
    // Date headers would come from the system's time, not from the injected clock.
    response.sendDate = false;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handle(exchangeOf(request, response, Buffer.concat(chunks))));
  });
  // Node would otherwise close idle connections by its own timers, under the feet of a client about to reuse one.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
