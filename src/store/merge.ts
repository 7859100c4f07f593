import type { Answer } from '../domain/headcount.ts';
import type { Incident, Supply } from '../domain/incident.ts';
import type { Kind } from '../domain/kind.ts';
import { furtherRing, type Given, mergeSources, newerAnswer } from '../domain/merge.ts';
import type { RingState } from '../domain/ring.ts';
import { writeCursor } from './cursor.ts';
import type { Tx } from './database.ts';
import { dropSecondCalls, moveCopies } from './merge-copies.ts';
import { readSources, writeSources } from './source.ts';
import { splitRows } from './split.ts';

/** What two incidents become. */
export interface Union {
  /** Both are locked. */
  readonly kept: Incident;
  readonly merged: Incident;
  readonly kind: Kind;
  readonly supply: Supply | null;
  /** For each house of the one that is merged, by its id, the one on the other's list that stands for it; itself where it goes there. */
  readonly houses: ReadonlyMap<bigint, bigint>;
  /** For one that has no list: the house that its place is now; null for the other's first. */
  readonly house: bigint | null;
  /** Whether the calls of both are at the same house: whoever went where one call goes, goes where the other does. */
  readonly follows: boolean;
  /** Neighbourhoods that are called together with the one that is kept: nobody there is called by a ring. */
  readonly around: readonly string[];
}

export function createMerges() {
  return {
    merge: mergeRows,
    split: splitRows,
  };
}

export type Merges = ReturnType<typeof createMerges>;

/** Makes one incident of two: everything that can be moved is the one's that is kept; what only grows is read with it from now on. */
async function mergeRows(tx: Tx, union: Union): Promise<void> {
  const { kept, merged } = union;
  await mergeGiven(tx, union);
  await moveHouses(tx, union);
  await mergeRings(tx, union);
  await moveCopies(tx, kept, merged);
  await dropSecondCalls(tx, kept.id);
  await moveRest(tx, kept.id, merged.id);
  await mergeSpending(tx, kept.id, merged.id);
  const mine = async (id: bigint) => ({ id, sources: await readSources(tx, id) });
  await writeSources(tx, kept.id, mergeSources(await mine(kept.id), await mine(merged.id)));
  await becomeOne(tx, union);
}

/** Of somebody who answered both the newer answer stays. How they came to it stands in the history of both. */
async function mergeGiven(tx: Tx, { kept, merged, houses, house, follows }: Union): Promise<void> {
  const both = await tx.$queryRaw<{ person: bigint; one: Row; other: Row }[]>`
    SELECT k.person_id AS person, to_jsonb(k) AS one, to_jsonb(m) AS other FROM answer k JOIN answer m ON m.person_id = k.person_id
    WHERE k.incident_id = ${kept.id} AND m.incident_id = ${merged.id}`;
  const newer = both.filter(({ one, other }) => {
    const [given, theirs] = [readGiven(one), readGiven(other)];
    return newerAnswer(given, theirs) === theirs;
  });
  const people = (all: readonly { person: bigint }[]): bigint[] => all.map(({ person }) => person);
  await tx.answer.deleteMany({ where: { incidentId: kept.id, personId: { in: people(newer) } } });
  const older = both.filter((one) => !newer.includes(one));
  await tx.answer.deleteMany({ where: { incidentId: merged.id, personId: { in: people(older) } } });
  const first = await tx.house.findFirst({ where: { incidentId: merged.id }, orderBy: { position: 'asc' }, select: { id: true } });
  if (first) {
    await tx.$executeRaw`
      UPDATE answer n SET incident_id = ${kept.id}, house_id = o.now, follows = n.follows AND ${follows}
      FROM unnest(${[...houses.keys()]}::bigint[], ${[...houses.values()]}::bigint[]) AS o (was, now)
      WHERE n.incident_id = ${merged.id} AND coalesce(n.house_id, ${first.id}) = o.was`;
  }
  await tx.$executeRaw`
    UPDATE answer SET incident_id = ${kept.id}, house_id = ${house}, follows = follows AND ${follows} WHERE incident_id = ${merged.id}`;
}

interface Row {
  readonly answer: Answer;
  readonly at: string;
  readonly house_id: number | null;
  readonly follows: boolean;
  readonly arrives_at: string | null;
}

