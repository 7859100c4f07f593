import type { Content } from '../domain/content.ts';
import { type DeliveryKind, lifetimeMs, urgency } from '../domain/delivery.ts';
import type { Lanes } from '../domain/lane.ts';
import type { Skill } from '../domain/skill.ts';
import { cancelPiece } from './cancel.ts';
import type { Cipher } from './cipher.ts';
import { bestContact, COPY_COLUMNS, copiesFor } from './copy.ts';
import { type Cursor, firstRing, readCursor, writeCursor } from './cursor.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';
import { planNeed } from './need.ts';
import { organisersIn, type Scope } from './organiser.ts';
import { planReached, planUncalled } from './reached.ts';
import { type Piece, planRest, planRing, type Walked } from './walk.ts';

/** Kinds of alerts: what is said to many at once. */
export type AlertKind = Extract<
  DeliveryKind,
  'call' | 'card' | 'need' | 'place' | 'update' | 'all-clear' | 'broadcast' | 'house' | 'enough' | 'home' | 'home-list'
>;

/** Nobody may be there to be called; that is known from the start, and is another thing. */
const NOT_COUNTED = -1;

/** An alert whose audience is not planned to its end. */
export interface Unplanned {
  readonly id: bigint;
  readonly kind: AlertKind;
  readonly incidentId: bigint | null;
  readonly slug: string;
  /** How many copies are planned so far. */
  readonly planned: number;
}

/** The alert that is begun. */
type Begun = Omit<Unplanned, 'planned'> & Pick<Walked, 'beyond'>;

/**
 * `perQuarterHour`: how much of one incident a person is told in a quarter of an hour; 0 means no limit. `minuteOfDay`: of the city's
 * day, that a moment falls into.
 */
