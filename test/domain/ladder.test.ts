import { describe, expect, it } from 'vitest';
import { type Alarm, type Called, type Climb, climb, type Try } from '../../src/domain/ladder.ts';
import type { Means } from '../../src/domain/lane.ts';

const NOW = 1_000_000;
const S = 1_000;

const alarm: Alarm = { kind: 'demolition', open: true, crowd: 0, enough: 100, fellBack: false };
const go = (to: Means): Climb => ({ kind: 'go', to });
const wait = (until: number | null): Climb => ({ kind: 'wait', until });
const done: Climb = { kind: 'done' };

/** Tried on a rung, so many seconds ago. */
function tried(on: Means, state: Try['state'], secondsAgo: number | null = null, rest: Partial<Try> = {}): Try {
  return { on, state, attempts: 1, code: null, settledAt: secondsAgo === null ? null : NOW - secondsAgo * S, dueAt: NOW, ...rest };
}
const all: readonly Means[] = ['telegram', 'sms', 'voice'];
const person = (has: readonly Means[], ...copies: Try[]): Called => ({ answered: false, has, tried: copies });
/** Put off by somebody's quiet hours, for another minute. */
const asleep = { attempts: 0, dueAt: NOW + 60 * S };
const telegramSilent = tried('telegram', 'accepted', 60);

describe('the next rung', () => {
  it.each<[string, Called, Partial<Alarm>, Climb]>([
    ['Telegram first', person(all), {}, go('telegram')],
    ['SMS first without Telegram', person(['sms', 'voice']), {}, go('sms')],
    ['a call first on a landline', person(['voice']), {}, go('voice')],
    ['nothing without a contact', person([]), {}, done],
    ['SMS after a minute of silence on Telegram', person(all, telegramSilent), {}, go('sms')],
    ['not a second sooner', person(all, tried('telegram', 'accepted', 59)), {}, wait(NOW + S)],
    ['a call after a minute of silence by SMS', person(all, telegramSilent, tried('sms', 'delivered', 60)), {}, go('voice')],
    ['also where nobody told that the SMS arrived', person(all, telegramSilent, tried('sms', 'accepted', 60)), {}, go('voice')],
    ['a call straight after Telegram where there is no SMS', person(['telegram', 'voice'], telegramSilent), {}, go('voice')],
    ['nothing after Telegram alone', person(['telegram'], telegramSilent), {}, done],
    ['nothing after SMS where nobody is rung up', person(['telegram', 'sms'], telegramSilent, tried('sms', 'accepted', 99)), {}, done],
    ['nothing after a call', person(all, telegramSilent, tried('sms', 'accepted', 99), tried('voice', 'delivered', 99)), {}, done],
    ['nothing while a call is to be repeated', person(all, tried('sms', 'failed', 99), tried('voice', 'deferred')), {}, done],
    ['no call while the SMS is still to be sent', person(all, telegramSilent, tried('sms', 'queued')), {}, wait(null)],
    ['no call while the SMS is being looked up', person(all, telegramSilent, tried('sms', 'unknown')), {}, wait(null)],
    ['SMS at once where Telegram failed', person(all, tried('telegram', 'failed', 0)), {}, go('sms')],
    ['a call at once where the SMS failed', person(all, tried('telegram', 'moved', 9), tried('sms', 'failed', 0)), {}, go('voice')],
    ['a call at once where the SMS is to be tried again', person(all, tried('sms', 'deferred', null, { code: '30003' })), {}, go('voice')],
    [
      'no call while it is only being sent again',
      person(all, tried('sms', 'deferred', null, { code: 'unknown', attempts: 0 })),
      {},
      wait(null),
    ],
    ['Telegram tried again a few times', person(all, tried('telegram', 'deferred', null, { code: '502', attempts: 5 })), {}, wait(null)],
    ['SMS after a minute of that', person(all, tried('telegram', 'deferred', null, { code: '502', attempts: 6 })), {}, go('sms')],
    [
      'nobody woken by SMS whose call waits for the morning',
      person(all, tried('telegram', 'deferred', null, asleep)),
      { fellBack: true },
      wait(NOW + 60 * S),
    ],
    [
      'SMS in the morning, where Telegram is down then',
      person(all, tried('telegram', 'deferred', null, { ...asleep, dueAt: NOW })),
      { fellBack: true },
      go('sms'),
    ],
    ['the newest copy on a rung counts', person(all, tried('sms', 'moved', 9), tried('sms', 'queued')), {}, wait(null)],
    ['nothing where somebody took the copy back', person(all, tried('telegram', 'cancelled', 99)), {}, done],
  ])('%s', (_what, called, change, next) => {
    expect(climb(called, { ...alarm, ...change }, NOW)).toEqual(next);
  });

  it.each<[string, Called, Partial<Alarm>, Climb]>([
    ['one who has answered', { ...person(all, telegramSilent), answered: true }, {}, done],
    ['an alarm that is over', person(all, telegramSilent), { open: false }, done],
    ['enough people', person(all, telegramSilent), { crowd: 100 }, wait(null)],
    ['enough for a small neighbourhood', person(all, telegramSilent), { crowd: 12, enough: 12 }, wait(null)],
    ['silence when the power is cut off', person(all, telegramSilent), { kind: 'cutoff' }, done],
    ['an SMS that failed when the power is cut off', person(all, tried('sms', 'failed', 0)), { kind: 'cutoff' }, done],
  ])('there is none for %s', (_what, called, change, next) => {
    expect(climb(called, { ...alarm, ...change }, NOW)).toEqual(next);
  });

  it.each<[string, Called, Climb]>([
    ['silence is not waited for', person(all, tried('telegram', 'accepted', 1)), go('sms')],
    ['nobody waits for Telegram', person(all, tried('telegram', 'queued')), go('sms')],
    ['nor for another try there', person(all, tried('telegram', 'deferred', null, { code: '502' })), go('sms')],
    ['who has no phone does', person(['telegram'], tried('telegram', 'queued')), done],
    ['SMS is waited for as ever', person(all, tried('telegram', 'moved', 9), tried('sms', 'accepted', 9)), wait(NOW + 51 * S)],
  ])('while Telegram is down: %s', (_what, called, next) => {
    expect(climb(called, { ...alarm, fellBack: true }, NOW)).toEqual(next);
  });

  it('when the power is cut off, reaches those whom Telegram does not', () => {
    const cutoff = { ...alarm, kind: 'cutoff' } as const;
    expect(climb(person(all, tried('telegram', 'failed', 0)), cutoff, NOW)).toEqual(go('sms'));
    expect(climb(person(all, tried('telegram', 'queued')), { ...cutoff, fellBack: true }, NOW)).toEqual(go('sms'));
    expect(climb(person(all, telegramSilent), { ...cutoff, fellBack: true }, NOW)).toEqual(done);
  });
});
