import type { Content } from '../domain/content.ts';
import { type DeliveryKind, lifetimeMs, urgency } from '../domain/delivery.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';

/** Kinds of alerts: what is said to many at once. */
export type AlertKind = Extract<DeliveryKind, 'call' | 'card' | 'place' | 'update' | 'all-clear' | 'broadcast'>;

/** An alert whose audience is not planned to its end. */
export interface Unplanned {
  readonly id: bigint;
  readonly kind: AlertKind;
  readonly incidentId: bigint | null;
  readonly slug: string;
}

export interface Audience {
  readonly people: number;
  readonly telegram: number;
  /** People reached by SMS, by the language they read. */
  readonly sms: Readonly<Record<string, number>>;
}

/** Channels of contacts that some lane can reach. */
export type Reachable = readonly ('telegram' | 'phone')[];

export function createAlerts(cipher: Cipher, reachable: Reachable) {
  const channels = [...reachable];
  return {
    /** Writes an alert. With `walk` its audience is planned by `planNext`, piece by piece. */
    async create(
      tx: Tx,
      alert: {
        readonly kind: AlertKind;
        readonly incidentId: bigint | null;
        readonly slug: string;
        readonly content?: Content;
        readonly audience?: number;
        readonly walk?: boolean;
      },
      now: number,
    ): Promise<bigint> {
      const { id } = await tx.alert.create({
        data: {
          kind: alert.kind,
          incidentId: alert.incidentId,
          slug: alert.slug,
          contentSealed: alert.content ? cipher.seal('content', JSON.stringify(alert.content)) : null,
          createdAt: new Date(now),
          expiresAt: new Date(now + lifetimeMs[alert.kind]),
          cursor: alert.walk ? 0n : null,
          audience: alert.audience ?? 0,
        },
        select: { id: true },
      });
      return id;
    },

    /**
     * Plans the next `limit` people of a call or a broadcast, in the order of their ids, each on their best open contact.
     * Whoever reported the incident has a receipt instead. Returns whether there are more.
     */
    async planNext(tx: Tx, alert: Unplanned, slugs: readonly string[], limit: number, now: number): Promise<boolean> {
      const at = new Date(now);
      // The row lock keeps two planners from walking the same piece, and stops for good once the alert was ended.
      const locked = await tx.$queryRaw<{ cursor: bigint | null }[]>`SELECT cursor FROM alert WHERE id = ${alert.id} FOR UPDATE`;
      const cursor = locked[0]?.cursor ?? null;
      if (cursor === null) return false;
      const rows = await tx.$queryRaw<{ last: bigint | null; count: bigint }[]>`
        WITH piece AS (
          SELECT DISTINCT m.person_id FROM membership m
          WHERE m.slug = ANY(${[...slugs]}) AND m.person_id > ${cursor} ORDER BY m.person_id LIMIT ${limit}
        ), planned AS (
          INSERT INTO delivery (alert_id, incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at)
          SELECT a.id, a.incident_id, piece.person_id, c.id, CASE c.channel WHEN 'telegram' THEN 'telegram' ELSE 'sms' END,
            'message', a.kind, ${urgency[alert.kind]}, 'queued', ${at}, a.expires_at, ${at}
          FROM alert a CROSS JOIN piece CROSS JOIN LATERAL (
            SELECT c.id, c.channel FROM contact c WHERE c.person_id = piece.person_id AND c.state = 'open' AND c.channel = ANY(${channels})
            ORDER BY c.channel = 'telegram' DESC LIMIT 1
          ) c
          WHERE a.id = ${alert.id} AND NOT EXISTS (
            SELECT 1 FROM report r WHERE r.incident_id = a.incident_id AND r.person_id = piece.person_id)
          ORDER BY piece.person_id
          ON CONFLICT DO NOTHING
        )
        SELECT max(person_id) AS last, count(*) AS count FROM piece`;
      const last = rows[0]?.last ?? null;
      const more = last !== null && Number(rows[0]?.count ?? 0n) === limit;
      await tx.$executeRaw`UPDATE alert SET cursor = ${more ? last : null} WHERE id = ${alert.id}`;
      return more;
    },

    /** Alerts whose planning was cut short: by their size, or by a crash. */
    async unplanned(tx: Tx): Promise<readonly Unplanned[]> {
      const rows = await tx.alert.findMany({ where: { cursor: { not: null } }, orderBy: { id: 'asc' } });
      return rows.map((r) => ({ id: r.id, kind: r.kind as AlertKind, incidentId: r.incidentId, slug: r.slug }));
    },

    /** Who would get a call or a broadcast: people with an open contact, whoever reported the incident left out. */
    async audience(tx: Tx, slugs: readonly string[], incidentId: bigint | null): Promise<Audience> {
      const rows = await tx.$queryRaw<{ channel: string; language: string; count: bigint }[]>`
        SELECT c.channel, p.language, count(*) AS count FROM (
          SELECT DISTINCT person_id FROM membership WHERE slug = ANY(${[...slugs]})
        ) m JOIN person p ON p.id = m.person_id CROSS JOIN LATERAL (
          SELECT c.channel FROM contact c WHERE c.person_id = m.person_id AND c.state = 'open' AND c.channel = ANY(${channels})
          ORDER BY c.channel = 'telegram' DESC LIMIT 1
        ) c
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

    /** Organisers who see an incident's card: Telegram first, each on their best open contact. */
    async planOrganisers(tx: Tx, alertId: bigint, slugs: readonly string[], now: number): Promise<void> {
      const at = new Date(now);
      await tx.$executeRaw`
        INSERT INTO delivery (alert_id, incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at)
        SELECT a.id, a.incident_id, m.person_id, c.id, CASE c.channel WHEN 'telegram' THEN 'telegram' ELSE 'sms' END,
          'message', a.kind, ${urgency.card}, 'queued', ${at}, a.expires_at, ${at}
        FROM alert a CROSS JOIN (SELECT DISTINCT person_id FROM membership WHERE role = 'organiser' AND slug = ANY(${[...slugs]})) m
        CROSS JOIN LATERAL (
          SELECT c.id, c.channel FROM contact c WHERE c.person_id = m.person_id AND c.state = 'open' AND c.channel = ANY(${channels})
          ORDER BY c.channel = 'telegram' DESC LIMIT 1
        ) c WHERE a.id = ${alertId} ON CONFLICT DO NOTHING`;
    },

    /**
     * Plans an update or an all-clear for everyone whom the incident's call or receipt has reached; returns how many. Those
     * whose call is still in flight follow when it is recorded (`follow`). Whoever said that they cannot come gets no updates.
     */
    async planReached(tx: Tx, alertId: bigint, answers: readonly string[], now: number): Promise<number> {
      const at = new Date(now);
      return await tx.$executeRaw`
        INSERT INTO delivery (alert_id, incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at)
        SELECT a.id, a.incident_id, d.person_id, c.id, CASE c.channel WHEN 'telegram' THEN 'telegram' ELSE 'sms' END,
          'message', a.kind, ${urgency['all-clear']}, 'queued', ${at}, a.expires_at, ${at}
        FROM alert a JOIN (
          SELECT DISTINCT ON (coalesce(person_id, -contact_id)) incident_id, person_id, contact_id FROM delivery
          WHERE kind IN ('call', 'receipt') AND op = 'message' AND state IN ('accepted', 'delivered', 'unknown')
            AND incident_id = (SELECT incident_id FROM alert WHERE id = ${alertId})
          ORDER BY coalesce(person_id, -contact_id), id
        ) d ON d.incident_id = a.incident_id
        LEFT JOIN answer n ON n.incident_id = a.incident_id AND n.person_id = d.person_id
        CROSS JOIN LATERAL (
          SELECT c.id, c.channel FROM contact c
          WHERE (c.id = d.contact_id OR c.person_id = d.person_id) AND c.state = 'open' AND c.channel = ANY(${channels})
          ORDER BY c.id = d.contact_id DESC, c.channel = 'telegram' DESC LIMIT 1
        ) c
        WHERE a.id = ${alertId} AND coalesce(n.answer, 'none') = ANY(${[...answers]})
        ON CONFLICT DO NOTHING`;
    },

    /**
     * Ends planning and cancels what is still queued of an incident's calls and updates. What may have arrived, because only its
     * answer was lost, counts as accepted: the all-clear follows it.
     */
    async cancel(tx: Tx, incidentId: bigint, now: number): Promise<void> {
      await tx.$executeRaw`UPDATE alert SET cursor = NULL WHERE incident_id = ${incidentId} AND kind IN ('call', 'update', 'place')`;
      await tx.$executeRaw`
        UPDATE delivery SET state = CASE WHEN error_code = 'unknown' THEN 'accepted' ELSE 'cancelled' END, settled_at = ${new Date(now)}
        WHERE incident_id = ${incidentId} AND state = 'queued' AND op = 'message' AND kind IN ('call', 'update', 'place', 'receipt')`;
    },
  };
}

export type Alerts = ReturnType<typeof createAlerts>;
