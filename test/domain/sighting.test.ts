import { describe, expect, it } from 'vitest';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import type { Member, Membership } from '../../src/domain/person.ts';
import { hearing, type Witnessing } from '../../src/domain/sighting.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const atlas = createAtlas([
  neighbourhood('almaty', null, 'Алматы', 'Алматы', 'Almaty'),
  { ...neighbourhood('bakai', 'almaty', 'Бақай', 'Бакай', 'Bakai') },
  { ...neighbourhood('closed', 'almaty', 'Жабық', 'Закрытый', 'Closed'), door: 'vouched' as const },
]);
const somebody = (membership: Partial<Membership> = {}, more: Partial<Member> = {}): Member => ({
  ...{ id: 1n, language: 'ru', trust: 'new', memberships: [{ slug: 'bakai', role: 'both', ...membership }] },
  ...more,
});
const there: Omit<Witnessing, 'member'> = { called: true, reported: false, answer: 'there' };

describe('who is heard saying what they see in Bakai', () => {
  it.each<readonly [string, Witnessing, string]>([
    ['one who is there', { ...there, member: somebody() }, 'heard'],
    ['one who is coming', { ...there, member: somebody(), answer: 'coming' }, 'heard'],
    ['one who moved here lately', { ...there, member: somebody({ settling: true }) }, 'heard'],
    ['one who comes from elsewhere', { ...there, member: somebody({ slug: 'closed' }) }, 'heard'],
    ['one who reported it, and is at the gate', { called: false, reported: true, answer: undefined, member: somebody() }, 'heard'],
    ['one who reported it, and cannot come', { called: true, reported: true, answer: 'cant', member: somebody() }, 'elsewhere'],
    ['one who was called, and is silent', { ...there, member: somebody(), answer: undefined }, 'elsewhere'],
    ['one who cannot come', { ...there, member: somebody(), answer: 'cant' }, 'elsewhere'],
    ['one who was there, and has left', { ...there, member: somebody(), answer: 'left' }, 'elsewhere'],
    ['one who was not called, whatever they answered', { ...there, member: somebody(), called: false }, 'refused'],
    ['a stranger', { called: false, reported: true, answer: undefined, member: undefined }, 'refused'],
    ['one who left every neighbourhood', { ...there, member: somebody({}, { memberships: [] }) }, 'refused'],
    ['one for whom nobody vouches', { ...there, member: somebody({ vouched: false }) }, 'refused'],
    ['one who was shut out', { ...there, member: somebody({ suspended: true }) }, 'refused'],
    ['an organiser who has not answered', { ...there, member: somebody({ role: 'organiser' }), called: false, answer: undefined }, 'heard'],
    [
      'an organiser of another neighbourhood',
      { ...there, member: somebody({ role: 'organiser', slug: 'closed' }), called: false },
      'refused',
    ],
    ['a keeper', { ...there, member: somebody({}, { memberships: [], keeper: true }), called: false, answer: undefined }, 'heard'],
    ['a frozen organiser', { ...there, member: somebody({ role: 'organiser' }, { frozen: true }) }, 'pretend'],
    ['a frozen neighbour who was never called', { ...there, member: somebody({}, { frozen: true }), called: false }, 'refused'],
  ])('%s', (_who, witnessing, how) => {
    expect(hearing(witnessing, 'bakai', atlas)).toBe(how);
  });

  it('where the door takes vouches, nobody from elsewhere', () => {
    expect(hearing({ ...there, member: somebody() }, 'closed', atlas)).toBe('refused');
  });
});
