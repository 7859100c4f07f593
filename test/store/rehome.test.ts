import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRehoming } from '../../src/dispatcher/rehome.ts';
import type { LaneName, Lanes } from '../../src/domain/lane.ts';
import { createLog } from '../../src/logger.ts';
import { createContacts } from '../../src/store/contact.ts';
import { inTransaction, type Session } from '../../src/store/database.ts';
import { takeLane } from '../../src/store/lane.ts';
import { rehome, strayLanes } from '../../src/store/rehome.ts';
import { createFakeClock } from '../support/clock.ts';
import { startStore, type TestStore } from '../support/store.ts';

const NOW = Date.parse('2006-05-12T05:00:00Z');
const lanes: Lanes = { telegram: ['telegram', 'telegram-2'], sms: ['sms', 'sms-2'], voice: [] };

let store: TestStore;
let session: Session;
beforeEach(async () => {
  store = await startStore();
  session = await store.database.session(() => {});
});
afterEach(async () => {
  await session.end();
  await store.close();
});

async function contact(channel: 'telegram' | 'phone', address: string, lane?: LaneName): Promise<bigint> {
  return (await createContacts(store.cipher).hear(store.database.prisma, channel, address, 'ru', NOW, lane)).id;
}

interface Copy {
  readonly lane: string;
  readonly contactId?: bigint;
  readonly op?: string;
  readonly kind?: string;
  readonly state?: string;
  readonly incidentId?: bigint;
  readonly providerId?: string;
  readonly expiresAt?: Date;
}

async function copy(copy: Copy): Promise<bigint> {
  const at = new Date(NOW);
  const usual = {
    op: 'message',
    kind: 'broadcast',
    urgency: 5,
    state: 'queued',
    dueAt: at,
    queuedAt: at,
    expiresAt: new Date(NOW + 60_000),
  };
  return (await store.database.prisma.delivery.create({ data: { ...usual, ...copy } })).id;
}

async function incident(stage: 'open' | 'ended'): Promise<bigint> {
  const ended = stage === 'ended' ? { endedAt: new Date(NOW - 24 * 60 * 60_000) } : {};
  const data = { code: '4K7', slug: 'bakai', kind: 'demolition', stage, asker: 'x', startedAt: new Date(NOW), ...ended };
  return (await store.database.prisma.incident.create({ data })).id;
}

const find = (id: bigint) => store.database.prisma.delivery.findUnique({ where: { id } });
const strays = () => strayLanes(store.database.prisma, lanes);
const move = (stray: LaneName, to: Lanes = lanes) => inTransaction(session, () => rehome(session, stray, to, NOW));

