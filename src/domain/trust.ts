/** What became of a report that somebody made. */
export interface Outcome {
  readonly confirmed: boolean;
  /** When they made it. */
  readonly at: number;
}

/** After this long an outcome weighs half of what it did: people change, and so do those who hold their phones. */
const HALF_LIFE_MS = 90 * 24 * 60 * 60_000;
/** A lie costs more than the truth earns: each wakes people who come less readily the next time. */
const EARNED = 0.1;
const LOST = 0.25;
/** Never nothing; and never so much that one who was only vouched for would be enough alone. */
const LEAST = 0.5;
const MOST = 1.4;

/**
 * By how much somebody's word is multiplied because of what became of their reports before: 1 for one who never made any. It is about
 * them, and never about whether what they report is plausible; and it keeps no report from being asked about.
 */
export function worthOf(outcomes: readonly Outcome[], now: number): number {
  const earned = outcomes.reduce((sum, { confirmed, at }) => {
    const faded = 0.5 ** (Math.max(0, now - at) / HALF_LIFE_MS);
    return sum + (confirmed ? EARNED : -LOST) * faded;
  }, 1);
  return Math.min(MOST, Math.max(LEAST, earned));
}
