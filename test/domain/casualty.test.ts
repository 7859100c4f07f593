import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canFollow,
  casualtyKinds,
  detailsOf,
  foldCasualty,
  follows,
  type Line,
  maybeSame,
  overdueAt,
  type Status,
  type Step,
  statuses,
  tally,
} from '../../src/domain/casualty/casualty.ts';
import { nextQuestion, questions } from '../../src/domain/casualty/entry.ts';
import { maySeeCasualty } from '../../src/domain/casualty/reader.ts';
import { insideNow } from '../../src/domain/inside.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import type { Member } from '../../src/domain/person.ts';
import { atLeast, foldTimeline, type Sighting } from '../../src/domain/timeline.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const HOUR = 3_600_000;
const line = (id: number, step: Step, strikes?: number): Line => ({
  ...{ id: String(id), at: id * HOUR, step },
  ...(strikes === undefined ? {} : { strikes: String(strikes) }),
});
const course = (...steps: readonly Line[]) => foldCasualty(steps[0]?.step === 'hurt' ? 'hurt' : 'taken', steps);

describe('what became of somebody', () => {
  it('follows only what can follow: each cell of the table', () => {
    const reached: Record<Status, readonly Step[]> = {
      ...{ hurt: ['hurt'], refused: ['hurt', 'refused'], treated: ['hurt', 'treated'], hospital: ['hurt', 'hospital'] },
      ...{ taken: ['taken'], charged: ['taken', 'charged'], trial: ['taken', 'trial'], sentenced: ['taken', 'sentenced'] },
      ...{ released: ['taken', 'released'], closed: ['taken', 'closed'] },
    };
    for (const from of statuses) {
      const before = reached[from].map((step, i) => line(i + 1, step));
      for (const to of statuses) {
        const allowed = follows[from].includes(to);
        const { status } = course(...before, line(9, to));
        expect(status, `${from} → ${to}`).toBe(allowed ? to : from);
        if (to !== from) expect(canFollow(from === 'closed' ? 'taken' : (reached[from][0] as 'hurt'), course(...before), to)).toBe(allowed);
      }
    }
    // No way back: nobody comes to be where they were.
    for (const from of statuses) for (const to of follows[from]) expect(follows[to], `${to} → ${from}`).not.toContain(from);
  });

  it('goes back only by a correction, which is kept', () => {
    const { status, told, last } = course(line(1, 'taken'), line(2, 'charged'), line(3, 'released'), line(4, 'corrected', 3));
    expect([status, last?.id]).toEqual(['charged', '2']);
    expect(told.map(({ line: { step }, struck }) => [step, struck])).toEqual([
      ['taken', false],
      ['charged', false],
      ['released', true],
    ]);
    expect(course(line(1, 'hurt'), line(2, 'grave'), line(3, 'corrected', 2)).grave).toBe(false);
  });

  it('is one state, in whatever order its lines come', () => {
    const step = fc.constantFrom<Step>(...statuses, ...detailsOf.taken, 'grave', 'corrected');
    const history = fc.array(fc.tuple(step, fc.nat(6), fc.nat(12)), { maxLength: 12 });
    fc.assert(
      fc.property(history, fc.constantFrom(...casualtyKinds), fc.infiniteStream(fc.nat()), (steps, kind, keys) => {
        const lines = steps.map(([one, at, strikes], i): Line => ({ ...line(i + 2, one, one === 'corrected' ? strikes : undefined), at }));
        const order = new Map(lines.map(({ id }) => [id, keys.next().value]));
        const shuffled = lines.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
        expect(foldCasualty(kind, shuffled)).toEqual(foldCasualty(kind, lines));
      }),
    );
  });

  it.each<readonly [string, readonly Line[], number | null, number | null]>([
    ['three hours after they were taken', [line(1, 'taken')], null, 4],
    ['three hours after the last word of them', [line(1, 'taken'), line(3, 'contact')], null, 6],
    ['a word of them by a step', [line(1, 'taken'), line(2, 'trial')], null, 5],
    ['and again three hours after organisers were told', [line(1, 'taken')], 4, 7],
    ['never for a station that became known', [line(1, 'taken'), line(2, 'station')], null, 4],
    ['never once they are out', [line(1, 'taken'), line(2, 'released')], 4, null],
    ['nor sentenced', [line(1, 'taken'), line(2, 'sentenced')], null, null],
    ['nor when the record is closed', [line(1, 'taken'), line(2, 'closed')], null, null],
    ['nor for people who are hurt', [line(1, 'hurt')], null, null],
    ['and anew where "released" was a mistake', [line(1, 'taken'), line(2, 'released'), line(3, 'corrected', 2)], null, 4],
  ])('is asked about %s', (_when, lines, told, due) => {
    const kind = lines[0]?.step === 'hurt' ? 'hurt' : 'taken';
    expect(overdueAt(kind, foldCasualty(kind, lines), told === null ? null : told * HOUR)).toBe(due === null ? null : due * HOUR);
  });

  it('is counted for everybody, without those that were a mistake', () => {
    const one = (kind: 'hurt' | 'taken', status: Status, grave = false) => ({ kind, status, grave });
    const people = [one('hurt', 'refused'), one('hurt', 'hospital', true), one('hurt', 'closed', true)];
    expect(tally([...people, one('taken', 'taken'), one('taken', 'released'), one('taken', 'trial'), one('taken', 'closed')])).toEqual({
      ...{ hurt: 2, grave: 1, refused: 1, taken: 3, released: 1, trial: 1 },
    });
  });

  it.each<readonly [string, readonly [string, string], readonly [string, string], boolean]>([
    ['the same name at one station', ['Айгуль С.', 'Турксиб'], ['айгуль с', 'турксиб'], true],
    ['in another order, where one station is not known', ['Серик Ахметов', ''], ['Ахметов Серик', 'Турксиб'], true],
    ['not at two stations', ['Серик', 'Турксиб'], ['Серик', 'Алатау'], false],
    ['not two without a name', ['', 'Турксиб'], ['', 'Турксиб'], false],
  ])('may be somebody else’s entry: %s', (_what, [about, station], [name, place], same) => {
    expect(maybeSame({ about, station }, { about: name, station: place })).toBe(same);
  });
});

