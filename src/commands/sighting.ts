import { counted, machines, moved, NUMBER_MAX } from '../domain/sighting.ts';
import type { Force, Machinery, Move, Sighting } from '../domain/timeline.ts';
import { languageOf } from './guess.ts';
import type { Intent } from './intent.ts';
import { createLexicon, type Match, phrases } from './lexicon.ts';
import { splits } from './reply.ts';
import type { Token } from './tokens.ts';

/** Left out wherever they stand. */
const fillers = createLexicon<'filler'>(
  phrases('filler', {
    kk: 'қазір, мұнда, сонда, сол жерде, шамамен, адам, дана, және',
    ru: 'уже, там, сейчас, около, примерно, почти, человек, штук, и',
    en: 'now, already, there, about, around, people, the, is, are, has, have, and',
  }),
);

/** Who is seen. "They" cannot be counted. */
const subjects = createLexicon<Force | 'they'>(
  phrases('police', {
    kk: 'полицей, полицейлер, полицейлар, полиция қызметкері, полиция қызметкерлері, politsei, politseiler',
    ru: 'полиции, полицейский, полицейские, полицейских, менты, ментов, policeiskih, policejskih, menty',
    en: 'police, policemen, police officers, officers, cops',
    shared: 'полиция, policiya, policija, policia, politsiya, politsija, politsia',
  }),
  phrases('riot-police', {
    kk: 'арнайы жасақ, арнайы жасақтар',
    ru: 'омона, омоновцы, омоновцев, собр, собра, спецназ, спецназа, omon, sobr',
    en: 'riot police, riot cops',
    shared: 'омон',
  }),
  phrases('machines', {
    kk: 'бульдозерлер, экскаваторлар, тракторлар',
    ru: `техники, технику, спецтехника, бульдозер, бульдозера, бульдозеры, бульдозеров, экскаватор, экскаватора, экскаваторы, экскаваторов, трактор, трактора,
      тракторы, тракторов, единиц техники, tehnika, tekhnika, buldozer, buldozery`,
    en: 'machine, machines, machinery, bulldozer, bulldozers, excavator, excavators, digger, diggers',
    shared: 'техника',
  }),
  phrases('they', { kk: 'олар, olar', ru: 'они, oni', en: 'they' }),
);

/** Clear without anybody named. "Приехали" and "ушли" are not: it may be the speaker who did. */
const clearMoves = createLexicon<Move>(
  phrases('sighted', {
    kk: 'оларды көріп тұрмын, бері келе жатыр',
    ru: 'вижу их, их видно, едут сюда, идут сюда',
    en: 'i see them, coming here',
  }),
  phrases('cordon', {
    kk: 'қоршау, қоршап алды, қоршап тұр, қоршап жатыр, қоршалды, qorshau, qorshap aldy, qorshap tur',
    ru: 'кордона, оцепление, оцепили, окружили, перекрыли, перекрыли улицу, kordon, oceplenie, otseplenie, ocepili',
    en: 'cordon, cordoned off, surrounded',
    shared: 'кордон',
  }),
  phrases('storming', {
    kk: 'шабуыл, шабуылдап жатыр, басып кіріп жатыр, есікті бұзып жатыр, shabuyl',
    ru: 'штурмуют, начался штурм, начали штурм, выламывают дверь, shturm, shturmuyut',
    en: 'storming, breaking in, breaking down door',
    shared: 'штурм',
  }),
  phrases('moved-on', {
    kk: 'басқа үйге кетті, басқа үйге көшті, басқа үйге бара жатыр, басқа үйге барады',
    ru: 'ушли к другому дому, перешли к другому дому, едут к другому дому, идут к другому дому, поехали к другому дому, пошли дальше, поехали дальше',
    en: 'moved on, moving on, moved to another house, moving to another house',
  }),
);

/** What police do, or "they". */
const doings = createLexicon<Move>(
  phrases('sighted', {
    kk: 'келе жатыр, kele jatyr, kele zhatyr',
    ru: 'едет, едут, едет сюда, идет, идут, идет сюда',
    en: 'coming, on way',
  }),
  phrases('arrived', {
    kk: 'келді, келіп жетті, жетті, keldi, jetti',
    ru: 'приехал, приехала, приехали, пришла, пришли, прибыл, прибыла, прибыли, priehali, priehala',
    en: 'arrived, came, here',
  }),
  phrases('cordon', { kk: 'қоршады', ru: 'оцепил, оцепила, окружил, окружила, перекрыла', en: 'cordoned' }),
  phrases('storming', { ru: 'штурмует, пошел на штурм, пошли на штурм', en: 'stormed' }),
  phrases('moved-on', { ru: 'ушла к другому дому, едет к другому дому, пошла дальше, уехали к другому дому' }),
  phrases('withdrawn', {
    kk: 'кетті, кетіп қалды, кетіп бара жатыр, шегінді, ketti, ketip qaldy',
    ru: 'ушел, ушла, ушли, уехал, уехала, уехали, уходят, уезжают, отступил, отступила, отступили, ushli, uehali',
    en: 'left, gone, withdrew, withdrawn, leaving',
  }),
);

