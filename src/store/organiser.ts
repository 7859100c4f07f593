import type { Membership, Role } from '../domain/person.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Addressee } from './delivery.ts';
import { Prisma } from './generated/client.ts';

/** An organiser or a keeper, as others see them. */
export interface Organiser {
  readonly id: bigint;
  /** Empty where none was given. */
  readonly name: string;
  readonly keeper: boolean;
  readonly frozen: boolean;
  readonly memberships: readonly Membership[];
}

/** Neighbourhoods whose organisers are meant, or all there are. */
export type Scope = readonly string[] | 'all';

/**
 * Ids of the organisers there and of all keepers, those left out who are frozen: each looked up by its key (`OFFSET 0`), because
 * this stands between a report and the organisers' cards, and everybody is in that table.
 */
export function organisersIn(scope: Scope): Prisma.Sql {
  const there = scope === 'all' ? Prisma.empty : Prisma.sql`AND slug = ANY(${[...scope]}::text[])`;
  return Prisma.sql`(
    SELECT person_id FROM (SELECT person_id FROM membership WHERE role = 'organiser' ${there} UNION SELECT id FROM person WHERE keeper) o
    WHERE NOT EXISTS (SELECT 1 FROM person WHERE id = o.person_id AND frozen_at IS NOT NULL OFFSET 0))`;
}

