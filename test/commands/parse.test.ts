import { describe, expect, it } from 'vitest';
import { parse } from '../../src/commands/parse.ts';
import { atlas } from './atlas.ts';

function report(typed: string): string {
  const intent = parse(typed, atlas);
  if (intent.kind !== 'report') return intent.kind;
  const { neighbourhood = '—', what, supply, separate, place } = intent;
  return [neighbourhood, supply ? `${what}/${supply}` : what, ...(separate ? ['NEW'] : []), place].join('|');
}

describe('a report', () => {
  it.each([
    ['Бакай-снос', 'bakai|demolition|'],
    ['бакай,снос', 'bakai|demolition|'],
    ['Снос Бакай', 'bakai|demolition|'],
    ['БҰЗУ Жастар 14', '—|demolition|Жастар 14'],
    ['🚨 бакай снос жастар 14', 'bakai|demolition|жастар 14'],
    ['🚨🚨 СНОС!!! бакай 👉 жастар 14', 'bakai|demolition|👉 жастар 14'],
    ['бакайснос жастар 14', 'unclear'],
    ['снос14', '—|demolition|14'],
    ['снос бакай\nЖастар 14\nвторой подъезд', 'bakai|demolition|Жастар 14 второй подъезд'],
    ['Bakai bailiffs (blue gate)', 'bakai|bailiffs|(blue gate)'],
    ['снос бакай №14', 'bakai|demolition|№14'],
    ['снос бакай 🙏🙏', 'bakai|demolition|'],
    ['Бакай сот орындаушылары Жастар 14', 'bakai|bailiffs|Жастар 14'],
    ['үй бұзу Бақай', 'bakai|demolition|'],
    ['uy buzu bakay zhastar 14', 'bakai|demolition|zhastar 14'],
    ['жарық жоқ бакай', 'bakai|cutoff/light|'],
    ['бакай газ отключили 14', 'bakai|cutoff|14'],
    ['отключили бакай свет', 'bakai|cutoff|свет'],
    ['снос Нурлы Жол 3', '—|demolition|Нурлы Жол 3'],
    ['/снос бакай', 'bakai|demolition|'],
  ])('%j is %j', (typed, parts) => {
    expect(report(typed)).toBe(parts);
  });

  it.each([
    ['шанырак 1 снос', 'shanyrak-1|demolition|'],
    ['шаңырақ1 снос', 'shanyrak-1|demolition|'],
    ['СНОС Шаңырақ-1 14', 'shanyrak-1|demolition|14'],
    ['ШАНЫРАК-1, снос', 'shanyrak-1|demolition|'],
    ['snos shanyraq-2', 'shanyrak-2|demolition|'],
    ['snos shanirak 2', 'shanyrak-2|demolition|'],
    ['снос шанырак 14', 'shanyrak|demolition|14'],
    ['снос шанырак 1а', 'shanyrak|demolition|1а'],
    ['снос шанырак 1/4', 'shanyrak|demolition|1/4'],
    ['снос шанырак, 3', 'shanyrak|demolition|3'],
    ['шанырак1снос', 'shanyrak-1|demolition|'],
    ['Алматы, Бакай, снос 14', 'bakai|demolition|14'],
    ['снос Алматы Шанырак 1 дом 4', 'shanyrak-1|demolition|дом 4'],
    ['снос Шанырак, улица Бакай 4', 'shanyrak|demolition|улица Бакай 4'],
    ['снос Бакай Шанырак 4', 'bakai|demolition|Шанырак 4'],
    ['снос Алматы', 'almaty|demolition|'],
  ])('finds the neighbourhood: %j is %j', (typed, parts) => {
    expect(report(typed)).toBe(parts);
  });

  it.each([
    ['NEW бакай снос 14', 'bakai|demolition|NEW|14'],
    ['Новый снос: бакай 14', 'bakai|demolition|NEW|14'],
    ['бакай новый снос 14', 'bakai|demolition|NEW|14'],
    ['БАКАЙ СНОС NEW Жастар 14', 'bakai|demolition|NEW|Жастар 14'],
    ['Бақай бұзу ЖАҢА Жастар 14', 'bakai|demolition|NEW|Жастар 14'],
    ['бакай снос новый жастар 14', 'bakai|demolition|NEW|жастар 14'],
    ['Бакай снос Жастар 14 Новый', 'bakai|demolition|NEW|Жастар 14'],
    ['Бакай снос Жастар 14 - new!', 'bakai|demolition|NEW|Жастар 14'],
    ['Бакай снос NEW', 'bakai|demolition|NEW|'],
    ['Бакай снос Жаңа көше 14', 'bakai|demolition|Жаңа көше 14'],
    ['Бакай снос Новый путь 5', 'bakai|demolition|Новый путь 5'],
    ['Бакай снос, улица Новая 5', 'bakai|demolition|улица Новая 5'],
    ['NEW бакай снос Жастар 14 NEW', 'bakai|demolition|NEW|Жастар 14 NEW'],
  ])('may be about another place: %j is %j', (typed, parts) => {
    expect(report(typed)).toBe(parts);
  });

  it('keeps 200 characters of the place and cuts no emoji in two', () => {
    const intent = parse(`снос бакай а${'🏠'.repeat(300)}`, atlas);
    expect(intent).toMatchObject({ kind: 'report', place: `а${'🏠'.repeat(199)}` });
  });
});

