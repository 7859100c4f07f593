import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tolls } from '../../src/domain/casualty/casualty.ts';
import { houseStatuses } from '../../src/domain/house.ts';
import { insideNow, insiders } from '../../src/domain/inside.ts';
import type { Outcome } from '../../src/domain/mediation.ts';
import { atLeast, type Entry, foldTimeline, forces, machinery, media, moves, type Said } from '../../src/domain/timeline.ts';

const MINUTE = 60_000;
let next = 1;
/** Said by a person so many minutes into the story. */
const entry = (minutes: number, person: string | null, said: Said): Entry => ({
  id: String(next++),
  at: minutes * MINUTE,
  by: { person, rank: 'resident' },
  said,
});
const move = (name: (typeof moves)[number]): Said => ({ kind: 'move', move: name });
const machine = (name: (typeof machinery)[number]): Said => ({ kind: 'machinery', machinery: name });
const police = (number: number): Said => ({ kind: 'count', of: 'police', number });
const values = (told: readonly { readonly value: unknown }[]) => told.map(({ value }) => value);

describe('what is known of an incident', () => {
  it('is nothing before anybody says anything', () => {
    expect(foldTimeline([])).toEqual({
      entries: [],
      moves: [],
      machinery: [],
      counts: { police: [], 'riot-police': [], machines: [] },
      talks: [],
      petitions: [],
      houses: new Map(),
    });
  });

  it('is the last word of each kind, and who said it', () => {
    const {
      moves: seen,
      machinery: machines,
      counts,
    } = foldTimeline([
      entry(0, '1', move('arrived')),
      entry(1, '1', police(100)),
      entry(60, '2', move('cordon')),
      entry(61, '2', { kind: 'count', of: 'riot-police', number: 40 }),
      entry(65, '1', machine('machinery-stuck')),
    ]);
    expect(seen).toEqual([{ value: 'cordon', at: 60 * MINUTE, rank: 'resident' }]);
    expect([values(machines), values(counts.police), values(counts['riot-police'])]).toEqual([['machinery-stuck'], [100], [40]]);
  });

  it.each([
    ['a cordon after they arrived is no contradiction', [entry(0, '1', move('arrived')), entry(2, '2', move('cordon'))], ['cordon']],
    [
      'a cordon seen by one while another saw them leave is one',
      [entry(0, '1', move('withdrawn')), entry(2, '2', move('cordon'))],
      ['cordon', 'withdrawn'],
    ],
    ['… and none when the same person looks again', [entry(0, '1', move('withdrawn')), entry(2, '1', move('cordon'))], ['cordon']],
    [
      '… nor when both say the same in the end',
      [entry(0, '1', move('withdrawn')), entry(2, '2', move('cordon')), entry(3, '1', move('cordon'))],
      ['cordon'],
    ],
    ['… nor when they come back an hour later', [entry(0, '1', move('withdrawn')), entry(60, '2', move('cordon'))], ['cordon']],
  ])('%s', (_what, entries, seen) => {
    expect(values(foldTimeline(entries).moves)).toEqual(seen);
  });

  it.each([
    ['two counts that are about the same are one', [entry(0, '1', police(100)), entry(1, '2', police(90))], [90]],
    ['two that are not are both shown', [entry(0, '1', police(100)), entry(1, '2', police(200))], [200, 100]],
    [
      'of three people each is heard once',
      [entry(0, '1', police(50)), entry(1, '2', police(100)), entry(2, '1', police(200)), entry(3, null, police(400))],
      [400, 200, 100],
    ],
    ['nobody is what is left when all have gone', [entry(0, '1', police(100)), entry(20, '2', police(0))], [0]],
  ])('%s', (_what, entries, counted) => {
    expect(values(foldTimeline(entries).counts.police)).toEqual(counted);
  });

  it('is what came of talks too: a petition goes with a postponement, and two who say different things are both heard', () => {
    const outcome = (said: Outcome) => said;
    const postponed = outcome({ kind: 'outcome', outcome: 'postponed', day: '2006-05-22' });
    const petition = outcome({ kind: 'outcome', outcome: 'petition', day: '2006-05-19' });
    const refused = outcome({ kind: 'outcome', outcome: 'refused' });
    const { talks, petitions } = foldTimeline([entry(0, '1', postponed), entry(1, '1', petition), entry(2, '2', refused)]);
    expect([values(talks), values(petitions)]).toEqual([[refused, postponed], [petition]]);
    expect(values(foldTimeline([entry(0, '1', refused), entry(30, '1', postponed)]).talks)).toEqual([postponed]);
  });

  it('changes nothing of what is known when somebody sends a photo: it stands in the list, and can be struck', () => {
    const photo = entry(1, '1', { kind: 'evidence', medium: 'photo', evidence: '7', sha256: 'a1' });
    const { entries, ...known } = foldTimeline([photo, entry(2, '2', { kind: 'strike', entry: photo.id })]);
    expect(entries).toEqual([{ ...photo, struck: true }]);
    const { entries: _none, ...nothing } = foldTimeline([]);
    expect(known).toEqual(nothing);
  });

  it('leaves out what was struck, and shows that it was', () => {
    const wrong = entry(1, '1', police(900));
    const right = entry(0, '1', police(90));
    const { entries, counts } = foldTimeline([right, wrong, entry(2, '2', { kind: 'strike', entry: wrong.id })]);
    expect(values(counts.police)).toEqual([90]);
    expect(entries.map(({ struck }) => struck)).toEqual([false, true]);
  });
});

