import type { CasualtyKind } from '../domain/casualty/casualty.ts';
import type { Answer } from '../domain/headcount.ts';
import type { Supply } from '../domain/incident.ts';
import type { Kind } from '../domain/kind.ts';
import type { Language } from '../domain/language.ts';
import type { SkillChange } from '../domain/skill.ts';
import type { Sighting } from '../domain/timeline.ts';
import type { Wish } from '../domain/wanted.ts';
import type { TypedOutcome } from './mediation.ts';

/** What somebody means by a message they typed. `language` is that of the words used, where they give it away. */
export type Intent =
  | {
      readonly kind: 'report';
      readonly what: Kind;
      readonly supply?: Supply;
      /** Slug; absent when none was named. */
      readonly neighbourhood?: string;
      /** As typed, trimmed; empty when none was given. */
      readonly place: string;
      /** The word NEW was there: a second alert beside an open one. */
      readonly separate: boolean;
      readonly language?: Language;
    }
  | { readonly kind: 'join'; readonly neighbourhood?: string; readonly unknown?: string; readonly language?: Language }
  | { readonly kind: 'stop'; readonly carrierAnswers: boolean; readonly language?: Language }
  | { readonly kind: 'resume'; readonly language?: Language }
  | { readonly kind: 'forget'; readonly language?: Language }
  /** `minutes`: until somebody who is coming will be there. */
  | { readonly kind: 'answer'; readonly answer: Answer; readonly minutes?: number; readonly code?: string; readonly language?: Language }
  | { readonly kind: 'verdict'; readonly confirmed: boolean; readonly code: string; readonly language?: Language }
  | { readonly kind: 'stand-down'; readonly code: string; readonly language?: Language }
  /** What somebody says of their own skills; `unknown`: also something that is none. */
  | { readonly kind: 'skills'; readonly change: SkillChange; readonly unknown: boolean; readonly language?: Language }
  /** An organiser says how many with each skill are wanted. */
  | { readonly kind: 'need'; readonly wishes: readonly Wish[]; readonly code: string; readonly language?: Language }
  /** What somebody sees where an alarm is; `otherwise`: what it means from everybody who has to do with none. */
  | {
      readonly kind: 'see';
      readonly sightings: readonly Sighting[];
      readonly code?: string;
      readonly otherwise: Intent;
      readonly language?: Language;
    }
  /** An organiser names houses of an incident; none where the list is asked for. */
  | { readonly kind: 'houses'; readonly code: string; readonly places: readonly string[]; readonly language?: Language }
  /** An organiser moves the call to another house. */
  | { readonly kind: 'move-call'; readonly code: string; readonly place: string; readonly language?: Language }
  /** An organiser says that a house of an incident is another one. */
  | { readonly kind: 'split'; readonly code: string; readonly place: string; readonly language?: Language }
  /** An organiser says that two incidents are one. */
  | { readonly kind: 'merge'; readonly codes: readonly [string, string]; readonly language?: Language }
  /** Somebody was hurt or taken: who, and what there is to say; `otherwise` as above. */
  | {
      readonly kind: 'casualty';
      readonly of: CasualtyKind;
      readonly about: string;
      readonly more: string;
      readonly code?: string;
      readonly otherwise: Intent;
      readonly language?: Language;
    }
  | { readonly kind: 'people' }
  /** There is word of somebody who was taken: their number in the list of the incident with that code. */
  | { readonly kind: 'contact'; readonly code: string; readonly number: number; readonly language?: Language }
  | { readonly kind: 'timeline' }
  | { readonly kind: 'rings' }
  /** With a code: help is asked for, or promised, or (`yes` false) neither. Without: what was agreed once. */
  | { readonly kind: 'aid'; readonly code?: string; readonly yes?: boolean; readonly language?: Language }
  /** What came of talks. */
  | { readonly kind: 'outcome'; readonly said: TypedOutcome; readonly code: string; readonly language?: Language }
  /** Somebody is at the door: a checklist. */
  | { readonly kind: 'visit'; readonly language?: Language }
  /** Words for whoever is at the other end of a checklist, by its number. */
  | { readonly kind: 'reply'; readonly visit: string; readonly text: string; readonly language?: Language }
  | { readonly kind: 'duty' }
  | { readonly kind: 'evidence' }
  /** Somebody who was asked whether they are safe says so, or not. */
  | { readonly kind: 'home'; readonly safe: boolean; readonly language?: Language }
  | { readonly kind: 'timeline' }
  | { readonly kind: 'closing-report' }
  | { readonly kind: 'start'; readonly payload: string }
  | { readonly kind: 'leave' }
  | { readonly kind: 'away' }
  | { readonly kind: 'invite' }
  /** `code` is as typed; absent where somebody asks for their own. */
  | { readonly kind: 'vouch'; readonly code?: string; readonly language?: Language }
  | { readonly kind: 'vouched' }
  | { readonly kind: 'quiet' }
  | { readonly kind: 'trust' }
  /** `unknown`: what was named, and is no neighbourhood of ours. */
  | { readonly kind: 'moved'; readonly from?: string; readonly to?: string; readonly unknown?: string; readonly language?: Language }
  /** `number`: as typed; perhaps none at all. */
  | { readonly kind: 'number'; readonly number?: string; readonly language?: Language }
  | { readonly kind: 'broadcast' }
  | { readonly kind: 'freeze' }
  | { readonly kind: 'unfreeze' }
  | { readonly kind: 'remove-organiser' }
  | { readonly kind: 'duress' }
  | { readonly kind: 'record' }
  | { readonly kind: 'alarm' }
  | { readonly kind: 'help'; readonly language?: Language }
  | { readonly kind: 'neighbourhood'; readonly neighbourhood: string; readonly language?: Language }
  /**
   * `mentions`: a word for something that can be reported stands somewhere in it. It may be a plea, or the opposite: ask. `safe`: what it means from
   * somebody who was asked whether they are.
   */
  | {
      readonly kind: 'unclear';
      readonly mentions?: { readonly what: Kind; readonly supply?: Supply };
      readonly safe?: boolean;
      readonly language?: Language;
    };
