import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeKey, readPlaces } from '../../src/commands/house.ts';
import { parse } from '../../src/commands/parse.ts';
import { atlas } from './atlas.ts';

describe('houses', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['HOUSE 4K7 Zhastar 22', '4K7', ['Zhastar 22']],
    ['ДОМ 4K7 Жастар 22', '4K7', ['Жастар 22']],
    ['дом 4к7: Жастар, 22', '4K7', ['Жастар, 22']],
    ['ҮЙ 4K7 Жастар 22', '4K7', ['Жастар 22']],
    ['үй 4 K 7 Жастар 22', '4K7', ['Жастар 22']],
    ['4K7 дом Жастар 22', '4K7', ['Жастар 22']],
    ['ДОМ 4K7 М 5', '4K7', ['М 5']],
    ['ДОМ 4K7M Жастар 22', '4K7M', ['Жастар 22']],
    ['ДОМ 4K7\nЖастар 22\n2) Абая 5а\n\n- Мира 1/2; Мира 3', '4K7', ['Жастар 22', 'Абая 5а', 'Мира 1/2', 'Мира 3']],
    ['ДОМА 4K7 Жастар 14\r\nЖастар 16', '4K7', ['Жастар 14', 'Жастар 16']],
    ['houses 4k7', '4K7', []],
  ])('%j', (typed, code, places) => {
    expect(parse(typed, atlas)).toMatchObject({ kind: 'houses', code, places });
  });

  it.each<readonly [string, string]>([
    ['MOVE 4K7 Zhastar 22', 'Zhastar 22'],
    ['moving to 4K7 Zhastar 22', 'Zhastar 22'],
    ['ПЕРЕХОД 4K7 Жастар 22', 'Жастар 22'],
    ['переход 4к7, Жастар 22; во двор', 'Жастар 22; во двор'],
    ['КӨШТІ 4K7 Жастар 22', 'Жастар 22'],
    ['кошти 4K7 Жастар 22', 'Жастар 22'],
    ['4K7 перешли Жастар 22', 'Жастар 22'],
    ['MOVE 4K7', ''],
  ])('the call moves: %j', (typed, place) => {
    expect(parse(typed, atlas)).toMatchObject({ kind: 'move-call', code: '4K7', place });
  });

  it.each([
    'дом Жастар 22',
    'ДОМ',
    'наш дом сносят',
    'переход через дорогу 4',
    'көштім бақай',
    'move',
    'house 14 Zhastar',
    'бакай снос дом 4',
  ])('are not meant by %j', (typed) => {
    expect(['houses', 'move-call']).not.toContain(parse(typed, atlas).kind);
  });

  it.each<readonly [string, string]>([
    ['SPLIT 4K7 Abay 5', 'Abay 5'],
    ['разделить 4к7 Абая 5', 'Абая 5'],
    ['БӨЛУ 4K7 Абай 5', 'Абай 5'],
    ['bolu 4K7', ''],
  ])('one is another incident: %j', (typed, place) => {
    expect(parse(typed, atlas)).toMatchObject({ kind: 'split', code: '4K7', place });
  });

  it.each([
    'MERGE 4K7 5M2',
    'объединить 4к7 и 5м2',
    'ОБЪЕДИНИТЬ 4K7, 5M2.',
    'БІРІКТІРУ 4K7 мен 5M2',
    'біріктіру: 4K7 + 5M2',
    'biriktiru 4K7 5M2',
  ])('two incidents are one: %j', (typed) => {
    expect(parse(typed, atlas)).toMatchObject({ kind: 'merge', codes: ['4K7', '5M2'] });
  });

  it.each(['merge 4K7', 'объединить всех 4K7 5M2', 'merge 4K7 5M2 6P3', 'надо объединить 4K7 5M2', 'объединить'])('not so: %j', (typed) => {
    expect(parse(typed, atlas).kind).not.toBe('merge');
  });

  it('are read from any text without harm, and are never more than may be on the list', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        const places = readPlaces(text);
        expect(places.every((place) => place === place.trim() && place !== '')).toBe(true);
        expect(readPlaces(places.join('\n'))).toHaveLength(places.length);
      }),
    );
    expect(readPlaces('Жастар 1\n'.repeat(1_000))).toHaveLength(200);
  });

  it.each([
    ['Жастар 22', 'ул. Жастар, 22'],
    ['Жастар көшесі, 22', 'жастар 22'],
    ['улица Жастар дом 22', 'Жастар 22'],
    ['Zhastar St. 22', 'zhastar 22'],
    ['Сейфуллина 5А', 'сейфуллина 5 а'],
  ])('%j and %j are one place', (one, other) => {
    expect(placeKey(one)).toBe(placeKey(other));
  });

  it.each([
    ['Жастар 22', 'Жастар 2'],
    ['Жастар 22', 'Жастар 22а'],
    ['Дом', 'Улица'],
  ])('%j and %j are two', (one, other) => {
    expect(placeKey(one)).not.toBe(placeKey(other));
  });
});

describe('in how many minutes', () => {
  const read = (typed: string): string => {
    const intent = parse(typed, atlas);
    return intent.kind === 'answer' ? `${intent.answer} ${intent.minutes ?? '-'}${intent.code ? ` ${intent.code}` : ''}` : intent.kind;
  };
  it.each([
    ['1 20', 'coming 20'],
    ['1, 20', 'coming 20'],
    ['1 20 мин', 'coming 20'],
    ['1 20 4K7', 'coming 20 4K7'],
    ['4K7 1 20', 'coming 20 4K7'],
    ['буду через 20 минут', 'coming 20'],
    ['Буду через 5 мин.', 'coming 5'],
    ['еду, через 40 минут', 'coming 40'],
    ['через 15 минут буду', 'coming 15'],
    ['через полчаса', 'coming 30'],
    ['буду через час', 'coming 60'],
    ['20 минутта', 'coming 20'],
    ['20 минуттан кейін барамын', 'coming 20'],
    ['барамын 30 минутта', 'coming 30'],
    ['жарты сағатта', 'coming 30'],
    ['бір сағатта келемін', 'coming 60'],
    ['coming in 10 minutes', 'coming 10'],
    ['in half an hour', 'coming 30'],
    ['10 min', 'coming 10'],
    ['иду', 'coming -'],
    ['1', 'coming -'],
    ['4', 'left -'],
    ['4 4K7', 'left - 4K7'],
    ['ушла', 'left -'],
    ['Я ушёл', 'left -'],
    ['кеттім', 'left -'],
    ['I have left', 'left -'],
  ])('%j', (typed, expected) => {
    expect(read(typed)).toBe(expected);
  });

  it.each([
    '1 2',
    '1 4',
    '12',
    '1.20',
    '1 500',
    '2 20',
    'не могу, буду через 2 часа',
    'нет, но могу через 20 минут',
    'через дом 20',
    '20',
    'час',
    'half an hour',
    'они ушли',
    '1 20 30',
  ])('%j is none', (typed) => {
    expect(read(typed)).not.toMatch(/coming|left/);
  });
});
