import type { CasualtyKind, Toll } from '../domain/casualty/casualty.ts';
import { inside, NUMBER_MAX, tolled } from '../domain/sighting.ts';
import type { Sighting } from '../domain/timeline.ts';
import { readCode } from './code.ts';
import { languageOf } from './guess.ts';
import { restAfter } from './header.ts';
import type { Intent } from './intent.ts';
import { createLexicon, phrases } from './lexicon.ts';
import { splits } from './reply.ts';
import type { Token } from './tokens.ts';

/** Somebody, or many: the same words begin a record and count. */
const people = createLexicon<CasualtyKind>(
  phrases('hurt', {
    kk: `жараланды, жаралы, жаралы бар, жарақат, жарақат алды, жаралылар, жарақаттанды, адам жараланды,
      jaralandy, zharalandy, jaraly, jaraqat, zharakat`,
    ru: `ранен, ранена, ранены, раненый, раненая, раненые, раненых, ранили, пострадал, пострадала, пострадали, пострадавший, пострадавшие,
      пострадавших, травма, травмы, избили, избит, избита, ranen, ranena, raneny, postradal, postradali, izbili`,
    en: 'hurt, injured, wounded, somebody hurt, someone hurt, somebody is hurt, someone is hurt',
  }),
  phrases('taken', {
    kk: `ұстады, ұсталды, ұстап кетті, ұстап әкетті, ұстап алды, әкетті, алып кетті, қамады, қамап тастады, тұтқындады,
      ustady, ustaldy, ustap ketti, aketti, alyp ketti, qamady`,
    ru: `задержан, задержана, задержаны, задержали, задержанный, задержанные, задержанных, увезли, увезли людей, забрали, забрали людей, арестован,
      арестована, арестованы, арестовали, повязали, скрутили, zaderzhan, zaderzhana, zaderzhany, zaderzhali, uvezli, zabrali, arestovali`,
    en: 'taken, taken away, detained, arrested, they took, police took',
  }),
);

/** Only with a number. */
const counts = createLexicon<Toll>(
  phrases('grave', {
    kk: 'ауыр жараланды, ауыр жаралы, ауыр жарақат, ауыр жарақат алды',
    ru: 'тяжело ранены, тяжело ранен, тяжелораненых, тяжелораненые, тяжело раненых, тяжелых, тяжело пострадали',
    en: 'seriously hurt, badly hurt, seriously injured, badly injured',
  }),
  phrases('refused', {
    kk: 'көмектен бас тартты, емнен бас тартты, дәрігерден бас тартты',
    ru: 'отказались от помощи, отказался от помощи, отказались от врачей, отказались от лечения, отказались от скорой',
    en: 'refused treatment, refused help, refuse treatment, refuse help',
  }),
  phrases('released', {
    kk: 'босатты, босатылды, жіберді, шығарды, bosatty, bosatyldy',
    ru: 'отпустили, отпущены, отпущено, выпустили, освободили, освобождены, otpustili, vypustili, osvobodili',
    en: 'released, let go, freed, are out',
  }),
  phrases('trial', {
    kk: 'сотталып жатыр, сотқа берілді, сотта',
    ru: 'под судом, судят, на суде, отдали под суд',
    en: 'on trial, in court, are tried',
  }),
);

const insideWords = createLexicon<Sighting>(
  phrases(inside('children'), {
    kk: 'балалар, балалар бар, балалар ішінде, балалар іште, ішінде балалар, ішінде балалар бар, іште балалар бар, бала бар, үйде балалар бар, balalar, balalar bar',
    ru: 'дети, тут дети, там дети, в доме дети, дети в доме, внутри дети, дети внутри, здесь дети, deti, deti vnutri, v dome deti',
    en: 'children, kids, children inside, kids inside, children in the house, kids in the house',
  }),
  phrases(inside('children', true), {
    kk: 'балалар шықты, балалар жоқ, балаларды шығарды, балаларды алып шықты',
    ru: 'детей нет, дети вышли, детей вывели, детей увели',
    en: 'children out, no children, children are out, children left',
  }),
  phrases(inside('immobile'), {
    kk: 'төсек тартып жатыр, төсек тартқан адам бар, шыға алмайтын адам бар, жүре алмайтын адам бар, мүгедек бар, науқас бар, қарт бар',
    ru: `лежачий, лежачая, лежачие, лежачий больной, лежачая больная, инвалид, инвалиды, инвалид внутри, не может выйти, не могут выйти,
      не может ходить, в доме лежачий, внутри лежачий, lezhachii, invalid`,
    en: 'bedridden, wheelchair, disabled, somebody cannot leave, someone cannot leave, cannot walk, bedridden inside',
  }),
  phrases(inside('immobile', true), {
    kk: 'науқасты алып шықты, науқасты шығарды',
    ru: 'лежачего вынесли, больного вынесли, больного вывезли, инвалида вывели',
    en: 'bedridden out, they were carried out',
  }),
);

const contactWords = createLexicon<'contact'>(
  phrases('contact', {
    kk: 'хабар, хабар бар, хабарласты, habar, habar bar',
    ru: 'связь, есть связь, весть, есть весть, вышел на связь, вышла на связь, svyaz, est svyaz',
    en: 'contact, contact now, heard from, word of',
  }),
);

