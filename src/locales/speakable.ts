/** Languages that the provider's machines speak. */
export type SpokenLanguage = 'ru' | 'en';

/** How places are abbreviated, and what has to be said instead. Only where nothing else can be meant. */
const abbreviations: readonly (readonly [RegExp, string])[] = [
  [word('ул\\.'), 'улица '],
  [word('(?:пр-т|просп\\.|пр\\.)'), 'проспект '],
  [word('пер\\.'), 'переулок '],
  [word('(?:мкр-н|мкрн\\.?|мкр\\.?|ш/а|ы/а)'), 'микрорайон '],
  [word('р-н'), 'район '],
  [word('пос\\.'), 'посёлок '],
  [word('көш\\.'), 'көшесі '],
  [word('корп\\.'), 'корпус '],
  [word('кв\\.'), 'квартира '],
  [word('д\\.(?=\\s*\\d)'), 'дом '],
];
const signs: Readonly<Record<SpokenLanguage, { readonly slash: string; readonly number: string }>> = {
  ru: { slash: ' дробь ', number: ' номер ' },
  en: { slash: ' slash ', number: ' number ' },
};

/** Kazakh letters, which a Russian voice leaves out, as the Russian ones that sound nearest. */
const kazakh: Readonly<Record<string, string>> = { ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'и' };
/** Cyrillic letters, which an English voice leaves out. */
const latin: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'yo', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n' },
  ...{ о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '' },
  ...{ э: 'e', ю: 'yu', я: 'ya', ә: 'a', ғ: 'gh', қ: 'q', ң: 'ng', ө: 'o', ұ: 'u', ү: 'u', һ: 'h', і: 'i' },
};

/**
 * Text as a machine can read it aloud: abbreviations in full, letters that its language has, and nothing else than letters, digits
 * and stops. A place is somebody's own words, in any of the languages, with whatever they typed into it.
 */
export function speakable(text: string, language: SpokenLanguage): string {
  const { slash, number } = signs[language];
  const inFull = abbreviations
    .reduce((said, [short, full]) => said.replace(short, full), text.normalize('NFC'))
    .replace(/(?<=\d)\s*\/\s*(?=\d)/g, slash)
    .replace(/№/g, number);
  return inFull
    .replace(/\p{Script=Cyrillic}/gu, (letter) => spell(letter, language === 'ru' ? kazakh : latin))
    .replace(/[^\p{L}\p{M}\p{N}\s.,:;!?'"«»()-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,:;!?])/g, '')
    .replace(/([.,:;!?])[.,:;]+/g, '$1')
    .trim();
}

function spell(letter: string, table: Readonly<Record<string, string>>): string {
  const small = letter.toLowerCase();
  const found = table[small];
  if (found === undefined) return letter;
  return letter === small ? found : found.charAt(0).toUpperCase() + found.slice(1);
}

/** `\b` knows no Cyrillic. */
function word(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?:(?<=\\.)|(?!\\p{L}))\\s*`, 'giu');
}
