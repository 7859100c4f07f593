import { afterEach, beforeEach, expect, it } from 'vitest';
import { inTransaction, type Session } from '../../src/store/database.ts';
import { takeLane } from '../../src/store/lane.ts';
import { saveReceipt, takeReceipts } from '../../src/store/receipt.ts';
import { startStore, type TestStore } from '../support/store.ts';

const NOW = Date.parse('2006-05-12T05:00:00Z');
const SID = 'SM1';

let store: TestStore;
let session: Session;
beforeEach(async () => {
  store = await startStore();
  session = await store.database.session(() => {});
  await takeLane(session, 'sms');
  const at = new Date(NOW);
  const times = { dueAt: at, queuedAt: at, settledAt: at, expiresAt: new Date(NOW + 60_000) };
  const data = { lane: 'sms', op: 'message', kind: 'call', urgency: 1, state: 'accepted', providerId: SID, ...times };
  await store.database.prisma.delivery.create({ data });
});
afterEach(async () => {
  await session.end();
  await store.close();
});

const save = (status: string) => store.database.transaction((tx) => saveReceipt(tx, { providerId: SID, status, errorCode: null }, NOW));
const take = async (): Promise<readonly string[]> =>
  (await inTransaction(session, () => takeReceipts(session, 'sms', 10))).map(({ status }) => status);

it('is taken once, and again when it says something new', async () => {
  await save('sent');
  expect(await take()).toEqual(['sent']);
  expect(await take()).toEqual([]);
  await save('undelivered');
  expect(await take()).toEqual(['undelivered']);
});

it('is not lost when it comes at the moment in which the one before is taken', async () => {
  await save('sent');
  const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const pid = rows[0]?.pid ?? 0;
  let taking: Promise<readonly string[]> | undefined;
  await store.database.transaction(async (tx) => {
    await saveReceipt(tx, { providerId: SID, status: 'undelivered', errorCode: '30003' }, NOW);
    taking = take();
    for (let waits = false; !waits; ) {
      const [found] = await store.database.prisma.$queryRaw<
        { waits: boolean }[]
      >`SELECT cardinality(pg_blocking_pids(${pid}::int)) > 0 AS waits`;
      waits = found?.waits ?? false;
    }
  });
  expect([...((await taking) ?? []), ...(await take())]).toContain('undelivered');
});
