import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lanes } from '../../src/domain/lane.ts';
import { createLadders, type Ladders } from '../../src/engine/ladder.ts';
import { createLog } from '../../src/logger.ts';
import { createBell } from '../../src/loop.ts';
import { loadAtlas } from '../../src/store/atlas.ts';
import { createCipher } from '../../src/store/cipher.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { createFakeClock, type FakeClock } from '../support/clock.ts';
import { forgetStatistics, type TestDatabase, testDatabase } from '../support/postgres.ts';

/** More than one look and several pieces; one in three with a phone. */
const PEOPLE = 12_000;
const PHONES = PEOPLE / 3;
const lanes: Lanes = { telegram: ['telegram'], sms: ['sms'], voice: ['voice'] };

let test: TestDatabase;
let database: Database;
let clock: FakeClock;
beforeEach(async () => {
  test = await testDatabase();
  await forgetStatistics(test);
  database = openDatabase(test.url, 'test');
  clock = createFakeClock();
  const { prisma } = database;
  const now = new Date(clock.now());
  const later = new Date(clock.now() + 60 * 60_000);
  await prisma.$executeRaw`INSERT INTO person (language, trust, created_at) SELECT 'ru', 'new', ${now} FROM generate_series(1, ${PEOPLE}::int)`;
  await prisma.$executeRaw`INSERT INTO membership (person_id, slug, role) SELECT id, 'bakai', 'both' FROM person`;
  await prisma.$executeRaw`
    INSERT INTO contact (person_id, channel, address_sealed, address_hash, language)
    SELECT id, channel, '', decode(md5(channel || id), 'hex'), 'ru' FROM person CROSS JOIN (VALUES ('telegram'), ('phone')) c (channel)
    WHERE channel = 'telegram' OR id % 3 = 0`;
  await prisma.$executeRaw`INSERT INTO incident (code, slug, kind, stage, asker, started_at) VALUES ('4K7', 'bakai', 'demolition', 'open', 'trusted', ${now})`;
  await prisma.$executeRaw`INSERT INTO alert (kind, incident_id, slug, created_at, expires_at) SELECT 'call', id, 'bakai', ${now}, ${later} FROM incident`;
  // The last to join were called first.
  await prisma.$executeRaw`
    INSERT INTO delivery (alert_id, incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at, settled_at)
    SELECT a.id, a.incident_id, c.person_id, c.id, 'telegram', 'message', 'call', 1, 'accepted', ${now}, ${later}, ${now}, ${now}
    FROM alert a CROSS JOIN contact c WHERE c.channel = 'telegram' ORDER BY c.person_id DESC`;
});
afterEach(async () => {
  await database.close();
  await test.drop();
});

async function open(enough = PEOPLE): Promise<Ladders> {
  const atlas = await loadAtlas(database.prisma);
  const store = createStore(createCipher({ sealing: [{ id: 'k', key: randomBytes(32) }], lookup: randomBytes(32) }), lanes, 6, () => 0);
  return createLadders({
    database,
    store,
    lanes,
    enough,
    atlas: async () => atlas,
    clock,
    log: createLog('silent'),
    bell: createBell(),
    standstills: { since: new Map() },
  });
}

/** Everybody planned on a lane, in the order in which it claims them. */
async function plannedOn(lane: string): Promise<number[]> {
  const rows = await database.prisma.delivery.findMany({
    where: { lane, state: 'queued' },
    orderBy: { id: 'asc' },
    select: { personId: true },
  });
  return rows.map((row) => Number(row.personId));
}

async function planAll(ladders: Ladders): Promise<number> {
  let pieces = 0;
  while (await ladders.plan(clock.now())) pieces += 1;
  return pieces;
}

describe('a large neighbourhood', () => {
  it('is called on the next channel in pieces, in the order in which it was called, each person once', async () => {
    const ladders = await open();
    expect(await ladders.look(clock.now(), false)).toBe(clock.now() + 60_000);
    expect(await planAll(ladders)).toBe(0);
    clock.advance(60_000);
    // A look takes so many, and time goes on before the next.
    await ladders.look(clock.now(), false);
    expect(await planAll(ladders)).toBe(5);
    clock.advance(20_000);
    await ladders.look(clock.now(), false);
    expect(await planAll(ladders)).toBe(1);
    const planned = await plannedOn('sms');
    expect(planned).toEqual(Array.from({ length: PHONES }, (_, i) => PEOPLE - 3 * i));
    // Another process, which knows nothing of it, finds nobody who is due.
    const others = await open();
    await others.look(clock.now(), false);
    await planAll(others);
    clock.advance(5_000);
    expect(await ladders.look(clock.now(), false)).toBeNull();
    expect(await plannedOn('sms')).toEqual(planned);
  });

  it('is taken away from Telegram as a whole, but for those who have nothing else', async () => {
    const { prisma } = database;
    await prisma.$executeRaw`UPDATE delivery SET state = 'queued', settled_at = NULL WHERE person_id % 2 = 0`;
    await prisma.incident.updateMany({ data: { fellBackAt: new Date(clock.now()) } });
    await prisma.answer.create({ data: { incidentId: 1n, personId: 3n, answer: 'cant', at: new Date(clock.now()) } });
    const ladders = await open();
    await ladders.look(clock.now(), true);
    await planAll(ladders);
    expect(await plannedOn('sms')).toEqual(Array.from({ length: PHONES - 1 }, (_, i) => PEOPLE - 3 * i));
    const states = await prisma.delivery.groupBy({ by: ['state'], where: { lane: 'telegram' }, _count: true, orderBy: { state: 'asc' } });
    expect(states.map(({ state, _count }) => [state, _count])).toEqual([
      ['accepted', PEOPLE / 2],
      ['moved', PHONES / 2],
      ['queued', PEOPLE / 2 - PHONES / 2],
    ]);
  });

  it('is not called any more once enough are coming, and again when one of them turns back', async () => {
    const { prisma } = database;
    const ladders = await open(1);
    clock.advance(60_000);
    await ladders.look(clock.now(), false);
    await prisma.answer.create({ data: { incidentId: 1n, personId: 1n, answer: 'there', at: new Date(clock.now()) } });
    await planAll(ladders);
    expect(await plannedOn('sms')).toHaveLength(0);
    await prisma.answer.updateMany({ data: { answer: 'cant' } });
    for (let look = 0; look < 2; look++) {
      clock.advance(5_000);
      await ladders.look(clock.now(), false);
      await planAll(ladders);
    }
    expect(await plannedOn('sms')).toHaveLength(PHONES);
  });
});
