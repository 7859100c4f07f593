import type { Kind } from './kind.ts';
import { silenceMsOf } from './ladder.ts';
import type { Atlas } from './neighbourhood.ts';

/**
 * How far a neighbourhood's calls go on beyond it: `off` never, and it is not even offered; `ask` when an organiser presses for it; else by
 * themselves, after so many minutes below the number of people wanted.
 */
export const ringPolicies = ['off', 'ask', '5', '10', '20'] as const;
export type RingPolicy = (typeof ringPolicies)[number];
export const USUAL_POLICY: RingPolicy = 'ask';

export function isRingPolicy(value: string): value is RingPolicy {
  return (ringPolicies as readonly string[]).includes(value);
}

/** Minutes after which the next ring is called without anybody pressing; null where it never is. */
export function minutesOf(policy: RingPolicy): number | null {
  return policy === 'off' || policy === 'ask' ? null : Number(policy);
}

/**
 * `asked`: its organisers were, and nobody has answered. `paused`: it was called until there were enough, or until an organiser wanted no
 * more. `nobody`: there is no organiser who could say yes.
 */
export type RingState = 'asked' | 'called' | 'paused' | 'refused' | 'nobody';

/** A city is called only with the word of somebody who organises it, besides whoever asks. */
export function isCity(slug: string, atlas: Atlas): boolean {
  return atlas.get(slug)?.parent === null && atlas.within(slug).length > 1;
}

/** Neighbourhoods whose organisers say how far a call of this one goes on by itself, nearest first: a city does not speak for all in it. */
export function ringScope(slug: string, atlas: Atlas): readonly string[] {
  return atlas.above(slug).filter((one) => one === slug || !isCity(one, atlas));
}

/**
 * What lies beyond a neighbourhood and all below it, nearest first, each step the roots of what is called together: each neighbourhood that it
 * lies under, then those next to any of these, then the city.
 */
export function ringSteps(slug: string, atlas: Atlas): readonly (readonly string[])[] {
  const [own = slug, ...above] = atlas.above(slug);
  const parents = above.filter((parent) => !isCity(parent, atlas));
  const cities = above.filter((parent) => isCity(parent, atlas));
  const called = new Set([own, ...parents].flatMap((one) => atlas.within(one)));
  const beside = [own, ...parents].flatMap((one) => atlas.get(one)?.next ?? []);
  const next = [...new Set(beside)].filter((one) => atlas.get(one) && !called.has(one) && !above.includes(one) && !isCity(one, atlas));
  // Of two that lie one under the other the upper one calls both.
  const roots = next.filter((one) => !next.some((other) => other !== one && atlas.within(other).includes(one)));
  return [...parents.map((parent) => [parent]), roots, ...cities.map((city) => [city])].filter((step) => step.length > 0);
}

/** What would be called next; empty where there is nothing left. */
export function nextStep(slug: string, begun: readonly string[], atlas: Atlas): readonly string[] {
  const left = ringSteps(slug, atlas).map((step) => step.filter((one) => !begun.includes(one)));
  return left.find((step) => step.length > 0) ?? [];
}

/** A ring that has begun. */
export interface BegunRing {
  readonly slug: string;
  readonly state: RingState;
  /** An organiser wanted it though there were enough. */
  readonly urged: boolean;
  /** Some of its people are still to be called. */
  readonly going: boolean;
  /** When it began, in milliseconds since the epoch. */
  readonly at: number;
}

export interface RingFacts {
  readonly slug: string;
  readonly kind: Kind;
  /** The incident lasts, and somebody has said that it is true. */
  readonly open: boolean;
  /** An organiser wants no more called. */
  readonly halted: boolean;
  readonly policy: RingPolicy;
  /** People coming and there. */
  readonly crowd: number;
  readonly wanted: number;
  /** When the incident's own call began, or went on to all of its own. */
  readonly calledAt: number;
  readonly begun: readonly BegunRing[];
}

/** `go`: these are called, or asked, now. `pause`, `resume`: these stop, or go on. `wait`: until a time, or until something else happens. */
export type RingDecision =
  | { readonly kind: 'go' | 'pause' | 'resume'; readonly slugs: readonly string[] }
  | { readonly kind: 'wait'; readonly until: number | null };

const waiting: RingDecision = { kind: 'wait', until: null };
const MINUTE_MS = 60_000;

/** Whether nobody of a ring is to be called for now, though it may be. */
export function rests(
  { halted, crowd, wanted }: Pick<RingFacts, 'halted' | 'crowd' | 'wanted'>,
  { urged }: Pick<BegunRing, 'urged'>,
): boolean {
  return halted || (crowd >= wanted && !urged);
}

/** What becomes of an incident's rings by itself. */
export function decideRing(facts: RingFacts, atlas: Atlas, now: number): RingDecision {
  const { open, halted, begun, crowd, wanted } = facts;
  if (!open) return waiting;
  const stopping = begun.filter(({ state, going, urged }) => state === 'called' && going && rests(facts, { urged }));
  if (stopping.length > 0) return { kind: 'pause', slugs: stopping.map(({ slug }) => slug) };
  if (halted || crowd >= wanted) return waiting;
  const paused = begun.filter(({ state }) => state === 'paused');
  if (paused.length > 0) return { kind: 'resume', slugs: paused.map(({ slug }) => slug) };
  const minutes = minutesOf(facts.policy);
  // Nobody is woken in the next neighbourhood because the light is off.
  if (minutes === null || silenceMsOf(facts.kind) === null) return waiting;
  const slugs = nextStep(
    facts.slug,
    begun.map(({ slug }) => slug),
    atlas,
  );
  if (slugs.length === 0) return waiting;
  const due = Math.max(facts.calledAt, ...begun.map(({ at }) => at)) + minutes * MINUTE_MS;
  return due <= now ? { kind: 'go', slugs } : { kind: 'wait', until: due };
}

/** By whose word a ring would be called. */
export interface RingWord {
  readonly city: boolean;
  /** Whoever presses, or set the policy, organises it. */
  readonly own: boolean;
  /** Its organisers have agreed to help whenever they are asked. */
  readonly agreed: boolean;
  /** Somebody else who organises it can be asked. */
  readonly askable: boolean;
  /** Some account is frozen: perhaps so that nobody else can be asked. */
  readonly frozen: boolean;
}

/** A city takes a second person wherever there is one: nobody wakes it alone. */
export function ringWord({ city, own, agreed, askable, frozen }: RingWord): 'call' | 'ask' | 'nobody' {
  if (city ? own && !askable && !frozen : own || agreed) return 'call';
  return askable ? 'ask' : 'nobody';
}
