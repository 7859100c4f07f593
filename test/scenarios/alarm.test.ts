import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buttons, register, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
/** The same for all stories, but those that need other settings. */
let usual: World;
beforeAll(async () => {
  world = usual = await startWorld();
});
afterAll(() => usual.stop());
afterEach(async () => {
  if (world === usual) return await usual.renew();
  await world.stop();
  world = usual;
});

describe('a trusted resident reports', () => {
  it('calls everybody of the neighbourhood once, each in their language on their best channel, and nobody else', async () => {
    const aigul = await register(world, { name: 'Aigul', telegram: 1, trust: 'trusted', language: 'kk' });
    const marat = await register(world, { name: 'Marat', telegram: 2, phone: '+77010000002' });
    const dina = await register(world, { name: 'Dina', phone: '+77010000003', language: 'kk' });
    const oleg = await register(world, { name: 'Oleg', phone: '+77010000004', language: 'ru' });
    const ann = await register(world, { name: 'Ann', phone: '+77010000005', language: 'en' });
    const serik = await register(world, { name: 'Serik', telegram: 6, in: ['shanyrak-1'] });
    await aigul.telegram.send('бакай снос Жастар 14');
    await world.drain();

    expect(dina.sms.inbox.map((m) => m.body)).toEqual(['Бақай: үй бұзу. Жастар 14, 11:00. Келіңіз. 1 барамын, 2 жоқ']);
    expect(oleg.sms.inbox.map((m) => m.body)).toEqual(['Бакай: снос. Жастар 14, 11:00. Нужны люди. 1 иду, 2 нет']);
    expect(ann.sms.inbox.map((m) => m.body)).toEqual([
      'Bakai: demolition. Zhastar 14, 11:00. Please come. 1 coming, 2 no'.replace('Zhastar', 'Жастар'),
    ]);
    expect(texts(marat.telegram)).toHaveLength(1);
    expect(texts(marat.telegram)[0]).toMatch(/Бакай: снос[\s\S]*Жастар 14[\s\S]*С 11:00[\s\S]*проверенный сосед/);
    expect(buttons(marat.telegram, /Бакай/)).toEqual(['🏃 Иду', '✋ На месте', '✖ Не могу', '🗺 Карта']);
    expect(marat.telegram.messages).toHaveLength(1);
    expect(serik.telegram.messages).toHaveLength(0);
    expect(world.twilio.phone('+77010000002').inbox).toHaveLength(0);
    // The reporter gets the receipt, with the same card, instead of the call.
    expect(texts(aigul.telegram)).toHaveLength(1);
    expect(texts(aigul.telegram)[0]).toMatch(/4 адамды шақырып жатырмыз/);
    expect(buttons(aigul.telegram, /шақырып/)).toContain('🏃 Барамын');
  });

  it('shows the live headcount to those who answered, to the reporter and to organisers, and never to others', async () => {
    const aigul = await register(world, { telegram: 1, trust: 'trusted' });
    const marat = await register(world, { telegram: 2 });
    const dina = await register(world, { phone: '+77010000003' });
    const silent = await register(world, { telegram: 4 });
    const organiser = await register(world, { telegram: 5, role: 'organiser' });
    await aigul.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await marat.telegram.press('🏃 Иду');
    await dina.sms.text('1');
    await world.advance(10_000);

    expect(marat.telegram.toasts.at(-1)).toMatch(/вы идёте/);
    expect(dina.sms.hears(/Записали: идёте/)).toBeDefined();
    for (const someone of [marat, aigul]) expect(someone.telegram.hears(/В пути: 2 · ✋ на месте: 0/)).toBeDefined();
    expect(organiser.telegram.hears(/идут 2 · ✋ на месте 0/)?.text).toMatch(/Дошло 4 из 4/);
    expect(silent.telegram.hears(/В пути/)).toBeUndefined();
    expect(silent.telegram.messages.at(-1)?.edits).toBe(0);

    await marat.telegram.press('✋ На месте');
    await world.advance(10_000);
    expect(aigul.telegram.hears(/В пути: 1 · ✋ на месте: 1/)).toBeDefined();
  });

  it('sends the pin to whoever presses Coming, once, and to whoever presses Map', async () => {
    const aigul = await register(world, { telegram: 1, trust: 'trusted' });
    const marat = await register(world, { telegram: 2 });
    await aigul.telegram.send('🚨 Тревога');
    await world.drain();
    await aigul.telegram.press('снос');
    await world.drain();
    await aigul.telegram.shareLocation(43.31, 76.83);
    await world.drain();
    await aigul.telegram.press('🚨 Отправить');
    await world.drain();
    await marat.telegram.press('🏃 Иду');
    await world.drain();
    await marat.telegram.press('✋ На месте');
    await marat.telegram.press('🏃 Иду');
    await world.drain();
    const pins = marat.telegram.messages.filter((m) => m.venue);
    expect(pins).toHaveLength(1);
    expect(pins[0]?.venue).toMatchObject({ latitude: 43.31, longitude: 76.83 });
    await marat.telegram.press('🗺 Карта');
    await world.drain();
    expect(marat.telegram.messages.filter((m) => m.venue)).toHaveLength(2);
  });

  it('says that a pin is approximate where no location was given', async () => {
    const aigul = await register(world, { telegram: 1, trust: 'trusted' });
    const marat = await register(world, { telegram: 2 });
    await aigul.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await marat.telegram.press('🗺 Карта');
    await world.drain();
    expect(marat.telegram.messages.find((m) => m.venue)?.venue?.address).toMatch(/Примерно/);
  });
});

describe('the end of an alarm', () => {
  it('sends an all-clear to everyone who was called, and cancels what is still queued', async () => {
    world = await startWorld({ segmentsPerSecond: 1 });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const reached = await register(world, { telegram: 2 });
    const phones = [];
    for (let i = 0; i < 20; i++) phones.push(await register(world, { phone: `+770100001${String(i).padStart(2, '0')}` }));
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(5_000);
    const heard = phones.filter((p) => p.sms.inbox.length > 0).length;
    expect(heard).toBeGreaterThan(2);
    expect(heard).toBeLessThan(10);
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();

    expect(reached.telegram.hears(/отбой/)).toBeDefined();
    for (const phone of phones) {
      const bodies = phone.sms.inbox.map((m) => m.body);
      expect(bodies.filter((b) => /снос/.test(b)).length).toBe(bodies.filter((b) => /отбой/.test(b)).length);
    }
    const told = phones.filter((p) => p.sms.hears(/отбой/)).length;
    expect(told).toBeGreaterThanOrEqual(heard);
    expect(told).toBeLessThanOrEqual(heard + 2);
    expect(organiser.telegram.hears(/отбой в 11:0/)).toBeDefined();
  });

  it('lets an old button do nothing but say so', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const marat = await register(world, { telegram: 2 });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    await organiser.telegram.press('🏁 Отбой');
    await world.drain();
    await marat.telegram.press('🏃 Иду');
    await world.drain();
    expect(marat.telegram.toasts.at(-1)).toMatch(/закончилось/);
    expect(await world.store.database.prisma.answer.count()).toBe(0);
  });

  it('is not for anybody but organisers', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const marat = await register(world, { telegram: 2 });
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    const { id, code } = await world.store.database.prisma.incident.findFirstOrThrow();
    await marat.telegram.pressData(`e:${id}`);
    await marat.telegram.send(`отбой ${code}`);
    await world.drain();
    expect((await world.store.database.prisma.incident.findFirstOrThrow()).stage).toBe('open');
    expect(marat.telegram.hears(/только организаторы/)).toBeDefined();
  });
});
