import { isSkill, type Skill } from '../domain/skill.ts';
import { SILENT_AFTER_MS } from '../domain/wanted.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';
import { asked, comingWith } from './need.ts';

/** A skill that an open incident does not have as many people with as are wanted. */
export interface Missing {
  readonly incidentId: bigint;
  readonly skill: Skill;
  readonly authorId: bigint | null;
  readonly wanted: number;
  readonly coming: number;
  /** People who were asked so lately that they may still answer. */
  readonly waiting: number;
  /** When the first of those has been silent for too long. */
  readonly silentAt: number | null;
}

/** Those of the people asked for a skill who may still answer: `first` is when each was asked first. */
function waitingFor(incidentId: Prisma.Sql, skill: Prisma.Sql, now: number): Prisma.Sql {
  // What was asked later than now was asked before the clock was set back.
  return Prisma.sql`
    SELECT person_id, min(queued_at) AS first FROM (${asked(incidentId, skill)}) a
    WHERE NOT EXISTS (SELECT 1 FROM answer n WHERE n.incident_id = ${incidentId} AND n.person_id = a.person_id)
    GROUP BY person_id HAVING min(queued_at) > ${new Date(now - SILENT_AFTER_MS)} AND min(queued_at) <= ${new Date(now)}`;
}

export function createWanted() {
  return {
    /** How many with a skill an incident wants; 0 where nobody has said so. */
    async count(tx: Tx, incidentId: bigint, skill: Skill): Promise<number> {
      return (await tx.wanted.findUnique({ where: { incidentId_skill: { incidentId, skill } } }))?.count ?? 0;
    },

    /** So many are wanted from now on; cards show it. */
    async set(tx: Tx, incidentId: bigint, skill: Skill, count: number, authorId: bigint | null, now: number): Promise<void> {
      const where = { incidentId_skill: { incidentId, skill } };
      const create = { incidentId, skill, count, authorId, since: new Date(now) };
      await tx.wanted.upsert({ where, create, update: { count, authorId } });
      await tx.incident.update({ where: { id: incidentId }, data: { cardVersion: { increment: 1 } } });
    },

    /** Skills that open incidents lack, those left out whose author is frozen. */
    async missing(tx: Tx, now: number, incidentId?: bigint): Promise<readonly Missing[]> {
      const only = incidentId === undefined ? Prisma.empty : Prisma.sql`AND w.incident_id = ${incidentId}`;
      const rows = await tx.$queryRaw<(Omit<Missing, 'silentAt' | 'skill'> & { skill: string; first: Date | null })[]>`
        SELECT m.*, s.waiting, s.first FROM (
          SELECT w.incident_id AS "incidentId", w.skill, w.author_id AS "authorId", w.count::int AS wanted,
            (${comingWith(Prisma.sql`w.incident_id`, Prisma.sql`w.skill`)}) AS coming, w.since
          FROM wanted w JOIN incident i ON i.id = w.incident_id LEFT JOIN person p ON p.id = w.author_id
          WHERE i.stage = 'open' AND w.count > 0 AND p.frozen_at IS NULL ${only}
        ) m CROSS JOIN LATERAL (
          SELECT count(*)::int AS waiting, min(first) AS first FROM (${waitingFor(Prisma.sql`m."incidentId"`, Prisma.sql`m.skill`, now)}) f
        ) s WHERE m.coming < m.wanted ORDER BY m.since, m.skill`;
      return rows.flatMap(({ skill, first, ...counts }) =>
        isSkill(skill) ? [{ ...counts, skill, silentAt: first && first.getTime() + SILENT_AFTER_MS }] : [],
      );
    },

    /** Takes back what still waits to be sent for roles that are filled, or that nobody wants any more. */
    async stopFilled(tx: Tx, incidentId: bigint, now: number): Promise<void> {
      await tx.$executeRaw`
        UPDATE delivery SET state = 'cancelled', error_code = 'filled', settled_at = ${new Date(now)} WHERE id IN (
          SELECT d.id FROM delivery d JOIN alert a ON a.id = d.alert_id JOIN wanted w ON w.incident_id = a.incident_id AND w.skill = a.skill
          WHERE d.incident_id = ${incidentId} AND d.kind = 'need' AND d.op IN ('message', 'call') AND d.state IN ('queued', 'deferred', 'held', 'frozen')
            AND d.id NOT IN (SELECT unnest(ids) FROM claim)
            AND w.count <= (${comingWith(Prisma.sql`w.incident_id`, Prisma.sql`w.skill`)})
          FOR UPDATE OF d SKIP LOCKED)`;
    },
  };
}

export type WantedRows = ReturnType<typeof createWanted>;
