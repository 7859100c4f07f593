import { describe, expect, it } from 'vitest';
import { fold } from '../../src/commands/fold.ts';
import type { Intent } from '../../src/commands/intent.ts';
import { parse } from '../../src/commands/parse.ts';
import { atlas } from './atlas.ts';

/** The contract's table, word for word. */
const reports: readonly (readonly [string, readonly string[]])[] = [
  ['demolition', ['БҰЗУ', 'БҰЗЫП ЖАТЫР', 'СНОС', 'СНОСЯТ', 'ЛОМАЮТ', 'DEMOLITION', 'SNOS', 'BUZU']],
  ['bailiffs', ['СОТ ОРЫНДАУШЫ', 'СОТ ОРЫНДАУШЫЛАР', 'ПРИСТАВЫ', 'СУДИСПОЛНИТЕЛИ', 'ЧСИ', 'BAILIFFS', 'PRISTAVY']],
  ['collectors', ['КОЛЛЕКТОР', 'КОЛЛЕКТОРЫ', 'КОЛЛЕКТОРЛАР', 'COLLECTORS', 'KOLLEKTORY']],
  ['police', ['ПОЛИЦИЯ', 'POLICE', 'POLICIYA']],
  ['raid', ['РЕЙД', 'ОБЫСК', 'ТІНТУ', 'RAID']],
  ['cutoff', ['ОТКЛЮЧИЛИ', 'ОТКЛЮЧЕНИЕ', 'ОТКЛЮЧАЮТ', 'ӨШІРДІ', 'CUTOFF', 'CUT-OFF', 'CUT OFF']],
  ['cutoff heat', ['ОТКЛЮЧИЛИ ТЕПЛО', 'ОТКЛЮЧЕНИЕ ТЕПЛА', 'ЖЫЛУ ЖОҚ', 'ЖЫЛУ ӨШІРДІ', 'НЕТ ТЕПЛА', 'NO HEAT']],
  ['cutoff water', ['ОТКЛЮЧИЛИ ВОДУ', 'ОТКЛЮЧЕНИЕ ВОДЫ', 'СУ ЖОҚ', 'СУДЫ ӨШІРДІ', 'НЕТ ВОДЫ', 'CUT-OFF WATER']],
  ['cutoff light', ['ОТКЛЮЧИЛИ СВЕТ', 'ОТКЛЮЧЕНИЕ СВЕТА', 'ЖАРЫҚ ЖОҚ', 'ЖАРЫҚ ӨШІРДІ', 'НЕТ СВЕТА', 'CUTOFF POWER']],
];

/** Any case, with and without punctuation; a Russian keyboard has no Kazakh letters. */
function asTyped(words: string): readonly string[] {
  const capital = words.charAt(0) + words.slice(1).toLowerCase();
  const typed = [
    words,
    words.toLowerCase(),
    capital,
    `${words}!`,
    ` «${capital}».`,
    `🚨${words.replace(' ', ', ')}…`,
    `\u202e${words}\u200b`,
  ];
  return [...typed, ...(fold(words) === words ? [] : [fold(words), fold(words).toLowerCase()])];
}

const typings = (words: readonly string[]): readonly string[] => words.flatMap(asTyped);

function expectSame(typed: string, intent: Record<string, unknown>): void {
  const { language: _, ...rest } = parse(typed, atlas) as Intent & { language?: unknown };
  expect(rest, JSON.stringify(typed)).toEqual(intent);
}

