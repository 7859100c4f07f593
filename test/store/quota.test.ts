import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lanes } from '../../src/domain/lane.ts';
import { ROOM_AFTER_MS, roomAt } from '../../src/domain/quota.ts';
import { createContacts } from '../../src/store/contact.ts';
import { createPeople } from '../../src/store/person.ts';
import { createStore } from '../../src/store/store.ts';
import { startStore, type TestStore } from '../support/store.ts';

const NOW = Date.parse('2006-05-12T05:00:00Z');
const MINUTE = 60_000;
const lanes: Lanes = { telegram: ['telegram'], sms: ['sms'], voice: [] };

let open: TestStore;
beforeEach(async () => {
  open = await startStore();
});
afterEach(async () => {
  await open.close();
});

async function person(chat: string): Promise<{ personId: bigint; contactId: bigint }> {
  const { prisma } = open.database;
  const { id: contactId } = await createContacts(open.cipher).hear(prisma, 'telegram', chat, 'ru', NOW);
  const personId = await createPeople(open.cipher).create(prisma, { contactId, name: undefined, language: 'ru', trust: 'new' }, NOW);
  return { personId, contactId };
}

async function incident(): Promise<bigint> {
  const data = { code: '4K7', slug: 'bakai', kind: 'demolition', stage: 'open', asker: 'trusted', startedAt: new Date(NOW) };
  return (await open.database.prisma.incident.create({ data })).id;
}

type Owner = { readonly personId: bigint; readonly contactId: bigint };
/** A copy of an incident's alert as it stands, of a kind that counts. */
async function copy(incidentId: bigint, owner: Owner, kind: string, state: string, at: number): Promise<bigint> {
  const { prisma } = open.database;
  const times = { createdAt: new Date(at), expiresAt: new Date(NOW + 60 * MINUTE) };
  const alert = await prisma.alert.create({ data: { kind, incidentId, slug: 'bakai', ...times } });
  const made = { dueAt: new Date(at), queuedAt: new Date(at), expiresAt: times.expiresAt, settledAt: new Date(at) };
  const data = { ...owner, ...made, alertId: alert.id, incidentId, lane: 'telegram', op: 'message', kind, urgency: 2, state };
  return (await prisma.delivery.create({ data })).id;
}

/** Says an update to everybody the incident's call has reached, and returns its copies. */
async function update(incidentId: bigint, most: number, kind: 'update' | 'all-clear' = 'update') {
  const store = createStore(open.cipher, lanes, most, () => 0);
  const said = { kind, incidentId, slug: 'bakai' } as const;
  const id = await store.alerts.create(open.database.prisma, said, NOW);
  await store.alerts.beginReached(open.database.prisma, { ...said, id }, ['none', 'coming', 'there'], 100, NOW);
  return await open.database.prisma.delivery.findMany({ where: { alertId: id }, orderBy: { personId: 'asc' } });
}
const stateOf = async (id: bigint) => {
  const { state, errorCode } = await open.database.prisma.delivery.findUniqueOrThrow({ where: { id } });
  return [state, errorCode];
};

