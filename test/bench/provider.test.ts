import { describe, expect, it } from 'vitest';
import { createLedger, isBroadcast, isCall } from '../../src/bench/provider/ledger.ts';
import { createSky } from '../../src/bench/provider/weather.ts';
import { BROADCAST } from '../../src/bench/settings.ts';
import { createSeededRandom } from '../../src/drills/random.ts';
import type { TelegramSend } from '../../src/emulators/telegram/desk.ts';

const send = (at: number, chatId: number, text = '🔴 Бакай: снос\n📍 Жастар 14', method = 'sendMessage'): TelegramSend => ({
  ...{ at, chatId, text, method, messageId: at },
});

describe('the ledger', () => {
  function ledger(sends: TelegramSend[]) {
    return createLedger(
      () => sends,
      (s) => (isCall(s) ? { at: s.at, to: String(s.chatId) } : undefined),
    );
  }

  it('counts messages and people from when it was opened', () => {
    const sends = [send(1, 9)];
    const book = ledger(sends);
    book.open();
    expect(book.tally()).toEqual({ accepted: 0, people: 0, firstAt: undefined, lastAt: undefined, longestGapMs: 0 });
    sends.push(send(10, 1), send(15, 2), send(40, 1), send(41, 3, '🟢 Тревога ушла'));
    expect(book.tally()).toEqual({ accepted: 3, people: 2, firstAt: 10, lastAt: 40, longestGapMs: 25 });
    expect([...book.repeats()]).toEqual([['1', 2]]);
    expect(book.countBetween(10, 40)).toBe(2);
    expect([book.firstAfter(10), book.firstAfter(40)]).toEqual([15, undefined]);
  });

  it('draws a curve of few points that ends with the last', () => {
    const book = ledger(Array.from({ length: 1_000 }, (_, i) => send(100 + i, i)));
    const curve = book.curve(50, 10);
    expect(curve.length).toBeLessThanOrEqual(12);
    expect([curve[0], curve.at(-1)]).toEqual([
      [50, 0],
      [1_049, 1_000],
    ]);
  });

  it('knows calls and broadcasts from cards, previews and edits', () => {
    expect(isCall(send(1, 1))).toBe(true);
    expect(isCall(send(1, 1, '🔴 Бакай: снос\n📍 Жастар 14', 'editMessageText'))).toBe(false);
    expect(isCall(send(1, 1, '🔴 Bakai: demolition\n📍 Жастар 14\nCode 4K7 · since 11:02'))).toBe(false);
    expect(isBroadcast(send(1, 1, `Бакай: ${BROADCAST}`))).toBe(true);
    expect(isBroadcast(send(1, 1, `Бакай, получат: 3\n———\n${BROADCAST}`))).toBe(false);
  });
});

describe('the weather', () => {
  it('closes the door to everybody for a time, and says how long still', () => {
    let now = 0;
    const sky = createSky(() => now, createSeededRandom(1));
    sky.change({ kind: 'closed-door', seconds: 5 });
    expect(sky.over('sendMessage', '1')).toMatchObject({ kind: 'status', status: 429, body: { parameters: { retry_after: 5 } } });
    now = 4_500;
    expect(sky.over('answerCallbackQuery', '1')).toMatchObject({ body: { parameters: { retry_after: 1 } } });
    now = 5_000;
    expect(sky.over('sendMessage', '1')).toBeUndefined();
    expect(sky.damage()).toMatchObject({ refused: 2, refusedLate: 1 });
  });

  it('leaves one message unanswered', () => {
    const sky = createSky(() => 0, createSeededRandom(1));
    sky.change({ kind: 'hang', after: 2 });
    const faults = ['getMe', 'sendMessage', 'sendMessage', 'sendMessage', 'sendMessage'].map(
      (method, i) => sky.over(method, String(i))?.kind,
    );
    expect(faults).toEqual([undefined, undefined, undefined, 'hang', undefined]);
    expect(sky.damage().hung).toEqual(['3']);
  });

  it('does harm in the shares it was told', () => {
    const sky = createSky(() => 0, createSeededRandom(2006));
    sky.change({ kind: 'errors', status500: 0.1, reset: 0.1, hang: 0.02, acceptThenReset: 0.1 });
    for (let i = 0; i < 10_000; i += 1) sky.over('sendMessage', String(i));
    const { faults, unheard } = sky.damage();
    for (const kind of ['500', 'reset', 'accept-then-reset']) expect(Math.abs((faults[kind] ?? 0) - 1_000)).toBeLessThan(120);
    expect(Math.abs((faults.hang ?? 0) - 200)).toBeLessThan(60);
    expect(unheard).toHaveLength(faults['accept-then-reset'] ?? 0);
  });
});