export function createOrganisers(cipher: Cipher) {
  return {
    async get(tx: Tx, id: bigint): Promise<Organiser | undefined> {
      return (await find(tx, [id]))[0];
    },

    /** The next organisers and keepers there after an id, the frozen ones too, in the order in which they came. */
    async list(tx: Tx, scope: Scope, after: bigint, limit: number): Promise<readonly Organiser[]> {
      const there = scope === 'all' ? Prisma.empty : Prisma.sql`AND slug = ANY(${[...scope]}::text[])`;
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT id FROM (SELECT person_id AS id FROM membership WHERE role = 'organiser' ${there} UNION SELECT id FROM person WHERE keeper) o
        WHERE id > ${after} ORDER BY id LIMIT ${limit}`;
      return await find(
        tx,
        rows.map(({ id }) => id),
      );
    },

    /** Whether somebody else organises exactly that neighbourhood, and is not frozen. */
    async hasOther(tx: Tx, slug: string, besides: bigint | null): Promise<boolean> {
      const others = { slug, role: 'organiser', person: { frozenAt: null }, ...(besides === null ? {} : { personId: { not: besides } }) };
      return (await tx.membership.findFirst({ where: others, select: { personId: true } })) !== null;
    },

    /** Who there can be asked: by a button, so on Telegram, and only those who have spoken to a bot, which cannot speak first. */
    async approvers(tx: Tx, scope: Scope, without: readonly (bigint | null)[]): Promise<readonly Addressee[]> {
      return await tx.$queryRaw<Addressee[]>`
        SELECT DISTINCT ON (m.person_id) c.id AS "contactId", m.person_id AS "personId", c.channel, c.lane
        FROM ${organisersIn(scope)} m JOIN contact c ON c.person_id = m.person_id AND c.channel = 'telegram' AND c.state = 'open'
        WHERE c.heard_at IS NOT NULL AND m.person_id <> ALL(${without.filter((id) => id !== null)}::bigint[]) ORDER BY m.person_id, c.id`;
    },

    /** Whether any account is frozen: then nobody to ask may mean that those who could be asked were frozen for it. */
    async anyFrozen(tx: Tx): Promise<boolean> {
      return (await tx.person.findFirst({ where: { frozenAt: { not: null } }, select: { id: true } })) !== null;
    },

    async makeKeeper(tx: Tx, id: bigint): Promise<void> {
      await tx.person.update({ where: { id }, data: { keeper: true } });
    },

    /** Makes an organiser of some neighbourhoods one of the neighbours again. */
    async dismiss(tx: Tx, id: bigint, slugs: readonly string[], keeper: boolean): Promise<void> {
      await tx.membership.updateMany({ where: { personId: id, slug: { in: [...slugs] }, role: 'organiser' }, data: { role: 'both' } });
      if (keeper) await tx.person.update({ where: { id }, data: { keeper: false } });
      // Whoever organises nothing has no rights that could be frozen, and nobody could give them back.
      await tx.$executeRaw`
        UPDATE person SET frozen_at = NULL, duress_hash = NULL
        WHERE id = ${id} AND NOT keeper AND NOT EXISTS (SELECT 1 FROM membership WHERE person_id = ${id} AND role = 'organiser')`;
      await dropDrafts(tx, id);
    },

    /** Takes an organiser's rights away until others give them back. What they have written and was not sent yet waits for that. */
    async freeze(tx: Tx, id: bigint, now: number): Promise<void> {
      await tx.person.update({ where: { id }, data: { frozenAt: new Date(now) } });
      await tx.doorKey.deleteMany({ where: { personId: id, usedAt: null } });
      await tx.change.deleteMany({ where: { personId: id } });
      await dropDrafts(tx, id);
      // Whoever holds the phone reads no name on it: what has been shown for long enough is hidden at once.
      await tx.$executeRaw`UPDATE casualty_shown s SET at = 'epoch' FROM delivery d WHERE d.id = s.delivery_id AND d.person_id = ${id}`;
      await tx.$executeRaw`
        UPDATE delivery SET state = 'frozen' WHERE id IN (
          SELECT d.id FROM delivery d WHERE ${writtenBy(id)} AND d.state IN ('queued', 'deferred', 'held')
            AND d.id NOT IN (SELECT unnest(ids) FROM claim) FOR UPDATE OF d SKIP LOCKED)`;
    },

    async unfreeze(tx: Tx, id: bigint, now: number): Promise<void> {
      const at = new Date(now);
      await tx.person.update({ where: { id }, data: { frozenAt: null } });
      await tx.$executeRaw`
        UPDATE delivery d SET state = CASE WHEN d.expires_at <= ${at} THEN 'expired' WHEN d.due_at > ${at} THEN 'deferred' ELSE 'queued' END
        WHERE ${writtenBy(id)} AND d.state = 'frozen' AND d.contact_id IS NOT NULL`;
    },

    async setDuress(tx: Tx, id: bigint, word: string): Promise<void> {
      await tx.person.update({ where: { id }, data: { duressHash: hashWord(id, word) } });
    },

    async isDuress(tx: Tx, id: bigint, word: string): Promise<boolean> {
      const row = await tx.person.findUnique({ where: { id }, select: { duressHash: true } });
      return row?.duressHash != null && Buffer.from(row.duressHash).equals(hashWord(id, word));
    },
  };

  /** With the id in it: two organisers may choose the same word, and nobody can see that they did. */
  function hashWord(id: bigint, word: string): Uint8Array<ArrayBuffer> {
    return cipher.hash('duress', `${id}:${word}`);
  }

  async function find(tx: Tx, ids: readonly bigint[]): Promise<readonly Organiser[]> {
    const rows = await tx.person.findMany({
      where: { id: { in: [...ids] } },
      orderBy: { id: 'asc' },
      select: { id: true, nameSealed: true, keeper: true, frozenAt: true, memberships: { select: { slug: true, role: true } } },
    });
    return rows.map(({ id, nameSealed, keeper, frozenAt, memberships }) => ({
      ...{ id, keeper, frozen: frozenAt !== null, name: nameSealed ? cipher.open('person.name', nameSealed) : '' },
      memberships: memberships.map(({ slug, role }) => ({ slug, role: role as Role })),
    }));
  }
}

/** Copies `d` of what somebody wrote to many. */
function writtenBy(id: bigint): Prisma.Sql {
  return Prisma.sql`d.alert_id IN (SELECT id FROM alert WHERE author_id = ${id}) AND d.op = 'message'`;
}

/** What they were in the middle of would otherwise go on once they may again, or look as if it did. */
async function dropDrafts(tx: Tx, personId: bigint): Promise<void> {
  await tx.draft.deleteMany({ where: { contact: { personId } } });
}

export type Organisers = ReturnType<typeof createOrganisers>;
