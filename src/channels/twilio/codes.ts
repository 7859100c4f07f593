import type { SendResult } from '../send-error.ts';

/**
 * What a code of Twilio's means: https://www.twilio.com/docs/api/errors. `refused`: somebody must act before this number
 * can be reached, but others can. `landline`: it takes no SMS. `operator`: nothing at all can be sent until somebody acts.
 */
export type Meaning = 'dead' | 'landline' | 'stopped' | 'later' | 'slow-down' | 'refused' | 'operator';

/** Codes that mean the same for a message and for a call. */
export const sharedMeanings: Readonly<Record<number, Meaning>> = {
  20003: 'operator',
  20404: 'operator',
  20429: 'slow-down',
  21211: 'dead',
};

const LATER_MS = 60_000;
const SLOW_DOWN_MS = 1_000;

/** The result that a code stands for. One without a meaning rejects what was sent. */
export function resultOf(meaning: Meaning | undefined, code: number): SendResult {
  const text = String(code);
  switch (meaning) {
    case 'dead':
    case 'landline':
    case 'stopped':
      return { kind: 'closed', contact: meaning, code: text };
    case 'later':
      return { kind: 'retry', afterMs: LATER_MS, code: text };
    case 'slow-down':
      return { kind: 'slow-down', afterMs: SLOW_DOWN_MS, code: text };
    case 'operator':
      return { kind: 'operator', code: text };
    default:
      return { kind: 'rejected', code: text };
  }
}
