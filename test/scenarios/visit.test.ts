import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganisers } from '../../src/store/organiser.ts';
import { createSkills } from '../../src/store/skill.ts';
import { buttons, type Registered, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

// One city, collectors at several doors in it; the stories run one after the other.
let world: World;
let organiser: Someone;
beforeAll(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, role: 'organiser' });
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
async function lawyer(more: Registered): Promise<Someone> {
  const someone = await register(world, more);
  await createSkills().change(prisma(), someone.id, { add: ['lawyer'], drop: [] });
  return someone;
}
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(3_000);
}
const last = ({ telegram }: Pick<Someone, 'telegram'>) => texts(telegram).at(-1);

describe('a visit of collectors', () => {
  let aigul: Someone;
  let dina: Someone;

  it('is told step by step, any of which can be passed over, and kept sealed; without a lawyer on duty organisers hear only that', async () => {
    aigul = await register(world, { telegram: 2, in: ['bakai'] });
    await act(aigul.telegram.send('/visit'));
    expect(texts(aigul.telegram).at(-2)).toMatch(/^📋 Не подписывайте того, чего не понимаете\..*Имён тех, кто пришёл, не пишите/s);
    expect(buttons(aigul.telegram, /^Кто пришёл\?/)).toEqual(['судисполнители', 'коллекторы', 'полиция', 'банк', 'другие', 'Пропустить']);
    await act(aigul.telegram.press('коллекторы'));
    expect(last(aigul)).toMatch(/^Из какого отдела или конторы\? Напишите\. Имён не пишите/);
    await act(aigul.telegram.send('Агентство «Долг», Алматы'));
    await act(aigul.telegram.press('не показали'));
    expect(last(aigul)).toMatch(/^Чего требуют\?/);
    await act(aigul.telegram.press('▫️ заплатить'));
    await act(aigul.telegram.press('▫️ подписать'));
    expect(buttons(aigul.telegram, /^Чего требуют/)).toEqual([
      ...[
        '▫️ выехать из дома',
        '✅ заплатить',
        '✅ подписать',
        '▫️ открыть дверь',
        '▫️ описали имущество',
        'Готово',
        'Пропустить',
        '📨 Отправить так',
      ],
    ]);
    await act(aigul.telegram.press('Готово'));
    await act(aigul.telegram.send('22.05'));
    await act(aigul.telegram.press('Пропустить'));
    await act(aigul.telegram.press('да'));
    expect(last(aigul)).toMatch(
      /^⏳ Сохранили, 12\.05\. Дежурного юриста сейчас нет.*\nКто пришёл: коллекторы\nОтдел, контора: Агентство «Долг», Алматы\nПостановление: не показали\nТребуют: заплатить, подписать\nСрок: 22\.05\nДавление: да$/s,
    );
    expect(last(organiser)).toMatch(/^📋 Бакай: человек написал юристу о тех, кто у двери, а дежурного юриста нет/);
    expect(texts(organiser.telegram).join()).not.toMatch(/Долг|заплатить/);
    const { contentSealed } = await prisma().visit.findFirstOrThrow();
    expect(Buffer.from(contentSealed).toString('latin1')).not.toMatch(/collectors|pay/);
  });

  it('goes to a lawyer who takes the duty, whom an organiser knows; they write to each other through us, and see no number', async () => {
    dina = await lawyer({ name: 'Дина', telegram: 3, phone: '+77010000003', in: ['shanyrak-1'] });
    await act(organiser.telegram.press(/^🙋 Спросить юристов: Бакай/));
    expect(last(organiser)).toMatch(/^Спросили юристов: 1\./);
    expect(last(dina)).toMatch(/^⚖️ Нужен дежурный юрист: Бакай/);
    await act(dina.telegram.press('По 15.05'));
    expect(last(dina)).toMatch(/^⏳ Спросили организаторов: Бакай/);
    expect(dina.telegram.hears(/^📋/)).toBeUndefined();
    expect(last(organiser)).toMatch(/^⚖️ Дина хочет быть дежурным юристом: Бакай\. По 15\.05\./);
    await act(organiser.telegram.press('✅ Знаю, согласен'));
    expect(dina.telegram.hears(/^⚖️ Организатор согласен/)).toBeDefined();
    expect(last(dina)).toMatch(/^📋 Бакай, 11:0\d\.\nКто пришёл: коллекторы\n.*Вашего номера он не видит/s);
    expect(last(aigul)).toMatch(/^⚖️ Юрист получил/);
    await act(dina.telegram.press('✍ Ответить'));
    await act(dina.telegram.send('Ничего не подписывайте, я еду'));
    expect(last(aigul)).toBe('⚖️ Юрист: «Ничего не подписывайте, я еду»');
    await act(aigul.telegram.press('✍ Ответить', aigul.telegram.hears(/^⚖️ Юрист: «/)));
    await act(aigul.telegram.send('Спасибо, они ушли вниз'));
    expect(last(dina)).toBe('💬 Бакай, человек, который вам писал: «Спасибо, они ушли вниз»');
    const { id } = await prisma().visit.findFirstOrThrow();
    const other = await lawyer({ telegram: 4 });
    await act(
      other.telegram.pressData(`vr:${id}`),
      other.telegram.pressData(`vx:${id}:who=police`),
      other.telegram.send(`ОТВЕТ ${id} кто это?`),
    );
    expect(last(other)).toMatch(/^Такого номера переписки/);
    expect(texts(aigul.telegram).join()).not.toMatch(/кто это/);
  });

  it('is asked by SMS with numbers that answer no call, and sent at once to whoever is on duty', async () => {
    const baba = await register(world, { phone: '+77010000005', in: ['bakai'] });
    await act(baba.sms.text('ВИЗИТ'));
    const inbox = () => baba.sms.inbox.map(({ body }) => body);
    expect(inbox()).toEqual([
      expect.stringMatching(/^Не понимаете - не подписывайте\./),
      'Кто пришёл? 11 судисполнители, 12 коллекторы, 13 полиция, 14 банк, 15 другие, 10 пропустить',
    ]);
    await act(baba.sms.text('11'));
    expect(inbox().at(-1)).toMatch(/^Из какого отдела/);
    await act(baba.sms.text('Алатауский отдел'));
    await act(baba.sms.text('31'));
    await act(baba.sms.text('41'));
    await act(baba.sms.text('52'));
    expect(inbox().at(-1)).toMatch(/^Чего требуют\? 61 выехать/);
    await act(baba.sms.text('61 64'));
    await act(baba.sms.text('71'));
    await act(baba.sms.text('что?'));
    expect(inbox().at(-1)).not.toMatch(/передали|отправили/i);
    await act(baba.sms.text('00'));
    expect(inbox().at(-1)).toBe('Отправили юристу. Ответ придёт сюда. Вашего номера он не видит.');
    expect(last(dina)).toMatch(
      /Постановление: показали, номера не знаю\nПодпись, печать: да\nКопия: нет, не дали\nТребуют: выехать из дома, открыть дверь\nСрок: срока не назвали\n/,
    );
    const { id } = await prisma().visit.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await act(dina.sms.text(`ОТВЕТ ${id} Не открывайте. Еду.`));
    expect(inbox().at(-1)).toBe(`Юрист: «Не открывайте. Еду.». Ответить: ОТВЕТ ${id} и ваши слова`);
    await act(baba.sms.text(`жауап ${id} жду`));
    expect(last(dina)).toBe('💬 Бакай, человек, который вам писал: «жду»');
    expect(await prisma().answer.count()).toBe(0);
  });

  it('is offered on the card of whoever reported it; where nobody is on duty, a lawyer who is there gets it, and what is wrong goes no further', async () => {
    await prisma().duty.deleteMany();
    const there = await lawyer({ telegram: 6, in: ['bakai'] });
    const marat = await register(world, { telegram: 7, trust: 'trusted', in: ['bakai'] });
    await act(marat.telegram.send('бакай коллекторы Абая 5'));
    await act(there.telegram.press('✋ На месте'));
    await act(marat.telegram.press('📋 Кто у двери?'));
    await act(marat.telegram.press('банк'));
    await act(marat.telegram.press('📨 Отправить так'));
    expect(last(marat)).toMatch(/^📨 Отправили юристу/);
    expect(there.telegram.hears(/^📋 Бакай, 11:\d\d\. Абая 5\.\nКто пришёл: банк\n/)).toBeDefined();
    const { id } = await prisma().visit.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await act(marat.telegram.pressData(`vx:${id}:who=police`), marat.telegram.pressData(`ve:${id}`));
    expect(marat.telegram.toasts.at(-1)).toMatch(/^Это уже отправлено/);
    expect(texts(there.telegram).filter((text) => text.startsWith('📋'))).toHaveLength(1);
  });

  it('is nothing a stranger can begin, nor a button of a stranger’s; whoever reported it can', async () => {
    const before = await prisma().visit.count();
    const stranger = world.telegram.person({ id: 30 });
    const { id } = await prisma().incident.findFirstOrThrow();
    await act(stranger.send('/visit'), stranger.pressData(`vi:${id}`), stranger.pressData('dy:bakai:7'));
    expect(await prisma().visit.count()).toBe(before);
    const reporter = world.twilio.phone('+77020000030');
    await act(reporter.text('бакай приставы Саина 9'));
    await act(reporter.text('визит'));
    expect(reporter.inbox.at(-1)?.body).toMatch(/^Кто пришёл\?/);
    expect(await prisma().visit.count()).toBe(before + 1);
  });

  it('is not asked by SMS where nobody can answer by it: the hotline is told of', async () => {
    const before = await prisma().visit.count();
    await world.restart({ TWILIO_SMS_TWO_WAY: 'false' });
    const baba = await register(world, { phone: '+77010000006', in: ['bakai'] });
    await act(baba.sms.text('визит'));
    expect(baba.sms.inbox.at(-1)?.body).toMatch(/^Позвоните на горячую линию, нажмите 0/);
    expect(await prisma().visit.count()).toBe(before);
    await world.restart({});
  });
});

