import { may } from './access.ts';
import { type Day, isDay } from './calendar.ts';
import type { Answer } from './headcount.ts';
import type { Atlas } from './neighbourhood.ts';
import type { Member } from './person.ts';
import { type DueKind, dueKinds } from './reminder.ts';
import { standing } from './vouch.ts';

/** How talks ended, in the order of the buttons. */
export const outcomes = ['postponed', 'petition', 'left', 'refused'] as const;
export type OutcomeKind = (typeof outcomes)[number];

/** What somebody who talked to them says came of it. `day`: until when it is postponed, or by when the petition is to be filed. */
export type Outcome =
  | { readonly kind: 'outcome'; readonly outcome: DueKind; readonly day: Day }
  | { readonly kind: 'outcome'; readonly outcome: Exclude<OutcomeKind, DueKind> };

export function isDueKind(kind: string): kind is DueKind {
  return (dueKinds as readonly string[]).includes(kind);
}

/** The one spelling of an outcome in a button: `left`, `postponed=2026-11-23`. */
export function spellOutcome(said: Outcome): string {
  return 'day' in said ? `${said.outcome}=${said.day}` : said.outcome;
}

/** What a spelling stands for; undefined for what `spellOutcome` never writes. */
export function readOutcome(text: string): Outcome | undefined {
  if (text === 'left' || text === 'refused') return { kind: 'outcome', outcome: text };
  const [outcome = '', day = ''] = text.split('=');
  return isDueKind(outcome) && isDay(day) ? { kind: 'outcome', outcome, day } : undefined;
}

/** Whoever says what came of talks. */
export interface Mediating {
  readonly member: Member | undefined;
  /** To the incident, or they reported it. */
  readonly called: boolean;
  readonly negotiator: boolean;
  readonly answer: Answer | undefined;
}

/**
 * What becomes of it. `pretend`: it seems to be written down, because whoever holds a frozen phone must not learn that it is; `elsewhere`:
 * a negotiator who has not said that they are coming or there.
 */
export type MediationHearing = 'heard' | 'pretend' | 'elsewhere' | 'refused';

/** Organisers of the incident are heard wherever they are, and negotiators who are coming or there. */
export function hearMediation({ member, called, negotiator, answer }: Mediating, slug: string, atlas: Atlas): MediationHearing {
  if (!member || !may(member, 'mediate', slug, atlas)) return 'refused';
  if (may(member, 'update', slug, atlas)) return 'heard';
  if (!called || !negotiator) return 'refused';
  if (member.frozen) return 'pretend';
  if (standing(member, slug, atlas) === 'none') return 'refused';
  return answer === 'coming' || answer === 'there' ? 'heard' : 'elsewhere';
}
