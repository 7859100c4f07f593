import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttons, type Registered, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

// One city. Each story has its own alarm, and ends it; Bolat organises Bakai, Aigul organises Shanyrak with its two parts.
let world: World;
let bolat: Someone;
let marat: Someone;
let aigul: Someone;
let sara: Someone;
let dina: Someone;
beforeAll(async () => {
  world = await startWorld();
  bolat = await register(world, { telegram: 1, role: 'organiser' });
  marat = await register(world, { telegram: 2 });
  aigul = await register(world, { telegram: 3, role: 'organiser', in: ['shanyrak'] });
  sara = await register(world, { telegram: 4, phone: '+77010000004', in: ['shanyrak-1'] });
  dina = await register(world, { phone: '+77010000005', in: ['shanyrak-2', 'shanyrak-1'] });
});
afterAll(async () => {
  await world.stop();
});

const MINUTE = 60_000;
const YES = '✅ Да, зовите наших';
const prisma = () => world.store.database.prisma;
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(2_500);
}
const last = ({ telegram }: Someone) => texts(telegram).at(-1);
const lastSms = ({ sms }: Someone) => sms.inbox.at(-1)?.body;
const incident = () => prisma().incident.findFirstOrThrow({ orderBy: { id: 'desc' } });
const rings = async () =>
  (await prisma().ring.findMany({ where: { incidentId: (await incident()).id }, orderBy: { id: 'asc' } })).map(
    ({ slug, state }) => `${slug} ${state}`,
  );
/** How often somebody was called to the newest alarm, whatever became of it; and whether with the place. */
const called = async ({ id }: Someone) =>
  await prisma().delivery.findMany({ where: { personId: id, kind: 'call', incidentId: (await incident()).id } });
/** What the audit says of the newest alarm's rings and beyond, since the story began. */
let heard = 0n;
async function audited(): Promise<readonly string[]> {
  const rows = await prisma().audit.findMany({ where: { seq: { gt: heard } }, orderBy: { seq: 'asc' } });
  heard = rows.at(-1)?.seq ?? heard;
  return rows
    .filter(({ subject }) => !subject.startsWith('incident'))
    .map(({ personId, action, subject }) => `${personId} ${action} ${subject.split(':')[0]}`);
}
async function alarm(by: Someone, text: string): Promise<{ readonly id: string; readonly code: string }> {
  await act(by.telegram.send(text));
  const { id, code } = await incident();
  return { id: String(id), code };
}
async function over(by: Someone): Promise<void> {
  await act(by.telegram.press('🏁 Отбой'));
  await world.drain();
}

