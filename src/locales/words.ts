import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { type Language, languages } from '../domain/language.ts';
import { type Cut, cutPattern, wordsIn } from './cut.ts';

export type Voice = 'telegram' | 'sms';
/** How a message is worded: written, or for the ear. */
export type Wording = Voice | 'voice';

/** Looks messages up by key and fills them in. */
export interface Words {
  /**
   * By SMS the message's `.sms` attribute where it has one; aloud its `.voice`, else its `.sms`. Throws for an unknown key: a test
   * proves that every language has all.
   */
  say(language: Language, wording: Wording, key: string, args?: Readonly<Record<string, string | number>>): string;
  /** The same message in its parts: its own words, and what is filled in between them. */
  cut(language: Language, wording: Wording, key: string, args: Readonly<Record<string, string | number>>): readonly Cut[];
  /** All words of its own that a message may say, whatever is filled in. */
  own(language: Language, wording: Wording, key: string): readonly string[];
  keys(language: Language): readonly string[];
  /** Whether a message has words of its own for SMS. */
  hasSms(language: Language, key: string): boolean;
}

/** Reads the locale files beside this one. */
export function loadWords(): Words {
  const locales = new Map<Language, Locale>(languages.map((language) => [language, loadLocale(language)]));
  const localeOf = (language: Language): Locale => {
    const locale = locales.get(language);
    if (!locale) throw new Error(`no locale for ${language}`);
    return locale;
  };
  const patternOf = (language: Language, wording: Wording, key: string) => {
    const message = localeOf(language).bundle.getMessage(key);
    const { sms, voice } = message?.attributes ?? {};
    const pattern = { telegram: undefined, sms, voice: voice ?? sms }[wording] ?? message?.value;
    if (!pattern) throw new Error(`no message ${key} in ${language}`);
    return pattern;
  };
  return {
    cut: (language, wording, key, args) => cutPattern(patternOf(language, wording, key), args),
    own: (language, wording, key) => wordsIn(patternOf(language, wording, key)),
    say(language, wording, key, args = {}) {
      const { bundle } = localeOf(language);
      const pattern = patternOf(language, wording, key);
      const problems: Error[] = [];
      const text = bundle.formatPattern(pattern, args, problems);
      if (problems.length > 0) throw new Error(`message ${key} in ${language} cannot be filled in: ${problems[0]?.name}`);
      // A place that was not given leaves its gap, and its full stop, behind.
      return text
        .replace(/(?<=[.,:]) +\.(?= |$)/gm, '')
        .replace(/ {2,}/g, ' ')
        .replace(/ +$/gm, '')
        .trim();
    },
    keys: (language) => localeOf(language).keys,
    hasSms: (language, key) => localeOf(language).bundle.getMessage(key)?.attributes.sms !== undefined,
  };
}

interface Locale {
  readonly bundle: FluentBundle;
  readonly keys: readonly string[];
}

function loadLocale(language: Language): Locale {
  // Isolation marks are for mixed directions, which none of the three languages has; in an SMS each costs a character.
  const bundle = new FluentBundle(language, { useIsolating: false });
  const resource = new FluentResource(readFileSync(new URL(`./${language}.ftl`, import.meta.url), 'utf8'));
  const problems = bundle.addResource(resource);
  if (problems.length > 0) throw new Error(`locale ${language}: ${problems[0]?.message}`);
  return { bundle, keys: resource.body.map((entry) => entry.id) };
}
