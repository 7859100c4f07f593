import { describe, expect, it } from 'vitest';
import type { IncidentView, RingsView, RingView } from '../../src/domain/content.ts';
import { type Language, languages } from '../../src/domain/language.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { renderAidCard } from '../../src/locales/aid-card.ts';
import { renderCall } from '../../src/locales/call.ts';
import { renderOrganiserCard } from '../../src/locales/organiser-card.ts';
import { createRenderer } from '../../src/locales/render.ts';
import { countSegments } from '../../src/locales/segments.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const atlas = createAtlas([
  neighbourhood('almaty', null, 'Алматы', 'Алматы', 'Almaty'),
  neighbourhood('bakai', 'almaty', 'Бақай', 'Бакай', 'Bakai'),
  neighbourhood('shanyrak', 'almaty', 'Шаңырақ', 'Шанырак', 'Shanyrak'),
  neighbourhood('long', null, 'Жаңа Құрылысшылар кенті', 'Новый посёлок Строителей', 'New Settlement of Builders'),
]);
const renderer = createRenderer(() => atlas, 'Asia/Almaty');
const incident: IncidentView = {
  ...{ id: '1', code: '4K7', slug: 'bakai', kind: 'demolition', supply: null, stage: 'open', asker: 'trusted' },
  ...{ startedAt: Date.parse('2006-05-12T05:02:00Z'), endedAt: null, place: 'Жастар 14', morePlaces: [], reports: 1 },
  ...{
    coming: 3,
    there: 5,
    cant: 0,
    called: 214,
    counting: false,
    reached: 200,
    failed: 2,
    waiting: 12,
    needs: [],
    left: 0,
    soonest: null,
    houses: [],
    seen: foldTimeline([]),
  },
};
const asked: RingView = { id: '7', slug: 'shanyrak', state: 'asked', city: false, wanted: 30, coming: 0, there: 0 };
const aid = (ring: RingView, language: Language, voice: 'telegram' | 'sms' = 'telegram', view = incident, twoWay = true) =>
  renderAidCard(view, ring, { language, voice, twoWay }, renderer);
const rings = (more: Partial<RingsView>): IncidentView => ({
  ...incident,
  rings: { begun: [], next: ['shanyrak'], policy: 'ask', halted: false, ...more },
});
const buttonsOf = (view: IncidentView): readonly string[] =>
  (renderOrganiserCard(view, { language: 'en', voice: 'telegram', decides: true, twoWay: true }, renderer).buttons ?? [])
    .flat()
    .flatMap(({ press }) => (/^rg/.test(press) ? [press] : []));

describe('what the organisers of another neighbourhood are asked', () => {
  it.each<readonly [Language, string]>([
    [
      'kk',
      '🤝 Бақай көмек сұрайды: үй бұзу\n📍 Жастар 14\nКод 4K7 · басталғаны 11:02\n🏃 Жолда: 3 · ✋ сол жерде: 5 · керек: 30\n\nШаңырақ: адамдарыңызды шақырайық па? Сіз келіспесеңіз, ешкім шақырылмайды. Олар тізіміңізді көрмейді, тек неше адам шыққанын көреді.',
    ],
    [
      'ru',
      '🤝 Бакай просит помощи: снос\n📍 Жастар 14\nКод 4K7 · с 11:02\n🏃 В пути: 3 · ✋ на месте: 5 · нужно: 30\n\nШанырак: позвать ваших людей? Без вашего согласия никого не позовём. Ваш список там не увидят, только сколько людей вышло.',
    ],
  ])('reads as agreed in %s, and says nothing of whom it has called, nor how many those are', (language, text) => {
    expect(aid(asked, language).text).toBe(text);
    expect(aid(asked, language).text).not.toMatch(/214|200|12/);
  });

  it('is answered with yes, yes for always and no; of a city not for always; and once it is answered, or over, not at all', () => {
    const presses = (ring: RingView, view = incident) =>
      aid(ring, 'en', 'telegram', view)
        .buttons?.flat()
        .map(({ press }) => press);
    expect(presses(asked)).toEqual(['ady:7', 'ada:7', 'adn:7']);
    expect(presses({ ...asked, slug: 'almaty', city: true })).toEqual(['ady:7', 'adn:7']);
    for (const state of ['called', 'paused', 'refused'] as const) expect(presses({ ...asked, state })).toEqual([]);
    expect(presses(asked, { ...incident, stage: 'over', endedAt: 0 })).toEqual([]);
  });

  it.each(languages)('takes two segments at most by SMS in %s, and asks for no answer where none would come back', (language) => {
    for (const ring of [asked, { ...asked, slug: 'long' }, { ...asked, state: 'called' as const }]) {
      for (const view of [incident, { ...incident, slug: 'long', kind: 'bailiffs' as const, place: 'угол '.repeat(60), there: 1234 }]) {
        for (const twoWay of [true, false]) {
          const { text } = aid(ring, language, 'sms', view, twoWay);
          expect(countSegments(text)).toBeLessThanOrEqual(2);
          expect(text.includes('4K7')).toBe(twoWay && ring.state === 'asked');
        }
      }
    }
  });
});

describe('the call to another neighbourhood', () => {
  const reader = { voice: 'sms', twoWay: true, answer: undefined, reporter: false, aid: true } as const;
  it('says who asks for help, in one segment', () => {
    const texts = (['kk', 'ru', 'en'] as const).map((language) => renderCall(incident, { ...reader, language }, renderer).text);
    expect(texts).toEqual([
      'Бақай көмек сұрайды: үй бұзу. Жастар 14, 11:02. 1 барамын, 2 жоқ',
      'Бакай просит помощи: снос. Жастар 14, 11:02. Нужны люди. 1 иду, 2 нет',
      'Bakai asks for help: demolition. Жастар 14, 11:02. 1 coming, 2 no',
    ]);
    expect(texts.map(countSegments)).toEqual([1, 1, 1]);
  });
});

describe('the organisers’ card', () => {
  it.each<readonly [string, Partial<RingsView>, readonly string[]]>([
    ['offers the next ring', {}, ['rgn:1']],
    [
      'not where they want none, but to stop one that was begun all the same',
      { policy: 'off', begun: [{ ...asked, state: 'called' }] },
      ['rgs:1'],
    ],
    ['offers to stop what goes on by itself', { policy: '10' }, ['rgn:1', 'rgs:1']],
    ['once it is stopped, to go on', { policy: '10', halted: true }, ['rgn:1']],
    ['nothing where nothing is left', { next: [] }, []],
    ['and what was stopped before anything else', { next: [], begun: [{ ...asked, state: 'paused' }] }, ['rgn:1']],
  ])('%s', (_what, more, expected) => {
    expect(buttonsOf(rings(more))).toEqual(expected);
    expect(buttonsOf({ ...rings(more), asker: 'unconfirmed' })).toEqual([]);
    expect(buttonsOf({ ...rings(more), stage: 'over' })).toEqual([]);
  });
});