function readGiven({ answer, at, house_id, follows, arrives_at }: Row): Given {
  const house = house_id === null ? null : String(house_id);
  return { answer, at: Date.parse(at), house, follows, arrivesAt: arrives_at === null ? null : Date.parse(arrives_at) };
}

/** The numbers of the list go on; a house that is on it already is found by what was one of the other's. */
async function moveHouses(tx: Tx, { kept, merged, houses }: Union): Promise<void> {
  const same = [...houses].filter(([was, now]) => was !== now);
  await tx.$executeRaw`
    UPDATE house h SET same_as = o.now FROM unnest(${same.map(([was]) => was)}::bigint[], ${same.map(([, now]) => now)}::bigint[]) AS o (was, now)
    WHERE h.id = o.was OR h.same_as = o.was`;
  await tx.$executeRaw`
    UPDATE house h SET wanted = greatest(h.wanted, m.wanted) FROM house m WHERE m.incident_id = ${merged.id} AND m.same_as = h.id`;
  await tx.$executeRaw`
    UPDATE house h SET incident_id = ${kept.id}, position = n.position FROM (
      SELECT m.id, (SELECT coalesce(max(position), 0) FROM house WHERE incident_id = ${kept.id}) + row_number() OVER (ORDER BY m.position) AS position
      FROM house m WHERE m.incident_id = ${merged.id} AND m.same_as IS NULL
    ) n WHERE n.id = h.id`;
}

/** A neighbourhood is asked or called once. What is called with the incident's own is no ring of it any more. */
async function mergeRings(tx: Tx, { kept, merged, around }: Union): Promise<void> {
  await tx.$executeRaw`
    UPDATE alert a SET slug = ${kept.slug}, cursor = NULL FROM ring r WHERE r.alert_id = a.id AND r.incident_id = ${merged.id} AND r.slug = ANY(${[...around]}::text[])`;
  await tx.ring.deleteMany({ where: { incidentId: { in: [kept.id, merged.id] }, slug: { in: [...around] } } });
  const rings = await tx.ring.findMany({ where: { incidentId: { in: [kept.id, merged.id] } }, orderBy: { id: 'asc' } });
  const mine = new Map(rings.filter(({ incidentId }) => incidentId === kept.id).map((ring) => [ring.slug, ring]));
  for (const ring of rings.filter(({ incidentId }) => incidentId === merged.id)) {
    const same = mine.get(ring.slug);
    if (!same) {
      await tx.ring.update({ where: { id: ring.id }, data: { incidentId: kept.id } });
      continue;
    }
    const further = furtherRing(same.state as RingState, ring.state as RingState) === same.state ? same : ring;
    const other = further === same ? ring : same;
    // Two calls of one neighbourhood: the one that goes on finds everybody whom neither has called, and both have called helpers.
    if (further.alertId !== null && other.alertId !== null) {
      await tx.alert.update({ where: { id: other.alertId }, data: { cursor: null } });
      await tx.$executeRaw`
        UPDATE delivery d SET alert_id = ${further.alertId} WHERE d.alert_id = ${other.alertId} AND NOT EXISTS (
          SELECT 1 FROM delivery e WHERE e.alert_id = ${further.alertId} AND e.contact_id = d.contact_id AND e.op = d.op)`;
    }
    await tx.ring.delete({ where: { id: other.id } });
    const data = { incidentId: kept.id, wanted: Math.max(same.wanted, ring.wanted), urged: same.urged || ring.urged };
    await tx.ring.update({ where: { id: further.id }, data });
  }
  await tx.$executeRaw`INSERT INTO ring_halt (incident_id) SELECT ${kept.id} FROM ring_halt WHERE incident_id = ${merged.id} ON CONFLICT DO NOTHING`;
  await tx.ringHalt.deleteMany({ where: { incidentId: merged.id } });
}

