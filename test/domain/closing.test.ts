import { describe, expect, it } from 'vitest';
import { type ClosingFacts, runUp } from '../../src/domain/closing/facts.ts';
import { countTicks, plotOf, timeTicks } from '../../src/domain/closing/plot.ts';
import { sectionsOf } from '../../src/domain/closing/sections.ts';
import { type Entry, foldTimeline, type Said } from '../../src/domain/timeline.ts';

const MINUTE = 60_000;
const START = Date.parse('2006-05-12T05:00:00Z');
const said = (id: number, minute: number, person: string | null, what: Said): Entry => ({
  ...{ id: String(id), at: START + minute * MINUTE, by: { person, rank: 'resident' }, said: what },
});
const police = (number: number): Said => ({ kind: 'count', of: 'police', number });
const nobody = { hurt: 0, grave: 0, refused: 0, taken: 0, released: 0, trial: 0 };
const facts = (more: Partial<ClosingFacts> = {}): ClosingFacts => ({
  ...{ code: '4K7', slug: 'bakai', kind: 'demolition', supply: null, asker: 'trusted', place: 'Жастар 14', morePlaces: [] },
  ...{ startedAt: START, openedAt: START, endedAt: START + 300 * MINUTE, reports: 1, timeline: foldTimeline([]), history: [] },
  calls: { called: 0, reached: 0, failed: 0, by: { telegram: 0, sms: 0, voice: 0 }, firstAt: null, lastAt: null },
  ...{ needs: [], answers: {}, home: undefined, houses: [], casualties: { known: nobody, said: nobody }, ...more },
});
const titles = (more: Partial<ClosingFacts>) => sectionsOf(facts(more)).map(({ title }) => title.replace('closing-', ''));

describe('the headcount over time', () => {
  it('is what each answer changed, added up; whoever comes and then is there counts once', () => {
    const changes = [
      { at: 1, coming: 2, there: 0 },
      { at: 2, coming: -1, there: 1 },
      { at: 3, coming: 0, there: -1 },
    ];
    expect(runUp(changes).map(({ coming, there }) => [coming, there])).toEqual([
      [2, 0],
      [1, 1],
      [1, 0],
    ]);
  });
});

describe('the plot', () => {
  const drawn = (...entries: readonly Entry[]) => plotOf(facts({ timeline: foldTimeline(entries) }));

  it('is none where nobody answered and nobody was counted', () => {
    expect(plotOf(facts())).toBeUndefined();
    expect(drawn(said(1, 0, '1', police(0)))).toBeUndefined();
  });

  it('is the last word at each time, without what was struck', () => {
    const plot = drawn(
      ...[said(1, 5, '1', police(100)), said(2, 60, '2', police(900)), said(3, 90, '1', police(200))],
      said(4, 91, '9', { kind: 'strike', entry: '2' }),
    );
    expect(plot?.curves.map(({ line, points }) => [line, points.map(({ value }) => value)])).toEqual([['police', [100, 200]]]);
    expect(plot?.dots).toEqual([]);
  });

  it.each<[string, readonly Entry[], readonly number[]]>([
    ['two people, one moment', [said(1, 5, '1', police(100)), said(2, 14, '2', police(200))], [100, 200]],
    ['two whose accounts are erased', [said(1, 5, null, police(100)), said(2, 6, null, police(200))], [100, 200]],
    ['one who looked again', [said(1, 5, '1', police(100)), said(2, 6, '1', police(200))], []],
    ['who nearly agree', [said(1, 5, '1', police(100)), said(2, 6, '2', police(120))], []],
    ['an hour later', [said(1, 5, '1', police(100)), said(2, 65, '2', police(200))], []],
  ])('shows contradictions as dots: %s', (_, entries, dots) => {
    expect(drawn(...entries)?.dots.map(({ value }) => value)).toEqual(dots);
  });

  it('has round numbers on its axes, and few of them, whatever is drawn', () => {
    expect([countTicks(0), countTicks(3), countTicks(210), countTicks(100_000)]).toEqual([
      [0, 1],
      [0, 1, 2, 3],
      [0, 100, 200, 300],
      [0, 50_000, 100_000],
    ]);
    for (const minutes of [1, 4, 61, 305, 1_560, 20_000]) {
      const ticks = timeTicks(START, START + minutes * MINUTE);
      expect(ticks.length).toBeLessThanOrEqual(9);
      expect(ticks.every((at) => at >= START && at <= START + minutes * MINUTE && at % MINUTE === 0)).toBe(true);
    }
  });
});

describe('the report', () => {
  it('says what there is to say, and leaves the rest out', () => {
    expect(titles({})).toEqual(['what', 'calls', 'timeline']);
    const timeline = foldTimeline([said(1, 5, '1', { kind: 'move', move: 'withdrawn' }), said(2, 6, '1', police(5))]);
    const home = { asked: 3, safe: 1, accounted: 1, help: 0 };
    expect(titles({ timeline, home, answers: { there: 3 } })).toEqual(['what', 'outcome', 'plot', 'calls', 'answers', 'home', 'timeline']);
  });

  it('holds nobody’s id', () => {
    const timeline = foldTimeline([said(1, 5, '777000777', police(5))]);
    expect(JSON.stringify(sectionsOf(facts({ timeline })))).not.toContain('777000777');
  });
});
