import { describe, expect, it } from 'vitest';
import { createQueue, type Ready } from '../../src/dispatcher/queue.ts';
import type { DeliveryKind } from '../../src/domain/delivery.ts';
import { urgency } from '../../src/domain/delivery.ts';

function ready(id: number, kind: DeliveryKind, address = `chat ${id}`): Ready {
  const copy = { id: String(id), kind, urgency: urgency[kind] } as Ready['copy'];
  return { copy, outgoing: { op: 'message', address, rendered: { text: '' }, validForMs: 1 }, version: 0, cost: 1 };
}

const order = (queue: ReturnType<typeof createQueue>, now = 0): string[] => {
  const taken: string[] = [];
  for (let next = queue.take(now); next; next = queue.take(now)) taken.push(next.copy.id);
  return taken;
};

describe("a lane's queue", () => {
  it('sends the most urgent first, and the older first among equals', () => {
    const queue = createQueue(true);
    queue.add([ready(1, 'broadcast'), ready(2, 'all-clear'), ready(10, 'call'), ready(9, 'call'), ready(11, 'card')]);
    expect(order(queue)).toEqual(['11', '9', '10', '2', '1']);
  });

  it('lets answers go before a call, but not all of them', () => {
    const queue = createQueue(true);
    queue.add([1, 2, 3].map((id) => ready(id, 'answer')));
    queue.add([4, 5].map((id) => ready(id, 'call')));
    expect(order(queue)).toEqual(['1', '4', '2', '5', '3']);
  });

  it('keeps a second between two messages to one chat, and lets the others pass', () => {
    const queue = createQueue(true);
    queue.add([ready(1, 'call', 'same'), ready(2, 'call', 'same'), ready(3, 'call')]);
    expect(order(queue, 0)).toEqual(['1', '3']);
    expect(queue.freeAt()).toBe(1_050);
    expect(order(queue, 1_049)).toEqual([]);
    expect(order(queue, 1_050)).toEqual(['2']);
  });

  it('keeps to that when each is put back until its time has come', () => {
    const queue = createQueue(true);
    queue.add([1, 2, 3].map((id) => ready(id, 'answer')));
    queue.add([4, 5].map((id) => ready(id, 'call')));
    const taken = [1, 2, 3, 4, 5].map(() => {
      const early = queue.take(0);
      if (early) queue.putBack(early);
      queue.add([]);
      return queue.take(0)?.copy.id;
    });
    expect(taken).toEqual(['1', '4', '2', '5', '3']);
  });

  it('gives what was put back its turn again', () => {
    const queue = createQueue(true);
    queue.add([ready(1, 'answer'), ready(2, 'call')]);
    const first = queue.take(0);
    if (first) queue.putBack(first);
    expect(order(queue)).toEqual(['1', '2']);
  });
});

describe('a group', () => {
  it('gets no more than twenty messages a minute', () => {
    const queue = createQueue(true);
    queue.add(Array.from({ length: 30 }, (_, id) => ready(id + 1, 'answer', '-100')));
    let sent = 0;
    for (let now = 0; now < 60_000; now += 50) sent += order(queue, now).length;
    expect(sent).toBe(20);
  });
});
