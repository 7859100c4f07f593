import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttons, type Registered, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

// One city; each story calls in Bakai, or below Shanyrak, and ends what it began.
let world: World;
let bolat: Someone;
let marat: Someone;
let aigul: Someone;
let sara: Someone;
beforeAll(async () => {
  world = await startWorld();
  bolat = await register(world, { telegram: 1, role: 'organiser' });
  marat = await register(world, { telegram: 2 });
  // Of Shanyrak: its organiser, and two who live there, one of them by SMS alone.
  aigul = await register(world, { telegram: 3, role: 'organiser', in: ['shanyrak'] });
  sara = await register(world, { telegram: 4, in: ['shanyrak-1'] });
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(2_500);
}
const last = ({ telegram }: Someone) => texts(telegram).at(-1);
const MINUTE = 60_000;
let people = 100;
const someone = (more: Registered): Promise<Someone> => register(world, { telegram: ++people, ...more });
const incident = () => prisma().incident.findFirstOrThrow({ orderBy: { id: 'desc' } });

describe('debug', () => {
  it('asks Shanyrak', async () => {
    await act(bolat.telegram.send('бакай снос Жастар 14'));
    console.log(last(bolat), buttons(bolat.telegram, /Код/), last(marat));
    await act(bolat.telegram.press('📢 Звать дальше: Шанырак'));
    console.log(texts(bolat.telegram).join('\n---\n'), bolat.telegram.toasts);
    console.log(texts(aigul.telegram), buttons(aigul.telegram, /просит/));
    console.log(texts(sara.telegram));
    await act(aigul.telegram.press('✅ Да, зовите наших'));
    console.log(aigul.telegram.toasts, texts(aigul.telegram), texts(sara.telegram), texts(bolat.telegram).slice(-2));
    await act(sara.telegram.press('🏃 Иду'));
    await world.advance(5000);
    console.log(texts(sara.telegram), texts(bolat.telegram)[0], bolat.telegram.hears(/Код/)?.text, aigul.telegram.hears(/Код/)?.text);
    await act(bolat.telegram.press('🏁 Отбой'));
    console.log(texts(sara.telegram), texts(aigul.telegram), bolat.telegram.toasts);
    console.log((await prisma().audit.findMany()).map((a) => `${a.rank} ${a.action} ${a.subject}`));
    void MINUTE, someone, incident;
  });
});
