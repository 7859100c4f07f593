import type { Role } from './person.ts';

/**
 * How it stands with somebody who was there when an incident ended. `waiting`: until they can be at home. `asked`: whether they are safe. `called`:
 * rung up, too. `listed`: organisers look for them. `help`: they need it. `safe`: they said so. `accounted`: an organiser did.
 */
export const homeStates = ['waiting', 'asked', 'called', 'listed', 'help', 'safe', 'accounted'] as const;
export type HomeState = (typeof homeStates)[number];

/** Nobody has to worry about these any more. */
export const homeSettled: readonly HomeState[] = ['safe', 'accounted'];
/** Organisers see these by name. */
export const homeListed: readonly HomeState[] = ['listed', 'help'];

/** By what somebody's answer came: a button, words, a key in our call, the hotline, a missed call; or an organiser's word. */
export type HomeMeans = 'button' | 'words' | 'key' | 'hotline' | 'missed-call' | 'organiser';

const MINUTE = 60_000;
/** People first get home. */
export const ASK_AFTER_MS = 30 * MINUTE;
/** Whoever is silent for so long is rung up, or looked for. */
export const CALL_AFTER_MS = 60 * MINUTE;
/** A call that nobody takes is made once more after two minutes; then there is still time to ring back. */
export const LIST_AFTER_MS = 10 * MINUTE;
/** Whoever left the place so long before the end is asked as well: they may have been followed, or taken on the way. */
export const LEFT_LATELY_MS = 3 * 60 * MINUTE;
/** Somebody who said so long ago that they are at another place, where it is not over, may have gone from there without a word. */
export const ELSEWHERE_MS = 6 * 60 * MINUTE;
/** For so long after the end what somebody writes may be about whether they are safe. */
export const HOME_HEARD_MS = 3 * 24 * 60 * MINUTE;

/** For so long organisers see on their list who is still missing. */
export const HOME_LISTED_MS = 30 * 24 * 60 * MINUTE;

/** Whether somebody is asked after the end: who was there then, or has left lately. `left` is an answer of those who tell us that they leave. */
export function wasThere(answer: string, at: number, endedAt: number): boolean {
  return answer === 'there' || (answer === 'left' && endedAt - at < LEFT_LATELY_MS);
}

export interface HomeFacts {
  readonly state: HomeState;
  /** A message can reach them. Whoever wrote STOP on a channel has none there. */
  readonly message: boolean;
  /** They can be rung up. */
  readonly phone: boolean;
  /** They are at another place where it is not over. */
  readonly elsewhere: boolean;
  /** How it stands with them after another incident, where they were asked and have not answered. */
  readonly other: { readonly state: HomeState; readonly dueAt: number | null } | undefined;
}

/** What is done now, how it stands then, and when the next step is due. */
export interface HomeStep {
  readonly act: 'ask' | 'ring' | 'none';
  readonly state: HomeState;
  readonly dueAt: number | null;
}

/**
 * The next step for somebody whose time has come. Quiet hours do not count: they were out in the street an hour ago, one tap ends it, and
 * whoever was taken must be missed the same night.
 */
export function nextStep(facts: HomeFacts, now: number): HomeStep {
  const { state, message, phone, elsewhere, other } = facts;
  const list: HomeStep = { act: 'none', state: 'listed', dueAt: null };
  switch (state) {
    case 'waiting':
      if (elsewhere) return { act: 'none', state, dueAt: now + ASK_AFTER_MS };
      // One question is enough, and its answer is one for both.
      if (other) return { act: 'none', state: other.state, dueAt: other.dueAt };
      if (message) return { act: 'ask', state: 'asked', dueAt: now + CALL_AFTER_MS };
      return phone ? { act: 'ring', state: 'called', dueAt: now + CALL_AFTER_MS } : list;
    case 'asked':
      return phone ? { act: 'ring', state: 'called', dueAt: now + LIST_AFTER_MS } : list;
    case 'called':
      return list;
    default:
      return { act: 'none', state, dueAt: null };
  }
}

/** Somebody whom organisers look for. The name is empty where none was given, or the account is erased. */
export interface HomePerson {
  /** Of the check, not of the person. */
  readonly id: string;
  readonly name: string;
  readonly role: Role | 'gone';
  readonly slug: string;
  /** Milliseconds since the epoch. */
  readonly joinedAt: number;
  readonly help: boolean;
}

/** What organisers see of those who were there. */
export interface HomeList {
  readonly asked: number;
  readonly safe: number;
  readonly accounted: number;
  /** Their answer is still waited for. */
  readonly waiting: number;
  /** Who needs help first, then who has not answered. */
  readonly missing: readonly HomePerson[];
}
