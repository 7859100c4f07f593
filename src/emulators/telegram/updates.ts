import type { Update } from 'grammy/types';

export interface PendingUpdate {
  readonly update: Update;
  /** Telegram keeps the order of updates within a chat, not across chats. */
  readonly chatId: number;
  readonly replayed: boolean;
  /** Handed out at least once. */
  delivered: boolean;
  confirmed: boolean;
}

/** Updates waiting for the app. One list, whether it polls or has a webhook, so that changing over loses nothing. */
export interface Updates {
  /** Adds an update and resolves with its id once the app has confirmed it. */
  add(chatId: number, build: (updateId: number) => Update): Promise<number>;
  /** Adds an update again that the app may have confirmed already. Rejects for an id that was never given. */
  replay(updateId: number): Promise<number>;
  /** Waiting ones, oldest first; replays before the others, so that ids rise within a batch. */
  waiting(): Generator<PendingUpdate>;
  confirm(pending: PendingUpdate): void;
  /** What `offset` means in getUpdates: everything below it has been dealt with. */
  confirmBelow(offset: number): void;
  /** Forgets all that waits, as `drop_pending_updates` does. */
  drop(): void;
  /** `allowed_updates`: kinds to keep from now on; an empty list means all. */
  allow(kinds: readonly string[]): void;
  readonly allowed: readonly string[];
  readonly size: number;
  onAdded(callback: () => void): void;
  stop(): void;
}

interface Entry extends PendingUpdate {
  readonly resolve: (updateId: number) => void;
  readonly reject: (error: Error) => void;
}

/** How many past updates can be replayed. */
const KEPT = 100_000;

export function createUpdates(firstUpdateId: number): Updates {
  const past = new Map<number, { readonly update: Update; readonly chatId: number }>();
  let replays: Entry[] = [];
  let queue: Entry[] = [];
  let head = 0;
  let size = 0;
  let nextId = firstUpdateId;
  let allowed: readonly string[] = [];
  let added: (() => void)[] = [];
  let stopped = false;

  function enqueue(update: Update, chatId: number, replayed: boolean): Promise<number> {
    if (stopped) return Promise.reject(new Error('the Telegram emulator has stopped'));
    const confirmed = new Promise<number>((resolve, reject) => {
      const entry: Entry = { update, chatId, replayed, delivered: false, confirmed: false, resolve, reject };
      (replayed ? replays : queue).push(entry);
      size += 1;
    });
    // Most callers in a drill do not wait: a stop must not turn that into an unhandled rejection. Those who wait still see it.
    confirmed.catch(() => {});
    for (const callback of added) callback();
    return confirmed;
  }

  function confirm(pending: PendingUpdate): void {
    if (pending.confirmed) return;
    pending.confirmed = true;
    size -= 1;
    (pending as Entry).resolve(pending.update.update_id);
    while (queue[head]?.confirmed) head += 1;
    if (head > 4096) {
      queue = queue.slice(head);
      head = 0;
    }
    if (pending.replayed) replays = replays.filter((entry) => !entry.confirmed);
  }

  function rejectAll(reason: string): void {
    for (const entry of [...replays, ...queue.slice(head)]) {
      if (entry.confirmed) continue;
      entry.confirmed = true;
      entry.reject(new Error(reason));
    }
    replays = [];
    queue = [];
    head = 0;
    size = 0;
  }

  return {
    add(chatId, build) {
      const update = build(nextId);
      nextId += 1;
      past.set(update.update_id, { update, chatId });
      if (past.size > KEPT) past.delete(update.update_id - KEPT);
      // Kinds the app did not ask for are never stored, and it will never know: nothing to wait for.
      if (allowed.length > 0 && !Object.keys(update).some((key) => allowed.includes(key))) return Promise.resolve(update.update_id);
      return enqueue(update, chatId, false);
    },
    replay(updateId) {
      const kept = past.get(updateId);
      return kept === undefined ? Promise.reject(new Error(`no update ${updateId}`)) : enqueue(kept.update, kept.chatId, true);
    },
    *waiting() {
      for (const entry of replays) if (!entry.confirmed) yield entry;
      const end = queue.length;
      for (let at = head; at < end; at += 1) {
        const entry = queue[at];
        if (entry !== undefined && !entry.confirmed) yield entry;
      }
    },
    confirm,
    confirmBelow(offset) {
      // A replay is below the offset from the start, so it must also have been handed out.
      for (const entry of replays) if (entry.delivered && entry.update.update_id < offset) confirm(entry);
      for (let entry = queue[head]; entry !== undefined && entry.update.update_id < offset; entry = queue[head]) confirm(entry);
    },
    drop: () => rejectAll('the app dropped its pending updates'),
    allow: (kinds) => {
      allowed = [...kinds];
    },
    get allowed() {
      return allowed;
    },
    get size() {
      return size;
    },
    onAdded: (callback) => void added.push(callback),
    stop() {
      stopped = true;
      added = [];
      rejectAll('the Telegram emulator has stopped');
    },
  };
}
