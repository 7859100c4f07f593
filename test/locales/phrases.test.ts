import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content, IncidentView } from '../../src/domain/content.ts';
import { kinds } from '../../src/domain/kind.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import { callMessages, hotlineMessages, isComplete, phraseId, recordedNumbers, sayNumber, sayTime } from '../../src/domain/phrase.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { phrasesOf, piecesOf } from '../../src/locales/phrases.ts';
import { createRenderer } from '../../src/locales/render.ts';
import { alarmContents, decidedContents, endContents, type Recorded, speak, verdictContents } from '../../src/locales/voice.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const atlas = createAtlas([
  neighbourhood('bakai', null, 'Бақай', 'Бакай', 'Bakai'),
  // The same name in another city, and a name that is a word of ours.
  neighbourhood('bakai-2', null, 'Бақай', 'Бакай', 'Bakai'),
  neighbourhood('on', null, 'он', 'Он', 'On'),
]);
const renderer = createRenderer(() => atlas, 'Asia/Almaty');
const phrases = phrasesOf(atlas, renderer);
const wordsOf = new Map(phrases.map(({ id, words }) => [id, words]));
const all: Recorded = new Map(phrases.map(({ id, words }) => [id, words]));
const incident: IncidentView = {
  ...{ id: '1', code: '4K7', slug: 'bakai', kind: 'demolition', supply: null, stage: 'open', asker: 'trusted' },
  ...{ left: 0, soonest: null, houses: [] },
  ...{ startedAt: Date.parse('2006-05-12T05:02:00Z'), endedAt: Date.parse('2006-05-12T11:15:00Z'), place: 'Жастар 14', morePlaces: [] },
  ...{
    reports: 1,
    coming: 0,
    there: 0,
    cant: 0,
    called: 214,
    counting: false,
    reached: 0,
    failed: 0,
    waiting: 214,
    needs: [],
    seen: foldTimeline([]),
  },
};
const heard = (contents: readonly Content[], recorded: Recorded = all) =>
  speak(contents, 'kk', renderer, recorded).map((speech) => ('play' in speech ? speech.play : speech));

describe('numbers in Kazakh', () => {
  it.each([
    [0, 'нөл'],
    [7, 'жеті'],
    [14, 'он төрт'],
    [62, 'алпыс екі'],
    [100, 'жүз'],
    [214, 'екі жүз он төрт'],
    [1_000, 'мың'],
    [23_405, 'жиырма үш мың төрт жүз бес'],
  ])('%i is %s', (number, said) => {
    const words = piecesOf({ key: 'receipt', args: { called: number } }, renderer).flatMap((p) =>
      p.kind === 'phrase' ? (wordsOf.get(p.id) ?? []) : [],
    );
    if (number > 0) expect(words.slice(1, -1).join(' ')).toBe(said);
    else expect(sayNumber(0)).toEqual([0]);
  });

  it('are said with what is recorded, and mean what they say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (number) => {
        const parts = sayNumber(number);
        expect(parts.every((part) => recordedNumbers.includes(part))).toBe(true);
        const value = (said: readonly number[]): number =>
          said.reduce((sum, part) => (part === 100 ? sum + Math.max(1, sum % 10) * 100 - (sum % 10) : sum + part), 0);
        const at = parts.indexOf(1_000);
        expect(at < 0 ? value(parts) : (value(parts.slice(0, at)) || 1) * 1_000 + value(parts.slice(at + 1))).toBe(number);
      }),
    );
  });

  it('tell the time', () => {
    expect([sayTime('11:02'), sayTime('06:00'), sayTime('17:45')]).toEqual([
      [10, 1, 0, 2],
      [6, 0, 0],
      [10, 7, 40, 5],
    ]);
  });
});