describe('the duty of a lawyer', () => {
  it('is seen and ended by organisers, and nobody else: forged buttons of a neighbour, a frozen organiser or another lawyer do nothing', async () => {
    const asel = await lawyer({ name: 'Асель', telegram: 40, in: ['bakai'], trust: 'trusted' });
    await act(asel.telegram.send('/duty'));
    await act(asel.telegram.press('По 19.05'));
    expect(last(asel)).toMatch(/^⚖️ Вы дежурный юрист: Бакай\. По 19\.05/);
    expect(last(organiser)).toMatch(/^⚖️ Бакай: дежурный юрист Асель\. По 19\.05\./);
    const frozen = await register(world, { telegram: 41, role: 'organiser' });
    await world.store.database.transaction((tx) => createOrganisers(world.store.cipher).freeze(tx, frozen.id, world.clock.now()));
    const neighbour = await register(world, { telegram: 42, in: ['bakai'] });
    const elsewhere = await register(world, { telegram: 43, role: 'organiser', in: ['shanyrak-2'] });
    const fresh = await lawyer({ telegram: 44, in: ['bakai'] });
    await act(fresh.telegram.pressData('dy:bakai:7'));
    for (const { telegram } of [frozen, neighbour, elsewhere, fresh]) {
      for (const data of [`de:bakai:${asel.id}`, `dg:bakai:${fresh.id}`, 'da:bakai']) await telegram.pressData(data);
      await act(telegram.send('/duty'));
    }
    const duties = await prisma().duty.findMany({ orderBy: { personId: 'asc' } });
    expect(duties.map(({ personId, agreed }) => [personId, agreed])).toEqual([
      [asel.id, true],
      [fresh.id, false],
    ]);
    expect(texts(neighbour.telegram).join()).not.toMatch(/Асель/);
    expect(texts(frozen.telegram).join()).not.toMatch(/Асель/);
    await act(organiser.telegram.send('/duty'));
    expect(last(organiser)).toMatch(/^Юристов на дежурстве: 1\./);
    await act(organiser.telegram.press('✖ Снять с дежурства', organiser.telegram.hears(/дежурный юрист Асель/)));
    expect(last(asel)).toMatch(/^Вы больше не дежурный юрист/);
    expect(await prisma().duty.count({ where: { agreed: true } })).toBe(0);
    const audited = await prisma().audit.findMany({ where: { subject: `person:${asel.id}` } });
    expect(audited.map(({ action }) => action)).toEqual(['set-duty']);
  });
});
