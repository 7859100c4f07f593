import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncidentView } from '../../src/domain/content.ts';
import { kinds } from '../../src/domain/kind.ts';
import { type Language, languages } from '../../src/domain/language.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { renderCall } from '../../src/locales/call.ts';
import { renderNeed } from '../../src/locales/need.ts';
import { renderOrganiserCard } from '../../src/locales/organiser-card.ts';
import { createRenderer } from '../../src/locales/render.ts';
import { countSegments } from '../../src/locales/segments.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const atlas = createAtlas([neighbourhood('bakai', null, 'Бақай', 'Бакай', 'Bakai')]);
const renderer = createRenderer(() => atlas, 'Asia/Almaty');
const at = Date.parse('2006-05-12T09:30:00Z');
const none = { hurt: 0, grave: 0, refused: 0, taken: 0, released: 0, trial: 0 };
const incident: IncidentView = {
  ...{ id: '1', code: '4K7', slug: 'bakai', kind: 'demolition', supply: null, stage: 'open', asker: 'trusted' },
  ...{ startedAt: Date.parse('2006-05-12T05:02:00Z'), endedAt: null, place: 'Жастар 14', morePlaces: [], reports: 1 },
  ...{
    coming: 3,
    there: 40,
    cant: 0,
    called: 214,
    counting: false,
    reached: 200,
    failed: 0,
    waiting: 14,
    needs: [],
    left: 0,
    soonest: null,
    houses: [],
    seen: foldTimeline([]),
  },
  inside: ['children', 'immobile'],
  casualties: { known: { ...none, hurt: 5, grave: 2, taken: 3, released: 1 }, said: { ...none, refused: 10, taken: 10 } },
};
const reader = { twoWay: true, answer: undefined, reporter: false } as const;
const sms = (view: IncidentView, language: Language): string => renderCall(view, { ...reader, language, voice: 'sms' }, renderer).text;

describe('who cannot get away', () => {
  it.each(languages)('stands first on every card in %s', (language) => {
    const voice = 'telegram';
    const texts = [
      renderCall(incident, { ...reader, language, voice }, renderer).text,
      renderCall(incident, { ...reader, language, voice, reporter: true }, renderer).text,
      renderNeed(incident, 'medic', { ...reader, language, voice }, renderer).text,
      renderOrganiserCard(incident, { language, voice, decides: true, twoWay: true }, renderer).text,
    ];
    const first = ['inside-children', 'inside-immobile'].map((key) => renderer.words.say(language, voice, key)).join('\n');
    for (const text of texts) expect(text.startsWith(`${first}\n`)).toBe(true);
    const below = renderOrganiserCard(incident, { language, voice: 'sms', decides: true, twoWay: true }, renderer).text;
    expect(below.startsWith(renderer.words.say(language, 'sms', 'inside-children'))).toBe(true);
  });

  it('is in the call by SMS where there is room: before who asks, and before since when', () => {
    const children: IncidentView = { ...incident, inside: ['children'] };
    expect([sms(children, 'kk'), sms(children, 'ru'), sms({ ...children, place: 'Zhastar 14' }, 'en')]).toEqual([
      'Ішінде балалар бар. Бақай: үй бұзу. Жастар 14, 11:02. 1 барамын, 2 жоқ',
      'Внутри дети. Бакай: снос. Жастар 14, 11:02. Нужны люди. 1 иду, 2 нет',
      'Children inside. Bakai: demolition. Zhastar 14, 11:02. Please come. 1 coming, 2 no',
    ]);
    // Both do not fit into one: children go before.
    expect(sms(incident, 'kk')).toBe('Ішінде балалар бар. Бақай: үй бұзу. Жастар 14, 11:02. 1 барамын, 2 жоқ');
  });

  it('never takes an SMS over two segments, nor more than the call without it where one is enough', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.constantFrom(...languages),
        fc.constantFrom(...kinds),
        (place, language, kind) => {
          const view = { ...incident, place: place.trim(), kind };
          const segments = countSegments(sms(view, language));
          expect(segments).toBeLessThanOrEqual(Math.max(1, countSegments(sms({ ...view, inside: [] }, language))));
          const card = renderOrganiserCard(view, { language, voice: 'sms', decides: true, twoWay: true }, renderer).text;
          expect(countSegments(card)).toBeLessThanOrEqual(2);
        },
      ),
    );
  });
});

describe('people hurt and taken', () => {
  it.each<readonly [Language, string]>([
    [
      'kk',
      '🤕 жараланған: 5 · 🚑 ауыр: 2 · ✋ емнен бас тартқан: кемінде 10 (тізімде 0) · 🚔 ұсталған: кемінде 10 (тізімде 3) · 🚪 босаған: 1',
    ],
    [
      'ru',
      '🤕 ранены: 5 · 🚑 тяжело: 2 · ✋ отказались от помощи: не меньше 10 (в списке 0) · 🚔 задержаны: не меньше 10 (в списке 3) · 🚪 отпущены: 1',
    ],
    [
      'en',
      '🤕 hurt: 5 · 🚑 seriously: 2 · ✋ refused treatment: at least 10 (0 in the list) · 🚔 taken: at least 10 (3 in the list) · 🚪 released: 1',
    ],
  ])('are counted for everybody in %s, whatever they have answered, and after the end', (language, line) => {
    const voice = 'telegram';
    const cards = [
      renderCall(incident, { ...reader, language, voice }, renderer).text,
      renderCall({ ...incident, stage: 'over', endedAt: at }, { ...reader, language, voice, answer: 'cant' }, renderer).text,
      renderOrganiserCard(incident, { language, voice, decides: true, twoWay: true }, renderer).text,
      renderOrganiserCard({ ...incident, stage: 'over', endedAt: at }, { language, voice, decides: true, twoWay: true }, renderer).text,
    ];
    for (const text of cards) expect(text.split('\n')).toContain(line);
  });

  it('are a record line by line, and what was tapped is in the reader’s words', () => {
    const lines = [
      { at, step: 'taken', text: '', struck: false },
      { at, step: 'unit', text: '=plain', struck: false },
      { at: at + 3_600_000, step: 'charged', text: '', struck: true },
    ] as const;
    const args = {
      number: 3,
      code: '4K7',
      status: { term: 'status', status: 'taken' },
      grave: 'no',
      lines: { term: 'steps', lines },
      family: 'yes',
      twin: 2,
    } as const;
    expect(renderer.content({ key: 'casualty-record', args }, 'kk', 'telegram').text).toBe(
      [
        '👤 № 3 (4K7): 🚔 ұсталған',
        '• 12.05 15:30 әкетілді',
        '• 12.05 15:30 кім әкетті: қарапайым киімді адамдар',
        '✖ қате болған: 12.05 16:30 айып тағылды',
        '☎ Отбасының нөмірі бар',
        '⚠ № 2 да осы адам болуы мүмкін',
      ].join('\n'),
    );
  });
});
