import type { Actor, Channel } from './cast.ts';

/** Who may expect what of one alert, worked out from the cast alone: the app's own idea of it is what a drill examines. */
export interface Audience {
  /** Everyone who can be reached, and on which channel. */
  readonly should: ReadonlyMap<number, Channel>;
  /** A call to them is no mistake, and none is missed: nobody could know that their phone is dead. */
  readonly may: ReadonlySet<number>;
}

export interface Alert {
  /** Where people are called to, one after the other where the call moves. */
  readonly places: readonly string[];
  /** When the report left the phone. */
  readonly at: number;
  readonly audience: Audience;
}

/** A call that a provider has accepted. */
export interface Call {
  readonly place: string;
  readonly person: number;
  readonly channel: Channel;
  readonly at: number;
}

export interface Times {
  readonly firstMs: number | null;
  readonly medianMs: number | null;
  readonly lastMs: number | null;
}

/** What became of one alert, by the ids of people. */
export interface Tally {
  readonly called: ReadonlyMap<number, Channel>;
  readonly lost: readonly number[];
  readonly duplicates: readonly number[];
  /** Called, and should not have been. */
  readonly strays: readonly number[];
  readonly times: Readonly<Record<Channel, Times>>;
}

/** Where a call reaches somebody: Telegram where there is one, else SMS. Undefined where nothing does. */
export function channelOf({ chat, phone }: Pick<Actor, 'chat' | 'phone'>): Channel | undefined {
  if (chat?.state === 'open') return 'telegram';
  return phone?.state === 'open' ? 'sms' : undefined;
}

/** Everyone who lives in or defends one of the neighbourhoods, but for those who reported it themselves. */
export function audienceOf(actors: readonly Actor[], slugs: readonly string[], reporters: readonly number[]): Audience {
  const should = new Map<number, Channel>();
  const may = new Set<number>();
  for (const actor of actors) {
    if (!actor.memberships.some((m) => slugs.includes(m.slug)) || reporters.includes(actor.id)) continue;
    const channel = channelOf(actor);
    if (channel) should.set(actor.id, channel);
    else if (actor.phone?.state === 'dead') may.add(actor.id);
  }
  return { should, may };
}

/** Holds the calls that providers accepted against what should have come. */
export function tally(alert: Alert, calls: readonly Call[]): Tally {
  const byPerson = Map.groupBy(
    calls.filter((call) => alert.places.includes(call.place)),
    (call) => call.person,
  );
  const { should, may } = alert.audience;
  const called = new Map<number, Channel>();
  const duplicates: number[] = [];
  const strays: number[] = [];
  const afterMs: Record<Channel, number[]> = { telegram: [], sms: [] };
  for (const [person, mine] of byPerson) {
    const [first] = mine;
    if (!first) continue;
    // Whoever is silent on one channel is called on the next: once on each.
    if (new Set(mine.map((call) => call.channel)).size < mine.length) duplicates.push(person);
    if (!should.has(person) && !may.has(person)) strays.push(person);
    called.set(person, first.channel);
    afterMs[first.channel].push(first.at - alert.at);
  }
  return {
    called,
    lost: [...should.keys()].filter((person) => !called.has(person)),
    duplicates,
    strays,
    times: { telegram: timesOf(afterMs.telegram), sms: timesOf(afterMs.sms) },
  };
}

export function timesOf(delays: readonly number[]): Times {
  const sorted = [...delays].sort((a, b) => a - b);
  const at = (index: number): number | null => sorted[index] ?? null;
  return { firstMs: at(0), medianMs: at(Math.floor((sorted.length - 1) / 2)), lastMs: at(sorted.length - 1) };
}

/** Whoever was called to something that has ended and heard fewer all-clears than that; those whose phone is dead cannot hear. */
export function unreleased(tallies: readonly Tally[], should: ReadonlySet<number>, heard: ReadonlyMap<number, number>): readonly number[] {
  const calls = new Map<number, number>();
  for (const { called } of tallies) for (const person of called.keys()) calls.set(person, (calls.get(person) ?? 0) + 1);
  return [...calls].filter(([person, count]) => should.has(person) && (heard.get(person) ?? 0) < count).map(([person]) => person);
}
