import type { DeliveryKind } from '../domain/delivery.ts';
import { Prisma } from './generated/client.ts';

const DAY_MIN = 24 * 60;

/** Whether the person of a membership `m` is called for it: not away from there, and not shut out. */
export function isHere(at: Date): Prisma.Sql {
  return Prisma.sql`(m.away_until IS NULL OR m.away_until <= ${at}::timestamptz) AND m.suspended_at IS NULL`;
}

/** Whether those of a membership `m` have lived there long enough to be known. */
export function hasSettled(at: Date): Prisma.Sql {
  return Prisma.sql`(m.settles_at IS NULL OR m.settles_at <= ${at}::timestamptz)`;
}

/**
 * When the quiet hours of a membership `m` end that a moment falls into; null where it falls into none, and where an immediate danger
 * breaks them. `minute`: of the city's day.
 */
export function quietUntil(
  alert: { readonly kind: DeliveryKind; readonly incidentId: bigint | null },
  at: Date,
  minute: number,
): Prisma.Sql {
  if (alert.kind !== 'broadcast' && alert.kind !== 'call' && alert.kind !== 'need') return Prisma.sql`NULL::timestamptz`;
  const since = Prisma.sql`(${minute}::int - m.quiet_from + ${DAY_MIN}::int) % ${DAY_MIN}::int`;
  const length = Prisma.sql`(m.quiet_to - m.quiet_from + ${DAY_MIN}::int) % ${DAY_MIN}::int`;
  const calm =
    alert.incidentId === null ? Prisma.sql`true` : Prisma.sql`(SELECT i.kind = 'cutoff' FROM incident i WHERE i.id = ${alert.incidentId})`;
  return Prisma.sql`CASE WHEN m.quiet_from IS NOT NULL AND ${since} < ${length} AND ${calm}
    THEN ${at}::timestamptz + make_interval(mins => ${length} - ${since}) END`;
}
