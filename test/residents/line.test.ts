import { describe, expect, it } from 'vitest';
import { readCells, readHeader } from '../../src/residents/header.ts';
import { type LineRead, readLine } from '../../src/residents/line.ts';
import { createPlaces } from '../../src/residents/places.ts';
import { atlas } from '../commands/atlas.ts';

const places = createPlaces(atlas);

function read(line: string): LineRead {
  const cells = readCells(['name', 'language', 'neighbourhood', 'role', 'trust', 'telegram', 'phone'], line.split(','));
  if (!cells) throw new Error('not seven cells');
  return readLine(cells, places);
}

function header(line: string) {
  return readHeader({ kind: 'record', line: 1, fields: line.split(',') });
}

describe('a line', () => {
  it('needs a neighbourhood and an address; the rest has defaults', () => {
    expect(read(',,bakai,,,,87011234567')).toEqual({
      kind: 'resident',
      resident: {
        name: '',
        language: 'kk',
        trust: 'new',
        memberships: [{ slug: 'bakai', role: 'resident' }],
        addresses: [{ channel: 'phone', address: '+77011234567' }],
      },
    });
  });

  it('may have capitals and spaces anywhere', () => {
    expect(read(' Айгүл , RU , Bakai , Organiser , Trusted , 42 ,')).toMatchObject({
      resident: { name: 'Айгүл', language: 'ru', trust: 'trusted', memberships: [{ slug: 'bakai', role: 'organiser' }] },
    });
  });

  it('keeps a name as it is written, joiners of emoji included', () => {
    expect(read('👩‍🚒 «А»,,bakai,,,42,')).toMatchObject({ resident: { name: '👩‍🚒 «А»' } });
  });

  it.each(['shanyrak-1', 'SHANYRAK-1', 'Шаңырақ-1', 'шанырак 1', 'Шанырак1', 'Shanyrak 1'])(
    'names a neighbourhood in any way: %j',
    (name) => {
      expect(read(`,,${name},,,42,`)).toMatchObject({ resident: { memberships: [{ slug: 'shanyrak-1', role: 'resident' }] } });
    },
  );

  it.each([
    ['bakai;shanyrak-1', 'defender', ['bakai defender', 'shanyrak-1 defender']],
    ['bakai;shanyrak-1', 'organiser;resident', ['bakai organiser', 'shanyrak-1 resident']],
    ['bakai;shanyrak-1', 'organiser;', ['bakai organiser', 'shanyrak-1 resident']],
    ['bakai; shanyrak-1 ;', '', ['bakai resident', 'shanyrak-1 resident']],
    ['bakai;bakai', '', ['bakai resident']],
  ])('has one role for all neighbourhoods, or one for each: %j, %j', (neighbourhoods, roles, expected) => {
    const found = read(`,,${neighbourhoods},${roles},,42,`);
    expect(found.kind === 'resident' && found.resident.memberships.map((m) => `${m.slug} ${m.role}`)).toEqual(expected);
  });

  it.each([
    ['Айгүл,de,bakai,,,42,', 'language must be kk, ru or en'],
    ['Айгүл,,,,,42,', 'neighbourhood is missing'],
    ['Айгүл,,Айгүлдікі,,,42,', 'neighbourhood is not known'],
    ['Айгүл,,bakai;nowhere,,,42,', 'neighbourhood 2 of 2 is not known'],
    ['Айгүл,,bakai,boss,,42,', 'role must be resident, defender, organiser or empty'],
    ['Айгүл,,bakai,both,,42,', 'role must be resident, defender, organiser or empty'],
    ['Айгүл,,bakai;shanyrak-1,resident;defender;resident,,42,', 'role must be one for all neighbourhoods, or one for each'],
    ['Айгүл,,bakai,,old,42,', 'trust must be new, vouched, trusted or empty'],
    ['Айгүл,,bakai,,,,', 'neither telegram nor phone'],
    ['Айгүл,,bakai,,,@aigul,', "telegram is not a person's chat id (a number, not a @name)"],
    ['Айгүл,,bakai,,,42,8701', 'phone cannot be read'],
    [`${'ә'.repeat(201)},,bakai,,,42,`, 'name is longer than 200 characters'],
    ['Айгүл,de,bakai,,,,8701', 'language must be kk, ru or en; phone cannot be read'],
  ])('is refused with the reason: %j', (line, reason) => {
    expect(read(line)).toEqual({ kind: 'bad', reason });
  });
});

describe('the header', () => {
  it('may have its columns in any order', () => {
    expect(header('phone,telegram,Name,trust, role ,language,neighbourhood')).toMatchObject({
      kind: 'columns',
      order: ['phone', 'telegram', 'name', 'trust', 'role', 'language', 'neighbourhood'],
    });
  });

  it.each([
    ['name;language;neighbourhood;role;trust;telegram;phone', /separated by ';'.*commas/],
    ['name\tlanguage\tneighbourhood', /separated by tabs/],
    ['date,amount', /expected the columns name,language.*found date,amount/],
    ['name,language,neighbourhood,role,trust,telegram', /expected/],
    ['name,name,language,neighbourhood,role,trust,telegram,phone', /expected/],
  ])('of another file is refused: %j', (line, reason) => {
    expect(header(line)).toEqual({ kind: 'refused', reason: expect.stringMatching(reason) });
  });

  it('that is somebody instead is not repeated', () => {
    const refused = header('Айгүл,kk,bakai,resident,new,,87011234567');
    expect(refused).toEqual({ kind: 'refused', reason: expect.stringContaining('not a header') });
    expect(JSON.stringify(refused)).not.toMatch(/Айгүл|8701/);
  });
});
