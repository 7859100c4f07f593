import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lanes } from '../../src/domain/lane.ts';
import { inTransaction, type Session } from '../../src/store/database.ts';
import { type Outcome, record } from '../../src/store/outcome.ts';
import { createSpending, type Spending } from '../../src/store/spending.ts';
import { startStore, type TestStore } from '../support/store.ts';

const NOW = Date.parse('2006-05-12T05:00:00Z');
const DAY = '2006-05-12';
const lanes: Lanes = { telegram: ['telegram'], sms: ['sms'], voice: ['voice'] };

let open: TestStore;
let session: Session;
let spending: Spending;
beforeEach(async () => {
  open = await startStore();
  session = await open.database.session(() => {});
  spending = createSpending(lanes);
});
afterEach(async () => {
  await session.end();
  await open.close();
});

async function incident(kind = 'demolition', stage = 'open'): Promise<bigint> {
  const data = { code: '4K7', slug: 'bakai', kind, stage, asker: 'trusted', startedAt: new Date(NOW) };
  return (await open.database.prisma.incident.create({ data })).id;
}
interface Made {
  readonly incidentId?: bigint | null;
  readonly kind?: string;
  readonly state?: string;
  readonly lane?: string;
  readonly personId?: bigint;
  readonly dueAt?: Date;
}
/** A copy of an alert of its own. */
async function copy({ incidentId = null, kind = 'update', state = 'queued', lane = 'sms', ...rest }: Made): Promise<bigint> {
  const times = { createdAt: new Date(NOW), expiresAt: new Date(NOW + 3_600_000) };
  const alert = await open.database.prisma.alert.create({ data: { kind, incidentId, slug: 'bakai', ...times } });
  const made = { dueAt: new Date(NOW), queuedAt: new Date(NOW), expiresAt: times.expiresAt };
  const data = { ...made, alertId: alert.id, incidentId, lane, op: 'message', kind, urgency: 2, state, ...rest };
  return (await open.database.prisma.delivery.create({ data })).id;
}
const ref = (id: bigint, incidentId: bigint | null, kind: 'update' | 'call' = 'update') =>
  ({ id: String(id), incidentId: incidentId === null ? null : String(incidentId), op: 'message', kind }) as const;
const write = (...outcomes: Outcome[]): Promise<boolean> => inTransaction(session, () => record(session, outcomes, lanes, NOW));
const states = async (...ids: bigint[]): Promise<readonly string[]> => {
  const rows = await open.database.prisma.delivery.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
  return rows.map(({ state }) => state);
};

describe('what was accepted', () => {
  const accepted = (id: bigint, incidentId: bigint | null, providerId: string, micros: number): Outcome => ({
    ...{ copy: ref(id, incidentId), kind: 'accepted', providerId, segments: 1, version: 0 },
    spent: { day: DAY, micros },
  });

  it('is added up by day and incident, once for each message at the provider', async () => {
    const id = await incident();
    const [one, other, answer] = [await copy({ incidentId: id }), await copy({ incidentId: id }), await copy({ kind: 'answer' })];
    await write(accepted(one, id, 'SM1', 100), accepted(other, id, 'SM2', 200), accepted(answer, null, 'SM3', 5));
    // Whoever wrote it down did not learn of it, and writes it down once more.
    await write(accepted(one, id, 'SM1', 100), accepted(answer, null, 'SM3', 5));
    // The same call is tried a second time: that is billed again.
    await write(accepted(one, id, 'SM4', 100));
    expect((await open.database.prisma.spend.findMany({ orderBy: { incidentId: 'asc' } })).map((r) => [r.incidentId, r.micros])).toEqual([
      [0n, 5n],
      [id, 400n],
    ]);
    expect(await spending.standings(open.database.prisma, DAY)).toMatchObject([
      { scope: `incident:${id}`, spent: 400, state: null },
      { scope: `day:${DAY}`, spent: 405, state: null },
    ]);
    expect(await spending.standings(open.database.prisma, '2006-05-13')).toMatchObject([{ scope: `incident:${id}` }]);
    expect(await spending.days(open.database.prisma, '2006-05-06')).toEqual([{ day: DAY, micros: 405 }]);
  });
});