const machineDoings = createLexicon<Machinery>(
  phrases('machinery-coming', {
    kk: 'келе жатыр, келді, жетті, kele jatyr, kele zhatyr, keldi',
    ru: 'едет, едут, едет сюда, едут сюда, идет, идут, на подходе, подъезжает, подъезжают, приехал, приехала, приехали, edet, edut',
    en: 'coming, on way, arrived, here',
  }),
  phrases('machinery-stuck', {
    kk: 'тұр, тұрып қалды, тоқтады, тоқтап қалды, тоқтап тұр, tur, turyp qaldy, toqtady',
    ru: 'застрял, застряла, застряли, стоит, стоят, остановили, остановлена, остановилась, остановились, ждет, ждут, stoit, zastryala',
    en: 'stuck, stopped, waiting, held up',
  }),
  phrases('machinery-back', {
    kk: 'кетті, кетіп қалды, қайтты, қайтып кетті, бұрылды, ketti, qaitty',
    ru: `ушел, ушла, ушли, уехал, уехала, уехали, развернули, развернулся, развернулась, развернулись, повернула, повернули, повернула назад,
      повернули назад, уезжает, уезжают, uehala, uehali`,
    en: 'left, gone, turned back, went back, leaving',
  }),
);

interface Read {
  readonly sightings: readonly Sighting[];
  readonly language: Match<unknown>['language'];
}

/**
 * `КОРДОН 4K7`, `100 полицейских`, `ПОЛИЦИЯ 100 ОМОН 40`, `ТЕХНИКА ЕДЕТ`: what is seen, and nothing else beside it but a code. Undefined where
 * there is anything else, such as a place: police with a place are a report.
 */
export function readSightings(text: string, tokens: readonly Token[], otherwise: Intent): Intent | undefined {
  for (const { words, code } of splits(text, tokens)) {
    const read = readMove(words) ?? readWords(words.filter((token) => !fillers.at([token], 0)));
    if (!read) continue;
    const { sightings, language } = read;
    return { kind: 'see', sightings, ...(code && { code }), otherwise, language: languageOf(language, text) };
  }
  return undefined;
}

function readWords(words: readonly Token[]): Read | undefined {
  return readMove(words) ?? readDoing(words) ?? readCounts(words);
}

function readMove(words: readonly Token[]): Read | undefined {
  const move = clearMoves.whole(words);
  return move && { sightings: [moved(move.meaning)], language: move.language };
}

/** Somebody, and what they do, in either order. */
function readDoing(words: readonly Token[]): Read | undefined {
  for (let at = 0; at < words.length; at++) {
    const subject = subjects.at(words, at);
    if (!subject || (at > 0 && subject.end < words.length)) continue;
    const rest = at === 0 ? words.slice(subject.end) : words.slice(0, at);
    const language = subject.language;
    if (subject.meaning === 'machines') {
      const doing = machineDoings.whole(rest);
      if (doing) return { sightings: [machines(doing.meaning)], language: language ?? doing.language };
    } else {
      const doing = doings.whole(rest) ?? clearMoves.whole(rest);
      if (doing) return { sightings: [moved(doing.meaning)], language: language ?? doing.language };
    }
  }
  return undefined;
}

/** Numbers, each before or after what it counts; nothing is counted twice. */
function readCounts(words: readonly Token[]): Read | undefined {
  const counts = new Map<Force, Sighting>();
  let language: Read['language'];
  for (let at = 0; at < words.length; ) {
    const before = numberAt(words, at);
    const subject = subjects.at(words, before === undefined ? at : at + 1);
    const number = before ?? (subject && numberAt(words, subject.end));
    if (!subject || number === undefined || subject.meaning === 'they' || counts.has(subject.meaning)) return undefined;
    counts.set(subject.meaning, counted(subject.meaning, number));
    language ??= subject.language;
    at = before === undefined ? subject.end + 1 : subject.end;
  }
  return counts.size > 0 ? { sightings: [...counts.values()], language } : undefined;
}

function numberAt(words: readonly Token[], at: number): number | undefined {
  const token = words[at];
  if (!token || token.partial || !/^\d{1,5}$/.test(token.word)) return undefined;
  return Number(token.word) <= NUMBER_MAX ? Number(token.word) : undefined;
}
