import { type Course, wait } from './course.ts';
import type { Leg } from './leg.ts';
import type { Gather, RecordVerb, Utterance } from './verb.ts';

export interface Gathered {
  readonly digits: string;
  readonly finishedOnKey: string;
}

/**
 * Says the prompts and collects digits. The first key stops the speech (`stopped`: also what is only being fetched); then each may take as long as the time-out, which
 * begins when the prompts are over. A finishing key with nothing before it does nothing, as at Twilio.
 */
export function* gather(leg: Leg, verb: Gather, utter: (prompt: Utterance, stopped: () => boolean) => Course<void>): Course<Gathered> {
  let digits = '';
  let finishedOnKey = '';
  let done = false;
  if (verb.keys) {
    leg.onKey = (key) => {
      if (done) return;
      if (key === verb.finishOnKey && digits === '') return;
      if (key === verb.finishOnKey) finishedOnKey = key;
      else digits += key;
      done = finishedOnKey !== '' || digits.length === verb.numDigits;
      if (done) leg.asks();
      leg.stir();
    };
  }
  for (const prompt of verb.prompts) if (digits === '' && !leg.over) yield* utter(prompt, () => digits !== '');
  if (digits === '' && !leg.over && verb.keys) leg.onQuestion?.(verb.numDigits ?? Number.POSITIVE_INFINITY);
  while (!done && !leg.over) {
    const before = digits;
    yield* wait(verb.timeoutMs);
    if (digits === before) break;
  }
  leg.onKey = undefined;
  return { digits, finishedOnKey };
}

export interface Recorded {
  readonly seconds: number;
  /** The key, or `hangup`. */
  readonly end: string;
}

/** Waits for speech. Undefined when there was silence: Twilio then goes on with the next verb and asks nobody. */
export function* record(leg: Leg, verb: RecordVerb): Course<Recorded | undefined> {
  let recorded: Recorded | undefined;
  leg.onSpeech = (seconds, end) => {
    recorded = { seconds: Math.min(seconds, verb.maxSeconds), end };
    leg.asks();
    leg.stir();
  };
  yield* wait(verb.timeoutMs);
  leg.onSpeech = undefined;
  return recorded;
}
