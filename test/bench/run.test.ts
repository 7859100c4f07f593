import { expect, it } from 'vitest';
import { verdictOf } from '../../src/bench/result.ts';
import { runBench } from '../../src/bench/run.ts';

it('measures a small call from end to end and leaves nothing behind', { timeout: 60_000 }, async () => {
  const told: string[] = [];
  const { outcomes, broken } = await runBench({
    ...{ only: ['planning'], sizes: { small: 100, middle: 100, large: 100 }, profiles: undefined },
    signal: new AbortController().signal,
    began: (name) => told.push(name),
    found: (outcome) => told.push(outcome.title),
  });
  expect(broken).toEqual([]);
  expect(told).toEqual(['planning', outcomes[0]?.title]);
  const planned = outcomes[0]?.figures.find(({ what }) => what === 'planned');
  expect(planned && [planned.value, verdictOf(planned)]).toEqual([100, 'pass']);
});

it('stops when it is interrupted', { timeout: 60_000 }, async () => {
  const stopping = new AbortController();
  const run = runBench({
    ...{ only: ['thirty'], sizes: { small: 1_000, middle: 1_000, large: 1_000 }, profiles: undefined },
    signal: stopping.signal,
    began: () => stopping.abort(),
    found: () => undefined,
  });
  await expect(run).rejects.toThrow(/aborted/);
});