/** Rows that know their incident alone, or of which there is one for each. */
async function moveRest(tx: Tx, kept: bigint, merged: bigint): Promise<void> {
  const [from, to] = [{ where: { incidentId: merged } }, { data: { incidentId: kept } }];
  await tx.report.updateMany({ ...from, ...to });
  await tx.evidence.updateMany({ ...from, ...to });
  await tx.visit.updateMany({ ...from, ...to });
  // Whoever has said what they see has said it of both.
  await tx.$executeRaw`
    DELETE FROM witness w USING witness o WHERE o.person_id = w.person_id AND w.incident_id IN (${kept}, ${merged}) AND o.incident_id IN (${kept}, ${merged})
      AND (o.sees IS NOT NULL, o.at, o.incident_id) > (w.sees IS NOT NULL, w.at, w.incident_id)
      OR (w.incident_id = ${merged} AND o.incident_id = ${kept} AND o.person_id = w.person_id AND w.sees IS NULL AND o.sees IS NULL)`;
  await tx.witness.updateMany({ ...from, ...to });
  await tx.$executeRaw`
    INSERT INTO wanted AS w (incident_id, skill, count, author_id, since) SELECT ${kept}, skill, count, author_id, since FROM wanted WHERE incident_id = ${merged}
    ON CONFLICT (incident_id, skill) DO UPDATE SET count = greatest(w.count, excluded.count), since = least(w.since, excluded.since)`;
  await tx.wanted.deleteMany(from);
  await tx.$executeRaw`
    DELETE FROM reminder r USING reminder k WHERE r.incident_id = ${merged} AND k.incident_id = ${kept} AND k.what = r.what AND k.day = r.day`;
  await tx.reminder.updateMany({ ...from, ...to });
  // In the other's list their numbers go on.
  await tx.$executeRaw`
    UPDATE casualty SET incident_id = ${kept}, number = number + (SELECT coalesce(max(number), 0) FROM casualty WHERE incident_id = ${kept})
    WHERE incident_id = ${merged}`;
}

/** What was spent on either was spent on both; what is held for one waits for the same decision. */
async function mergeSpending(tx: Tx, kept: bigint, merged: bigint): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO spend AS s (day, incident_id, micros) SELECT day, ${kept}, micros FROM spend WHERE incident_id = ${merged} ORDER BY day
    ON CONFLICT (day, incident_id) DO UPDATE SET micros = s.micros + excluded.micros`;
  await tx.$executeRaw`DELETE FROM spend WHERE incident_id = ${merged}`;
  await tx.$executeRaw`
    INSERT INTO spend_cap AS c (scope, state, at) SELECT ${`incident:${kept}`}, state, at FROM spend_cap WHERE scope = ${`incident:${merged}`}
    ON CONFLICT (scope) DO UPDATE SET state = excluded.state, at = excluded.at
    WHERE array_position(ARRAY['warned', 'over', 'released', 'held'], excluded.state) > array_position(ARRAY['warned', 'over', 'released', 'held'], c.state)`;
  await tx.spendCap.deleteMany({ where: { scope: `incident:${merged}` } });
}

async function becomeOne(tx: Tx, { kept, merged, kind, supply }: Union): Promise<void> {
  await tx.incident.updateMany({ where: { mergedInto: merged.id }, data: { mergedInto: kept.id } });
  await tx.$executeRaw`UPDATE incident SET stage = 'merged', merged_into = ${kept.id}, copies_left = true, decide_at = NULL WHERE id = ${merged.id}`;
  // Cards of either have shown its own version: each is behind the new one.
  await tx.$executeRaw`
    UPDATE incident k SET kind = ${kind}, supply = ${supply}, fell_back_at = coalesce(k.fell_back_at, m.fell_back_at),
      decide_at = CASE WHEN k.stage = 'held' THEN coalesce(k.decide_at, m.decide_at) END,
      place_sealed = coalesce(k.place_sealed, m.place_sealed),
      point_sealed = CASE WHEN k.place_sealed IS NULL THEN coalesce(k.point_sealed, m.point_sealed) ELSE k.point_sealed END,
      headcount_version = greatest(k.headcount_version, m.headcount_version) + 1, card_version = greatest(k.card_version, m.card_version) + 1
    FROM incident m WHERE k.id = ${kept.id} AND m.id = ${merged.id}`;
  // Who is still to be called is whoever has no call of either.
  await tx.$executeRaw`
    UPDATE alert SET cursor = ${writeCursor({ at: 'rest' })} WHERE incident_id = ${kept.id} AND kind = 'call' AND slug = ${kept.slug} AND cursor LIKE 'ring:%'`;
}