describe('an update', () => {
  it('waits as long as the rule says, whatever was heard before', async () => {
    let chat = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 6 }),
        fc.array(fc.integer({ min: 0, max: 30 * MINUTE }), { minLength: 1, maxLength: 9 }),
        async (most, ago) => {
          const id = await incident();
          const owner = await person(String(++chat));
          const told = ago.map((ms) => NOW - ms);
          for (const [i, at] of told.entries()) await copy(id, owner, i === 0 ? 'call' : i % 2 ? 'update' : 'place', 'accepted', at);
          const [planned] = await update(id, most);
          const at = roomAt(told, most, NOW);
          expect(planned?.dueAt.getTime()).toBe(at);
          expect(planned?.state).toBe(at > NOW ? 'deferred' : 'queued');
        },
      ),
      { numRuns: 40 },
    );
  });

  it('counts for each person what they heard themselves, and of this incident only', async () => {
    const [id, other] = [await incident(), await incident()];
    const [tired, fresh] = [await person('1'), await person('2')];
    for (const owner of [tired, fresh]) await copy(id, owner, 'call', 'accepted', NOW - 5 * MINUTE);
    for (const ago of [4, 3]) {
      await copy(id, tired, 'update', 'accepted', NOW - ago * MINUTE);
      await copy(other, fresh, 'update', 'accepted', NOW - ago * MINUTE);
      await copy(id, fresh, 'update', 'failed', NOW - ago * MINUTE);
    }
    expect((await update(id, 3)).map(({ state }) => state)).toEqual(['deferred', 'queued']);
  });

  it('replaces what waits, held back or not, and leaves alone what a lane has taken out: that counts as heard', async () => {
    const id = await incident();
    const [first, second] = [await person('1'), await person('2')];
    for (const owner of [first, second]) await copy(id, owner, 'call', 'accepted', NOW - MINUTE);
    const waiting = await copy(id, first, 'update', 'queued', NOW);
    const held = await copy(id, first, 'place', 'held', NOW);
    const taken = await copy(id, second, 'update', 'queued', NOW);
    const call = await copy(id, second, 'call', 'queued', NOW);
    await open.database.prisma.claim.create({ data: { lane: 'telegram', at: new Date(NOW), ids: [taken] } });
    expect((await update(id, 2)).map(({ state, dueAt }) => [state, dueAt.getTime() - NOW])).toEqual([
      ['queued', 0],
      ['deferred', ROOM_AFTER_MS - MINUTE],
    ]);
    expect(await stateOf(waiting)).toEqual(['cancelled', 'newer']);
    expect(await stateOf(held)).toEqual(['cancelled', 'newer']);
    expect(await stateOf(taken)).toEqual(['queued', null]);
    expect(await stateOf(call)).toEqual(['queued', null]);
  });

  it('reaches a stranger who reported, and is counted for them too', async () => {
    const id = await incident();
    const { prisma } = open.database;
    const { id: contactId } = await createContacts(open.cipher).hear(prisma, 'telegram', '1', 'ru', NOW);
    const stranger = { contactId, personId: null as unknown as bigint };
    await copy(id, stranger, 'receipt', 'accepted', NOW - 2 * MINUTE);
    for (const ago of [2, 1]) await copy(id, stranger, 'update', 'accepted', NOW - ago * MINUTE);
    const older = await copy(id, stranger, 'update', 'deferred', NOW);
    const [planned] = await update(id, 2);
    expect(planned?.state).toBe('deferred');
    expect(await stateOf(older)).toEqual(['cancelled', 'newer']);
  });

  it('stops what was still being planned of older ones', async () => {
    const id = await incident();
    const times = { createdAt: new Date(NOW - 1_000), expiresAt: new Date(NOW + 60 * MINUTE) };
    const data = { kind: 'update', incidentId: id, slug: 'bakai', cursor: 'reached:7:none,coming,there', ...times };
    const older = await open.database.prisma.alert.create({ data });
    await update(id, 6);
    expect((await open.database.prisma.alert.findUniqueOrThrow({ where: { id: older.id } })).cursor).toBeNull();
  });
});

describe('an all-clear', () => {
  it('never waits, and replaces the update that does', async () => {
    const id = await incident();
    const owner = await person('1');
    await copy(id, owner, 'call', 'accepted', NOW - 3 * MINUTE);
    for (const ago of [2, 1]) await copy(id, owner, 'update', 'accepted', NOW - ago * MINUTE);
    const waiting = await copy(id, owner, 'update', 'deferred', NOW);
    const [planned] = await update(id, 2, 'all-clear');
    expect(planned?.state).toBe('queued');
    expect(await stateOf(waiting)).toEqual(['cancelled', 'newer']);
  });
});

describe('that somebody with a skill is needed', () => {
  it('waits for room as an update does, and neither gives way to one nor takes its place: each of both has room of its own', async () => {
    const { prisma } = open.database;
    const id = await incident();
    const owner = await person('1');
    await prisma.membership.create({ data: { personId: owner.personId, slug: 'bakai', role: 'both' } });
    await prisma.personSkill.create({ data: { personId: owner.personId, skill: 'medic' } });
    await copy(id, owner, 'call', 'accepted', NOW - 3 * MINUTE);
    await copy(id, owner, 'update', 'accepted', NOW - 1 * MINUTE);
    const waiting = await copy(id, owner, 'place', 'deferred', NOW + 11 * MINUTE);
    const store = createStore(open.cipher, lanes, 2, () => 0);
    const said = { kind: 'need', incidentId: id, slug: 'bakai' } as const;
    const alert = await store.alerts.create(prisma, { ...said, skill: 'medic' }, NOW);
    await store.alerts.beginNeed(prisma, { ...said, id: alert }, ['bakai'], 100, NOW);
    const need = await prisma.delivery.findFirstOrThrow({ where: { alertId: alert } });
    // Two at the most: the second that may come after what waits comes once the update is a quarter of an hour old.
    expect([need.state, need.dueAt.getTime() - NOW]).toEqual(['deferred', ROOM_AFTER_MS - MINUTE]);
    expect(await stateOf(waiting)).toEqual(['deferred', null]);
    const [newer] = await update(id, 2);
    expect(await stateOf(waiting)).toEqual(['cancelled', 'newer']);
    expect(await stateOf(need.id)).toEqual(['deferred', null]);
    expect([newer?.state, (newer?.dueAt.getTime() ?? 0) - NOW]).toEqual(['deferred', ROOM_AFTER_MS - MINUTE]);
  });
});
