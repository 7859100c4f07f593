import type { Incident } from '../domain/incident.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import type { Role } from '../domain/person.ts';
import { knowsPlace } from '../domain/vouch.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';

/** A member of a neighbourhood, as its organisers see them. An empty name is none. */
export interface Neighbour {
  readonly id: bigint;
  readonly name: string;
  readonly slug: string;
  readonly role: Role;
  readonly vouched: boolean;
  readonly suspended: boolean;
  /** Names of those who brought them in. */
  readonly by: readonly string[];
}

interface Row {
  readonly id: bigint;
  readonly name: Uint8Array | null;
  readonly slug: string;
  readonly role: Role;
  readonly vouched: boolean;
  readonly suspended: boolean;
  readonly by: readonly { readonly id: string; readonly name: string | null }[] | null;
}

/** A tree of people is shown, and shut out, this far. */
const TREE_MAX = 200;

/** People in one neighbourhood, as far as its organisers decide about them. */
export function createMembers(cipher: Cipher) {
  const nameOf = (id: bigint | string, sealed: Uint8Array | null): string => (sealed && cipher.open('person.name', sealed)) || `№${id}`;
  const read = ({ by, name, ...row }: Row): Neighbour => ({
    ...row,
    name: nameOf(row.id, name),
    by: (by ?? []).map((one) => nameOf(one.id, one.name === null ? null : new Uint8Array(Buffer.from(one.name, 'hex')))),
  });
  return {
    /** Those who joined by themselves, the newest first. */
    async newest(tx: Tx, slugs: readonly string[], limit: number, skip: number): Promise<readonly Neighbour[]> {
      const rows = await tx.$queryRaw<Row[]>`
        ${NEIGHBOURS}
        WHERE m.slug = ANY(${[...slugs]}::text[]) AND m.joined_at IS NOT NULL AND m.role <> 'organiser'
        ORDER BY m.joined_at DESC, p.id DESC LIMIT ${limit} OFFSET ${skip}`;
      return rows.map(read);
    },

    /** Somebody there who is no organiser. */
    async get(tx: Tx, slug: string, personId: bigint): Promise<Neighbour | undefined> {
      const rows = await tx.$queryRaw<Row[]>`
        ${NEIGHBOURS}
        WHERE m.slug = ${slug} AND m.person_id = ${personId} AND m.role <> 'organiser' AND NOT p.keeper`;
      return rows.map(read)[0];
    },

    /** Whom somebody brought into the neighbourhood, and whom those did, as far as they are there and organise nothing. */
    async brought(tx: Tx, slug: string, personId: bigint): Promise<readonly Pick<Neighbour, 'id' | 'name'>[]> {
      const rows = await tx.$queryRaw<{ id: bigint; name: Uint8Array | null }[]>`
        WITH RECURSIVE down AS (
          SELECT member_id FROM vouch WHERE by_id = ${personId} AND slug = ${slug} AND means <> 'left'
          UNION SELECT v.member_id FROM down JOIN vouch v ON v.by_id = down.member_id AND v.slug = ${slug} AND v.means <> 'left'
        ) SELECT p.id, p.name_sealed AS name FROM (SELECT member_id FROM down LIMIT ${TREE_MAX}) d JOIN person p ON p.id = d.member_id
        JOIN membership m ON m.person_id = p.id AND m.slug = ${slug} AND m.role <> 'organiser' WHERE p.id <> ${personId} AND NOT p.keeper ORDER BY p.id`;
      return rows.map(({ id, name }) => ({ id, name: nameOf(id, name) }));
    },

    /** Takes somebody out of a neighbourhood. Who is left nowhere has to earn their trust anew. */
    async remove(tx: Tx, slug: string, personId: bigint): Promise<void> {
      await tx.membership.deleteMany({ where: { personId, slug, role: { not: 'organiser' } } });
      await tx.person.updateMany({
        where: { id: personId, memberships: { none: { vouched: true, suspendedAt: null } } },
        data: { trust: 'new' },
      });
      // Who had let them in stays known, and vouches no more: whoever comes back is a newcomer.
      await tx.vouch.updateMany({ where: { memberId: personId, slug, means: { not: 'left' } }, data: { means: 'through' } });
      await dropKeys(tx, slug, [personId]);
    },

    /** Shuts people out of a neighbourhood until an organiser lets them in again. Returns who was not shut out before. */
    async suspend(tx: Tx, slug: string, people: readonly bigint[], now: number): Promise<readonly bigint[]> {
      await dropKeys(tx, slug, people);
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        UPDATE membership SET suspended_at = ${new Date(now)} WHERE slug = ${slug} AND person_id = ANY(${[...people]}::bigint[])
          AND role <> 'organiser' AND suspended_at IS NULL RETURNING person_id AS id`;
      return rows.map(({ id }) => id);
    },

    async lift(tx: Tx, slug: string, personId: bigint): Promise<void> {
      await tx.membership.updateMany({ where: { personId, slug }, data: { suspendedAt: null } });
    },

    /** What people have of alarms that are live shows the place, or not, by what they may know now. `scope`: above and below. */
    async showPlaces(tx: Tx, people: readonly bigint[], scope: readonly string[]): Promise<void> {
      await tx.$executeRaw`
        UPDATE delivery d SET hides_place = k.hides FROM incident i, (
          SELECT person, NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = person AND m.slug = ANY(${[...scope]}::text[])
            AND ((m.vouched AND m.suspended_at IS NULL) OR m.role = 'organiser')) AS hides
          FROM unnest(${[...people]}::bigint[]) AS t (person)
        ) k
        WHERE d.person_id = k.person AND d.incident_id = i.id AND i.stage IN ('held', 'open') AND i.slug = ANY(${[...scope]}::text[])
          AND d.hides_place <> k.hides`;
      // Of alarms elsewhere that they were called to from here; where they belong there too, that decides.
      await tx.$executeRaw`
        UPDATE delivery d SET hides_place = k.hides FROM ring r, incident i, (
          SELECT person, NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = person AND m.slug = ANY(${[...scope]}::text[])
            AND m.vouched AND m.suspended_at IS NULL) AS hides
          FROM unnest(${[...people]}::bigint[]) AS t (person)
        ) k
        WHERE d.person_id = k.person AND r.alert_id = d.alert_id AND r.slug = ANY(${[...scope]}::text[]) AND i.id = d.incident_id AND i.stage = 'open'
          AND NOT i.slug = ANY(${[...scope]}::text[]) AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = k.person AND m.slug = i.slug)
          AND d.hides_place <> k.hides`;
    },

    /** What somebody has who lives elsewhere now hides the place, but of alarms that they are going to, or are at. */
    async hidePlaces(tx: Tx, person: bigint, scope: readonly string[]): Promise<void> {
      await tx.$executeRaw`
        UPDATE delivery d SET hides_place = true FROM incident i
        WHERE d.person_id = ${person} AND d.incident_id = i.id AND i.stage IN ('held', 'open') AND i.slug = ANY(${[...scope]}::text[]) AND NOT d.hides_place
          AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = ${person} AND m.slug = ANY(${[...scope]}::text[]) AND m.vouched AND m.suspended_at IS NULL)
          AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.incident_id = i.id AND n.person_id = ${person} AND n.answer IN ('coming', 'there'))`;
    },

    /** Who reported an incident and may not know its exact place, by `reporterKey`, with the place that they reported. */
    async unaware(tx: Tx, incident: Incident, atlas: Atlas): Promise<ReadonlyMap<string, string>> {
      const reports = await tx.report.findMany({ where: { incidentId: incident.id }, orderBy: { id: 'asc' } });
      const ids = reports.flatMap(({ personId }) => personId ?? []);
      const people = await tx.person.findMany({ where: { id: { in: ids } }, include: { memberships: true } });
      const found = new Map<string, string>();
      for (const { personId, contactId, placeSealed } of reports) {
        const person = people.find(({ id }) => id === personId);
        const member = person && {
          ...{ id: person.id, language: 'kk' as const, trust: 'new' as const, keeper: person.keeper, frozen: person.frozenAt !== null },
          memberships: person.memberships.map((m) => ({
            ...{ slug: m.slug, role: m.role as Role, vouched: m.vouched, suspended: m.suspendedAt !== null },
          })),
        };
        if (knowsPlace(member, incident.slug, atlas)) continue;
        const key = reporterKey(personId, contactId);
        found.set(key, found.get(key) || (placeSealed ? cipher.open('place', placeSealed) : ''));
      }
      return found;
    },
  };
}

/** Whoever reported, by whichever of their contacts. */
export function reporterKey(personId: bigint | null | undefined, contactId: bigint | null): string {
  return personId == null ? `contact:${contactId}` : `person:${personId}`;
}

const NEIGHBOURS = Prisma.sql`
  SELECT p.id, p.name_sealed AS name, m.slug, m.role, m.vouched, m.suspended_at IS NOT NULL AS suspended, (
    SELECT json_agg(json_build_object('id', b.id::text, 'name', encode(b.name_sealed, 'hex')) ORDER BY v.at)
    FROM vouch v JOIN person b ON b.id = v.by_id WHERE v.member_id = p.id AND v.slug = m.slug AND v.means IN ('key', 'vouch')
  ) AS by
  FROM membership m JOIN person p ON p.id = m.person_id`;

async function dropKeys(tx: Tx, slug: string, people: readonly bigint[]): Promise<void> {
  await tx.doorKey.deleteMany({ where: { personId: { in: [...people] }, slug, usedAt: null } });
  await tx.vouchCode.deleteMany({ where: { personId: { in: [...people] }, slug } });
}

export type Members = ReturnType<typeof createMembers>;