describe('copies on a lane that is not in the settings any more', () => {
  it('are found, wherever they wait, beside those that are in order', async () => {
    for (const lane of ['sms', 'sms-2', 'telegram', 'telegram-2']) await copy({ lane });
    expect(await strays()).toEqual([]);
    for (const lane of ['sms-3', 'telegram-3', 'telegram-4']) for (let i = 0; i < 3; i++) await copy({ lane });
    await store.database.prisma.lane.create({ data: { name: 'voice' } });
    expect([...(await strays())].sort()).toEqual(['sms-3', 'telegram-3', 'telegram-4', 'voice']);
  });

  it('move to the bot that the chat knows, else to the first', async () => {
    const known = await copy({ lane: 'telegram-3', contactId: await contact('telegram', '1', 'telegram-2') });
    const unknown = await copy({ lane: 'telegram-3', contactId: await contact('telegram', '2', 'telegram-3') });
    const later = await copy({ lane: 'telegram-3', contactId: await contact('telegram', '3'), state: 'deferred' });
    const farewell = await copy({ lane: 'telegram-3', kind: 'farewell' });
    const settled = await copy({ lane: 'telegram-3', state: 'accepted' });
    expect(await move('telegram-3')).toBe(4);
    const now = await Promise.all([known, unknown, later, farewell, settled].map(find));
    expect(now.map((c) => [c?.lane, c?.state])).toEqual([
      ['telegram-2', 'queued'],
      ['telegram', 'queued'],
      ['telegram', 'deferred'],
      ['telegram', 'queued'],
      ['telegram-3', 'accepted'],
    ]);
    expect(await strays()).toEqual([]);
  });

  it('are spread over the senders as they would have been planned', async () => {
    const to = await Promise.all(['+77010000001', '+77010000002', '+77010000003'].map((number) => contact('phone', number)));
    const ids = await Promise.all(to.map((contactId) => copy({ lane: 'sms-3', contactId, state: 'unknown' })));
    await move('sms-3');
    const found = await Promise.all(ids.map(find));
    expect(found.map((c) => c?.lane)).toEqual(to.map((id) => lanes.sms[Number(id % 2n)]));
    expect(found.every((c) => c?.state === 'unknown')).toBe(true);
  });

  it('which a killed process had claimed may have been sent: they are looked up', async () => {
    const claimed = await copy({ lane: 'sms-3', contactId: await contact('phone', '+77010000001') });
    const waiting = await copy({ lane: 'sms-3', contactId: await contact('phone', '+77010000002') });
    await store.database.prisma.claim.create({ data: { lane: 'sms-3', at: new Date(NOW - 1_000), ids: [claimed] } });
    await move('sms-3');
    expect(await find(claimed)).toMatchObject({ state: 'unknown', triedAt: new Date(NOW - 1_000) });
    expect(await find(waiting)).toMatchObject({ state: 'queued' });
    expect(await store.database.prisma.claim.count()).toBe(0);
  });

  it('are dropped where only the bot that is gone could do it, and its cards are not edited any more', async () => {
    const contactId = await contact('telegram', '1', 'telegram-3');
    const incidentId = await incident('open');
    const card = await copy({ lane: 'telegram-3', contactId, incidentId, kind: 'card', state: 'accepted', providerId: '77' });
    const old = await copy({ lane: 'telegram-3', contactId, incidentId: await incident('ended'), kind: 'card', state: 'accepted' });
    const toast = await copy({ lane: 'telegram-3', contactId, op: 'toast', kind: 'answer' });
    const edit = await copy({ lane: 'telegram-3', contactId, incidentId, op: 'edit', kind: 'refresh', state: 'deferred' });
    expect(await move('telegram-3')).toBe(0);
    expect([await find(toast), await find(edit)]).toEqual([null, null]);
    expect((await find(card))?.shownVersion).toBe(2_147_483_647);
    expect((await find(old))?.shownVersion).toBe(0);
  });

  it('keep their receipts, where the provider gives them', async () => {
    const contactId = await contact('phone', '+77010000001');
    const fresh = await copy({ lane: 'sms-3', contactId, incidentId: await incident('open'), kind: 'call', state: 'accepted' });
    const past = await copy({ lane: 'sms-3', contactId, incidentId: await incident('ended'), kind: 'call', state: 'accepted' });
    await move('sms-3');
    expect((await find(fresh))?.lane).toBe(lanes.sms[Number(contactId % 2n)]);
    expect((await find(past))?.lane).toBe('sms-3');
  });

  it('stay, until they are too late, where no lane of their kind is left', async () => {
    const contactId = await contact('phone', '+77010000001');
    const waits = await copy({ lane: 'voice', contactId, op: 'call' });
    const late = await copy({ lane: 'voice', contactId, op: 'call', expiresAt: new Date(NOW) });
    expect(await move('voice')).toBe(0);
    expect((await find(waits))?.state).toBe('queued');
    expect((await find(late))?.state).toBe('expired');
    expect(await move('voice', { ...lanes, voice: ['voice-2'] })).toBe(1);
    expect((await find(waits))?.lane).toBe('voice-2');
  });

  it('are left to a process that still has the lane', async () => {
    const waits = await copy({ lane: 'telegram-3', contactId: await contact('telegram', '1') });
    expect(await takeLane(session, 'telegram-3')).toBe(true);
    const clock = createFakeClock(NOW);
    const stopping = new AbortController();
    const rehoming = startRehoming({ database: store.database, lanes, clock, log: createLog('silent'), signal: stopping.signal });
    const idle = async (): Promise<void> => {
      while (!rehoming.idle()) await new Promise((resolve) => setImmediate(resolve));
    };
    await idle();
    expect((await find(waits))?.lane).toBe('telegram-3');
    await session.query('SELECT pg_advisory_unlock_all()');
    clock.advance(15_000);
    await idle();
    expect((await find(waits))?.lane).toBe('telegram');
    stopping.abort();
    await rehoming.done;
  });
});