describe('Bakai asks Shanyrak for help', () => {
  it('whose organiser says yes: then her people are called, told who asks, and counted, and both sides see no more than that', async () => {
    const { id, code } = await alarm(bolat, 'бакай снос Жастар 14');
    await act(marat.telegram.press('✋ На месте'));
    expect(sara.telegram.messages).toEqual([]);
    await act(bolat.telegram.press('📢 Звать дальше: Шанырак'));
    expect(last(bolat)).toBe(
      '🤝 Попросили о помощи: Шанырак. Если тамошний организатор согласится, позовём их людей. Ответ сразу напишем вам.',
    );
    expect(last(aigul)).toMatch(
      /^🤝 Бакай просит помощи: снос\n📍 Жастар 14\nКод .*\n🏃 В пути: 0 · ✋ на месте: 1 · нужно: 100\n\nШанырак: позвать ваших людей\?/,
    );
    expect(sara.telegram.messages).toEqual([]);
    await act(aigul.telegram.press(YES));
    expect(aigul.telegram.toasts.at(-1)).toBe('✅ Шанырак: зовём ваших людей. Спасибо.');
    expect(last(bolat)).toBe(`🤝 Шанырак: помочь согласны, зовём их людей. Код ${code}`);
    expect(last(sara)).toMatch(/^🔴 Бакай просит помощи: снос\n📍 Жастар 14\n/);
    expect(lastSms(dina)).toBe('Бакай просит помощи: снос. Жастар 14, 11:00. Нужны люди. 1 иду, 2 нет');
    await act(sara.telegram.press('🏃 Иду'), dina.sms.text('3'));
    await world.advance(6_000);
    const card = bolat.telegram.hears(/^🔴 Бакай: снос\n[\s\S]*Дошло/)?.text ?? '';
    expect(card).toMatch(/Дошло 1 из 1 · не дошло 0\n🏃 идут 1 · ✋ на месте 2 · ✖ не могут 0\n🤝 Шанырак: зовём людей · 🏃 1 · ✋ 1/);
    expect(aigul.telegram.hears(/^🤝 Бакай просит помощи/)?.text).toMatch(
      /🏃 В пути: 1 · ✋ на месте: 2 · нужно: 100\n\n🤝 Шанырак: зовём людей · 🏃 1 · ✋ 1$/,
    );
    // She came to help: the place, what is seen there and what organisers write are hers; how it goes on is not.
    await act(sara.telegram.press('🗺 Карта'), dina.sms.text('полиция 100'));
    expect(sara.telegram.hears(/Жастар 14/)).toBeDefined();
    expect(lastSms(dina)).toMatch(/^Записали, Бакай: полиция: 100/);
    for (const data of [`e:${id}`, `u:${id}`, `v:${id}:no`, `n:${id}`, `rgn:${id}`, `tl:${id}`]) await aigul.telegram.pressData(data);
    await act(aigul.telegram.send(`отбой ${code}`));
    expect((await incident()).stage).toBe('open');
    expect(await prisma().person.findMany({ where: { trust: { not: 'new' } } })).toEqual([]);
    await over(bolat);
    for (const someone of [sara, aigul, marat]) expect(last(someone)).toMatch(/^🏁 Бакай: снос — отбой/);
    expect(lastSms(dina)).toMatch(/^Бакай: отбой/);
    expect(await audited()).toEqual([`${bolat.id} ask-aid ring`, `${aigul.id} agree-aid ring`]);
  });

  it('who says no, and is asked no more; nobody is called, and a button pressed after the end says so', async () => {
    const neighbour = await register(world, { telegram: 10, role: 'organiser', in: ['shanyrak'] });
    const before = texts(sara.telegram).length;
    await alarm(bolat, 'бакай снос Жастар 15');
    await act(bolat.telegram.press('📢 Звать дальше: Шанырак'));
    await act(aigul.telegram.press('✖ Нет, сейчас не можем'));
    expect(last(bolat)).toMatch(/^Шанырак: сейчас помочь не могут/);
    const { id } = await prisma().ring.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await act(neighbour.telegram.pressData(`ady:${id}`));
    expect(neighbour.telegram.toasts.at(-1)).toBe('На это уже ответили.');
    expect(await rings()).toEqual(['shanyrak refused']);
    await over(bolat);
    await act(neighbour.telegram.pressData(`ady:${id}`));
    expect(neighbour.telegram.toasts.at(-1)).toMatch(/^Тревога закончилась|^Всё закончилось/);
    expect(texts(sara.telegram)).toHaveLength(before);
    await world.store.database.transaction((tx) => tx.membership.deleteMany({ where: { personId: neighbour.id } }));
    await audited();
  });

  it('who agrees once for always: next time her people are called at once, until either side withdraws it', async () => {
    await alarm(bolat, 'бакай снос Жастар 16');
    await act(bolat.telegram.press('📢 Звать дальше: Шанырак'));
    await act(aigul.telegram.press('✅ Да, и всегда: Бакай'));
    await over(bolat);
    await alarm(bolat, 'бакай снос Жастар 17');
    await act(bolat.telegram.press('📢 Звать дальше: Шанырак'));
    expect(last(bolat)).toBe('📢 Шанырак: зовём людей.');
    expect(last(sara)).toMatch(/Жастар 17/);
    expect(buttons(aigul.telegram, /^🤝 Бакай просит помощи[\s\S]*Жастар 17/)).toEqual([]);
    await over(bolat);
    await act(bolat.telegram.send('/aid'));
    expect(buttons(bolat.telegram, /^Эти районы/)).toEqual(['✖ Шанырак → Бакай']);
    await act(bolat.telegram.press('✖ Шанырак → Бакай'));
    expect(last(aigul)).toBe('Теперь спрашиваем каждый раз: Шанырак → Бакай. Постоянную договорённость отменили.');
    await act(aigul.telegram.send('/aid'));
    expect(last(aigul)).toMatch(/^У вашего района нет/);
    await alarm(bolat, 'бакай снос Жастар 18');
    await act(bolat.telegram.press('📢 Звать дальше: Шанырак'));
    expect(await rings()).toEqual(['shanyrak asked']);
    await over(bolat);
    expect((await audited()).filter((line) => !/ask-aid/.test(line))).toEqual([
      ...[`${aigul.id} agree-aid ring`, `${aigul.id} agree-aid neighbourhood`, `${bolat.id} widen ring`, `${bolat.id} withdraw-aid aid`],
    ]);
  });

  it('by SMS, and is answered by SMS, each with one word and the code', async () => {
    const asking = await register(world, { phone: '+77010000020', role: 'organiser', language: 'kk' });
    const asked = await register(world, { phone: '+77010000021', role: 'organiser', in: ['shanyrak'], language: 'kk' });
    const { code } = await alarm(bolat, 'бакай снос Жастар 19');
    await act(asking.sms.text(`Көмек ${code}`));
    expect(lastSms(asking)).toBe(`${code}: көмек сұрадық, Шаңырақ. Ұйымдастырушысы жауап берсе, сізге жазамыз.`);
    expect(lastSms(asked)).toBe(
      `Бақай көмек сұрайды: үй бұзу, 11:0${lastSms(asked)?.match(/11:0(\d)/)?.[1]}. Жастар 19. Сонда 0, керек 100. Шақырайық па? КӨМЕК ${code} / КӨМЕК ЖОҚ ${code}`,
    );
    await act(asked.sms.text(`көмек ${code}`));
    expect(asked.sms.inbox.map(({ body }) => body)).toContain(`${code}: адамдарыңызды шақырып жатырмыз (Шаңырақ). Рахмет.`);
    expect(lastSms(asking)).toBe(`${code}: Шаңырақ көмекке келісті, адамдарын шақырып жатырмыз.`);
    expect(last(sara)).toMatch(/Жастар 19/);
    // A neighbour's plea is no order.
    await act(marat.telegram.send(`помощь ${code}`));
    expect(last(bolat)).toMatch(new RegExp(`помощь ${code}`));
    await over(bolat);
    for (const { id } of [asking, asked]) await prisma().membership.deleteMany({ where: { personId: id } });
    await audited();
  });
});

