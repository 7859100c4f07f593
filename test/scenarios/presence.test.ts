import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttons, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let world: World;
let organiser: Someone;
let marat: Someone;
beforeEach(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, role: 'organiser' });
  marat = await register(world, { telegram: 2, phone: '+77010000002' });
});
afterEach(async () => {
  await world.stop();
});

const cards = ({ telegram }: Someone): number => telegram.messages.filter((m) => m.history[0]?.startsWith('🔴')).length;
/** How often somebody was called, on whichever channel. */
const calls = (someone: Someone): number => cards(someone) + someone.sms.inbox.filter(({ body }) => /Нужны люди/.test(body)).length;

/** Lets hours pass in which nothing is to be seen. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= HOUR) {
    world.clock.advance(Math.min(left, HOUR));
    await world.settle();
  }
}

async function goAway(someone: Someone, howLong: string): Promise<void> {
  await someone.telegram.send('/away');
  await world.drain();
  await someone.telegram.press(howLong);
  await world.drain();
}

describe('somebody who is away', () => {
  it('is not called, on no channel, and hears until when', async () => {
    await goAway(marat, 'На неделю');
    expect(texts(marat.telegram).at(-1)).toMatch(/Не зовём вас до 19\.05\. Район: Бакай/);
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(5 * 60_000);
    expect(calls(marat)).toBe(0);
    expect(organiser.telegram.hears(/Дошло 0 из 0/)).toBeDefined();
  });

  it('is called again when the time is over, without doing anything', async () => {
    await goAway(marat, 'На сутки');
    await pass(DAY + 1_000);
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    expect(calls(marat)).toBe(1);
  });

  it('is called again at once after one press, or after joining once more', async () => {
    for (const back of ['🏠 Я снова здесь', undefined]) {
      await goAway(marat, 'На 30 дней');
      if (back) await marat.telegram.press(back);
      else await marat.sms.text('ВСТУПИТЬ БАКАЙ');
      await world.drain();
      const before = calls(marat);
      await organiser.telegram.send('бакай снос Жастар 14');
      await world.drain();
      expect(calls(marat)).toBe(before + 1);
      await organiser.telegram.press('🏁 Отбой');
      await world.drain();
    }
  });

  it('still raises the alarm, and is answered', async () => {
    await goAway(marat, 'На неделю');
    await marat.telegram.send('бакай снос Жастар 14');
    await world.drain();
    expect(organiser.telegram.hears(/снос/)).toBeDefined();
  });

  it('gets no assembly either, and is not counted in its preview', async () => {
    const dina = await register(world, { telegram: 3 });
    await goAway(marat, 'На неделю');
    await organiser.telegram.send('/broadcast');
    await world.drain();
    await organiser.telegram.send('Собрание сегодня в 18:00');
    await world.drain();
    expect(organiser.telegram.hears(/получателей: 2 /)).toBeDefined();
    await organiser.telegram.press(/Отправить/);
    await world.drain();
    expect([dina.telegram.hears(/Собрание/), marat.telegram.hears(/Собрание/)]).toEqual([expect.anything(), undefined]);
  });
});

describe('in several neighbourhoods', () => {
  it('each is chosen by itself, and the others go on calling', async () => {
    const dina = await register(world, { telegram: 3, in: ['bakai', 'shanyrak-1'] });
    const other = await register(world, { telegram: 4, role: 'organiser', in: ['shanyrak-1'] });
    await dina.telegram.send('/away');
    await world.drain();
    expect(buttons(dina.telegram, /Откуда вас не звать/)).toEqual(['Бакай', 'Шанырак-1']);
    await dina.telegram.press('Бакай');
    await world.drain();
    await dina.telegram.press('На неделю');
    await world.drain();
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.drain();
    expect(cards(dina)).toBe(0);
    await other.telegram.send('шанырак-1 снос Ырыс 5');
    await world.drain();
    expect(cards(dina)).toBe(1);
  });
});

describe('quiet hours', () => {
  /** From 11:00 of the first day to that hour of the same day, or of the next. */
  async function at(hour: number): Promise<void> {
    await pass(((hour - 11 + 24) % 24) * HOUR);
  }
  async function sleepEarly(someone: Someone): Promise<void> {
    await someone.telegram.send('/quiet');
    await world.drain();
    await someone.telegram.press('С 22:00 до 7:00');
    await world.drain();
    expect(texts(someone.telegram).at(-1)).toMatch(/разбудим, только если беда/);
  }

  it('are broken by a danger', async () => {
    await sleepEarly(marat);
    await at(3);
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(5_000);
    expect(calls(marat)).toBe(1);
  });

  it('put an assembly off to the morning, once', async () => {
    await sleepEarly(marat);
    await at(23);
    await organiser.telegram.send('/broadcast');
    await world.advance(5_000);
    await organiser.telegram.send('Собрание завтра в 18:00');
    await world.advance(5_000);
    await organiser.telegram.press(/Отправить/);
    await pass(7 * HOUR + 50 * 60_000);
    expect(marat.telegram.hears(/Собрание/)).toBeUndefined();
    await world.advance(10 * 60_000);
    expect(texts(marat.telegram).filter((text) => /Собрание/.test(text))).toHaveLength(1);
  });

  it('hold also for what goes on by SMS, because they have closed Telegram', async () => {
    const dina = await register(world, { telegram: 3, phone: '+77010000003' });
    await sleepEarly(dina);
    await at(23);
    await organiser.telegram.send('бакай отключили свет');
    await world.advance(2_000);
    await organiser.telegram.send('/broadcast');
    await world.advance(2_000);
    await organiser.telegram.send('Собрание завтра в 18:00');
    await world.advance(2_000);
    await organiser.telegram.press(/Отправить/);
    await world.advance(2_000);
    const copies = (channel: string) =>
      world.store.database.prisma.delivery.findMany({
        where: { personId: dina.id, lane: { startsWith: channel }, alertId: { not: null } },
      });
    const waiting = await copies('telegram');
    expect(waiting.map(({ kind, state }) => [kind, state])).toEqual([
      ...[
        ['call', 'deferred'],
        ['broadcast', 'deferred'],
      ],
    ]);
    // One of them was written by somebody who was frozen meanwhile.
    await world.store.database.prisma.delivery.update({ where: { id: waiting[1]?.id ?? 0n }, data: { state: 'frozen' } });
    await dina.telegram.block();
    const morning = new Date('2006-05-13T01:00:00Z');
    expect(
      (await copies('sms')).map(({ kind, state, dueAt }) => [kind, state, Math.round((dueAt.getTime() - morning.getTime()) / MINUTE)]),
    ).toEqual([
      ...[
        ['call', 'deferred', 0],
        ['broadcast', 'frozen', 0],
      ],
    ]);
  });

  it('end by themselves, and by choice', async () => {
    await sleepEarly(marat);
    await organiser.telegram.send('бакай отключили свет');
    await world.advance(5_000);
    expect(calls(marat)).toBe(1);
    await organiser.telegram.press('🏁 Отбой');
    await world.advance(5_000);
    await marat.telegram.send('/quiet');
    await world.advance(5_000);
    await marat.telegram.press('Будить всегда');
    await world.advance(5_000);
    await at(2);
    await organiser.telegram.send('бакай отключили воду');
    await world.advance(5_000);
    expect(calls(marat)).toBe(2);
  });
});

describe('a button that is old or forged', () => {
  it('does nothing for a neighbourhood that is not the presser’s', async () => {
    await marat.telegram.send('/start');
    await world.drain();
    for (const data of ['aw:shanyrak-1:7', 'af:shanyrak-1', 'ab:shanyrak-1', 'aw:bakai:3650', 'qh:shanyrak-1:early', 'qh:bakai:always'])
      await marat.telegram.pressData(data);
    await world.drain();
    expect(
      await world.store.database.prisma.membership.count({ where: { OR: [{ awayUntil: { not: null } }, { quietFrom: { not: null } }] } }),
    ).toBe(0);
    expect(await world.store.database.prisma.membership.count({ where: { personId: marat.id } })).toBe(1);
  });
});
