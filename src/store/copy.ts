import { type DeliveryKind, urgency } from '../domain/delivery.ts';
import { ringingKinds } from '../domain/ladder.ts';
import { type Lanes, reachableBy } from '../domain/lane.ts';
import { Prisma } from './generated/client.ts';

/** `laneFor` in SQL, for a contact `c`. */
export function laneOf(lanes: Lanes): Prisma.Sql {
  const telegram = [...lanes.telegram];
  const sms = [...lanes.sms];
  return Prisma.sql`CASE c.channel WHEN 'telegram' THEN CASE WHEN c.lane = ANY(${telegram}::text[]) THEN c.lane ELSE (${telegram}::text[])[1] END
    ELSE (${sms}::text[])[1 + (c.id % greatest(1, cardinality(${sms}::text[])))::int] END`;
}

/** A call about a cut-off is worth an update's hurry: nobody's house falls meanwhile. */
function urgencyOf(kind: DeliveryKind): Prisma.Sql {
  if (kind !== 'call') return Prisma.sql`${urgency[kind]}::smallint`;
  return Prisma.sql`CASE WHEN (SELECT i.kind FROM incident i WHERE i.id = a.incident_id) = 'cutoff' THEN ${urgency.update}::smallint ELSE ${urgency.call}::smallint END`;
}

/** The columns of every copy that is planned for an alert `a` and a person's `bestContact`; `person` is who it is for. */
export function copiesFor(
  kind: DeliveryKind,
  lanes: Lanes,
  person: Prisma.Sql,
  at: Date,
  quiet = Prisma.sql`NULL::timestamptz`,
  hides = Prisma.sql`false`,
): Prisma.Sql {
  const voice = Prisma.sql`(${[...lanes.voice]}::text[])[1 + (c.id % ${Math.max(1, lanes.voice.length)})::int]`;
  return Prisma.sql`a.id, a.incident_id, ${person}, c.id, CASE c.state WHEN 'landline' THEN ${voice} ELSE ${laneOf(lanes)} END,
    CASE c.state WHEN 'landline' THEN 'call' ELSE 'message' END, a.kind, ${urgencyOf(kind)},
    CASE WHEN ${quiet} IS NULL THEN 'queued' ELSE 'deferred' END, coalesce(${quiet}, ${at}::timestamptz),
    greatest(a.expires_at, ${quiet} + interval '1 hour'), ${at}::timestamptz, ${hides}`;
}

export const COPY_COLUMNS = Prisma.raw(
  'alert_id, incident_id, person_id, contact_id, lane, op, kind, urgency, state, due_at, expires_at, queued_at, hides_place',
);

/** A person's best open contact as `c`, Telegram first unless `first` says otherwise; where people are rung up, a landline is better than nothing. */
export function bestContact(
  person: Prisma.Sql,
  lanes: Lanes,
  rings = Prisma.sql`false`,
  first = Prisma.sql`c.channel = 'telegram'`,
): Prisma.Sql {
  return Prisma.sql`CROSS JOIN LATERAL (
    SELECT c.id, c.channel, c.lane, c.state FROM contact c
    WHERE c.person_id = ${person} AND c.channel = ANY(${[...reachableBy(lanes)]}::text[])
      AND (c.state = 'open' OR (c.state = 'landline' AND ${rings}))
    ORDER BY ${first} DESC, c.state = 'open' DESC LIMIT 1
  ) c`;
}

/** Whether people are rung up for an incident's call, for `bestContact`. */
export function ringsFor(incidentId: bigint | null, lanes: Lanes): Prisma.Sql {
  if (incidentId === null || lanes.voice.length === 0) return Prisma.sql`false`;
  return Prisma.sql`(SELECT i.kind = ANY(${[...ringingKinds]}::text[]) FROM incident i WHERE i.id = ${incidentId})`;
}
