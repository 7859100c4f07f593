import { type Language, languages } from './language.ts';

/**
 * What a caller tells us that belongs to a neighbourhood. `officers`: police or bailiffs; from a window they look the same. `message`:
 * in their own words.
 */
export const matters = ['officers', 'demolition', 'safe', 'message'] as const;
export type Matter = (typeof matters)[number];

/** What a caller is asked, to be answered with a digit. It travels in the address that the digit is posted to. */
export type Question =
  | { readonly kind: 'language' }
  | { readonly kind: 'menu' }
  /** Which neighbourhood; `more` is the page with the next ones. */
  | { readonly kind: 'where'; readonly matter: Matter; readonly slugs: readonly string[]; readonly more: number | null }
  /** To speak: for organisers of the neighbourhood. */
  | { readonly kind: 'speak'; readonly slug: string }
  /** Which of the alarms that are open for them, by their ids. */
  | {
      readonly kind: 'which';
      readonly incidents: readonly string[];
      /** Whoever is asked may not know the exact places. */
      readonly hidesPlace?: true;
    };

/** What a digit means. */
export type Choice =
  | { readonly kind: 'language'; readonly language: Language }
  | { readonly kind: 'matter'; readonly matter: Matter }
  | { readonly kind: 'coming' }
  | { readonly kind: 'where'; readonly matter: Matter; readonly slug: string }
  | { readonly kind: 'page'; readonly matter: Matter; readonly page: number }
  | { readonly kind: 'which'; readonly incident: string };

/** A step of a call to the hotline. `stray`: a key that means nothing there. */
export type Step = { readonly kind: 'arrived' } | Choice | { readonly kind: 'stray' } | { readonly kind: 'ended' };

const menuKeys: ReadonlyMap<string, Choice> = new Map([
  ['1', { kind: 'matter', matter: 'officers' }],
  ['2', { kind: 'matter', matter: 'demolition' }],
  ['3', { kind: 'coming' }],
  ['4', { kind: 'matter', matter: 'safe' }],
  ['0', { kind: 'matter', matter: 'message' }],
]);
/** Neighbourhoods that one question offers; the key after them is for those on the next page. */
const PAGE = 8;
export const MORE_KEY = String(PAGE + 1);
/** Alarms that one question offers, the newest: there are no more keys. */
export const ALARMS_MAX = 9;

/** What a pressed key means as the answer to a question; undefined where it means nothing. */
export function choose(question: Question, digit: string): Choice | undefined {
  switch (question.kind) {
    case 'language': {
      const language = optionAt(languages, digit);
      return language && { kind: 'language', language };
    }
    case 'menu':
      return menuKeys.get(digit);
    case 'where': {
      const { matter, slugs, more } = question;
      if (digit === MORE_KEY && more !== null) return { kind: 'page', matter, page: more };
      const slug = optionAt(slugs, digit);
      return slug === undefined ? undefined : { kind: 'where', matter, slug };
    }
    case 'speak':
      return undefined;
    case 'which': {
      const incident = optionAt(question.incidents, digit);
      return incident === undefined ? undefined : { kind: 'which', incident };
    }
  }
}

/** Asks for one of the neighbourhoods, those on a page, counted from 0; the first page where there is no such. */
export function askWhere(matter: Matter, slugs: readonly string[], page: number): Question {
  const from = page * PAGE < slugs.length ? page * PAGE : 0;
  const more = from + PAGE < slugs.length ? from / PAGE + 1 : null;
  return { kind: 'where', matter, slugs: slugs.slice(from, from + PAGE), more };
}

/** What makes a step the same when it comes again. */
export function nameStep(step: Step): string {
  return Object.values(step).join(':');
}

/** Options are counted from 1, as on the keys. */
function optionAt<Option>(options: readonly Option[], digit: string): Option | undefined {
  return /^[1-9]$/.test(digit) ? options[Number(digit) - 1] : undefined;
}
