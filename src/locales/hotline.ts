import { assertNever } from '../domain/assert-never.ts';
import type { IncidentView } from '../domain/content.ts';
import { MORE_KEY, type Question } from '../domain/hotline.ts';
import type { Language } from '../domain/language.ts';
import type { Renderer } from './render.ts';
import { renderAloud, type Speech, speakIn } from './voice.ts';

/** Languages are offered each in its own words; whoever understands none of the first two hears English. */
const offered: readonly (readonly [Language, Speech['language']])[] = [
  ['kk', 'ru'],
  ['ru', 'ru'],
  ['en', 'en'],
];

/** A question as it is said on the line, with the keys that answer it. `views`: the incidents that it names, as they stand now. */
export function renderQuestion(
  question: Question,
  views: readonly (IncidentView | undefined)[],
  language: Language,
  renderer: Renderer,
): readonly Speech[] {
  const aloud = (key: string, args = {}): Speech => renderAloud({ key, args }, language, renderer);
  switch (question.kind) {
    case 'language':
      return offered.map(([spoken, voice]) => speakIn(voice, renderer.words.say(spoken, 'voice', 'hotline-language')));
    case 'menu':
      return [aloud('hotline-menu')];
    case 'where': {
      const choices = question.slugs.map((slug, index) =>
        aloud('hotline-where-choice', { neighbourhood: { term: 'neighbourhood', slug }, digit: index + 1 }),
      );
      const more = question.more === null ? [] : [aloud('hotline-where-more', { digit: MORE_KEY })];
      return joined([aloud('hotline-where'), ...choices, ...more]);
    }
    case 'speak':
      return [aloud('hotline-speak')];
    case 'which': {
      // One that has ended meanwhile keeps its key, and is not offered.
      const choices = views.flatMap((view, index) =>
        view?.stage === 'open'
          ? aloud('hotline-which-choice', {
              neighbourhood: { term: 'neighbourhood', slug: view.slug },
              what: { term: 'what', kind: view.kind, supply: view.supply },
              place: question.hidesPlace ? '' : view.place,
              digit: index + 1,
            })
          : [],
      );
      return joined([aloud('hotline-which'), ...choices]);
    }
    default:
      return assertNever(question);
  }
}

/** What is said to somebody who has pressed nothing that is understood: what to do instead. */
export function renderUnanswered(question: Question | undefined, language: Language, renderer: Renderer): readonly Speech[] {
  const readers: readonly Language[] = question?.kind === 'language' ? ['ru', 'en'] : [language];
  return readers.map((reader) => renderAloud({ key: 'hotline-goodbye' }, reader, renderer));
}

/** Said in one breath. */
function joined(speeches: readonly Speech[]): readonly Speech[] {
  const [first] = speeches;
  return first ? [{ ...first, text: speeches.map(({ text }) => text).join(' ') }] : [];
}
