import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import { type Alerts, createAlerts } from '../../src/store/alert.ts';
import { createContacts } from '../../src/store/contact.ts';
import { createPeople } from '../../src/store/person.ts';
import { createRings, type Ring, type Rings } from '../../src/store/ring.ts';
import { neighbourhood } from '../support/neighbourhood.ts';
import { startStore, type TestStore } from '../support/store.ts';

const NOW = Date.parse('2006-05-12T05:00:00Z');
const lanes = { telegram: ['telegram' as const], sms: [], voice: [] };
const tree = [
  ['almaty', null],
  ['bakai', 'almaty'],
  ['shanyrak', 'almaty'],
  ['shanyrak-1', 'shanyrak'],
  ['shanyrak-2', 'shanyrak'],
] as const;
const atlas = createAtlas(tree.map(([slug, parent]) => neighbourhood(slug, parent, slug, slug, slug)));
const slugs = tree.map(([slug]) => slug);

let store: TestStore;
let alerts: Alerts;
let rings: Rings;
/** Where each lives; the last two are shut out of Bakai, where it happens, or not vouched for there. */
const homes: Readonly<Record<string, readonly string[]>> = {
  bakai: ['bakai'],
  both: ['bakai', 'shanyrak-1'],
  one: ['shanyrak-1'],
  two: ['shanyrak-2', 'shanyrak'],
  city: ['almaty'],
  everywhere: ['almaty', 'shanyrak', 'shanyrak-1'],
  out: ['bakai', 'shanyrak-1'],
  unknown: ['bakai', 'shanyrak-2'],
};
const ids = new Map<bigint, string>();
beforeAll(async () => {
  store = await startStore();
  alerts = createAlerts(store.cipher, lanes, 6, () => 0);
  rings = createRings(lanes);
  const { prisma } = store.database;
  let chat = 0;
  for (const [name, where] of Object.entries(homes)) {
    const contact = await createContacts(store.cipher).hear(prisma, 'telegram', String(++chat), 'ru', NOW);
    const id = await createPeople(store.cipher).create(prisma, { contactId: contact.id, name, language: 'ru', trust: 'new' }, NOW);
    for (const slug of where) await createPeople(store.cipher).join(prisma, id, slug, 'both');
    ids.set(id, name);
    if (name === 'out')
      await prisma.membership.updateMany({ where: { personId: id, slug: 'bakai' }, data: { suspendedAt: new Date(NOW) } });
    if (name === 'unknown')
      await prisma.membership.updateMany({
        where: { personId: id, slug: 'bakai' },
        data: { vouched: false, awayUntil: new Date(NOW + 1) },
      });
  }
});
afterAll(async () => {
  await store.close();
});

async function begin(): Promise<bigint> {
  const { prisma } = store.database;
  const plain = { code: '4K7', slug: 'bakai', kind: 'demolition', stage: 'open', asker: 'organiser', startedAt: new Date(NOW) };
  const { id } = await prisma.incident.create({ data: plain });
  const call = { kind: 'call', incidentId: id, slug: 'bakai' } as const;
  await alerts.begin(prisma, { ...call, id: await alerts.create(prisma, call, NOW) }, atlas.rings('bakai', null), 2, NOW);
  return id;
}

/** The engine's next piece of what is not planned. */
async function walk(limit: number): Promise<boolean> {
  const { prisma } = store.database;
  const [alert] = await alerts.unplanned(prisma);
  if (!alert) return false;
  const around = ['almaty', 'bakai'];
  const beyond = alert.slug === 'bakai' ? {} : { beyond: around };
  await alerts.walk(prisma, { ...alert, ...beyond }, atlas.rings(alert.slug, null), limit, NOW);
  return true;
}

const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('call' as const, 'pause' as const, 'resume' as const),
    slug: fc.constantFrom(...slugs.filter((s) => s !== 'bakai')),
  }),
  fc.record({ kind: fc.constant('walk' as const), limit: fc.integer({ min: 1, max: 3 }) }),
);

describe('an incident that calls other neighbourhoods', () => {
  it('calls everybody once, whatever rings they live in, and however often one stops and goes on', async () => {
    const { prisma } = store.database;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (story) => {
        await prisma.incident.deleteMany();
        await prisma.alert.deleteMany();
        await prisma.delivery.deleteMany();
        const incidentId = await begin();
        const begun = new Map<string, Ring>();
        for (const one of story) {
          if (one.kind === 'walk') {
            await walk(one.limit);
            continue;
          }
          const { slug } = one;
          const ring = begun.get(slug);
          if (one.kind === 'call' && !ring) {
            const fresh = await rings.begin(prisma, { incidentId, slug, state: 'called', wanted: 9, askedBy: null, urged: false }, NOW);
            await rings.start(prisma, fresh, await alerts.create(prisma, { kind: 'call', incidentId, slug }, NOW));
            begun.set(slug, (await rings.get(prisma, fresh.id)) ?? fresh);
          }
          if (ring && one.kind === 'pause') await rings.pause(prisma, ring, NOW);
          if (ring && one.kind === 'resume') await rings.resume(prisma, ring, false, NOW);
        }
        for (const ring of begun.values()) await rings.resume(prisma, ring, false, NOW);
        while (await walk(3));
        const copies = await prisma.delivery.findMany({ where: { incidentId, kind: 'call', state: 'queued' } });
        const called = copies.map(({ personId }) => ids.get(personId ?? 0n) ?? '').sort();
        const lives = new Set(['bakai', ...begun.keys()].flatMap((slug) => atlas.within(slug)));
        // Whoever is shut out where it happens is not called by way of elsewhere; whoever is away there is, as one whom nobody there knows.
        const expected = Object.entries(homes).filter(
          ([name, where]) => name !== 'out' && where.some((slug) => lives.has(slug) && !(name === 'unknown' && slug === 'bakai')),
        );
        expect(called).toEqual(expected.map(([name]) => name).sort());
        for (const { personId, hidesPlace } of copies) expect(hidesPlace).toBe(ids.get(personId ?? 0n) === 'unknown');
      }),
      { numRuns: 12 },
    );
  });
});
