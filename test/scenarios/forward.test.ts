import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let organiser: Someone;
let marat: Someone;
let dina: Someone;
beforeEach(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, role: 'organiser' });
  marat = await register(world, { telegram: 2 });
  dina = await register(world, { phone: '+77010000002' });
});
afterEach(async () => {
  await world.stop();
});

const answers = () => world.store.database.prisma.answer.count();

describe('words that are no clear answer', () => {
  it('from somebody who was called are read by organisers, as written, and counted as no answer', async () => {
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await marat.telegram.send('нет, но смогу через 2 часа');
    await world.advance(11_000);
    await dina.sms.text('кеш барам, балам ауру');
    await world.drain();
    const heard = texts(organiser.telegram).filter((text) => text.startsWith('✉️'));
    expect(heard).toEqual([
      '✉️ Бакай: снос. Пишет кто-то из тех, кого позвали: «нет, но смогу через 2 часа»',
      '✉️ Бакай: снос. Пишет кто-то из тех, кого позвали: «кеш барам, балам ауру»',
    ]);
    expect(texts(marat.telegram).at(-1)).toMatch(/Передали организаторам, как вы написали/);
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/Передали организаторам/);
    expect(await answers()).toBe(0);
  });

  it('reach them once a minute from one person, and once in ten seconds from all', async () => {
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    for (let i = 0; i < 5; i++) await marat.telegram.send(`ну не знаю ${i}`);
    await world.drain();
    expect(texts(organiser.telegram).filter((text) => text.startsWith('✉️')).length).toBe(1);
  });

  it('are answered with what can be typed where nobody was called, or nobody else organises', async () => {
    await marat.telegram.send('ну не знаю');
    await world.drain();
    expect(texts(marat.telegram).at(-1)).toMatch(/Чтобы позвать людей/);
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await organiser.telegram.send('ну не знаю');
    await world.drain();
    expect(texts(organiser.telegram).at(-1)).toMatch(/Чтобы позвать людей/);
  });
});
