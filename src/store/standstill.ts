import type { LaneName } from '../domain/lane.ts';
import type { LaneNews } from '../domain/standstill.ts';
import type { Tx } from './database.ts';

/** A lane as it is on record. */
export interface LaneRow extends LaneNews {
  readonly name: LaneName;
  /** The provider's code that stopped it. */
  readonly code: string | null;
}

export async function readLanes(tx: Tx, names: readonly LaneName[]): Promise<readonly LaneRow[]> {
  const rows = await tx.lane.findMany({ where: { name: { in: [...names] } }, orderBy: { name: 'asc' } });
  return rows.map(({ name, state, code, since, claimedAt, toldAt }) => ({
    name: name as LaneName,
    state: state as LaneRow['state'],
    code,
    since: since?.getTime() ?? null,
    claimedAt: claimedAt?.getTime() ?? null,
    toldAt: toldAt?.getTime() ?? null,
  }));
}

/** Puts on record when organisers were told of a lane; null when they were told that it runs. Returns false where somebody did so before. */
export async function noteTold(tx: Tx, lane: LaneRow, toldAt: number | null): Promise<boolean> {
  const { count } = await tx.lane.updateMany({
    where: { name: lane.name, toldAt: lane.toldAt === null ? null : new Date(lane.toldAt) },
    data: { toldAt: toldAt === null ? null : new Date(toldAt) },
  });
  return count > 0;
}
