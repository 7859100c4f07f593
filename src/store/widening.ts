import { type Acting, may, scopeOf } from '../domain/access.ts';
import type { Incident } from '../domain/incident.ts';
import { isCity, type RingFacts, ringScope, ringWord } from '../domain/ring.ts';
import type { Opening } from './opening.ts';
import type { Ring } from './ring.ts';
import { readRingPolicy } from './ring-policy.ts';

/** Whoever wants a call to go further. */
export interface Widening {
  /** Null for a policy. */
  readonly by: bigint | null;
  /** By whose rights it is: whoever pressed, or set the policy. */
  readonly acting: (Acting & { readonly id: bigint }) | undefined;
  readonly wanted: number;
  /** Though there are enough. */
  readonly urged: boolean;
  /** Channels that an organiser's answer can come back by. */
  readonly answering: readonly string[];
}

/**
 * An incident's call goes on to a neighbourhood beyond its own: at once, by the word of whoever organises it, else its organisers are asked.
 * Where there is nobody who could say yes, that is written down, so that the next ring has its turn.
 */
export async function widen(opening: Opening, incident: Incident, slug: string, widening: Widening): Promise<Ring> {
  const { tx, store, atlas, now } = opening;
  const { by, acting, wanted, urged, answering } = widening;
  const scope = atlas.above(slug);
  const word = ringWord({
    city: isCity(slug, atlas),
    own: acting !== undefined && may(acting, 'widen', slug, atlas),
    agreed: await store.aids.isAgreed(tx, slug, atlas.above(incident.slug)),
    askable: await store.rings.canBeAsked(tx, scope, acting?.id ?? null, answering),
    frozen: await store.organisers.anyFrozen(tx),
  });
  const state = word === 'call' ? 'called' : word === 'ask' ? 'asked' : 'nobody';
  const ring = await store.rings.begin(tx, { incidentId: incident.id, slug, state, wanted, askedBy: by, urged }, now);
  if (word === 'call') await callRing(opening, incident, ring);
  if (word !== 'nobody') {
    const card = await store.alerts.create(tx, { kind: 'card', incidentId: incident.id, slug }, now);
    const besides = word === 'ask' ? { person: acting?.id ?? null } : ('those-who-see-it' as const);
    await store.rings.showHelpers(tx, card, scopeOf('agree-aid', slug, atlas) as readonly string[], besides, now);
  }
  return ring;
}

/** Its people are called: the engine plans them, one neighbourhood after the other, so that nobody of two is called twice. */
export async function callRing({ tx, store, now }: Opening, incident: Pick<Incident, 'id'>, ring: Ring): Promise<void> {
  const call = { kind: 'call', incidentId: incident.id, slug: ring.slug } as const;
  await store.rings.start(tx, ring, await store.alerts.create(tx, call, now));
}

/** What decides about an incident's rings; `wanted`: how many people are, there. */
export async function readRings(
  opening: Opening,
  incident: Incident,
  wanted: number,
): Promise<{ readonly facts: RingFacts; readonly rings: readonly Ring[]; readonly setBy: bigint | null }> {
  const { tx, store, atlas, now } = opening;
  const { id, slug, kind } = incident;
  const { coming, there } = await store.incidents.headcount(tx, id);
  const rings = await store.rings.of(tx, id);
  const { policy, setBy } = await readRingPolicy(tx, ringScope(slug, atlas));
  const facts = {
    ...{ slug, kind, policy, wanted, begun: rings, crowd: coming + there },
    open: incident.stage === 'open' && incident.asker !== 'unconfirmed',
    halted: await store.rings.halted(tx, id),
    calledAt: (await store.rings.calledAt(tx, id, slug)) ?? now,
  };
  return { facts, rings, setBy };
}
