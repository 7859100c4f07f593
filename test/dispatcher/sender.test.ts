import { expect, it } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import type { Clock } from '../../src/clock.ts';
import type { Ready } from '../../src/dispatcher/queue.ts';
import { createSender } from '../../src/dispatcher/sender.ts';
import { createLog } from '../../src/logger.ts';
import { createFakeClock } from '../support/clock.ts';

const RATE = 30;

function ready(id: number): Ready {
  const copy = { id: String(id), kind: 'call', urgency: 1 } as Ready['copy'];
  return { copy, outgoing: { op: 'message', address: `chat ${id}`, rendered: { text: '' }, validForMs: 1 }, version: 0, cost: 1 };
}

it('asks for no timer of less than a millisecond: a clock of whole milliseconds would call it back at once, for ever', () => {
  const fake = createFakeClock();
  const waits: number[] = [];
  const at: Clock['at'] = (time, callback) => {
    waits.push(time - fake.now());
    return fake.at(time, callback);
  };
  const channel: Channel = {
    ...{ lane: 'telegram', rate: RATE, onePerChat: true },
    cost: () => 1,
    send: async () => ({ kind: 'accepted', providerId: '1' }),
  };
  const sent: number[] = [];
  const sender = createSender({
    ...{ channel, clock: { ...fake, at }, log: createLog('silent'), signal: new AbortController().signal },
    sent: () => sent.push(fake.now()),
    settled: () => {},
    halted: () => {},
  });
  sender.add(Array.from({ length: 2 * RATE }, (_, i) => ready(i)));
  for (let ms = 0; ms < 2_100; ms++) fake.advance(1);
  expect(sent).toHaveLength(2 * RATE);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
  expect(waits.every(Number.isInteger)).toBe(true);
});
