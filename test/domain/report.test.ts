import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import type { Member } from '../../src/domain/person.ts';
import { decideReport, type LiveIncident, SECOND_REPORT_WITHIN_MS } from '../../src/domain/report.ts';

const place = (slug: string, parent: string | null) => ({
  slug,
  names: { kk: slug, ru: slug, en: slug },
  parent,
  city: 'Almaty',
  centre: null,
  next: [],
  enough: null,
  door: 'open' as const,
  window: 90,
  unconfirmed: 'hold' as const,
});
const atlas = createAtlas([place('almaty', null), place('bakai', 'almaty'), place('shanyrak', 'almaty'), place('shanyrak-1', 'shanyrak')]);
const NOW = 1_000_000_000;

const member = (m: Partial<Member> = {}): Member => ({
  id: 1n,
  language: 'kk',
  trust: 'new',
  memberships: [{ slug: 'bakai', role: 'both' }],
  ...m,
});
const reporter = (m: Member | undefined, stopped = false) => ({ contactId: 10n, member: m, stopped });
const live = (l: Partial<LiveIncident> = {}): LiveIncident => {
  const reports = l.reports ?? [{ contactId: 20n, personId: 2n, at: NOW - 60_000 }];
  const voices = reports.map(({ contactId, personId }) => ({
    who: personId === null ? `contact:${contactId}` : `person:${personId}`,
    trust: personId === null ? ('none' as const) : ('new' as const),
    says: 'reports' as const,
  }));
  return {
    ...{ id: 5n, slug: 'bakai', stage: 'held', startedAt: NOW - 60_000, samePlace: false, unconfirmed: false },
    ...{ reports, voices },
    ...l,
  };
};
const trusted = member({ trust: 'trusted' });
const trustedUnvouched = member({ trust: 'trusted', memberships: [{ slug: 'bakai', role: 'both', vouched: false }] });
const trustedSuspended = member({ trust: 'trusted', memberships: [{ slug: 'bakai', role: 'both', suspended: true }] });
const denied = [
  { who: 'person:2', trust: 'new', says: 'reports' },
  { who: 'person:3', trust: 'trusted', says: 'no' },
] as const;
const organiserAbove = member({ memberships: [{ slug: 'almaty', role: 'organiser' }] });

describe('a report', () => {
  it.each([
    ['of a trusted person at home goes out', trusted, false, [], false, { kind: 'open', asker: 'trusted' }],
    ['of an organiser of what lies above goes out', organiserAbove, false, [], false, { kind: 'open', asker: 'organiser' }],
    [
      'of a trusted person who has moved there lately is held',
      member({ trust: 'trusted', memberships: [{ slug: 'bakai', role: 'both', settling: true }] }),
      false,
      [],
      false,
      { kind: 'hold' },
    ],
    [
      'of a trusted person elsewhere is held',
      member({ trust: 'trusted', memberships: [{ slug: 'shanyrak-1', role: 'both' }] }),
      false,
      [],
      false,
      { kind: 'hold' },
    ],
    ['of a vouched person is held', member({ trust: 'vouched' }), false, [], false, { kind: 'hold' }],
    ['of a stranger is held', undefined, false, [], false, { kind: 'hold' }],
    ['of a trusted person who stopped is held', trusted, true, [], false, { kind: 'hold' }],
    ['joins what is open', member(), false, [live({ stage: 'open' })], false, { kind: 'join', incident: 5n }],
    [
      'of another place is its own, though one is open',
      trusted,
      false,
      [live({ stage: 'open' })],
      true,
      { kind: 'open', asker: 'trusted' },
    ],
    ['of another place by somebody new is held', member(), false, [live({ stage: 'open' })], true, { kind: 'hold' }],
    ['of a second neighbour confirms', member(), false, [live()], false, { kind: 'confirm', incident: 5n, asker: 'neighbours' }],
    [
      'of a second neighbour only adds where somebody trusted sees nothing',
      member(),
      false,
      [live({ voices: denied })],
      false,
      { kind: 'add', incident: 5n },
    ],
    [
      'of a second neighbour confirms what was called unconfirmed',
      member(),
      false,
      [live({ stage: 'open', unconfirmed: true })],
      false,
      { kind: 'confirm', incident: 5n, asker: 'neighbours' },
    ],
    [
      'of a stranger joins what was called unconfirmed',
      undefined,
      false,
      [live({ stage: 'open', unconfirmed: true })],
      false,
      { kind: 'join', incident: 5n },
    ],
    ['of one for whom nobody vouches is held', trustedUnvouched, false, [], false, { kind: 'hold' }],
    ['of one who was shut out only adds', trustedSuspended, false, [live()], false, { kind: 'add', incident: 5n }],
    ['of a stranger only adds', undefined, false, [live()], false, { kind: 'add', incident: 5n }],
    ['of somebody who stopped only adds', member(), true, [live()], false, { kind: 'add', incident: 5n }],
    ['of a trusted person confirms', trusted, false, [live()], false, { kind: 'confirm', incident: 5n, asker: 'trusted' }],
  ] as const)('%s', (_what, who, stopped, incidents, separate, decision) => {
    expect(decideReport({ reporter: reporter(who, stopped), slug: 'bakai', separate, live: incidents, atlas }, NOW)).toEqual(decision);
  });

  it('never confirms itself, whichever phone it comes from', () => {
    const own = live({
      reports: [
        { contactId: 99n, personId: 1n, at: NOW },
        { contactId: 10n, personId: null, at: NOW },
      ],
    });
    expect(decideReport({ reporter: reporter(member()), slug: 'bakai', separate: false, live: [own], atlas }, NOW).kind).toBe('add');
  });

  it('confirms for fifteen minutes and not a millisecond longer', () => {
    const at = (age: number) =>
      decideReport(
        {
          reporter: reporter(member()),
          slug: 'bakai',
          separate: false,
          live: [live({ reports: [{ contactId: 2n, personId: 2n, at: NOW - age }] })],
          atlas,
        },
        NOW,
      ).kind;
    expect([at(SECOND_REPORT_WITHIN_MS), at(SECOND_REPORT_WITHIN_MS + 1)]).toEqual(['confirm', 'add']);
  });

  it('of a child joins what is open in its parent, but confirms nothing held there', () => {
    const at = (stage: 'open' | 'held') =>
      decideReport(
        { reporter: reporter(member()), slug: 'shanyrak-1', separate: false, live: [live({ slug: 'shanyrak', stage })], atlas },
        NOW,
      ).kind;
    expect([at('open'), at('held')]).toEqual(['join', 'hold']);
  });

  it('of somebody without trust never opens anything alone, whatever is going on', () => {
    const incident = fc.record({
      stage: fc.constantFrom('open' as const, 'held' as const),
      slug: fc.constantFrom('bakai', 'almaty'),
      samePlace: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(incident), fc.boolean(), fc.boolean(), (incidents, separate, stranger) => {
        const who = stranger ? undefined : member();
        const mine = incidents.map((i, n) =>
          live({ ...i, id: BigInt(n), reports: [{ contactId: 10n, personId: who?.id ?? null, at: NOW }] }),
        );
        expect(['hold', 'add', 'join']).toContain(
          decideReport({ reporter: reporter(who), slug: 'bakai', separate, live: mine, atlas }, NOW).kind,
        );
      }),
    );
  });
});
