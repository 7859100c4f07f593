import type { ContactChannel, ContactState } from '../domain/contact.ts';
import type { Language } from '../domain/language.ts';
import type { Member, Role, Trust } from '../domain/person.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';

export interface Contact {
  readonly id: bigint;
  readonly channel: ContactChannel;
  readonly address: string;
  readonly state: ContactState;
  readonly language: Language;
  readonly helpedAt: number | null;
  /** Undefined for a stranger. */
  readonly member: Member | undefined;
}

const columns = {
  id: true,
  channel: true,
  state: true,
  language: true,
  helpedAt: true,
  person: { select: { id: true, language: true, trust: true, memberships: { select: { slug: true, role: true } } } },
} as const;

export function createContacts(cipher: Cipher) {
  return {
    /** The contact with this address, made as a stranger's if it is new. Locks its row: one thing at a time per address. */
    async hear(tx: Tx, channel: ContactChannel, address: string, language: Language, now: number): Promise<Contact> {
      const addressHash = cipher.hash(channel, address);
      const heardAt = new Date(now);
      const addressSealed = cipher.seal('contact.address', address);
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        INSERT INTO contact (channel, address_sealed, address_hash, language, heard_at)
        VALUES (${channel}, ${addressSealed}, ${addressHash}, ${language}, ${heardAt})
        ON CONFLICT (channel, address_hash) DO UPDATE SET heard_at = excluded.heard_at
        RETURNING id`;
      const row = await tx.contact.findUniqueOrThrow({ where: { id: rows[0]?.id ?? 0n }, select: columns });
      return {
        id: row.id,
        channel,
        address,
        state: row.state as ContactState,
        language: row.language as Language,
        helpedAt: row.helpedAt?.getTime() ?? null,
        member: row.person
          ? {
              id: row.person.id,
              language: row.person.language as Language,
              trust: row.person.trust as Trust,
              memberships: row.person.memberships.map((m) => ({ slug: m.slug, role: m.role as Role })),
            }
          : undefined,
      };
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
    async openOf(tx: Tx, personId: bigint, channel: ContactChannel): Promise<bigint | undefined> {
      const row = await tx.contact.findFirst({ where: { personId, channel, state: 'open' }, select: { id: true } });
      return row?.id;
    },
  };
}

export type Contacts = ReturnType<typeof createContacts>;
