import type { Answer } from '../domain/headcount.ts';
import { goesWith, splitSources } from '../domain/merge.ts';
import type { Tx } from './database.ts';
import { readSources, writeSources } from './source.ts';

/** A house that becomes an incident of its own. All are locked. */
export interface Splitting {
  readonly from: bigint;
  readonly to: bigint;
  readonly house: bigint;
  /** The first on the list: where those are who named none. */
  readonly first: bigint;
  /** Reports of that place. */
  readonly reports: readonly bigint[];
}

/**
 * Those who come to the house, are there or were, and those who reported it and have said no more, go with it, and so do the copies that they
 * have. Nothing is sent: what they have shows the new incident from now on. Returns how many of them are coming or there.
 */
export async function splitRows(tx: Tx, splitting: Splitting, now: number): Promise<number> {
  const { from, to, house, first } = splitting;
  const answers = await tx.answer.findMany({ where: { incidentId: from }, select: { personId: true, answer: true, houseId: true } });
  const going = answers.filter(({ answer, houseId }) =>
    goesWith({ answer: answer as Answer, house: houseId === null ? null : String(houseId) }, String(house), String(first)),
  );
  const people = going.map(({ personId }) => personId);
  await tx.house.update({ where: { id: house }, data: { incidentId: to, position: 1 } });
  await tx.answer.updateMany({ where: { incidentId: from, personId: { in: people } }, data: { incidentId: to, houseId: house } });
  // By the one they are gone, by the other they come: at any time each is counted once.
  await tx.$executeRaw`
    INSERT INTO headcount (incident_id, person_id, answer, was, at)
    SELECT ${from}::bigint, person_id, 'left', answer, ${new Date(now)}::timestamptz FROM answer WHERE incident_id = ${to}
    UNION ALL SELECT ${to}::bigint, person_id, answer, NULL, ${new Date(now)}::timestamptz FROM answer WHERE incident_id = ${to}`;
  const { persons, contacts } = await moveReports(tx, splitting);
  await moveCopiesOf(tx, splitting, [...people, ...persons], contacts);
  const upTo = await tx.event.findFirst({ where: { incidentId: from }, orderBy: { id: 'desc' }, select: { id: true } });
  if (upTo) await writeSources(tx, to, splitSources({ id: from, sources: await readSources(tx, from) }, upTo.id));
  await tx.ringHalt.create({ data: { incidentId: to } });
  await tx.$executeRaw`
    UPDATE incident n SET started_at = p.started_at, opened_at = ${new Date(now)}, fell_back_at = p.fell_back_at,
      headcount_version = p.headcount_version + 1, card_version = p.card_version + 1 FROM incident p WHERE n.id = ${to} AND p.id = ${from}`;
  await tx.$executeRaw`
    UPDATE incident SET copies_left = true, headcount_version = headcount_version + 1, card_version = card_version + 1 WHERE id = ${from}`;
  return going.filter(({ answer }) => answer !== 'left').length;
}

/** Returns who reported only that place and has not answered: strangers by their contact. */
async function moveReports(tx: Tx, { from, to, reports }: Splitting) {
  await tx.report.updateMany({ where: { id: { in: [...reports] } }, data: { incidentId: to } });
  const rows = await tx.$queryRaw<{ person: bigint | null; contact: bigint | null }[]>`
    SELECT DISTINCT r.person_id AS person, r.contact_id AS contact FROM report r WHERE r.id = ANY(${[...reports]}::bigint[])
      AND NOT EXISTS (SELECT 1 FROM report o WHERE o.incident_id = ${from} AND (o.person_id = r.person_id OR (o.person_id IS NULL AND o.contact_id = r.contact_id)))
      AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.incident_id = ${from} AND n.person_id = r.person_id)`;
  return {
    persons: rows.flatMap(({ person }) => (person === null ? [] : [person])),
    contacts: rows.flatMap(({ person, contact }) => (person === null && contact !== null ? [contact] : [])),
  };
}

/** Their copies become the new incident's, each alert of which they have one with them: what is said to the called finds them there. */
async function moveCopiesOf(tx: Tx, { from, to }: Splitting, people: readonly bigint[], strangers: readonly bigint[]): Promise<void> {
  const theirs = {
    incidentId: from,
    // Organisers see both.
    kind: { notIn: ['card', 'refresh'] },
    OR: [{ personId: { in: [...people] } }, { personId: null, contactId: { in: [...strangers] } }],
  };
  // An edit that waits would show what is the old one's.
  await tx.$executeRaw`
    DELETE FROM delivery e USING delivery d WHERE e.target_id = d.id AND e.op = 'edit' AND d.incident_id = ${from} AND d.kind <> 'card'
      AND d.person_id = ANY(${[...people]}::bigint[]) AND e.state IN ('queued', 'deferred') AND e.id NOT IN (SELECT unnest(ids) FROM claim)`;
  const alerts = await tx.delivery.groupBy({ by: ['alertId'], where: { ...theirs, alertId: { not: null } }, orderBy: { alertId: 'asc' } });
  for (const { alertId } of alerts) {
    if (alertId === null) continue;
    const { id: _, ...alert } = await tx.alert.findUniqueOrThrow({ where: { id: alertId } });
    const audience = (await tx.delivery.groupBy({ by: ['personId'], where: { ...theirs, alertId } })).length;
    const copy = await tx.alert.create({ data: { ...alert, incidentId: to, cursor: null, audience, planned: audience } });
    await tx.delivery.updateMany({ where: { ...theirs, alertId }, data: { incidentId: to, alertId: copy.id } });
    await tx.$executeRaw`
      UPDATE alert SET audience = greatest(audience, planned) - ${audience}, planned = greatest(0, planned - ${audience})
      WHERE id = ${alertId} AND kind = 'call' AND audience >= 0`;
    // Whoever was called to help is still known as that.
    const ring = await tx.ring.findFirst({ where: { incidentId: from, alertId } });
    if (ring) {
      const { id: __, ...rest } = ring;
      await tx.ring.create({ data: { ...rest, incidentId: to, alertId: copy.id } });
    }
  }
  await tx.delivery.updateMany({ where: { ...theirs, alertId: null }, data: { incidentId: to } });
}