describe('whoever lives in two places, or is not trusted in one', () => {
  it('is called once; without the place where nobody at home vouches for them, and not at all where they were shut out of the place itself', async () => {
    const someone = (telegram: number, more: Registered): Promise<Someone> => register(world, { telegram, ...more });
    const both = await someone(30, { in: ['bakai', 'shanyrak-1'] });
    const unknown = await someone(31, { in: ['shanyrak-2'] });
    const out = await someone(32, { in: ['bakai', 'shanyrak-2'] });
    await prisma().membership.updateMany({ where: { personId: unknown.id }, data: { vouched: false } });
    await prisma().membership.updateMany({
      where: { personId: out.id, slug: 'bakai' },
      data: { suspendedAt: new Date(world.clock.now()) },
    });
    await prisma().neighbourhood.update({ where: { slug: 'bakai' }, data: { door: 'vouched' } });
    await world.advance(6_000);
    const { id } = await alarm(bolat, 'бакай снос Жастар 20');
    await act(bolat.telegram.press('📢 Звать дальше: Шанырак'));
    await act(aigul.telegram.press(YES));
    expect(await called(both)).toHaveLength(1);
    expect(last(both)).toMatch(/^🔴 Бакай: снос/);
    expect(await called(out)).toEqual([]);
    expect(last(unknown)).toMatch(/^🔴 Бакай просит помощи: снос\n📍 Где именно, спросите/);
    // Whom their own vouch for learns the place, and is heard, though Bakai's door takes vouches.
    await act(sara.telegram.press('✋ На месте'), unknown.telegram.press('✋ На месте'));
    await act(sara.telegram.send('ОМОН 40'), unknown.telegram.pressData(`ys:${id}:cordon`), unknown.telegram.press('🗺 Карта'));
    expect(await prisma().event.count({ where: { incidentId: BigInt(id) } })).toBe(1);
    expect(texts(unknown.telegram).join()).not.toMatch(/Жастар 20/);
    await over(bolat);
    expect(texts(unknown.telegram).join()).not.toMatch(/Жастар 20/);
    await prisma().neighbourhood.update({ where: { slug: 'bakai' }, data: { door: 'open' } });
    await audited();
  });

  it('is called on the next channel while silent, like everybody', async () => {
    await alarm(bolat, 'бакай снос Жастар 21');
    await act(bolat.telegram.press('📢 Звать дальше: Шанырак'));
    await act(aigul.telegram.press(YES));
    await world.advance(65_000);
    expect(lastSms(sara)).toMatch(/^Бакай просит помощи: снос\. Жастар 21/);
    expect(await called(sara)).toHaveLength(2);
    await over(bolat);
    await audited();
  });
});

