import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { neighbours, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.stop();
});

describe('the all-clear', () => {
  it('reaches those whose call was in flight when it was pressed', async () => {
    const { organiser, people } = await neighbours(world, 3, 'phone');
    world.twilio.fault = (method) => (method === 'messages.create' ? { kind: 'delay', ms: 4_000 } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.advance(2_000);
    await organiser.telegram.press('🏁 Отбой');
    await world.advance(1_000);
    world.twilio.fault = undefined;
    await world.drain();
    for (const person of people) {
      expect(person.sms.inbox.map((m) => /отбой/.test(m.body))).toEqual([false, true]);
    }
  });

  it('reaches those whose call arrived though its answer was lost', async () => {
    const { organiser, people } = await neighbours(world, 1, 'telegram');
    world.telegram.fault = (method, body) => (method === 'sendMessage' && body.chat_id === 100 ? { kind: 'accept-then-reset' } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.settle();
    world.telegram.fault = undefined;
    await organiser.telegram.press('🏁 Отбой').catch(async () => {
      await world.until(() => organiser.telegram.hears(/Код/) !== undefined);
      await organiser.telegram.press('🏁 Отбой');
    });
    await world.drain();
    const heard = texts(people[0]?.telegram ?? organiser.telegram);
    expect(heard.filter((t) => /^🔴/.test(t)).length).toBeGreaterThan(0);
    expect(heard.at(-1)).toMatch(/отбой/);
  });
});
