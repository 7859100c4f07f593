import type { Kind } from '../domain/kind.ts';
import { languages } from '../domain/language.ts';
import { skills } from '../domain/skill.ts';
import type { Voice, Words } from '../locales/words.ts';

/** What a message is, judged by its words as a person would: the providers know nothing else of it. */
export type Reading =
  | { readonly kind: 'call'; readonly place: string }
  | { readonly kind: 'all-clear' }
  /** Those who go there, or are there, are to go to another house. */
  | { readonly kind: 'moved'; readonly place: string }
  /** Whoever was there is asked whether they are home safe. */
  | { readonly kind: 'home' }
  /** Several alarms are open, and an answer has to say which. */
  | { readonly kind: 'which' }
  | { readonly kind: 'other' };

/** Stands in for every value while a message is made into a pattern. */
const GAP = '\uE000';

/** A reader for messages about this danger, at these places. */
export function createReading(words: Words, kind: Kind, places: readonly string[]): (voice: Voice, text: string) => Reading {
  const texts = (voice: Voice, key: string, ...args: string[]): string[] =>
    languages.map((language) => words.say(language, voice, key, Object.fromEntries(args.map((arg) => [arg, GAP]))));
  const whole = (some: readonly string[]): RegExp => new RegExp(`^(?:${some.map(pattern).join('|')})$`, 'su');
  const allClear: Record<Voice, RegExp> = {
    telegram: whole(texts('telegram', 'all-clear', 'neighbourhood', 'what', 'time', 'place')),
    sms: whole(texts('sms', 'all-clear', 'neighbourhood', 'what', 'time', 'place')),
  };
  const which = whole(texts('sms', 'answer-which', 'choices'));
  const moved: Record<Voice, RegExp> = {
    telegram: whole(texts('telegram', 'house-moved', 'neighbourhood', 'place')),
    sms: whole(texts('sms', 'house-moved', 'neighbourhood', 'to')),
  };
  const home: Record<Voice, RegExp> = {
    telegram: whole(texts('telegram', 'home-ask', 'neighbourhood', 'time')),
    sms: whole(texts('sms', 'home-ask', 'neighbourhood')),
  };
  const cardHead = whole(['card-call', 'card-aid'].flatMap((key) => texts('telegram', key, 'neighbourhood', 'what')));
  const insideLines = ['inside-children', 'inside-immobile'].flatMap((key) => texts('telegram', key));
  // Organisers' cards begin alike; only a call tells how to answer.
  const cardHow = texts('telegram', 'card-how');
  const whats = languages.map((language) => pattern(words.say(language, 'telegram', `kind-${kind}`)));
  const flags = ['inside-children', 'inside-immobile'].flatMap((key) => texts('sms', key)).map(pattern);
  // Whoever is asked for what they can do is not called.
  const asked = skills.flatMap((skill) => languages.map((language) => pattern(words.say(language, 'sms', 'need-ask', { skill }))));
  const smsCall = new RegExp(`^(?:(?:${flags.join('|')})\\. )*[^:.]+: (?:${whats.join('|')})\\. (?!${asked.join('|')})`, 'u');

  function placeOf(voice: Voice, text: string): string | undefined {
    if (voice === 'sms') return smsCall.test(text) ? places.find((place) => text.includes(` ${place}`)) : undefined;
    const lines = text.split('\n');
    // Before it stands who cannot leave the house.
    const head = lines.findIndex((line) => !insideLines.includes(line));
    if (!cardHead.test(lines[head] ?? '') || !cardHow.some((how) => text.endsWith(how))) return undefined;
    return places.find((place) => lines[head + 1]?.includes(place));
  }

  return (voice, text) => {
    const place = placeOf(voice, text);
    if (place !== undefined) return { kind: 'call', place };
    if (allClear[voice].test(text)) return { kind: 'all-clear' };
    if (home[voice].test(text)) return { kind: 'home' };
    const to = moved[voice].test(text) ? places.find((one) => text.includes(one)) : undefined;
    if (to !== undefined) return { kind: 'moved', place: to };
    return voice === 'sms' && which.test(text) ? { kind: 'which' } : { kind: 'other' };
  };
}

function pattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(GAP, '.+?');
}
