import { CHANGE_LIFE_MS, GUESSES } from '../domain/change.ts';
import type { ContactChannel } from '../domain/contact.ts';
import type { Language } from '../domain/language.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Change as ChangeRow } from './generated/client.ts';

/** Somebody who wants to be reached at another address instead. */
export interface Change {
  readonly id: bigint;
  readonly personId: bigint;
  /** The old end: where it was asked for. */
  readonly contactId: bigint;
  readonly channel: ContactChannel;
  /** Null until the link is opened in the new account. */
  readonly address: string | null;
  readonly expiresAt: number;
  /** The person's. */
  readonly language: Language;
}

export interface NewChange {
  readonly personId: bigint;
  readonly contactId: bigint;
  readonly channel: ContactChannel;
  readonly address: string | null;
  /** The code, or the link's token; null where nothing may confirm it. */
  readonly secret: string | null;
}

/** How long after its end a change is remembered, to say so to whoever types its code late. */
const LATE_MS = 60 * 60_000;

export function createChanges(cipher: Cipher) {
  const hashOf = (secret: string) => cipher.hash('change', secret);
  const whole = { include: { person: { select: { language: true } } } } as const;
  const read = (row: ChangeRow & { readonly person: { readonly language: string } }): Change => ({
    id: row.id,
    personId: row.personId,
    contactId: row.contactId,
    channel: row.channel as ContactChannel,
    address: row.addressSealed && cipher.open('contact.address', row.addressSealed),
    expiresAt: row.expiresAt.getTime(),
    language: row.person.language as Language,
  });
  const sealed = (channel: ContactChannel, address: string | null) =>
    address === null ? {} : { addressSealed: cipher.seal('contact.address', address), addressHash: cipher.hash(channel, address) };

  return {
    /** Begins a change in place of whatever the person had begun before; returns its id. */
    async begin(tx: Tx, { personId, contactId, channel, address, secret }: NewChange, now: number): Promise<bigint> {
      await tx.change.deleteMany({ where: { personId } });
      const secretHash = secret === null ? null : hashOf(secret);
      const expiresAt = new Date(now + CHANGE_LIFE_MS);
      const data = { personId, contactId, channel, ...sealed(channel, address), secretHash, guesses: GUESSES, expiresAt };
      return (await tx.change.create({ data, select: { id: true } })).id;
    },

    /** Changes of number that whoever types a code may mean: their own, or one to the phone they type it on. Locked. */
    async expecting(tx: Tx, personId: bigint | undefined, phone: string | undefined): Promise<readonly Change[]> {
      const hash = phone === undefined ? null : cipher.hash('phone', phone);
      const ids = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT id FROM change WHERE channel = 'phone' AND (person_id = ${personId ?? null} OR address_hash = ${hash}) ORDER BY id FOR UPDATE`;
      return (await tx.change.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, orderBy: { id: 'asc' }, ...whole })).map(read);
    },

    async confirms(tx: Tx, id: bigint, secret: string): Promise<boolean> {
      return (await tx.change.count({ where: { id, secretHash: hashOf(secret) } })) > 0;
    },

    /** A wrong code: returns how many more may be tried. */
    async miss(tx: Tx, ids: readonly bigint[]): Promise<number> {
      const rows = await tx.$queryRaw<{ guesses: number }[]>`
        UPDATE change SET guesses = guesses - 1 WHERE id = ANY(${[...ids]}::bigint[]) RETURNING guesses::int`;
      await tx.change.deleteMany({ where: { id: { in: [...ids] }, guesses: { lte: 0 } } });
      return Math.max(0, ...rows.map(({ guesses }) => guesses));
    },

    /** The change whose link has this token, where nobody has opened it yet. Locked. */
    async byLink(tx: Tx, token: string): Promise<Change | undefined> {
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT id FROM change WHERE channel = 'telegram' AND secret_hash = ${hashOf(token)} AND address_hash IS NULL FOR UPDATE`;
      return await this.get(tx, rows[0]?.id ?? 0n);
    },

    async open(tx: Tx, id: bigint, address: string): Promise<void> {
      await tx.change.update({ where: { id }, data: sealed('telegram', address) });
    },

    /** Locked. */
    async lock(tx: Tx, id: bigint): Promise<Change | undefined> {
      await tx.$queryRaw`SELECT id FROM change WHERE id = ${id} FOR UPDATE`;
      return await this.get(tx, id);
    },

    async get(tx: Tx, id: bigint): Promise<Change | undefined> {
      const row = await tx.change.findUnique({ where: { id }, ...whole });
      return row ? read(row) : undefined;
    },

    async drop(tx: Tx, id: bigint): Promise<void> {
      await tx.change.deleteMany({ where: { id } });
    },
  };
}

/** Forgets changes that were never confirmed, and with them the numbers that were typed. */
export async function dropOldChanges(tx: Tx, now: number): Promise<void> {
  await tx.change.deleteMany({ where: { expiresAt: { lt: new Date(now - LATE_MS) } } });
}

export type Changes = ReturnType<typeof createChanges>;
