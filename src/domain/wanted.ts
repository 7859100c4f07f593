import type { Skill } from './skill.ts';

/** More with one skill nobody wants at one place. */
export const WANTED_MAX = 50;

/** Numbers to tap; 0 ends the search. */
export const wantedNumbers = [1, 2, 3, 5, 0] as const;

/** For each one who is missing so many are asked at a time: not all can come, and who comes for nothing does not come again. */
const ASKED_FOR_EACH = 3;

/** Whoever has said nothing for this long is not waited for any more, and others are asked. */
export const SILENT_AFTER_MS = 2 * 60_000;

/**
 * What an organiser says of a skill: how many are wanted. Without a number at least one is; `more`: beyond those who are wanted, or are
 * coming already.
 */
export interface Wish {
  readonly skill: Skill;
  readonly count: number | null;
  readonly more: boolean;
}

/** How many are wanted after a wish. */
export function wantedAfter({ count, more }: Wish, wanted: number, coming: number): number {
  const after = more ? Math.max(wanted, coming) + (count ?? 1) : (count ?? Math.max(wanted, 1));
  return Math.min(WANTED_MAX, after);
}

export interface WantedFacts {
  readonly wanted: number;
  /** People with the skill who are coming or there. */
  readonly coming: number;
  /** People who were asked so lately that they may still answer. */
  readonly waiting: number;
}

/** How many further people are asked now. A role that is filled is never called again, and one that is nearly filled not by a crowd. */
export function toAsk({ wanted, coming, waiting }: WantedFacts): number {
  const missing = wanted - coming;
  return missing <= 0 ? 0 : Math.max(0, missing * ASKED_FOR_EACH - waiting);
}

/**
 * What an organiser hears. `dropped`: nobody is looked for any more. `enough`: as many as are wanted are coming. `asked`: everybody was asked
 * before. `nobody`: there is nobody to ask.
 */
export type WantedAnswer = 'dropped' | 'enough' | 'sent' | 'waiting' | 'asked' | 'nobody';

export function answerTo(facts: WantedFacts & { readonly fresh: number; readonly asked: number }): WantedAnswer {
  const { wanted, coming, fresh, asked } = facts;
  if (wanted === 0) return 'dropped';
  if (coming >= wanted) return 'enough';
  if (fresh === 0) return asked > 0 ? 'asked' : 'nobody';
  return toAsk(facts) > 0 ? 'sent' : 'waiting';
}
