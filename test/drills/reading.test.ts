import { describe, expect, it } from 'vitest';
import { createReading } from '../../src/drills/reading.ts';
import { inColumns, width } from '../../src/drills/width.ts';
import { loadWords } from '../../src/locales/words.ts';

const words = loadWords();
const read = createReading(words, 'demolition', ['Жастар 14', 'Жастар 22']);

describe('what a message is', () => {
  const card = (...lines: string[]): string => lines.join('\n');
  const how = words.say('ru', 'telegram', 'card-how');
  it.each([
    ['a call by SMS', 'sms', 'Бақай: үй бұзу. Жастар 14, 11:02. Келіңіз. 1 барамын, 2 жоқ', { kind: 'call', place: 'Жастар 14' }],
    ['a call on Telegram', 'telegram', card('🔴 Бакай: снос', '📍 Жастар 22', 'С 12:00', '', how), { kind: 'call', place: 'Жастар 22' }],
    [
      'a call on Telegram, with a flag',
      'telegram',
      card('👶 ВНУТРИ ДЕТИ', '🔴 Бакай: снос', '📍 Жастар 22', '', how),
      { kind: 'call', place: 'Жастар 22' },
    ],
    [
      'a call for help, with a flag',
      'sms',
      'Внутри дети. Бакай просит помощи: снос. Жастар 14, 11:02. Нужны люди',
      { kind: 'call', place: 'Жастар 14' },
    ],
    ['that a medic is needed', 'sms', 'Бакай: снос. Нужен медик. Жастар 14, 11:02. 1 иду, 2 нет', { kind: 'other' }],
    [
      'that the call has moved',
      'sms',
      'Бакай: они ушли к другому дому. Идите теперь сюда: Жастар 22. 1 иду, 2 нет',
      { kind: 'moved', place: 'Жастар 22' },
    ],
    ['whether somebody is home safe', 'sms', 'Бакай: отбой. Вы дома, всё хорошо? 4 да, дома, 5 нужна помощь', { kind: 'home' }],
    ["an organiser's card", 'telegram', card('🔴 Бакай: снос', '📍 Жастар 22', 'Код 4K7 · с 12:00'), { kind: 'other' }],
    ["an organiser's SMS", 'sms', 'Бакай: снос, 11:02. Людей зовут. Закончить: ОТБОЙ 4K7', { kind: 'other' }],
    ['an all-clear', 'sms', 'Bakai: over, 16:00. Zhastar 14. No need to come. Thank you.', { kind: 'all-clear' }],
    ['an update', 'sms', 'Бакай: ждут бульдозеры у Жастар 22', { kind: 'other' }],
  ] as const)('%s', (_what, voice, text, reading) => {
    expect(read(voice, text)).toEqual(reading);
  });
});

describe('columns of a terminal', () => {
  it.each([
    ['Бақай', 5],
    ['🔴 Бақай', 8],
    ['✖ не могут', 10],
  ])('%s', (text, columns) => {
    expect(width(text)).toBe(columns);
    expect(width(inColumns(text, 12))).toBe(12);
    expect(width(inColumns(text, 4))).toBe(4);
  });
});
