import { assertNever } from '../domain/assert-never.ts';
import type { Content, IncidentView } from '../domain/content.ts';
import { MORE_KEY, type Question } from '../domain/hotline.ts';
import type { Language } from '../domain/language.ts';
import { piecesOf } from './phrases.ts';
import type { Renderer } from './render.ts';
import type { SpokenLanguage } from './speakable.ts';
import { type Recorded, type Speech, speak, speakIn } from './voice.ts';

/** Languages are offered each in its own words; whoever understands none of the first two hears English. */
const offered: readonly (readonly [Language, SpokenLanguage])[] = [
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
  recorded: Recorded | undefined,
): readonly Speech[] {
  if (question.kind !== 'language') return speak(questionContents(question, views), language, renderer, recorded);
  const content = { key: 'hotline-language' };
  const plays = piecesOf(content, renderer).flatMap((piece) => (piece.kind === 'phrase' ? (recorded?.get(piece.id) ?? []) : []));
  return offered.flatMap(([spoken, voice]): readonly Speech[] =>
    spoken === 'kk' && plays.length > 0
      ? plays.map((play) => ({ play }))
      : [speakIn(voice, renderer.words.say(spoken, 'voice', content.key))],
  );
}

function questionContents(
  question: Exclude<Question, { readonly kind: 'language' }>,
  views: readonly (IncidentView | undefined)[],
): readonly Content[] {
  switch (question.kind) {
    case 'menu':
      return [{ key: 'hotline-menu' }];
    case 'where': {
      const choices = question.slugs.map((slug, index) => ({
        key: 'hotline-where-choice',
        args: { neighbourhood: { term: 'neighbourhood', slug } as const, digit: index + 1 },
      }));
      const more = question.more === null ? [] : [{ key: 'hotline-where-more', args: { digit: MORE_KEY } }];
      return [{ key: 'hotline-where' }, ...choices, ...more];
    }
    case 'speak':
      return [{ key: 'hotline-speak' }];
    case 'which': {
      // One that has ended meanwhile keeps its key, and is not offered.
      const choices = views.flatMap((view, index): readonly Content[] =>
        view?.stage === 'open'
          ? [
              {
                key: 'hotline-which-choice',
                args: {
                  neighbourhood: { term: 'neighbourhood', slug: view.slug },
                  what: { term: 'what', kind: view.kind, supply: view.supply },
                  place: question.hidesPlace ? '' : view.place,
                  digit: index + 1,
                },
              },
            ]
          : [],
      );
      return [{ key: 'hotline-which' }, ...choices];
    }
    default:
      return assertNever(question);
  }
}

/** What is said to somebody who has pressed nothing that is understood: what to do instead. */
export function renderUnanswered(
  question: Question | undefined,
  language: Language,
  renderer: Renderer,
  recorded: Recorded | undefined,
): readonly Speech[] {
  const readers: readonly Language[] = question?.kind === 'language' ? [recorded ? 'kk' : 'ru', 'en'] : [language];
  return readers.flatMap((reader) => speak([{ key: 'hotline-goodbye' }], reader, renderer, recorded));
}
