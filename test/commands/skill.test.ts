import { describe, expect, it } from 'vitest';
import { parse } from '../../src/commands/parse.ts';
import { languages } from '../../src/domain/language.ts';
import { skills } from '../../src/domain/skill.ts';
import { createRenderer } from '../../src/locales/render.ts';
import { atlas } from './atlas.ts';

function read(typed: string): string {
  const intent = parse(typed, atlas);
  if (intent.kind === 'skills') {
    const { add, drop } = intent.change;
    const said = [...add, ...(drop === 'all' ? ['-all'] : drop.map((skill) => `-${skill}`)), ...(intent.unknown ? ['?'] : [])];
    return ['skills', ...said].join(' ');
  }
  if (intent.kind === 'need') {
    const wishes = intent.wishes.map(({ skill, count }) => (count === null ? skill : `${count} ${skill}`));
    return ['need', ...(intent.wishes.some(({ more }) => more) ? ['more'] : []), ...wishes, intent.code].join(' ');
  }
  return intent.kind;
}

describe('what somebody says of their own skills', () => {
  it.each([
    ['SKILL MEDIC', 'skills medic'],
    ['skill medic, driver and camera', 'skills medic driver camera'],
    ['НАВЫК ВРАЧ', 'skills medic'],
    ['Навыки: юрист и переводчик', 'skills lawyer interpreter'],
    ['ДАҒДЫ ДӘРІГЕР', 'skills medic'],
    ['дагды дарігер жургізуші', 'skills medic driver'],
    ['Дағдым: заңгер және аудармашы.', 'skills lawyer interpreter'],
    ['navyk vrach', 'skills medic'],
    ['SKILL legal observer', 'skills observer'],
    ['ДАҒДЫ келіссөз жүргізуші', 'skills negotiator'],
    ['НАВЫК ШОФЁР', 'skills driver'],
  ])('adds: %j is %j', (typed, meaning) => {
    expect(read(typed)).toBe(meaning);
  });

  it.each([
    ['SKILL NO DRIVER', 'skills -driver'],
    ['SKILL MEDIC NOT DRIVER', 'skills medic -driver'],
    ['НАВЫК НЕ ВОДИТЕЛЬ', 'skills -driver'],
    ['НАВЫК УБРАТЬ врач, юрист', 'skills -medic -lawyer'],
    ['ДАҒДЫ ЖҮРГІЗУШІ ЕМЕС', 'skills -driver'],
    ['ДАҒДЫ дәрігер, жүргізуші емес', 'skills medic -driver'],
    ['SKILL NONE', 'skills -all'],
    ['НАВЫК НЕТ', 'skills -all'],
    ['ДАҒДЫ ЖОҚ', 'skills -all'],
  ])('removes: %j is %j', (typed, meaning) => {
    expect(read(typed)).toBe(meaning);
  });

  it.each([
    ['SKILL', 'skills'],
    ['/skills', 'skills'],
    ['НАВЫКИ?', 'skills'],
    ['SKILL PLUMBER', 'skills ?'],
    ['SKILL NO PLUMBER', 'skills ?'],
    ['НАВЫК врач и сантехник', 'skills medic ?'],
  ])('asks, or says what is no skill here: %j is %j', (typed, meaning) => {
    expect(read(typed)).toBe(meaning);
  });
});

describe('the words that we use ourselves', () => {
  const { words } = createRenderer(() => atlas, 'Asia/Almaty');

  it.each(languages)('are understood when they come back, in %s', (language) => {
    for (const skill of skills) {
      const named = words.say(language, 'sms', `skill-${skill}`);
      expect(read(`SKILL ${named}`)).toBe(`skills ${skill}`);
      const answer = words.say(language, 'sms', 'need-enough', { skill: named, code: '4K7', coming: 1 });
      expect(read(answer.split(': ').at(-1) ?? '')).toBe(`need more ${skill} 4K7`);
    }
    const how = words.say(language, 'sms', 'skills-how', { count: 7, skills: '' });
    const examples = how.match(/(?:SKILL|НАВЫК|ДАҒДЫ)[^.]*/g) ?? [];
    expect(examples.map(read)).toEqual(['skills medic', 'skills -medic']);
  });
});

describe('an organiser’s wish for somebody', () => {
  it.each([
    ['NEED MEDIC 4K7', 'need medic 4K7'],
    ['4K7 need a medic', 'need medic 4K7'],
    ['НУЖЕН ВРАЧ 4K7', 'need medic 4K7'],
    ['нужна камера 4к7', 'need camera 4K7'],
    ['нужны юрист и врач 4К7', 'need lawyer medic 4K7'],
    ['ДӘРІГЕР КЕРЕК 4K7', 'need medic 4K7'],
    ['4К7 дарігер керек', 'need medic 4K7'],
    ['NEED MORE MEDICS 4K7', 'need more medic 4K7'],
    ['НУЖЕН ЕЩЁ ВРАЧ 4K7', 'need more medic 4K7'],
    ['ТАҒЫ ДӘРІГЕР КЕРЕК 4K7', 'need more medic 4K7'],
    ['NEED 4K7 2 observers 1 medic', 'need 2 observer 1 medic 4K7'],
    ['НУЖНЫ 4K7 2 наблюдателя 1 медик', 'need 2 observer 1 medic 4K7'],
    ['4К7 2 бақылаушы 1 дәрігер керек', 'need 2 observer 1 medic 4K7'],
    ['КЕРЕК 4K7 2 бақылаушы 1 дәрігер', 'need 2 observer 1 medic 4K7'],
    ['нужны 5 юристов и 2 врача 4K7', 'need 5 lawyer 2 medic 4K7'],
    ['need medic 3, driver 1 4K7', 'need 3 medic 1 driver 4K7'],
    ['нужно ещё 2 медика 4K7', 'need more 2 medic 4K7'],
    ['need 0 medics 4K7', 'need 0 medic 4K7'],
    ['NEED 4K7P 2 medics', 'need 2 medic 4K7P'],
  ])('%j is %j', (typed, meaning) => {
    expect(read(typed)).toBe(meaning);
  });

  it.each([
    'нужен врач',
    'нужен врач бакай',
    'врач 4K7',
    'нужен 4K7',
    'нужен врач срочно к дому 4K7',
    'медик',
    'нужно 99 медиков 4K7',
    'нужно 2 2 медика 4K7',
    'я умею многое',
  ])('is not read into %j: a person reads that', (typed) => {
    expect(['unclear', 'report']).toContain(read(typed));
  });
});
