import { describe, expect, it } from 'vitest';
import {
  type Before,
  FILE_BYTES_MAX,
  hashOf,
  INCIDENT_BYTES_MAX,
  linksIn,
  maySeeEvidence,
  type Refusal,
  refuses,
  SENT_BYTES_MAX,
  SENT_MAX,
  stampOf,
  type Viewer,
} from '../../src/domain/evidence.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import type { Member } from '../../src/domain/person.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

describe('what is taken in', () => {
  const none: Before = { count: 0, bytes: 0, all: 0 };
  it.each<readonly [string, Before, number, Refusal | undefined]>([
    ['a file as large as Telegram hands out', none, FILE_BYTES_MAX, undefined],
    ['not a larger one', none, FILE_BYTES_MAX + 1, 'too-big'],
    ['one of which nobody says how large it is', none, 0, undefined],
    ['the last of an hour', { ...none, count: SENT_MAX - 1 }, 1, undefined],
    ['not one more', { ...none, count: SENT_MAX }, 1, 'too-many'],
    ['not more bytes than an hour has', { ...none, bytes: SENT_BYTES_MAX }, 1, 'too-much'],
    ['not more than there is room for', { ...none, all: INCIDENT_BYTES_MAX }, 1, 'full'],
    ['a link where there is no room', { ...none, all: INCIDENT_BYTES_MAX }, 0, undefined],
  ])('%s', (_what, before, size, refusal) => {
    expect(refuses(before, size)).toBe(refusal);
  });
});

describe('who looks at it', () => {
  const places = [
    neighbourhood('bakai', null, 'Бақай', 'Бакай', 'Bakai'),
    neighbourhood('shanyrak', null, 'Шаңырақ', 'Шанырак', 'Shanyrak'),
  ];
  const atlas = createAtlas(places);
  const vouching = createAtlas(places.map((place) => ({ ...place, door: 'vouched' as const })));
  const member = (more: Partial<Member> = {}): Member => ({
    ...{ id: 1n, language: 'kk', trust: 'new', memberships: [{ slug: 'shanyrak', role: 'both' }] },
    ...more,
  });
  const lawyer: Viewer = { member: member(), skills: ['lawyer'], answer: 'coming' };
  it.each<readonly [string, Viewer, boolean]>([
    ['an organiser', { member: member({ memberships: [{ slug: 'bakai', role: 'organiser' }] }), skills: [], answer: undefined }, true],
    ['a keeper', { member: member({ keeper: true }), skills: [], answer: undefined }, true],
    ['a lawyer who is coming', lawyer, true],
    ['… or there', { ...lawyer, answer: 'there' }, true],
    ['not one who cannot come', { ...lawyer, answer: 'cant' }, false],
    ['not one who has not answered', { ...lawyer, answer: undefined }, false],
    ['not a lawyer whose phone others may hold', { ...lawyer, member: member({ frozen: true }) }, false],
    ['not one who was shut out', { ...lawyer, member: member({ memberships: [{ slug: 'bakai', role: 'both', suspended: true }] }) }, false],
    ['not somebody who is there and can do something else', { ...lawyer, skills: ['medic'] }, false],
    ['not a stranger', { member: undefined, skills: ['lawyer'], answer: 'there' }, false],
    [
      'not an organiser of another neighbourhood',
      { member: member({ memberships: [{ slug: 'shanyrak', role: 'organiser' }] }), skills: [], answer: 'there' },
      false,
    ],
  ])('%s', (_who, viewer, sees) => {
    expect(maySeeEvidence(viewer, 'bakai', atlas)).toBe(sees);
  });

  it('not a lawyer from elsewhere where two members have to vouch for whoever knows the place', () => {
    expect(maySeeEvidence(lawyer, 'bakai', vouching)).toBe(false);
  });
});

describe('links in a text', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['https://youtu.be/a1', [], ['https://youtu.be/a1']],
    ['вот: https://youtu.be/a1, и http://t.me/b/2.', [], ['https://youtu.be/a1', 'http://t.me/b/2']],
    ['смотрите', ['https://example.org/x'], ['https://example.org/x']],
    ['https://youtu.be/a1', ['https://youtu.be/a1'], ['https://youtu.be/a1']],
    ['бейне', ['javascript:alert(1)', 'tg://resolve?domain=x'], []],
    ['полиция келді', [], []],
    [`https://youtu.be/a1 ${'сөз '.repeat(13)}`, [], []],
  ])('%s', (text, more, links) => {
    expect(linksIn(text, more)).toEqual(links);
  });
});

describe('the stamp in the audit log', () => {
  it('binds one file, and without its salt fits none', () => {
    const [one, other] = [hashOf('one'), hashOf('other')];
    const salt = '00ff'.repeat(16);
    expect(one).toBe('7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed');
    expect(new Set([stampOf(salt, one), stampOf(salt, other), stampOf('11'.repeat(32), one), one]).size).toBe(4);
    expect(stampOf(salt, one)).toMatch(/^[0-9a-f]{64}$/);
  });
});
