import type { Supply } from './incident.ts';
import type { Kind } from './kind.ts';
import type { Language } from './language.ts';
import type { Point } from './neighbourhood.ts';
import type { Role } from './person.ts';
import type { DueKind } from './reminder.ts';
import type { Force } from './timeline.ts';

/** A conversation in steps, as it stands. */
export type Draft =
  | {
      readonly kind: 'join';
      readonly language: Language;
      readonly slug?: string;
      readonly role?: Role;
      readonly invite?: string;
      readonly key?: string;
    }
  | {
      readonly kind: 'report';
      readonly what?: Kind;
      readonly supply?: Supply;
      readonly slug?: string;
      readonly place: string;
      readonly point?: Point;
      readonly separate: boolean;
      /** Typed in one message: goes out as soon as the neighbourhood is known, without the question whether to send. */
      readonly typed: boolean;
    }
  | { readonly kind: 'another'; readonly incident: string; readonly place: string }
  | { readonly kind: 'update'; readonly incident: string }
  /** A number is waited for, beside those that can be tapped. */
  | { readonly kind: 'count'; readonly incident: string; readonly of: Force }
  /** A day is waited for, beside those that can be tapped. */
  | { readonly kind: 'outcome'; readonly incident: string; readonly outcome: DueKind }
  | { readonly kind: 'reminder'; readonly reminder: string }
  /** Words are waited for: a step of the checklist, or what somebody has to say about a finished one. */
  | { readonly kind: 'visit'; readonly visit: string }
  | { readonly kind: 'visit-reply'; readonly visit: string }
  /** Houses are waited for, each in a line; `point`: where the one is. */
  | { readonly kind: 'house-add'; readonly incident: string; readonly point?: Point }
  /** A number of people, or a date, is waited for, beside those that can be tapped. */
  | { readonly kind: 'house-wanted' | 'house-until'; readonly house: string }
  | { readonly kind: 'broadcast'; readonly slug?: string; readonly text?: string }
  | { readonly kind: 'move'; readonly from?: string; readonly to?: string; readonly key?: string; readonly sure?: true }
  | { readonly kind: 'number' }
  | { readonly kind: 'vouch'; readonly code: string }
  | { readonly kind: 'duress' }
  | { readonly kind: 'record'; readonly phrase: string }
  | { readonly kind: 'leave' };

/** How long an unfinished conversation is kept waiting. */
export const DRAFT_LIFE_MS = 30 * 60_000;
