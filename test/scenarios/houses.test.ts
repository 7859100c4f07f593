import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttons, type Registered, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;

// Bakai, 12 May 2006, from noon: the cordon moves on to another house, and eight are listed for that day. One world, one story after the other.
let world: World;
let organiser: Someone;
/** Sits at the first house; is on the way; cannot come; has not answered; is on the way, and may not know where; has a plain phone. */
let aigul: Someone;
let marat: Someone;
let far: Someone;
let silent: Someone;
let stranger: Someone;
let dina: Someone;
let code: string;
beforeAll(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, role: 'organiser' });
  aigul = await register(world, { telegram: 2, language: 'kk' });
  [marat, far, stranger] = [
    await register(world, { telegram: 3 }),
    await register(world, { telegram: 4 }),
    await register(world, { telegram: 6 }),
  ];
  silent = await register(world, { telegram: 5, phone: '+77010000005' });
  dina = await register(world, { phone: '+77010000007' });
  await prisma().membership.updateMany({ where: { personId: stranger.id }, data: { vouched: false } });
  await act(organiser.telegram.send('бакай снос Жастар 14'));
  code = (await prisma().incident.findFirstOrThrow()).code;
  await act(aigul.telegram.press('✋ Осындамын'), marat.telegram.press('🏃 Иду'), far.telegram.press('✖ Не могу'));
  await act(stranger.telegram.press('🏃 Иду'), dina.sms.text('1'));
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(2_000);
}
const refreshed = (): Promise<void> => world.advance(5_000);
const last = ({ telegram }: Someone): string => texts(telegram).at(-1) ?? '';
const sms = ({ sms: { inbox } }: Someone): string => inbox.at(-1)?.body ?? '';
const card = (someone: Someone): string => someone.telegram.hears(someone === organiser ? /Код/ : /^🔴/)?.text ?? '';
const heard = (someone: Someone, wanted: RegExp): number => texts(someone.telegram).filter((text) => wanted.test(text)).length;
const housesOf = (slug: string): Promise<number> => prisma().house.count({ where: { incident: { slug } } });

describe('the houses of one operation', () => {
  it('begin with the first place, and are added one by one or as a list, each once', async () => {
    await act(organiser.telegram.press('🏠 Дома'));
    expect(last(organiser)).toMatch(/^🏠 Бакай: снос\. Домов: 1\.\n▶️ 1\. Жастар 14 — ⚠️ под угрозой · 🏃 3 · ✋ 1\n/);
    await act(organiser.telegram.press('➕ Добавить дом'));
    await act(organiser.telegram.send('1. ул. Жастар, 14\n2. Жастар 22\n\n3. Абая 5\n4. жастар 22'));
    expect(last(organiser)).toMatch(/Домов: 3\.\n▶️ 1\. Жастар 14 .*\n2\. Жастар 22 — ⚠️ под угрозой · 🏃 0 · ✋ 0\n3\. Абая 5 /);
    await act(organiser.telegram.send(`ДОМ ${code} Сейфуллина 7`));
    expect(await housesOf('bakai')).toBe(4);
    const rows = await prisma().house.findMany();
    expect(rows.some(({ placeSealed }) => Buffer.from(placeSealed ?? []).includes('22'))).toBe(false);
  });

  it('stand on the cards of those who answered, with who comes to each; and nowhere for one who may not know the place', async () => {
    await refreshed();
    expect(card(marat)).toMatch(/\n▶️ Жастар 14: 🏃 3 · ✋ 1\n(?!▫️)/);
    expect(card(organiser)).toMatch(/\n▶️ Жастар 14: 🏃 3 · ✋ 1(\n|$)/);
    // The others are in the list alone, as long as nobody comes to them and nobody is wanted there.
    expect([card(aigul), card(organiser)].join()).not.toMatch(/Абая 5/);
    expect(texts(stranger.telegram).join()).not.toMatch(/Жастар|Абая/);
  });

  it('are set with one tap to what becomes of them; postponed until a day that is tapped or typed; it stands in the timeline', async () => {
    await act(organiser.telegram.press('3. Абая 5'));
    await act(organiser.telegram.press('🚜 Сносят'));
    expect(last(organiser)).toMatch(/^🏠 3\. Абая 5 — 🚜 сносят\n/);
    await act(organiser.telegram.press('📅 Отложили …'));
    await act(organiser.telegram.send('12.05.2006'));
    expect(last(organiser)).toMatch(/которая ещё впереди/);
    await act(organiser.telegram.send('22.05'));
    expect(last(organiser)).toMatch(/^🏠 3\. Абая 5 — 📅 отложили до 22\.05\n/);
    await act(organiser.telegram.send('/timeline'));
    expect(last(organiser)).toMatch(/Абая 5: 🚜 сносят.*\n.*Абая 5: 📅 отложили до 22\.05/);
    await act(organiser.telegram.press('✖ 2'));
    const house = await prisma().house.findFirstOrThrow({ where: { position: 3 } });
    expect([house.status, house.until]).toEqual(['demolishing', null]);
    const told = await prisma().audit.findMany({ where: { action: 'house' } });
    expect(told.length).toBeGreaterThan(2);
  });
});

