import { describe, expect, it } from 'vitest';
import {
  type Acting,
  type Action,
  actions,
  may,
  mayWhere,
  permits,
  type Rank,
  rankOf,
  ranks,
  takesSecond,
} from '../../src/domain/access.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import type { Role } from '../../src/domain/person.ts';

const place = (slug: string, parent: string | null) => ({
  ...{ slug, parent, names: { kk: slug, ru: slug, en: slug }, city: 'Almaty', centre: null, next: [], enough: null, door: 'open' as const },
  ...{ window: 90, unconfirmed: 'hold' as const },
});
const atlas = createAtlas([place('almaty', null), place('bakai', 'almaty'), place('shanyrak', 'almaty'), place('shanyrak-1', 'shanyrak')]);
const somebody = (role: Role, slug: string, more: Partial<Acting> = {}): Acting => ({ memberships: [{ slug, role }], ...more });

/** Who may do what, written down once more: a cell that changes has to be changed here too. */
const cells: Readonly<Record<Action, readonly Rank[]>> = {
  report: ['stranger', 'resident', 'defender', 'organiser', 'keeper'],
  answer: ['resident', 'defender', 'organiser', 'keeper'],
  'another-place': ['stranger', 'resident', 'defender', 'organiser', 'keeper'],
  see: ['resident', 'defender', 'organiser', 'keeper'],
  strike: ['organiser', 'keeper'],
  'see-evidence': ['organiser', 'keeper'],
  'tell-casualty': ['resident', 'defender', 'organiser', 'keeper'],
  'read-casualty': ['organiser', 'keeper'],
  'tend-casualty': ['resident', 'defender', 'organiser', 'keeper'],
  'erase-casualty': ['organiser', 'keeper'],
  'clear-inside': ['organiser', 'keeper'],
  'see-called': ['organiser', 'keeper'],
  confirm: ['organiser', 'keeper'],
  'false-alarm': ['organiser', 'keeper'],
  update: ['organiser', 'keeper'],
  'ask-skill': ['organiser', 'keeper'],
  house: ['organiser', 'keeper'],
  'move-call': ['organiser', 'keeper'],
  merge: ['organiser', 'keeper'],
  split: ['organiser', 'keeper'],
  'stand-down': ['organiser', 'keeper'],
  widen: ['organiser', 'keeper'],
  'set-rings': ['organiser', 'keeper'],
  'agree-aid': ['organiser', 'keeper'],
  'withdraw-aid': ['organiser', 'keeper'],
  mediate: ['resident', 'defender', 'organiser', 'keeper'],
  remind: ['organiser', 'keeper'],
  visit: ['stranger', 'resident', 'defender', 'organiser', 'keeper'],
  'take-duty': ['resident', 'defender', 'organiser', 'keeper'],
  'set-duty': ['organiser', 'keeper'],
  'account-for': ['organiser', 'keeper'],
  'closing-report': ['organiser', 'keeper', 'operator'],
  silence: ['organiser', 'keeper'],
  broadcast: ['organiser', 'keeper'],
  'broadcast-wide': ['organiser', 'keeper'],
  'decide-spending': ['organiser', 'keeper'],
  'set-duress': ['organiser', 'keeper'],
  freeze: ['organiser', 'keeper'],
  'freeze-alone': ['keeper'],
  unfreeze: ['organiser', 'keeper'],
  'remove-organiser': ['organiser', 'keeper'],
  'remove-keeper': ['keeper'],
  approve: ['organiser', 'keeper'],
  'give-key': ['resident', 'defender', 'organiser', 'keeper'],
  move: ['resident', 'defender', 'organiser', 'keeper'],
  'change-contact': ['resident', 'defender', 'organiser', 'keeper'],
  'record-phrase': ['keeper'],
  'record-name': ['organiser', 'keeper'],
  vouch: ['resident', 'defender', 'organiser', 'keeper'],
  'see-vouched': ['organiser', 'keeper'],
  'remove-member': ['organiser', 'keeper'],
  suspend: ['organiser', 'keeper'],
  lift: ['organiser', 'keeper'],
  invite: ['operator'],
  import: ['operator'],
  export: ['operator'],
  'export-alone': ['operator'],
  'export-evidence': ['operator'],
};

