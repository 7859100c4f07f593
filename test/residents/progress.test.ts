import { expect, it } from 'vitest';
import { createProgress } from '../../src/residents/progress.ts';
import { createFakeClock } from '../support/clock.ts';

function watch(isTTY: boolean) {
  const clock = createFakeClock();
  const shown: string[] = [];
  const screen = { isTTY, write: (text: string) => shown.push(text) };
  return { clock, progress: createProgress(screen, 1_000, clock.now), shown: () => shown.join('') };
}

it('draws a bar on a terminal, at most ten times a second, and takes it away for what is said', () => {
  const { clock, progress, shown } = watch(true);
  clock.advance(1_000);
  progress.update(500, 2_000);
  progress.update(600, 3_000);
  progress.say('line 7: phone cannot be read');
  progress.end();
  expect(shown()).toBe(
    `\r\u001b[K[${'#'.repeat(15)}${'.'.repeat(15)}] 50 %, 2000 lines, 2000 a second\r\u001b[Kline 7: phone cannot be read\n`,
  );
});

it('writes a plain line every five seconds elsewhere', () => {
  const { clock, progress, shown } = watch(false);
  progress.update(100, 1_000);
  clock.advance(5_000);
  progress.update(900, 20_000);
  progress.update(1_000, 21_000);
  progress.end();
  expect(shown()).toBe('90 %, 20000 lines, 4000 a second\n');
});
