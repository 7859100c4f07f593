import type { Rank } from './access.ts';
import type { CasualtyKind, Status, Step, Tally } from './casualty/casualty.ts';
import type { HomeList, HomePerson } from './home.ts';
import type { Question } from './hotline.ts';
import type { House, HouseStatus } from './house.ts';
import type { Asker, Stage, Supply } from './incident.ts';
import type { Inside } from './inside.ts';
import type { Kind } from './kind.ts';
import type { Language } from './language.ts';
import type { Point } from './neighbourhood.ts';
import type { RingPolicy, RingState } from './ring.ts';
import type { Skill } from './skill.ts';
import type { Listed, Sighting, Situation } from './timeline.ts';
import type { StepId, Told } from './visit.ts';

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
  /** What was said of an incident, whatever it is about; `house`: the one that it is about. */
  | { readonly term: 'said'; readonly said: Listed; readonly house?: Pick<House, 'place' | 'number'> }
  /** So many people at least, where more are said than are known. */
  | { readonly term: 'toll'; readonly known: number; readonly said: number }
  /** What was seen, in lines, numbered from 1; struck ones shown as such. */
  | { readonly term: 'timeline'; readonly entries: readonly ListedSighting[] }
  /** Houses in lines, each with its number. */
  | { readonly term: 'houses'; readonly houses: readonly House[] }
  | { readonly term: 'house-status'; readonly status: HouseStatus; readonly until: number | null }
  /** People of a neighbourhood, as its organisers see them. */
  | { readonly term: 'members'; readonly members: readonly ListedMember[] }
  /** An answer of a checklist, and all of them, line by line. */
  | { readonly term: 'option'; readonly step: StepId; readonly option: string }
  | { readonly term: 'visit'; readonly told: Told }
  /** What became of somebody who was hurt or taken, line by line. */
  | { readonly term: 'steps'; readonly lines: readonly ListedStep[] }
  /** People hurt or taken, a line for each. */
  | { readonly term: 'casualties'; readonly people: readonly ListedCasualty[] }
  /** Where one of them stands. */
  | { readonly term: 'status'; readonly status: Status }
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
  readonly said: Listed;
  /** The house that it is about. */
  readonly house?: Pick<House, 'place' | 'number'>;
  readonly struck: boolean;
}

export interface ListedStep {
  readonly at: number;
  readonly step: Step;
  readonly text: string;
  readonly struck: boolean;
}

/** `about`: how they are called, or what they look like; empty where nobody said, or it is erased. */
export interface ListedCasualty {
  readonly number: number;
  readonly kind: CasualtyKind;
  readonly status: Status;
  readonly grave: boolean;
  readonly about: string;
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
  /** What it says instead by SMS where no answer can reach us. */
  readonly oneWay?: string;
  /** For `enough`: the id of the house that it asks to go to. */
  readonly house?: string;
  /** For a `need`: whom it asks for. */
  readonly skill?: Skill;
  /** For op `voice-note`: the id of what was spoken. */
  readonly recording?: string;
  /** For op `voice-note`: the id of a phrase, as it is kept. */
  readonly phrase?: string;
  /** For op `exhibit`: the id of what somebody sent. */
  readonly evidence?: string;
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
  /** How far the call has gone beyond the neighbourhood; absent where it was not looked at. */
  readonly rings?: RingsView;
  /** So many other incidents may be the same one; absent where it was not looked at. */
  readonly others?: number;
  /** People who were there, or on their way, and left. */
  readonly left: number;
  /** When the first of those who are coming will be there, as far as they said. */
  readonly soonest: number | null;
  /** Where there are several, in their order; empty also for one who may not know the exact place. */
  readonly houses: readonly House[];
  /** Who is in there and cannot get away: every card says it first. */
  readonly inside?: readonly Inside[];
  /** People hurt and taken: by their records, and as many as somebody says at least. */
  readonly casualties?: { readonly known: Tally; readonly said: Tally };
  /** Once it is over, where somebody was there: whether they are safe. */
  readonly home?: HomeList;
}

/** What cards show of the neighbourhoods beyond an incident's own: never who, nor how many, live there. */
export interface RingsView {
  readonly begun: readonly RingView[];
  /** What would be called, or asked for help, next. */
  readonly next: readonly string[];
  readonly policy: RingPolicy;
  readonly halted: boolean;
}

export interface RingView {
  readonly id: string;
  readonly slug: string;
  readonly state: RingState;
  readonly city: boolean;
  readonly wanted: number;
  /** Of those whom it has called. */
  readonly coming: number;
  readonly there: number;
}

/** A skill that an incident needs: how many are wanted, people who were asked, and those of all who have it that are coming or there. */
export interface Need {
  readonly skill: Skill;
  readonly wanted: number;
  readonly asked: number;
  readonly coming: number;
}
