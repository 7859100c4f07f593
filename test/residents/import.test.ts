import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createContacts } from '../../src/store/contact.ts';
import { createPeople } from '../../src/store/person.ts';
import { type Desk, HEADER, NOW, openDesk } from './roster.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => {
  await desk.close();
});

const aigul = 'Айгүл,kk,bakai,resident,new,1001,+77010000001';
const marat = 'Марат,ru,shanyrak-1;shanyrak-2,defender,trusted,,+77010000002';

/** Somebody writes to us from an address. */
async function hears(channel: 'telegram' | 'phone', address: string) {
  const { database, cipher } = desk;
  return await database.transaction((tx) => createContacts(cipher).hear(tx, channel, address, 'en', NOW));
}

async function erase(line: string): Promise<void> {
  const { id } = await desk.database.prisma.person.findFirstOrThrow();
  await desk.database.transaction((tx) => createPeople(desk.cipher).erase(tx, id, NOW));
  expect(await desk.exports()).not.toContain(line);
}

const contactOf = (channel: 'telegram' | 'phone', address: string) =>
  desk.database.prisma.contact.findUnique({ where: { channel_addressHash: { channel, addressHash: desk.cipher.hash(channel, address) } } });

describe('an import', () => {
  it('takes everybody in, and gives them back as they were', async () => {
    expect(await desk.imports(aigul, marat)).toEqual({ counts: { imported: 2 }, notes: [] });
    expect(await desk.exports()).toEqual([aigul, marat]);
  });

  it('is found by the app under the same address', async () => {
    await desk.imports(aigul, marat);
    expect((await hears('telegram', '1001')).member).toMatchObject({ language: 'kk', memberships: [{ slug: 'bakai', role: 'resident' }] });
    expect((await hears('phone', '+77010000002')).member).toMatchObject({ trust: 'trusted' });
  });

  it('of the same list a second time changes nothing, not even how it is sealed', async () => {
    await desk.imports(aigul, marat);
    const before = await desk.rows();
    expect(await desk.imports(aigul, marat)).toEqual({ counts: { unchanged: 2 }, notes: [] });
    expect(await desk.rows()).toEqual(before);
  });

  it('leaves out what cannot be read, by its line, and takes the rest', async () => {
    expect(await desk.imports(aigul, 'Б,kk,nowhere,,,7,', '', 'В,kk,bakai,,,8', marat)).toEqual({
      counts: { imported: 2, bad: 2 },
      notes: ['3 bad: neighbourhood is not known', '5 bad: 7 columns expected, found 6'],
    });
  });

  it.each([
    ['name', 'Aigul,kk,bakai,resident,new,1001,+77010000001'],
    ['language', 'Айгүл,ru,bakai,resident,new,1001,+77010000001'],
    ['neighbourhood', 'Айгүл,kk,shanyrak-1,resident,new,1001,+77010000001'],
    ['role', 'Айгүл,kk,bakai,organiser,new,1001,+77010000001'],
    ['trust', 'Айгүл,kk,bakai,resident,vouched,1001,+77010000001'],
    ['phone', 'Айгүл,kk,bakai,resident,new,1001,+77010000009'],
    ['telegram', 'Айгүл,kk,bakai,resident,new,1009,+77010000001'],
  ])('updates the %s of a person by a later line, and says so', async (_, line) => {
    const other = 'Дана,ru,bakai,,,1002,';
    expect(await desk.imports(aigul, other, line)).toEqual({
      counts: { imported: 2, updated: 1 },
      notes: ['4 updated: known already, and updated'],
    });
    expect((await desk.exports())[0]).toBe(line);
    expect((await desk.imports(aigul)).counts).toEqual({ updated: 1 });
    expect((await desk.exports())[0]).toBe(aigul);
    expect(await desk.database.prisma.person.count()).toBe(2);
    expect(await desk.database.prisma.contact.count()).toBe(3);
  });

  it('leaves the earlier telegram and phone where a later line has none', async () => {
    await desk.imports(aigul);
    expect((await desk.imports('Айгүл,kk,bakai,resident,new,,8 701 000 00 01', 'Айгүл,kk,bakai,resident,new,1001,')).counts).toEqual({
      unchanged: 2,
    });
    expect(await desk.exports()).toEqual([aigul]);
  });

  it('refuses a line whose telegram and phone belong to two different people', async () => {
    const result = await desk.imports(aigul, marat, 'Кто,ru,bakai,,,1001,+77010000002');
    expect(result).toEqual({ counts: { imported: 2, bad: 1 }, notes: ['4 bad: telegram and phone belong to two different people'] });
    expect(await desk.exports()).toEqual([aigul, marat]);
  });

  it('gives a number that somebody has left to the next who has it', async () => {
    const moved = 'Айгүл,kk,bakai,resident,new,1001,+77010000009';
    const next = 'Дана,ru,bakai,resident,new,,+77010000001';
    await desk.imports(aigul);
    expect((await desk.imports(moved, next)).counts).toEqual({ imported: 1, updated: 1 });
    expect(await desk.exports()).toEqual([moved, next]);
  });

  it('leaves those who live there and come to others as they are', async () => {
    await desk.imports(aigul);
    await desk.database.prisma.membership.updateMany({ data: { role: 'both' } });
    const line = 'Айгүл,kk,bakai,defender,new,1001,+77010000001';
    expect(await desk.exports()).toEqual([line]);
    expect((await desk.imports(line)).counts).toEqual({ unchanged: 1 });
    expect(await desk.database.prisma.membership.findMany()).toMatchObject([{ role: 'both' }]);
  });

  it('never opens again what its owner has closed', async () => {
    const { id } = await hears('phone', '+77010000001');
    await desk.database.transaction((tx) => createContacts(desk.cipher).setState(tx, id, 'stopped'));
    await desk.imports(aigul);
    expect(await contactOf('phone', '+77010000001')).toMatchObject({ state: 'stopped', language: 'kk' });
    // Nor by the detour over another number.
    await desk.imports('Айгүл,kk,bakai,resident,new,1001,+77010000009');
    await desk.imports(aigul);
    expect(await contactOf('phone', '+77010000001')).toMatchObject({ state: 'stopped' });
    expect(await desk.exports()).toEqual([aigul]);
  });

  it('does not bring back those who asked to be forgotten', async () => {
    await desk.imports(aigul);
    await erase(aigul);
    const reason = 'asked to be forgotten; they can join again themselves';
    expect(await desk.imports(aigul, marat)).toEqual({ counts: { imported: 1, skipped: 1 }, notes: [`2 skipped: ${reason}`] });
    // An address that was never theirs is somebody's who did not ask.
    expect((await desk.imports('Айгүл,kk,bakai,resident,new,1002,+77010000001')).counts).toEqual({ imported: 1 });
    expect(await desk.exports()).toEqual([marat, 'Айгүл,kk,bakai,resident,new,1002,']);
  });

  it('knows those again who came back on their own', async () => {
    await desk.imports(aigul);
    await erase(aigul);
    const { id } = await hears('telegram', '1001');
    await desk.database.transaction(async (tx) => {
      const people = createPeople(desk.cipher);
      const person = { contactId: id, name: 'Айгүл', language: 'kk', trust: 'new' } as const;
      await people.join(tx, await people.create(tx, person, NOW), 'bakai', 'resident');
    });
    expect((await desk.imports(aigul)).counts).toEqual({ unchanged: 1 });
  });

  it('leaves a number on record to which a message is still on its way', async () => {
    await desk.imports(aigul);
    const { prisma } = desk.database;
    const old = await contactOf('phone', '+77010000001');
    const at = new Date(NOW);
    const queued = { lane: 'sms', op: 'message', kind: 'call', urgency: 1, state: 'queued', dueAt: at, expiresAt: at, queuedAt: at };
    await prisma.delivery.create({ data: { ...queued, contactId: old?.id ?? 0n } });
    await desk.imports('Айгүл,kk,bakai,resident,new,1001,+77010000009');
    expect(await contactOf('phone', '+77010000001')).toMatchObject({ id: old?.id, personId: null });
  });

  it('messages nobody', async () => {
    await desk.imports(aigul, marat);
    expect(await desk.database.prisma.delivery.count()).toBe(0);
  });

  it('keeps nothing readable in the database', async () => {
    await desk.imports(aigul);
    const { prisma } = desk.database;
    const stored = Buffer.concat(
      [...(await prisma.person.findMany()), ...(await prisma.contact.findMany())].map((r) =>
        Buffer.from('nameSealed' in r ? (r.nameSealed ?? []) : r.addressSealed),
      ),
    );
    for (const text of ['Айгүл', '1001', '77010000001']) expect(stored.includes(text)).toBe(false);
  });

  it('goes through as one while somebody writes to us from an address of the list', async () => {
    const lines = Array.from({ length: 2_500 }, (_, i) => `Н,ru,bakai,,,${5000 + i},`);
    const [result] = await Promise.all([
      desk.imports(...lines),
      ...lines.slice(0, 40).map((_, i) => hears('telegram', String(5000 + i * 60))),
    ]);
    expect(result).toEqual({ counts: { imported: 2_500 }, notes: [] });
    expect(await desk.database.prisma.contact.count({ where: { personId: null } })).toBe(0);
  });

  it('of one list by two at once takes everybody in once', async () => {
    const lines = Array.from({ length: 3_000 }, (_, i) => `Н,ru,bakai,resident,new,${5000 + i},`);
    await Promise.all([desk.imports(...lines), desk.imports(...lines)]);
    expect(await desk.exports()).toEqual(lines);
  });

  it.each([
    ['', /empty/],
    [`${HEADER}\n`, /only the header/],
    [HEADER.replaceAll(',', ';'), /separated by ';'/],
    ['date,amount\n1,2\n', /expected the columns/],
  ])('of another file is refused: %j', async (text, reason) => {
    expect((await desk.importFile(text)).result).toEqual({ kind: 'refused', reason: expect.stringMatching(reason) });
  });
});

