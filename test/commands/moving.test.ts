import { describe, expect, it } from 'vitest';
import { readDigits } from '../../src/commands/code.ts';
import { parse } from '../../src/commands/parse.ts';
import { atlas } from './atlas.ts';

const parts = (typed: string): unknown => {
  const { language: _, ...intent } = parse(typed, atlas) as { language?: unknown };
  return intent;
};

describe('somebody who has moved', () => {
  it.each([
    ['MOVED SHANYRAK-1', { to: 'shanyrak-1' }],
    ['ПЕРЕЕХАЛ ШАНЫРАК-1', { to: 'shanyrak-1' }],
    ['переехала в шанырак 1', { to: 'shanyrak-1' }],
    ['Мы переехали: Бакай, Шанырак-1!', { from: 'bakai', to: 'shanyrak-1' }],
    ['КӨШТІМ ШАҢЫРАҚ-1', { to: 'shanyrak-1' }],
    ['коштим бакай шанырак-2', { from: 'bakai', to: 'shanyrak-2' }],
    ['koshtim shanyraq-2', { to: 'shanyrak-2' }],
    ['Шаңырақ-1 көштім', { to: 'shanyrak-1' }],
    ['moved to shanyrak-1 from bakai', { from: 'bakai', to: 'shanyrak-1' }],
    ['переехал из Бакай в Шанырак-1', { from: 'bakai', to: 'shanyrak-1' }],
    ['moved from Bakai', { from: 'bakai' }],
    ['MOVED Bakai, Zhastar 14', { to: 'bakai' }],
    ['Переехала', {}],
    ['ПЕРЕЕХАЛ Нұрлы Жол', { unknown: 'Нұрлы Жол' }],
    ['/moved', {}],
    ['/moved@dabyl_bot Бакай Шанырак-1', { from: 'bakai', to: 'shanyrak-1' }],
    ['/moved Nurly', { unknown: 'Nurly' }],
  ])('%j', (typed, sides) => {
    expect(parts(typed)).toEqual({ kind: 'moved', ...sides });
  });

  it.each(['переехали приставы на Жастар 14', 'Бакай moved the bulldozers', 'переехали на другой берег, ждём вас', 'the police moved'])(
    'is not what %j says',
    (typed) => {
      expect(parse(typed, atlas).kind).not.toBe('moved');
    },
  );
});

describe('somebody who has another number', () => {
  it.each([
    ['NUMBER +77011234567', '+77011234567'],
    ['номер 8 701 123-45-67', '8 701 123-45-67'],
    ['Новый номер: 87011234567', '87011234567'],
    ['сменила номер на +7 (701) 1234567', '+7 (701) 1234567'],
    ['НӨМІР 87011234567', '87011234567'],
    ['жана номир 87011234567', '87011234567'],
    ['nomer 8701 12', '8701 12'],
    ['/number +77011234567', '+77011234567'],
    ['НОМЕР', undefined],
    ['/number', undefined],
  ])('%j', (typed, number) => {
    expect(parts(typed)).toEqual({ kind: 'number', ...(number && { number }) });
  });

  it.each(['номер 5', 'номер дома 14', 'номер машины 123 ABC 02', 'number 4K7'])('is not what %j says', (typed) => {
    expect(parse(typed, atlas).kind).not.toBe('number');
  });

  it.each([
    ['123456', '123456'],
    ['1234 5678', '12345678'],
    [' 12-34 56 ', '123456'],
    ['1234567', undefined],
    ['12345', undefined],
    ['123456a', undefined],
    ['+77011234567', undefined],
  ])('types the code as %j', (typed, digits) => {
    expect(readDigits(typed)).toBe(digits);
  });
});
