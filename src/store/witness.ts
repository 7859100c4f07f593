import type { Voice } from '../domain/confirmation.ts';
import type { ContactChannel } from '../domain/contact.ts';
import { SECOND_REPORT_WITHIN_MS } from '../domain/report.ts';
import { type Outcome, worthOf } from '../domain/trust.ts';
import type { Tx } from './database.ts';
import type { Addressee } from './delivery.ts';
import { Prisma } from './generated/client.ts';
import { hasSettled, isHere } from './presence.ts';

/** Whom to ask about an incident. */
export interface Asked {
  readonly incident: bigint;
  /** Where they live, nearest first. */
  readonly slugs: readonly string[];
  /** Whether the place is known: else those come first who answer fastest. */
  readonly near: boolean;
  /** Neighbourhoods whose organisers have the card. */
  readonly organised: readonly string[];
  /** Channels that an answer comes back by. */
  readonly channels: readonly ContactChannel[];
  readonly most: number;
  /** Milliseconds since the epoch: whoever is away then cannot see it. */
  readonly now: number;
}

export function createWitnesses() {
  return {
    /** Notes trusted people who are to be asked whether they see it, and returns them. Whoever reported it, or decides, is not. */
    async choose(tx: Tx, asked: Asked): Promise<readonly Addressee[]> {
      const slugs = [...asked.slugs];
      return await tx.$queryRaw<Addressee[]>`
        WITH candidate AS (
          SELECT DISTINCT ON (m.person_id) m.person_id, m.answers_in, array_position(${slugs}::text[], m.slug) AS distance, c.id, c.channel, c.lane
          FROM membership m JOIN person p ON p.id = m.person_id AND p.trust IN ('trusted', 'vouched') AND p.frozen_at IS NULL
          JOIN contact c ON c.person_id = m.person_id AND c.state = 'open' AND c.channel = ANY(${[...asked.channels]}::text[])
          WHERE m.slug = ANY(${slugs}::text[]) AND m.vouched AND ${isHere(new Date(asked.now))} AND ${hasSettled(new Date(asked.now))}
            AND NOT EXISTS (SELECT 1 FROM report r WHERE r.incident_id = ${asked.incident} AND r.person_id = m.person_id)
            AND NOT EXISTS (SELECT 1 FROM membership o WHERE o.person_id = m.person_id AND o.role = 'organiser' AND o.slug = ANY(${[...asked.organised]}::text[]))
          ORDER BY m.person_id, c.channel = 'telegram' DESC, distance, c.id
        ), chosen AS (
          SELECT * FROM candidate ORDER BY CASE WHEN ${asked.near} THEN distance ELSE 0 END, answers_in, person_id LIMIT ${asked.most}
        ), noted AS (
          INSERT INTO witness (incident_id, person_id) SELECT ${asked.incident}, person_id FROM chosen ON CONFLICT DO NOTHING
        )
        SELECT id AS "contactId", person_id AS "personId", channel, lane FROM chosen ORDER BY distance, answers_in`;
    },

    async isAsked(tx: Tx, incidentId: bigint, personId: bigint): Promise<boolean> {
      return (await tx.witness.count({ where: { incidentId, personId } })) > 0;
    },

    /** Writes down what somebody sees who was asked. */
    async answer(tx: Tx, incidentId: bigint, personId: bigint, sees: boolean, now: number): Promise<void> {
      await tx.witness.update({ where: { incidentId_personId: { incidentId, personId } }, data: { sees, at: new Date(now) } });
    },

    /**
     * Everybody who speaks of an incident, in the order they spoke: who reported it lately, and who was asked and answered.
     * `above`: where their trust counts, the neighbourhood first; elsewhere they are neighbours like others. As in `standing`.
     */
    async voices(tx: Tx, incident: bigint, above: readonly string[], now: number): Promise<readonly Voice[]> {
      const rows = await tx.$queryRaw<(Omit<Voice, 'worth'> & { readonly outcomes: readonly Outcome[] | null })[]>`
        SELECT coalesce('person:' || said.person_id, 'contact:' || said.contact_id) AS who, said.says, CASE
          WHEN p.id IS NULL OR said.stopped OR p.frozen_at IS NOT NULL THEN 'none'
          WHEN EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.slug = ANY(${[...above]}::text[]) AND ${isActive}
            AND ${hasSettled(new Date(now))}) THEN p.trust
          WHEN EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.slug = ANY(${[...above]}::text[]) AND ${isActive}) THEN 'new'
          WHEN EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.slug = ANY(${[...above]}::text[]))
            OR NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND ${isActive})
            OR EXISTS (SELECT 1 FROM neighbourhood n WHERE n.slug = ${above[0] ?? ''} AND n.door = 'vouched') THEN 'none'
          ELSE 'new' END AS trust,
          ${outcomesOf(Prisma.sql`said.person_id`)} AS outcomes
        FROM (
          SELECT r.person_id, r.contact_id, 'reports' AS says, r.at, coalesce(c.state = 'stopped', false) AS stopped
          FROM report r LEFT JOIN contact c ON c.id = r.contact_id WHERE r.incident_id = ${incident} AND r.at >= ${new Date(now - SECOND_REPORT_WITHIN_MS)}
          UNION ALL
          SELECT w.person_id, NULL, CASE WHEN w.sees THEN 'yes' ELSE 'no' END, w.at, false
          FROM witness w WHERE w.incident_id = ${incident} AND w.sees IS NOT NULL
        ) said LEFT JOIN person p ON p.id = said.person_id
        WHERE said.person_id IS NOT NULL OR said.contact_id IS NOT NULL ORDER BY said.at`;
      return rows.map(({ outcomes, ...voice }) => ({ ...voice, worth: worthOf(outcomes ?? [], now) }));
    },

    /** What became of somebody's reports, the newest of them. */
    async outcomes(tx: Tx, personId: bigint): Promise<readonly Outcome[]> {
      const rows = await tx.$queryRaw<
        { outcomes: readonly Outcome[] | null }[]
      >`SELECT ${outcomesOf(Prisma.sql`${personId}::bigint`)} AS outcomes`;
      return rows[0]?.outcomes ?? [];
    },
  };
}

/** A membership `m` of one who is vouched for, and not shut out. */
const isActive = Prisma.sql`m.vouched AND m.suspended_at IS NULL`;

/** Older ones have faded. */
const OUTCOMES_MAX = 50;

/** Outcomes of a person's reports as JSON: what was decided, and not what merely lapsed. */
function outcomesOf(person: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT json_agg(json_build_object('confirmed', o.stage <> 'false', 'at', (extract(epoch FROM o.at) * 1000)::float8)) FROM (
    SELECT i.stage, past.at FROM report past JOIN incident i ON i.id = past.incident_id
    WHERE past.person_id = ${person} AND (i.stage = 'false' OR (i.stage IN ('open', 'over') AND i.asker NOT IN ('nobody', 'unconfirmed')))
    ORDER BY past.id DESC LIMIT ${OUTCOMES_MAX}
  ) o)`;
}

export type Witnesses = ReturnType<typeof createWitnesses>;
