import { describe, expect, it } from 'vitest';
import type { IncidentView } from '../../src/domain/content.ts';
import type { Answer } from '../../src/domain/headcount.ts';
import type { Language } from '../../src/domain/language.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import { counted, machines, moved } from '../../src/domain/sighting.ts';
import { foldTimeline, type Said } from '../../src/domain/timeline.ts';
import { renderCall } from '../../src/locales/call.ts';
import { renderOrganiserCard } from '../../src/locales/organiser-card.ts';
import { createRenderer } from '../../src/locales/render.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const atlas = createAtlas([neighbourhood('bakai', null, 'Бақай', 'Бакай', 'Bakai')]);
const renderer = createRenderer(() => atlas, 'Asia/Almaty');
const startedAt = Date.parse('2006-05-12T05:00:00Z');
let entries = 0;
const said = (minutes: number, person: string, what: Said) => ({
  ...{ id: String(++entries), at: startedAt + minutes * 60_000, by: { person, rank: 'resident' as const }, said: what },
});
const incident: IncidentView = {
  ...{ id: '1', code: '4K7', slug: 'bakai', kind: 'demolition', supply: null, stage: 'open', asker: 'trusted' },
  ...{ left: 0, soonest: null, houses: [] },
  ...{ startedAt, endedAt: null, place: 'Жастар 14', morePlaces: [], reports: 1 },
  ...{ coming: 3, there: 40, cant: 0, called: 214, counting: false, reached: 200, failed: 0, waiting: 14, needs: [] },
  seen: foldTimeline([
    said(0, '1', moved('cordon')),
    said(2, '1', counted('police', 100)),
    said(5, '2', counted('police', 200)),
    said(6, '2', counted('riot-police', 0)),
    said(65, '1', machines('machinery-stuck')),
  ]),
};
const seenOn = (text: string): readonly string[] => text.split('\n').filter((line) => /🚧|👮/u.test(line));
const memberCard = (answer: Answer | undefined, hidesPlace = false, language: Language = 'en') =>
  renderCall(incident, { language, voice: 'telegram', twoWay: true, answer, reporter: true, hidesPlace }, renderer);

describe('what is seen, on cards', () => {
  it.each<readonly [Language, readonly string[]]>([
    ['kk', ['🚧 қоршап алды (11:00) · 🚜 техника тұрып қалды (12:05)', '👮 ~100 (11:02) / 👮 ~200 (11:05) · 🛡 0 (11:06)']],
    ['ru', ['🚧 оцепление (11:00) · 🚜 техника застряла (12:05)', '👮 ~100 (11:02) / 👮 ~200 (11:05) · 🛡 0 (11:06)']],
    ['en', ['🚧 cordon (11:00) · 🚜 machines stuck (12:05)', '👮 ~100 (11:02) / 👮 ~200 (11:05) · 🛡 0 (11:06)']],
  ])('is two lines in %s, the same for organisers and for those who are there, contradictions as such', (language, lines) => {
    const { text } = renderOrganiserCard(incident, { language, voice: 'telegram', decides: true, twoWay: true }, renderer);
    expect(seenOn(text)).toEqual(lines);
    expect(seenOn(memberCard('there', false, language).text)).toEqual(lines);
  });

  it.each<readonly [string, Answer | undefined, boolean, number, boolean]>([
    ['whoever is there reads it, and is asked', 'there', false, 2, true],
    ['whoever is coming reads it', 'coming', false, 2, false],
    ['whoever cannot come does not', 'cant', false, 0, false],
    ['nor whoever is silent, though they reported it', undefined, false, 0, false],
    ['nor whoever may not know the place', 'there', true, 0, false],
  ])('%s', (_what, answer, hidesPlace, lines, asked) => {
    const { text, buttons } = memberCard(answer, hidesPlace);
    expect([seenOn(text).length, buttons?.flat().some(({ press }) => press === 'y:1')]).toEqual([lines, asked]);
  });
});
