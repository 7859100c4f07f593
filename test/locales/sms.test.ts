import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncidentView } from '../../src/domain/content.ts';
import { kinds } from '../../src/domain/kind.ts';
import { languages } from '../../src/domain/language.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import { type Skill, skills } from '../../src/domain/skill.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { renderCall } from '../../src/locales/call.ts';
import { renderNeed } from '../../src/locales/need.ts';
import { renderOrganiserCard } from '../../src/locales/organiser-card.ts';
import { createRenderer } from '../../src/locales/render.ts';
import { countSegments } from '../../src/locales/segments.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const atlas = createAtlas([
  neighbourhood('bakai', null, 'Бақай', 'Бакай', 'Bakai'),
  neighbourhood('long', null, 'Жаңа Құрылысшылар кенті', 'Новый посёлок Строителей', 'New Settlement of Builders'),
]);
const renderer = createRenderer(() => atlas, 'Asia/Almaty');
const incident: IncidentView = {
  ...{ id: '1', code: '4K7', slug: 'bakai', kind: 'demolition', supply: null, stage: 'open', asker: 'trusted' },
  ...{ left: 0, soonest: null, houses: [] },
  ...{ startedAt: Date.parse('2006-05-12T05:02:00Z'), endedAt: null, place: 'Жастар 14', morePlaces: [], reports: 1 },
  ...{ coming: 0, there: 0, cant: 0, called: 214, counting: false, reached: 0, failed: 0, waiting: 214, needs: [], seen: foldTimeline([]) },
};
const sms = (view: IncidentView, language: 'kk' | 'ru' | 'en', twoWay = true): string =>
  renderCall(view, { language, voice: 'sms', twoWay, answer: undefined, reporter: false }, renderer).text;

describe('the call by SMS', () => {
  it('reads as agreed in every language', () => {
    expect(sms(incident, 'kk')).toBe('Бақай: үй бұзу. Жастар 14, 11:02. Келіңіз. 1 барамын, 2 жоқ');
    expect(sms(incident, 'ru')).toBe('Бакай: снос. Жастар 14, 11:02. Нужны люди. 1 иду, 2 нет');
    expect(sms({ ...incident, place: 'Zhastar 14' }, 'en')).toBe('Bakai: demolition. Zhastar 14, 11:02. Please come. 1 coming, 2 no');
  });

  it.each(languages)('says in %s whom to ask for the place where it is not told, and how to answer, in two segments', (language) => {
    const reader = { language, voice: 'sms', twoWay: true, answer: undefined, reporter: false, hidesPlace: true } as const;
    const { text } = renderCall({ ...incident, place: '', slug: 'long', kind: 'bailiffs' }, reader, renderer);
    expect(text).toContain(renderer.words.say(language, 'sms', 'call-place-hidden'));
    expect(text).toContain(renderer.words.say(language, 'sms', 'call-answers'));
    expect(countSegments(text)).toBeLessThanOrEqual(2);
  });

  it('leaves the numbers out where nobody can answer', () => {
    expect(sms(incident, 'kk', false)).toBe('Бақай: үй бұзу. Жастар 14, 11:02. Келіңіз.');
  });

  it('gives up who asks first, then since when, and only then the end of the place; never how to answer', () => {
    expect(sms({ ...incident, place: 'улица Жастар дом 14 у школы' }, 'ru')).toBe(
      'Бакай: снос. улица Жастар дом 14 у школы, 11:02. 1 иду, 2 нет',
    );
    expect(sms({ ...incident, place: 'улица Жастар дом 14 у самой школы номер' }, 'ru')).toBe(
      'Бакай: снос. улица Жастар дом 14 у самой школы номер. 1 иду, 2 нет',
    );
    const long = sms({ ...incident, place: 'угол '.repeat(60) }, 'ru');
    expect(countSegments(long)).toBe(2);
    expect(long).toMatch(/угол…?\.*\. 1 иду, 2 нет$/);
  });

  it('never takes more than two segments, whatever the place', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.constantFrom(...languages),
        fc.constantFrom(...kinds),
        fc.constantFrom('bakai', 'long'),
        (place, language, kind, slug) => {
          const text = sms({ ...incident, place: place.trim(), kind, slug }, language);
          expect(countSegments(text)).toBeLessThanOrEqual(2);
          expect(text.isWellFormed()).toBe(true);
        },
      ),
    );
  });

  it.each(languages)('asks organisers in at most two segments in %s', (language) => {
    for (const slug of ['bakai', 'long']) {
      for (const stage of ['held', 'open', 'over'] as const) {
        const { text } = renderOrganiserCard(
          { ...incident, slug, stage, kind: 'bailiffs', place: 'ж'.repeat(200) },
          { language, voice: 'sms', decides: true, twoWay: true },
          renderer,
        );
        expect(countSegments(text)).toBeLessThanOrEqual(2);
      }
    }
  });
});

describe('the SMS that asks for somebody', () => {
  const need = (view: IncidentView, skill: Skill, language: 'kk' | 'ru' | 'en', twoWay = true): string =>
    renderNeed(view, skill, { language, voice: 'sms', twoWay, answer: undefined, reporter: false }, renderer).text;

  it('reads as agreed in every language, and takes one segment', () => {
    const texts = [
      need(incident, 'medic', 'kk'),
      need(incident, 'medic', 'ru'),
      need({ ...incident, place: 'Zhastar 14' }, 'medic', 'en'),
      need(incident, 'camera', 'ru', false),
    ];
    expect(texts).toEqual([
      'Бақай: үй бұзу. Дәрігер керек. Жастар 14, 11:02. 1 барамын, 2 жоқ',
      'Бакай: снос. Нужен медик. Жастар 14, 11:02. 1 иду, 2 нет',
      'Bakai: demolition. A medic is needed. Zhastar 14, 11:02. 1 coming, 2 no',
      'Бакай: снос. Нужен человек с камерой. Жастар 14, 11:02.',
    ]);
    expect(texts.map(countSegments)).toEqual([1, 1, 1, 1]);
  });

  it('never takes more than two segments, whoever is asked for, and never gives up how to answer', () => {
    for (const skill of skills) {
      for (const language of languages) {
        const text = need({ ...incident, slug: 'long', kind: 'bailiffs', place: 'угол '.repeat(60) }, skill, language);
        expect(countSegments(text)).toBeLessThanOrEqual(2);
        expect(text).toMatch(/ 1 \S+, 2 \S+$/);
      }
    }
  });
});