describe('by itself', () => {
  it('a call goes on after the minutes that organisers chose, by their word where it reaches, else it asks; and rests once there are enough', async () => {
    await act(aigul.telegram.send('/rings'));
    await act(aigul.telegram.press('Шанырак-1'));
    expect(last(aigul)).toMatch(/Район: Шанырак-1\. Нужно людей: 100\.\nСейчас: когда организатор нажмёт кнопку\./);
    await act(aigul.telegram.press('⏱ Через 5 минут'));
    expect(last(aigul)).toMatch(/^Готово\. Район: Шанырак-1\. Если за 5 минут/);
    await prisma().neighbourhood.update({ where: { slug: 'shanyrak-1' }, data: { enough: 1 } });
    await world.advance(6_000);
    const far = await register(world, { telegram: 40, in: ['shanyrak-2'] });
    await alarm(aigul, 'шанырак-1 снос Жастар 22');
    await world.advance(5 * MINUTE - 10_000);
    expect(await rings()).toEqual([]);
    expect(far.telegram.messages).toEqual([]);
    await world.advance(10_000);
    expect(await rings()).toEqual(['shanyrak called']);
    expect(last(far)).toMatch(/^🔴 Шанырак-1 просит помощи: снос\n📍 Жастар 22/);
    await world.advance(5 * MINUTE);
    expect(await rings()).toEqual(['shanyrak called', 'bakai asked']);
    expect(last(bolat)).toMatch(/^🤝 Шанырак-1 просит помощи: снос/);
    // One is enough here: nobody asks the city, however long it lasts, until he turns back.
    await act(far.telegram.press('🏃 Иду'));
    await world.advance(12 * MINUTE);
    expect(await rings()).toEqual(['shanyrak called', 'bakai asked']);
    await act(bolat.telegram.press(YES));
    expect(bolat.telegram.toasts.at(-1)).toMatch(/^Записали\. Бакай: спасибо\. Сейчас людей хватает/);
    expect(await called(marat)).toEqual([]);
    await act(far.telegram.press('✖ Не могу'));
    expect(last(marat)).toMatch(/^🔴 Шанырак-1 просит помощи: снос/);
    await world.advance(5 * MINUTE);
    expect(await rings()).toEqual(['shanyrak called', 'bakai called', 'almaty nobody']);
    await over(aigul);
    await world.advance(11 * MINUTE);
    expect(await rings()).toHaveLength(3);
    expect(await audited()).toEqual([
      `${aigul.id} set-rings neighbourhood`,
      `${aigul.id} widen ring`,
      `${aigul.id} ask-aid ring`,
      `${bolat.id} agree-aid ring`,
    ]);
  });

  it('it does not, once an organiser has said no further; and does again with the button', async () => {
    await alarm(aigul, 'шанырак-1 снос Жастар 23');
    await act(aigul.telegram.press('✋ Дальше не звать'));
    await world.advance(6 * MINUTE);
    expect(await rings()).toEqual([]);
    await act(aigul.telegram.press('📢 Звать дальше: Шанырак'));
    expect(await rings()).toEqual(['shanyrak called']);
    await act(aigul.telegram.press('📢 Звать дальше: Бакай'));
    await act(aigul.telegram.press('📢 Звать дальше: Алматы'));
    expect(last(aigul)).toBe(
      'Сообщите знакомым там сами. Район: Алматы. Организатора, который мог бы ответить, там нет, поэтому никого не позвали.',
    );
    await over(aigul);
    await audited();
  });
});

describe('the whole city', () => {
  it('is called by two of those who organise it, never by one alone', async () => {
    const city = await register(world, { telegram: 50, role: 'organiser', in: ['almaty'] });
    const second = await register(world, { telegram: 51, role: 'organiser', in: ['almaty'] });
    const astana = await register(world, { telegram: 52, in: ['almaty'] });
    await alarm(city, 'бакай снос Жастар 24');
    await act(city.telegram.press('📢 Звать дальше: Шанырак'));
    expect(last(city)).toBe('📢 Шанырак: зовём людей.');
    await act(city.telegram.press('📢 Звать дальше: Алматы'));
    expect(last(city)).toMatch(/^🤝 Попросили о помощи: Алматы/);
    const { id } = await prisma().ring.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await act(city.telegram.pressData(`ady:${id}`), bolat.telegram.pressData(`ady:${id}`));
    expect(astana.telegram.messages).toEqual([]);
    expect(buttons(second.telegram, /Алматы: позвать весь город\?/)).toEqual([YES, '✖ Нет, сейчас не можем']);
    await act(second.telegram.press(YES));
    expect(last(astana)).toMatch(/^🔴 Бакай просит помощи: снос/);
    expect(await called(sara)).toHaveLength(1);
    await over(city);
    expect(await audited()).toEqual([`${city.id} widen ring`, `${city.id} ask-aid ring`, `${second.id} agree-aid ring`]);
  });
});
