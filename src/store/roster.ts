import type { ContactChannel, ContactState } from '../domain/contact.ts';
import type { Language } from '../domain/language.ts';
import type { Membership, Role, Trust } from '../domain/person.ts';
import type { Cipher } from './cipher.ts';
import { lockName, type Tx } from './database.ts';

/** A person as lists of residents know them. An empty name is none. */
export interface Listed {
  readonly name: string;
  readonly language: Language;
  readonly trust: Trust;
  readonly memberships: readonly Membership[];
}

/** An address with its keyed hash, in hexadecimal, by which it is found. */
export interface RosterAddress {
  readonly channel: ContactChannel;
  readonly address: string;
  readonly key: string;
}

/** What is on record of some addresses: their people, and every contact that those people have. */
export interface Roster {
  readonly people: readonly (Listed & { readonly id: bigint })[];
  readonly contacts: readonly {
    readonly id: bigint;
    readonly channel: ContactChannel;
    readonly key: string;
    /** Null for a stranger's. */
    readonly personId: bigint | null;
  }[];
  /** Keys of addresses whose people asked to be forgotten. */
  readonly forgotten: ReadonlySet<string>;
}

/** A person on the list: their id or, for one who is made together with it, a number below zero. */
export type PersonRef = bigint;

/** What a list changes. Rows that stay as they are do not occur here, and are not written. */
export interface RosterChanges {
  readonly created: readonly (Listed & { readonly ref: PersonRef })[];
  /** `name` is undefined where it stays. */
  readonly changed: readonly {
    readonly id: bigint;
    readonly name: string | undefined;
    readonly language: Language;
    readonly trust: Trust;
  }[];
  readonly left: readonly { readonly id: bigint; readonly slug: string }[];
  readonly joined: readonly { readonly id: bigint; readonly slug: string; readonly role: Role }[];
  /** Contacts that become this person's. */
  readonly attached: readonly { readonly id: bigint; readonly ref: PersonRef; readonly language: Language }[];
  /** Contacts that are nobody's any more. */
  readonly detached: readonly bigint[];
  readonly added: readonly (RosterAddress & { readonly ref: PersonRef; readonly language: Language })[];
}

/** A person with their addresses, to be written to a list. */
export interface Exported extends Listed {
  readonly id: bigint;
  readonly contacts: readonly { readonly channel: ContactChannel; readonly address: string; readonly state: ContactState }[];
}

