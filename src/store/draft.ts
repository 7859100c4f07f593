import type { ContactChannel } from '../domain/contact.ts';
import type { Draft } from '../domain/draft.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';

export function createDrafts(cipher: Cipher) {
  return {
    /** The conversation that waits for its next step, unless it is older than its life. */
    async get(tx: Tx, contactId: bigint, lifeMs: number, now: number): Promise<{ readonly id: bigint; readonly draft: Draft } | undefined> {
      const row = await tx.draft.findUnique({ where: { contactId } });
      if (!row || row.at.getTime() + lifeMs < now) return undefined;
      return { id: row.id, draft: JSON.parse(cipher.open('draft', row.contentSealed)) as Draft };
    },

    /** The conversation with whoever has this address. */
    async of(tx: Tx, channel: ContactChannel, address: string, lifeMs: number, now: number): Promise<Draft | undefined> {
      const where = { channel_addressHash: { channel, addressHash: cipher.hash(channel, address) } };
      const contact = await tx.contact.findUnique({ where, select: { id: true } });
      return contact ? (await this.get(tx, contact.id, lifeMs, now))?.draft : undefined;
    },

    /** Puts a conversation in place of whatever was there; returns its id. */
    async put(tx: Tx, contactId: bigint, draft: Draft, now: number): Promise<bigint> {
      await tx.draft.deleteMany({ where: { contactId } });
      const data = { contactId, contentSealed: cipher.seal('draft', JSON.stringify(draft)), at: new Date(now) };
      return (await tx.draft.create({ data, select: { id: true } })).id;
    },

    /** Ends the conversation; false where there was none. */
    async drop(tx: Tx, contactId: bigint): Promise<boolean> {
      return (await tx.draft.deleteMany({ where: { contactId } })).count > 0;
    },
  };
}

export type Drafts = ReturnType<typeof createDrafts>;