describe('the words that must be understood', () => {
  for (const [meaning, words] of reports) {
    const [what, supply] = meaning.split(' ');
    const reported = { kind: 'report', what, ...(supply && { supply }), separate: false };
    it.each(typings(words))(`report ${meaning}: %j`, (typed) => {
      expectSame(typed, { ...reported, place: '' });
    });
    it.each(words)(`report ${meaning} with the neighbourhood in either order, then the place: %j`, (word) => {
      const expected = { ...reported, neighbourhood: 'bakai', place: 'Жастар 14, кв. 3' };
      for (const typed of asTyped(word)) {
        expectSame(`БАҚАЙ ${typed} Жастар 14, кв. 3`, expected);
        expectSame(`${typed} бакай. Жастар 14, кв. 3`, expected);
        expectSame(`Bakay-${typed}: Жастар 14, кв. 3 `, expected);
      }
    });
  }

  it.each(typings(['JOIN', 'ҚОСЫЛУ', 'ВСТУПИТЬ', 'QOSYLU', 'KOSYLU', 'VSTUPIT']))('join: %j', (typed) => {
    expectSame(typed, { kind: 'join' });
    expectSame(`${typed} Бакай`, { kind: 'join', neighbourhood: 'bakai' });
    expectSame(`шаңырақ1, ${typed}`, { kind: 'join', neighbourhood: 'shanyrak-1' });
  });

  it.each(typings(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']))(
    'stop, which the carrier has answered: %j',
    (typed) => {
      expectSame(typed, { kind: 'stop', carrierAnswers: true });
    },
  );

  it.each(typings(['СТОП', 'ОТПИСАТЬСЯ', 'ТОҚТАТ', 'TOQTAT']))('stop, which is ours to answer: %j', (typed) => {
    expectSame(typed, { kind: 'stop', carrierAnswers: false });
  });

  it.each(typings(['FORGET ME', 'ЗАБУДЬ МЕНЯ', 'ЗАБУДЬТЕ МЕНЯ', 'МЕНІ ҰМЫТ', 'МЕНІ ҰМЫТЫҢЫЗ']))('forget me: %j', (typed) => {
    expectSame(typed, { kind: 'forget' });
  });

  it.each(typings(['START', 'UNSTOP', 'СТАРТ', 'БАСТА']))('begin again: %j', (typed) => {
    expectSame(typed, { kind: 'resume' });
  });

  it.each([...typings(['HELP', 'ПОМОЩЬ', 'КӨМЕК', 'INFO']), '?', ' ?? ', '？'])('help: %j', (typed) => {
    expectSame(typed, { kind: 'help' });
  });

  const answers = {
    coming: [
      '1',
      '１',
      '1️⃣',
      'иду',
      'еду',
      'бегу',
      'приду',
      'приеду',
      'буду',
      'барамын',
      'келемін',
      'шықтым',
      'coming',
      'on my way',
      'idu',
      'baramyn',
    ],
    cant: [
      '2',
      'не могу',
      'нет',
      'не смогу',
      'не приду',
      'бара алмаймын',
      'келе алмаймын',
      'жоқ',
      "can't",
      'can’t',
      'cant',
      'no',
      'ne mogu',
      'net',
      'joq',
    ],
    there: [
      '3',
      'на месте',
      'тут',
      'здесь',
      'я тут',
      'уже тут',
      'осындамын',
      'осы жерде',
      'here',
      'there',
      "I'm here",
      'osyndamyn',
      'na meste',
      'tut',
    ],
  };
  for (const [answer, words] of Object.entries(answers)) {
    it.each(words)(`answer ${answer}: %j`, (word) => {
      for (const typed of [word, word.toUpperCase(), `${word}!`, `«${word}».`, fold(word), fold(word).toLowerCase()]) {
        expectSame(typed, { kind: 'answer', answer });
      }
    });
    it.each(words.filter((word) => !['нет', 'жоқ', 'no', 'net', 'joq'].includes(word)))(`answer ${answer} with the code: %j`, (word) => {
      for (const typed of [`${word} 4K7`, `4k7 ${word}`, `${word}, 4К7!`, `#4к7: ${word.toUpperCase()}.`]) {
        expectSame(typed, { kind: 'answer', answer, code: '4K7' });
      }
    });
  }

  const verdicts = [
    [true, ['YES', 'ДА', 'ИӘ', 'ИА', 'ИЯ', 'DA', 'IA']],
    [false, ['NO', 'НЕТ', 'ЖОҚ', 'ЖОК', 'NET', 'JOQ', 'ZHOQ']],
  ] as const;
  for (const [confirmed, words] of verdicts) {
    it.each(typings(words))(`${confirmed ? 'confirmed' : 'false alarm'}, with the code: %j`, (typed) => {
      for (const code of ['4K7', '4k7', '4К7', '4к7', '4 k 7']) {
        expectSame(`${typed} ${code}`, { kind: 'verdict', confirmed, code: '4K7' });
        expectSame(`${code}: ${typed}`, { kind: 'verdict', confirmed, code: '4K7' });
      }
      expectSame(`${typed}4K7A`, { kind: 'verdict', confirmed, code: '4K7A' });
    });
  }

  it.each(typings(['CLEAR', 'ОТБОЙ', 'БІТТІ', 'OTBOI', 'OTBOY', 'BITTI']))('stand down, with the code: %j', (typed) => {
    expectSame(`${typed} 4К7`, { kind: 'stand-down', code: '4K7' });
    expectSame(`4k7 ${typed}`, { kind: 'stand-down', code: '4K7' });
  });
});

describe('what is none of these', () => {
  it.each([
    'We must STOP them',
    'STOP the demolition!',
    'Стоп, сносить не дадим',
    'сносить не дадим',
    'no, but I can in 2 hours',
    'полицияға хабарлас',
    'нет, но могу через 2 часа',
    'да',
    'ИӘ',
    'yes',
    'clear',
    'отбой',
    '1 2',
    '12',
    '5',
    '2 часа',
    '1.5',
    '4K7',
    'YES 123',
    'YES 4B7',
    'clear the road at 4K7',
    'forget me not',
    'new',
    'бакай 14',
    'соседи, к нам едут, Бакай снос',
    'тревога',
    '🚨',
    '👍',
    '',
    ' \u200b\n',
    '!',
  ])('leaves %j to a person', (typed) => {
    expect(parse(typed, atlas).kind).toBe('unclear');
  });
});