/** An address was taken in the meantime: the transaction is to be tried again from its beginning. */
export class RosterMoved extends Error {
  override readonly name = 'RosterMoved';
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (key: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(key, 'hex'));

/** People in bulk: lists that come in, and the list that goes out. */
export function createRoster(cipher: Cipher) {
  const nameOf = (sealed: Uint8Array | null): string => (sealed ? cipher.open('person.name', sealed) : '');
  const sealName = (name: string | undefined) => (name ? cipher.seal('person.name', name) : null);
  return {
    keyOf: (channel: ContactChannel, address: string): string => hex(cipher.hash(channel, address)),

    /** Reads and locks what is on record of these addresses: one list at a time, and nobody joins or leaves by them meanwhile. */
    async load(tx: Tx, addresses: readonly RosterAddress[]): Promise<Roster> {
      await lockName(tx, 'roster');
      const channels = addresses.map((a) => a.channel);
      const hashes = addresses.map((a) => bytes(a.key));
      const owners = await tx.$queryRaw<{ personId: bigint | null }[]>`
        SELECT c.person_id AS "personId" FROM contact c
        JOIN unnest(${channels}::text[], ${hashes}::bytea[]) AS a (channel, hash) ON c.channel = a.channel AND c.address_hash = a.hash
        ORDER BY c.id FOR UPDATE OF c`;
      const ids = [...new Set(owners.flatMap((o) => o.personId ?? []))];
      const people = await tx.$queryRaw<{ id: bigint; nameSealed: Uint8Array | null; language: string; trust: string }[]>`
        SELECT id, name_sealed AS "nameSealed", language, trust FROM person WHERE id = ANY(${ids}::bigint[]) ORDER BY id FOR UPDATE`;
      const contacts = await tx.$queryRaw<{ id: bigint; channel: string; hash: Uint8Array; personId: bigint | null }[]>`
        SELECT c.id, c.channel, c.address_hash AS hash, c.person_id AS "personId" FROM contact c
        JOIN unnest(${channels}::text[], ${hashes}::bytea[]) AS a (channel, hash) ON c.channel = a.channel AND c.address_hash = a.hash
        UNION SELECT id, channel, address_hash, person_id FROM contact WHERE person_id = ANY(${ids}::bigint[]) ORDER BY id`;
      const memberships = await tx.$queryRaw<{ id: bigint; slug: string; role: string }[]>`
        SELECT person_id AS id, slug, role FROM membership WHERE person_id = ANY(${ids}::bigint[])`;
      // Read after the locks: whoever was being erased while we waited is on this list now.
      const forgotten = await tx.$queryRaw<{ hash: Uint8Array }[]>`
        SELECT f.address_hash AS hash FROM forgotten f
        JOIN unnest(${channels}::text[], ${hashes}::bytea[]) AS a (channel, hash) ON f.channel = a.channel AND f.address_hash = a.hash`;
      const membershipsOf = Map.groupBy(memberships, (m) => m.id);
      return {
        people: people.map((p) => ({
          id: p.id,
          name: nameOf(p.nameSealed),
          language: p.language as Language,
          trust: p.trust as Trust,
          memberships: (membershipsOf.get(p.id) ?? []).map((m) => ({ slug: m.slug, role: m.role as Role })),
        })),
        contacts: contacts.map((c) => ({ id: c.id, channel: c.channel as ContactChannel, key: hex(c.hash), personId: c.personId })),
        forgotten: new Set(forgotten.map((f) => hex(f.hash))),
      };
    },

    /** Writes the changes. Throws `RosterMoved` when somebody wrote to us from one of the new addresses a moment ago. */
    async save(tx: Tx, changes: RosterChanges, now: number): Promise<void> {
      const ids = await createPeople(tx, changes.created, sealName, now);
      const idOf = (ref: PersonRef): bigint => ids.get(ref) ?? ref;
      const { changed, left, attached, added } = changes;
      if (changed.length > 0) {
        await tx.$executeRaw`
          UPDATE person p SET language = t.language, trust = t.trust, name_sealed = CASE WHEN t.renamed THEN t.name ELSE p.name_sealed END
          FROM unnest(${changed.map((p) => p.id)}::bigint[], ${changed.map((p) => p.language)}::text[], ${changed.map((p) => p.trust)}::text[],
            ${changed.map((p) => p.name !== undefined)}::boolean[], ${changed.map((p) => sealName(p.name))}::bytea[])
            AS t (id, language, trust, renamed, name) WHERE p.id = t.id`;
        await tx.$executeRaw`
          UPDATE contact c SET language = p.language FROM person p
          WHERE p.id = ANY(${changed.map((p) => p.id)}::bigint[]) AND c.person_id = p.id AND c.language <> p.language`;
      }
      if (left.length > 0) {
        await tx.$executeRaw`
          DELETE FROM membership m USING unnest(${left.map((m) => m.id)}::bigint[], ${left.map((m) => m.slug)}::text[]) AS t (id, slug)
          WHERE m.person_id = t.id AND m.slug = t.slug`;
      }
      const joined = [
        ...changes.joined,
        ...changes.created.flatMap(({ ref, memberships }) => memberships.map((m) => ({ id: idOf(ref), ...m }))),
      ];
      if (joined.length > 0) {
        await tx.$executeRaw`
          INSERT INTO membership (person_id, slug, role)
          SELECT * FROM unnest(${joined.map((m) => m.id)}::bigint[], ${joined.map((m) => m.slug)}::text[], ${joined.map((m) => m.role)}::text[])
          ON CONFLICT (person_id, slug) DO UPDATE SET role = excluded.role`;
      }
      await detachContacts(tx, changes.detached);
      if (attached.length > 0) {
        await tx.$executeRaw`
          UPDATE contact c SET person_id = t.person_id, language = t.language
          FROM unnest(${attached.map((c) => c.id)}::bigint[], ${attached.map((c) => idOf(c.ref))}::bigint[], ${attached.map((c) => c.language)}::text[])
            AS t (id, person_id, language) WHERE c.id = t.id`;
      }
      if (added.length > 0) {
        const count = await tx.$executeRaw`
          INSERT INTO contact (person_id, channel, address_sealed, address_hash, language)
          SELECT * FROM unnest(${added.map((c) => idOf(c.ref))}::bigint[], ${added.map((c) => c.channel)}::text[],
            ${added.map((c) => cipher.seal('contact.address', c.address))}::bytea[], ${added.map((c) => bytes(c.key))}::bytea[],
            ${added.map((c) => c.language)}::text[]) ON CONFLICT DO NOTHING`;
        if (count !== added.length) throw new RosterMoved('an address was taken meanwhile');
      }
    },

    /** The next `limit` people with an address after the id `after`, in the order of their ids. */
    async page(tx: Tx, after: bigint, limit: number): Promise<readonly Exported[]> {
      const rows = await tx.person.findMany({
        where: { id: { gt: after }, contacts: { some: {} } },
        orderBy: { id: 'asc' },
        take: limit,
        select: {
          ...{ id: true, nameSealed: true, language: true, trust: true, memberships: { select: { slug: true, role: true } } },
          contacts: { select: { channel: true, addressSealed: true, state: true }, orderBy: { id: 'asc' } },
        },
      });
      return rows.map((row) => ({
        id: row.id,
        name: nameOf(row.nameSealed),
        language: row.language as Language,
        trust: row.trust as Trust,
        memberships: row.memberships.map((m) => ({ slug: m.slug, role: m.role as Role })),
        contacts: row.contacts.map((c) => ({
          channel: c.channel as ContactChannel,
          address: cipher.open('contact.address', c.addressSealed),
          state: c.state as ContactState,
        })),
      }));
    },
  };
}

/** Inserts people and answers with their ids, which grow in the order given. */
async function createPeople(
  tx: Tx,
  created: RosterChanges['created'],
  sealName: (name: string) => Uint8Array | null,
  now: number,
): Promise<ReadonlyMap<PersonRef, bigint>> {
  if (created.length === 0) return new Map();
  const drawn = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT nextval(pg_get_serial_sequence('person', 'id')) AS id FROM generate_series(1, ${created.length}::int)`;
  const ids = drawn.map((row) => row.id).sort((a, b) => (a < b ? -1 : 1));
  await tx.$executeRaw`
    INSERT INTO person (id, name_sealed, language, trust, created_at)
    SELECT t.*, ${new Date(now)}::timestamptz FROM unnest(${ids}::bigint[], ${created.map((p) => sealName(p.name))}::bytea[],
      ${created.map((p) => p.language)}::text[], ${created.map((p) => p.trust)}::text[]) AS t`;
  return new Map(created.map(({ ref }, index) => [ref, ids[index] ?? ref]));
}

/**
 * A contact that somebody closed stays, as nobody's, so that the next list does not open it again; so does one to which
 * something is still on its way. Of the others nothing is kept: when the person asks to be forgotten, it could not be found.
 */
export async function detachContacts(tx: Tx, detached: readonly bigint[]): Promise<void> {
  if (detached.length === 0) return;
  const ids = [...detached];
  await tx.$executeRaw`UPDATE contact SET person_id = NULL WHERE id = ANY(${ids}::bigint[])`;
  const gone = await tx.$queryRaw<{ id: bigint }[]>`
    DELETE FROM contact c WHERE c.id = ANY(${ids}::bigint[]) AND c.state = 'open' AND NOT EXISTS (
      SELECT 1 FROM delivery d WHERE d.contact_id = c.id AND d.state IN ('queued', 'deferred', 'unknown')) RETURNING c.id`;
  const goneIds = gone.map((row) => row.id);
  await tx.$executeRaw`UPDATE report SET contact_id = NULL WHERE contact_id = ANY(${goneIds}::bigint[])`;
  await tx.$executeRaw`UPDATE delivery SET contact_id = NULL WHERE contact_id = ANY(${goneIds}::bigint[])`;
}

export type RosterStore = ReturnType<typeof createRoster>;
