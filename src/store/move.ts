import type { Tx } from './database.ts';

/**
 * Ends a membership in favour of another that the person has already: their quiet hours come along, and their trust waits until then
 * where the new one is not theirs for longer.
 */
export async function moveMembership(
  tx: Tx,
  personId: bigint,
  { from, to, settlesAt }: { readonly from: string; readonly to: string; readonly settlesAt: number | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE membership new SET quiet_from = coalesce(new.quiet_from, old.quiet_from), quiet_to = coalesce(new.quiet_to, old.quiet_to),
      settles_at = coalesce(${settlesAt === null ? null : new Date(settlesAt)}::timestamptz, new.settles_at)
    FROM membership old WHERE new.person_id = ${personId} AND new.slug = ${to} AND old.person_id = ${personId} AND old.slug = ${from}`;
  await tx.vouchCode.deleteMany({ where: { personId, slug: from } });
  await tx.membership.delete({ where: { personId_slug: { personId, slug: from } } });
}

/**
 * Takes back what still waits to call people to neighbourhoods that are not theirs any more. As where an incident ends: what may have
 * arrived, because only its answer was lost, counts as accepted.
 */
export async function cancelCalls(tx: Tx, people: readonly bigint[], slugs: readonly string[], now: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET state = CASE WHEN error_code = 'unknown' THEN 'accepted' ELSE 'cancelled' END, settled_at = ${new Date(now)}
    WHERE contact_id IN (SELECT id FROM contact WHERE person_id = ANY(${[...people]}::bigint[])) AND person_id = ANY(${[...people]}::bigint[])
      AND kind IN ('call', 'need', 'update', 'place', 'house', 'enough', 'broadcast') AND op IN ('message', 'call') AND state IN ('queued', 'deferred', 'held', 'frozen')
      AND alert_id IN (SELECT id FROM alert WHERE slug = ANY(${[...slugs]}::text[]))`;
}