describe('a call in Kazakh', () => {
  it('is put together from recordings; only the typed place is said by a machine, in Russian', () => {
    expect(heard(alarmContents(incident))).toEqual([
      ...['Бұл Дабыл, көршілеріңіз.', 'Адам керек.', 'Бақай', 'үй бұзу', 'Қай жерде:', { language: 'ru', text: 'Жастар 14' }],
      ...['Басталғаны:', 'он', 'бір', 'нөл', 'екі', 'Барсаңыз, 1 басыңыз. Бара алмасаңыз, 2 басыңыз.'],
    ]);
    expect(heard(decidedContents({ ...incident, stage: 'over' }))).toEqual([
      'Бұл шешіліп қойған:',
      'дабыл аяқталды,',
      'он',
      'жеті',
      'он',
      'бес',
    ]);
  });

  it('has a phrase for everything that it may say, and says nothing else than what is written', () => {
    const views = (['held', 'open', 'false', 'lapsed', 'over'] as const).flatMap((stage) =>
      kinds.flatMap((kind) => [
        { ...incident, stage, kind, place: '' },
        { ...incident, stage, kind: 'cutoff', supply: 'heat', place: '' } as const,
      ]),
    );
    const about = { neighbourhood: { term: 'neighbourhood', slug: 'bakai' }, what: { term: 'what', kind: 'raid', supply: null } } as const;
    const args = {
      ...about,
      place: '',
      digit: 3,
      called: 62,
      coming: 12,
      there: 0,
      time: { term: 'time', at: incident.startedAt },
    } as const;
    const calls = [
      ...views.flatMap((view) => [alarmContents(view), verdictContents({ ...view, asker: 'unconfirmed' }), endContents(view)]),
      ...views.filter(({ stage }) => stage !== 'held').map(decidedContents),
      ...[...callMessages, ...hotlineMessages].filter((key) => key !== 'verdict-too-late').map((key) => [{ key, args }]),
      ...[0, 'all'].map((called) => [{ key: 'receipt', args: { called } }]),
    ];
    const plain = (text: string): string =>
      text
        .toLowerCase()
        .replace(/[^\p{L} ]/gu, '')
        .replace(/\s+/g, ' ')
        .trim();
    for (const contents of calls) {
      const said = heard(contents);
      expect(
        said.every((part) => typeof part === 'string'),
        JSON.stringify(contents),
      ).toBe(true);
      if (contents.some((content) => JSON.stringify(content).includes('"at"') || /\d/.test(JSON.stringify(content.args ?? {})))) continue;
      expect(plain(said.join(' '))).toBe(plain(contents.map((content) => renderer.content(content, 'kk', 'voice').text).join(' ')));
    }
  });

  it('is Russian as a whole while one phrase of it is missing', () => {
    const call = alarmContents(incident);
    const needed = call.flatMap((content) => piecesOf(content, renderer)).flatMap((piece) => (piece.kind === 'phrase' ? [piece.id] : []));
    for (const id of needed) {
      const rest = new Map([...all].filter(([one]) => one !== id));
      expect(heard(call, rest)).toEqual([expect.objectContaining({ language: 'ru' })]);
      expect(isComplete(phrases, rest, 'call', ['bakai'])).toBe(false);
    }
  });
});

describe('what is to be recorded', () => {
  it('is each thing once, short enough to be read, and of a length that can be managed', () => {
    expect(new Set(phrases.map(({ id }) => id)).size).toBe(phrases.length);
    expect(phrases.filter(({ use }) => use !== 'name').length).toBeLessThan(130);
    for (const { words } of phrases) expect([words.length > 1, words.length < 200], words).toEqual([true, true]);
  });

  it('has a name for each neighbourhood, which is not that of another one, nor a word of ours', () => {
    expect(phrases.filter(({ words }) => words === 'Бақай').map(({ slug }) => slug)).toEqual(['bakai', 'bakai-2']);
    expect(phraseId('он', null)).not.toBe(phraseId('он', 'on'));
  });

  it('is for a call about a neighbourhood what is common and its name; the hotline needs more', () => {
    const without = (test: (phrase: (typeof phrases)[number]) => boolean) =>
      new Map([...all].filter(([id]) => !phrases.some((phrase) => phrase.id === id && test(phrase))));
    const noHotline = without(({ use }) => use === 'hotline');
    expect([isComplete(phrases, noHotline, 'call', ['bakai']), isComplete(phrases, noHotline, 'hotline', ['bakai'])]).toEqual([
      true,
      false,
    ]);
    const noName = without(({ slug }) => slug === 'bakai');
    expect([isComplete(phrases, noName, 'call', ['bakai']), isComplete(phrases, noName, 'call', ['bakai-2'])]).toEqual([false, true]);
  });
});