/** Left out beside a number. */
const fillers = createLexicon<'filler'>(
  phrases('filler', {
    kk: 'адам, адамды, кісі, кісіні, шамамен, кемінде, бала, әйел',
    ru: 'человек, человека, людей, около, примерно, минимум, не менее, уже',
    en: 'people, persons, about, at least, around, were, are, have been',
  }),
);

/** `CONTACT 4K7 3`, `СВЯЗЬ 4K7 № 3`, `ХАБАР 4K7 3`: there is word of the third in the list. Undefined where it is anything else. */
export function readContact(text: string, tokens: readonly Token[]): Intent | undefined {
  const word = contactWords.at(tokens, 0);
  const code = word && codeAt(text, tokens, word.end);
  const number = code && tokens[code.end];
  if (!word || !code || !number || number.partial || code.end + 1 !== tokens.length || !/^\d{1,4}$/.test(number.word)) return undefined;
  return { kind: 'contact', code: code.code, number: Number(number.word), language: languageOf(word.language, text) };
}

/**
 * `HURT 4K7 woman, leg broken`, `УВЕЗЛИ 10 ЧЕЛОВЕК`, `ҰСТАДЫ 4K7 …`, `ДЕТИ 4K7`. What it says beside the word, and the code before it, behind it or at the
 * end, is about that person. Undefined where it begins with something else.
 */
export function readCasualty(text: string, tokens: readonly Token[], otherwise: Intent): Intent | undefined {
  for (const { words, code } of splits(text, tokens)) {
    const within = insideWords.whole(words);
    if (within) return see([within.meaning], within.language, text, code, otherwise);
    const counted = readToll(words);
    if (counted) return see([counted.sighting], counted.language, text, code, otherwise);
  }
  const before = codeAt(text, tokens, 0);
  const first = people.at(tokens, before?.end ?? 0);
  if (!first) return undefined;
  const behind = before ? undefined : codeAt(text, tokens, first.end);
  const rest = restAfter(text, tokens, behind?.end ?? first.end);
  const last = before ?? behind ?? codeLast(text, tokens, first.end);
  const about = last?.start === undefined ? rest : trimEnd(text.slice(0, last.start), text, tokens, first.end);
  const counted = behind && readToll([...tokens.slice(0, first.end), ...tokens.slice(behind.end)]);
  const code = last?.code;
  if (counted) return see([counted.sighting], counted.language, text, code, otherwise);
  const [name = '', more = ''] = split(about);
  return {
    kind: 'casualty',
    of: first.meaning,
    about: name,
    more,
    ...(code && { code }),
    otherwise,
    language: languageOf(first.language, text),
  };
}

function see(
  sightings: readonly Sighting[],
  word: Parameters<typeof languageOf>[0],
  text: string,
  code: string | undefined,
  otherwise: Intent,
): Intent {
  return { kind: 'see', sightings, ...(code && { code }), otherwise, language: languageOf(word, text) };
}

/** A number and what it counts, in either order, and nothing else beside them. */
function readToll(words: readonly Token[]) {
  const rest = words.filter((token, at) => !fillers.at([token], 0) || at === 0);
  for (const [number, word] of [
    [rest[0], rest.slice(1)],
    [rest.at(-1), rest.slice(0, -1)],
  ] as const) {
    if (!number || number.partial || !/^\d{1,5}$/.test(number.word) || Number(number.word) > NUMBER_MAX) continue;
    const of = counts.whole(word) ?? people.whole(word);
    if (of) return { sighting: tolled(of.meaning, Number(number.word)), language: of.language };
  }
  return undefined;
}

interface CodeAt {
  readonly code: string;
  readonly end: number;
  /** Where it stands in the text, for one at the end. */
  readonly start?: number;
}

function codeAt(text: string, tokens: readonly Token[], from: number): CodeAt | undefined {
  for (const length of [4, 3]) {
    const some = tokens.slice(from, from + length);
    const code = some.length === length ? readCode(some.map(({ start, end }) => text.slice(start, end)).join('')) : undefined;
    if (code) return { code, end: from + length };
  }
  return undefined;
}

function codeLast(text: string, tokens: readonly Token[], after: number): CodeAt | undefined {
  for (const length of [4, 3]) {
    const from = tokens.length - length;
    const found = from >= after ? codeAt(text, tokens.slice(from), 0) : undefined;
    const start = tokens[from]?.start;
    if (found && found.end === length && start !== undefined) return { ...found, start };
  }
  return undefined;
}

function trimEnd(head: string, text: string, tokens: readonly Token[], from: number): string {
  const start = tokens[from]?.start ?? text.length;
  return head.slice(Math.min(start, head.length)).replace(/[\s,.:;–—-]+$/u, '');
}

/** What stands before the first comma is who it is; behind it is what happened to them, or where they are. */
function split(about: string): readonly [string, string] {
  const comma = about.search(/[,;]/u);
  return comma < 0 ? [about, ''] : [about.slice(0, comma).trim(), about.slice(comma + 1).trim()];
}
