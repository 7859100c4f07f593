import { describe, expect, it } from 'vitest';
import { type Given, readNeighbourhood } from '../../src/residents/neighbourhood.ts';
import { atlas } from '../commands/atlas.ts';

const kalkaman: Given = { slug: 'kalkaman', kk: 'Қалқаман', ru: 'Калкаман', en: 'Kalkaman' };

const read = (given: Given) => readNeighbourhood(given, atlas);

describe('a neighbourhood', () => {
  it('lies in the city of its parent, or is one', () => {
    expect(read({ ...kalkaman, parent: 'bakai' })).toMatchObject({ neighbourhood: { parent: 'bakai', city: 'almaty' }, changes: false });
    expect(read(kalkaman)).toMatchObject({ neighbourhood: { parent: null, city: 'Kalkaman' } });
    expect(read({ ...kalkaman, city: 'Astana' })).toMatchObject({ neighbourhood: { city: 'Astana' } });
  });

  it('keeps what is not given, and loses what is given as empty', () => {
    const names = { kk: 'Бақай', ru: 'Бакай', en: 'Bakay' };
    expect(read({ slug: 'bakai', en: 'Bakay' })).toMatchObject({ neighbourhood: { names, parent: 'almaty' }, changes: true });
    expect(read({ slug: 'bakai', parent: '' })).toMatchObject({ neighbourhood: { parent: null } });
  });

  it('may have a number of its own of people who are enough', () => {
    expect(read(kalkaman)).toMatchObject({ neighbourhood: { enough: null, door: 'open' } });
    expect(read({ ...kalkaman, enough: ' 40 ' })).toMatchObject({ neighbourhood: { enough: 40 } });
    expect(read({ ...kalkaman, enough: '' })).toMatchObject({ neighbourhood: { enough: null, door: 'open' } });
  });

  it('that is called like another is told of, in whatever spelling', () => {
    expect(read({ ...kalkaman, ru: 'шаңырақ 1' })).toMatchObject({ shared: ['шаңырақ 1'] });
    expect(read({ slug: 'bakai', en: 'Bakai' })).toMatchObject({ shared: [] });
  });

  it.each<[Given, RegExp]>([
    [{ ...kalkaman, slug: 'Kalkaman' }, /--slug/],
    [{ ...kalkaman, slug: 'a--b' }, /--slug/],
    [{ ...kalkaman, slug: 'x'.repeat(41) }, /--slug/],
    [{ ...kalkaman, slug: undefined }, /--slug/],
    [{ slug: 'kalkaman', ru: 'Калкаман', en: 'Kalkaman' }, /--kk/],
    [{ ...kalkaman, parent: 'nowhere' }, /--parent/],
    [{ ...kalkaman, parent: 'kalkaman' }, /--parent/],
    [{ slug: 'shanyrak', parent: 'shanyrak-1' }, /--parent: shanyrak-1 lies under shanyrak itself/],
    [{ ...kalkaman, next: 'bakai,nowhere' }, /--next: there is no other neighbourhood nowhere/],
    [{ ...kalkaman, enough: '0' }, /--enough/],
    [{ ...kalkaman, enough: 'many' }, /--enough/],
    [{ ...kalkaman, centre: '43.2' }, /--centre/],
    [{ ...kalkaman, centre: '91,76' }, /--centre/],
    [{ ...kalkaman, centre: '43,181' }, /--centre/],
  ])('is refused with the option that is wrong: %j', (given, problem) => {
    expect(read(given)).toEqual({ kind: 'refused', problems: [expect.stringMatching(problem)] });
  });
});