describe('what becomes of houses', () => {
  const becomes = (minutes: number, house: string, status: 'demolishing' | 'postponed', until?: number): Entry =>
    entry(minutes, '1', { kind: 'house', house, status, ...(until === undefined ? {} : { until }) });

  it('is what was said of each last, and stands; that the call has moved says nothing of it', () => {
    const wrong = becomes(9, '2', 'postponed', 22);
    const all = [
      becomes(0, '1', 'postponed', 22),
      becomes(5, '2', 'demolishing'),
      wrong,
      entry(10, '1', { kind: 'call-moved', house: '1' }),
    ];
    const houses = (entries: readonly Entry[]) => [...foldTimeline(entries).houses].sort();
    const first = ['1', { status: 'postponed', until: 22 }];
    expect(houses(all)).toEqual([first, ['2', { status: 'postponed', until: 22 }]]);
    expect(houses([...all, entry(11, '2', { kind: 'strike', entry: wrong.id })])).toEqual([
      first,
      ['2', { status: 'demolishing', until: null }],
    ]);
    expect(foldTimeline(all).moves).toEqual([]);
    expect(foldTimeline(all).entries).toHaveLength(4);
  });
});

const said: fc.Arbitrary<Said> = fc.oneof(
  fc.constantFrom<Said>(
    { kind: 'outcome', outcome: 'left' },
    { kind: 'outcome', outcome: 'refused' },
    { kind: 'outcome', outcome: 'postponed', day: '2006-05-22' },
    { kind: 'outcome', outcome: 'postponed', day: '2006-05-29' },
    { kind: 'outcome', outcome: 'petition', day: '2006-05-19' },
  ),
  fc.constantFrom(...moves).map(move),
  fc.constantFrom(...machinery).map(machine),
  fc.constantFrom(...media).map((medium): Said => ({ kind: 'evidence', medium, evidence: '1', sha256: 'a1' })),
  fc.tuple(fc.constantFrom(...forces), fc.nat(300)).map(([of, number]): Said => ({ kind: 'count', of, number })),
  fc
    .tuple(fc.constantFrom('1', '2'), fc.constantFrom(...houseStatuses))
    .map(([house, status]): Said => ({ kind: 'house', house, status, ...(status === 'postponed' ? { until: 0 } : {}) })),
  fc.constantFrom('1', '2').map((house): Said => ({ kind: 'call-moved', house })),
  fc.tuple(fc.constantFrom(...tolls), fc.nat(90)).map(([of, number]): Said => ({ kind: 'toll', of, number })),
  fc.tuple(fc.constantFrom(...insiders), fc.boolean()).map(([who, out]): Said => ({ kind: 'inside', who, out })),
  fc.tuple(fc.constantFrom('strike', 'restore'), fc.integer({ min: 1, max: 12 })).map(([kind, id]): Said => ({ kind, entry: String(id) })),
);
const history = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.option(fc.constantFrom('1', '2', '3')), said), { maxLength: 20 })
  .map((all) => all.map(([minutes, person, what], i): Entry => ({ ...entry(minutes, person, what), id: String(i + 1) })));

/** All that cards and reports make of what was said. */
const known = (entries: readonly Entry[]) => {
  const folded = foldTimeline(entries);
  return { ...folded, tolls: atLeast(folded.entries), inside: insideNow(folded.entries) };
};

describe('the fold', () => {
  it('gives one state whatever the order in which entries come', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (entries, keys) => {
        const order = new Map(entries.map((e) => [e.id, keys.next().value]));
        const shuffled = entries.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
        expect(known(shuffled)).toEqual(known(entries));
      }),
    );
  });

  it('is unchanged by a strike that is taken back', () => {
    fc.assert(
      fc.property(history, fc.nat(), (entries, which) => {
        const plain = entries.filter(({ said: { kind } }) => kind !== 'strike' && kind !== 'restore');
        const target = plain[which % Math.max(1, plain.length)];
        if (!target) return;
        const again = [entry(100, '1', { kind: 'strike', entry: target.id }), entry(101, '1', { kind: 'restore', entry: target.id })];
        expect(known([...plain, ...again])).toEqual(known(plain));
      }),
    );
  });

  it('is the same, but for the list, where what was said last is struck and said again', () => {
    fc.assert(
      fc.property(history, said, fc.option(fc.constantFrom('1', '2', '3')), (entries, what, person) => {
        if (what.kind === 'strike' || what.kind === 'restore') return;
        const last: Entry = { ...entry(95, person, what), id: '50' };
        const again: Entry[] = [last, { ...entry(95, '1', { kind: 'strike', entry: '50' }), id: '51' }, { ...last, id: '52' }];
        const { entries: _before, ...once } = known([...entries, last]);
        const { entries: _after, ...twice } = known([...entries, ...again]);
        expect(twice).toEqual(once);
      }),
    );
  });

  it('is without what is struck as if nobody had said it', () => {
    fc.assert(
      fc.property(history, said, fc.integer({ min: 0, max: 90 }), (entries, what, minutes) => {
        if (what.kind === 'strike' || what.kind === 'restore') return;
        const wrong: Entry = { ...entry(minutes, '1', what), id: '50' };
        const { entries: _before, ...without } = known(entries);
        const { entries: _after, ...struck } = known([...entries, wrong, { ...entry(99, '2', { kind: 'strike', entry: '50' }), id: '51' }]);
        expect(struck).toEqual(without);
      }),
    );
  });
});
