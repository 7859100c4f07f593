import { lifetimeMs, urgency } from '../domain/delivery.ts';
import type { Incident } from '../domain/incident.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import type { Rung } from './climber.ts';
import { COPY_COLUMNS } from './copy.ts';
import type { Tx } from './database.ts';
import type { Store } from './store.ts';

/** Somebody who is asked whether they are safe, on one of their contacts. */
export interface HomeAsked {
  readonly person: bigint;
  readonly rung: Rung;
  readonly op: 'message' | 'call';
}

/** The one question after an incident; made when the first is asked. `hotline`: the number to ring, where there is one. */
export async function homeAlert(tx: Tx, store: Store, incident: Incident, hotline: string, now: number): Promise<bigint> {
  const found = await tx.alert.findFirst({ where: { incidentId: incident.id, kind: 'home' }, select: { id: true } });
  if (found) return found.id;
  const args = {
    neighbourhood: { term: 'neighbourhood', slug: incident.slug },
    time: { term: 'time', at: incident.endedAt ?? now },
    hotline: hotline || 'none',
  } as const;
  const alert = { kind: 'home', incidentId: incident.id, slug: incident.slug } as const;
  return await store.alerts.create(tx, { ...alert, content: { key: 'home-ask', args } }, now);
}

/** Asks them. Nobody is asked twice on one contact in one way. */
export async function askHome(tx: Tx, alertId: bigint, asked: readonly HomeAsked[], now: number): Promise<number> {
  const at = new Date(now);
  return await tx.$executeRaw`
    INSERT INTO delivery (${COPY_COLUMNS})
    SELECT a.id, a.incident_id, t.person, t.contact, t.lane, t.op, a.kind, ${urgency.home}::smallint, 'queued', ${at}::timestamptz,
      ${new Date(now + lifetimeMs.home)}::timestamptz, ${at}::timestamptz, false
    FROM alert a CROSS JOIN unnest(${asked.map((one) => one.person)}::bigint[], ${asked.map((one) => one.rung.contactId)}::bigint[],
      ${asked.map((one) => one.rung.lane)}::text[], ${asked.map((one) => one.op)}::text[]) WITH ORDINALITY AS t (person, contact, lane, op, n)
    WHERE a.id = ${alertId} ORDER BY t.n
    ON CONFLICT DO NOTHING`;
}

/**
 * Shows organisers of an incident its list: as soon as somebody is looked for or needs help, or when all are accounted for. Later it is only
 * shown anew.
 */
export async function listHome(tx: Tx, store: Store, atlas: Atlas, incident: Pick<Incident, 'id' | 'slug'>, now: number): Promise<void> {
  const alert = { kind: 'home-list', incidentId: incident.id, slug: incident.slug } as const;
  const id = await store.alerts.create(tx, alert, now);
  await store.alerts.planOrganisers(tx, id, atlas.above(incident.slug), now);
}
