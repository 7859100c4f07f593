import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Skill } from '../../src/domain/skill.ts';
import { createOrganisers } from '../../src/store/organiser.ts';
import { createSkills } from '../../src/store/skill.ts';
import { buttons, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

// One city and one siege; each story wants people with a skill of its own.
let world: World;
let organiser: Someone;
let id: bigint;
let code: string;
beforeAll(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, role: 'organiser' });
  await act(organiser.telegram.send('бакай снос Жастар 14'));
  ({ id, code } = await prisma().incident.findFirstOrThrow());
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
let chats = 100;
/** So many from elsewhere in the city, so that no call of the neighbourhood's reaches them. */
async function skilled(skill: Skill, count: number): Promise<readonly Someone[]> {
  const people: Someone[] = [];
  for (let n = 0; n < count; n++) {
    const someone = await register(world, { telegram: ++chats, in: ['shanyrak-1'] });
    await createSkills().change(prisma(), someone.id, { add: [skill], drop: [] });
    people.push(someone);
  }
  return people;
}
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(2_000);
}
async function wait(ms: number): Promise<void> {
  world.clock.advance(ms - 2_000);
  await world.advance(2_000);
}
async function want(skill: string, number?: string): Promise<void> {
  await act(organiser.telegram.press(/Нужен/));
  await act(organiser.telegram.press(skill));
  if (number) await act(organiser.telegram.press(number));
}
const asked = (people: readonly Someone[]): readonly Someone[] => people.filter(({ telegram }) => telegram.hears(/^🙋 Нужен/));
const answer = (someone: Someone, text: string): Promise<void> => act(someone.telegram.press(text, someone.telegram.hears(/^🙋 Нужен/)));
const last = ({ telegram }: Someone) => texts(telegram).at(-1);
const card = async (): Promise<string> => {
  await world.advance(5_000);
  return organiser.telegram.hears(/Код/)?.text ?? '';
};

describe('a role that is wanted', () => {
  it('is called again only where somebody cannot, is silent or turns back; once filled it is called no more', async () => {
    const medics = await skilled('medic', 8);
    await want('медик');
    expect(last(organiser)).toMatch(/^🙋 Ищем: медик\. Спросили людей: 3\. Нужно: 1, идут: 0\./);
    expect(asked(medics)).toHaveLength(3);
    const [first, second] = asked(medics) as [Someone, Someone];
    await answer(first, '✖ Не могу');
    expect(asked(medics)).toHaveLength(4);
    await wait(130_000);
    expect(asked(medics)).toHaveLength(7);
    await answer(second, '🏃 Иду');
    expect(await card()).toMatch(/\n🙋 Есть \/ нужно: медик 1\/1$/m);
    await wait(300_000);
    expect(asked(medics)).toHaveLength(7);
    await answer(second, '✖ Не могу');
    expect(asked(medics)).toHaveLength(8);
    expect(await card()).toMatch(/медик 0\/1 \(спросили 8\)/);
    await world.restart({});
    await wait(300_000);
    const copies = await prisma().delivery.groupBy({ by: ['personId'], where: { kind: 'need', op: 'message' }, _count: true });
    expect(copies.map(({ _count }) => _count)).toEqual(Array.from({ length: 8 }, () => 1));
    await want('медик', '✖ Больше не нужно');
  });

  it('is wanted by typing too, several at once; it can be raised and lowered, and what waits to be sent for it is taken back', async () => {
    const drivers = await skilled('driver', 6);
    const observers = await skilled('observer', 2);
    await act(organiser.telegram.send(`НУЖНЫ ${code} 1 водитель 2 наблюдателя`));
    expect([asked(drivers).length, asked(observers).length]).toEqual([3, 2]);
    expect(await card()).toMatch(/\n🙋 Есть \/ нужно: водитель 0\/1 \(спросили 3\) · наблюдатель 0\/2 \(спросили 2\)$/m);
    await act(organiser.telegram.send(`${code} 2 жүргізуші керек`));
    expect(asked(drivers)).toHaveLength(6);
    // As if the lane had not got to it yet.
    const [late] = await prisma().delivery.findMany({ where: { personId: drivers.at(-1)?.id ?? 0n, kind: 'need' } });
    await prisma().delivery.update({
      where: { id: late?.id ?? 0n },
      data: { state: 'deferred', dueAt: new Date(world.clock.now() + 600_000) },
    });
    await act(organiser.telegram.send(`need ${code} 0 drivers`));
    expect(last(organiser)).toMatch(/^водитель: больше никого не зовём/);
    expect((await prisma().delivery.findUniqueOrThrow({ where: { id: late?.id ?? 0n } })).state).toBe('cancelled');
    expect(await card()).not.toMatch(/водитель/);
  });

  it('is answered with how it stands, and other numbers to tap; whom a frozen organiser wanted nobody further is asked for', async () => {
    const chief = await register(world, { telegram: 50, role: 'organiser' });
    const cameras = await skilled('camera', 5);
    await act(chief.telegram.pressData(`nw:${id}:camera=1`));
    await answer(asked(cameras)[0] as Someone, '🏃 Иду');
    await act(organiser.telegram.pressData(`ns:${id}:camera`));
    expect(last(organiser)).toBe('камера: уже идут или на месте: 1. Позвать ещё?');
    expect(buttons(organiser.telegram, /^камера: уже/)).toEqual(['Позвать ещё', 'Нужно: 2', 'Нужно: 3', 'Нужно: 5', '✖ Больше не нужно']);
    await act(chief.telegram.pressData(`nw:${id}:camera=2`));
    const before = asked(cameras).length;
    await world.store.database.transaction((tx) => createOrganisers(world.store.cipher).freeze(tx, chief.id, world.clock.now()));
    await wait(300_000);
    expect(asked(cameras)).toHaveLength(before);
    await act(chief.telegram.pressData(`nw:${id}:camera=5`));
    expect(chief.telegram.toasts.at(-1)).toBe('Принято');
    expect((await prisma().wanted.findFirstOrThrow({ where: { skill: 'camera' } })).count).toBe(2);
  });
});
