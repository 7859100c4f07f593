import type { Tx } from './database.ts';

/** One more stands for somebody who never answered. */
const SLOWEST_S = 32_766;
/** Of the average, what the newest answer is. */
const NEWEST_SHARE = 0.3;

/** Somebody has answered for the first time: those who do so fast are called first the next time. */
export async function noteSpeed(tx: Tx, id: bigint, personId: bigint, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE membership m SET answers_in = greatest(0, least(${SLOWEST_S}, round(
      CASE WHEN m.answers_in > ${SLOWEST_S} THEN called.seconds ELSE m.answers_in * ${1 - NEWEST_SHARE}::float8 + called.seconds * ${NEWEST_SHARE}::float8 END)))
    FROM (
      SELECT extract(epoch FROM ${at}::timestamptz - min(settled_at))::float8 AS seconds FROM delivery
      WHERE incident_id = ${id} AND kind = 'call' AND person_id = ${personId} AND op IN ('message', 'call') AND state IN ('accepted', 'delivered')
    ) called WHERE m.person_id = ${personId} AND called.seconds IS NOT NULL`;
}
