import type { Rank } from './access.ts';
import type { HomeList, HomePerson } from './home.ts';
import type { Question } from './hotline.ts';
import type { Asker, Stage, Supply } from './incident.ts';
import type { Kind } from './kind.ts';
import type { Language } from './language.ts';
import type { Point } from './neighbourhood.ts';
import type { Skill } from './skill.ts';
import type { Sighting, Situation } from './timeline.ts';

/** A value in a message that each language says in its own way. */
export type Term =
  | string
  | number
  | { readonly term: 'neighbourhood'; readonly slug: string }
  | { readonly term: 'neighbourhoods'; readonly slugs: readonly string[] }
  | { readonly term: 'what'; readonly kind: Kind; readonly supply: Supply | null }
  | { readonly term: 'time'; readonly at: number }
  | { readonly term: 'date'; readonly at: number }
  /** A date with its year, and the time. */
  | { readonly term: 'moment'; readonly at: number }
  | { readonly term: 'duration'; readonly ms: number }
  | { readonly term: 'stage'; readonly stage: Stage; readonly at: number | null }
  /** Alarms to choose from, each with its code. */
  | { readonly term: 'choices'; readonly alarms: readonly Choice[] }
  | { readonly term: 'skills'; readonly skills: readonly Skill[] }
  /** What somebody sees, in words. */
  | { readonly term: 'sightings'; readonly sightings: readonly Sighting[] }
  /** What was seen, in lines, numbered from 1; struck ones shown as such. */
  | { readonly term: 'timeline'; readonly entries: readonly ListedSighting[] }
  /** People of a neighbourhood, as its organisers see them. */
  | { readonly term: 'members'; readonly members: readonly ListedMember[] }
  /** Somebody who was there, as organisers see them. */
  | { readonly term: 'home-person'; readonly person: HomePerson }
  /** A report as one would type it, in the given neighbourhood. */
  | { readonly term: 'example'; readonly slug: string };

export interface ListedMember {
  readonly name: string;
  readonly slug: string;
  readonly vouched: boolean;
  readonly suspended: boolean;
  /** Names of those who brought them in. */
  readonly by: readonly string[];
}

/** Something that was seen, as organisers read it: by whom only as what they are. */
export interface ListedSighting {
  readonly at: number;
  readonly rank: Rank;
  readonly said: Sighting;
  readonly struck: boolean;
}

export interface Choice {
  readonly code: string;
  readonly slug: string;
  readonly kind: Kind;
  readonly supply: Supply | null;
  readonly place: string;
}

/** A button under a message: what it says is a message of its own, or a neighbourhood's name, or somebody's words. */
export interface Button {
  readonly label: { readonly key: string; readonly args?: Readonly<Record<string, Term>> };
  /** Callback data, from `encodePress`. */
  readonly press: string;
}

/** A message by its key in the locale files, to be rendered in the reader's language when it is sent. */
export interface Content {
  readonly key: string;
  readonly args?: Readonly<Record<string, Term>>;
  readonly buttons?: readonly (readonly Button[])[];
  /** Shows the permanent alarm button under the text field. */
  readonly keyboard?: boolean;
  /** Carries somebody's own words: by SMS it may take more than two segments rather than lose its end. */
  readonly free?: boolean;
  /** Overrides the reader's language, for one who has none on record. */
  readonly language?: Language;
  /** For op `venue`. */
  readonly point?: Point;
  /** For op `toast`: Telegram's callback query id. */
  readonly callback?: string;
  /** For a `need`: whom it asks for. */
  readonly skill?: Skill;
  /** For op `voice-note`: the id of what was spoken. */
  readonly recording?: string;
  /** For op `voice-note`: the id of a phrase, as it is kept. */
  readonly phrase?: string;
  /** For op `document`: the id of a closing report, and which of its files. */
  readonly document?: { readonly report: string; readonly file: 'pdf' | 'csv'; readonly name: string };
  /** For somebody on the line: everything that the call may have to say is recorded in Kazakh. */
  readonly recorded?: boolean;
  /** For somebody on the line: what they are asked, with digits. */
  readonly question?: Question;
}

/** What a call, a receipt or a card shows of an incident, at the moment it is rendered. */
export interface IncidentView {
  readonly id: string;
  readonly code: string;
  readonly slug: string;
  readonly kind: Kind;
  readonly supply: Supply | null;
  readonly stage: Stage;
  readonly asker: Asker;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly place: string;
  /** Places that later reports named, in their order, the first one left out. */
  readonly morePlaces: readonly string[];
  readonly reports: number;
  readonly coming: number;
  readonly there: number;
  readonly cant: number;
  readonly called: number;
  /** So many are called that they are not counted yet. */
  readonly counting: boolean;
  readonly reached: number;
  readonly failed: number;
  /** Still to be sent, whatever the lane. */
  readonly waiting: number;
  /** Skills that were asked for, in the order in which they were. */
  readonly needs: readonly Need[];
  /** What is seen there now. */
  readonly seen: Situation;
  /** Once it is over, where somebody was there: whether they are safe. */
  readonly home?: HomeList;
}

/** A skill that an incident needs: people who were asked, and those of all who have it that are coming or there. */
export interface Need {
  readonly skill: Skill;
  readonly asked: number;
  readonly coming: number;
}
