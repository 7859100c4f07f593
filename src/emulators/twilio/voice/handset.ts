import type { AppAnswer } from '../phone.ts';
import type { CallStatus } from './call.ts';

/** What becomes of a call to a phone. */
export type VoiceBehaviour =
  /**
   * Somebody picks up after `ringsMs` (3 s), listens, and at each question presses as many of `presses` as it takes,
   * `thinksMs` (1 s) after it was asked. Digits beyond one question wait for the next.
   */
  | { readonly kind: 'answers'; readonly presses?: string; readonly ringsMs?: number; readonly thinksMs?: number }
  /** A voice mail picks up after `ringsMs` (15 s): before a time-out that is longer. */
  | { readonly kind: 'machine'; readonly ringsMs?: number }
  /** Engaged: it never rings. */
  | { readonly kind: 'busy' }
  /** Rings, and the call is turned away at once. */
  | { readonly kind: 'declines' }
  /** Rings until Twilio gives up. */
  | { readonly kind: 'no-answer' }
  /** The carrier cannot reach the number. */
  | { readonly kind: 'failed' };

/** What the phone was told: the words of a `Say`, the address of a `Play`. */
export interface Heard {
  readonly verb: 'Say' | 'Play';
  readonly language?: string;
  readonly voice?: string;
  readonly text: string;
}

/** A call to the phone. `status` moves on while it lasts; heard and pressed grow. */
export interface PhoneCall {
  readonly at: number;
  readonly sid: string;
  readonly from: string;
  readonly status: CallStatus;
  readonly heard: readonly Heard[];
  /** What was pressed at a time; one entry per question. */
  readonly pressed: readonly string[];
}

/** How a recording ends: by a key, or by putting the phone down. */
export type RecordEnd = '#' | 'hangup';

/** A call that the phone made, in the hand of whoever holds it. */
export interface Dialled {
  readonly sid: string;
  readonly status: CallStatus;
  readonly heard: readonly Heard[];
  readonly pressed: readonly string[];
  /** The app's answer to the first webhook. Rejects when there is none in 15 s. */
  readonly answered: Promise<AppAnswer>;
  /** Resolves at once, or if these digits answer a question, when the app has answered them. Rejects when the call is over. */
  press(digits: string): Promise<void>;
  /** Speaks for so long (no time passes) into a `Record`; resolves when the app has answered. Rejects when nothing records. */
  record(seconds: number, end?: RecordEnd): Promise<void>;
  /** Resolves when the app knows. Before the call was answered it is a missed call: `canceled`. */
  hangUp(): Promise<void>;
}