describe('when they move on to another house', () => {
  it('that somebody there says so moves nothing: organisers are asked', async () => {
    await act(marat.telegram.send('они пошли дальше'));
    expect(organiser.telegram.hears(/Перевести людей\?/)).toBeDefined();
    expect(buttons(organiser.telegram, /Перевести людей\?/)).toEqual([
      '↪️ 2. Жастар 22',
      '↪️ 3. Абая 5',
      '↪️ 4. Сейфуллина 7',
      '➕ Добавить дом',
    ]);
    expect([heard(marat, /Идите теперь сюда/), heard(aigul, /Енді мұнда/)]).toEqual([0, 0]);
  });

  it('an organiser moves the call: those on their way and those there are told the new place, once, and nobody else is', async () => {
    await act(organiser.telegram.press('↪️ 2. Жастар 22'));
    expect(organiser.telegram.toasts.at(-1)).toBe('↪️ Теперь зовём сюда: Жастар 22. Сообщаем новое место, людей: 5.');
    await act(organiser.telegram.press('↪️ 2. Жастар 22'), organiser.telegram.send(`ПЕРЕХОД ${code} жастар 22`));
    expect(last(organiser)).toMatch(/^Людей уже зовём к этому дому: Жастар 22$/);
    expect([heard(marat, /Идите теперь сюда: Жастар 22/), heard(aigul, /Енді мұнда барыңыз: Жастар 22/)]).toEqual([1, 1]);
    expect(buttons(marat.telegram, /Идите теперь сюда/)).toEqual(['🏃 Иду', '✋ На месте', '✖ Не могу', '🗺 Карта']);
    expect(sms(dina)).toBe('Бакай: они ушли к другому дому. Идите теперь сюда: Жастар 22. 1 иду, 2 нет');
    expect([heard(far, /другому дому/), heard(silent, /другому дому/)]).toEqual([0, 0]);
    expect(last(stranger)).toMatch(/они ушли к другому дому\. Куда, спросите у соседа/);
    expect(texts(stranger.telegram).join()).not.toMatch(/Жастар/);
  });

  it('whoever is called from then on hears the new place, and each answer is for the house that is called to', async () => {
    await world.advance(MINUTE);
    expect(sms(silent)).toMatch(/^Бакай: снос\. Жастар 22, /);
    await refreshed();
    expect(card(marat)).toMatch(/▫️ Жастар 14: 🏃 3 · ✋ 1\n▶️ Жастар 22: 🏃 0 · ✋ 0\n[^]*Вы ответили про этот дом: Жастар 14/);
    await act(marat.telegram.press('🏃 Иду'), dina.sms.text('1 20'));
    expect(sms(dina)).toMatch(/^Записали: идёте, будете около 11:2\d\. В пути 2, на месте 0\. Жастар 22$/);
    await act(marat.telegram.press('30 мин'));
    await refreshed();
    expect(card(marat)).toMatch(
      /▫️ Жастар 14: 🏃 1 · ✋ 1\n▶️ Жастар 22: 🏃 2 · ✋ 0 · ⏱ первый в 11:2\d\n[^]*⏱ Вы сказали, что будете: 11:3\d$/,
    );
  });

  it('and back again: those who were sent away hear so, whoever has not moved too', async () => {
    await act(organiser.telegram.send(`MOVE ${code} Жастар 14`));
    expect([heard(marat, /Идите теперь сюда: Жастар 14/), heard(aigul, /Енді мұнда барыңыз: Жастар 14/)]).toEqual([1, 1]);
    expect(await housesOf('bakai')).toBe(4);
  });
});

