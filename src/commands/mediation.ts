import type { Outcome } from '../domain/mediation.ts';
import type { DueKind } from '../domain/reminder.ts';
import { languageOf } from './guess.ts';
import { restAfter } from './header.ts';
import type { Intent } from './intent.ts';
import { createLexicon, phrases } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** What came of talks, as far as it was typed: the day as it stands there. */
export type TypedOutcome =
  | Exclude<Outcome, { readonly day: string }>
  | { readonly kind: 'outcome'; readonly outcome: DueKind; readonly day: string };

/** Only together with an incident's code. "They left" is what anybody may see: `sighting.ts`. */
const outcomeWords = createLexicon<DueKind | 'refused'>(
  phrases('postponed', {
    kk: 'кейінге қалдырды, кейінге қалды, кейінге шегерді, шегерілді, keyinge qaldyrdy, keinge qaldyrdy',
    ru: 'отложили, отложили до, отложено, отложено до, перенесли, перенесли на, перенос, перенос на, otlozhili, otlozhili do, perenesli, perenesli na',
    en: 'postponed, postponed until, postponed till, postponed to, put off until',
  }),
  phrases('petition', {
    kk: 'шағым, шағым беру, арыз, арыз беру, өтініш, өтініш беру, shagym, aryz, otinish',
    ru: 'жалоба, жалоба до, подать жалобу до, ходатайство, ходатайство до, заявление до, zhaloba, zhaloba do, hodataistvo do',
    en: 'petition, petition by, file petition by, complaint by, appeal by',
  }),
  phrases('refused', {
    kk: 'келіспеді, бас тартты, kelispedi, bas tartty',
    ru: 'отказались, отказ, не согласились, otkazalis, otkaz',
    en: 'refused, no deal',
  }),
);

const visitWords = createLexicon<'visit'>(
  phrases('visit', {
    kk: 'есік алдында, есік алдында тұр, сауалнама, esik aldynda, saualnama',
    ru: 'визит, у двери, стоят у двери, опросник, vizit, u dveri',
    en: 'visit, at door, they are at door',
  }),
);

const replyWords = createLexicon<'reply'>(phrases('reply', { kk: 'жауап, jauap, zhauap', ru: 'ответ, otvet', en: 'reply' }));

/** `ОТЛОЖИЛИ ДО 22.05`, beside an incident's code: `words` are all but the code. */
export function readTypedOutcome(text: string, words: readonly Token[], code: string): Intent | undefined {
  const found = outcomeWords.at(words, 0);
  if (!found) return undefined;
  const language = languageOf(found.language, text);
  const numbers = words.slice(found.end);
  if (numbers.some(({ word }) => !/^\d{1,4}$/.test(word))) return undefined;
  if (found.meaning === 'refused') {
    return numbers.length > 0 ? undefined : { kind: 'outcome', said: { kind: 'outcome', outcome: 'refused' }, code, language };
  }
  if (numbers.length < 2 || numbers.length > 3) return undefined;
  const day = numbers.map(({ word }) => word).join('.');
  return { kind: 'outcome', said: { kind: 'outcome', outcome: found.meaning, day }, code, language };
}

/** The whole message: somebody is at the door. */
export function readVisit(text: string, tokens: readonly Token[]): Intent | undefined {
  const whole = visitWords.whole(tokens);
  return whole && { kind: 'visit', language: languageOf(whole.language, text) };
}

/** `REPLY 17 …`: words for whoever is at the other end of a checklist. */
export function readWordsTo(text: string, tokens: readonly Token[]): Intent | undefined {
  const word = replyWords.at(tokens, 0);
  const number = word && tokens[word.end];
  if (!word || !number || number.partial || !/^[1-9]\d{0,17}$/.test(number.word)) return undefined;
  const said = restAfter(text, tokens, word.end + 1);
  return said === '' ? undefined : { kind: 'reply', visit: number.word, text: said, language: languageOf(word.language, text) };
}
