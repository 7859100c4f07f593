import { afterAll, beforeAll, expect, it } from 'vitest';
import { createContacts } from '../../src/store/contact.ts';
import { createPeople } from '../../src/store/person.ts';
import { createVouches, type Vouches } from '../../src/store/vouch.ts';
import { startStore, type TestStore } from '../support/store.ts';

const NOW = Date.parse('2006-05-12T05:00:00Z');

let store: TestStore;
let vouches: Vouches;
beforeAll(async () => {
  store = await startStore();
  vouches = createVouches(store.cipher);
});
afterAll(async () => {
  await store.close();
});

let numbers = 0;
/** Somebody new, let in with the keys of others. */
async function person(...by: readonly bigint[]): Promise<bigint> {
  const { prisma } = store.database;
  const contact = await createContacts(store.cipher).hear(prisma, 'telegram', String(1_000 + numbers++), 'ru', NOW);
  const id = await createPeople(store.cipher).create(
    prisma,
    { contactId: contact.id, name: 'Somebody', language: 'ru', trust: 'new' },
    NOW,
  );
  for (const giver of by) await vouches.add(prisma, 'bakai', id, giver, 'key', NOW);
  return id;
}
const erase = (id: bigint) => createPeople(store.cipher).erase(store.database.prisma, id, NOW);
async function inOneTree(one: bigint, other: bigint): Promise<boolean> {
  const through = await vouches.through(store.database.prisma, [one, other]);
  return through(one).some((by) => through(other).includes(by));
}

it('those whom one let in stay one tree when that one leaves, whether or not somebody had let them in', async () => {
  const root = await person();
  const middle = await person(root);
  const [one, other, beside] = [await person(middle), await person(middle), await person(root)];
  await erase(middle);
  expect([await inOneTree(one, other), await inOneTree(one, beside)]).toEqual([true, true]);
  await erase(root);
  expect([await inOneTree(one, other), await inOneTree(one, beside)]).toEqual([true, true]);
  expect(await inOneTree(one, await person())).toBe(false);
});

it('whom an organiser, a keeper or somebody trusted let in stands for themselves, also once these have left', async () => {
  const { prisma } = store.database;
  for (const data of [{ trust: 'trusted' }, { keeper: true }, { memberships: { create: { slug: 'bakai', role: 'organiser' } } }]) {
    const root = await person();
    await prisma.person.update({ where: { id: root }, data });
    const [one, other] = [await person(root), await person(root)];
    const child = await person(one);
    expect([await inOneTree(one, other), await inOneTree(one, child)]).toEqual([false, true]);
    await erase(root);
    expect([await inOneTree(one, other), await inOneTree(one, child)]).toEqual([false, true]);
  }
});

it('keeps nothing of who let in whom once all of them have left', async () => {
  const { prisma } = store.database;
  for (const { id } of await prisma.person.findMany({ orderBy: { id: 'asc' } })) await erase(id);
  expect(await prisma.vouch.count()).toBe(0);
});
