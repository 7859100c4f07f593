import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.stop();
});

describe('joining on Telegram', () => {
  it('takes four taps, and ends with the alarm button', async () => {
    const aigul = world.telegram.person({ id: 1001, firstName: 'Aigul', languageCode: 'kk' });
    await aigul.start();
    await world.drain();
    await aigul.press('Қазақша');
    await world.drain();
    await aigul.press('Бақай');
    await world.drain();
    await aigul.press(/Екеуі/);
    await world.drain();
    await aigul.press(/Келісемін/);
    await world.drain();
    expect(aigul.messages.map((m) => m.text)).toMatchInlineSnapshot(`
      [
        "Тілді таңдаңыз · Выберите язык · Choose a language",
        "Сіздің ауданыңыз қайсы? Батырманы басыңыз немесе 📎 арқылы тұрған жеріңізді жіберіңіз, ең жақынын ұсынамыз.",
        "Бақай. Сонда тұрасыз ба, көмекке келесіз бе, әлде екеуі де ме?",
        "Не сақтаймыз: Telegram нөміріңіз, атыңыз, тіліңіз, ауданыңыз: Бақай. Бәрі шифрланған; басқа мүшелер көрмейді.
      Көршілерге адам керек болғанда және бәрі біткенде сізге жазамыз.
      Шығу және бәрін өшіру: /leave, кез келген уақытта.",
        "Дайын. Сіздің ауданыңыз: Бақай.
      Сізге не көршілеріңізге келсе, төмендегі 🚨 батырмасын басыңыз немесе не болғанын, қайда екенін жазыңыз: Бақай бұзу Жастар 14",
      ]
    `);
  });
});
