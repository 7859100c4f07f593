import type { Claimed } from '../store/lane.ts';
import type { Composed } from './compose.ts';

/** A claimed copy, ready to be sent. */
export interface Ready extends Composed {
  readonly copy: Claimed;
  readonly cost: number;
}

/** Claimed copies in the order they are to be sent, with the second that has to pass between two to one chat. */
export interface Queue {
  readonly size: number;
  /** How many could be sent if the rate allowed it: those whose chat is free. */
  free(now: number): number;
  /** Contacts that something waits for here: more for them would only wait too. */
  contacts(): readonly string[];
  add(ready: readonly Ready[]): void;
  /** Takes the first whose chat is free; undefined when there is none, and `freeAt` says when. */
  take(now: number): Ready | undefined;
  /** Puts one back that was taken. */
  putBack(ready: Ready): void;
  freeAt(): number | null;
  /** Takes out everything. */
  drain(): readonly Ready[];
}

/** A second, and a little: the provider counts on arrival. */
const CHAT_SPACING_MS = 1_050;
/** Past this many, chats that are free again are forgotten. */
const BUSY_MAX = 5_000;

export function createQueue(onePerChat: boolean): Queue {
  let waiting: Ready[] = [];
  let answeredLast = false;
  let answeredBefore = false;
  /** Chats by when they may be written to again. Telegram's limit is for messages; an answer to a press is none. */
  const busy = new Map<string, number>();
  const chatOf = (ready: Ready): string | undefined => (onePerChat && ready.outgoing.op !== 'toast' ? ready.outgoing.address : undefined);
  const isFree = (ready: Ready, now: number): boolean => (busy.get(chatOf(ready) ?? '') ?? 0) <= now;
  const order = (a: Ready, b: Ready): number => a.copy.urgency - b.copy.urgency || compareIds(a.copy.id, b.copy.id);
  return {
    get size() {
      return waiting.length;
    },
    free: (now) => waiting.filter((ready) => isFree(ready, now)).length,
    contacts: () => [...new Set(waiting.flatMap(({ copy }) => (copy.contactId === null ? [] : [copy.contactId])))],
    add(ready) {
      waiting = [...waiting, ...ready].sort(order);
    },
    take(now) {
      if (busy.size > BUSY_MAX) for (const [chat, until] of busy) if (until <= now) busy.delete(chat);
      let index = waiting.findIndex((ready) => isFree(ready, now));
      if (answeredLast && isAnswer(waiting[index])) {
        const call = waiting.findIndex((ready) => ready.copy.kind === 'call' && isFree(ready, now));
        if (call >= 0) index = call;
      }
      const taken = waiting[index];
      if (!taken) return undefined;
      waiting.splice(index, 1);
      const chat = chatOf(taken);
      if (chat) busy.set(chat, now + CHAT_SPACING_MS);
      answeredBefore = answeredLast;
      answeredLast = isAnswer(taken);
      return taken;
    },
    putBack(ready) {
      const chat = chatOf(ready);
      if (chat) busy.delete(chat);
      // As if it had not been taken.
      answeredLast = answeredBefore;
      waiting = [ready, ...waiting];
    },
    freeAt: () => (waiting.length > 0 ? Math.min(...waiting.map((ready) => busy.get(chatOf(ready) ?? '') ?? 0)) : null),
    drain() {
      const all = waiting;
      waiting = [];
      return all;
    },
  };
}

/**
 * Answers stand before calls, because somebody waits for each with the phone in the hand. But a long call gets hundreds of them,
 * and must not be starved: while people are still to be called, every second send is a call.
 */
function isAnswer(ready: Ready | undefined): boolean {
  return ready?.copy.kind === 'answer' || ready?.copy.kind === 'refresh';
}

/** Ids are decimal text of 64-bit numbers. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
