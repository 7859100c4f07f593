import type { Lanes } from '../domain/lane.ts';
import type { Language } from '../domain/language.ts';
import type { Cipher } from './cipher.ts';
import { bestContact, ringsFor } from './copy.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';
import { isHere } from './presence.ts';

export interface Audience {
  readonly people: number;
  readonly telegram: number;
  /** People reached by SMS, by the language they read. */
  readonly sms: Readonly<Record<string, number>>;
}

/** Who would be told, before anything is planned. */
export function createAudiences(cipher: Cipher, lanes: Lanes) {
  return {
    /**
     * Who would get a call or a broadcast: people with an open contact, whoever reported the incident left out. Undefined where they
     * are more than `most`: counting a hundred thousand would keep the first of them waiting.
     */
    async of(
      tx: Tx,
      slugs: readonly string[],
      incidentId: bigint | null,
      now: number,
      most = Number.MAX_SAFE_INTEGER,
    ): Promise<Audience | undefined> {
      if (await isLarger(tx, slugs, most)) return undefined;
      const rows = await tx.$queryRaw<{ channel: string; language: string; count: bigint }[]>`
        SELECT c.channel, p.language, count(*) AS count FROM (
          SELECT DISTINCT person_id FROM membership m WHERE slug = ANY(${[...slugs]}) AND ${isHere(new Date(now))}
        ) m JOIN person p ON p.id = m.person_id ${bestContact(Prisma.sql`m.person_id`, lanes, ringsFor(incidentId, lanes))}
        WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.incident_id = ${incidentId} AND r.person_id = m.person_id)
        GROUP BY 1, 2`;
      const sum = (wanted: typeof rows): number => wanted.reduce((total, r) => total + Number(r.count), 0);
      const phones = rows.filter((r) => r.channel !== 'telegram');
      return {
        people: sum(rows),
        telegram: sum(rows.filter((r) => r.channel === 'telegram')),
        sms: Object.fromEntries(phones.map((r) => [r.language, Number(r.count)])),
      };
    },

    /** Numbers of people there who are reached by SMS, `most` of them, with the language that each reads. */
    async phones(
      tx: Tx,
      slugs: readonly string[],
      most: number,
    ): Promise<readonly { readonly address: string; readonly language: Language }[]> {
      const rows = await tx.$queryRaw<{ sealed: Uint8Array; language: Language }[]>`
        SELECT sealed.address_sealed AS sealed, p.language FROM (
          SELECT DISTINCT person_id FROM membership WHERE slug = ANY(${[...slugs]})
        ) m JOIN person p ON p.id = m.person_id ${bestContact(Prisma.sql`m.person_id`, lanes)} JOIN contact sealed ON sealed.id = c.id
        WHERE c.channel <> 'telegram' LIMIT ${most}`;
      return rows.map(({ sealed, language }) => ({ address: cipher.open('contact.address', sealed), language }));
    },
  };
}

export type Audiences = ReturnType<typeof createAudiences>;

/** Whether more than `most` are registered there. */
async function isLarger(tx: Tx, slugs: readonly string[], most: number): Promise<boolean> {
  if (most === Number.MAX_SAFE_INTEGER) return false;
  const rows = await tx.$queryRaw<{ person_id: bigint }[]>`
    SELECT person_id FROM membership WHERE slug = ANY(${[...slugs]}) OFFSET ${most} LIMIT 1`;
  return rows.length > 0;
}
