import { beforeEach, expect, it } from 'vitest';
import { createDrillClock } from '../../src/drills/clock.ts';
import { createFakeClock, type FakeClock } from '../support/clock.ts';

const START = 1_000_000;
let real: FakeClock;
let heard: [string, number][];
beforeEach(() => {
  real = createFakeClock();
  heard = [];
});

/** A story clock, and a way to note when it calls back. */
function story(pace: number) {
  const clock = createDrillClock(START, pace, real);
  const note = (name: string, afterMs: number) => clock.at(START + afterMs, () => void heard.push([name, clock.now() - START]));
  return { clock, note };
}

it('runs at its pace, and calls back when the time has come', () => {
  const { clock, note } = story(10);
  note('later', 1_000);
  note('sooner', 100);
  real.advance(10);
  expect(heard).toEqual([['sooner', 100]]);
  real.advance(90);
  expect(heard).toEqual([
    ['sooner', 100],
    ['later', 1_000],
  ]);
  expect(clock.now()).toBe(START + 1_000);
});

it('changes its pace without a leap', () => {
  const { clock } = story(1);
  real.advance(100);
  clock.setPace(4);
  real.advance(100);
  expect(clock.now()).toBe(START + 500);
});

it('leaps, calling back in order and each at its time, also what is asked for on the way', () => {
  const { clock, note } = story(1);
  note('third', 3_000);
  note('first', 1_000);
  note('beyond', 10_000);
  clock.at(START + 1_000, () => void note('second', 2_000));
  clock.jump(START + 5_000);
  expect(heard).toEqual([
    ['first', 1_000],
    ['second', 2_000],
    ['third', 3_000],
  ]);
  expect(clock.now()).toBe(START + 5_000);
});

it('never leaps back', () => {
  const { clock } = story(1);
  clock.jump(START + 5_000);
  clock.jump(START + 1_000);
  expect(clock.now()).toBe(START + 5_000);
});

it('stands still while it is held, and catches nothing up', () => {
  const { clock, note } = story(1);
  note('due', 100);
  real.advance(50);
  const first = clock.hold();
  const second = clock.hold();
  real.advance(500);
  first();
  real.advance(500);
  expect(clock.now()).toBe(START + 50);
  second();
  real.advance(49);
  expect(heard).toEqual([]);
  real.advance(1);
  expect(heard).toEqual([['due', 100]]);
});

it('forgets what was cancelled', () => {
  const { note } = story(1);
  const cancel = note('cancelled', 10);
  cancel();
  real.advance(100);
  expect(heard).toEqual([]);
});
