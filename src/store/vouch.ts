import type { Voice } from '../domain/confirmation.ts';
import { comeThrough, type Edge } from '../domain/kin.ts';
import { type Brought, VOUCHES_WITHIN_MS } from '../domain/vouch.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';

/** How long a code can be shown to neighbours. */
const CODE_LIFE_MS = 7 * 24 * 60 * 60_000;
/** Of a larger tree the nearest branches are looked at: a report waits for this. */
const EDGES_MAX = 2_000;

/** Who brought whom in, and the codes that people show to those who are to vouch for them. */
export function createVouches(cipher: Cipher) {
  const hashOf = (code: string) => cipher.hash('vouch-code', code);
  return {
    /** Gives somebody a code to show, in place of the one before; returns until when it is good, in milliseconds since the epoch. */
    async giveCode(tx: Tx, code: string, slug: string, personId: bigint, now: number): Promise<number> {
      const until = now + CODE_LIFE_MS;
      await tx.vouchCode.deleteMany({ where: { personId, slug } });
      await tx.vouchCode.create({ data: { codeHash: hashOf(code), slug, personId, expiresAt: new Date(until) } });
      return until;
    },

    /** Who shows a code, and where. */
    async findCode(tx: Tx, code: string, now: number): Promise<{ readonly personId: bigint; readonly slug: string } | undefined> {
      const row = await tx.vouchCode.findUnique({ where: { codeHash: hashOf(code) } });
      return row && row.expiresAt.getTime() > now ? { personId: row.personId, slug: row.slug } : undefined;
    },

    /** Notes who brought somebody in. False where that was known. */
    async add(tx: Tx, slug: string, memberId: bigint, byId: bigint, means: Brought, now: number): Promise<boolean> {
      if (memberId === byId) return false;
      const added = await tx.$executeRaw`
        INSERT INTO vouch (slug, member_id, by_id, means, at) VALUES (${slug}, ${memberId}, ${byId}, ${means}, ${new Date(now)})
        ON CONFLICT (member_id, slug, by_id) DO UPDATE SET means = excluded.means, at = excluded.at WHERE vouch.means IN ('through', 'left')`;
      return added > 0;
    },

    /** How many vouch for somebody who may: those who were shut out since, or left, do not count. `above`: where organisers may. */
    async count(tx: Tx, slug: string, memberId: bigint, above: readonly string[]): Promise<number> {
      const rows = await tx.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM vouch v JOIN person p ON p.id = v.by_id AND p.frozen_at IS NULL
        WHERE v.member_id = ${memberId} AND v.slug = ${slug} AND v.means IN ('key', 'vouch') AND (p.keeper OR EXISTS (
          SELECT 1 FROM membership m WHERE m.person_id = v.by_id AND ((m.slug = ${slug} AND m.vouched AND m.suspended_at IS NULL)
            OR (m.role = 'organiser' AND m.slug = ANY(${[...above]}::text[])))))`;
      return rows[0]?.count ?? 0;
    },

    /** For how many a member has vouched lately, by keys too. */
    async given(tx: Tx, byId: bigint, now: number): Promise<number> {
      const at = { gt: new Date(now - VOUCHES_WITHIN_MS) };
      return await tx.vouch.count({ where: { byId, means: { in: ['key', 'vouch'] }, at } });
    },

    /** From now on somebody belongs to a neighbourhood as others do. */
    async accept(tx: Tx, slug: string, personId: bigint): Promise<void> {
      await tx.membership.updateMany({ where: { personId, slug }, data: { vouched: true } });
      await tx.vouchCode.deleteMany({ where: { personId, slug } });
    },

    /** Those whom each person came in through, themselves included: see `kin.ts`. */
    async through(tx: Tx, people: readonly bigint[]): Promise<(person: bigint) => readonly string[]> {
      const edges = people.length === 0 ? [] : await edgesAbove(tx, people);
      return (person) => comeThrough(String(person), edges);
    },

    /** The same voices, each with those it came in through. Only new people's are looked at. */
    async withKin(tx: Tx, voices: readonly Voice[]): Promise<readonly Voice[]> {
      const people = voices.filter(({ trust }) => trust === 'new').flatMap(({ who }) => personOf(who) ?? []);
      if (people.length === 0) return voices;
      const through = await this.through(tx, people);
      return voices.map((voice) => {
        const person = voice.trust === 'new' ? personOf(voice.who) : undefined;
        return person === undefined ? voice : { ...voice, through: through(person) };
      });
    },
  };
}

function personOf(who: string): bigint | undefined {
  return who.startsWith('person:') ? BigInt(who.slice('person:'.length)) : undefined;
}

/** Whom people let in who are trusted or organise comes through nobody but themselves. */
const isRoot = (person: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM person p WHERE p.id = ${person} AND (p.trust = 'trusted' OR p.keeper
    OR EXISTS (SELECT 1 FROM membership o WHERE o.person_id = p.id AND o.role = 'organiser')))`;

async function edgesAbove(tx: Tx, people: readonly bigint[]): Promise<readonly Edge[]> {
  const rows = await tx.$queryRaw<{ member: bigint; by: bigint }[]>`
    WITH RECURSIVE up AS (
      SELECT v.member_id, v.by_id FROM vouch v WHERE v.member_id = ANY(${[...people]}::bigint[]) AND NOT ${isRoot(Prisma.sql`v.by_id`)}
      UNION
      SELECT v.member_id, v.by_id FROM up JOIN vouch v ON v.member_id = up.by_id WHERE NOT ${isRoot(Prisma.sql`v.by_id`)}
    ) SELECT member_id AS member, by_id AS by FROM up LIMIT ${EDGES_MAX}`;
  return rows.map(({ member, by }) => ({ member: String(member), by: String(by) }));
}

/**
 * Somebody is being erased: whom they let in stays one tree, under those who had let them in, and under the first of them. Else one could
 * let in a few, leave, and have several voices.
 */
export async function keepTree(tx: Tx, personId: bigint, now: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO vouch (slug, member_id, by_id, means, at)
    SELECT DISTINCT ON (c.slug, c.member_id, b.by_id) c.slug, c.member_id, b.by_id, b.means, ${new Date(now)}::timestamptz
    FROM vouch c CROSS JOIN (
      SELECT by_id, 'through' AS means FROM vouch WHERE member_id = ${personId}
      UNION SELECT min(member_id), 'left' FROM vouch WHERE by_id = ${personId}
    ) b
    WHERE c.by_id = ${personId} AND b.by_id <> c.member_id AND NOT ${isRoot(Prisma.sql`${personId}::bigint`)}
    ON CONFLICT DO NOTHING`;
}

export type Vouches = ReturnType<typeof createVouches>;
