import type { Leg } from './leg.ts';

/**
 * What happens in a call, one thing after the other: yields milliseconds to let pass, or the app's answer to wait for. A
 * generator and no async function, because it then goes on within the very tick that ends a wait. Promises go on later: a
 * fake clock that jumps by a minute would see a call do one step of that minute.
 */
export type Course<Result> = Generator<number | Promise<unknown>, Result, unknown>;

/** Lets time pass, less of it when the call ends or somebody stirs. */
export function* wait(ms: number): Course<void> {
  yield ms;
}

export function* answerTo<Result>(asked: Promise<Result>): Course<Result> {
  return (yield asked) as Result;
}

/** Takes the course to its end. The promises that it waits for must not reject. */
export function follow(leg: Leg, course: Course<void>): void {
  const go = (answer?: unknown): void => {
    const { done, value } = course.next(answer);
    if (done === true) leg.answered();
    else if (typeof value === 'number') leg.wait(value, go);
    else void value.then(go);
  };
  go();
}
