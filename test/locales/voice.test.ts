import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content, IncidentView } from '../../src/domain/content.ts';
import { answers } from '../../src/domain/headcount.ts';
import { kinds } from '../../src/domain/kind.ts';
import { type Language, languages } from '../../src/domain/language.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { renderQuestion } from '../../src/locales/hotline.ts';
import { createRenderer } from '../../src/locales/render.ts';
import { speakable } from '../../src/locales/speakable.ts';
import { alarmContents, endContents, speak } from '../../src/locales/voice.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const atlas = createAtlas([neighbourhood('bakai', null, 'Бақай', 'Бакай', 'Bakai')]);
const renderer = createRenderer(() => atlas, 'Asia/Almaty');
const incident: IncidentView = {
  ...{ id: '1', code: '4K7', slug: 'bakai', kind: 'demolition', supply: null, stage: 'open', asker: 'trusted' },
  ...{ left: 0, soonest: null, houses: [] },
  ...{ startedAt: Date.parse('2006-05-12T05:02:00Z'), endedAt: null, place: 'Жастар 14', morePlaces: [], reports: 1 },
  ...{ coming: 0, there: 0, cant: 0, called: 214, counting: false, reached: 0, failed: 0, waiting: 214, needs: [], seen: foldTimeline([]) },
};
const byMachine = (contents: readonly Content[], language: Language) => {
  const [said, more] = speak(contents, language, renderer, undefined);
  return said && 'text' in said && !more ? said : expect.fail('not said in one breath by a machine');
};
const alarm = (language: Language, view: Partial<IncidentView> = {}) => byMachine(alarmContents({ ...incident, ...view }), language);

describe('the alarm on the phone', () => {
  const russian =
    'Это Дабыл, ваши соседи. Нужны люди. Бакай: снос. Где: Жастар 14. Началось в 11:02. Если вы идёте, нажмите 1. Если не можете, нажмите 2.';

  it('says who calls, what, where, since when, and which key to press', () => {
    expect(alarm('ru')).toEqual({ language: 'ru', text: russian });
    expect(alarm('en')).toEqual({
      language: 'en',
      text: 'This is Dabyl, your neighbours. Please come. Bakai: demolition. Where: Zhastar 14. It began at 11:02. If you are coming, press 1. If you cannot come, press 2.',
    });
  });

  it('is Russian for Kazakh speakers until there are recordings of the Kazakh words', () => {
    expect(alarm('kk')).toEqual({ language: 'ru', text: russian });
    const words = alarmContents(incident).map((content) => renderer.content(content, 'kk', 'voice').text);
    expect(words.join(' ')).toBe(
      'Бұл Дабыл, көршілеріңіз. Адам керек. Бақай: үй бұзу. Қай жерде: Жастар 14. Басталғаны: 11:02. Барсаңыз, 1 басыңыз. Бара алмасаңыз, 2 басыңыз.',
    );
  });

  it('says so where the place is not known', () => {
    expect(alarm('ru', { place: '' }).text).toContain('снос. Точное место пока неизвестно. Началось');
  });
});

describe('on the phone of one who may not know the exact place', () => {
  it('neither the alarm nor the choice between alarms names it', () => {
    for (const language of languages) {
      const which = { kind: 'which', incidents: ['1'], hidesPlace: true } as const;
      const said = [
        byMachine(alarmContents(incident, true), language).text,
        ...renderQuestion(which, [incident], language, renderer, undefined).map((s) => ('text' in s ? s.text : '')),
      ];
      expect(said.join()).not.toMatch(/Жастар|Zhastar/);
      expect(said.join()).toMatch(/Бакай|Bakai/);
    }
  });
});

describe('what somebody hears who is not needed any more', () => {
  const end = (view: Partial<IncidentView> | undefined) =>
    byMachine(endContents(view && { ...incident, ...view }), 'ru').text.replace('Это Дабыл, ваши соседи. ', '');

  it('is that it is over', () => {
    expect(end({ stage: 'over', endedAt: Date.parse('2006-05-12T11:00:00Z') })).toBe(
      'Бакай: снос. Всё закончилось в 17:00. Идти не нужно. Спасибо.',
    );
    expect(end({ stage: 'false' })).toBe('Бакай: снос. Это была ложная тревога. Идти не нужно.');
    expect(end({ stage: 'lapsed' })).toBe('Бакай: снос. Никто не подтвердил. Идти не нужно.');
    expect(end(undefined)).toBe('Сейчас вас никуда не зовут. Идти не нужно.');
  });
});

