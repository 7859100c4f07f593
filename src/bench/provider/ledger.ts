import type { TelegramSend } from '../../emulators/telegram/desk.ts';
import type { TwilioSend } from '../../emulators/twilio/sender.ts';
import { BROADCAST } from '../settings.ts';

/** What the provider accepted since the ledger was opened, on one channel. Times in milliseconds since the epoch. */
export interface Tally {
  /** Messages, repeats included. */
  readonly accepted: number;
  /** Different chats or numbers. */
  readonly people: number;
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
  /** The longest time between two. */
  readonly longestGapMs: number;
}

/** Counts as it goes: adding up a hundred thousand sends at each look would burn the provider's CPU in mid-measurement. */
export interface Ledger {
  /** Forgets what was counted and begins anew with what comes from now on. */
  open(): void;
  tally(): Tally;
  /** To whom more than once, and how often. */
  repeats(): ReadonlyMap<string, number>;
  /** Sends with times in (from, to]. */
  countBetween(from: number, to: number): number;
  /** The time of the first send later than this. */
  firstAfter(at: number): number | undefined;
  /** How many had been accepted by when: at most `points` pairs of milliseconds since `from` and a count. */
  curve(from: number, points: number): readonly (readonly [ms: number, count: number])[];
}

/** One send, as far as it is counted. */
export interface Entry {
  readonly at: number;
  readonly to: string;
}

/** A call as people read it. Organisers' cards begin alike, and have a line with a code. */
export function isCall(send: Pick<TelegramSend, 'method' | 'text'>): boolean {
  return send.method === 'sendMessage' && send.text.startsWith('🔴') && !/^(Код|Code) /m.test(send.text);
}

/** A copy of the broadcast; the preview that its sender sees has a line. */
export function isBroadcast(send: Pick<TelegramSend, 'method' | 'text'>): boolean {
  return send.method === 'sendMessage' && send.text.endsWith(BROADCAST) && !send.text.includes('———');
}

/** `read` gives what an emulator has accepted so far, a list that only grows; `pick` chooses what this ledger is about. */
export function createLedger<Send extends TelegramSend | TwilioSend>(
  read: () => readonly Send[],
  pick: (send: Send) => Entry | undefined,
): Ledger {
  let next = 0;
  let times: number[] = [];
  let perPerson = new Map<string, number>();
  let longestGapMs = 0;

  function look(): void {
    const sends = read();
    for (; next < sends.length; next += 1) {
      const send = sends[next];
      const entry = send && pick(send);
      if (!entry) continue;
      longestGapMs = Math.max(longestGapMs, entry.at - (times.at(-1) ?? entry.at));
      times.push(entry.at);
      perPerson.set(entry.to, (perPerson.get(entry.to) ?? 0) + 1);
    }
  }

  return {
    open() {
      next = read().length;
      times = [];
      perPerson = new Map();
      longestGapMs = 0;
    },
    tally() {
      look();
      return { accepted: times.length, people: perPerson.size, firstAt: times[0], lastAt: times.at(-1), longestGapMs };
    },
    repeats() {
      look();
      return new Map([...perPerson].filter(([, count]) => count > 1));
    },
    countBetween(from, to) {
      look();
      return times.filter((at) => at > from && at <= to).length;
    },
    firstAfter(from) {
      look();
      return times.find((at) => at > from);
    },
    curve(from, points) {
      look();
      const step = Math.max(1, Math.ceil(times.length / points));
      const kept = times.map((at, i) => [at - from, i + 1] as const).filter(([, count]) => count % step === 0 || count === times.length);
      return times.length > 0 ? [[(times[0] ?? from) - from, 0], ...kept] : [];
    },
  };
}
