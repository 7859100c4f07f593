import type { Channel } from '../channels/channel.ts';
import type { Clock } from '../clock.ts';
import { canBeHeld, fallsUnder } from '../domain/spend.ts';
import type { Claimed } from '../store/claim.ts';
import type { Outcome } from '../store/outcome.ts';
import type { Compose, Known } from './compose.ts';
import type { Purse } from './purse.ts';
import type { Ready, Waiting } from './queue.ts';

export interface PrepareOptions {
  readonly channel: Channel;
  readonly compose: Compose;
  look(ids: readonly string[], counted: boolean): Promise<ReadonlyMap<string, Known>>;
  readonly clock: Clock;
  /** Absent where sending costs nothing. */
  readonly purse?: Purse | undefined;
}

/** Turns claimed copies into requests, and finds those that are not to be sent any more. */
export interface Prepare {
  /** What is known of the copies' incidents. */
  known(copies: readonly Claimed[]): Promise<ReadonlyMap<string, Known>>;
  ready(copies: readonly Claimed[]): Promise<{ readonly ready: readonly Ready[]; readonly dropped: readonly Outcome[] }>;
}

/** A view of an incident is used again for this long: its numbers may be a moment old, what is said of it may not. */
const VIEW_MS = 300;

interface View {
  readonly at: number;
  readonly counted: boolean;
  readonly known: Known;
}

export function createPrepare({ channel, compose, look, clock, purse }: PrepareOptions): Prepare {
  const views = new Map<string, View>();

  async function known(copies: readonly Claimed[]): Promise<ReadonlyMap<string, Known>> {
    const now = clock.elapsed();
    for (const [id, { at }] of views) if (at + VIEW_MS <= now) views.delete(id);
    for (const counted of [false, true]) {
      const stale = copies.filter((copy) => copy.incidentId !== null && showsCounts(copy) === counted && !isFresh(copy, counted));
      if (stale.length === 0) continue;
      const found = await look([...new Set(stale.map((copy) => copy.incidentId ?? ''))], counted);
      for (const [id, seen] of found) views.set(id, { at: now, counted, known: seen });
    }
    return new Map([...views].map(([id, view]) => [id, view.known]));
  }

  function isFresh(copy: Claimed, counted: boolean): boolean {
    const view = views.get(copy.incidentId ?? '');
    return view !== undefined && (view.counted || !counted) && view.known.versions.headcount >= (copy.headcountVersion ?? 0);
  }

  /** Those of the copies that wait for a decision, because a cap is reached. Asked after they were claimed: what was let go goes. */
  async function held(copies: readonly Claimed[], seen: ReadonlyMap<string, Known>): Promise<ReadonlySet<Claimed>> {
    const candidates = purse ? copies.filter((copy) => canBeHeld(copy.kind, seen.get(copy.incidentId ?? '')?.view.kind ?? null)) : [];
    if (!purse || candidates.length === 0) return new Set();
    const over = await purse.over();
    return new Set(candidates.filter((copy) => over.some((scope) => fallsUnder(scope, copy.incidentId))));
  }

  return {
    known,
    async ready(copies) {
      const seen = await known(copies);
      const waits = await held(copies, seen);
      const now = clock.now();
      const ready: Ready[] = [];
      const dropped: Outcome[] = [];
      for (const copy of copies) {
        const reason = reasonNotToSend(copy, now);
        if (!reason && waits.has(copy)) {
          dropped.push({ copy, kind: 'dropped', state: 'held', movesOn: false });
          continue;
        }
        const composed = reason ? undefined : compose(copy, seen.get(copy.incidentId ?? ''), now);
        if (composed) ready.push({ copy: waiting(copy), ...composed, cost: channel.cost(composed.outgoing) });
        else dropped.push({ copy, kind: 'dropped', state: reason === 'expired' ? 'expired' : 'cancelled', movesOn: reason === 'closed' });
      }
      return { ready, dropped };
    },
  };
}

function waiting({ id, incidentId, contactId, op, kind, urgency, attempts, expiresAt }: Claimed): Waiting {
  return { id, incidentId, contactId, op, kind, urgency, attempts, expiresAt };
}

/** Organisers' cards and receipts show how many were called; so does an edit of either. */
function showsCounts(copy: Claimed): boolean {
  const kind = copy.op === 'edit' ? copy.targetKind : copy.kind;
  return kind === 'card' || kind === 'receipt' || kind === 'home-list';
}

/** What is not said any more once its incident has ended. */
export function endsWithIncident(copy: Pick<Claimed, 'kind' | 'op' | 'incidentId'>): boolean {
  return copy.op !== 'edit' && ['call', 'need', 'update', 'place', 'receipt', 'house', 'enough'].includes(copy.kind);
}

/** `closed`: its contact is, and it goes on to the person's next one. */
function reasonNotToSend(copy: Claimed, now: number): 'expired' | 'closed' | 'ended' | 'answered' | undefined {
  if (copy.expiresAt <= now) return 'expired';
  // Whoever stopped hears nothing more, except the one confirmation of it.
  const rings = copy.op === 'call' && copy.contactState === 'landline';
  if (copy.contactState !== 'open' && !rings && copy.kind !== 'farewell') return 'closed';
  if (endsWithIncident(copy) && copy.stage !== null && copy.stage !== 'open') return 'ended';
  // Nobody hears what they have answered, on whatever channel.
  if ((copy.kind === 'call' || copy.kind === 'need') && copy.op !== 'edit' && copy.answer !== null) return 'answered';
  // Nor are they told that enough are coming, or where to go now, once they have said what they do.
  if (copy.kind === 'enough' && copy.answer !== null) return 'answered';
  if (copy.kind === 'house' && (copy.answer === 'cant' || copy.answer === 'left')) return 'answered';
  return undefined;
}
