/** ISO 639-1 codes of the languages people are spoken to in; Kazakh first. */
export const languages = ['kk', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(value: string): value is Language {
  return (languages as readonly string[]).includes(value);
}