describe('an answer said aloud', () => {
  const aloud = (key: string, args = {}, language: Language = 'ru') => byMachine([{ key, args }], language).text;

  it('tells the headcount and the place again', () => {
    expect(aloud('answered-coming', { coming: 3, there: 12, place: 'ул. Жастар, д. 14' })).toBe(
      'Записали: вы идёте. В пути 3, на месте 12. улица Жастар, дом 14. Спасибо.',
    );
    expect(aloud('answered-coming', { coming: 3, there: 12, place: '' })).toBe('Записали: вы идёте. В пути 3, на месте 12. Спасибо.');
  });

  it.each(languages)('has words for the ear in %s: no buttons, no commands, no signs', (language) => {
    const keys = ['incident-over', 'incident-false', 'incident-lapsed', 'incident-gone', 'answer-stranger'];
    const hotline = [
      'language',
      'menu',
      'where',
      'where-choice',
      'where-more',
      'which',
      'which-choice',
      'speak',
      'spoken',
      'nobody',
      'full',
      'goodbye',
      'hidden',
    ];
    const reports = [
      'report-held',
      'report-held-nobody',
      'report-added',
      'report-joined',
      'receipt',
      'answer-none',
      'noted',
      'safe-noted',
      'safe-nobody',
    ];
    const calls = [
      'voice-hello',
      'voice-home',
      'voice-home-keys',
      'home-safe-noted',
      'home-help-noted',
      'voice-keys',
      'voice-goodbye',
      ...hotline.map((key) => `hotline-${key}`),
      ...reports,
    ];
    const values = {
      ...{ time: '11:02', coming: 1, there: 2, place: 'Жастар 14' },
      neighbourhood: 'Бакай',
      what: 'снос',
      digit: 1,
      called: 5,
    };
    for (const key of [...keys, ...answers.map((answer) => `answered-${answer}`), ...calls]) {
      const said = renderer.words.say(language, 'voice', key, values);
      expect(said, key).toMatch(/^[\p{L}\p{N} .,:?'-]+$/u);
      expect(said, key).not.toMatch(/\/|кнопк|батырма|button|SMS/i);
    }
  });
});

describe('a place, read aloud', () => {
  it.each([
    ['ул. Жастар, д. 14, кв. 3', 'улица Жастар, дом 14, квартира 3'],
    ['мкр Шанырак-1, 14/2', 'микрорайон Шанырак-1, 14 дробь 2'],
    ['Ул.Жастар д.14', 'улица Жастар дом 14'],
    ['пр-т Абая, пр. Достык', 'проспект Абая, проспект Достык'],
    ['көш. Абай, №5 үй', 'кошеси Абай, номер 5 уй'],
    ['Өжет, Қарасу көшесі 7', 'Ожет, Карасу кошеси 7'],
    ['🔥 дом & сад <b> 🏠', 'дом сад b'],
    ['у школы...', 'у школы.'],
    ['улицы, кубок, дверь', 'улицы, кубок, дверь'],
    ['Zhastar 14', 'Zhastar 14'],
  ])('%j in Russian', (place, said) => {
    expect(speakable(place, 'ru')).toBe(said);
  });

  it.each([
    ['Жастар 14/2', 'Zhastar 14 slash 2'],
    ['ШАНЫРАҚ, Щорса', 'SHANYRAQ, Shchorsa'],
    ['ул. Өжет №5', 'ulitsa Ozhet number 5'],
  ])('%j in English', (place, said) => {
    expect(speakable(place, 'en').toLowerCase()).toBe(said.toLowerCase());
  });

  it('holds nothing that cannot be said, whatever was typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.constantFrom(...languages),
        fc.constantFrom(...kinds),
        (place, language, kind) => {
          const { text } = alarm(language, { place: place.trim(), kind });
          expect(text).toMatch(/^[\p{L}\p{M}\p{N}\s.,:;!?'"«»()-]+$/u);
          expect(text.isWellFormed()).toBe(true);
          expect(text).toMatch(language === 'en' ? /press 2\.$/ : /нажмите 2\.$/);
        },
      ),
    );
  });
});
