import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';

export const INVITE_LIFE_MS = 7 * 24 * 60 * 60_000;

export interface Invited {
  readonly slug: string | null;
}

export function createInvites(cipher: Cipher) {
  return {
    /** Without a neighbourhood it makes a keeper. */
    async create(tx: Tx, token: string, slug: string | null, now: number): Promise<void> {
      const tokenHash = cipher.hash('invite', token);
      await tx.invite.create({ data: { tokenHash, slug, createdAt: new Date(now), expiresAt: new Date(now + INVITE_LIFE_MS) } });
    },

    /** What an unused invitation is for: a neighbourhood or, where that is null, the whole deployment. */
    async peek(tx: Tx, token: string, now: number): Promise<Invited | undefined> {
      const row = await tx.invite.findUnique({ where: { tokenHash: cipher.hash('invite', token) } });
      return row && row.usedAt === null && row.expiresAt.getTime() > now ? { slug: row.slug } : undefined;
    },

    /** Uses an invitation up, once. */
    async use(tx: Tx, token: string, now: number): Promise<Invited | undefined> {
      const at = new Date(now);
      const rows = await tx.$queryRaw<Invited[]>`
        UPDATE invite SET used_at = ${at} WHERE token_hash = ${cipher.hash('invite', token)} AND used_at IS NULL AND expires_at > ${at} RETURNING slug`;
      return rows[0];
    },
  };
}

export type Invites = ReturnType<typeof createInvites>;
