import type { Claimed } from '../store/claim.ts';
import type { Composed } from './compose.ts';

/** What is still needed of a claimed copy once it is composed: thousands wait at once, and what they carried is dead weight. */
export type Waiting = Pick<Claimed, 'id' | 'incidentId' | 'contactId' | 'op' | 'kind' | 'urgency' | 'attempts' | 'expiresAt'>;

/** A claimed copy, ready to be sent. */
export interface Ready extends Composed {
  readonly copy: Waiting;
  readonly cost: number;
}

/** Claimed copies in the order they are to be sent, with the second that has to pass between two to one chat. */
export interface Queue {
  readonly size: number;
  /** How many there are of at least this urgency. */
  count(urgencyMax: number): number;
  /** How many there are of at least this urgency whose chat is free: what could be sent if the rate allowed it. */
  free(urgencyMax: number, now: number): number;
  /** Contacts that something waits for here because their chat is not free: more for them would only wait too. */
  waiting(now: number): readonly string[];
  ids(): readonly string[];
  /** Incidents that something here is about. */
  incidents(): readonly string[];
  /** The highest urgency number here; -1 where there is nothing. */
  leastUrgent(): number;
  add(ready: readonly Ready[]): void;
  /** Takes the first whose chat is free; undefined when there is none, and `freeAt` says when. */
  take(now: number): Ready | undefined;
  /** Puts one back that was taken. */
  putBack(ready: Ready): void;
  freeAt(): number | null;
  /** Takes out what matches. */
  drain(matches: (ready: Ready) => boolean): readonly Ready[];
}

/** A second, and a little: the provider counts on arrival. */
const CHAT_SPACING_MS = 1_050;
/** A group takes 20 messages a minute: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const GROUP_SPACING_MS = 3_050;
/** Chats that are free again are forgotten this often. */
const FORGET_EVERY_MS = 1_000;

export function createQueue(onePerChat: boolean): Queue {
  let waiting: Ready[] = [];
  /** By urgency. */
  const counts: number[] = [];
  const counted = (urgency: number, by: number): void => {
    while (counts.length <= urgency) counts.push(0);
    counts[urgency] = (counts[urgency] ?? 0) + by;
  };
  let answeredLast = false;
  let answeredBefore = false;
  let forgotAt = 0;
  /** Chats by when they may be written to again. Telegram's limit is for messages; an answer to a press is none. */
  const busy = new Map<string, number>();
  const chatOf = (ready: Ready): string | undefined => (onePerChat && ready.outgoing.op !== 'toast' ? ready.outgoing.address : undefined);
  const isFree = (ready: Ready, now: number): boolean => (busy.get(chatOf(ready) ?? '') ?? 0) <= now;
  const order = (a: Ready, b: Ready): number => a.copy.urgency - b.copy.urgency || compareIds(a.copy.id, b.copy.id);
  return {
    get size() {
      return waiting.length;
    },
    count: (urgencyMax) => counts.reduce((sum, count, urgency) => (urgency <= urgencyMax ? sum + count : sum), 0),
    free: (urgencyMax, now) => waiting.reduce((sum, ready) => sum + (ready.copy.urgency <= urgencyMax && isFree(ready, now) ? 1 : 0), 0),
    waiting: (now) => [
      ...new Set(waiting.flatMap((ready) => (ready.copy.contactId === null || isFree(ready, now) ? [] : [ready.copy.contactId]))),
    ],
    ids: () => waiting.map(({ copy }) => copy.id),
    incidents: () => [...new Set(waiting.flatMap(({ copy }) => (copy.incidentId === null ? [] : [copy.incidentId])))],
    leastUrgent: () => waiting.at(-1)?.copy.urgency ?? -1,
    add(ready) {
      waiting = [...waiting, ...ready].sort(order);
      for (const { copy } of ready) counted(copy.urgency, 1);
    },
    take(now) {
      if (now - forgotAt > FORGET_EVERY_MS) {
        forgotAt = now;
        for (const [chat, until] of busy) if (until <= now) busy.delete(chat);
      }
      let index = waiting.findIndex((ready) => isFree(ready, now));
      if (answeredLast && isAnswer(waiting[index])) {
        const call = waiting.findIndex((ready) => ready.copy.kind === 'call' && isFree(ready, now));
        if (call >= 0) index = call;
      }
      const taken = waiting[index];
      if (!taken) return undefined;
      waiting.splice(index, 1);
      counted(taken.copy.urgency, -1);
      const chat = chatOf(taken);
      if (chat) busy.set(chat, now + (chat.startsWith('-') ? GROUP_SPACING_MS : CHAT_SPACING_MS));
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
      counted(ready.copy.urgency, 1);
    },
    freeAt: () => (waiting.length > 0 ? Math.min(...waiting.map((ready) => busy.get(chatOf(ready) ?? '') ?? 0)) : null),
    drain(matches) {
      const taken = waiting.filter(matches);
      if (taken.length > 0) waiting = waiting.filter((ready) => !matches(ready));
      for (const { copy } of taken) counted(copy.urgency, -1);
      return taken;
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
