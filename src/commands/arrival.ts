import { ARRIVAL_MAX_MINUTES } from '../domain/house.ts';
import type { Language } from '../domain/language.ts';
import { createLexicon, phrases } from './lexicon.ts';
import type { Token } from './tokens.ts';
import { answerWords } from './vocabulary.ts';

/** After a number. */
const units = createLexicon<'minutes'>(
  phrases('minutes', {
    kk: 'минут, минутта, минуттан кейін, минуттан соң, минуттың ішінде, минут ішінде, minut, minutta',
    ru: 'мин, минут, минуты, минуту, минуток',
    en: 'min, mins, minute, minutes',
  }),
);

/** Before a number, or a length of time in words. */
const within = createLexicon<'in'>(
  phrases('in', { ru: 'через, минут через, примерно через, где то через, cherez', en: 'in, within, in about' }),
);

/** Lengths of time in words. */
const spans = createLexicon<number>(
  phrases(30, { kk: 'жарты сағатта, жарты сағаттан кейін', ru: 'полчаса', en: 'half an hour' }),
  phrases(60, { kk: 'бір сағатта, бір сағаттан кейін, сағаттан кейін', ru: 'час, часик', en: 'an hour, one hour' }),
);

/** "1 2" is no two minutes. */
const LEAST_BARE = 5;
/** Words that say this and nothing else are few. */
const LONGEST = 10;

export interface Arrival {
  readonly minutes: number;
  readonly language: Language | undefined;
}

/**
 * `1 20`, `буду через 20 минут`, `20 минутта`, `coming in half an hour`: that somebody is coming, and in how many minutes, and nothing
 * beside it. Undefined for anything else: "no, but I can in 2 hours" is read by a person.
 */
export function readArrival(text: string, words: readonly Token[]): Arrival | undefined {
  if (words.length > LONGEST) return undefined;
  for (let at = words.length - 1; at >= 0; at--) {
    const span = spanAt(words, at);
    if (!span) continue;
    const before = [3, 2, 1].map((count) => at - count).find((from) => from >= 0 && within.at(words, from)?.end === at);
    const rest = [...words.slice(0, before ?? at), ...words.slice(span.end)];
    const answer = answerWords.whole(rest);
    // A number by itself is said of anything; after the answer it is minutes, unless it could be another answer.
    const gap = text.slice(words[at - 1]?.end, words[at]?.start);
    // "An hour" may be anything's; in Kazakh its ending says "in".
    const alone = rest.length === 0 && span.clear && (span.counted || before !== undefined || span.language === 'kk');
    const after =
      answer?.meaning === 'coming' && (span.clear || (span.end === words.length && span.minutes >= LEAST_BARE && /^,?\s+$/u.test(gap)));
    if (alone || after) return { minutes: span.minutes, language: answer?.language ?? span.language };
  }
  return undefined;
}

function spanAt(words: readonly Token[], at: number) {
  const spoken = spans.at(words, at);
  if (spoken) return { minutes: spoken.meaning, end: spoken.end, clear: true, counted: false, language: spoken.language };
  const token = words[at];
  if (!token || token.partial || !/^\d{1,3}$/.test(token.word)) return undefined;
  const minutes = Number(token.word);
  if (minutes < 1 || minutes > ARRIVAL_MAX_MINUTES) return undefined;
  const unit = units.at(words, at + 1);
  return { minutes, end: unit?.end ?? at + 1, clear: unit !== undefined, counted: unit !== undefined, language: unit?.language };
}
