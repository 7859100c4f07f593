import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { type Language, languages } from '../domain/language.ts';

export type Voice = 'telegram' | 'sms';

/** Looks messages up by key and fills them in. */
export interface Words {
  /** By SMS the message's `.sms` attribute where it has one. Throws for an unknown key: a test proves that every language has all. */
  say(language: Language, voice: Voice, key: string, args?: Readonly<Record<string, string | number>>): string;
  has(language: Language, key: string): boolean;
}

/** Reads the locale files beside this one. */
export function loadWords(): Words {
  const bundles = new Map<Language, FluentBundle>(languages.map((language) => [language, loadBundle(language)]));
  const bundleOf = (language: Language): FluentBundle => {
    const bundle = bundles.get(language);
    if (!bundle) throw new Error(`no locale for ${language}`);
    return bundle;
  };
  return {
    say(language, voice, key, args = {}) {
      const bundle = bundleOf(language);
      const message = bundle.getMessage(key);
      const pattern = (voice === 'sms' ? message?.attributes.sms : undefined) ?? message?.value;
      if (!pattern) throw new Error(`no message ${key} in ${language}`);
      const problems: Error[] = [];
      const text = bundle.formatPattern(pattern, args, problems);
      if (problems.length > 0) throw new Error(`message ${key} in ${language} cannot be filled in: ${problems[0]?.name}`);
      // A place that was not given leaves its gap, and its full stop, behind.
      return text.replace(/(?<=[.,:]) +\.(?= |$)/gm, '').replace(/ {2,}/g, ' ').replace(/ +$/gm, '').trim();
    },
    has: (language, key) => bundleOf(language).getMessage(key) !== undefined,
  };
}

function loadBundle(language: Language): FluentBundle {
  // Isolation marks are for mixed directions, which none of the three languages has; in an SMS each costs a character.
  const bundle = new FluentBundle(language, { useIsolating: false });
  const problems = bundle.addResource(new FluentResource(readFileSync(new URL(`./${language}.ftl`, import.meta.url), 'utf8')));
  if (problems.length > 0) throw new Error(`locale ${language}: ${problems[0]?.message}`);
  return bundle;
}