describe('whoever has left', () => {
  it('is not counted, gets no news of it any more, and the all-clear', async () => {
    await refreshed();
    await act(aigul.telegram.press('🚪 Кеттім'), dina.sms.text('4'));
    expect(sms(dina)).toBe('Записали: вы ушли. Спасибо. Берегите себя.');
    await refreshed();
    expect(card(organiser)).toMatch(/🏃 идут 2 · ✋ на месте 0 [^]*🚪 ушли 2\n/);
    await act(organiser.telegram.press('📣 Сообщить новое'));
    await act(organiser.telegram.send('Нужна вода'));
    await act(organiser.telegram.send(`MOVE ${code} Абая 5`));
    expect([last(marat), heard(aigul, /Нужна вода|барыңыз: Абая 5/)]).toEqual([expect.stringMatching(/сюда: Абая 5/), 0]);
    expect(sms(dina)).toMatch(/вы ушли/);
    await act(organiser.telegram.press('🏁 Отбой'));
    await world.drain();
    for (const someone of [aigul, marat, far, silent]) expect(last(someone)).toMatch(/отбой|дабыл аяқталды/);
    expect(sms(dina)).toMatch(/отбой/);
    const sent = world.telegram.sends.length;
    await act(organiser.telegram.press('↪️ 4. Сейфуллина 7'), organiser.telegram.send(`ДОМ ${code} Мира 1`));
    expect(await housesOf('bakai')).toBe(4);
    expect(world.telegram.sends.slice(sent).every(({ chatId, method }) => chatId === 1 || method === 'editMessageText')).toBe(true);
  });
});

