import type { Kind } from '../domain/kind.ts';
import { ringingKinds } from '../domain/ladder.ts';
import type { Lanes } from '../domain/lane.ts';
import { countedKinds, QUARTER_HOUR_MS } from '../domain/quota.ts';
import type { Tx } from './database.ts';

/** People with a skill are asked for, at a danger that is not over. */
export interface OpenNeed {
  readonly id: bigint;
  readonly alertId: bigint;
  readonly kind: Kind;
  readonly since: Date;
  /** People with the skill who are coming or there. */
  readonly coming: number;
  readonly wanted: number;
}

export async function openNeeds(tx: Tx, now: number): Promise<readonly OpenNeed[]> {
  return await tx.$queryRaw<OpenNeed[]>`
    SELECT i.id, a.id AS "alertId", i.kind, a.created_at AS since,
      (SELECT count(*)::int FROM answer n JOIN person_skill s ON s.person_id = n.person_id AND s.skill = a.skill
        WHERE n.incident_id = i.id AND n.answer IN ('coming', 'there')) AS coming,
      w.count::int AS wanted
    FROM incident i JOIN alert a ON a.incident_id = i.id AND a.kind = 'need' AND a.expires_at > ${new Date(now)}
      JOIN wanted w ON w.incident_id = i.id AND w.skill = a.skill
      LEFT JOIN person p ON p.id = a.author_id
    WHERE i.stage = 'open' AND i.kind = ANY(${[...ringingKinds]}::text[]) AND p.frozen_at IS NULL ORDER BY a.id`;
}

/**
 * People who were asked and have not answered, and have a means left that neither this nor the alarm's own call has tried since: the
 * longest silent first, with when they were last told. Whoever has heard `most` things of the incident lately is left alone.
 */
export async function silentOn(
  tx: Tx,
  need: OpenNeed,
  lanes: Lanes,
  most: number,
  limit: number,
  now: number,
): Promise<readonly { readonly person: bigint; readonly at: Date }[]> {
  const sms = lanes.sms.length > 0;
  const voice = lanes.voice.length > 0;
  return await tx.$queryRaw<{ person: bigint; at: Date }[]>`
    SELECT asked.person_id AS person, last.settled_at AS at
    FROM (SELECT DISTINCT person_id FROM delivery WHERE incident_id = ${need.id} AND kind = 'need' AND alert_id = ${need.alertId} AND person_id IS NOT NULL) asked
    CROSS JOIN LATERAL (
      SELECT e.op, e.state, e.lane, e.settled_at FROM delivery e
      WHERE e.incident_id = ${need.id} AND e.kind IN ('call', 'need') AND e.person_id = asked.person_id AND e.op IN ('message', 'call')
        AND (e.alert_id = ${need.alertId} OR (e.kind = 'call' AND e.queued_at >= ${need.since}))
      ORDER BY e.id DESC LIMIT 1
    ) last
    WHERE last.op = 'message' AND last.state IN ('accepted', 'delivered')
      AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.incident_id = ${need.id} AND n.person_id = asked.person_id)
      AND EXISTS (SELECT 1 FROM contact c WHERE c.person_id = asked.person_id AND c.channel = 'phone'
        AND ((c.state = 'open' AND ${sms}::boolean AND last.lane LIKE 'telegram%') OR (c.state IN ('open', 'landline') AND ${voice}::boolean)))
      AND (${most}::int = 0 OR ${most}::int > (
        SELECT count(*) FROM delivery e WHERE e.incident_id = ${need.id} AND e.kind = ANY(${[...countedKinds]}::text[])
          AND e.person_id = asked.person_id AND e.op IN ('message', 'call') AND e.state IN ('accepted', 'delivered', 'unknown')
          AND coalesce(e.settled_at, e.tried_at) > ${new Date(now - QUARTER_HOUR_MS)}))
    ORDER BY last.settled_at, asked.person_id LIMIT ${limit}`;
}
