import type { World } from '../world.ts';
import type { Cast, RoleName } from './cast.ts';
import { roles } from './cast.ts';

/** What organisers and people had decided of an alarm at one moment; a phone may show what was so at that moment, and nothing older. */
export interface Moment {
  readonly at: number;
  readonly stage: string;
  /** The place that the call is at. */
  readonly place: string;
  /** What becomes of houses, by their places. */
  readonly houses: ReadonlyMap<string, string>;
  /** Answers, by person. */
  readonly answers: ReadonlyMap<bigint, string>;
  /** Neighbourhoods that were asked for help, or called. */
  readonly rings: ReadonlyMap<string, string>;
  readonly wanted: ReadonlySet<string>;
}

export interface Alarm {
  readonly id: string;
  readonly code: string;
  readonly slug: string;
  readonly moments: Moment[];
  readonly houseIds: readonly string[];
  readonly ringIds: readonly string[];
  readonly eventIds: readonly string[];
  readonly casualtyIds: readonly string[];
}

/** What somebody may be told in their neighbourhood: `hidden` only without the place; `shut`: who was suspended; `out`: who does not live there. */
export interface Standing {
  readonly at: number;
  readonly state: 'told' | 'hidden' | 'shut' | 'out';
}

/** What is known of one history, in the order in which it came about. */
export interface Facts {
  readonly alarms: Map<string, Alarm>;
  readonly standing: Map<RoleName, Standing[]>;
  /** Whose alarm each place belongs to. */
  readonly places: Map<string, string>;
}

export const newFacts = (): Facts => ({ alarms: new Map(), standing: new Map(), places: new Map() });
export const newest = (alarm: Alarm): Moment => alarm.moments.at(-1) as Moment;

/** Notes how everything stands now, in all histories at once. */
export async function note(world: World, casts: readonly Cast[], facts: readonly Facts[]): Promise<void> {
  const { database, cipher } = world.store;
  const { prisma } = database;
  const at = world.clock.now();
  const open = (sealed: Uint8Array | null): string => (sealed ? cipher.open('place', sealed) : '');
  const [incidents, members] = await Promise.all([
    prisma.incident.findMany({
      where: { slug: { in: casts.map(({ slug }) => slug) } },
      include: {
        ...{ houses: { orderBy: { id: 'asc' } }, answers: true, rings: { orderBy: { id: 'asc' } }, wanted: true, reports: true },
        events: { select: { id: true }, orderBy: { id: 'asc' } },
        casualties: { select: { id: true }, orderBy: { id: 'asc' } },
      },
      orderBy: { id: 'asc' },
    }),
    prisma.membership.findMany(),
  ]);
  const bySlug = new Map(casts.map((cast) => [cast.slug, facts[casts.indexOf(cast)]]));
  for (const row of incidents) {
    const known = bySlug.get(row.slug);
    if (!known) continue;
    const id = String(row.id);
    const moments = known.alarms.get(id)?.moments ?? [];
    moments.push({
      ...{ at, stage: row.stage, place: open(row.placeSealed) },
      houses: new Map(row.houses.map((house) => [open(house.placeSealed), house.status])),
      answers: new Map(row.answers.map(({ personId, answer }) => [personId, answer])),
      rings: new Map(row.rings.map(({ slug, state }) => [slug, state])),
      wanted: new Set(row.wanted.filter(({ count }) => count > 0).map(({ skill }) => skill)),
    });
    const ids = (rows: readonly { readonly id: bigint }[]): readonly string[] => rows.map((one) => String(one.id));
    known.alarms.set(id, {
      ...{ id, code: row.code, slug: row.slug, moments, houseIds: ids(row.houses), ringIds: ids(row.rings) },
      ...{ eventIds: ids(row.events), casualtyIds: ids(row.casualties) },
    });
    for (const { placeSealed } of [...row.houses, ...row.reports, row]) if (placeSealed) known.places.set(open(placeSealed), id);
  }
  const memberships = new Map(members.map((row) => [`${row.personId} ${row.slug}`, row]));
  casts.forEach((cast, i) => {
    for (const role of roles) {
      const row = memberships.get(`${cast.people[role].id} ${cast.slug}`) ?? memberships.get(`${cast.people[role].id} ${cast.next}`);
      const state = !row ? 'out' : row.suspendedAt ? 'shut' : row.vouched ? 'told' : 'hidden';
      const before = facts[i]?.standing.get(role) ?? [];
      if (before.at(-1)?.state !== state) facts[i]?.standing.set(role, [...before, { at, state }]);
    }
  });
}

/** What a lane has claimed is on its way: a quarter of a second of work, and the next while that is half done. */
const IN_FLIGHT_MS = 500;

/**
 * What was so when something was on its way, or at that very time came to be so: both sides of a change may be told in its moment. `flight`: how long
 * something is on its way; what has ended is dropped at once by whoever had claimed it.
 */
export function during<T extends { readonly at: number }>(all: readonly T[], at: number, flight = IN_FLIGHT_MS): readonly T[] {
  const from = at - flight;
  const before = all.findLast((one) => one.at < from);
  return [...(before ? [before] : []), ...all.filter((one) => one.at >= from && one.at <= at)];
}
