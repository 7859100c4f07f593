import { describe, expect, it } from 'vitest';
import { type Alert, audienceOf, type Call, channelOf, tally, unreleased } from '../../src/drills/account.ts';
import type { Actor } from '../../src/drills/cast.ts';

const actor = (id: number, rest: Partial<Actor>): Actor => ({
  ...{ id, name: 'Somebody', language: 'ru', memberships: [{ slug: 'bakai', role: 'both' }], trust: 'new', skills: [], joinsLive: false },
  ...rest,
});
const call = (person: number, at: number, channel: Call['channel'] = 'telegram'): Call => ({ place: 'Жастар 14', person, channel, at });
const alertFor = (...people: readonly number[]): Alert => ({
  places: ['Жастар 14', 'Абая 5'],
  at: 1_000,
  audience: { should: new Map(people.map((person) => [person, 'telegram'])), may: new Set([99]) },
});

describe('who should be called', () => {
  it.each([
    ['somebody on Telegram', { chat: { id: 1, state: 'open' } }, 'telegram'],
    ['somebody with both, on Telegram', { chat: { id: 1, state: 'open' }, phone: { number: '+7', state: 'open' } }, 'telegram'],
    ['one who blocked the bot, by SMS', { chat: { id: 1, state: 'blocked' }, phone: { number: '+7', state: 'open' } }, 'sms'],
    ['one who blocked it and has no phone, not at all', { chat: { id: 1, state: 'blocked' } }, undefined],
    ['one who stopped Telegram and has no phone, not at all', { chat: { id: 1, state: 'stopped' } }, undefined],
    [
      'one who stopped SMS but has Telegram, there',
      { chat: { id: 1, state: 'open' }, phone: { number: '+7', state: 'stopped' } },
      'telegram',
    ],
    ['one who unsubscribed at Twilio, not at all', { phone: { number: '+7', state: 'unsubscribed' } }, undefined],
    ['one with a landline, not at all', { phone: { number: '+7', state: 'landline' } }, undefined],
  ] as const)('%s', (_who, addresses, channel) => {
    expect(channelOf(actor(1, addresses))).toBe(channel);
  });

  it('is everyone of the neighbourhood but the reporter; a dead phone may be called', () => {
    const open = { chat: { id: 1, state: 'open' } } as const;
    const elsewhere = actor(3, { ...open, memberships: [{ slug: 'shanyrak-1', role: 'both' }] });
    const dead = actor(4, { phone: { number: '+7', state: 'dead' } });
    const { should, may } = audienceOf([actor(1, open), actor(2, open), elsewhere, dead], ['bakai'], [1]);
    expect([...should]).toEqual([[2, 'telegram']]);
    expect([...may]).toEqual([4]);
  });
});

describe('what became of an alert', () => {
  it('finds those whom no provider accepted a call for', () => {
    expect(tally(alertFor(1, 2, 3), [call(1, 1_100), call(3, 1_200)]).lost).toEqual([2]);
  });

  it('finds those who were called twice on one channel; the next one is for those who were silent', () => {
    const calls = [call(1, 1_100), call(1, 1_200), call(2, 1_100), call(2, 61_300, 'sms'), call(3, 1_100), call(3, 61_100, 'sms')];
    expect(tally(alertFor(1, 2, 3), [...calls, call(3, 90_000, 'sms')]).duplicates).toEqual([1, 3]);
  });

  it('counts a call for another alert neither here nor there', () => {
    const other = { ...call(1, 1_100), place: 'Жастар 22' };
    expect(tally(alertFor(1), [other, call(1, 1_200)])).toMatchObject({ duplicates: [], lost: [], strays: [] });
  });

  it('is one alert where the call moves to another house: whoever was called to the first is not called again', () => {
    const second = { ...call(1, 9_000), place: 'Абая 5' };
    expect(tally(alertFor(1, 2), [call(1, 1_100), second, { ...second, person: 2 }])).toMatchObject({ duplicates: [1], lost: [] });
  });

  it('finds those who were called and should not have been, but for dead phones', () => {
    expect(tally(alertFor(1), [call(1, 1_100), call(7, 1_100), call(99, 1_100, 'sms')]).strays).toEqual([7]);
  });

  it('times the first, the median and the last person of each channel', () => {
    const calls = [call(1, 1_050), call(2, 1_500), call(3, 3_000), call(4, 1_900, 'sms')];
    expect(tally(alertFor(1, 2, 3, 4), calls).times).toEqual({
      telegram: { firstMs: 50, medianMs: 500, lastMs: 2_000 },
      sms: { firstMs: 900, medianMs: 900, lastMs: 900 },
    });
  });

  it('has no times where nobody was called', () => {
    expect(tally(alertFor(1), []).times.sms).toEqual({ firstMs: null, medianMs: null, lastMs: null });
  });
});

it('finds those who were called to two places and released from one', () => {
  const both = tally(alertFor(1, 2), [call(1, 1_100), call(2, 1_100)]);
  const heard = new Map([
    [1, 2],
    [2, 1],
  ]);
  expect(unreleased([both, both], new Set([1, 2]), heard)).toEqual([2]);
});