describe('an export', () => {
  const lines = [
    '"Серік, ""Сера""",kk,bakai,resident,new,1003,',
    '" Ә\nБ ",ru,bakai;shanyrak-1,organiser;resident,vouched,,+77010000003',
    '=1+1,en,almaty,defender,trusted,1004,+996700123456',
    ',kk,shanyrak-2,resident,new,1005,',
  ];

  it('imported again changes nothing, and makes the same list in an empty database', async () => {
    await desk.imports(aigul, marat, ...lines);
    // What people call themselves on Telegram passes no list.
    const nameSealed = desk.cipher.seal('person.name', '👩‍🚒\r\n"x');
    await desk.database.prisma.person.updateMany({ where: { language: 'en' }, data: { nameSealed } });
    const exported = await desk.exports();
    const before = await desk.rows();
    await desk.imports(...exported);
    expect(await desk.rows()).toEqual(before);

    const empty = await openDesk();
    expect((await empty.imports(...exported)).counts).toEqual({ imported: 6 });
    expect(await empty.exports()).toEqual(exported);
    await empty.close();
  });

  it('names closed addresses too: they are the person’s all the same', async () => {
    await desk.imports(aigul);
    await desk.database.prisma.contact.updateMany({ data: { state: 'blocked' } });
    expect(await desk.exports()).toEqual([aigul]);
  });
});
