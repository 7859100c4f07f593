import type { Channel } from '../channels/channel.ts';
import type { Clock } from '../clock.ts';
import type { Spent } from '../domain/spend.ts';
import { type Claimed, readUnknown } from '../store/claim.ts';
import type { Session } from '../store/database.ts';
import { knownProviderIds } from '../store/lane.ts';
import type { Outcome } from '../store/outcome.ts';
import { LOOK_UP_AFTER_MS, SEND_TIMEOUT_MS } from './backoff.ts';
import type { Compose, Known } from './compose.ts';
import type { Purse } from './purse.ts';

/**
 * What becomes of copies whose sending was not answered. A provider that can be asked is asked, and what it does not know is sent
 * again. Where it cannot be asked they are sent again at once: for an alarm a repeat is better than a silence.
 */
export interface LookUp {
  /** How many questions are under way. */
  readonly asking: number;
  /** The provider has answered something that is not decided yet. */
  readonly answered: boolean;
  /** Copies that wait to be asked for, or for what follows from the answer. */
  ids(): readonly string[];
  /**
   * Begins to ask for what is due, beside everything else, and returns what is known by now. `settled` are copies of which that is
   * known already, and not written down yet.
   */
  step(session: Session, settled: readonly string[]): Promise<readonly Outcome[]>;
  /** The lane is lost: whoever has it next asks anew. */
  forget(): void;
}

export interface LookUpOptions {
  readonly channel: Channel;
  readonly compose: Compose;
  look(copies: readonly Claimed[]): Promise<ReadonlyMap<string, Known>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly purse?: Purse | undefined;
  /** The provider has answered. */
  answered(): void;
}

interface Answer {
  readonly copy: Claimed;
  readonly found: readonly string[] | 'unavailable';
  readonly segments: number;
  readonly spent?: Spent | undefined;
}

/** Copies read in one go, and how many questions are under way at once. */
const AT_ONCE = 200;
const ABREAST = 8;

export function createLookUp(options: LookUpOptions): LookUp {
  const { channel, compose, clock, signal } = options;
  /** Changes when the lane is lost: what was asked before that is nobody's any more. */
  let held = Symbol();
  const taken = new Set<string>();
  let waiting: Claimed[] = [];
  let asking = 0;
  let answers: Answer[] = [];

  return {
    get asking() {
      return asking;
    },
    ids: () => [...taken],
    get answered() {
      return answers.length > 0;
    },
    async step(session, settled) {
      const outcomes = await decide(session);
      const now = clock.now();
      const known = [...settled, ...taken, ...outcomes.map(({ copy }) => copy.id)];
      const unknown = await readUnknown(session, channel.lane, known, AT_ONCE, now);
      if (!channel.lookUp) return [...outcomes, ...unknown.map((copy) => again(copy, now))];
      for (const copy of unknown) taken.add(copy.id);
      waiting.push(...unknown);
      while (asking < ABREAST && waiting.length > 0) void work();
      return outcomes;
    },
    forget() {
      held = Symbol();
      taken.clear();
      waiting = [];
      answers = [];
    },
  };

  /** Asks for one after the other, until none waits. */
  async function work(): Promise<void> {
    asking += 1;
    for (let copy = waiting.shift(); copy; copy = waiting.shift()) {
      const since = held;
      const answer = await ask(copy);
      if (since !== held) continue;
      answers.push(answer);
      options.answered();
    }
    asking -= 1;
  }

  async function ask(copy: Claimed): Promise<Answer> {
    const known = await options.look([copy]).catch(() => undefined);
    const composed = known && compose(copy, known.get(copy.incidentId ?? ''), clock.now());
    // Without its text, or where it is not said any more, it is sent again, which finds out what is to become of it.
    if (!composed) return { copy, found: known ? [] : 'unavailable', segments: 0 };
    const late = new AbortController();
    const cancel = clock.at(clock.now() + SEND_TIMEOUT_MS, () => late.abort());
    const asked = channel.lookUp?.(composed.outgoing, copy.triedAt ?? clock.now(), AbortSignal.any([signal, late.signal]));
    const found = (await asked?.finally(cancel)) ?? [];
    const segments = channel.cost(composed.outgoing);
    return { copy, found, segments, spent: options.purse?.spent(composed.outgoing, segments) };
  }

  async function decide(session: Session): Promise<readonly Outcome[]> {
    if (answers.length === 0) return [];
    const now = clock.now();
    const asked = answers;
    const recorded = await knownProviderIds(
      session,
      asked.flatMap(({ found }) => (found === 'unavailable' ? [] : found)),
    );
    answers = answers.slice(asked.length);
    for (const { copy } of asked) taken.delete(copy.id);
    // Two copies to one number may both be unknown: each message at the provider answers for one of them.
    const matched = new Set<string>();
    return asked.map(({ copy, found, segments, spent }): Outcome => {
      if (found === 'unavailable') return { copy, kind: 'unknown', at: now + LOOK_UP_AFTER_MS, since: copy.triedAt ?? now };
      const providerId = found.find((id) => !recorded.has(id) && !matched.has(id));
      if (providerId === undefined) return again(copy, now);
      matched.add(providerId);
      return { copy, kind: 'accepted', providerId, segments, version: 0, spent };
    });
  }
}

function again(copy: Claimed, now: number): Outcome {
  return { copy, kind: 'again', at: now, code: 'unknown', counts: false };
}
