import { type LaneName, type Lanes, meansOf } from '../domain/lane.ts';
import { type Session, type Tx, WAKE_CHANNEL } from './database.ts';
import { recoverClaims } from './lane.ts';

/** Lanes with something in the database that this deployment does not have: a token or a sender was taken out of the settings. */
export async function strayLanes(tx: Tx, lanes: Lanes): Promise<readonly LaneName[]> {
  // From one lane to the next along the index: a lane may have a hundred thousand copies queued.
  const rows = await tx.$queryRaw<{ name: LaneName }[]>`
    WITH RECURSIVE queued AS (
      (SELECT lane FROM delivery WHERE state = 'queued' ORDER BY lane LIMIT 1)
      UNION ALL
      SELECT (SELECT d.lane FROM delivery d WHERE d.state = 'queued' AND d.lane > queued.lane ORDER BY d.lane LIMIT 1)
      FROM queued WHERE queued.lane IS NOT NULL
    )
    SELECT name FROM (SELECT name FROM lane UNION SELECT lane FROM queued WHERE lane IS NOT NULL) l
    WHERE name <> ALL(${Object.values(lanes).flat()}::text[])`;
  return rows.map(({ name }) => name);
}

/** The lane of a copy `d` to a contact `c`, which a farewell may not have any more, as in `laneFor`; `$2` holds the names there are. */
const bot = 'CASE WHEN c.lane = ANY($2::text[]) THEN c.lane ELSE ($2::text[])[1] END';
const sender = '($2::text[])[1 + (coalesce(c.id, d.id) % cardinality($2::text[]))::int]';

/** What can still be told of an incident that has ended. */
const ENDED_FOR_MS = 60 * 60_000;

/**
 * Moves what waits on a stray lane to the lanes of the same means, in the transaction that the session is in. The session holds the
 * lane: no process of the settings before drains it any more. What only the sender that is gone could do is dropped: it alone can
 * edit its messages and answer presses of their buttons. Where there is no lane of that means left, what waits stays until it is too
 * late: the sender may have been taken out by mistake. Returns how many copies moved.
 */
export async function rehome(session: Session, stray: LaneName, lanes: Lanes, now: number): Promise<number> {
  const at = new Date(now);
  const since = new Date(now - ENDED_FOR_MS);
  const means = meansOf(stray);
  const names = lanes[means];
  await recoverClaims(session, stray, { flying: [], settled: [] }, now, now);
  if (means === 'telegram') await giveUpMessages(session, stray, since);
  if (names.length === 0) {
    await session.query(
      `UPDATE delivery SET state = 'expired', settled_at = $2
       WHERE lane = $1 AND (state = 'queued' OR state IN ('deferred', 'unknown')) AND expires_at <= $2`,
      [stray, at],
    );
    return 0;
  }
  const moved = await session.query(
    `UPDATE delivery SET lane = home.lane FROM (
       SELECT d.id, ${means === 'telegram' ? bot : sender} AS lane FROM delivery d LEFT JOIN contact c ON c.id = d.contact_id
       WHERE d.lane = $1 AND (d.state = 'queued' OR d.state IN ('deferred', 'unknown'))
     ) home WHERE delivery.id = home.id`,
    [stray, names],
  );
  if (means !== 'telegram') {
    // Receipts are read by the lane that the message is on.
    await session.query(
      `UPDATE delivery SET lane = home.lane FROM (
         SELECT d.id, ${sender} AS lane FROM incident i JOIN delivery d ON d.incident_id = i.id LEFT JOIN contact c ON c.id = d.contact_id
         WHERE (i.stage = 'open' OR i.ended_at > $3) AND d.lane = $1 AND d.state = 'accepted'
       ) home WHERE delivery.id = home.id`,
      [stray, names, since],
    );
  }
  await session.query('DELETE FROM lane WHERE name = $1', [stray]);
  // Another process may drain the lanes that they are on now.
  await session.query(`SELECT pg_notify($1, '')`, [WAKE_CHANNEL]);
  return moved.rowCount ?? 0;
}

async function giveUpMessages(session: Session, stray: LaneName, since: Date): Promise<void> {
  await session.query(
    `DELETE FROM delivery WHERE lane = $1 AND op IN ('edit', 'toast') AND (state = 'queued' OR state IN ('deferred', 'unknown'))`,
    [stray],
  );
  await session.query(
    `UPDATE delivery d SET shown_version = 2147483647 FROM incident i
     WHERE d.incident_id = i.id AND (i.stage IN ('held', 'open') OR i.ended_at > $2) AND d.lane = $1
       AND d.op = 'message' AND d.state = 'accepted' AND d.shown_version < 2147483647`,
    [stray, since],
  );
}
