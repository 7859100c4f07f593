import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganisers } from '../../src/store/organiser.ts';
import { createSkills } from '../../src/store/skill.ts';
import { buttons, type Registered, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

// Bakai, 12 May 2006, 11:00: a negotiator gets the demolition postponed. One city; the stories run one after the other.
let world: World;
let organiser: Someone;
let second: Someone;
let negotiator: Someone;
let aigul: Someone;
let far: Someone;
let id: bigint;
let code: string;
beforeAll(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, role: 'organiser' });
  second = await register(world, { phone: '+77010000002', role: 'organiser', language: 'kk' });
  negotiator = await talks({ telegram: 3, phone: '+77010000003' });
  aigul = await register(world, { telegram: 4 });
  far = await register(world, { telegram: 5 });
  await act(organiser.telegram.send('бакай снос Жастар 14'));
  ({ id, code } = await prisma().incident.findFirstOrThrow());
  await act(aigul.telegram.press('🏃 Иду'), far.telegram.press('✖ Не могу'));
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
async function talks(more: Registered): Promise<Someone> {
  const someone = await register(world, more);
  await createSkills().change(prisma(), someone.id, { add: ['negotiator'], drop: [] });
  return someone;
}
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(2_000);
}
/** Lets time pass until then, in which nothing is to be seen but at its end. */
async function until(at: string): Promise<void> {
  world.clock.advance(Date.parse(at) - world.clock.now() - 1_000);
  await world.advance(3_000);
}
const last = ({ telegram }: Someone) => texts(telegram).at(-1);
const events = (): Promise<number> => prisma().event.count();
const reminders = async (): Promise<readonly string[]> =>
  (await prisma().reminder.findMany({ orderBy: { id: 'asc' } })).map(({ what, day, dueAt }) => `${what} ${day} ${dueAt ? 'due' : 'done'}`);
const reminded = ({ telegram }: Someone): readonly string[] => texts(telegram).filter((text) => text.startsWith('⏰'));
const card = async (someone: Someone, first: RegExp): Promise<string> => {
  await world.advance(5_000);
  return someone.telegram.hears(first)?.text ?? '';
};

describe('what came of talks', () => {
  it('is said by a negotiator who is there, with a button or a day that is typed, and stands on the cards', async () => {
    await act(negotiator.telegram.pressData(`g:${id}`));
    expect(negotiator.telegram.toasts.at(-1)).toMatch(/^Сначала нажмите «Иду»/);
    await act(negotiator.telegram.press('✋ На месте'));
    expect(last(negotiator)).toMatch(/^Вы можете вести переговоры/);
    await act(negotiator.telegram.press('🤝 Итог переговоров'));
    expect(buttons(negotiator.telegram, /^🤝 Бакай: снос/)).toEqual(['⏳ Отложили', '📝 Подать жалобу', '🏁 Ушли', '✖ Отказались']);
    await act(negotiator.telegram.press('⏳ Отложили'));
    expect(buttons(negotiator.telegram, /До какого дня отложили/)).toEqual([
      '13.05 (+1)',
      '15.05 (+3)',
      '19.05 (+7)',
      '26.05 (+14)',
      'Отмена',
    ]);
    await act(negotiator.telegram.send('12.05.2006'));
    expect(last(negotiator)).toMatch(/^Напишите день так: 22\.05/);
    await act(negotiator.telegram.send('22.05'));
    expect(last(negotiator)).toMatch(/^Записали, Бакай: отложили до 22\.05\. Организаторам напомним/);
    expect(await card(organiser, /Код/)).toMatch(/\n⏳ отложили до 22\.05 \(11:00\)/);
    expect(await card(aigul, /^🔴 Бакай: снос/)).toMatch(/\n⏳ отложили до 22\.05 \(11:00\)/);
    expect(await reminders()).toEqual(['postponed 2006-05-22 due']);
  });

  it('is told to those who are coming and there when an organiser taps, once, and to nobody before', async () => {
    expect(last(organiser)).toMatch(/^🤝 Бакай: отложили до 22\.05\.\nСказать тем/);
    expect(aigul.telegram.hears(/^🤝/)).toBeUndefined();
    const button = organiser.telegram.hears(/^🤝/);
    await act(organiser.telegram.press('📣 Сказать людям', button));
    await act(organiser.telegram.press('📣 Сказать людям', button));
    expect(organiser.telegram.toasts.slice(-2)).toEqual(['📣 Говорим тем, кто идёт и кто на месте.', 'Это уже сказали.']);
    for (const someone of [aigul, negotiator])
      expect(
        texts(someone.telegram).filter((text) => text.startsWith('🤝 Бакай: отложили до 22.05. Тревога ещё не кончилась')),
      ).toHaveLength(1);
    expect(far.telegram.hears(/^🤝/)).toBeUndefined();
    const event = await prisma().event.findFirstOrThrow();
    await act(aigul.telegram.pressData(`gt:${event.id}`));
    expect(aigul.telegram.toasts.at(-1)).toMatch(/только организаторы/);
  });

  it('is typed by SMS with the code, in each language; the same again is nothing new, and two who say different things are both shown', async () => {
    const answers = async (typed: string): Promise<string | undefined> => {
      await act(negotiator.sms.text(typed));
      return negotiator.sms.inbox.at(-1)?.body;
    };
    expect(await answers(`ПОДАТЬ ЖАЛОБУ ДО 19.05 ${code}`)).toBe('Записали, Бакай: подать жалобу до 19.05.');
    expect(await answers(`кейінге қалдырды 22.05 ${code}`)).toBe('Записали, Бакай: отложили до 22.05.');
    expect(await answers(`postponed until 40.05 ${code}`)).toMatch(/^Напишите день так/);
    await act(organiser.telegram.send(`отказались ${code}`));
    expect(last(organiser)).toMatch(/^🤝 Бакай: отказались договариваться/);
    expect(await card(organiser, /Код/)).toMatch(
      /⏳ отложили до 22\.05 \(11:0\d\) \/ ✖ отказались договариваться \(11:0\d\) · 📝 подать жалобу до 19\.05 \(11:0\d\)/,
    );
    expect(await reminders()).toEqual(['postponed 2006-05-22 due', 'petition 2006-05-19 due']);
  });

  it('is heard from nobody else, by a forged button or the code; to whoever holds a frozen phone it looks as ever', async () => {
    const before = await events();
    const frozen = await talks({ telegram: 10 });
    await act(frozen.telegram.send(`1 ${code}`));
    await prisma().report.create({ data: { incidentId: id, personId: frozen.id, at: new Date(world.clock.now()) } });
    await prisma().answer.create({ data: { incidentId: id, personId: frozen.id, answer: 'there', at: new Date(world.clock.now()) } });
    await world.store.database.transaction((tx) => createOrganisers(world.store.cipher).freeze(tx, frozen.id, world.clock.now()));
    const away = await talks({ telegram: 11, in: ['shanyrak-1'] });
    const stranger = world.telegram.person({ id: 12 });
    for (const phone of [aigul.telegram, away.telegram, stranger, frozen.telegram]) {
      for (const data of [`g:${id}`, `gd:${id}:postponed`, `go:${id}:left`, `go:${id}:postponed=2006-05-30`]) await phone.pressData(data);
      await act(phone.send(`отказ ${code}`));
    }
    // One message a second.
    await world.advance(5_000);
    expect(last(frozen)).toMatch(/^Записали, Бакай: отказались договариваться/);
    expect(last(away)).toMatch(/^Это отмечает организатор или переговорщик/);
    expect([await events(), (await reminders()).length]).toEqual([before, 2]);
  });
});