describe('the questions about somebody', () => {
  it.each(casualtyKinds)('%s: each is asked once, and the family’s number only where they agree', (kind) => {
    const asked = [];
    for (let next = questions[kind][0]; next; next = nextQuestion(kind, next, true)) asked.push(next);
    expect(asked).toEqual([...questions[kind], 'family']);
    expect(nextQuestion(kind, 'consent', false)).toBeUndefined();
  });
});

describe('what was said of people and of who is inside', () => {
  const seen = (...said: readonly Sighting[]) =>
    foldTimeline(said.map((one, i) => ({ id: String(i + 1), at: i, by: { person: '1', rank: 'resident' as const }, said: one }))).entries;
  const toll = (of: 'taken' | 'hurt', number: number): Sighting => ({ kind: 'toll', of, number });
  const children = (out: boolean): Sighting => ({ kind: 'inside', who: 'children', out });

  it('is at least the most that is not struck', () => {
    const entries = seen(toll('taken', 10), toll('taken', 4), toll('hurt', 5));
    expect(atLeast(entries)).toMatchObject({ taken: 10, hurt: 5, released: 0 });
    expect(atLeast(entries.map((one) => ({ ...one, struck: one.id === '1' })))).toMatchObject({ taken: 4 });
  });

  it('is the last word about who is inside', () => {
    expect(insideNow(seen(children(false), { kind: 'inside', who: 'immobile', out: false }))).toEqual(['children', 'immobile']);
    expect(insideNow(seen(children(false), children(true)))).toEqual([]);
    expect(insideNow(seen(children(false), children(true), children(false)))).toEqual(['children']);
    expect(insideNow(seen(children(false)).map((one) => ({ ...one, struck: true })))).toEqual([]);
  });
});

describe('who may open what is known of somebody', () => {
  const atlas = createAtlas([
    neighbourhood('almaty', null, 'Алматы', 'Алматы', 'Almaty'),
    neighbourhood('bakai', 'almaty', 'Бақай', 'Бакай', 'Bakai'),
    neighbourhood('shanyrak', 'almaty', 'Шаңырақ', 'Шанырак', 'Shanyrak'),
  ]);
  const member = (more: Partial<Member> = {}): Member => ({
    ...{ id: 1n, language: 'ru', trust: 'trusted', memberships: [{ slug: 'bakai', role: 'both' }], ...more },
  });
  const organiser = (slug: string, more: Partial<Member> = {}) => member({ memberships: [{ slug, role: 'organiser' }], ...more });
  const nobody = { skills: [], answer: undefined, called: true, asked: false } as const;
  const medic = { ...nobody, skills: ['medic'], answer: 'there' } as const;
  const lawyer = { ...nobody, skills: ['lawyer'], answer: 'coming' } as const;
  const elsewhere = member({ memberships: [{ slug: 'shanyrak', role: 'both' }] });

  it.each<readonly [string, Parameters<typeof maySeeCasualty>[0], boolean, boolean]>([
    ['an organiser there', { ...nobody, member: organiser('bakai') }, true, true],
    ['an organiser of what lies above', { ...nobody, member: organiser('almaty') }, true, true],
    ['a keeper', { ...nobody, member: member({ keeper: true }) }, true, true],
    ['an organiser of another neighbourhood, who came', { ...nobody, answer: 'there', member: organiser('shanyrak') }, false, false],
    ['a frozen organiser', { ...nobody, member: organiser('bakai', { frozen: true }) }, false, false],
    ['a stranger', { ...medic, member: undefined }, false, false],
    ['a resident who is there, and wrote it down', { ...nobody, answer: 'there', member: member() }, false, false],
    ['a medic who is there', { ...medic, member: member() }, true, false],
    ['a medic who has not answered', { ...medic, answer: undefined, member: member() }, false, false],
    ['a medic who cannot come', { ...medic, answer: 'cant', member: member() }, false, false],
    ['a lawyer who is coming', { ...lawyer, member: member() }, true, true],
    ['a lawyer who was never called', { ...lawyer, called: false, member: member() }, false, false],
    ['a lawyer from elsewhere, asked for and coming', { ...lawyer, called: false, asked: true, member: elsewhere }, true, true],
    [
      'a lawyer for whom nobody vouches',
      { ...lawyer, member: member({ memberships: [{ slug: 'bakai', role: 'both', vouched: false }] }) },
      false,
      false,
    ],
    [
      'a lawyer who is shut out there, though asked for',
      { ...lawyer, asked: true, member: member({ memberships: [{ slug: 'bakai', role: 'both', suspended: true }] }) },
      ...([false, false] as const),
    ],
    ['a frozen lawyer', { ...lawyer, member: member({ frozen: true }) }, false, false],
    ['a driver', { ...lawyer, skills: ['driver'], member: member() }, false, false],
  ])('%s', (_who, reader, hurt, taken) => {
    expect([maySeeCasualty(reader, 'hurt', 'bakai', atlas), maySeeCasualty(reader, 'taken', 'bakai', atlas)]).toEqual([hurt, taken]);
  });
});
