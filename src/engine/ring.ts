import { rankOf } from '../domain/access.ts';
import type { ContactChannel } from '../domain/contact.ts';
import type { Incident } from '../domain/incident.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { decideRing, type RingDecision } from '../domain/ring.ts';
import { appendAudit } from '../store/audit.ts';
import type { Tx } from '../store/database.ts';
import type { Ring } from '../store/ring.ts';
import type { Store } from '../store/store.ts';
import { readRings, widen } from '../store/widening.ts';
import { earliest } from './due.ts';

export interface RingOptions {
  readonly store: Store;
  /** People who are a crowd, where their neighbourhood does not say. */
  readonly enough: number;
  readonly answering: readonly ContactChannel[];
  atlas(tx: Tx): Promise<Atlas>;
}

/** When the next ring has its turn by itself, or one stops because there are enough. */
export async function nextRing(tx: Tx, options: RingOptions, now: number): Promise<number | null> {
  let next: number | null = null;
  for (const id of await options.store.rings.watched(tx)) {
    const incident = await options.store.incidents.get(tx, id);
    const decision = incident && (await decide(tx, options, incident, now)).decision;
    if (decision) next = earliest(next, decision.kind === 'wait' ? decision.until : now);
  }
  return next;
}

/** Calls the rings whose turn it is, stops those that are not needed any more, and goes on with those that are again. Returns how many. */
export async function turnRings(tx: Tx, options: RingOptions, now: number): Promise<number> {
  let count = 0;
  for (const id of await options.store.rings.watched(tx)) {
    // What is decided about the incident meanwhile, decides here too.
    const incident = await options.store.incidents.lock(tx, id);
    if (incident) count += await turn(tx, options, incident, now);
  }
  return count;
}

async function turn(tx: Tx, options: RingOptions, incident: Incident, now: number): Promise<number> {
  const { store } = options;
  const { decision, rings, setBy, atlas, wanted } = await decide(tx, options, incident, now);
  if (decision.kind === 'wait') return 0;
  if (decision.kind === 'go') {
    const acting = setBy === null ? undefined : await store.organisers.get(tx, setBy);
    for (const slug of decision.slugs) {
      const ring = await widen({ tx, store, atlas, now }, incident, slug, { ...options, by: null, acting, wanted, urged: false });
      const action = ring.state === 'called' ? 'widen' : 'ask-aid';
      // By the word of whoever set the policy.
      if (ring.state !== 'nobody')
        await appendAudit(tx, [{ at: now, person: setBy, rank: rankOf(acting), action, subject: `ring:${ring.id}` }]);
    }
    return decision.slugs.length;
  }
  for (const ring of rings.filter(({ slug }) => decision.slugs.includes(slug))) {
    if (decision.kind === 'pause') await store.rings.pause(tx, ring, now);
    else await store.rings.resume(tx, ring, false, now);
  }
  return decision.slugs.length;
}

async function decide(
  tx: Tx,
  { store, enough, atlas: read }: RingOptions,
  incident: Incident,
  now: number,
): Promise<{
  readonly decision: RingDecision;
  readonly rings: readonly Ring[];
  readonly setBy: bigint | null;
  readonly atlas: Atlas;
  readonly wanted: number;
}> {
  const atlas = await read(tx);
  const wanted = atlas.get(incident.slug)?.enough ?? enough;
  const { facts, ...found } = await readRings({ tx, store, atlas, now }, incident, wanted);
  return { decision: decideRing(facts, atlas, now), ...found, atlas, wanted };
}
