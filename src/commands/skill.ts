import type { Skill, SkillChange } from '../domain/skill.ts';
import { languageOf } from './guess.ts';
import type { Intent } from './intent.ts';
import { createLexicon, phrases } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** Also how people say whom they need; case endings of one and of many. */
export const skillWords = createLexicon<Skill>(
  phrases('negotiator', {
    kk: 'келіссөзші, келіссөз жүргізуші, келіссөз, kelissozshi, kelissoz jurgizushi, kelissoz',
    ru: 'переговорщик, переговорщица, переговорщики, переговорщика, переговорщиков, переговоры, посредник, посредника, посредников, peregovorshchik, peregovorshik, peregovorschik',
    en: 'negotiator, negotiators, mediator, mediators',
  }),
  phrases('observer', {
    kk: 'бақылаушы, бақылаушылар, құқық бақылаушысы, заң бақылаушысы, baqylaushy, bakylaushy',
    ru: 'наблюдатель, наблюдатели, наблюдателя, наблюдателей, правовой наблюдатель, юридический наблюдатель, nablyudatel, nabludatel',
    en: 'observer, observers, legal observer, legal observers',
  }),
  phrases('lawyer', {
    kk: 'заңгер, заңгерлер, қорғаушы, zanger, zangerler',
    ru: 'юрист, юристы, юриста, юристов, адвокаты, адвоката, адвокатов, защитник, yurist, jurist, urist',
    en: 'lawyer, lawyers, advocate, attorney',
    shared: 'адвокат, advokat',
  }),
  phrases('medic', {
    kk: 'дәрігер, дәрігерлер, мейірбике, емші, dariger, meirbike',
    ru: 'врач, врачи, врача, врачей, медики, медика, медиков, фельдшера, доктор, медсестра, медбрат, vrach, vrachi, doktor, medsestra',
    en: 'medic, medics, doctor, doctors, nurse, paramedic, first aid',
    shared: 'медик, фельдшер, medik, feldsher',
  }),
  phrases('driver', {
    kk: 'жүргізуші, жүргізушілер, көлігім бар, көлік, jurgizushi, zhurgizushi, kolik',
    ru: 'водитель, водители, водителя, водителей, шофера, шофер, машина, voditel, voditeli, mashina',
    en: 'driver, drivers, car',
  }),
  phrases('camera', {
    kk: 'түсіруші, бейнетүсіруші, видеоға түсіру, tusirushi',
    ru: 'камеры, камер, оператора, операторов, видеосъемка, съемка, фотограф, videosemka',
    en: 'camera, cameras, cameraman, filming, photographer',
    shared: 'камера, оператор, видео, kamera, operator, video',
  }),
  phrases('interpreter', {
    kk: 'аудармашы, аудармашылар, audarmashy',
    ru: 'переводчик, переводчица, переводчики, переводчика, переводчиков, perevodchik',
    en: 'interpreter, interpreters, translator, translators',
  }),
);

const ownWords = createLexicon<'own'>(
  phrases('own', {
    kk: 'дағды, дағдым, дағдылар, дағдыларым, dagdy, dagdym, dagdylar',
    ru: 'навык, навыки, мои навыки, мой навык, navyk, navyki',
    en: 'skill, skills, my skill, my skills',
  }),
);

/** Before a skill, or before several; in Kazakh after it. With no skill at all: none is left. */
const notWords = createLexicon<'not'>(
  phrases('not', {
    kk: 'жоқ, емес, алып таста, алып тастау, joq, zhoq, emes',
    ru: 'не, нет, без, убрать, уберите, удалить, минус, ne, net, ubrat',
    en: 'no, not, none, without, remove, delete, minus',
  }),
);

export const fillers = createLexicon<'and'>(
  phrases('and', { kk: 'және, мен, мын, мін, менің, jane, zhane', ru: 'и, а, я, также, еще', en: 'and, a, an, i, am, also' }),
);

/** `SKILL MEDIC DRIVER`, `SKILL NO DRIVER`, `SKILL`: what somebody says of themselves. Undefined where it begins with something else. */
export function readSkills(text: string, tokens: readonly Token[]): Intent | undefined {
  const own = ownWords.at(tokens, 0);
  if (!own) return undefined;
  const add: Skill[] = [];
  const drop: Skill[] = [];
  let negates = false;
  let negated = false;
  let unknown = false;
  let last: Skill | undefined;
  for (let at = own.end; at < tokens.length; ) {
    const skill = skillWords.at(tokens, at);
    const not = skill ? undefined : notWords.at(tokens, at);
    if (skill) {
      (negates ? drop : add).push(skill.meaning);
      last = skill.meaning;
    }
    if (not) {
      // "Дәрігер емес": it is about the one before, and nothing follows.
      if (not.end === tokens.length && last !== undefined && !negates) drop.push(last);
      negates = true;
      negated = true;
    }
    const read = skill ?? not ?? fillers.at(tokens, at);
    unknown ||= !read;
    at = read?.end ?? at + 1;
  }
  const all = negated && add.length + drop.length === 0 && !unknown;
  const change: SkillChange = { add: add.filter((skill) => !drop.includes(skill)), drop: all ? 'all' : drop };
  return { kind: 'skills', change, unknown, language: languageOf(own.language, text) };
}