describe('joining', () => {
  it.each([
    ['JOIN Нұрлы Жол', { unknown: 'Нұрлы Жол' }],
    ['join: Nurly, 5', { unknown: 'Nurly, 5' }],
    ['Вступить в Бакай', { neighbourhood: 'bakai' }],
    ['JOIN Бакай, дом 14', { neighbourhood: 'bakai' }],
    ['JOIN Алматы', { neighbourhood: 'almaty' }],
    ['JOIN Алматы Нұрлы Жол', { unknown: 'Алматы Нұрлы Жол' }],
    ['JOIN шанырак 14', { unknown: 'шанырак 14' }],
    ['JOIN 👋', {}],
  ])('%j', (typed, parts) => {
    const { language: _, ...intent } = parse(typed, atlas) as { language?: unknown };
    expect(intent).toEqual({ kind: 'join', ...parts });
  });

  it('is not what somebody says after the name and before more words', () => {
    expect(parse('Бакай join the others', atlas).kind).toBe('unclear');
  });
});

describe('what the bot itself offers', () => {
  it.each([
    ['/start', { kind: 'start', payload: '' }],
    ['/start inv_a-9', { kind: 'start', payload: 'inv_a-9' }],
    ['/START@dabyl_bot inv_a-9', { kind: 'start', payload: 'inv_a-9' }],
    ['/leave', { kind: 'leave' }],
    ['/away', { kind: 'away' }],
    ['/invite', { kind: 'invite' }],
    ['/quiet', { kind: 'quiet' }],
    ['/trust', { kind: 'trust' }],
    ['/broadcast@dabyl_bot', { kind: 'broadcast' }],
    ['/help', { kind: 'help' }],
    ['/alarm', { kind: 'alarm' }],
    ['/starting', { kind: 'help' }],
    ['/whatever now', { kind: 'help' }],
    ['/', { kind: 'help' }],
    ['🚨 Дабыл', { kind: 'alarm' }],
    ['🚨 Тревога', { kind: 'alarm' }],
    ['🚨 Alarm', { kind: 'alarm' }],
  ])('understands %j', (typed, intent) => {
    expect(parse(typed, atlas)).toEqual(intent);
  });

  it.each(['/stop', '/STOP'])('lets go of somebody who types %j', (typed) => {
    expect(parse(typed, atlas).kind).toBe('stop');
  });
});

describe('a neighbourhood alone', () => {
  it.each([
    ['Бақай', 'bakai'],
    ['bakay.', 'bakai'],
    ['Шанырак 2', 'shanyrak-2'],
    ['Алматы, Шанырак', 'shanyrak'],
  ])('%j answers which one was meant', (typed, neighbourhood) => {
    expect(parse(typed, atlas)).toMatchObject({ kind: 'neighbourhood', neighbourhood });
  });
});

describe('the language', () => {
  it.each([
    ['бұзу', 'kk'],
    ['бузу', 'kk'],
    ['снос Шаңырақ', 'ru'],
    ['snos bakai', 'ru'],
    ['demolition bakai', 'en'],
    ['РЕЙД', undefined],
    ['полиция Шаңырақ', 'kk'],
    ['JOIN Bakai', 'en'],
    ['JOIN Бакай', undefined],
    ['JOIN Бақай', 'kk'],
    ['STOP', undefined],
    ['тоқтат', 'kk'],
    ['1', undefined],
    ['барамын 4K7', 'kk'],
    ['нет', 'ru'],
    ['жок', 'kk'],
    ['Көмектесіңдер', 'kk'],
    ['Помогите нам', 'ru'],
    ['What is going on', 'en'],
    ['🏠 14', undefined],
  ])('of %j is %s', (typed, language) => {
    expect(parse(typed, atlas)).toHaveProperty('language', language);
  });
});

describe('the word with which somebody vouches', () => {
  it.each([
    ['РУЧАЮСЬ 4K7M 2PCX', '4K7M 2PCX'],
    ['ручаюсь за 4к7м2рсх', '4к7м2рсх'],
    ['Кепілмін: 4K7M-2PCX', '4K7M-2PCX'],
    ['кепил боламын 4K7M 2PCX', '4K7M 2PCX'],
    ['VOUCH 4k7m 2pcx', '4k7m 2pcx'],
    ['/vouch 4K7M 2PCX', '4K7M 2PCX'],
    ['vouch 4K7', '4K7'],
    ['Ручаюсь', undefined],
    ['/vouch', undefined],
  ])('%j', (typed, code) => {
    expect(parse(typed, atlas)).toMatchObject({ kind: 'vouch', ...(code && { code }) });
  });

  it('hides no plea that begins with it, and no pledged home', () => {
    expect(parse('ручаюсь за Марата, у него снос', atlas).kind).toBe('unclear');
    expect(parse('кепіл үйді алып жатыр', atlas).kind).toBe('unclear');
  });
});
