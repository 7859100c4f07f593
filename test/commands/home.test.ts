import { describe, expect, it } from 'vitest';
import { parse } from '../../src/commands/parse.ts';
import { atlas } from './atlas.ts';

const safe = (typed: string): boolean | undefined => {
  const intent = parse(typed, atlas);
  return intent.kind === 'unclear' ? intent.safe : undefined;
};

describe('whether somebody is safe', () => {
  it.each(['Үйдемін!', 'АМАНМЫН', 'аман-есенмін', 'бари жаксы', 'Я дома.', 'все хорошо', 'всё хорошо', 'doma', 'I am safe', "I'm home"])(
    '%j: they are',
    (typed) => {
      expect(safe(typed)).toBe(true);
    },
  );
  it.each(['5', 'көмек керек', 'Нужна помощь!', 'помогите', 'need help', 'not safe'])('%j: they need help', (typed) => {
    expect(safe(typed)).toBe(false);
  });
  it.each(['1', '2', '3', 'нет', 'да', 'да дома но соседа забрали', 'не дома', 'я дома? нет', '44', '4 машины', 'помощь', 'барамын'])(
    '%j: nobody can say',
    (typed) => {
      expect(safe(typed)).toBeUndefined();
    },
  );
});
