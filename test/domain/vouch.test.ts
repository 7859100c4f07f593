import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Voice, weigh } from '../../src/domain/confirmation.ts';
import type { IncidentView } from '../../src/domain/content.ts';
import { hidePlaces, withoutPlace } from '../../src/domain/hidden.ts';
import { comeThrough, type Edge, intoVoices } from '../../src/domain/kin.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import type { Member, Membership } from '../../src/domain/person.ts';
import { knowsPlace, standing } from '../../src/domain/vouch.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const atlas = createAtlas([
  neighbourhood('almaty', null, 'Алматы', 'Алматы', 'Almaty'),
  { ...neighbourhood('bakai', 'almaty', 'Бақай', 'Бакай', 'Bakai'), door: 'vouched' },
  neighbourhood('shanyrak', 'almaty', 'Шаңырақ', 'Шанырак', 'Shanyrak'),
]);
const somebody = (memberships: readonly Membership[], more: Partial<Member> = {}): Member => ({
  ...{ id: 1n, language: 'kk', trust: 'trusted', memberships },
  ...more,
});
const at = (slug: string, more: Partial<Membership> = {}): Membership => ({ slug, role: 'both', ...more });

describe('what somebody is to a neighbourhood whose door takes vouches', () => {
  it.each([
    ['a stranger', undefined, 'none', false],
    ['a member', somebody([at('bakai')]), 'trusted', true],
    ['one for whom nobody has vouched', somebody([at('bakai', { vouched: false })]), 'none', false],
    ['one who was shut out', somebody([at('bakai', { suspended: true })]), 'none', false],
    ['one who is known above it', somebody([at('bakai', { vouched: false }), at('almaty')]), 'trusted', true],
    ['one who is known beside it', somebody([at('bakai', { vouched: false }), at('shanyrak')]), 'none', false],
    ['one who belongs beside it only', somebody([at('shanyrak')]), 'none', false],
    ['one who was removed', somebody([]), 'none', false],
    ['its organiser', somebody([at('bakai', { role: 'organiser' })]), 'trusted', true],
    ['a keeper', somebody([], { keeper: true }), 'new', true],
  ] as const)('%s', (_who, member, heard, knows) => {
    expect([standing(member, 'bakai', atlas), knowsPlace(member, 'bakai', atlas)]).toEqual([heard, knows]);
  });

  it('is of no account where the door takes none, or for what happens to all below', () => {
    expect([standing(somebody([at('bakai')]), 'shanyrak', atlas), knowsPlace(undefined, 'shanyrak', atlas)]).toEqual(['new', true]);
    expect(knowsPlace(somebody([at('bakai', { vouched: false })]), 'almaty', atlas)).toBe(false);
    expect(knowsPlace(somebody([at('bakai', { vouched: false }), at('shanyrak')]), 'almaty', atlas)).toBe(true);
  });
});

describe('what is said without the place', () => {
  it('keeps what else there is, and says of words that may name it only that there are some', () => {
    const neighbourhoodTerm = { term: 'neighbourhood', slug: 'bakai' } as const;
    const args = { neighbourhood: neighbourhoodTerm, place: 'Жастар 14' };
    expect(withoutPlace({ key: 'all-clear', args })).toEqual({ key: 'all-clear', args: { ...args, place: '' } });
    expect(withoutPlace({ key: 'place-added', args })).toBeUndefined();
    const words = { key: 'update-text', free: true, args: { neighbourhood: neighbourhoodTerm, text: 'Жастар 14!' } };
    expect(JSON.stringify(withoutPlace(words))).not.toContain('Жастар');
    const view = { place: 'Жастар 14', morePlaces: ['Абая 5'] } as unknown as IncidentView;
    expect(hidePlaces(view, 'Сейфуллина 1')).toEqual({ place: 'Сейфуллина 1', morePlaces: [], houses: [] });
  });
});

/** A forest: everybody was let in by some of those who came before, or by nobody. */
const forest = fc
  .array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 1, maxLength: 25 })
  .map((letIn) =>
    letIn.flatMap((by, member): Edge[] => (member === 0 ? [] : by.map((n) => ({ member: String(member), by: String(n % member) })))),
  );
const says = fc.constantFrom('reports' as const, 'yes' as const);
const speaks = fc.array(fc.record({ person: fc.nat(24), says, worth: fc.double({ min: 0.5, max: 1.4, noNaN: true }) }), { maxLength: 40 });
const strangers = fc.array(fc.record({ who: fc.nat(9), says }), { maxLength: 20 });

describe('an invitation tree', () => {
  it('fires no alarm on its own, however many numbers it holds, whatever else strangers say', () => {
    fc.assert(
      fc.property(forest, fc.nat(24), speaks, strangers, (edges, root, said, others) => {
        const within = said.filter(({ person }) => comeThrough(String(person), edges).includes(String(root)));
        const voices: Voice[] = [
          ...within.map(({ person, ...one }) => ({
            ...{ who: `person:${person}`, trust: 'new' as const, through: comeThrough(String(person), edges) },
            ...one,
          })),
          ...others.map(({ who, says: what }) => ({ who: `contact:${who}`, trust: 'none' as const, says: what })),
        ];
        expect(weigh(voices)).toBe('wait');
      }),
    );
  });

  it('never keeps two who came in apart from confirming each other', () => {
    fc.assert(
      fc.property(forest, fc.nat(24), fc.nat(24), (edges, one, other) => {
        const [mine, theirs] = [comeThrough(String(one), edges), comeThrough(String(other), edges)];
        const apart = !mine.some((person) => theirs.includes(person));
        const voice = (person: number, through: readonly string[]): Voice => ({ who: `${person}`, trust: 'new', says: 'reports', through });
        expect(weigh([voice(one, mine), voice(other, theirs)])).toBe(apart ? 'confirm' : 'wait');
      }),
    );
  });

  it('sorts everybody into exactly one voice, and ends though two have let each other in', () => {
    const circle = [
      { member: 'a', by: 'b' },
      { member: 'b', by: 'a' },
    ];
    expect([...comeThrough('a', circle)].sort()).toEqual(['a', 'b']);
    fc.assert(
      fc.property(forest, fc.uniqueArray(fc.nat(24)), (edges, people) => {
        const speakers = people.map((person) => ({ who: `p${person}`, through: comeThrough(String(person), edges) }));
        const groups = intoVoices(speakers);
        expect(groups.flat().toSorted((a, b) => a.who.localeCompare(b.who))).toEqual(
          speakers.toSorted((a, b) => a.who.localeCompare(b.who)),
        );
        expect(groups.every((group) => group.length > 0)).toBe(true);
      }),
    );
  });
});
