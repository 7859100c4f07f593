import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';

export const INVITE_LIFE_MS = 7 * 24 * 60 * 60_000;

export function createInvites(cipher: Cipher) {
  return {
    async create(tx: Tx, token: string, slug: string, now: number): Promise<void> {
      const tokenHash = cipher.hash('invite', token);
      await tx.invite.create({ data: { tokenHash, slug, createdAt: new Date(now), expiresAt: new Date(now + INVITE_LIFE_MS) } });
    },

    /** The neighbourhood an unused invitation is for. */
    async peek(tx: Tx, token: string, now: number): Promise<string | undefined> {
      const row = await tx.invite.findUnique({ where: { tokenHash: cipher.hash('invite', token) } });
      return row && row.usedAt === null && row.expiresAt.getTime() > now ? row.slug : undefined;
    },

    /** Uses an invitation up, once; returns its neighbourhood. */
    async use(tx: Tx, token: string, now: number): Promise<string | undefined> {
      const at = new Date(now);
      const rows = await tx.$queryRaw<{ slug: string }[]>`
        UPDATE invite SET used_at = ${at} WHERE token_hash = ${cipher.hash('invite', token)} AND used_at IS NULL AND expires_at > ${at} RETURNING slug`;
      return rows[0]?.slug;
    },
  };
}

export type Invites = ReturnType<typeof createInvites>;
