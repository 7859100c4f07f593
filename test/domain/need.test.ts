import { describe, expect, it } from 'vitest';
import { needRings } from '../../src/domain/need.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import { changeSkills } from '../../src/domain/skill.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

describe('where they are looked for', () => {
  const centred = (slug: string, parent: string | null, lon: number | null) => ({
    ...neighbourhood(slug, parent, slug, slug, slug),
    centre: lon === null ? null : { lat: 43, lon },
  });
  const atlas = createAtlas([
    centred('almaty', null, null),
    centred('bakai', 'almaty', 76.1),
    centred('shanyrak', 'almaty', 76.3),
    centred('shanyrak-1', 'shanyrak', 76.31),
    centred('shanyrak-2', 'shanyrak', 76.29),
    centred('astana', null, 71),
  ]);

  it.each([
    ['shanyrak-1', null, ['shanyrak-1', 'shanyrak', 'shanyrak-2', 'almaty', 'bakai']],
    ['bakai', null, ['bakai', 'almaty', 'shanyrak', 'shanyrak-1', 'shanyrak-2']],
    ['bakai', { lat: 43, lon: 76.1 }, ['bakai', 'almaty', 'shanyrak-2', 'shanyrak', 'shanyrak-1']],
    ['almaty', null, ['almaty', 'bakai', 'shanyrak', 'shanyrak-1', 'shanyrak-2']],
    ['astana', null, ['astana']],
  ] as const)('from %s outwards, each once, and in no other city', (slug, point, rings) => {
    expect(needRings(slug, point, atlas)).toEqual(rings);
  });
});

describe('skills that somebody has after a change', () => {
  it.each([
    [[], { add: ['medic', 'negotiator'], drop: [] }, ['negotiator', 'medic']],
    [['medic'], { add: ['driver'], drop: ['medic'] }, ['driver']],
    [['medic', 'driver'], { add: [], drop: 'all' }, []],
    [['medic', 'driver'], { add: ['camera'], drop: 'all' }, ['camera']],
    [['medic'], { add: ['medic'], drop: ['driver'] }, ['medic']],
  ] as const)('%j and %j are %j', (had, change, has) => {
    expect(changeSkills(had, change)).toEqual(has);
  });
});
