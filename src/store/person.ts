import type { ContactChannel } from '../domain/contact.ts';
import type { Language } from '../domain/language.ts';
import type { Role, Trust } from '../domain/person.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Addressee } from './delivery.ts';
import { organisersIn, type Scope } from './organiser.ts';
import { keepTree } from './vouch.ts';

export function createPeople(cipher: Cipher) {
  return {
    async create(
      tx: Tx,
      person: { readonly contactId: bigint; readonly name: string | undefined; readonly language: Language; readonly trust: Trust },
      now: number,
    ): Promise<bigint> {
      const { id } = await tx.person.create({
        data: {
          nameSealed: person.name ? cipher.seal('person.name', person.name) : null,
          language: person.language,
          trust: person.trust,
          createdAt: new Date(now),
        },
        select: { id: true },
      });
      const contact = await tx.contact.update({ where: { id: person.contactId }, data: { personId: id, state: 'open' } });
      // Joining again is a wish of their own, so an old list may name them again.
      await tx.forgotten.deleteMany({ where: { channel: contact.channel, addressHash: contact.addressHash } });
      return id;
    },

    /**
     * Adds a membership; somebody who organises there keeps doing so, and who was there before is as vouched for as they were. `came`: when
     * they joined by themselves, and whether they still have to be vouched for.
     */
    async join(
      tx: Tx,
      personId: bigint,
      slug: string,
      role: Role,
      came?: { readonly at: number; readonly vouched: boolean },
    ): Promise<void> {
      await tx.$executeRaw`
        INSERT INTO membership (person_id, slug, role, vouched, joined_at)
        VALUES (${personId}, ${slug}, ${role}, ${came?.vouched ?? true}, ${came ? new Date(came.at) : null}::timestamptz)
        ON CONFLICT (person_id, slug) DO UPDATE SET away_until = NULL,
          role = CASE WHEN membership.role = 'organiser' THEN membership.role ELSE excluded.role END`;
    },

    /** Makes a person an organiser of a neighbourhood. */
    async appoint(tx: Tx, personId: bigint, slug: string): Promise<void> {
      await tx.membership.upsert({
        where: { personId_slug: { personId, slug } },
        create: { personId, slug, role: 'organiser' },
        update: { role: 'organiser', vouched: true, suspendedAt: null },
      });
    },

    /** Until when the person is away from a neighbourhood; null brings them back. */
    async setAway(tx: Tx, personId: bigint, slug: string, until: number | null): Promise<void> {
      await tx.membership.updateMany({ where: { personId, slug }, data: { awayUntil: until === null ? null : new Date(until) } });
    },

    /** Between which minutes of the day only an immediate danger is told; null for none. */
    async setQuiet(tx: Tx, personId: bigint, slug: string, hours: { readonly from: number; readonly to: number } | null): Promise<void> {
      await tx.membership.updateMany({ where: { personId, slug }, data: { quietFrom: hours?.from ?? null, quietTo: hours?.to ?? null } });
    },

    /** Where the person is away from, and until when, in milliseconds since the epoch. */
    async awayFrom(tx: Tx, personId: bigint, now: number): Promise<ReadonlyMap<string, number>> {
      const rows = await tx.membership.findMany({
        where: { personId, awayUntil: { gt: new Date(now) } },
        select: { slug: true, awayUntil: true },
      });
      return new Map(rows.flatMap(({ slug, awayUntil }) => (awayUntil ? [[slug, awayUntil.getTime()] as const] : [])));
    },

    async setLanguage(tx: Tx, personId: bigint, language: Language): Promise<void> {
      await tx.person.update({ where: { id: personId }, data: { language } });
      await tx.contact.updateMany({ where: { personId }, data: { language } });
    },

    /**
     * Erases the person, their contacts and whatever was still to be sent to them. What they reported stays, without them.
     * A keyed hash of each address remains, so that an old list does not bring them back.
     */
    async erase(tx: Tx, personId: bigint, now: number): Promise<void> {
      await tx.$executeRaw`
        INSERT INTO forgotten (channel, address_hash, at)
        SELECT channel, address_hash, ${new Date(now)} FROM contact WHERE person_id = ${personId} ON CONFLICT DO NOTHING`;
      await forgetContacts(
        tx,
        (await tx.contact.findMany({ where: { personId }, select: { id: true } })).map((c) => c.id),
      );
      await tx.doorKey.deleteMany({ where: { personId } });
      await keepTree(tx, personId, now);
      // What a frozen account was sending ends with it: whoever holds the phone must not set it free by erasing its owner.
      await tx.$executeRaw`
        UPDATE alert SET cursor = NULL WHERE author_id = (SELECT id FROM person WHERE id = ${personId} AND frozen_at IS NOT NULL)`;
      await tx.report.updateMany({ where: { personId }, data: { personId: null } });
      await tx.request.deleteMany({ where: { OR: [{ askedBy: personId }, { subjectId: personId }] } });
      await tx.delivery.updateMany({ where: { personId }, data: { personId: null } });
      // Whoever is still looked for after an incident is, without a name.
      await tx.$executeRaw`
        UPDATE incident SET card_version = card_version + 1 WHERE id IN (SELECT incident_id FROM home_check WHERE person_id = ${personId})`;
      await tx.person.delete({ where: { id: personId } });
    },

    /** Erases a contact that belongs to nobody. */
    async eraseStranger(tx: Tx, contactId: bigint): Promise<void> {
      await forgetContacts(tx, [contactId]);
    },

    /** Organisers of any of the neighbourhoods, or all there are, and keepers, each on their best open contact; frozen ones are left out. */
    async organisers(tx: Tx, slugs: Scope, channels: readonly ContactChannel[]): Promise<readonly Addressee[]> {
      return await tx.$queryRaw<Addressee[]>`
        SELECT DISTINCT ON (m.person_id) c.id AS "contactId", m.person_id AS "personId", c.channel, c.lane
        FROM ${organisersIn(slugs)} m JOIN contact c ON c.person_id = m.person_id AND c.state = 'open' AND c.channel = ANY(${[...channels]}::text[])
        ORDER BY m.person_id, c.channel = 'telegram' DESC, c.id`;
    },

    /** How many organisers can be reached who may confirm what happens there. */
    async countOrganisers(tx: Tx, slugs: Scope, lanes: readonly string[]): Promise<number> {
      const rows = await tx.$queryRaw<{ count: bigint }[]>`
        SELECT count(DISTINCT m.person_id) AS count FROM ${organisersIn(slugs)} m JOIN contact c ON c.person_id = m.person_id
        WHERE c.state = 'open' AND c.channel = ANY(${[...lanes]})`;
      return Number(rows[0]?.count ?? 0n);
    },
  };
}

async function forgetContacts(tx: Tx, ids: bigint[]): Promise<void> {
  await tx.delivery.deleteMany({ where: { contactId: { in: ids }, state: { in: ['queued', 'deferred', 'held', 'frozen', 'unknown'] } } });
  await tx.delivery.updateMany({ where: { contactId: { in: ids } }, data: { contactId: null, contentSealed: null } });
  await tx.report.updateMany({ where: { contactId: { in: ids } }, data: { contactId: null } });
  await tx.contact.deleteMany({ where: { id: { in: ids } } });
}

export type People = ReturnType<typeof createPeople>;
