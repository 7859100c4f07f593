import type { ContactChannel, ContactState } from '../domain/contact.ts';
import type { Language } from '../domain/language.ts';
import type { Member, Membership, Role, Trust } from '../domain/person.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Addressee } from './delivery.ts';

export interface Contact {
  readonly id: bigint;
  readonly channel: ContactChannel;
  readonly address: string;
  readonly state: ContactState;
  readonly language: Language;
  readonly helpedAt: number | null;
  /** The bot that this chat last wrote to, where there are several. */
  readonly lane: string | null;
  /** Undefined for a stranger. */
  readonly member: Member | undefined;
}

/** A contact with its address in the clear. */
export type Addressed = Pick<Contact, 'id' | 'channel' | 'address' | 'state' | 'lane'>;

const columns = {
  id: true,
  channel: true,
  state: true,
  language: true,
  helpedAt: true,
  lane: true,
  person: {
    select: {
      id: true,
      language: true,
      trust: true,
      keeper: true,
      frozenAt: true,
      memberships: { select: { slug: true, role: true, vouched: true, suspendedAt: true, settlesAt: true } },
    },
  },
} as const;

export function createContacts(cipher: Cipher) {
  return {
    /** The contact with this address, made as a stranger's if it is new. Locks its row: one thing at a time per address. */
    async hear(tx: Tx, channel: ContactChannel, address: string, language: Language, now: number, lane?: string): Promise<Contact> {
      const addressHash = cipher.hash(channel, address);
      const heardAt = new Date(now);
      const addressSealed = cipher.seal('contact.address', address);
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        INSERT INTO contact (channel, address_sealed, address_hash, language, heard_at, lane)
        VALUES (${channel}, ${addressSealed}, ${addressHash}, ${language}, ${heardAt}, ${lane ?? null})
        ON CONFLICT (channel, address_hash) DO UPDATE SET heard_at = excluded.heard_at, lane = coalesce(excluded.lane, contact.lane)
        RETURNING id`;
      const row = await tx.contact.findUniqueOrThrow({ where: { id: rows[0]?.id ?? 0n }, select: columns });
      return {
        id: row.id,
        channel,
        address,
        state: row.state as ContactState,
        language: row.language as Language,
        helpedAt: row.helpedAt?.getTime() ?? null,
        lane: row.lane,
        member: row.person
          ? {
              id: row.person.id,
              language: row.person.language as Language,
              trust: row.person.trust as Trust,
              keeper: row.person.keeper,
              frozen: row.person.frozenAt !== null,
              memberships: row.person.memberships.map((m) => membershipOf(m, now)),
            }
          : undefined,
      };
    },

    /** What an address is counted by, where it may not be written: its keyed hash. */
    keyOf: (channel: ContactChannel, address: string): string => Buffer.from(cipher.hash(channel, address)).toString('hex'),

    /** Whose an address is, and how it stands; undefined for one that was never heard of. */
    async find(
      tx: Tx,
      channel: ContactChannel,
      address: string,
    ): Promise<(Addressee & { readonly state: ContactState; readonly language: Language }) | undefined> {
      const where = { channel_addressHash: { channel, addressHash: cipher.hash(channel, address) } };
      const row = await tx.contact.findUnique({ where });
      return row
        ? {
            ...{ contactId: row.id, personId: row.personId, channel, lane: row.lane },
            ...{ state: row.state as ContactState, language: row.language as Language },
          }
        : undefined;
    },

    /**
     * Makes an address the person's: one that is nobody's, and that was not asked to be silent. Undefined for any other. What was
     * reported from it is theirs from now on: nobody is two neighbours.
     */
    async give(tx: Tx, channel: ContactChannel, address: string, personId: bigint, language: Language): Promise<Addressee | undefined> {
      const addressHash = cipher.hash(channel, address);
      const rows = await tx.$queryRaw<{ id: bigint; lane: string | null }[]>`
        INSERT INTO contact (channel, address_sealed, address_hash, language, person_id)
        VALUES (${channel}, ${cipher.seal('contact.address', address)}, ${addressHash}, ${language}, ${personId})
        ON CONFLICT (channel, address_hash) DO UPDATE SET person_id = excluded.person_id, state = 'open', language = excluded.language
        WHERE contact.person_id IS NULL AND contact.state <> 'stopped' RETURNING id, lane`;
      const [row] = rows;
      if (!row) return undefined;
      await tx.report.updateMany({ where: { contactId: row.id, personId: null }, data: { personId } });
      await tx.draft.deleteMany({ where: { contactId: row.id } });
      // It is a wish of their own, so an old list may name it again.
      await tx.forgotten.deleteMany({ where: { channel, addressHash } });
      return { contactId: row.id, personId, channel, lane: row.lane };
    },

    /** A person's addresses on a channel, with what it takes to say farewell there. */
    async ofPerson(tx: Tx, personId: bigint, channel: ContactChannel): Promise<readonly Addressed[]> {
      const rows = await tx.contact.findMany({ where: { personId, channel }, orderBy: { id: 'asc' } });
      return rows.map((row) => ({
        ...{ id: row.id, channel, lane: row.lane, state: row.state as ContactState },
        address: cipher.open('contact.address', row.addressSealed),
      }));
    },

    async setState(tx: Tx, id: bigint, state: ContactState): Promise<void> {
      await tx.contact.update({ where: { id }, data: { state } });
    },

    async setLanguage(tx: Tx, id: bigint, language: Language): Promise<void> {
      await tx.contact.update({ where: { id }, data: { language } });
    },

    async setHelped(tx: Tx, id: bigint, now: number): Promise<void> {
      await tx.contact.update({ where: { id }, data: { helpedAt: new Date(now) } });
    },

    /** The person's open contact on a channel, if there is one. */
    async openOf(tx: Tx, personId: bigint, channel: ContactChannel): Promise<Addressee | undefined> {
      const row = await tx.contact.findFirst({ where: { personId, channel, state: 'open' }, select: { id: true, lane: true } });
      return row ? { contactId: row.id, personId, channel, lane: row.lane } : undefined;
    },
  };
}

interface MembershipRow {
  readonly slug: string;
  readonly role: string;
  readonly vouched: boolean;
  readonly suspendedAt: Date | null;
  readonly settlesAt: Date | null;
}

function membershipOf({ slug, role, vouched, suspendedAt, settlesAt }: MembershipRow, now: number): Membership {
  const settling = settlesAt !== null && settlesAt.getTime() > now;
  return { slug, role: role as Role, vouched, suspended: suspendedAt !== null, ...(settling ? { settling } : {}) };
}

export type Contacts = ReturnType<typeof createContacts>;
