import { afterEach, describe, expect, it } from 'vitest';
import type { Door } from '../../src/domain/door.ts';
import type { TelegramPhone } from '../../src/emulators/telegram/phone.ts';
import { buttons, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const CALLED = /^🔴 /;
/** In Almaty. */
const AT_0540 = '2006-05-11T23:40:00Z';

let world: World;
afterEach(async () => {
  await world.stop();
});

/** Somebody who joined by themselves, as the door asks. */
async function newcomer(door: Door, neighbour: Someone): Promise<TelegramPhone> {
  const phone = world.telegram.person({ id: 100, firstName: 'Newcomer' });
  await phone.start();
  for (const tap of ['Русский', 'Бакай']) {
    await world.drain();
    await phone.press(tap);
  }
  await world.drain();
  if (door === 'invited') {
    await neighbour.telegram.send('/invite');
    await world.drain();
    await phone.send(/Ключ для одного соседа: (\S+ \S+)/.exec(texts(neighbour.telegram).at(-1) ?? '')?.[1] ?? '');
    await world.drain();
  }
  for (const tap of ['🏠🤝 И то и другое', /вступаю/]) {
    await phone.press(tap);
    await world.drain();
  }
  return phone;
}

describe('at 05:40, while every organiser is asleep', () => {
  it.each<Door>(['open', 'invited'])(
    "a newcomer's true alarm is confirmed by two neighbours in less than two minutes, behind a door that is %s",
    async (door) => {
      world = await startWorld({ startsAt: AT_0540 });
      await world.store.database.prisma.neighbourhood.update({ where: { slug: 'bakai' }, data: { door } });
      await world.advance(6 * SECOND);
      const organisers = [
        await register(world, { telegram: 8, role: 'organiser' }),
        await register(world, { telegram: 9, role: 'organiser' }),
      ];
      const aigul = await register(world, { telegram: 2, trust: 'vouched' });
      const marat = await register(world, { phone: '+77010000003', trust: 'vouched', language: 'kk' });
      const called = await register(world, { telegram: 4 });
      const reporter = await newcomer(door, called);
      const before = called.telegram.messages.length;

      const startedAt = world.clock.now();
      await reporter.send('снос Жастар 14');
      await world.drain();
      expect(aigul.telegram.hears(/Вы это видите/)?.text).toMatch(/Бакай: снос, 05:4\d\. Жастар 14/);
      expect(buttons(aigul.telegram, /Вы это видите/)).toEqual(['👁 Да, вижу', '✖ Нет, не вижу']);
      const [, question, code] =
        /^(Бақай: үй бұзу, 05:4\d\. Жастар 14\. Көріп тұрсыз ба\? Терезеден қараңыз\.) ИӘ (\w+) \/ ЖОҚ \2$/.exec(
          marat.sms.inbox[0]?.body ?? '',
        ) ?? [];
      expect(question).toBeDefined();
      expect(called.telegram.messages).toHaveLength(before);
      await world.advance(30 * SECOND);
      await aigul.telegram.press('✖ Нет, не вижу');
      await world.advance(10 * SECOND);
      await marat.sms.text(`ИӘ ${code}`);
      await world.advance(10 * SECOND);
      expect(called.telegram.messages).toHaveLength(before);
      await aigul.telegram.press('👁 Да, вижу');
      await world.drain();
      expect(texts(called.telegram).at(-1)).toMatch(/Жастар 14[\s\S]*несколько соседей/);
      expect(world.clock.now() - startedAt).toBeLessThan(2 * MINUTE);
      expect(reporter.hears(/Зовём 5/)).toBeDefined();
      expect(texts(aigul.telegram).filter((text) => CALLED.test(text))).toHaveLength(1);
      expect(marat.sms.inbox.filter(({ body }) => /Келіңіз/.test(body))).toHaveLength(1);
      for (const organiser of organisers) expect(organiser.telegram.hears(/Жастар 14/)).toBeDefined();
    },
  );
});
