import type { Policy } from './confirmation.ts';
import type { Door } from './door.ts';
import type { Language } from './language.ts';

/** A point on the map, WGS 84 degrees. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** A place people register for. `slug` is its key everywhere: lower-case Latin letters, digits and hyphens. */
export interface Neighbourhood {
  readonly slug: string;
  readonly names: Readonly<Record<Language, string>>;
  readonly parent: string | null;
  readonly city: string;
  readonly centre: Point | null;
  /** Slugs of the neighbourhoods next to this one. */
  readonly next: readonly string[];
  /** How many people coming and there are a crowd: nobody is woken on another channel any more. Null takes the deployment's number. */
  readonly enough: number | null;
  readonly door: Door;
  /** Seconds that a report may wait for somebody to decide about it. */
  readonly window: number;
  /** What becomes of it then. */
  readonly unconfirmed: Policy;
}

/** All neighbourhoods with the questions that need more than one of them. */
export interface Atlas {
  readonly all: readonly Neighbourhood[];
  get(slug: string): Neighbourhood | undefined;
  /** The neighbourhood and everything below it: who is called for a report there. */
  within(slug: string): readonly string[];
  /** The same, nearest to a point first: the neighbourhood itself, then what lies below it. Without a point, as they were added. */
  rings(slug: string, point: Point | null): readonly string[];
  /** The neighbourhood and everything above it, nearest first. */
  above(slug: string): readonly string[];
  /** Neighbourhoods with nothing below them, in the order they were added: what a person joins. */
  readonly leaves: readonly Neighbourhood[];
  /** The leaves by distance from a point, nearest first; those without a centre come last. */
  nearest(point: Point): readonly Neighbourhood[];
}

export function createAtlas(all: readonly Neighbourhood[]): Atlas {
  const bySlug = new Map(all.map((n) => [n.slug, n]));
  const children = Map.groupBy(all, (n) => n.parent);
  const within = (slug: string): string[] => {
    const found = new Set<string>();
    const visit = (s: string): void => {
      if (found.has(s)) return;
      found.add(s);
      for (const child of children.get(s) ?? []) visit(child.slug);
    };
    visit(slug);
    return [...found];
  };
  const above = (slug: string): string[] => {
    const found: string[] = [];
    for (let s: string | null = slug; s !== null && !found.includes(s); s = bySlug.get(s)?.parent ?? null) found.push(s);
    return found;
  };
  const leaves = all.filter((n) => !children.has(n.slug));
  const distance = (slug: string, point: Point): number => {
    const centre = bySlug.get(slug)?.centre;
    return centre ? metresBetween(point, centre) : Number.POSITIVE_INFINITY;
  };
  return {
    all,
    get: (slug) => bySlug.get(slug),
    within,
    rings: (slug, point) => {
      const [own = slug, ...below] = within(slug);
      return point ? [own, ...below.toSorted((a, b) => distance(a, point) - distance(b, point))] : [own, ...below];
    },
    above,
    leaves,
    nearest: (point) => leaves.toSorted((a, b) => distance(a.slug, point) - distance(b.slug, point)),
  };
}

const EARTH_RADIUS_METRES = 6_371_008.8;

/** Great-circle distance by the haversine formula, good to half a per cent. */
export function metresBetween(a: Point, b: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const dLat = radians(b.lat - a.lat);
  const dLon = radians(b.lon - a.lon);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}
