import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuditEntry, createAuditor } from '../../src/domain/audit.ts';
import { appendAudit, readAudit } from '../../src/store/audit.ts';
import { startStore, type TestStore } from '../support/store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await startStore();
});
afterEach(async () => {
  await store.close();
});

const entry = (n: number): AuditEntry => ({
  at: 1_000 + n,
  person: BigInt(n),
  rank: 'keeper',
  action: 'confirm',
  subject: `incident:${n}`,
});
const append = (...entries: AuditEntry[]): Promise<void> => store.database.transaction((tx) => appendAudit(tx, entries));

async function verify() {
  const auditor = createAuditor();
  for await (const link of readAudit(store.database.prisma)) {
    const fault = auditor.take(link);
    if (fault) return fault;
  }
  return { entries: auditor.entries };
}

describe('the audit log', () => {
  it('is one chain, whoever writes at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => append(entry(n + 1), entry(n + 100))));
    expect(await verify()).toEqual({ entries: 40n });
  });

  it('holds nothing of a transaction that failed', async () => {
    await append(entry(1));
    const failed = store.database.transaction(async (tx) => {
      await appendAudit(tx, [entry(2)]);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await append(entry(3));
    expect(await verify()).toEqual({ entries: 2n });
  });

  it.each([`UPDATE audit SET action = 'update' WHERE seq = 1`, 'DELETE FROM audit WHERE seq = 1', 'DELETE FROM audit', 'TRUNCATE audit'])(
    'only grows: the database itself refuses %s',
    async (statement) => {
      await append(entry(1), entry(2));
      await expect(store.database.prisma.$executeRawUnsafe(statement)).rejects.toThrow(/only grows/);
      expect(await verify()).toEqual({ entries: 2n });
    },
  );
});
