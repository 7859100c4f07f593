import { readdirSync, readFileSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../src/domain/language.ts';

type Pattern = string | readonly unknown[] | null;
interface Entry {
  readonly id: string;
  readonly value: Pattern;
  readonly attributes: Readonly<Record<string, Pattern>>;
}

const read = (language: Language): Map<string, Entry> => {
  const source = readFileSync(new URL(`../../src/locales/${language}.ftl`, import.meta.url), 'utf8');
  return new Map((new FluentResource(source).body as unknown as Entry[]).map((entry) => [entry.id, entry]));
};
const locales = Object.fromEntries(languages.map((language) => [language, read(language)])) as Record<Language, Map<string, Entry>>;

/** Names of the variables in a pattern, wherever they stand in it. */
function variables(pattern: unknown): string[] {
  if (Array.isArray(pattern)) return pattern.flatMap(variables);
  if (typeof pattern !== 'object' || pattern === null) return [];
  const here = 'type' in pattern && pattern.type === 'var' && 'name' in pattern ? [String(pattern.name)] : [];
  return [...here, ...Object.values(pattern).flatMap(variables)];
}
const sorted = (pattern: unknown): string[] => [...new Set(variables(pattern))].sort();

/** Messages that the source names: as a content's key, or said directly. */
function named(room: string): string[] {
  const folder = new URL(`../../src/${room}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\b(?:key: |say\()'([\w-]+)'/g)])
    .map(([, key = '']) => key);
}

describe('every language', () => {
  it.each(languages)('%s has every message that Kazakh has, and no other', (language) => {
    expect([...locales[language].keys()].sort()).toEqual([...locales.kk.keys()].sort());
  });

  it.each([...locales.kk.keys()])('says %s with the same variables, and by SMS and aloud where the others do', (key) => {
    const [first, ...others] = languages.map((language) => locales[language].get(key));
    for (const other of others) {
      expect(sorted(other?.value)).toEqual(sorted(first?.value));
      expect(Object.keys(other?.attributes ?? {})).toEqual(Object.keys(first?.attributes ?? {}));
      for (const wording of ['sms', 'voice']) expect(sorted(other?.attributes[wording])).toEqual(sorted(first?.attributes[wording]));
    }
  });

  it.each([...new Set(['usecases', 'locales', 'engine', 'residents'].flatMap(named))])(
    'has the message %s that the source names',
    (key) => {
      expect(locales.kk.has(key)).toBe(true);
    },
  );

  it('puts no case ending on a name, a number or a time', () => {
    for (const language of languages) {
      const source = readFileSync(new URL(`../../src/locales/${language}.ftl`, import.meta.url), 'utf8');
      expect(source).not.toMatch(/\}-?[а-яәғқңөұүһі]{1,4}\b/iu);
    }
  });
});
