import type { Clock } from '../clock.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { Content } from '../domain/content.ts';
import { type Lanes, reachableBy } from '../domain/lane.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { encodePress } from '../domain/press.ts';
import { dollars } from '../domain/price.ts';
import { type CapState, type Caps, capOf, decideCap, isOver, type Scope } from '../domain/spend.ts';
import type { Bell } from '../loop.ts';
import { announce, type Database, type Tx } from '../store/database.ts';
import type { Known } from '../store/spending.ts';
import type { Store } from '../store/store.ts';

export interface SpendWatchOptions {
  readonly bell: Bell;
  readonly database: Database;
  readonly store: Store;
  readonly lanes: Lanes;
  readonly caps: Caps;
  dayOf(at: number): string;
  atlas(tx: Tx): Promise<Atlas>;
  readonly clock: Clock;
}

/** Keeps what is spent below its caps, and organisers informed. */
export interface SpendWatch {
  /** Looks at it, once a second at the most. Returns when to look again; null when nothing waits that costs anything. */
  look(now: number): Promise<number | null>;
}

const LOOK_EVERY_MS = 1_000;
/** What a lane held in the very moment of the decision is let go as well. */
const RELEASED_AGAIN_MS = 10_000;

export function createSpendWatch(options: SpendWatchOptions): SpendWatch {
  const { database, store, lanes, caps, dayOf, clock } = options;
  const { spending } = store;
  const capped = lanes.sms.length + lanes.voice.length > 0 && caps.incident + caps.day > 0;
  let lookedAt = Number.NEGATIVE_INFINITY;

  return {
    async look(now) {
      if (!capped) return null;
      const wait = lookedAt + LOOK_EVERY_MS - clock.elapsed();
      if (wait > 0) return now + wait;
      lookedAt = clock.elapsed();
      const known = await spending.standings(database.prisma, dayOf(now));
      const over = known.filter((standing) => isOver(standing, caps)).map(({ scope }) => scope);
      let work = 0;
      for (const standing of known) {
        if (!isQuiet(standing, now)) work += await database.transaction(async (tx) => await keep(tx, standing, over, now));
      }
      if (work > 0) options.bell.ring();
      const waits = work > 0 ? now : await spending.nextWaiting(database.prisma);
      return waits === null ? null : Math.max(waits, now) + LOOK_EVERY_MS;
    },
  };

  /** Nothing has to be held, said or let go: the usual case. */
  function isQuiet(standing: Known, now: number): boolean {
    if (standing.state === 'released') return (standing.at ?? 0) + RELEASED_AGAIN_MS <= now;
    return !isOver(standing, caps) && decideCap(standing, caps, 0) === 'nothing';
  }

  /** Returns how much there was to do. */
  async function keep(tx: Tx, standing: Known, over: readonly Scope[], now: number): Promise<number> {
    // Who decides at this moment waits until this is done, or has decided: then it is looked at again.
    if (standing.state !== null && (await spending.lockState(tx, standing.scope)) !== standing.state) return 1;
    const work = await act(tx, standing, over, now);
    if (work > 0) await announce(tx);
    return work;
  }

  async function act(tx: Tx, standing: Known, over: readonly Scope[], now: number): Promise<number> {
    const { scope, state } = standing;
    if (state === 'released') return await spending.release(tx, scope, over, now);
    if (isOver(standing, caps)) await spending.hold(tx, scope);
    const held = isOver(standing, caps) && state !== 'held' ? await spending.countHeld(tx, scope, now) : 0;
    const decision = decideCap(standing, caps, held);
    const set = (after: CapState): Promise<boolean> => spending.setState(tx, scope, state, after, now);
    switch (decision) {
      case 'nothing':
        return 0;
      case 'warn':
        return (await set('warned')) ? await tell(tx, standing, 'near', held, now) : 0;
      case 'tell':
        return (await set('over')) ? await tell(tx, standing, 'over', held, now) : 0;
      case 'ask':
        return (await set('held')) ? await tell(tx, standing, 'over', held, now) : 0;
      case 'resume':
        return (await set('warned')) ? await spending.release(tx, scope, over, now) : 0;
      default:
        return assertNever(decision);
    }
  }

  /** Tells organisers of the incident, or all there are, each where they are best reached. Returns how many. */
  async function tell(tx: Tx, { scope, spent }: Known, what: 'near' | 'over', held: number, now: number): Promise<number> {
    const [kind, id = ''] = scope.split(':');
    const incident = kind === 'incident' ? await store.incidents.get(tx, BigInt(id)) : undefined;
    const slugs = incident ? (await options.atlas(tx)).above(incident.slug) : 'all';
    const money = { spent: dollars(spent), cap: dollars(capOf(scope, caps)), ...(what === 'over' ? { held } : {}) };
    const about = incident && {
      neighbourhood: { term: 'neighbourhood', slug: incident.slug } as const,
      what: { term: 'what', kind: incident.kind, supply: incident.supply } as const,
    };
    const content = { key: `spend-${what}-${kind}`, args: { ...money, ...about }, ...(what === 'over' ? buttons(scope, held) : {}) };
    const organisers = await store.people.organisers(tx, slugs, reachableBy(lanes));
    for (const to of organisers) await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
    return organisers.length;
  }
}

function buttons(scope: Scope, held: number): Pick<Content, 'buttons'> {
  const send = { label: { key: 'button-spend-send' }, press: encodePress({ kind: 'spend-send', scope }) };
  const drop = { label: { key: 'button-spend-drop' }, press: encodePress({ kind: 'spend-drop', scope }) };
  return { buttons: held > 0 ? [[send], [drop]] : [[send]] };
}
