import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPeople } from '../../src/store/person.ts';
import { buttons, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

// A siege that is over, and what is left of it on paper.
let world: World;
let organiser: Someone;
let marat: Someone;
let id: bigint;
let code: string;
const prisma = () => world.store.database.prisma;
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(3_000);
}
/** Files come from another thread, which story time does not move. */
const files = async (someone: Someone, count: number) => {
  const got = () => someone.telegram.messages.flatMap(({ voice, text }) => (voice ? [{ ...voice, text }] : []));
  await world.until(() => got().length >= count);
  return got();
};

beforeAll(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, role: 'organiser', name: 'Айгүл' });
  marat = await register(world, { telegram: 2, name: 'Марат', phone: '+77010000002' });
  await act(organiser.telegram.send('бакай снос =Жастар 14'));
  ({ id, code } = await prisma().incident.findFirstOrThrow());
  await act(marat.telegram.press('🏃 Иду'));
  await act(marat.telegram.press('✋ На месте'));
  await act(marat.telegram.send('полиция 100'));
});
afterAll(async () => {
  await world.stop();
});

describe('every answer', () => {
  it('is kept with the one before it, by the database for good, and without whoever is erased', async () => {
    const dina = await register(world, { telegram: 3 });
    await prisma().report.create({ data: { incidentId: id, personId: dina.id, at: new Date(world.clock.now()) } });
    await act(dina.telegram.send('иду'));
    await act(dina.telegram.send('не могу'));
    const rows = async () =>
      (await prisma().headcount.findMany({ orderBy: { id: 'asc' } })).map((row) => [row.personId, row.was, row.answer]);
    await world.store.database.transaction((tx) => createPeople(world.store.cipher).erase(tx, dina.id, world.clock.now()));
    expect(await rows()).toEqual([
      [marat.id, null, 'coming'],
      [marat.id, 'coming', 'there'],
      [null, null, 'coming'],
      [null, 'coming', 'cant'],
    ]);
    for (const statement of [`UPDATE headcount SET answer = 'there'`, 'DELETE FROM headcount', 'TRUNCATE headcount']) {
      await expect(prisma().$executeRawUnsafe(statement)).rejects.toThrow(/only grows/);
    }
  });
});

describe('the closing report', () => {
  it('is a button on the card once it is over, and comes as a PDF and a CSV without anybody’s name', async () => {
    await act(organiser.telegram.pressData(`cr:${id}`));
    expect(organiser.telegram.toasts.at(-1)).toBe('Отчёт будет, когда дадут отбой.');
    expect(buttons(organiser.telegram, /Код/)).not.toContain('📄 Отчёт');
    await world.advance(60_000);
    await act(organiser.telegram.press('🏁 Отбой'));
    await act(organiser.telegram.press('📄 Отчёт'));
    const [pdf, csv] = await files(organiser, 2);
    expect([pdf?.filename, pdf?.type, csv?.filename, csv?.type]).toEqual([
      ...[`dabyl-${code}-2006-05-12.pdf`, 'application/pdf', `dabyl-${code}-2006-05-12.csv`, 'text/csv'],
    ]);
    expect(pdf?.text).toMatch(/^📄 Бакай: снос, 12\.05\. Внутри точный адрес/);
    expect(pdf?.bytes.toString('latin1').startsWith('%PDF-')).toBe(true);
    expect(csv?.bytes.toString('utf8')).toBe(
      '\uFEFFДата,Время,Кто,Что видел,Число,Вычеркнуто\r\n12.05.2006,11:00,житель,полиция: 100,100,нет\r\n',
    );
    expect(await prisma().audit.count({ where: { action: 'closing-report', subject: `incident:${id}`, personId: organiser.id } })).toBe(1);
    const kept = await prisma().closingReport.findFirstOrThrow();
    expect(Buffer.from(kept.pdfSealed ?? []).includes('%PDF')).toBe(false);
  });

  it('is asked for again by /report, in the reader’s language, and is forgotten after a day', async () => {
    await prisma().person.update({ where: { id: organiser.id }, data: { language: 'kk' } });
    await act(organiser.telegram.send('/report'));
    expect(texts(organiser.telegram).at(-1)).toBe('📄 Қай дабылдың есебі керек?');
    await act(organiser.telegram.press(/^12\.05 Бақай: үй бұзу\. =Жастар 14$/));
    const csv = (await files(organiser, 4)).at(-1);
    expect(csv?.bytes.toString('utf8')).toMatch(/^\uFEFFКүні,Уақыты,Кім,Не көрді,Саны,Сызылған\r\n/);
    await prisma().closingReport.updateMany({ data: { dueAt: new Date(world.clock.now()) } });
    await world.advance(61_000);
    expect(await prisma().closingReport.count()).toBe(0);
  });

  it('is nobody else’s', async () => {
    const elsewhere = await register(world, { telegram: 5, role: 'organiser', in: ['shanyrak'] });
    for (const someone of [marat, elsewhere]) {
      await act(someone.telegram.send('/report'), someone.telegram.pressData(`cr:${id}`));
      expect(someone.telegram.toasts.at(-1)).toMatch(/только организаторы/);
    }
    expect(texts(elsewhere.telegram).at(-1)).toMatch(/^В вашем районе за последние три месяца/);
    expect(texts(marat.telegram).at(-1)).toMatch(/только организаторы/);
    expect(await prisma().closingReport.count()).toBe(0);
  });
});