describe('the organisers’ card', () => {
  const card = (view: IncidentView) =>
    renderOrganiserCard(view, { language: 'en', voice: 'telegram', decides: true, twoWay: true }, renderer);
  const offersNeed = (view: IncidentView) =>
    card(view)
      .buttons?.flat()
      .some(({ press }) => press === 'n:1');

  it('shows in one line who is wanted, how many of them are coming or there, and how many were asked while some are missing', () => {
    const needs = [
      { skill: 'observer', wanted: 2, asked: 4, coming: 1 },
      { skill: 'negotiator', wanted: 1, asked: 0, coming: 0 },
      { skill: 'medic', wanted: 1, asked: 3, coming: 1 },
    ] as const;
    expect(card({ ...incident, needs }).text).toMatch(/\n🙋 Has \/ needs: legal observer 1\/2 \(asked 4\) · negotiator 0\/1 · medic 1\/1$/);
  });

  it('asks for somebody only once it is confirmed, and while it lasts', () => {
    expect(offersNeed(incident)).toBe(true);
    for (const not of [{ asker: 'unconfirmed' }, { stage: 'held' }, { stage: 'over' }, { stage: 'false' }] as const)
      expect(offersNeed({ ...incident, ...not })).toBe(false);
  });
});

describe('what is said by SMS otherwise', () => {
  /** The longest values that are likely: what is longer is cut, and loses its end. */
  const values = {
    neighbourhood: 'Шанырак-1',
    neighbourhoods: 'Бакай, Шанырак-1, Шанырак-2',
    example: 'Шанырак-1 снос Жастар 14',
    what: 'судисполнители',
    place: 'улица Жастар 14',
    time: '11:02',
    code: '4K7',
    means: 'telegram',
    called: 12345,
    reports: 1234,
    coming: 1234,
    there: 1234,
    stage: 'тревога идёт с 11:02',
    choices: '4K7 Бакай снос Жастар 14; 5M2 Бакай снос Жастар 22',
    text: '',
    spent: '1234.50',
    cap: '1000.00',
    held: 12345,
    name: 'Айгүл Серікқызы',
    keeper: 'Гүлнәр Қайратқызы',
    limit: 250,
    old: 'Шанырак-1',
    last: 'yes',
    settles: 'yes',
    end: '4455',
    left: 4,
    most: 3,
    length: 1600,
    skill: 'переговорщик',
    skills: 'переговорщик, наблюдатель, юрист, медик, водитель, камера, переводчик',
    count: 7,
    asked: 1234,
    people: 1234,
    needed: 2,
    date: '19.05',
    number: 10000,
    own: 'Шанырак-2',
    helper: 'Шанырак-1',
    asker: 'Шанырак-2',
    wanted: 1234,
    outcome: 'petition',
    when: 'tomorrow',
    replies: 'yes',
    added: 200,
    known: 200,
    told: 1234,
    lacking: 1234,
    other: 'улица Жастар 22, за школой № 12…',
    from: 'улица Жастар 14, за школой № 12…',
    to: 'улица Жастар 22, за школой № 12…',
    ...{ of: 'taken', first: 'улица Жастар 14, за школой № 12…', second: 'улица Жастар 22, за школой № 12…' },
    numbers: '3, 5, 7, 11, 12, 14, 82',
    seen: 'полиция: 10000, ОМОН: 10000, техника: 10000',
    ...{ hotline: '+77271234567', safe: 1234, missing: 1234 },
  };
  /** Answers that are the same by SMS as on Telegram. */
  const changing = [
    'code',
    'old-half',
    'new-half',
    'wrong',
    'late',
    'failed',
    'done',
    'replaced',
    'bad',
    'same',
    'too-many',
    'one-way',
  ].map((name) => `number-${name}`);
  const free = new Set(['update-text', 'broadcast-text', 'visit-report', 'visit-from-lawyer', 'visit-from-person']);
  const { words } = renderer;

  it.each(languages)('fits two segments in %s', (language) => {
    const worded = words.keys(language).filter((key) => words.hasSms(language, key) && !free.has(key));
    const keys = [...worded, ...changing, 'account-changed', 'home-ask-one-way', 'home-list-sms'];
    const latin = {
      neighbourhood: 'Shanyrak-1',
      ...{ own: 'Shanyrak-2', helper: 'Shanyrak-1', asker: 'Shanyrak-2' },
      neighbourhoods: 'Bakai, Shanyrak-1, Shanyrak-2',
      example: 'Shanyrak-1 demolition Zhastar 14',
      skill: 'legal observer',
      skills: 'negotiator, legal observer, lawyer, medic, driver, camera, interpreter',
      seen: 'police: 10000, riot police: 10000, machines: 10000',
    };
    const texts = keys.map((key) => words.say(language, 'sms', key, language === 'en' ? { ...values, ...latin } : values));
    expect(keys.length).toBeGreaterThan(20);
    expect(texts.filter((text) => countSegments(text) > 2)).toEqual([]);
  });
});