export function createAlerts(cipher: Cipher, lanes: Lanes, perQuarterHour: number, minuteOfDay: (at: number) => number) {
  return {
    /** Writes an alert, its audience to be planned. */
    async create(
      tx: Tx,
      alert: {
        readonly kind: AlertKind;
        readonly incidentId: bigint | null;
        readonly slug: string;
        readonly content?: Content;
        readonly audience?: number;
        /** Whoever wrote it, for what goes no further while they are frozen. */
        readonly authorId?: bigint;
        /** Whom a need is for. */
        readonly skill?: Skill;
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
          audience: alert.audience ?? NOT_COUNTED,
          authorId: alert.authorId ?? null,
          skill: alert.skill ?? null,
        },
        select: { id: true },
      });
      return id;
    },

    /** Begins to walk the audience of a call or a broadcast: plans the first piece now, and leaves the rest to `walk`. */
    async begin(tx: Tx, alert: Begun, rings: readonly string[], limit: number, now: number): Promise<void> {
      await step(tx, alert, firstRing, rings, limit, now);
    },

    /** The same for what is said to those whom the incident's call has reached. */
    async beginReached(tx: Tx, alert: Begun, answers: readonly string[], limit: number, now: number): Promise<void> {
      // Nobody needs what everybody would be told to forget at once.
      if (alert.kind === 'update') {
        await tx.$executeRaw`UPDATE alert SET cursor = NULL WHERE incident_id = ${alert.incidentId} AND kind IN ('update', 'place', 'enough') AND id < ${alert.id}`;
      }
      // Whoever reported it, or is asked for a skill, is not one too many.
      if (alert.kind !== 'enough') await planUncalled(tx, alert, lanes, perQuarterHour, answers, new Date(now));
      await step(tx, alert, { at: 'reached', person: 0n, answers }, [], limit, now);
    },

    /** Asks the nearest `limit` of those who have a skill and were not asked for it; organisers' cards show it. */
    async beginNeed(tx: Tx, alert: Begun, rings: readonly string[], limit: number, now: number): Promise<void> {
      await step(tx, alert, { at: 'need' }, rings, limit, now);
      await tx.$executeRaw`UPDATE incident SET card_version = card_version + 1 WHERE id = ${alert.incidentId}`;
    },

    /** Walks the next `limit` people of an alert. Returns whether there are more. */
    async walk(tx: Tx, alert: Begun, rings: readonly string[], limit: number, now: number): Promise<boolean> {
      // The row lock keeps two planners from walking the same piece, and stops for good once the alert was ended.
      const locked = await tx.$queryRaw<{ cursor: string | null }[]>`SELECT cursor FROM alert WHERE id = ${alert.id} FOR UPDATE`;
      const cursor = locked[0]?.cursor ?? null;
      return cursor !== null && (await step(tx, alert, readCursor(cursor), rings, limit, now));
    },

    /** Alerts that are not walked to their end, the most urgent first: by their size, or because of a crash. Not those of a frozen author. */
    async unplanned(tx: Tx): Promise<readonly Unplanned[]> {
      const alerts = await tx.$queryRaw<Unplanned[]>`
        SELECT a.id, a.kind, a.incident_id AS "incidentId", a.slug, a.planned
        FROM alert a LEFT JOIN LATERAL (SELECT frozen_at FROM person WHERE id = a.author_id OFFSET 0) p ON true
        WHERE a.cursor IS NOT NULL AND p.frozen_at IS NULL ORDER BY a.id`;
      return [...alerts.filter((a) => a.kind !== 'broadcast'), ...alerts.filter((a) => a.kind === 'broadcast')];
    },

    /** Organisers who see an incident's card: Telegram first, each on their best open contact. */
    async planOrganisers(tx: Tx, alertId: bigint, slugs: Scope, now: number): Promise<void> {
      await tx.$executeRaw`
        INSERT INTO delivery (${COPY_COLUMNS})
        SELECT ${copiesFor('card', lanes, Prisma.sql`m.person_id`, new Date(now))}
        FROM alert a CROSS JOIN ${organisersIn(slugs)} m
        ${bestContact(Prisma.sql`m.person_id`, lanes)}
        WHERE a.id = ${alertId} ON CONFLICT DO NOTHING`;
    },

    /** Whether organisers were asked about an incident. */
    async hasCard(tx: Tx, incidentId: bigint): Promise<boolean> {
      return (await tx.alert.count({ where: { incidentId, kind: 'card' } })) > 0;
    },

    /** Rings up organisers who may decide about an incident: their phones, whether or not they have the card on Telegram. */
    async ringOrganisers(tx: Tx, incidentId: bigint, slugs: readonly string[], now: number): Promise<void> {
      const at = new Date(now);
      const voice = [...lanes.voice];
      await tx.$executeRaw`
        INSERT INTO delivery (${COPY_COLUMNS})
        SELECT a.id, a.incident_id, m.person_id, c.id, (${voice}::text[])[1 + (c.id % ${Math.max(1, voice.length)})::int], 'call', a.kind,
          ${urgency.card}::smallint, 'queued', ${at}::timestamptz, a.expires_at, ${at}::timestamptz, false
        FROM (SELECT * FROM alert WHERE incident_id = ${incidentId} AND kind = 'card' ORDER BY id LIMIT 1) a
        CROSS JOIN (SELECT DISTINCT person_id FROM membership WHERE role = 'organiser' AND slug = ANY(${[...slugs]}::text[])) m
        CROSS JOIN LATERAL (
          SELECT id FROM contact WHERE person_id = m.person_id AND channel = 'phone' AND state IN ('open', 'landline')
          ORDER BY state = 'open' DESC, id LIMIT 1
        ) c
        ON CONFLICT DO NOTHING`;
    },

    /** An incident's call goes on to the rings beyond the first, from wherever it is: whoever has a copy of it gets no other. */
    async widen(tx: Tx, incidentId: bigint, audience: number | 'all', now: number): Promise<void> {
      const beyond = writeCursor({ at: 'ring', ring: 1, answersIn: -1, person: 0n });
      const expiresAt = new Date(now + lifetimeMs.call);
      await tx.$executeRaw`
        UPDATE alert SET cursor = CASE WHEN cursor LIKE 'ring:0:%' THEN cursor ELSE ${beyond} END, audience = ${audience === 'all' ? NOT_COUNTED : audience}, expires_at = ${expiresAt}
        WHERE id = (SELECT min(a.id) FROM alert a JOIN incident i ON i.id = a.incident_id AND i.slug = a.slug WHERE i.id = ${incidentId} AND a.kind = 'call')`;
    },

    /** Stops what is still planned of an incident, and takes back what is queued of it: a first piece now, the rest by `walk`. */
    async cancel(tx: Tx, incidentId: bigint, limit: number, now: number): Promise<void> {
      await tx.$executeRaw`UPDATE alert SET cursor = NULL WHERE incident_id = ${incidentId} AND kind IN ('call', 'need', 'update', 'place', 'house', 'enough')`;
      const { next } = await cancelPiece(tx, incidentId, limit, new Date(now));
      if (next) await tx.$executeRaw`UPDATE alert SET cursor = ${writeCursor(next)} WHERE incident_id = ${incidentId} AND kind = 'call'`;
    },
  };

  async function step(tx: Tx, alert: Begun, cursor: Cursor, rings: readonly string[], limit: number, now: number): Promise<boolean> {
    const { next, planned } = await stepFrom(tx, alert, cursor, rings, limit, new Date(now));
    const counts = cursor.at === 'ring' || cursor.at === 'rest';
    // The audience is known once all of it is planned: nobody waits for it to be counted.
    await tx.$executeRaw`
      UPDATE alert SET cursor = ${next ? writeCursor(next) : null}, planned = planned + ${counts ? planned : 0},
        audience = CASE WHEN ${counts && !next} THEN greatest(audience, planned + ${planned}) ELSE audience END
      WHERE id = ${alert.id}`;
    if (counts && !next && alert.incidentId !== null) {
      await tx.$executeRaw`UPDATE incident SET headcount_version = headcount_version + 1, card_version = card_version + 1 WHERE id = ${alert.incidentId}`;
    }
    return next !== null;
  }

  async function stepFrom(tx: Tx, alert: Begun, cursor: Cursor, rings: readonly string[], limit: number, at: Date): Promise<Piece> {
    switch (cursor.at) {
      case 'ring':
        return await planRing(tx, alert, cursor, rings, lanes, limit, at, minuteOfDay(at.getTime()));
      case 'rest':
        return await planRest(tx, alert, rings, lanes, limit, at, minuteOfDay(at.getTime()));
      case 'reached':
        return await planReached(tx, alert, cursor, lanes, perQuarterHour, limit, at);
      case 'need':
        return await planNeed(tx, alert, rings, lanes, perQuarterHour, limit, at, minuteOfDay(at.getTime()));
      case 'cancel':
        return await cancelPiece(tx, alert.incidentId, limit, at);
    }
  }
}

export type Alerts = ReturnType<typeof createAlerts>;
