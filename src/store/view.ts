import type { IncidentView } from '../domain/content.ts';
import { foldTimeline } from '../domain/timeline.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Events } from './event.ts';
import type { Homes } from './home.ts';
import { createReadIncident, type Incidents } from './incident.ts';
import type { Needs } from './need.ts';
import { createPlaces } from './place.ts';

/** A card has room for this many further places, the newest: Telegram takes 4,096 characters. */
const PLACES_SHOWN = 8;

export interface Versions {
  readonly headcount: number;
  readonly card: number;
}

/** What cards show of incidents. */
export function createViews(cipher: Cipher, incidents: Incidents, needs: Needs, events: Events, homes: Homes) {
  const { openPlace } = createPlaces(cipher);
  const read = createReadIncident(cipher);

  return {
    /**
     * Everything a card shows, for each of the incidents. How many were called and reached only where it is asked for: counting a
     * hundred thousand calls takes long, and only organisers' cards and receipts show it.
     */
    async of(
      tx: Tx,
      ids: readonly bigint[],
      counted: boolean,
    ): Promise<ReadonlyMap<bigint, IncidentView & { readonly versions: Versions }>> {
      const found = await tx.incident.findMany({
        where: { id: { in: [...ids] } },
        include: { reports: { orderBy: { id: 'asc' }, select: { placeSealed: true } } },
      });
      const entries = [];
      for (const row of found) {
        const incident = read(row);
        const counts = counted ? await this.callCounts(tx, row.id) : { called: 0, counting: false, reached: 0, failed: 0 };
        const places = row.reports.map((r) => openPlace(r.placeSealed)).filter((p) => p && p !== incident.place);
        const view = {
          ...incident,
          id: String(incident.id),
          morePlaces: [...new Set(places)].slice(-PLACES_SHOWN),
          reports: row.reports.length,
          ...(await incidents.headcount(tx, row.id)),
          ...counts,
          waiting: row.stage === 'open' ? Math.max(0, counts.called - counts.reached - counts.failed) : 0,
          needs: counted ? await needs.of(tx, row.id) : [],
          seen: foldTimeline(await events.of(tx, row.id)),
          ...(counted && row.stage === 'over' ? await homes.listOf(tx, row.id) : {}),
          versions: { headcount: row.headcountVersion, card: row.cardVersion },
        };
        entries.push([row.id, view] as const);
      }
      return new Map(entries);
    },

    /** People called, reached on any of their contacts, and failed for good on all. */
    async callCounts(tx: Tx, id: bigint): Promise<Pick<IncidentView, 'called' | 'counting' | 'reached' | 'failed'>> {
      const rows = await tx.$queryRaw<{ called: bigint; counting: boolean | null; reached: bigint; failed: bigint }[]>`
        SELECT (SELECT coalesce(sum(greatest(audience, planned)), 0) FROM alert WHERE incident_id = ${id} AND kind = 'call') AS called,
          (SELECT bool_or(audience < 0 AND cursor IS NOT NULL) FROM alert WHERE incident_id = ${id} AND kind = 'call') AS counting,
          count(*) FILTER (WHERE best = 3) AS reached, count(*) FILTER (WHERE best = 1) AS failed
        FROM (
          SELECT max(CASE WHEN state IN ('accepted', 'delivered') THEN 3 WHEN state IN ('queued', 'deferred', 'held', 'unknown') THEN 2
            WHEN state IN ('failed', 'expired') THEN 1 ELSE 0 END) AS best
          FROM delivery WHERE incident_id = ${id} AND kind = 'call' AND op IN ('message', 'call') GROUP BY person_id
        ) person`;
      const [row] = rows;
      return {
        called: Number(row?.called ?? 0n),
        counting: row?.counting ?? false,
        reached: Number(row?.reached ?? 0n),
        failed: Number(row?.failed ?? 0n),
      };
    },
  };
}

export type Views = ReturnType<typeof createViews>;
