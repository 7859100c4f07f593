import type { Supply } from '../domain/incident.ts';
import type { Kind } from '../domain/kind.ts';
import { createLexicon, type Phrase, phrases, type Words } from './lexicon.ts';

export interface Reportable {
  readonly what: Kind;
  readonly supply?: Supply;
}

const DEMOLITION: Words = {
  kk: `бұзу, үй бұзу, үйді бұзу, үйлерді бұзу, бұзып жатыр, үй бұзып жатыр, үйді бұзып жатыр, үйлерді бұзып жатыр, бұзуда, бұзбақшы,
    buzu, uy buzu, uidi buzu, buzyp jatyr, buzyp zhatyr, uy buzyp jatyr, uy buzyp zhatyr`,
  ru: `снос, снос дома, снос домов, сносят, сносят дома, ломают, ломают дома, рушат, бульдозер, бульдозеры,
    snos, snosyat, snosjat, lomayut, lomajut, lomaut, buldozer, buldozery`,
  en: 'demolition, demolitions, house demolition, demolishing, bulldozer, bulldozers',
};

/** Whoever is being put out of a home sees the bailiffs do it. */
const BAILIFFS: Words = {
  kk: `сот орындаушы, сот орындаушысы, сот орындаушылар, сот орындаушылары, жеке сот орындаушы, жеке сот орындаушысы,
    жеке сот орындаушылар, жеке сот орындаушылары, ЖСО, үйден шығару, үйден шығарып жатыр,
    sot oryndaushy, sot oryndaushysy, sot oryndaushylar, sot oryndaushylary, sot oryndawshy, sot oryndawshylar`,
  ru: `пристав, приставы, судебный пристав, судебные приставы, судисполнитель, судисполнители, судебный исполнитель,
    судебные исполнители, частный судебный исполнитель, частные судебные исполнители, ЧСИ, выселение, выселяют,
    pristav, pristavy, sudispolnitel, sudispolniteli, sudebnye ispolniteli, chsi, vyselenie, vyselyayut`,
  en: 'bailiff, bailiffs, eviction, evicting',
};

const COLLECTORS: Words = {
  kk: 'коллекторлар, коллекторлары, kollektorlar',
  ru: 'коллекторы, kollektory',
  en: 'collector, collectors, debt collector, debt collectors',
  shared: 'коллектор, kollektor',
};

const POLICE: Words = {
  kk: 'полицейлер, полицейлар, полиция қызметкерлері, politseiler, policeiler',
  ru: `полицейский, полицейские, омон, собр, милиция, менты, policeiskie, policejskie, politseiskie, omon, sobr, militsiya, milicia, militsia,
    miliciya, menty`,
  en: 'police, riot police, policemen, police officers, cops',
  shared: 'полиция, policiya, policija, policia, politsiya, politsija, politsia, politziya',
};

const RAID: Words = {
  kk: 'тінту, тінтіп жатыр, тінту жүріп жатыр, tintu, tintip jatyr, tintip zhatyr',
  ru: 'обыск, обыски, облава, obysk, obyski, oblava',
  en: 'raid, raids',
  shared: 'рейд, reid, rejd',
};

/** The ways to say that something was cut off; `*` stands for the supply. */
const CUT_OFF: Words = {
  kk: '* жоқ, * өшірді, * өшірілді, * өшіп қалды, * joq, * zhoq, * oshirdi, * oshirildi',
  ru: `отключили *, отключение *, отключают *, отрубили *, вырубили *, выключили *, обрезали *, * отключили, * отключают,
    * отрубили, * вырубили, * выключили, * обрезали, нет *, * нет, без *, otklyuchili *, otkluchili *, otklyuchenie *, otkluchenie *,
    otklyuchayut *, otkluchayut *, * otklyuchili, * otkluchili, net *, * net, bez *`,
  en: 'cutoff *, cut off *, * cutoff, * cut off, * cut, * is off, no *',
};

/** What can stand without saying which supply it was. */
const CUT_OFF_ALONE: Words = {
  kk: 'өшірді, өшірілді, oshirdi',
  ru: 'отключили, отключение, отключают, otklyuchili, otkluchili, otklyuchenie, otkluchenie, otklyuchayut, otkluchayut',
  en: 'cutoff, cut off',
};

const SUPPLIES: Readonly<Record<Supply | 'gas', Words>> = {
  heat: {
    kk: 'жылу, жылуды, jylu, zhylu, jyludy, zhyludy',
    ru: 'тепло, тепла, отопление, отопления, teplo, tepla, otoplenie, otopleniya',
    en: 'heat, heating, the heat, the heating',
  },
  water: {
    kk: 'су, суды, su, sudy',
    ru: 'воду, воды, вода, vodu, vody, voda',
    en: 'water, the water',
  },
  light: {
    kk: 'жарық, жарықты, свет, jaryq, zharyq, jaryqty, zharyqty, svet',
    ru: 'свет, света, электричество, электричества, svet, sveta, elektrichestvo, elektrichestva',
    en: 'light, lights, the lights, power, the power, electricity, the electricity',
  },
  gas: { kk: 'газ, газды, gaz', ru: 'газ, газа, gaz, gaza', en: 'gas, the gas' },
};

function cutOff(supply: Supply | 'gas'): readonly Phrase<Reportable>[] {
  const meaning: Reportable = supply === 'gas' ? { what: 'cutoff' } : { what: 'cutoff', supply };
  const every = (key: 'kk' | 'ru' | 'en'): string => {
    const nouns = (SUPPLIES[supply][key] ?? '').split(',');
    return nouns.map((noun) => (CUT_OFF[key] ?? '').replaceAll('*', noun)).join();
  };
  return phrases(meaning, { kk: every('kk'), ru: every('ru'), en: every('en') });
}

/** Every word that says what is happening. */
export const reportable = createLexicon<Reportable>(
  phrases({ what: 'demolition' }, DEMOLITION),
  phrases({ what: 'bailiffs' }, BAILIFFS),
  phrases({ what: 'collectors' }, COLLECTORS),
  phrases({ what: 'police' }, POLICE),
  phrases({ what: 'raid' }, RAID),
  phrases({ what: 'cutoff' }, CUT_OFF_ALONE),
  cutOff('heat'),
  cutOff('water'),
  cutOff('light'),
  cutOff('gas'),
);
