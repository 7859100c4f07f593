import type { Incident } from '../domain/incident.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';

/** What shows, or would show, a place to those who were called. */
const PLACED = ['call', 'need', 'receipt', 'update', 'place', 'house', 'enough', 'all-clear'];

/**
 * Everything that was said of the one, or is to be, is the other's: its all-clear, its cards and its ladder know everybody. The walk of the
 * own call ends; the other's finds whoever is left.
 */
export async function moveCopies(tx: Tx, kept: Incident, merged: Incident): Promise<void> {
  await tx.$executeRaw`
    UPDATE alert SET incident_id = ${kept.id}, slug = CASE WHEN slug = ${merged.slug} THEN ${kept.slug} ELSE slug END,
      cursor = CASE WHEN kind = 'call' AND slug = ${merged.slug} THEN NULL ELSE cursor END
    WHERE incident_id = ${merged.id}`;
  await tx.$executeRaw`UPDATE delivery SET incident_id = ${kept.id} WHERE incident_id = ${merged.id}`;
  // Whoever may not know the place of one may not learn it from a card of the other.
  await tx.$executeRaw`
    UPDATE delivery d SET hides_place = true WHERE d.incident_id = ${kept.id} AND NOT d.hides_place AND d.kind = ANY(${PLACED}::text[]) AND d.person_id IN (
      SELECT person_id FROM delivery WHERE incident_id = ${kept.id} AND hides_place AND person_id IS NOT NULL)`;
}

/** A copy that waits, and that no lane has begun to send. */
const waits = (copy: string): Prisma.Sql => {
  const d = Prisma.raw(copy);
  return Prisma.sql`${d}.state IN ('queued', 'deferred', 'held', 'frozen') AND ${d}.error_code IS DISTINCT FROM 'unknown'
    AND ${d}.id NOT IN (SELECT unnest(ids) FROM claim)`;
};

/**
 * Takes back what would call somebody a second time: it was never sent, and leaves no trace, so that the ladder sees one call of theirs. First
 * calls give way to whatever has called them by the other alert; then, of what goes on by another channel, the first is left.
 */
export async function dropSecondCalls(tx: Tx, id: bigint): Promise<void> {
  const first = Prisma.sql`NOT EXISTS (SELECT 1 FROM delivery b WHERE b.incident_id = d.incident_id AND b.kind = d.kind AND b.person_id = d.person_id
    AND b.alert_id = d.alert_id AND b.op IN ('message', 'call') AND b.id < d.id)`;
  const others = Prisma.sql`SELECT 1 FROM delivery e WHERE e.incident_id = d.incident_id AND e.person_id = d.person_id AND e.op IN ('message', 'call')
    AND (e.kind = d.kind OR (d.kind = 'call' AND e.kind = 'receipt')) AND e.alert_id IS DISTINCT FROM d.alert_id AND e.state NOT IN ('cancelled', 'expired', 'failed')`;
  await tx.$executeRaw`
    DELETE FROM delivery d WHERE d.incident_id = ${id} AND d.kind IN ('call', 'need') AND d.op IN ('message', 'call') AND d.person_id IS NOT NULL AND ${waits('d')}
      AND ${first} AND EXISTS (${others} AND (e.kind = 'receipt' OR e.id < d.id OR NOT (${waits('e')})))`;
  await tx.$executeRaw`
    DELETE FROM delivery d WHERE d.incident_id = ${id} AND d.kind IN ('call', 'need') AND d.op IN ('message', 'call') AND d.person_id IS NOT NULL AND ${waits('d')}
      AND EXISTS (${others} AND e.id < d.id AND ${waits('e')})`;
  // Each is counted once, by the first of the calls.
  await tx.$executeRaw`
    WITH own AS (SELECT a.id FROM alert a JOIN incident i ON i.id = a.incident_id AND i.slug = a.slug WHERE i.id = ${id} AND a.kind = 'call'), people AS (
      SELECT count(DISTINCT person_id)::int AS number FROM delivery WHERE incident_id = ${id} AND kind = 'call' AND alert_id IN (SELECT id FROM own)
    ), lasting AS (SELECT coalesce((SELECT min(id) FROM alert WHERE id IN (SELECT id FROM own) AND cursor IS NOT NULL), (SELECT min(id) FROM own)) AS id)
    UPDATE alert a SET planned = CASE WHEN a.id = l.id THEN p.number ELSE 0 END,
      audience = CASE WHEN a.id <> l.id THEN 0 WHEN a.audience < 0 AND a.cursor IS NOT NULL THEN a.audience ELSE greatest(CASE WHEN a.cursor IS NULL THEN 0 ELSE a.audience END, p.number) END
    FROM people p, lasting l WHERE a.id IN (SELECT id FROM own)`;
}