/** Somebody of each rank in Bakai. */
const people: Readonly<Record<Exclude<Rank, 'operator'>, Acting | undefined>> = {
  stranger: undefined,
  resident: somebody('resident', 'bakai'),
  defender: somebody('defender', 'bakai'),
  organiser: somebody('organiser', 'bakai'),
  keeper: { memberships: [], keeper: true },
};

describe('the table of what each may do', () => {
  it.each(actions.flatMap((action) => ranks.map((rank) => [rank, action] as const)))('%s: %s', (rank, action) => {
    expect(permits(rank, action)).toBe(cells[action].includes(rank));
    if (rank !== 'operator') expect(may(people[rank], action, 'bakai', atlas)).toBe(cells[action].includes(rank));
  });

  it('asks a second person for what cannot be taken back, and never for danger now', () => {
    expect(actions.filter(takesSecond)).toEqual([
      ...['broadcast-wide', 'freeze', 'unfreeze', 'remove-organiser', 'remove-keeper', 'export'],
    ]);
  });
});

describe('what an organiser may do', () => {
  const deciding = actions.filter((action) =>
    [
      'confirm',
      'false-alarm',
      'update',
      'ask-skill',
      'strike',
      'see-evidence',
      'house',
      'move-call',
      'merge',
      'split',
      'read-casualty',
      'erase-casualty',
      'clear-inside',
      'stand-down',
      'widen',
      'set-rings',
      'agree-aid',
      'withdraw-aid',
      'remind',
      'set-duty',
      'account-for',
      'closing-report',
      'silence',
      'broadcast',
      'broadcast-wide',
      'see-vouched',
      'remove-member',
      'suspend',
      'lift',
    ].includes(action),
  );
  const around = actions.filter((action) => ['see-called', 'freeze', 'unfreeze', 'remove-organiser', 'approve'].includes(action));

  it.each([...deciding, 'decide-spending' as const, 'record-name' as const])(
    '%s: in their neighbourhood and below it, not above or beside it',
    (action) => {
      const where = (slug: string) => mayWhere(somebody('organiser', slug), action, atlas);
      expect(where('almaty')).toEqual(['almaty', 'bakai', 'shanyrak', 'shanyrak-1']);
      expect(where('shanyrak')).toEqual(['shanyrak', 'shanyrak-1']);
      expect(where('shanyrak-1')).toEqual(['shanyrak-1']);
    },
  );

  it.each(around)('%s: also in what lies above', (action) => {
    expect(mayWhere(somebody('organiser', 'shanyrak-1'), action, atlas)).toEqual(['almaty', 'shanyrak', 'shanyrak-1']);
    expect(mayWhere(somebody('organiser', 'bakai'), action, atlas)).toEqual(['almaty', 'bakai']);
  });

  it('counts where they organise, not where they live', () => {
    const both: Acting = {
      memberships: [
        { slug: 'bakai', role: 'both' },
        { slug: 'shanyrak-1', role: 'organiser' },
      ],
    };
    expect([may(both, 'confirm', 'bakai', atlas), may(both, 'confirm', 'shanyrak-1', atlas)]).toEqual([false, true]);
    expect(may(both, 'decide-spending', null, atlas)).toBe(true);
  });
});

describe('a frozen account', () => {
  it.each([somebody('organiser', 'bakai', { frozen: true }), { memberships: [], keeper: true, frozen: true }])(
    'may nothing that a resident may not, whoever it is',
    (frozen) => {
      for (const action of actions) {
        const harmless = cells[action].includes('stranger') || (cells[action].includes('resident') && frozen.memberships.length > 0);
        expect(may(frozen, action, 'bakai', atlas)).toBe(harmless);
        expect(may(frozen, action, null, atlas)).toBe(harmless);
      }
      expect(['resident', 'stranger']).toContain(rankOf(frozen));
    },
  );
});
