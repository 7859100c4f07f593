import { describe, expect, it } from 'vitest';
import { takeDuty } from '../../src/domain/duty.ts';
import type { Answer } from '../../src/domain/headcount.ts';
import { hearMediation } from '../../src/domain/mediation.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import type { Member } from '../../src/domain/person.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const atlas = createAtlas([
  neighbourhood('bakai', null, 'Бақай', 'Бакай', 'Bakai'),
  { ...neighbourhood('shut', null, 'Жабық', 'Закрытый', 'Shut'), door: 'vouched' },
]);
const member = (more: Partial<Member> = {}, slug = 'bakai'): Member => ({
  ...{ id: 1n, language: 'ru', trust: 'new', memberships: [{ slug, role: 'both' }] },
  ...more,
});
const organiser = member({ memberships: [{ slug: 'bakai', role: 'organiser' }] });

describe('who is heard about what came of talks', () => {
  it.each<readonly [string, Member | undefined, boolean, boolean, Answer | undefined, string]>([
    ['a negotiator who is there', member(), true, true, 'there', 'heard'],
    ['a negotiator on the way', member(), true, true, 'coming', 'heard'],
    ['a negotiator who cannot come', member(), true, true, 'cant', 'elsewhere'],
    ['a negotiator who has not answered', member(), true, true, undefined, 'elsewhere'],
    ['a negotiator who was not called', member(), false, true, undefined, 'refused'],
    ['a neighbour who is there', member(), true, false, 'there', 'refused'],
    ['an organiser, wherever they are', organiser, false, false, undefined, 'heard'],
    ['whoever holds a frozen negotiator’s phone', member({ frozen: true }), true, true, 'there', 'pretend'],
    ['a frozen organiser who is no negotiator', { ...organiser, frozen: true }, true, false, 'there', 'refused'],
    ['one who was shut out', member({ memberships: [{ slug: 'bakai', role: 'both', suspended: true }] }), true, true, 'there', 'refused'],
    ['a stranger', undefined, true, true, 'there', 'refused'],
  ])('%s', (_, who, called, negotiator, answer, how) => {
    expect(hearMediation({ member: who, called, negotiator, answer }, 'bakai', atlas)).toBe(how);
  });
});

describe('who takes the duty of a lawyer', () => {
  it.each<readonly [string, Member | undefined, boolean, string, string]>([
    ['a lawyer whom the neighbourhood trusts', member({ trust: 'trusted' }), true, 'bakai', 'agreed'],
    ['one who is new waits for an organiser’s word: anybody can say that they are a lawyer', member(), true, 'bakai', 'asked'],
    ['so does a trusted one from elsewhere', member({ trust: 'trusted' }, 'shut'), true, 'bakai', 'asked'],
    ['an organiser who is a lawyer', organiser, true, 'bakai', 'agreed'],
    ['one from elsewhere does not where the door takes vouches', member({ trust: 'trusted' }), true, 'shut', 'refused'],
    ['nobody who is no lawyer', member({ trust: 'trusted' }), false, 'bakai', 'refused'],
    ['nobody who was shut out', member({ memberships: [{ slug: 'bakai', role: 'both', suspended: true }] }), true, 'bakai', 'refused'],
    ['nobody who is frozen', { ...organiser, frozen: true }, true, 'bakai', 'refused'],
    ['no stranger', undefined, true, 'bakai', 'refused'],
  ])('%s', (_, who, lawyer, slug, decision) => {
    expect(takeDuty(who, lawyer, slug, atlas)).toBe(decision);
  });
});
