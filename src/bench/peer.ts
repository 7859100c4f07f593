import { type ChildProcess, fork } from 'node:child_process';

/** What a process of the bench can be asked for: functions of one argument that survives JSON. */
export type Verbs = Readonly<Record<string, (argument: never) => unknown>>;

/** Asks another process; rejects when it could not do it, or when it ends first. */
export type Ask<V extends Verbs> = <K extends keyof V & string>(
  verb: K,
  argument: Parameters<V[K]>[0],
) => Promise<Awaited<ReturnType<V[K]>>>;

export interface Peer<V extends Verbs> {
  readonly ask: Ask<V>;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

interface Question {
  readonly id: number;
  readonly verb: string;
  readonly argument: unknown;
}

type Reply = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Starts a module of the bench in a process of its own, so that what it burns is not counted as the app's. */
export function startPeer<V extends Verbs>(module: URL): Peer<V> {
  // Detached: Ctrl-C in the terminal is for the parent, which ends its children in order.
  const child = fork(module, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: {}, detached: true });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let gone: Error | undefined;

  child.on('message', (reply: Reply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('error' in reply) asked?.reject(new Error(reply.error));
    else asked?.resolve(reply.value as never);
  });
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      gone = new Error(`${module.pathname.split('/').at(-1)} has ended`);
      for (const { reject } of waiting.values()) reject(gone);
      waiting.clear();
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  return {
    ask: (verb, argument) => {
      if (gone) return Promise.reject(gone);
      last += 1;
      const question: Question = { id: last, verb, argument };
      return new Promise((resolve, reject) => {
        waiting.set(question.id, { resolve, reject });
        // A child that dies at this moment is told by its exit.
        child.send(question, () => undefined);
      });
    },
    stop: () => end(child, ended),
  };
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

/** In the child: answers questions until the parent is gone. */
export function answerAs(verbs: Verbs): void {
  process.on('message', ({ id, verb, argument }: Question) => void answer(id, verb, argument));
  process.on('disconnect', () => process.exit());

  async function answer(id: number, verb: string, argument: unknown): Promise<void> {
    try {
      process.send?.({ id, value: await verbs[verb]?.(argument as never) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}
