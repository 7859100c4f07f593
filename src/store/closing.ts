import { casualtyKinds, type Tally } from '../domain/casualty/casualty.ts';
import { type ClosingFacts, type ClosingRecord, type HeadcountPoint, runUp } from '../domain/closing/facts.ts';
import type { Incident } from '../domain/incident.ts';
import type { Means } from '../domain/lane.ts';
import { foldTimeline } from '../domain/timeline.ts';
import type { Tx } from './database.ts';
import type { Store } from './store.ts';

/** A plot is a hand wide: finer than this nobody sees, and a hundred thousand answers are no more to draw than a few. */
const MOMENTS = 500;

const none: Tally = { hurt: 0, grave: 0, refused: 0, taken: 0, released: 0, trial: 0 };

/** What a closing report is made of, with the records of people hurt and taken only where they are asked for; undefined for an incident that people were not called to, or that is not over. */
export async function readFacts(tx: Tx, store: Store, id: bigint, withRecords = false): Promise<ClosingFacts | undefined> {
  const incident = await store.incidents.get(tx, id);
  if (incident?.stage !== 'over' || incident.openedAt === null || incident.endedAt === null) return undefined;
  const view = (await store.views.of(tx, [id], true, incident.endedAt)).get(id);
  if (!view) return undefined;
  const { code, slug, kind, supply, asker, place, startedAt, openedAt, endedAt } = incident;
  const { called, reached, failed, home } = view;
  return {
    ...{ code, slug, kind, supply, asker, place, startedAt, openedAt, endedAt, morePlaces: view.morePlaces, reports: view.reports },
    timeline: foldTimeline(await store.events.of(tx, id)),
    houses: await store.houses.of(tx, id, endedAt),
    ...(withRecords ? { records: await readRecords(tx, store, id) } : {}),
    casualties: view.casualties ?? { known: none, said: none },
    history: await readHistory(tx, id, startedAt, endedAt),
    calls: { called: Math.max(called, reached), reached, failed, ...(await readCalls(tx, id)) },
    needs: view.needs,
    answers: await readAnswers(tx, id),
    home: home && {
      ...{ asked: home.asked, safe: home.safe, accounted: home.accounted },
      help: await tx.homeCheck.count({ where: { incidentId: id, state: 'help' } }),
    },
  };
}

/** The newest incidents that are over and people were called to. */
export async function readOver(tx: Tx, store: Store, slugs: readonly string[], since: number, most: number): Promise<readonly Incident[]> {
  const lately = await store.incidents.lately(tx, slugs, since, most);
  return lately.filter(({ stage }) => stage === 'over');
}

/** What is known of each; nothing of those whose record was erased, and no mistakes. */
async function readRecords(tx: Tx, store: Store, id: bigint): Promise<readonly ClosingRecord[]> {
  const all = await store.casualties.openIn(tx, id, casualtyKinds);
  return all
    .filter(({ erased, status }) => !erased && status !== 'closed')
    .map(({ number, status, course }) => ({
      ...{ number, status },
      lines: course.told.filter(({ idle }) => !idle).map(({ line: { at, step, text }, struck }) => ({ at, step, text, struck })),
    }));
}

async function readHistory(tx: Tx, id: bigint, from: number, to: number): Promise<readonly HeadcountPoint[]> {
  const step = Math.max(1_000, Math.ceil((to - from) / MOMENTS));
  const changes = await tx.$queryRaw<HeadcountPoint[]>`
    SELECT at, sum(coming)::int AS coming, sum(there)::int AS there FROM (
      SELECT ceil((extract(epoch FROM at) * 1000)::float8 / ${step}::float8) * ${step}::float8 AS at,
        (answer = 'coming')::int - (coalesce(was, '') = 'coming')::int AS coming, (answer = 'there')::int - (coalesce(was, '') = 'there')::int AS there
      FROM (
        -- Whoever answered two incidents that are one is counted once.
        SELECT at, answer, CASE WHEN person_id IS NULL THEN was ELSE lag(answer) OVER (PARTITION BY person_id ORDER BY id) END AS was
        FROM headcount WHERE incident_id = ${id} OR incident_id IN (SELECT source_id FROM incident_source WHERE incident_id = ${id} AND up_to IS NULL)
      ) said
    ) change GROUP BY at ORDER BY at`;
  return runUp(changes);
}

async function readCalls(tx: Tx, id: bigint): Promise<Pick<ClosingFacts['calls'], 'by' | 'firstAt' | 'lastAt'>> {
  const rows = await tx.$queryRaw<{ means: Means; people: number; first: Date | null; last: Date | null }[]>`
    SELECT means, count(*)::int AS people, min(at) AS first, max(at) AS last FROM (
      SELECT regexp_replace(lane, '-\d+$', '') AS means, coalesce(person_id, -id) AS person, min(settled_at) AS at FROM delivery
      WHERE incident_id = ${id} AND kind = 'call' AND op IN ('message', 'call') AND state IN ('accepted', 'delivered') GROUP BY 1, 2
    ) reached GROUP BY means`;
  const people = (means: Means): number => rows.find((row) => row.means === means)?.people ?? 0;
  const [last] = await tx.$queryRaw<{ at: Date | null }[]>`
    SELECT max(at) AS at FROM (
      SELECT min(settled_at) AS at FROM delivery
      WHERE incident_id = ${id} AND kind = 'call' AND op IN ('message', 'call') AND state IN ('accepted', 'delivered') GROUP BY coalesce(person_id, -id)
    ) reached`;
  const first = rows.flatMap((row) => (row.first ? [row.first.getTime()] : []));
  return {
    by: { telegram: people('telegram'), sms: people('sms'), voice: people('voice') },
    firstAt: first.length > 0 ? Math.min(...first) : null,
    lastAt: last?.at?.getTime() ?? null,
  };
}

async function readAnswers(tx: Tx, id: bigint): Promise<Readonly<Record<string, number>>> {
  const rows = await tx.answer.groupBy({ by: ['answer'], where: { incidentId: id }, _count: true });
  return Object.fromEntries(rows.map(({ answer, _count }) => [answer, _count]));
}
