import { describe, expect, it } from 'vitest';
import type { DeliveryKind } from '../../src/domain/delivery.ts';
import type { Kind } from '../../src/domain/kind.ts';
import { type CapState, canBeHeld, createDayOf, decideCap, fallsUnder, isOver, isScope, type Scope } from '../../src/domain/spend.ts';

const caps = { incident: 50, day: 200 };
const standing = (scope: Scope, spent: number, state: CapState | null) => ({ scope, spent, state });

describe('a cap on what is spent', () => {
  it.each<readonly [string, Scope, number, CapState | null, number, ReturnType<typeof decideCap>]>([
    ['far from it', 'incident:1', 39, null, 0, 'nothing'],
    ['at 80 %', 'incident:1', 40, null, 0, 'warn'],
    ['is warned of once', 'incident:1', 45, 'warned', 0, 'nothing'],
    ['at 100 %, with nothing to hold', 'incident:1', 50, 'warned', 0, 'tell'],
    ['passed in one leap', 'incident:1', 70, null, 0, 'tell'],
    ['is told of once', 'incident:1', 55, 'over', 0, 'nothing'],
    ['with something to decide about', 'incident:1', 50, 'warned', 3, 'ask'],
    ['with something new to decide about', 'incident:1', 55, 'over', 3, 'ask'],
    ['is asked about once', 'incident:1', 55, 'held', 3, 'nothing'],
    ['was let go', 'incident:1', 500, 'released', 0, 'nothing'],
    ['is another one for the day', 'day:2026-11-23', 159, null, 0, 'nothing'],
    ['of the day at 80 %', 'day:2026-11-23', 160, null, 0, 'warn'],
    ['of the day at 100 %', 'day:2026-11-23', 200, 'warned', 7, 'ask'],
    ['was raised while copies were held', 'incident:1', 49, 'held', 3, 'resume'],
    ['was raised while nothing was held', 'incident:1', 49, 'over', 0, 'resume'],
  ])('%s', (_, scope, spent, state, held, expected) => {
    expect(decideCap(standing(scope, spent, state), caps, held)).toBe(expected);
  });

  it('of 0 is none', () => {
    expect(decideCap(standing('incident:1', 1e9, null), { incident: 0, day: 0 }, 5)).toBe('nothing');
    expect(isOver(standing('incident:1', 1e9, null), { incident: 0, day: 0 })).toBe(false);
  });

  it('holds from the moment that it is reached until organisers let it go', () => {
    expect([49, 50, 51].map((spent) => isOver(standing('incident:1', spent, null), caps))).toEqual([false, true, true]);
    expect(isOver(standing('incident:1', 51, 'released'), caps)).toBe(false);
  });

  it.each<readonly [DeliveryKind, Kind | null, boolean]>([
    ['call', 'demolition', false],
    ['call', 'raid', false],
    ['call', 'cutoff', true],
    ['call', null, false],
    ['all-clear', 'demolition', false],
    ['all-clear', 'cutoff', false],
    ['update', 'demolition', true],
    ['place', 'demolition', true],
    ['broadcast', null, true],
    ['answer', null, false],
    ['receipt', 'cutoff', false],
    ['card', 'cutoff', false],
    ['farewell', null, false],
  ])('may hold a copy of kind %s about %s: %s', (kind, what, expected) => {
    expect(canBeHeld(kind, what)).toBe(expected);
  });

  it('is for one incident, or for everything', () => {
    expect(fallsUnder('incident:12', '12')).toBe(true);
    expect(fallsUnder('incident:12', '1')).toBe(false);
    expect(fallsUnder('incident:12', null)).toBe(false);
    expect(fallsUnder('day:2026-11-23', null)).toBe(true);
    const isId = (id: string): boolean => /^\d+$/.test(id);
    expect(['incident:12', 'day:2026-11-23'].every((text) => isScope(text, isId))).toBe(true);
    expect(['incident:', 'incident:x', 'day:', 'day:12', 'week:1', 'incident:1:2', ''].some((text) => isScope(text, isId))).toBe(false);
  });

  it('counts days as the city does', () => {
    const dayOf = createDayOf('Asia/Almaty');
    expect(dayOf(Date.parse('2026-11-23T18:59:00Z'))).toBe('2026-11-23');
    expect(dayOf(Date.parse('2026-11-23T19:01:00Z'))).toBe('2026-11-24');
  });
});