describe('a day that was named', () => {
  it('is forgotten when it is struck, and remembered when that is taken back', async () => {
    const [petition] = (await prisma().event.findMany({ orderBy: { id: 'asc' } })).slice(1);
    await act(organiser.telegram.pressData(`yx:${petition?.id}`));
    expect(await reminders()).toEqual(['postponed 2006-05-22 due']);
    expect(last(organiser)).toMatch(/✖ вычеркнуто: 11:0\d подать жалобу до 19\.05/);
    await act(organiser.telegram.pressData(`gt:${petition?.id}`));
    expect(organiser.telegram.toasts.at(-1)).toMatch(/^Эта запись вычеркнута/);
    await act(organiser.telegram.pressData(`yb:${petition?.id}`));
    expect(await reminders()).toEqual(['postponed 2006-05-22 due', 'petition 2006-05-19 due']);
  });

  it('comes back to organisers the evening before and in the morning, also long after the alarm, and an organiser can drop it', async () => {
    await act(organiser.telegram.send(`отбой ${code}`));
    await until('2006-05-18T12:00:00Z');
    expect(reminded(organiser)).toEqual([
      '⏰ Завтра, 19.05, последний день, чтобы подать жалобу. Бакай: снос. Жастар 14.\nПодали? Проверьте и сохраните копию.',
    ]);
    expect(second.sms.inbox.at(-1)?.body).toBe(
      'Ертең, 19.05, шағым берудің соңғы күні. Бақай: үй бұзу. Жастар 14. Берілді ме? Тексеріңіз.',
    );
    for (const phone of [aigul, negotiator]) expect(phone.telegram.hears(/^⏰/)).toBeUndefined();
    const dropped = await prisma().reminder.findFirstOrThrow({ where: { what: 'petition' } });
    await act(aigul.telegram.pressData(`gx:${dropped.id}`), aigul.telegram.pressData(`gn:${dropped.id}:2006-06-01`));
    expect(await reminders()).toContain('petition 2006-05-19 due');
    await act(organiser.telegram.press('✖ Больше не напоминать'));
    await until('2006-05-19T00:00:00Z');
    expect(reminded(organiser)).toHaveLength(1);
  });

  it('can be moved: the timeline then says the new one; neither a restart nor a clock that is set loses or doubles it', async () => {
    const { id: reminder } = await prisma().reminder.findFirstOrThrow({ where: { what: 'postponed' } });
    await act(organiser.telegram.pressData(`gc:${reminder}`));
    await act(organiser.telegram.send('24.05'));
    expect(last(organiser)).toMatch(/^Записали: 24\.05\./);
    expect(await reminders()).toEqual(['petition 2006-05-19 done', 'postponed 2006-05-24 due']);
    await until('2006-05-23T12:00:00Z');
    expect(reminded(organiser).at(-1)).toMatch(/^⏰ Завтра, 24\.05, кончается отсрочка\. Бакай: снос\. Жастар 14\./);
    world.clock.jump(-7_200_000);
    await world.restart({});
    await world.advance(5_000);
    // Down over the morning.
    world.clock.jump(7_200_000 + 20 * 3_600_000);
    await world.restart({});
    await world.advance(5_000);
    expect(reminded(organiser).slice(1)).toEqual([
      expect.stringMatching(/^⏰ Завтра, 24\.05/),
      expect.stringMatching(/^⏰ Сегодня, 24\.05/),
    ]);
    expect(await reminders()).toEqual(['petition 2006-05-19 done', 'postponed 2006-05-24 done']);
    const audited = await prisma().audit.findMany({ where: { action: { in: ['mediate', 'remind'] } }, orderBy: { seq: 'asc' } });
    expect(audited.map(({ action, subject }) => `${action} ${subject.split(':')[0]}`)).toEqual([
      ...['mediate incident', 'mediate incident', 'mediate incident', 'remind reminder', 'remind reminder'],
    ]);
  });
});
