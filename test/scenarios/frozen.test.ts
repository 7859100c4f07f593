import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { exportResidents } from '../../src/residents/export.ts';
import { loadAtlas } from '../../src/store/atlas.ts';
import { createInvites } from '../../src/store/invite.ts';
import { createOrganisers } from '../../src/store/organiser.ts';
import { buttons, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let chat = 0;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
/** Everybody is somebody new, and nobody of the story before decides anything in this one. */
beforeEach(async () => {
  await prisma().person.deleteMany();
});

const prisma = () => world.store.database.prisma;
const organisers = () => createOrganisers(world.store.cipher);
const somebody = (name: string, more: Partial<Parameters<typeof register>[1]> = {}): Promise<Someone> =>
  register(world, { name, telegram: ++chat, role: 'organiser', ...more });
async function keeper(name: string): Promise<Someone> {
  const someone = await somebody(name, { role: 'resident', in: ['shanyrak-2'] });
  await world.store.database.transaction((tx) => organisers().makeKeeper(tx, someone.id));
  return someone;
}
const frozen = async ({ id }: Someone): Promise<boolean> => (await prisma().person.findUniqueOrThrow({ where: { id } })).frozenAt !== null;
async function act(done: Promise<unknown>): Promise<void> {
  await done;
  await world.advance(2_000);
}
async function sets(someone: Someone, word: string): Promise<void> {
  await act(someone.telegram.send('/duress'));
  await act(someone.telegram.send(word));
  expect(texts(someone.telegram).at(-1)).toMatch(/удалите из чата/);
}

it('the duress word may be set again, to the same word: nobody is frozen for it', async () => {
  const bolat = await somebody('Болат');
  await sets(bolat, 'синий чайник');
  await sets(bolat, 'синий чайник');
  expect(await frozen(bolat)).toBe(false);
  await act(bolat.telegram.send('синий чайник'));
  expect(await frozen(bolat)).toBe(true);
});

it('the duress word of the only organiser tells keepers; where there are none, it freezes all the same', async () => {
  const bolat = await somebody('Болат');
  const aigul = await keeper('Айгуль');
  await sets(bolat, 'синий чайник');
  await act(bolat.telegram.send('синий чайник'));
  expect(texts(aigul.telegram).at(-1)).toMatch(/Принуждают: Болат/);
  await prisma().person.deleteMany();
  const alone = await somebody('Алия');
  await sets(alone, 'синий чайник');
  await act(alone.telegram.send('синий чайник'));
  expect(await frozen(alone)).toBe(true);
});

it('a keeper who freezes alone is named at once to every organiser and keeper concerned, and in the audit log', async () => {
  const aigul = await keeper('Айгуль');
  const other = await keeper('Вторая');
  const bolat = await somebody('Болат');
  const gulnar = await somebody('Гульнар');
  const city = await somebody('Город', { in: ['almaty'], telegram: ++chat, phone: '+77010000077' });
  const elsewhere = await somebody('Далеко', { in: ['shanyrak-1'] });
  await act(aigul.telegram.send('/freeze'));
  await act(aigul.telegram.press('Болат'));
  for (const { telegram } of [other, gulnar, city]) {
    expect(telegram.hears(/Хранитель Айгуль решил один, права приостановлены: Болат/)).toBeDefined();
  }
  expect(elsewhere.telegram.messages).toEqual([]);
  expect(bolat.telegram.messages).toEqual([]);
  expect(await prisma().audit.findFirst({ orderBy: { seq: 'desc' } })).toMatchObject({
    ...{ rank: 'keeper', action: 'freeze', personId: aigul.id, subject: `person:${bolat.id}` },
  });
});

it('/freeze shows all organisers, page by page, and /unfreeze finds one who is frozen however many are not', async () => {
  const aigul = await keeper('Айгуль');
  const ids: bigint[] = [];
  for (let n = 1; n <= 90; n++) {
    const { id } = await prisma().person.create({ data: { language: 'ru', trust: 'new', createdAt: new Date(0) } });
    ids.push(id);
  }
  await prisma().membership.createMany({ data: ids.map((personId) => ({ personId, slug: 'bakai', role: 'organiser' })) });
  await act(aigul.telegram.send('/freeze'));
  const shown = () => buttons(aigul.telegram, /У кого отняли телефон/);
  expect([shown().length, shown().at(-1)]).toEqual([41, 'Ещё …']);
  await act(aigul.telegram.press('Ещё …'));
  await act(aigul.telegram.press('Ещё …', aigul.telegram.messages.at(-1)));
  expect(shown()).toEqual(ids.slice(80).map((id) => `№${id}`));
  const last = ids.at(-1) ?? 0n;
  await prisma().person.update({ where: { id: last }, data: { frozenAt: new Date(world.clock.now()) } });
  await act(aigul.telegram.send('/unfreeze'));
  expect(buttons(aigul.telegram, /К кому вернулся телефон/)).toEqual([`❄ №${last}: доступ заморожен`]);
});

it('an invitation that makes a newcomer an organiser is in the audit log as theirs', async () => {
  const { database, cipher } = world.store;
  await database.transaction((tx) => createInvites(cipher).create(tx, 'bakai-token', 'bakai', world.clock.now()));
  const phone = world.telegram.person({ id: ++chat, firstName: 'Новая', languageCode: 'ru' });
  await act(phone.start('i_bakai-token'));
  await act(phone.press('Русский'));
  await act(phone.press('✅ Да, вступаю'));
  const { id } = await prisma().person.findFirstOrThrow();
  expect(await prisma().audit.findFirst({ orderBy: { seq: 'desc' } })).toMatchObject({
    action: 'appoint',
    personId: id,
    subject: `person:${id}`,
  });
});

it('a keeper of no neighbourhood is welcomed back as a keeper, and is left out of the list, which says so', async () => {
  const aigul = await keeper('Айгуль');
  const marat = await somebody('Марат', { role: 'both' });
  await prisma().membership.deleteMany({ where: { personId: aigul.id } });
  await act(aigul.telegram.start());
  expect(texts(aigul.telegram).at(-1)).toMatch(/^Вы хранитель/);
  const atlas = await world.store.database.transaction(loadAtlas);
  let list = '';
  let leftOut = 0;
  for await (const page of exportResidents(world.store.database, world.store.cipher, atlas)) {
    list += page.text;
    leftOut += page.leftOut;
  }
  expect(leftOut).toBe(1);
  expect(list).toMatch(/^name,[^\n]*\nМарат,[^\n]*\n$/);
  await prisma().person.update({ where: { id: aigul.id }, data: { keeper: false } });
  await act(aigul.telegram.start());
  expect(texts(aigul.telegram).at(-1)).toMatch(/Выберите язык/);
  expect(marat.telegram.messages).toEqual([]);
});
