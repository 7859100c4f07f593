import type { Tx } from './database.ts';

/** The people of `helper` are called for `asker` without asking each time. */
export interface Aid {
  readonly id: bigint;
  readonly helper: string;
  readonly asker: string;
}

/** What neighbourhoods have agreed once. */
export function createAids() {
  return {
    async agree(tx: Tx, helper: string, asker: string, now: number): Promise<void> {
      await tx.aid.upsert({ where: { helper_asker: { helper, asker } }, create: { helper, asker, at: new Date(now) }, update: {} });
    },

    /** Whether a neighbourhood helps one of these whenever it asks. */
    async isAgreed(tx: Tx, helper: string, askers: readonly string[]): Promise<boolean> {
      return (await tx.aid.count({ where: { helper, asker: { in: [...askers] } } })) > 0;
    },

    /** What any of these neighbourhoods is a side of, oldest first. */
    async of(tx: Tx, slugs: readonly string[], most: number): Promise<readonly Aid[]> {
      const there = { in: [...slugs] };
      return await tx.aid.findMany({ where: { OR: [{ helper: there }, { asker: there }] }, orderBy: { id: 'asc' }, take: most });
    },

    async get(tx: Tx, id: bigint): Promise<Aid | undefined> {
      return (await tx.aid.findUnique({ where: { id } })) ?? undefined;
    },

    async withdraw(tx: Tx, id: bigint): Promise<void> {
      await tx.aid.deleteMany({ where: { id } });
    },
  };
}

export type Aids = ReturnType<typeof createAids>;
