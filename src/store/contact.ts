import type { ContactChannel, ContactState } from '../domain/contact.ts';
import type { Language } from '../domain/language.ts';
import type { Member, Role, Trust } from '../domain/person.ts';
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
      memberships: { select: { slug: true, role: true, vouched: true, suspendedAt: true } },
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
              memberships: row.person.memberships.map((m) => ({
                ...{ slug: m.slug, role: m.role as Role, vouched: m.vouched, suspended: m.suspendedAt !== null },
              })),
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
    async openOf(tx: Tx, personId: bigint, channel: ContactChannel): Promise<Addressee | undefined> {
      const row = await tx.contact.findFirst({ where: { personId, channel, state: 'open' }, select: { id: true, lane: true } });
      return row ? { contactId: row.id, personId, channel, lane: row.lane } : undefined;
    },
  };
}

export type Contacts = ReturnType<typeof createContacts>;
