import type { Need } from '../domain/content.ts';
import type { Lanes } from '../domain/lane.ts';
import { isSkill, type Skill } from '../domain/skill.ts';
import { bestContact, COPY_COLUMNS, copiesFor, ringsFor } from './copy.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';
import { isHere, quietUntil } from './presence.ts';
import { lookBack, roomFor } from './quota.ts';
import type { Piece, Walked } from './walk.ts';

/** States of copies that have reached nobody, and will not. */
const LOST = ['cancelled', 'expired', 'failed'];
/** Those after which somebody is asked again: whoever cannot be reached would be for ever. */
const TAKEN_BACK = ['cancelled', 'expired'];

/** Somebody with a skill is asked for at an incident. */
export interface Sought {
  readonly incidentId: bigint;
  readonly skill: Skill;
  /** Whoever asks is not asked. */
  readonly authorId: bigint | null;
}

/** People who were asked for a skill at an incident, whatever alert it was, and when. */
export function asked(incidentId: Prisma.Sql, skill: Prisma.Sql, lost: readonly string[] = LOST): Prisma.Sql {
  return Prisma.sql`
    SELECT d.person_id, d.queued_at FROM delivery d JOIN alert n ON n.id = d.alert_id
    WHERE d.incident_id = ${incidentId} AND d.kind = 'need' AND d.op IN ('message', 'call') AND d.state <> ALL(${[...lost]}::text[]) AND n.skill = ${skill}`;
}

/**
 * Whoever has the skill and can be asked: each where it is nearest, with what they said about that place. From the skill to its people to
 * where they live: the many who have none are never looked at.
 */
function candidates({ incidentId, skill, authorId }: Sought, rings: readonly string[], quiet: Prisma.Sql, at: Date): Prisma.Sql {
  return Prisma.sql`(
    SELECT near.person_id, near.ring, near.answers_in, near.quiet FROM (
      SELECT DISTINCT ON (s.person_id) s.person_id, r.ring, m.answers_in, ${isHere(at)} AS here, ${quiet} AS quiet
      FROM person_skill s JOIN membership m ON m.person_id = s.person_id
        JOIN unnest(${[...rings]}::text[]) WITH ORDINALITY AS r (slug, ring) ON r.slug = m.slug
      WHERE s.skill = ${skill} ORDER BY s.person_id, r.ring
    ) near JOIN person p ON p.id = near.person_id
    WHERE near.here AND p.frozen_at IS NULL AND near.person_id IS DISTINCT FROM ${authorId}::bigint
      AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.incident_id = ${incidentId} AND n.person_id = near.person_id)
      AND near.person_id NOT IN (SELECT person_id FROM (${asked(Prisma.sql`${incidentId}`, Prisma.sql`${skill}`, TAKEN_BACK)}) a WHERE person_id IS NOT NULL))`;
}

export function createNeeds(lanes: Lanes) {
  return {
    /** How it stands with a skill at an incident: who is coming, who was asked, and who could be. */
    async standing(
      tx: Tx,
      sought: Sought,
      rings: readonly string[],
      now: number,
    ): Promise<{ readonly coming: number; readonly fresh: number; readonly asked: number }> {
      const { incidentId, skill } = sought;
      const rows = await tx.$queryRaw<{ coming: number; fresh: number; asked: number }[]>`
        SELECT (${comingWith(Prisma.sql`${incidentId}`, Prisma.sql`${skill}`)}) AS coming,
          (SELECT count(*)::int FROM ${candidates(sought, rings, Prisma.sql`NULL`, new Date(now))} piece
            ${bestContact(Prisma.sql`piece.person_id`, lanes, ringsFor(incidentId, lanes))}) AS fresh,
          (SELECT count(DISTINCT person_id)::int FROM (${asked(Prisma.sql`${incidentId}`, Prisma.sql`${skill}`)}) a) AS asked`;
      return rows[0] ?? { coming: 0, fresh: 0, asked: 0 };
    },

    /** Skills that are wanted at an incident, in the order in which they were first asked for. */
    async of(tx: Tx, incidentId: bigint): Promise<readonly Need[]> {
      const rows = await tx.$queryRaw<{ skill: string; wanted: number; asked: number; coming: number }[]>`
        SELECT w.skill, w.count::int AS wanted, (SELECT count(DISTINCT person_id)::int FROM (${asked(Prisma.sql`${incidentId}`, Prisma.sql`w.skill`)}) a) AS asked,
          (${comingWith(Prisma.sql`${incidentId}`, Prisma.sql`w.skill`)}) AS coming
        FROM wanted w WHERE w.incident_id = ${incidentId} AND w.count > 0 ORDER BY w.since, w.skill`;
      return rows.flatMap(({ skill, ...counts }) => (isSkill(skill) ? [{ skill, ...counts }] : []));
    },
  };
}