describe('holding', () => {
  it('takes what may wait, on lanes that cost, of the scope, and leaves alone what a lane has taken out', async () => {
    const [here, elsewhere, cutoff] = [await incident(), await incident('police'), await incident('cutoff')];
    const update = await copy({ incidentId: here });
    const call = await copy({ incidentId: here, kind: 'call' });
    const free = await copy({ incidentId: here, lane: 'telegram' });
    const taken = await copy({ incidentId: here });
    const patient = await copy({ incidentId: cutoff, kind: 'call' });
    const other = await copy({ incidentId: elsewhere, state: 'deferred' });
    const broadcast = await copy({ kind: 'broadcast' });
    const answer = await copy({ kind: 'answer' });
    const all = [update, call, free, taken, patient, other, broadcast, answer];
    const { prisma } = open.database;
    await prisma.claim.create({ data: { lane: 'sms', at: new Date(NOW), ids: [taken] } });
    await spending.hold(prisma, `incident:${here}`);
    expect(await states(...all)).toEqual(['held', 'queued', 'queued', 'queued', 'queued', 'deferred', 'queued', 'queued']);
    expect(await spending.countHeld(prisma, `incident:${here}`, NOW)).toBe(1);
    await spending.hold(prisma, `day:${DAY}`);
    expect(await states(...all)).toEqual(['held', 'queued', 'queued', 'queued', 'held', 'held', 'held', 'queued']);
    expect(await spending.countHeld(prisma, `day:${DAY}`, NOW)).toBe(4);
  });

  it('ends with a release, except for what another cap holds, and each goes at its time', async () => {
    const [here, elsewhere] = [await incident(), await incident()];
    const due = await copy({ incidentId: here, state: 'held' });
    const later = await copy({ incidentId: here, state: 'held', dueAt: new Date(NOW + 60_000) });
    const other = await copy({ incidentId: elsewhere, state: 'held' });
    const broadcast = await copy({ kind: 'broadcast', state: 'held' });
    const { prisma } = open.database;
    expect(await spending.release(prisma, `incident:${here}`, [`incident:${here}`, `day:${DAY}`], NOW)).toBe(0);
    expect(await spending.release(prisma, `day:${DAY}`, [`day:${DAY}`, `incident:${elsewhere}`], NOW)).toBe(3);
    expect(await states(due, later, other, broadcast)).toEqual(['queued', 'deferred', 'held', 'queued']);
    expect(await spending.drop(prisma, `incident:${elsewhere}`, NOW)).toBe(1);
    expect(await states(other)).toEqual(['cancelled']);
  });

  it('ends when it is too late', async () => {
    const held = await copy({ kind: 'broadcast', state: 'held' });
    await spending.expireHeld(open.database.prisma, NOW);
    expect(await states(held)).toEqual(['held']);
    await spending.expireHeld(open.database.prisma, NOW + 3_600_000);
    expect(await states(held)).toEqual(['expired']);
  });

  it('does not bring back what was cancelled while a lane had it', async () => {
    const id = await incident();
    const cancelled = await copy({ incidentId: id, state: 'cancelled' });
    await write({ copy: ref(cancelled, id), kind: 'dropped', state: 'held', movesOn: false });
    expect(await states(cancelled)).toEqual(['cancelled']);
  });

  it('is decided once: the state is set only by who knows the one before', async () => {
    const { prisma } = open.database;
    const set = (before: 'warned' | 'held' | null, after: 'warned' | 'held' | 'released') =>
      spending.setState(prisma, 'incident:1', before, after, NOW);
    expect([await set(null, 'warned'), await set(null, 'warned'), await set('warned', 'held')]).toEqual([true, false, true]);
    expect([await set('held', 'released'), await set('held', 'released')]).toEqual([true, false]);
    expect(await spending.lockState(prisma, 'incident:1')).toBe('released');
  });
});

describe('an update that failed', () => {
  const again = (id: bigint, incidentId: bigint): Outcome => ({
    copy: ref(id, incidentId),
    kind: 'again',
    at: NOW,
    code: '500',
    counts: true,
  });

  it('is not tried again when the person has been told something newer', async () => {
    const id = await incident();
    const [older, newer] = [await copy({ incidentId: id, personId: 1n }), await copy({ incidentId: id, kind: 'place', personId: 1n })];
    await write(again(older, id), again(newer, id));
    expect(await states(older, newer)).toEqual(['cancelled', 'queued']);
  });
});
