import type { Source } from '../domain/merge.ts';
import type { Tx } from './database.ts';

/** Incidents whose events are read as this one's too. */
export async function readSources(tx: Tx, incidentId: bigint): Promise<readonly Source[]> {
  const rows = await tx.incidentSource.findMany({ where: { incidentId }, orderBy: { sourceId: 'asc' } });
  return rows.map(({ sourceId, upTo }) => ({ id: sourceId, upTo }));
}

export async function writeSources(tx: Tx, incidentId: bigint, sources: readonly Source[]): Promise<void> {
  await tx.incidentSource.deleteMany({ where: { incidentId } });
  await tx.incidentSource.createMany({ data: sources.map(({ id, upTo }) => ({ incidentId, sourceId: id, upTo })) });
}

/** Houses of merged incidents that are on the other's list already, by the id of the one there. */
export async function readSameHouses(tx: Tx, incidents: readonly bigint[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.house.findMany({
    where: { incidentId: { in: [...incidents] }, sameAs: { not: null } },
    select: { id: true, sameAs: true },
  });
  return new Map(rows.map(({ id, sameAs }) => [String(id), String(sameAs)]));
}