export type Needs = ReturnType<typeof createNeeds>;

/** People with a skill who are coming to an incident or there, asked for it or called as neighbours. */
export function comingWith(incidentId: Prisma.Sql, skill: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT count(*)::int FROM answer n JOIN person_skill s ON s.person_id = n.person_id AND s.skill = ${skill}
    WHERE n.incident_id = ${incidentId} AND n.answer IN ('coming', 'there')`;
}

/**
 * Whether somebody `piece` may not know the exact place of an alert `a`: who is not vouched for, or shut out, there. Whoever comes from elsewhere
 * in the city because they can do something is told, or they could not come: that is what the organiser asks for.
 */
const hidesFromCity = Prisma.sql`(
  WITH RECURSIVE up AS (
    SELECT slug, parent FROM neighbourhood WHERE slug = a.slug UNION SELECT b.slug, b.parent FROM neighbourhood b JOIN up ON b.slug = up.parent
  ), below AS (
    SELECT slug FROM neighbourhood WHERE slug = a.slug UNION SELECT b.slug FROM neighbourhood b JOIN below ON b.parent = below.slug
  )
  SELECT count(*) > 0 AND NOT bool_or(k.vouched AND k.suspended_at IS NULL)
  FROM membership k WHERE k.person_id = piece.person_id AND k.slug IN (SELECT slug FROM up UNION SELECT slug FROM below))`;

/** Plans the next of those who can be asked, the nearest first. Whoever is planned is not found again. */
export async function planNeed(
  tx: Tx,
  alert: Walked,
  rings: readonly string[],
  lanes: Lanes,
  most: number,
  limit: number,
  at: Date,
  minute: number,
): Promise<Piece> {
  const row = await tx.alert.findUnique({ where: { id: alert.id }, select: { incidentId: true, skill: true, authorId: true } });
  const { incidentId = null, skill, authorId = null } = row ?? {};
  if (incidentId === null || !skill || !isSkill(skill)) return { next: null, planned: 0 };
  const sought = { incidentId, skill, authorId };
  const { waits } = await lookBack(tx, alert, most, at);
  const room = waits ? roomFor(alert, Prisma.sql`piece`, most, at) : Prisma.sql`${at}::timestamptz`;
  // Where Telegram is taken to be down, the phone goes first.
  const unlessDown = Prisma.sql`(c.channel = 'telegram') = (SELECT i.fell_back_at IS NULL FROM incident i WHERE i.id = ${incidentId})`;
  const planned = await tx.$executeRaw`
    INSERT INTO delivery (${COPY_COLUMNS})
    SELECT ${copiesFor('need', lanes, Prisma.sql`piece.person_id`, at, Prisma.sql`piece.due`, hidesFromCity)}
    FROM alert a CROSS JOIN (
      SELECT piece.*, greatest(piece.quiet, CASE WHEN room.at > ${at}::timestamptz THEN room.at END) AS due
      FROM (SELECT *, NULL::bigint AS contact_id FROM ${candidates(sought, rings, quietUntil(alert, at, minute), at)} c) piece
      CROSS JOIN LATERAL (SELECT ${room} AS at OFFSET 0) room
    ) piece ${bestContact(Prisma.sql`piece.person_id`, lanes, ringsFor(incidentId, lanes), unlessDown)}
    WHERE a.id = ${alert.id}
    ORDER BY piece.ring, piece.answers_in, c.channel = 'telegram' DESC, piece.person_id LIMIT ${limit}
    ON CONFLICT DO NOTHING`;
  // No more than were wanted: the engine asks further people once these have answered, or not.
  return { next: null, planned };
}