describe('a ceiling', () => {
  let chief: Someone;
  let first: Someone;
  let second: Someone;
  let late: Someone;
  let idle: Someone;
  let gulnar: Someone;
  let cannot: Someone;
  const here = (more: Registered): Promise<Someone> => register(world, { in: ['shanyrak-1'], ...more });
  const counts = async (position: number): Promise<number> => {
    const house = await prisma().house.findFirstOrThrow({ where: { position, incident: { slug: 'shanyrak-1' } } });
    return await prisma().answer.count({ where: { houseId: house.id, answer: { in: ['coming', 'there'] } } });
  };
  beforeAll(async () => {
    await prisma().neighbourhood.updateMany({ where: { slug: { in: ['shanyrak-1', 'shanyrak-2'] } }, data: { enough: 2 } });
    chief = await here({ telegram: 11, role: 'organiser' });
    [first, second, late, idle, cannot] = [
      await here({ telegram: 12 }),
      await here({ telegram: 13 }),
      await here({ telegram: 14 }),
      await here({ telegram: 15 }),
      await here({ telegram: 16 }),
    ];
    gulnar = await here({ phone: '+77010000017' });
    await act(chief.telegram.send('шанырак-1 снос Тауке-хана 3'));
    const mine = await prisma().incident.findFirstOrThrow({ where: { slug: 'shanyrak-1' } });
    await act(chief.telegram.send(`ДОМ ${mine.code} Тауке-хана 9`));
    await act(chief.telegram.press('2. Тауке-хана 9'));
    await act(chief.telegram.press('👥 Сколько людей нужно …'));
    await act(chief.telegram.send('12'));
  });

  it('once enough are coming, the rest hear where people are needed instead, once; whoever cannot come hears nothing', async () => {
    expect(last(chief)).toMatch(/👥 Нужно людей: 12$/);
    await act(cannot.telegram.press('✖ Не могу'), first.telegram.press('✋ На месте'), second.telegram.press('🏃 Иду'));
    await world.advance(10_000);
    expect(last(idle)).toBe('✅ Тауке-хана 3: людей достаточно.\n🏠 Тауке-хана 9: нужно ещё 12. Сможете пойти туда?');
    expect(sms(gulnar)).toBe('Тауке-хана 3: людей достаточно. Тауке-хана 9: нужно ещё 12. 1 иду туда, 2 нет');
    expect([heard(cannot, /достаточно/), heard(first, /достаточно/), heard(second, /достаточно/)]).toEqual([0, 0, 0]);
    await act(second.telegram.press('✖ Не могу'));
    await act(second.telegram.press('🏃 Иду'));
    await world.advance(10_000);
    expect(heard(idle, /достаточно/)).toBe(1);
  });

  it('they go there by one tap, or by SMS with the number they were given, and are counted there', async () => {
    await act(idle.telegram.press('🏃 Иду туда'), gulnar.sms.text('1'));
    expect(await counts(2)).toBe(2);
    expect(sms(gulnar)).toMatch(/^Записали: идёте\. В пути 2, на месте 0\. Тауке-хана 9$/);
    await refreshed();
    expect(card(idle)).toMatch(/▫️ Тауке-хана 9: 🏃 2 · ✋ 0 · 👥 нужно 12\n[^]*про этот дом: Тауке-хана 9/);
    await act(idle.telegram.press('✋ На месте', idle.telegram.hears(/^🔴/)));
    expect(await counts(2)).toBe(2);
  });

  it('whoever still comes to the full house is offered the other, and counted where they say', async () => {
    await act(late.telegram.press('🏃 Иду', late.telegram.hears(/^🔴/)));
    expect(late.telegram.hears(/Тауке-хана 3: людей достаточно\. Тауке-хана 9: нужно ещё 10/)).toBeDefined();
    const before = await counts(2);
    await act(late.telegram.press('🏃 Иду туда'));
    expect(await counts(2)).toBe(before + 1);
  });

  it('a move tells those who go where the call goes, and not those who had gone to another house by themselves', async () => {
    await act(chief.telegram.press('🏠 Дома', chief.telegram.hears(/Код/)));
    await act(chief.telegram.press('➕ Добавить дом'));
    await act(chief.telegram.shareLocation(43.2, 76.8));
    await act(chief.telegram.send('Момышулы 1'));
    await act(chief.telegram.press('3. Момышулы 1'));
    await act(chief.telegram.press('↪️ Они идут сюда'));
    expect([heard(first, /сюда: Момышулы 1/), heard(idle, /сюда: Момышулы 1/), heard(cannot, /сюда: Момышулы/)]).toEqual([1, 0, 0]);
    await act(first.telegram.press('🗺 Карта', first.telegram.hears(/сюда: Момышулы 1/)));
    expect(first.telegram.messages.findLast(({ venue }) => venue)?.venue).toMatchObject({ latitude: 43.2, longitude: 76.8 });
  });

  it('where no other house needs anybody they are thanked; one who answers at that moment is not', async () => {
    const there = (telegram: number) => register(world, { telegram, in: ['shanyrak-2'] });
    const boss = await register(world, { telegram: 21, in: ['shanyrak-2'], role: 'organiser' });
    const [one, two, three] = [await there(22), await there(23), await there(24)];
    await act(boss.telegram.send('шанырак-2 снос Рыскулова 2'));
    await act(one.telegram.press('🏃 Иду'), two.telegram.press('🏃 Иду'));
    await world.advance(10_000);
    expect(last(three)).toBe('✅ Шанырак-2: людей достаточно. Спасибо! Держите телефон рядом: если понадобитесь, напишем.');
    expect(await prisma().delivery.count({ where: { kind: 'enough', personId: { in: [one.id, two.id] } } })).toBe(0);
  });
});

describe('where no answer by SMS reaches us', () => {
  it('nobody is told to send a number', async () => {
    await world.restart({ TWILIO_SMS_TWO_WAY: 'false' });
    const there = (more: Registered) => register(world, { in: ['shanyrak-2'], ...more });
    const boss = await there({ telegram: 31, role: 'organiser' });
    const [one, two, dana] = [await there({ telegram: 32 }), await there({ telegram: 33 }), await there({ phone: '+77010000034' })];
    await act(boss.telegram.send('шанырак-2 обыск Рыскулова 2'));
    const { code: another } = await prisma().incident.findFirstOrThrow({ where: { kind: 'raid' } });
    await act(boss.telegram.send(`ДОМ ${another} Рыскулова 4`));
    await act(one.telegram.press('🏃 Иду', one.telegram.hears(/обыск/)), two.telegram.press('🏃 Иду', two.telegram.hears(/обыск/)));
    await world.advance(10_000);
    expect(sms(dana)).toBe('Рыскулова 2: людей достаточно. Рыскулова 4: нужно ещё 2. Если можете, идите туда.');
  });
});
