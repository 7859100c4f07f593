import type { Claimed } from '../store/claim.ts';
import type { Outcome } from '../store/outcome.ts';

/** What a lane holds and has still to write down: outcomes, and claims of which nothing is left. */
export interface Ledger {
  readonly size: number;
  /** Copies that came with claims. */
  open(copies: readonly Pick<Claimed, 'id' | 'claim'>[]): void;
  add(outcome: Outcome): void;
  /** A copy that was claimed and not sent stays in the database as it was: there is nothing to write down. */
  release(copy: Pick<Claimed, 'id'>): void;
  /** Ids whose outcomes are not written down yet. */
  ids(): readonly string[];
  /** Takes out everything that is to be written down. */
  take(): { readonly outcomes: readonly Outcome[]; readonly claims: readonly string[] };
  /** What was taken out could not be written down, and is to be tried again. */
  putBack(taken: ReturnType<Ledger['take']>): void;
  /** Claims mean nothing any more: the lane was lost, and whoever takes it recovers them. */
  forgetClaims(): void;
}

export function createLedger(): Ledger {
  let outcomes: Outcome[] = [];
  let finished: string[] = [];
  /** How many copies of each claim are not settled yet, and which claim a copy came with. */
  const left = new Map<string, number>();
  const claimOf = new Map<string, string>();
  const close = (id: string): void => {
    const claim = claimOf.get(id);
    if (claim === undefined) return;
    claimOf.delete(id);
    const rest = (left.get(claim) ?? 1) - 1;
    if (rest > 0) {
      left.set(claim, rest);
      return;
    }
    left.delete(claim);
    finished.push(claim);
  };
  return {
    get size() {
      return outcomes.length;
    },
    open(copies) {
      for (const { id, claim } of copies) {
        if (claim === null) continue;
        claimOf.set(id, claim);
        left.set(claim, (left.get(claim) ?? 0) + 1);
      }
    },
    add: (outcome) => void outcomes.push(outcome),
    release: (copy) => close(copy.id),
    ids: () => outcomes.map(({ copy }) => copy.id),
    take() {
      for (const { copy } of outcomes) close(copy.id);
      const taken = { outcomes, claims: finished };
      outcomes = [];
      finished = [];
      return taken;
    },
    putBack(taken) {
      outcomes = [...taken.outcomes, ...outcomes];
      finished = [...taken.claims, ...finished];
    },
    forgetClaims() {
      left.clear();
      claimOf.clear();
      finished = [];
    },
  };
}
