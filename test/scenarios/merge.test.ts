import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;

// Two people report the same thing as two, at two ends of it. One world, one story after the other; a slow bot, so that calls are still on their way.
let world: World;
/** Organises Bakai and the neighbourhood that helps it. */
let bolat: Someone;
/** Is coming to the first place; to the second; has a plain phone; may not know where; was called to help; has not answered; cannot come. */
let marat: Someone;
let aigul: Someone;
let dina: Someone;
let unknown: Someone;
let helper: Someone;
let silent: Someone;
let far: Someone;
beforeAll(async () => {
  world = await startWorld({ messagesPerSecond: 5, segmentsPerSecond: 1 });
  bolat = await register(world, { telegram: 1, role: 'organiser', in: ['bakai', 'shanyrak'] });
  [marat, aigul, far, unknown, silent] = [
    await register(world, { telegram: 2 }),
    await register(world, { telegram: 3 }),
    await register(world, { telegram: 6 }),
    await register(world, { telegram: 4 }),
    await register(world, { telegram: 5 }),
  ];
  dina = await register(world, { phone: '+77010000007' });
  helper = await register(world, { telegram: 8, in: ['shanyrak-1'] });
  await prisma().membership.updateMany({ where: { personId: unknown.id }, data: { vouched: false } });
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(8_000);
}
const newest = () => prisma().incident.findFirstOrThrow({ orderBy: { id: 'desc' } });
const all = ({ telegram }: Someone): readonly string[] => texts(telegram);
const last = (someone: Someone): string => all(someone).at(-1) ?? '';
const heard = (someone: Someone, wanted: RegExp): number => all(someone).filter((text) => wanted.test(text)).length;
const smsHeard = (wanted: RegExp): number => dina.sms.inbox.filter(({ body }) => wanted.test(body)).length;
/** Messages with the call; an edit is none. */
const called = (someone: Someone): number =>
  world.telegram.sends.filter(({ method, chatId, text }) => method === 'sendMessage' && chatId === someone.telegram.id && /^🔴/.test(text))
    .length;
const everybody = (): readonly Someone[] => [marat, aigul, unknown, helper, silent, far];
const audited = async (action: string) =>
  (await prisma().audit.findMany({ where: { action }, orderBy: { seq: 'asc' } })).map(({ subject }) => subject);

describe('two alarms that are one', () => {
  let first: { readonly id: bigint; readonly code: string };
  let second: { readonly id: bigint; readonly code: string };
  /** How often each was called, until they were merged or after it. */
  let calls: readonly number[];
  let texted: number;

  it('are merged while both are being called: nobody is called twice, and every answer stays', async () => {
    await bolat.telegram.send('бакай снос Жастар 14');
    await world.settle();
    first = await newest();
    await world.until(() => [marat, aigul, far].every((one) => called(one) === 1));
    await bolat.telegram.pressData(`rgn:${first.id}`);
    await bolat.telegram.send('НОВЫЙ бакай снос Абая 5');
    await world.settle();
    second = await newest();
    await bolat.telegram.pressData(`rgn:${second.id}`);
    await marat.telegram.pressData(`a:${first.id}:coming`);
    await aigul.telegram.pressData(`a:${second.id}:coming`);
    await far.telegram.pressData(`a:${first.id}:coming`);
    await world.advance(100);
    await far.telegram.pressData(`a:${second.id}:cant`);
    await bolat.telegram.send(`полиция 40 ${second.code}`);
    await world.settle();
    expect(await prisma().delivery.count({ where: { incidentId: second.id, kind: 'call', state: 'queued' } })).toBeGreaterThan(2);
    const before = { telegram: everybody().map(called), sms: smsHeard(/снос\./) };
    await bolat.telegram.send(`ОБЪЕДИНИТЬ ${first.code} ${second.code}`);
    await world.advance(MINUTE);
    expect(heard(bolat, new RegExp(`^🔗 Теперь это одна тревога: ${first.code}\\. Код ${second.code} тоже`))).toBe(1);
    // Whoever was called to either is called no more; whoever had not been yet, once.
    calls = before.telegram.map((count) => Math.max(1, count));
    texted = Math.max(1, before.sms);
    expect([everybody().map(called), smsHeard(/снос\./)]).toEqual([calls, texted]);
    const answers = await prisma().answer.findMany({ orderBy: { personId: 'asc' } });
    expect(answers.map(({ incidentId, personId, answer }) => [incidentId, personId, answer])).toEqual([
      [first.id, marat.id, 'coming'],
      [first.id, aigul.id, 'coming'],
      [first.id, far.id, 'cant'],
    ]);
    expect(await prisma().incident.findUniqueOrThrow({ where: { id: second.id } })).toMatchObject({
      stage: 'merged',
      mergedInto: first.id,
    });
    expect(await audited('merge')).toEqual([`incident:${first.id}`, `incident:${second.id}`]);
    expect(await prisma().ring.count()).toBe(1);
  });

  it('who is coming learns the second place, once; who may not know one learns none', async () => {
    const places = /две тревоги — одно и то же\. Мест два: Жастар 14 и Абая 5/;
    expect([heard(marat, places), heard(aigul, places)]).toEqual([1, 1]);
    expect([heard(silent, places), heard(far, places), heard(helper, places)]).toEqual([0, 0, 0]);
    expect(marat.telegram.hears(/^🔴/)?.text).toMatch(/▶️ Жастар 14: 🏃 1 [^]*▫️ Абая 5: 🏃 1 /);
    expect(aigul.telegram.hears(/^🔴/)?.text).toMatch(/▶️ Жастар 14: 🏃 1 [^]*▫️ Абая 5: 🏃 1 [^]*Вы ответили про этот дом: Абая 5/);
  });

  it('old buttons and both codes lead to the one; it is told what was said of either', async () => {
    await act(silent.telegram.pressData(`a:${second.id}:there`), dina.sms.text(`1 ${second.code}`));
    await act(unknown.telegram.press('🏃 Иду'), helper.telegram.press('🏃 Иду'));
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/^Записали: идёте/);
    expect(await prisma().answer.count({ where: { incidentId: first.id } })).toBe(7);
    await act(bolat.telegram.pressData(`tl:${second.id}`));
    expect(last(bolat)).toMatch(new RegExp(`полиция: 40[^]*🔗 одно и то же с тревогой ${second.code}`));
    await act(bolat.telegram.pressData(`mgs:${second.id}:${first.id}`));
    expect(bolat.telegram.toasts.at(-1)).toBe(`Это уже одна тревога. Код: ${first.code}`);
    await act(bolat.telegram.pressData(`u:${second.id}`));
    await bolat.telegram.send('Нужна вода');
    await world.advance(10_000);
    expect([marat, aigul, helper, silent].map((one) => heard(one, /Нужна вода/))).toEqual([1, 1, 1, 1]);
    expect([heard(far, /Нужна вода/), smsHeard(/Нужна вода/)]).toEqual([0, 1]);
  });

  it('nobody is called again in the next quarter of an hour', async () => {
    await world.advance(15 * MINUTE);
    expect([everybody().map(called), smsHeard(/снос\./)]).toEqual([calls, texted]);
  });

  it('one house of it is split off again: who goes there goes with it, and hears what is said there alone', async () => {
    await act(bolat.telegram.send(`ДОМ ${second.code}`));
    await act(bolat.telegram.press('2. Абая 5'));
    await act(bolat.telegram.press('✂️ Это другая тревога'));
    await act(bolat.telegram.press('✂️ Да, другая'));
    const third = await newest();
    expect(bolat.telegram.toasts.at(-1)).toBe(
      `✂️ Абая 5: теперь это другая тревога, код ${third.code}. Перешли с ней, людей: 1. Второй раз никого не звали.`,
    );
    expect(third).toMatchObject({ stage: 'open', slug: 'bakai', kind: 'demolition' });
    expect(await prisma().answer.findMany({ where: { incidentId: third.id } })).toMatchObject([{ personId: aigul.id, answer: 'coming' }]);
    expect(await audited('split')).toEqual([`incident:${first.id}`, `incident:${third.id}`]);
    await act(bolat.telegram.pressData(`tl:${third.id}`));
    expect(last(bolat)).toMatch(new RegExp(`полиция: 40[^]*✂️ один дом стал другой тревогой: ${third.code}`));
    await world.advance(5_000);
    expect(aigul.telegram.hears(/^🔴/)?.text).toMatch(/📍 Абая 5\n/);
    expect(marat.telegram.hears(/^🔴/)?.text).not.toMatch(/Абая/);
    await bolat.telegram.send(`отбой ${third.code}`);
    await world.advance(10_000);
    expect(everybody().map((one) => heard(one, /отбой, 1\d:/))).toEqual([0, 1, 0, 0, 0, 0]);
    expect(everybody().map(called)).toEqual(calls);
  });

  it('it ends by the code of the one that was merged: everybody hears one all-clear', async () => {
    await bolat.telegram.send(`отбой ${second.code}`);
    await world.drain();
    expect(everybody().map((one) => heard(one, /отбой, 1\d:/))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(smsHeard(/отбой/)).toBe(1);
    expect(all(unknown).join()).not.toMatch(/Жастар|Абая/);
    await act(dina.sms.text(`1 ${second.code}`));
    expect(dina.sms.inbox.at(-1)?.body).toMatch(/Отбой|отбой|закончил/);
    const history = await prisma().headcount.findMany({ where: { personId: aigul.id }, orderBy: { id: 'asc' } });
    expect(history.map(({ answer, was }) => [answer, was])).toEqual([
      ['coming', null],
      ['left', 'coming'],
      ['coming', null],
    ]);
  });
});

describe('a report that waits', () => {
  it('is the same as what people are called to: its reporter hears that they come, and nobody else hears anything', async () => {
    const sara = await register(world, { telegram: 21, in: ['shanyrak-2'] });
    const nurlan = await register(world, { telegram: 22, in: ['shanyrak-2'] });
    await bolat.telegram.send('шанырак-2 полиция Мира 1');
    await world.advance(10_000);
    const open = await newest();
    await act(sara.telegram.send('шанырак-2 снос ул. Мира, 1'));
    const held = await newest();
    expect(held.stage).toBe('held');
    const before = all(nurlan).length;
    await world.advance(5_000);
    await act(bolat.telegram.press('🔗 Это то же, что и …'));
    expect(last(bolat)).toMatch(/Эти две тревоги — одно и то же\?\n/);
    await act(bolat.telegram.press('🔗 Да, это одно и то же'));
    await world.advance(5_000);
    expect(await prisma().incident.findMany({ where: { id: { in: [open.id, held.id] } }, orderBy: { id: 'asc' } })).toMatchObject([
      { stage: 'open', kind: 'demolition', mergedInto: null },
      { stage: 'merged', mergedInto: open.id },
    ]);
    expect(last(sara)).toMatch(/людей уже позвали\. Идут: 0, на месте: 0/);
    expect(all(nurlan).length).toBe(before);
    expect(await prisma().house.count({ where: { incidentId: open.id } })).toBe(0);
    await bolat.telegram.send(`отбой ${held.code}`);
    await world.drain();
    expect(heard(sara, /отбой, 1\d:/)).toBe(1);
  });

  it('tells by SMS, too, when two alarms cannot be one', async () => {
    await bolat.telegram.send('бакай снос Жастар 14');
    const near = await (await world.settle(), newest());
    await bolat.telegram.send('шанырак-1 снос Мира 1');
    await world.settle();
    const away = await newest();
    await act(bolat.telegram.send(`merge ${near.code} ${away.code}`));
    await world.advance(10_000);
    expect(last(bolat)).toMatch(/тревоги разных районов, и люди там разные/);
    expect(await prisma().incident.count({ where: { id: { in: [near.id, away.id] }, stage: 'open' } })).toBe(2);
  });
});
