import { tally } from '../domain/casualty/casualty.ts';
import type { IncidentView, RingsView } from '../domain/content.ts';
import type { Incident } from '../domain/incident.ts';
import { insideNow } from '../domain/inside.ts';
import { line, mayBeOne } from '../domain/merge.ts';
import { isCity, nextStep, ringScope } from '../domain/ring.ts';
import { atLeast, foldTimeline } from '../domain/timeline.ts';
import { loadAtlas } from './atlas.ts';
import type { Casualties } from './casualty.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Events } from './event.ts';
import { Prisma } from './generated/client.ts';
import type { Homes } from './home.ts';
import type { Houses } from './house.ts';
import { createReadIncident, type Incidents } from './incident.ts';
import type { Needs } from './need.ts';
import { createPlaces } from './place.ts';
import type { Rings } from './ring.ts';
import { readRingPolicy } from './ring-policy.ts';

/** A card has room for this many further places, the newest: Telegram takes 4,096 characters. */
const PLACES_SHOWN = 8;

export interface Versions {
  readonly headcount: number;
  readonly card: number;
}

/** What cards show of incidents. */
export function createViews(
  cipher: Cipher,
  incidents: Incidents,
  needs: Needs,
  events: Events,
  rings: Rings,
  houses: Houses,
  casualties: Casualties,
  homes: Homes,
) {
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
      now: number,
    ): Promise<ReadonlyMap<bigint, IncidentView & { readonly versions: Versions }>> {
      const found = await tx.incident.findMany({
        where: { id: { in: [...ids] } },
        include: { reports: { orderBy: { id: 'asc' }, select: { placeSealed: true } } },
      });
      const entries = [];
      for (const row of found) {
        if (row.mergedInto !== null) {
          const stands = (await this.of(tx, [row.mergedInto], counted, now)).get(row.mergedInto);
          if (stands) entries.push([row.id, stands] as const);
          continue;
        }
        const incident = read(row);
        const counts = counted ? await this.callCounts(tx, row.id) : { called: 0, counting: false, reached: 0, failed: 0 };
        const known = await houses.of(tx, row.id, now);
        const listed = new Set([incident.place, ...known.map(({ place }) => place)]);
        const places = row.reports.map((r) => openPlace(r.placeSealed)).filter((p) => p && !listed.has(p));
        const seen = foldTimeline(await events.of(tx, row.id));
        const view = {
          ...incident,
          id: String(incident.id),
          morePlaces: [...new Set(places)].slice(-PLACES_SHOWN),
          reports: row.reports.length,
          ...(await incidents.headcount(tx, row.id)),
          ...counts,
          houses: known,
          soonest: await houses.soonest(tx, row.id, now),
          waiting: row.stage === 'open' ? Math.max(0, counts.called - counts.reached - counts.failed) : 0,
          needs: counted ? await needs.of(tx, row.id) : [],
          ...(counted ? { rings: await this.rings(tx, row.id, row.slug), others: await this.others(tx, incident) } : {}),
          seen,
          inside: insideNow(seen.entries),
          casualties: { known: tally(await casualties.of(tx, row.id)), said: atLeast(seen.entries) },
          ...(counted && row.stage === 'over' ? await homes.listOf(tx, row.id) : {}),
          versions: { headcount: row.headcountVersion, card: row.cardVersion },
        };
        entries.push([row.id, view] as const);
      }
      return new Map(entries);
    },

    /** How many other incidents may be the same one. */
    async others(tx: Tx, incident: Incident): Promise<number> {
      if (incident.stage !== 'held' && incident.stage !== 'open') return 0;
      const atlas = await loadAtlas(tx);
      return (await incidents.liveIn(tx, line(incident.slug, atlas))).filter((one) => mayBeOne(one, incident, atlas)).length;
    },

    /** How far an incident's call has gone beyond its neighbourhood. */
    async rings(tx: Tx, id: bigint, slug: string): Promise<RingsView> {
      const atlas = await loadAtlas(tx);
      const begun = await rings.of(tx, id);
      const counts = begun.length > 0 ? await rings.counts(tx, id) : new Map<bigint, never>();
      const { policy } = await readRingPolicy(tx, ringScope(slug, atlas));
      return {
        begun: begun.map((ring) => {
          const { coming = 0, there = 0 } = counts.get(ring.id) ?? {};
          return {
            id: String(ring.id),
            slug: ring.slug,
            state: ring.state,
            city: isCity(ring.slug, atlas),
            wanted: ring.wanted,
            coming,
            there,
          };
        }),
        next: nextStep(
          slug,
          begun.map((ring) => ring.slug),
          atlas,
        ),
        policy,
        halted: await rings.halted(tx, id),
      };
    },

    /**
     * People called in the incident's own neighbourhood, reached on any of their contacts, and failed for good on all. Of other
     * neighbourhoods nobody learns how many there are.
     */
    async callCounts(tx: Tx, id: bigint): Promise<Pick<IncidentView, 'called' | 'counting' | 'reached' | 'failed'>> {
      const own = Prisma.sql`incident_id = ${id} AND kind = 'call' AND slug = (SELECT slug FROM incident WHERE id = ${id})`;
      const rows = await tx.$queryRaw<{ called: bigint; counting: boolean | null; reached: bigint; failed: bigint }[]>`
        SELECT (SELECT coalesce(sum(greatest(audience, planned)), 0) FROM alert WHERE ${own}) AS called,
          (SELECT bool_or(audience < 0 AND cursor IS NOT NULL) FROM alert WHERE ${own}) AS counting,
          count(*) FILTER (WHERE best = 3) AS reached, count(*) FILTER (WHERE best = 1) AS failed
        FROM (
          SELECT max(CASE WHEN state IN ('accepted', 'delivered') THEN 3 WHEN state IN ('queued', 'deferred', 'held', 'unknown') THEN 2
            WHEN state IN ('failed', 'expired') THEN 1 ELSE 0 END) AS best
          FROM delivery WHERE incident_id = ${id} AND kind = 'call' AND op IN ('message', 'call')
            AND alert_id IN (SELECT id FROM alert WHERE ${own}) GROUP BY person_id
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
