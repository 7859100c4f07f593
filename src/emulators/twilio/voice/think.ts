import type { Timers } from '../../timers.ts';
import type { VoiceBehaviour } from './handset.ts';
import type { Leg } from './leg.ts';

const THINKS_MS = 1_000;

/**
 * The person who picked up: at each question, presses what they would press, after a while. Someone slow may press when
 * the question is over, into the next one or into nothing, as people do.
 */
export function think(leg: Leg, timers: Timers, voice: () => VoiceBehaviour): void {
  let left: string | undefined;
  let thinking = false;
  leg.onQuestion = (most) => {
    const person = voice();
    if (person.kind !== 'answers') return;
    left ??= person.presses ?? '';
    if (left === '' || thinking) return;
    thinking = true;
    timers.after(person.thinksMs ?? THINKS_MS, () => {
      thinking = false;
      if (leg.over || left === undefined) return;
      const digits = left.slice(0, most);
      left = left.slice(digits.length);
      leg.press(digits);
    });
  };
}
