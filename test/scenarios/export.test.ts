import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lanesOf } from '../../src/app/lanes.ts';
import { askToExport } from '../../src/residents/consent.ts';
import { createStore } from '../../src/store/store.ts';
import { register, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.stop();
});

const never = new AbortController().signal;
const audited = async (): Promise<readonly string[]> =>
  (await world.store.database.prisma.audit.findMany({ orderBy: { seq: 'asc' } })).map(
    ({ rank, action, subject }) => `${rank} ${action} ${subject}`,
  );

/** Types the command on the server; `waits` is when it says that it waits, and until when. */
function type(alone = false) {
  const { database, cipher } = world.store;
  const lanes = lanesOf(world.config);
  const waits = Promise.withResolvers<number>();
  const store = createStore(cipher, lanes, 0, () => 0);
  const consent = askToExport({ database, store, lanes, clock: world.clock, alone, waits: waits.resolve }, never);
  return { consent, waits: waits.promise };
}

describe('the list of everybody', () => {
  it('waits until an organiser agrees', async () => {
    const bolat = await register(world, { telegram: 1, role: 'organiser' });
    const vera = await register(world, { telegram: 2, role: 'organiser', in: ['shanyrak-1'] });
    const { consent, waits } = type();
    expect(await waits).toBe(world.clock.now() + 30 * 60_000);
    await world.advance(2_000);
    for (const { telegram } of [bolat, vera]) expect(texts(telegram).at(-1)).toMatch(/весь список людей в файл/);
    await vera.telegram.press('✅ Да, можно');
    await world.advance(3_000);
    expect(await consent).toBe('given');
    expect(await audited()).toEqual(['organiser approve request:1', 'operator export request:1']);
  });

  it('is not written when one says no, nor when nobody answers in half an hour', async () => {
    const bolat = await register(world, { telegram: 1, role: 'organiser' });
    await register(world, { telegram: 2, role: 'organiser' });
    const first = type();
    await first.waits;
    await world.advance(2_000);
    await bolat.telegram.press('✖ Нет');
    await world.advance(3_000);
    expect(await first.consent).toBe('refused');
    const second = type();
    await second.waits;
    await world.advance(30 * 60_000 + 3_000);
    expect(await second.consent).toBe('lapsed');
    expect(await audited()).toEqual(['organiser refuse request:1']);
  });

  it('is written without asking where nobody but one could be asked', async () => {
    await register(world, { telegram: 1, role: 'organiser' });
    await register(world, { phone: '+77010000002', role: 'organiser' });
    expect(await type().consent).toBe('given');
    expect(await audited()).toEqual(['operator export deployment']);
  });

  it('is not written without asking where those who could agree are frozen, but with --alone', async () => {
    await register(world, { telegram: 1, role: 'organiser' });
    const vera = await register(world, { telegram: 2, role: 'organiser' });
    await world.store.database.prisma.person.update({ where: { id: vera.id }, data: { frozenAt: new Date(world.clock.now()) } });
    expect(await type().consent).toBe('frozen');
    expect(await audited()).toEqual([]);
    expect(await type(true).consent).toBe('given');
  });

  it('is written at once with --alone, and every organiser is told', async () => {
    const bolat = await register(world, { telegram: 1, role: 'organiser' });
    await register(world, { telegram: 2, role: 'organiser' });
    const oleg = await register(world, { phone: '+77010000003', role: 'organiser' });
    expect(await type(true).consent).toBe('given');
    await world.drain();
    expect(texts(bolat.telegram).at(-1)).toMatch(/организаторов не спросили/);
    expect(oleg.sms.inbox.at(-1)?.body).toMatch(/организаторов не спросили/);
    expect(await audited()).toEqual(['operator export-alone deployment']);
  });
});
