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

describe('urgency', () => {
  it('lets nobody hold a call up by talking much', async () => {
    const { organiser, people } = await neighbours(world, 30, 'telegram');
    const chatty = people[0]?.telegram;
    for (let i = 0; i < 30; i++) await chatty?.send(`алло ${i}`);
    const before = world.clock.now();
    await organiser.telegram.send('бакай снос');
    await world.until(() => people.slice(1).every((p) => p.telegram.hears(/Бакай: снос/) !== undefined));
    expect(world.clock.now() - before).toBeLessThan(4_000);
  });

  it('lets a fresh alarm overtake a broadcast, and answers overtake the alarm', async () => {
    const { organiser, people } = await neighbours(world, 200, 'telegram');
    await organiser.telegram.send('/broadcast');
    await world.drain();
    await organiser.telegram.send('Собрание в 18:00');
    await world.drain();
    await organiser.telegram.press('✅ Отправить');
    await world.advance(1_000);
    const before = world.clock.now();
    await organiser.telegram.send('бакай снос');
    await world.advance(8_000);
    const after = world.telegram.sends.filter((s) => s.at > before && s.method === 'sendMessage');
    const firstCall = after.findIndex((s) => s.text?.startsWith('🔴'));
    expect(firstCall).toBeLessThanOrEqual(8);
    expect(after.slice(firstCall, firstCall + 190).filter((s) => s.text?.startsWith('Бакай: Собрание')).length).toBe(0);
    await world.drain();
    for (const person of people) expect(texts(person.telegram)).toHaveLength(2);
  });
});
