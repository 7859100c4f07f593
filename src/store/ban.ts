import type { Tx } from './database.ts';

/** Whose reports are shown to nobody in a neighbourhood and below it: by the keyed hash of their address, so that joining again changes nothing. */
export function createBans() {
  return {
    /**
     * Silences whoever began an incident, on all their addresses, until then or, without a time, for good. Whoever is trusted there
     * (`above`: it, and what it lies under) or organises cannot be silenced. Returns how many addresses that are.
     */
    async silence(tx: Tx, incidentId: bigint, above: readonly string[], until: number | null): Promise<number> {
      return await tx.$executeRaw`
        INSERT INTO ban (channel, address_hash, slug, until)
        SELECT DISTINCT c.channel, c.address_hash, i.slug, ${until === null ? null : new Date(until)}::timestamptz
        FROM incident i JOIN report r ON r.incident_id = i.id AND r.at = i.started_at
        JOIN contact c ON c.id = r.contact_id OR c.person_id = r.person_id
        LEFT JOIN person p ON p.id = c.person_id
        WHERE i.id = ${incidentId} AND NOT (coalesce(p.trust, 'new') = 'trusted' AND EXISTS (
            SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.slug = ANY(${[...above]}::text[]) AND m.vouched AND m.suspended_at IS NULL))
          AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = c.person_id AND m.role = 'organiser')
        ON CONFLICT (channel, address_hash, slug) DO UPDATE SET until = CASE WHEN ban.until IS NULL THEN NULL ELSE excluded.until END`;
    },

    /** Whoever has a new address is silenced there as they are on any other of theirs, and there as here. */
    async follow(tx: Tx, personId: bigint): Promise<void> {
      await tx.$executeRaw`
        INSERT INTO ban (channel, address_hash, slug, until)
        SELECT c.channel, c.address_hash, b.slug, CASE WHEN bool_or(b.until IS NULL) THEN NULL ELSE max(b.until) END
        FROM contact known JOIN ban b ON b.channel = known.channel AND b.address_hash = known.address_hash
        JOIN contact c ON c.person_id = known.person_id AND c.id <> known.id
        WHERE known.person_id = ${personId} GROUP BY c.channel, c.address_hash, b.slug
        ON CONFLICT (channel, address_hash, slug)
        DO UPDATE SET until = CASE WHEN ban.until IS NULL OR excluded.until IS NULL THEN NULL ELSE greatest(ban.until, excluded.until) END`;
    },

    /** Whether a contact's report about any of the neighbourhoods is shown to nobody; it is counted if so. */
    async count(tx: Tx, contactId: bigint, slugs: readonly string[], now: number): Promise<boolean> {
      const counted = await tx.$executeRaw`
        UPDATE ban SET reports = reports + 1 FROM contact c
        WHERE c.id = ${contactId} AND ban.channel = c.channel AND ban.address_hash = c.address_hash AND ban.slug = ANY(${[...slugs]}::text[])
          AND (ban.until IS NULL OR ban.until > ${new Date(now)})`;
      return counted > 0;
    },
  };
}

export type Bans = ReturnType<typeof createBans>;
