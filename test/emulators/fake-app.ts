import { type Exchange, startServer } from '../../src/emulators/server.ts';

/** A web server in the app's place: keeps what it is sent, answers with the statuses it is given, then with 200. */
export interface FakeApp {
  readonly url: string;
  readonly requests: readonly Exchange[];
  /** The form of the request at this index. */
  form(index: number): Readonly<Record<string, string>>;
  willAnswer(...statuses: number[]): void;
  /** Keeps requests unanswered from now on. */
  hold(): void;
  release(): void;
  /** Resolves once this many requests have come in all. */
  received(count: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startFakeApp(): Promise<FakeApp> {
  const requests: Exchange[] = [];
  let statuses: number[] = [];
  let waits: { count: number; resolve: () => void }[] = [];
  let held: (() => void)[] | undefined;

  const server = await startServer(0, (exchange) => {
    requests.push(exchange);
    const status = statuses.shift() ?? 200;
    const answer = (): void => exchange.answer({ status, body: '<Response/>', type: 'text/xml' });
    if (held === undefined) answer();
    else held.push(answer);
    for (const wait of waits) if (wait.count <= requests.length) wait.resolve();
    waits = waits.filter((wait) => wait.count > requests.length);
  });

  return {
    url: server.url,
    requests,
    form: (index) => Object.fromEntries(new URLSearchParams(requests[index]?.body)),
    willAnswer: (...list) => {
      statuses = list;
    },
    hold: () => {
      held = [];
    },
    release: () => {
      for (const answer of held ?? []) answer();
      held = undefined;
    },
    received: (count) => (requests.length >= count ? Promise.resolve() : new Promise((resolve) => waits.push({ count, resolve }))),
    stop: () => server.stop(),
  };
}
