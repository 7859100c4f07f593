import type { Lanes } from '../domain/lane.ts';
import type { Cipher } from './cipher.ts';
import { bestContact } from './copy.ts';
import type { Tx } from './database.ts';
import type { Addressee } from './delivery.ts';
import { Prisma } from './generated/client.ts';

/** A lawyer on duty, or one who waits for an organiser's word, as organisers see them. */
export interface Duty {
  readonly slug: string;
  readonly person: bigint;
  readonly name: string;
  readonly until: number;
  readonly agreed: boolean;
}

const addressee = Prisma.sql`c.id AS "contactId", p.id AS "personId", c.channel, c.lane`;
/** Whether a person `p` still is a lawyer, whose account nobody holds back. */
const practises = Prisma.sql`p.frozen_at IS NULL AND EXISTS (SELECT 1 FROM person_skill s WHERE s.person_id = p.id AND s.skill = 'lawyer')`;

export function createDuties(cipher: Cipher, lanes: Lanes) {
  const best = bestContact(Prisma.sql`p.id`, lanes);
  return {
    async set(tx: Tx, slug: string, personId: bigint, until: number, agreed: boolean): Promise<void> {
      const where = { slug_personId: { slug, personId } };
      await tx.duty.upsert({
        where,
        create: { slug, personId, until: new Date(until), agreed },
        update: { until: new Date(until), agreed },
      });
    },

    /** Ends it; false where there was none. */
    async end(tx: Tx, slug: string, personId: bigint): Promise<boolean> {
      return (await tx.duty.deleteMany({ where: { slug, personId } })).count > 0;
    },

    /** An organiser knows them; false where nobody waits for that. */
    async agree(tx: Tx, slug: string, personId: bigint, now: number): Promise<boolean> {
      const waiting = { slug, personId, agreed: false, until: { gt: new Date(now) } };
      return (await tx.duty.updateMany({ where: waiting, data: { agreed: true } })).count > 0;
    },

    /** Duties in some neighbourhoods that are not over. */
    async list(tx: Tx, slugs: readonly string[], now: number): Promise<readonly Duty[]> {
      const where = { slug: { in: [...slugs] }, until: { gt: new Date(now) } };
      const rows = await tx.duty.findMany({ where, orderBy: { until: 'asc' }, include: { person: { select: { nameSealed: true } } } });
      return rows.map(({ slug, personId, until, agreed, person: { nameSealed } }) => ({
        ...{ slug, person: personId, until: until.getTime(), agreed },
        name: nameSealed ? cipher.open('person.name', nameSealed) : '',
      }));
    },

    /** Lawyers on duty in the first of the neighbourhoods that has any. */
    async nearest(tx: Tx, slugs: readonly string[], without: bigint | null, most: number, now: number): Promise<readonly Addressee[]> {
      return await tx.$queryRaw<Addressee[]>`
        SELECT DISTINCT ON (ring, "personId") "contactId", "personId", channel, lane FROM (
          SELECT ${addressee}, r.ring, min(r.ring) OVER () AS first FROM unnest(${[...slugs]}::text[]) WITH ORDINALITY AS r (slug, ring)
          JOIN duty d ON d.slug = r.slug AND d.agreed AND d.until > ${new Date(now)} JOIN person p ON p.id = d.person_id ${best}
          WHERE ${practises} AND p.id IS DISTINCT FROM ${without}::bigint
            AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.vouched AND m.suspended_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.slug = d.slug AND (NOT m.vouched OR m.suspended_at IS NOT NULL))
        ) l WHERE ring = first ORDER BY ring, "personId" LIMIT ${most}`;
    },

    /** Lawyers who are coming to an incident or there, and may know where that is. */
    async present(tx: Tx, incidentId: bigint, without: bigint | null, most: number): Promise<readonly Addressee[]> {
      return await tx.$queryRaw<Addressee[]>`
        SELECT ${addressee} FROM answer n JOIN person p ON p.id = n.person_id ${best}
        WHERE n.incident_id = ${incidentId} AND n.answer IN ('coming', 'there') AND ${practises} AND p.id IS DISTINCT FROM ${without}::bigint
          AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.incident_id = n.incident_id AND d.person_id = p.id AND d.hides_place)
        ORDER BY n.answer = 'there' DESC, n.at LIMIT ${most}`;
    },

    /** The same lawyers again, where they can be told something further. */
    async reach(tx: Tx, ids: readonly bigint[]): Promise<readonly Addressee[]> {
      return await tx.$queryRaw<Addressee[]>`
        SELECT ${addressee} FROM person p ${best} WHERE p.id = ANY(${[...ids]}::bigint[]) AND ${practises} ORDER BY p.id`;
    },

    /** Lawyers who live in some neighbourhoods and can press a button: they may be asked to be on duty. */
    async lawyers(tx: Tx, slugs: readonly string[], most: number): Promise<readonly Addressee[]> {
      return await tx.$queryRaw<Addressee[]>`
        SELECT DISTINCT ON (p.id) ${addressee} FROM person_skill k JOIN person p ON p.id = k.person_id
        JOIN membership m ON m.person_id = p.id AND m.slug = ANY(${[...slugs]}::text[]) AND m.suspended_at IS NULL
        JOIN contact c ON c.person_id = p.id AND c.channel = 'telegram' AND c.state = 'open'
        WHERE k.skill = 'lawyer' AND p.frozen_at IS NULL ORDER BY p.id, c.id LIMIT ${most}`;
    },
  };
}

export type Duties = ReturnType<typeof createDuties>;
