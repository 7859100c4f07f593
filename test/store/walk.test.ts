import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lanes } from '../../src/domain/lane.ts';
import { type Alerts, createAlerts, type Unplanned } from '../../src/store/alert.ts';
import { createAudiences } from '../../src/store/audience.ts';
import { createContacts } from '../../src/store/contact.ts';
import { createPeople } from '../../src/store/person.ts';
import { forgetStatistics } from '../support/postgres.ts';
import { startStore, type TestStore } from '../support/store.ts';

const NOW = Date.parse('2006-05-12T05:00:00Z');
const lanes: Lanes = { telegram: ['telegram'], sms: ['sms'], voice: [] };

let store: TestStore;
let alerts: Alerts;
beforeEach(async () => {
  store = await startStore();
  await forgetStatistics(store);
  alerts = createAlerts(store.cipher, lanes, 6, () => 0);
});
afterEach(async () => {
  await store.close();
});

let numbers = 0;
async function person(slugs: readonly string[], channel: 'telegram' | 'phone', answersIn?: number): Promise<bigint> {
  const { prisma } = store.database;
  const address = channel === 'telegram' ? String(1_000 + numbers++) : `+770100${String(10_000 + numbers++)}`;
  const contact = await createContacts(store.cipher).hear(prisma, channel, address, 'ru', NOW);
  const people = createPeople(store.cipher);
  const id = await people.create(prisma, { contactId: contact.id, name: 'Somebody', language: 'ru', trust: 'new' }, NOW);
  for (const slug of slugs) await people.join(prisma, id, slug, 'both');
  if (answersIn !== undefined) await prisma.membership.updateMany({ where: { personId: id }, data: { answersIn } });
  return id;
}

async function begin(rings: readonly string[], limit: number): Promise<Unplanned> {
  const { prisma } = store.database;
  const alert = { kind: 'broadcast', incidentId: null, slug: rings[0] ?? '' } as const;
  const id = await alerts.create(prisma, alert, NOW);
  await alerts.begin(prisma, { ...alert, id }, rings, limit, NOW);
  return { ...alert, id, planned: 0 };
}

async function walkToTheEnd(alert: Unplanned, rings: readonly string[], limit: number): Promise<void> {
  while (await alerts.walk(store.database.prisma, alert, rings, limit, NOW));
}

/** Everybody who is planned, in the order in which a lane claims them. */
async function planned(): Promise<readonly (bigint | null)[]> {
  const rows = await store.database.prisma.delivery.findMany({ orderBy: { id: 'asc' }, select: { personId: true } });
  return rows.map((row) => row.personId);
}

describe('an audience', () => {
  it('is walked nearest ring first, the fastest to answer first in each, Telegram before SMS among equals', async () => {
    const slow = await person(['shanyrak-1'], 'telegram');
    const sms = await person(['shanyrak-1'], 'phone', 30);
    const fast = await person(['shanyrak-1'], 'telegram', 30);
    const far = await person(['shanyrak-2'], 'telegram', 5);
    const own = await person(['shanyrak'], 'phone');
    const rings = ['shanyrak', 'shanyrak-1', 'shanyrak-2'];
    await walkToTheEnd(await begin(rings, 100), rings, 100);
    expect(await planned()).toEqual([own, fast, sms, slow, far]);
  });

  it('is the same, each person once, whatever the pieces are', async () => {
    const rings = ['shanyrak', 'shanyrak-1', 'shanyrak-2'];
    const everybody = new Set<bigint>();
    for (let i = 0; i < 25; i++) {
      const slugs = i % 3 === 0 ? ['shanyrak-1', 'shanyrak-2'] : i % 3 === 1 ? ['shanyrak-1'] : ['shanyrak-2', 'shanyrak'];
      everybody.add(await person(slugs, i % 2 ? 'telegram' : 'phone', i % 4 ? i : undefined));
    }
    for (const limit of [1, 2, 7, 100]) {
      await store.database.prisma.delivery.deleteMany();
      await walkToTheEnd(await begin(rings, limit), rings, limit);
      const found = await planned();
      expect(found).toHaveLength(everybody.size);
      expect(new Set(found)).toEqual(everybody);
    }
  });

  it('misses nobody whose place in the order changes while it is walked, or who joins meanwhile', async () => {
    const early = await person(['bakai'], 'telegram', 10);
    const late = await person(['bakai'], 'telegram', 500);
    const alert = await begin(['bakai'], 1);
    expect(await planned()).toEqual([early]);
    // Whoever has answered another call since then is fast now: before the place that the walk has come to.
    await store.database.prisma.membership.updateMany({ where: { personId: late }, data: { answersIn: 3 } });
    const joined = await person(['bakai'], 'phone', 1);
    await walkToTheEnd(alert, ['bakai'], 1);
    expect(new Set(await planned())).toEqual(new Set([early, late, joined]));
  });

  it('is counted once all of it is planned', async () => {
    for (let i = 0; i < 5; i++) await person(['bakai'], 'telegram');
    const alert = await begin(['bakai'], 2);
    const audience = async () => (await store.database.prisma.alert.findUniqueOrThrow({ where: { id: alert.id } })).audience;
    expect(await audience()).toBe(-1);
    await walkToTheEnd(alert, ['bakai'], 2);
    expect(await audience()).toBe(5);
  });

  it('is larger than a number or not, without being counted', async () => {
    for (let i = 0; i < 4; i++) await person(['bakai'], 'telegram');
    const { prisma } = store.database;
    const audiences = createAudiences(store.cipher, lanes);
    expect(await audiences.of(prisma, ['bakai'], null, NOW, 3)).toBeUndefined();
    expect((await audiences.of(prisma, ['bakai'], null, NOW, 4))?.people).toBe(4);
  });
});
