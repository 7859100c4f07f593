import { urgency } from '../domain/delivery.ts';
import { EXPECTED_WITHIN_S, type LaneStanding, type TelegramFacts, TRIED_LEAST, TRIED_WITHIN_MS } from '../domain/fall-back.ts';
import type { LaneName, Lanes } from '../domain/lane.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { Ladder } from './ladder.ts';

/** So many copies of a queue are looked at for those that are tried again. */
const TRIED_AGAIN_MOST = 1_000;

/** Telegram, as an incident's call sees it, and when the next people are expected to have answered. */
export interface TelegramReading extends TelegramFacts {
  readonly nextExpected: number | null;
}

/** `slugs`: the neighbourhoods that are called. `still`: since when lanes stand still. */
export async function readTelegram(
  tx: Tx,
  ladder: Ladder,
  lanes: Lanes,
  slugs: readonly string[],
  still: ReadonlyMap<LaneName, number>,
  now: number,
): Promise<TelegramReading> {
  const names = [...lanes.telegram];
  const mine = Prisma.sql`d.incident_id = ${ladder.id} AND d.kind = 'call' AND d.op = 'message'`;
  const [waiting] = await tx.$queryRaw<{ queued: boolean; deferred: number; failing: number }[]>`
    SELECT EXISTS (SELECT 1 FROM delivery d WHERE d.lane = ANY(${names}::text[]) AND d.state = 'queued' AND d.urgency = ${urgency.call} AND ${mine}) AS queued,
      count(*)::int AS deferred, count(*) FILTER (WHERE ${refused})::int + (
        -- Those that are tried once more, or wait for it, have failed as well. They stand before the others.
        SELECT count(*)::int FROM unnest(${names}::text[]) AS l (name) CROSS JOIN LATERAL (
          SELECT d.attempts, d.error_code FROM delivery d WHERE d.lane = l.name AND d.state = 'queued' AND d.urgency = ${urgency.call} AND ${mine}
          ORDER BY d.id LIMIT ${TRIED_AGAIN_MOST}
        ) d WHERE d.attempts > 0 AND ${refused}) AS failing
    FROM delivery d WHERE d.lane = ANY(${names}::text[]) AND d.state = 'deferred' AND ${mine}
      -- What waits for the morning is no sign of trouble.
      AND (d.attempts > 0 OR d.due_at <= ${new Date(now)})`;
  const { queued = false, deferred = 0, failing = 0 } = waiting ?? {};
  const [met] = await tx.$queryRaw<{ expected: number; answered: number; next: Date | null }[]>`
    SELECT count(*) FILTER (WHERE late)::int AS expected, count(*) FILTER (WHERE late AND has_answered)::int AS answered,
      min(settled_at) FILTER (WHERE NOT late) AS next
    FROM (
      SELECT d.settled_at, d.settled_at <= ${new Date(now - EXPECTED_WITHIN_S * 1_000)} AS late, n.person_id IS NOT NULL AS has_answered
      FROM (SELECT DISTINCT person_id FROM membership WHERE slug = ANY(${[...slugs]}::text[]) AND answers_in <= ${EXPECTED_WITHIN_S}) m
      CROSS JOIN LATERAL (
        SELECT d.incident_id, d.person_id, d.settled_at FROM delivery d
        WHERE ${mine} AND d.person_id = m.person_id AND d.lane LIKE 'telegram%' AND d.state = 'accepted' OFFSET 0
      ) d
      LEFT JOIN answer n ON n.incident_id = d.incident_id AND n.person_id = d.person_id
    ) called`;
  return {
    lanes: await readStanding(tx, names, still),
    waiting: queued || deferred > 0,
    ...(await countTried(tx, mine, failing, now)),
    expected: met?.expected ?? 0,
    answered: met?.answered ?? 0,
    nextExpected: met?.next ? met.next.getTime() + EXPECTED_WITHIN_S * 1_000 : null,
  };
}

/** Telegram did not take a copy `d`. A single error of its server is none: it often lasts for a moment only. */
const refused = Prisma.sql`(d.error_code = 'unknown' OR (d.error_code LIKE '5%' AND d.attempts > 1))`;

/** Counting what was accepted takes long where there are a hundred thousand: only where so many fail that it matters. */
async function countTried(
  tx: Tx,
  mine: Prisma.Sql,
  failing: number,
  now: number,
): Promise<{ readonly tried: number; readonly refused: number }> {
  if (failing * 2 < TRIED_LEAST) return { tried: failing, refused: failing };
  const since = new Date(now - TRIED_WITHIN_MS);
  const [row] = await tx.$queryRaw<{ accepted: number; failed: number }[]>`
    SELECT count(*) FILTER (WHERE d.state = 'accepted')::int AS accepted, count(*) FILTER (WHERE d.state = 'failed' AND ${refused})::int AS failed
    FROM delivery d WHERE ${mine} AND d.lane LIKE 'telegram%' AND d.state IN ('accepted', 'failed') AND d.settled_at > ${since}`;
  const given = failing + (row?.failed ?? 0);
  return { tried: given + (row?.accepted ?? 0), refused: given };
}

async function readStanding(tx: Tx, names: LaneName[], still: ReadonlyMap<LaneName, number>): Promise<readonly LaneStanding[]> {
  const rows = await tx.lane.findMany({ where: { name: { in: names } }, select: { name: true, state: true } });
  return rows.map(({ name, state }) => {
    const since = still.get(name as LaneName);
    if (since === undefined) return { state: 'running', since: null };
    return { state: state === 'stopped' ? state : 'paused', since };
  });
}

/** Telegram is down for this incident from now on. Returns false where somebody found so before, or it is over. */
export async function fallBack(tx: Tx, ladder: Ladder, now: number): Promise<boolean> {
  const done = await tx.$executeRaw`
    UPDATE incident SET fell_back_at = ${new Date(now)}, card_version = card_version + 1
    WHERE id = ${ladder.id} AND stage = 'open' AND fell_back_at IS NULL`;
  return done > 0;
}
