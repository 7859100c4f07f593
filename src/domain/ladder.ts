import type { DeliveryState } from './delivery.ts';
import { type Kind, kinds } from './kind.ts';
import { type Means, means } from './lane.ts';

/** How far a kind of alarm goes after somebody. */
interface Policy {
  /** Silence on one rung after which the next one is tried; null where only those who cannot be reached go on. */
  readonly silenceMs: number | null;
  /** Whether anybody is rung up. */
  readonly voice: boolean;
}

/** People are needed now: whoever sleeps is woken. */
const danger: Policy = { silenceMs: 60_000, voice: true };

const policies: Readonly<Record<Kind, Policy>> = {
  demolition: danger,
  bailiffs: danger,
  collectors: danger,
  police: danger,
  raid: danger,
  cutoff: { silenceMs: null, voice: false },
};

/** Kinds of alarms that people are rung up for. */
export const ringingKinds: readonly Kind[] = kinds.filter((kind) => policies[kind].voice);

export function silenceMsOf(kind: Kind): number | null {
  return policies[kind].silenceMs;
}

/** A Telegram call that was tried so often without success has been on its way for a minute (1 + 2 + 4 … + 32 s). */
export const TRIES_IN_A_MINUTE = 6;

/** What the alarm asks of everybody on the ladder. */
export interface Alarm {
  readonly kind: Kind;
  readonly open: boolean;
  /** People coming and there. */
  readonly crowd: number;
  /** How many are a crowd: nobody is woken on another channel any more. */
  readonly enough: number;
  /** Telegram is taken to be down. */
  readonly fellBack: boolean;
}

/** One copy of the call. */
export interface Try {
  readonly on: Means;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Why it was not accepted. */
  readonly code: string | null;
  /** When it was accepted, or given up. */
  readonly settledAt: number | null;
  /** When it is to be sent. */
  readonly dueAt: number;
}

/** Somebody who is called. The rungs are the means, in their order: Telegram, SMS, voice. */
export interface Called {
  readonly answered: boolean;
  /** Rungs with an open contact and a lane. */
  readonly has: readonly Means[];
  /** In the order they were planned. */
  readonly tried: readonly Try[];
}

/** `wait`: until a time, or until something else happens. `done`: nothing is left to be tried. */
export type Climb =
  | { readonly kind: 'go'; readonly to: Means }
  | { readonly kind: 'wait'; readonly until: number | null }
  | { readonly kind: 'done' };

const done: Climb = { kind: 'done' };
const waiting: Climb = { kind: 'wait', until: null };

/** Which rung comes next for somebody, and when. */
export function climb(person: Called, alarm: Alarm, now: number): Climb {
  if (!alarm.open || person.answered) return done;
  const reached = Math.max(-1, ...person.tried.map((t) => means.indexOf(t.on)));
  const last = person.tried.findLast((t) => means.indexOf(t.on) === reached);
  const to = means.find((rung, index) => index > reached && person.has.includes(rung) && (rung !== 'voice' || policies[alarm.kind].voice));
  if (to === undefined) return done;
  if (!last) return { kind: 'go', to };
  const at = leavesAt(last, alarm, now);
  if (at === 'never') return done;
  // Whoever was called stays called; when people turn back, those who were silent are asked again.
  if (at === 'unsettled' || alarm.crowd >= alarm.enough) return waiting;
  return at <= now ? { kind: 'go', to } : { kind: 'wait', until: at };
}

/** When the rung that somebody is on has failed them. */
function leavesAt(last: Try, alarm: Alarm, now: number): number | 'unsettled' | 'never' {
  const { silenceMs } = policies[alarm.kind];
  const down = alarm.fellBack && last.on === 'telegram';
  switch (last.state) {
    case 'queued':
      return down ? now : 'unsettled';
    case 'deferred':
      if (isAsleep(last, now)) return last.dueAt;
      return down || isStuck(last) ? now : 'unsettled';
    case 'unknown':
    case 'held':
    case 'frozen':
      return 'unsettled';
    case 'accepted':
    case 'delivered':
      if (silenceMs === null) return 'never';
      return down ? now : (last.settledAt ?? now) + silenceMs;
    case 'failed':
    case 'moved':
      return now;
    case 'cancelled':
    case 'expired':
      return 'never';
  }
}

/** Whether a copy waits for the end of somebody's quiet hours, and was not tried yet: no other channel wakes them either. */
function isAsleep({ attempts, code, dueAt }: Try, now: number): boolean {
  return attempts === 0 && code === null && dueAt > now;
}

/** Whether a copy that is to be tried again has had its time: an SMS was reported undelivered, Telegram has refused it for a minute. */
function isStuck({ on, attempts, code }: Try): boolean {
  if (on === 'sms') return attempts > 0 && code !== null && code !== 'unknown';
  return attempts >= TRIES_IN_A_MINUTE;
}
