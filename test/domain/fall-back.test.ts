import { describe, expect, it } from 'vitest';
import { decideFallBack, type LaneStanding, type TelegramFacts } from '../../src/domain/fall-back.ts';

const NOW = 1_000_000;
const running: LaneStanding = { state: 'running', since: 0 };
const stopped: LaneStanding = { state: 'stopped', since: NOW };
const paused = (seconds: number): LaneStanding => ({ state: 'paused', since: NOW - seconds * 1_000 });
const fine: TelegramFacts = { lanes: [running], waiting: true, tried: 0, refused: 0, expected: 0, answered: 0 };

describe('a whole neighbourhood goes on by SMS', () => {
  it.each<[string, Partial<TelegramFacts>, ReturnType<typeof decideFallBack>]>([
    ['not while Telegram does what it should', { tried: 500, refused: 3, expected: 40, answered: 20 }, undefined],
    ['when half of what was tried is not accepted', { tried: 20, refused: 10 }, 'errors'],
    ['not where less than half fails', { tried: 21, refused: 10 }, undefined],
    ['not for a few errors', { tried: 19, refused: 19 }, undefined],
    ['when the lane is stopped', { lanes: [stopped] }, 'standstill'],
    ['not when it is stopped and nothing waits for it', { lanes: [stopped], waiting: false }, undefined],
    ['when it is paused for half a minute', { lanes: [paused(30)] }, 'standstill'],
    ['not for a short pause', { lanes: [paused(29)] }, undefined],
    ['when one of two bots stands still', { lanes: [running, stopped] }, 'standstill'],
    ['not for one of three', { lanes: [running, stopped, running] }, undefined],
    ['not before any lane is on record', { lanes: [] }, undefined],
    ['when hardly anybody answers who usually has by now', { expected: 10, answered: 1 }, 'silence'],
    ['not when a fifth of them have', { expected: 10, answered: 2 }, undefined],
    ['not where few are expected', { expected: 9, answered: 0 }, undefined],
  ])('%s', (_what, facts, reason) => {
    expect(decideFallBack('demolition', { ...fine, ...facts }, NOW)).toBe(reason);
  });

  it('when the power is cut off, for errors but not for silence', () => {
    expect(decideFallBack('cutoff', { ...fine, tried: 20, refused: 20 }, NOW)).toBe('errors');
    expect(decideFallBack('cutoff', { ...fine, expected: 50 }, NOW)).toBeUndefined();
  });
});
