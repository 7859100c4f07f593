import type { Timers } from '../../timers.ts';
import type { TwilioCall } from './call.ts';
import type { Heard } from './handset.ts';

/** One call between Twilio and a phone: speech goes out, keys and speech come in, until somebody hangs up. */
export interface Leg {
  readonly call: TwilioCall;
  readonly heard: Heard[];
  readonly pressed: string[];
  readonly over: boolean;
  /** Calls back after `ms`, or as soon as the call is over or `stir` is called. One wait at a time. */
  wait(ms: number, then: () => void): void;
  /** Ends the wait. */
  stir(): void;
  /** Who takes keys, or speech, from now on; undefined for nobody: keys pressed then are lost. */
  onKey: ((key: string) => void) | undefined;
  onSpeech: ((seconds: number, end: string) => void) | undefined;
  /** Told when a question has been asked in full, and how many digits it takes. */
  onQuestion: ((most: number) => void) | undefined;
  /** From here on the app is being asked: `settled` waits for `answered`. */
  asks(): void;
  answered(): void;
  settled(): Promise<void>;
  press(digits: string): void;
  hang(): void;
}

export function createLeg(call: TwilioCall, timers: Timers): Leg {
  let over = false;
  let wake: (() => void) | undefined;
  let asking: PromiseWithResolvers<void> | undefined;

  const leg: Leg = {
    call,
    heard: [],
    pressed: [],
    onKey: undefined,
    onSpeech: undefined,
    onQuestion: undefined,
    get over() {
      return over;
    },
    wait(ms, then) {
      const done = (): void => {
        cancel();
        wake = undefined;
        then();
      };
      const cancel = timers.after(over ? 0 : ms, done);
      wake = done;
    },
    stir: () => wake?.(),
    asks() {
      asking ??= Promise.withResolvers();
    },
    answered() {
      asking?.resolve();
      asking = undefined;
    },
    settled: () => asking?.promise ?? Promise.resolve(),
    press(digits) {
      leg.pressed.push(digits);
      for (const key of digits) leg.onKey?.(key);
    },
    hang() {
      over = true;
      leg.onKey = undefined;
      leg.onSpeech = undefined;
      wake?.();
    },
  };
  return leg;
}
