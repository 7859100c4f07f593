import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncidentView } from '../../src/domain/content.ts';
import { type House, shortPlace } from '../../src/domain/house.ts';
import { type Language, languages } from '../../src/domain/language.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { type Reader, renderCall } from '../../src/locales/call.ts';
import { renderOrganiserCard } from '../../src/locales/organiser-card.ts';
import { createRenderer } from '../../src/locales/render.ts';
import { countSegments } from '../../src/locales/segments.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const atlas = createAtlas([neighbourhood('bakai', null, 'Бақай', 'Бакай', 'Bakai')]);
const renderer = createRenderer(() => atlas, 'Asia/Almaty');
const startedAt = Date.parse('2006-05-12T05:00:00Z');
const at = (minutes: number): number => startedAt + minutes * 60_000;
const house = (number: number, place: string, more: Partial<House> = {}): House => ({
  ...{ id: String(number), number, place, point: null, status: 'threatened', until: null, wanted: null, called: number === 2 },
  ...{ coming: 0, there: 0, left: 0, soonest: null },
  ...more,
});
const houses = [
  house(1, 'Жастар 14', { there: 40, left: 3 }),
  house(2, 'Жастар 22', { coming: 31, there: 12, soonest: at(80) }),
  house(3, '', { wanted: 12 }),
];
const incident: IncidentView = {
  ...{ id: '1', code: '4K7', slug: 'bakai', kind: 'demolition', supply: null, stage: 'open', asker: 'nobody', startedAt, endedAt: null },
  ...{ place: 'Жастар 22', morePlaces: [], reports: 1, left: 3, soonest: at(80), houses },
  ...{
    coming: 31,
    there: 52,
    cant: 4,
    called: 214,
    counting: false,
    reached: 200,
    failed: 0,
    waiting: 0,
    needs: [],
    seen: foldTimeline([]),
  },
};
const card = (reader: Partial<Reader>, view = incident) =>
  renderCall(view, { language: 'ru', voice: 'telegram', twoWay: true, answer: undefined, reporter: false, ...reader }, renderer);

describe('the houses of an incident, on cards', () => {
  it.each<readonly [Language, readonly string[]]>([
    ['kk', ['▫️ Жастар 14: 🏃 0 · ✋ 40', '▶️ Жастар 22: 🏃 31 · ✋ 12 · ⏱ алғашқысы 12:20', '▫️ № 3: 🏃 0 · ✋ 0 · 👥 керегі 12']],
    ['ru', ['▫️ Жастар 14: 🏃 0 · ✋ 40', '▶️ Жастар 22: 🏃 31 · ✋ 12 · ⏱ первый в 12:20', '▫️ № 3: 🏃 0 · ✋ 0 · 👥 нужно 12']],
    ['en', ['▫️ Жастар 14: 🏃 0 · ✋ 40', '▶️ Жастар 22: 🏃 31 · ✋ 12 · ⏱ first at 12:20', '▫️ № 3: 🏃 0 · ✋ 0 · 👥 needed 12']],
  ])('are a line each in %s, the same for organisers and for those who come', (language, lines) => {
    const organisers = renderOrganiserCard(incident, { language, voice: 'telegram', decides: true, twoWay: true }, renderer).text;
    for (const text of [organisers, card({ language, answer: 'coming', house: '2' }).text]) {
      expect(text.split('\n').filter((line) => /^[▫▶]/u.test(line))).toEqual(lines);
    }
  });

  it('are not there where there is but one: only when the first will be', () => {
    const { text } = card({ answer: 'there' }, { ...incident, houses: [] });
    expect(text).toMatch(/\n⏱ первый в 12:20\n/);
    expect(text).not.toMatch(/▫️|▶️/);
  });

  it.each<readonly [string, Partial<Reader>, RegExp, RegExp]>([
    ['who is coming is asked in how many minutes', { answer: 'coming', house: '2' }, /Через сколько минут будете\?/, /про этот дом/],
    ['and reads what they said', { answer: 'coming', house: '2', arrivesAt: at(90) }, /Вы сказали, что будете: 12:30$/, /Через сколько/],
    ['who answered for another house reads for which', { answer: 'there', house: null }, /про этот дом: Жастар 14\./, /Через сколько/],
    ['who has left reads of no house', { answer: 'left', house: '1' }, /Вы ушли\. Спасибо/, /▶️|про этот дом/],
    ['nor does who cannot come', { answer: 'cant' }, /не можете прийти/, /▶️/],
    ['nor who is silent', {}, /Сможете прийти/, /▶️/],
  ])('%s', (_what, reader, has, not) => {
    const { text } = card(reader);
    expect(text).toMatch(has);
    expect(text).not.toMatch(not);
  });

  it('has minutes for who is coming, "left" for who is there, and neither for anybody else', () => {
    const presses = (reader: Partial<Reader>) =>
      card(reader)
        .buttons?.flat()
        .map(({ press }) => press);
    expect(presses({ answer: 'coming' })).toEqual(expect.arrayContaining(['am:1:10', 'am:1:20', 'am:1:30', 'am:1:60']));
    expect(presses({ answer: 'there' })).toContain('a:1:left');
    for (const answer of [undefined, 'cant', 'left'] as const) expect(presses({ answer })?.join()).not.toMatch(/am:|left/);
  });

  it('fit a card, however many and long they are, and the one that is called to is among them', () => {
    const many = Array.from({ length: 200 }, (_, i) => house(i + 1, 'ж'.repeat(200), { called: i === 150, wanted: 100, soonest: at(80) }));
    const { text } = card(
      { answer: 'coming', house: '1' },
      { ...incident, place: 'ж'.repeat(200), morePlaces: Array(8).fill('ж'.repeat(200)), houses: many },
    );
    expect(text.length).toBeLessThan(4_096);
    expect(text).toMatch(/\n▶️ /);
  });
});

describe('what is said of houses by SMS', () => {
  it('never takes more than two segments, nor gives up how to answer, however long the places are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.constantFrom(...languages), (typed, language) => {
        const place = typed.trim();
        const short = shortPlace(place);
        const slug = { term: 'neighbourhood', slug: 'bakai' } as const;
        const args = { neighbourhood: slug, place: short, other: short, to: short, from: short, lacking: 1_234 };
        for (const key of ['house-moved', 'enough-elsewhere']) {
          const { text } = renderer.content({ key, args }, language, 'sms');
          expect(countSegments(text)).toBeLessThanOrEqual(2);
          expect(text).toMatch(/1 [\p{L} ]+, 2 \p{L}+$/u);
        }
        expect(countSegments(renderer.content({ key: 'next-house', args }, language, 'sms').text)).toBeLessThanOrEqual(2);
      }),
      { numRuns: 50 },
    );
  });
});
