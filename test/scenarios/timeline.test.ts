import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/domain/headcount.ts';
import { createOrganisers } from '../../src/store/organiser.ts';
import { createPeople } from '../../src/store/person.ts';
import { buttons, type Registered, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

// One city, and one siege in it, from the cordon to the end; the stories run one after the other.
let world: World;
let organiser: Someone;
let aigul: Someone;
let marat: Someone;
let far: Someone;
let id: bigint;
let code: string;
beforeAll(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, role: 'organiser' });
  aigul = await register(world, { telegram: 2, phone: '+77010000002' });
  marat = await register(world, { telegram: 3 });
  far = await register(world, { telegram: 4 });
  await act(organiser.telegram.send('бакай снос Жастар 14'));
  const incident = await prisma().incident.findFirstOrThrow();
  ({ id, code } = incident);
  await act(aigul.telegram.press('✋ На месте'), marat.telegram.press('🏃 Иду'), far.telegram.press('✖ Не могу'));
  await refreshed();
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(2_000);
}
/** Cards show what is new. */
const refreshed = (): Promise<void> => world.advance(5_000);
const card = (someone: Someone): string => someone.telegram.hears(someone === organiser ? /Код/ : /^🔴 Бакай: снос/)?.text ?? '';
const last = ({ telegram }: Someone) => texts(telegram).at(-1);
const events = (): Promise<number> => prisma().event.count();
let chats = 50;
async function comer(answer: Answer | undefined, more: Registered = {}): Promise<Someone> {
  const someone = await register(world, { telegram: ++chats, phone: `+7702000${1_000 + chats}`, ...more });
  if (answer) {
    await prisma().answer.create({ data: { incidentId: id, personId: someone.id, answer, at: new Date(world.clock.now()) } });
    await prisma().report.create({ data: { incidentId: id, personId: someone.id, at: new Date(world.clock.now()) } });
  }
  return someone;
}

describe('what people see of a siege', () => {
  it('is one tap, is answered with a toast, and stands on the cards of organisers and of those who come within ten seconds', async () => {
    expect(buttons(far.telegram, /Жастар 14/)).not.toContain('👁 Что видите?');
    expect(buttons(marat.telegram, /Жастар 14/)).not.toContain('👁 Что видите?');
    await act(aigul.telegram.press('👁 Что видите?'));
    expect(last(aigul)).toMatch(/^👁 Бакай: снос\. Что видите\?/);
    const before = card(far);
    await act(aigul.telegram.press('🚧 оцепление'));
    expect(aigul.telegram.toasts.at(-1)).toBe('Записали: оцепление');
    await world.advance(8_000);
    for (const someone of [organiser, aigul, marat]) expect(card(someone)).toMatch(/\n🚧 оцепление \(11:00\)/);
    expect(card(far)).toBe(before);
  });

  it('is counted by one more tap, or a number that is typed; 1, 2 and 3 answer the call as ever', async () => {
    await act(aigul.telegram.press('👮 Сколько полиции?'));
    expect(buttons(aigul.telegram, /Сколько полиции/)).toEqual(['5', '10', '20', '50', '100', '200', '0']);
    await act(aigul.telegram.press('100'));
    await act(aigul.telegram.press('🛡 Сколько ОМОНа?'));
    await act(aigul.telegram.send('40'));
    expect(last(aigul)).toMatch(/^Записали, Бакай: ОМОН: 40\./);
    await act(aigul.telegram.press('🚜 Сколько техники?'));
    await act(aigul.telegram.send('99999'));
    expect(last(aigul)).toMatch(/^Напишите только число, от 0 до 10\s000\.$/);
    await act(aigul.telegram.send('3'));
    expect(last(aigul)).toMatch(/На месте|на месте/);
    await refreshed();
    expect(card(marat)).toMatch(/\n👮 ~100 \(11:0\d\) · 🛡 ~40 \(11:0\d\)\n/);
  });

  it('shows contradictions as such, and a second tap as nothing new', async () => {
    await act(marat.telegram.send(`полиция 200 ${code}`));
    const said = await events();
    await act(marat.telegram.send('200 полицейских'));
    expect(await events()).toBe(said);
    await refreshed();
    expect(card(organiser)).toMatch(/👮 ~100 \(11:0\d\) \/ 👮 ~200 \(11:0\d\)/);
  });

  it('is typed by SMS too, in each language, with the code or, where there is but one alarm, without', async () => {
    const answers = async (typed: string): Promise<string | undefined> => {
      await act(aigul.sms.text(typed));
      return aigul.sms.inbox.at(-1)?.body;
    };
    expect(await answers('ТЕХНИКА ЕДЕТ')).toBe('Записали, Бакай: техника едет. Если это в другом месте, напишите ещё и район.');
    expect(await answers(`ОМОН КЕЛДІ ${code}`)).toMatch(/^Записали, Бакай: приехали\./);
    expect(await answers(`machines stuck ${code}`)).toMatch(/^Записали, Бакай: техника застряла\./);
    await refreshed();
    expect(card(organiser)).toMatch(/🚜 техника едет \(11:0\d\) \/ 🚜 техника застряла|🚜 техника застряла \(11:0\d\)/);
  });

  it('is a report where there is no number, from somebody who has to do with no alarm, or has not answered: as it always was', async () => {
    const silent = await register(world, { telegram: 20, in: ['shanyrak-1'] });
    const stranger = world.twilio.phone('+77020000020');
    const said = await events();
    await act(silent.telegram.send('ПОЛИЦИЯ 100'), stranger.text('шанырак-2 полиция 40'));
    await act(aigul.sms.text('шанырак-1 полиция 5'));
    const reports = await prisma().incident.findMany({ where: { kind: 'police' }, select: { slug: true } });
    expect(reports.map(({ slug }) => slug).sort()).toEqual(['shanyrak-1', 'shanyrak-2']);
    expect(await events()).toBe(said);
  });

  it('is news for those who come when they storm: organisers are offered to tell it, once in ten minutes, and nobody is told before', async () => {
    const offers = () => texts(organiser.telegram).filter((text) => /^👁 Бакай: сообщают: штурм/.test(text)).length;
    const told = (someone: Someone) => texts(someone.telegram).filter((text) => /^⚠️ Бакай: штурм\. Берегите себя/.test(text)).length;
    await act(aigul.telegram.press('🔥 штурм'));
    await act(marat.telegram.send(`штурм ${code}`));
    expect([offers(), told(marat)]).toEqual([1, 0]);
    await act(
      aigul.telegram.pressData(organiser.telegram.hears(/сообщают: штурм/)?.reply_markup?.inline_keyboard?.[0]?.[0]?.callback_data ?? ''),
    );
    expect([aigul.telegram.toasts.at(-1), told(marat)]).toEqual(['Это могут только организаторы этого района.', 0]);
    await act(organiser.telegram.press('📣 Сказать людям', organiser.telegram.hears(/сообщают: штурм/)));
    await act(organiser.telegram.press('📣 Сказать людям', organiser.telegram.hears(/сообщают: штурм/)));
    expect([told(marat), told(aigul), told(far)]).toEqual([1, 1, 0]);
    expect(organiser.telegram.toasts.at(-1)).toBe('Это уже сказали.');
  });

  it('is asked about by SMS where several alarms are open', async () => {
    const chief = await register(world, { telegram: 30, role: 'organiser' });
    await act(chief.telegram.send('бакай обыск Абая 5'));
    const second = await prisma().incident.findFirstOrThrow({ where: { kind: 'raid' } });
    await act(aigul.sms.text(`3 ${second.code}`));
    await act(aigul.sms.text('ШТУРМ'));
    expect(aigul.sms.inbox.at(-1)?.body).toMatch(new RegExp(`^Где\\? Напишите то же с кодом: .*${code}`));
    await act(aigul.telegram.send('полиция 50 омон 20'));
    expect(last(aigul)).toMatch(new RegExp(`^Где\\? Напишите то же с кодом: .*${second.code}`));
    const before = await prisma().event.count({ where: { incidentId: second.id } });
    await act(aigul.sms.text(`ШТУРМ ${second.code}`));
    expect(await prisma().event.count({ where: { incidentId: second.id } })).toBe(before + 1);
    await act(aigul.telegram.send('кордон'));
    expect(last(aigul)).toMatch(/^Где вы это видите\?/);
    await act(aigul.telegram.press(/обыск/));
    expect(await prisma().event.count({ where: { incidentId: second.id } })).toBe(before + 2);
    await act(chief.telegram.press('🏁 Отбой', chief.telegram.hears(/Абая 5/)));
    await act(aigul.sms.text(`кордон ${second.code}`));
    expect(aigul.sms.inbox.at(-1)?.body).toMatch(/^Всё закончилось/);
  });
});

describe('who is not heard', () => {
  it.each<readonly [string, () => Promise<Someone>, RegExp]>([
    ['one who cannot come', () => comer('cant'), /Сначала нажмите «Иду»/],
    ['one for whom nobody vouches', () => changed(comer('there'), { vouched: false }), /старая кнопка/],
  ])('%s: by a forged button, or with the code', async (_who, make, told) => {
    const someone = await make();
    const said = await events();
    for (const data of [`y:${id}`, `ys:${id}:storming`, `yc:${id}:police`]) await someone.telegram.pressData(data);
    await act(someone.telegram.send(`кордон ${code}`), someone.sms.text(`штурм ${code}`));
    expect(someone.telegram.toasts.at(-1)).toMatch(told);
    expect(await events()).toBe(said);
  });

  it('a stranger; and whoever holds a frozen phone, to whom it looks like success', async () => {
    const said = await events();
    const stranger = world.telegram.person({ id: 40 });
    await act(stranger.pressData(`ys:${id}:storming`));
    const frozen = await comer('there', { role: 'organiser' });
    await world.store.database.transaction((tx) => createOrganisers(world.store.cipher).freeze(tx, frozen.id, world.clock.now()));
    await act(frozen.telegram.pressData(`ys:${id}:withdrawn`));
    expect(frozen.telegram.toasts.at(-1)).toBe('Записали: ушли');
    await act(frozen.telegram.send(`они ушли ${code}`));
    expect(last(frozen)).toMatch(/^Записали, Бакай: ушли/);
    await act(frozen.telegram.send('/timeline'));
    expect(last(frozen)).toBe('Принято');
    expect(await events()).toBe(said);
  });

  it('one person who says too much in an hour', async () => {
    const busy = await comer('there');
    const at = new Date(world.clock.now());
    const contentSealed = world.store.cipher.seal('event', JSON.stringify({ kind: 'count', of: 'machines', number: 1 }));
    const row = { incidentId: id, personId: busy.id, rank: 'resident', contentSealed, at };
    await prisma().event.createMany({ data: Array.from({ length: 40 }, () => row) });
    const said = await events();
    await act(busy.telegram.pressData(`ys:${id}:withdrawn`));
    expect(busy.telegram.toasts.at(-1)).toMatch(/^За последний час вы написали много/);
    expect(await events()).toBe(said);
    await world.advance(3_600_000);
  });

  async function changed(made: Promise<Someone>, data: { vouched: boolean }): Promise<Someone> {
    const someone = await made;
    await prisma().membership.updateMany({ where: { personId: someone.id }, data });
    return someone;
  }
});

describe('the timeline', () => {
  it('is read by organisers without names, and a wrong entry is struck, shown as struck, and put back', async () => {
    await act(marat.telegram.pressData(`ys:${id}:police=0`));
    await act(organiser.telegram.press('📜 Что было', organiser.telegram.hears(/Жастар 14/)));
    expect(last(organiser)).toMatch(/^📜 Бакай: снос\. Что видели люди, последние 20\./);
    expect(last(organiser)).toMatch(/\n20\. 12:\d\d полиция: 0 \(житель\)/);
    expect(last(organiser)).not.toMatch(/Somebody/);
    await refreshed();
    expect(card(marat)).toMatch(/👮 0 \(12:\d\d\)/);

    const entry = await prisma().event.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await act(organiser.telegram.press('✖ 20'));
    expect(last(organiser)).toMatch(/\n20\. ✖ вычеркнуто: 12:\d\d полиция: 0/);
    await refreshed();
    expect(card(marat)).not.toMatch(/👮 0/);
    await act(organiser.telegram.press('↩ 20'));
    expect(last(organiser)).toMatch(/\n20\. 12:\d\d полиция: 0/);
    await refreshed();
    expect(card(marat)).toMatch(/👮 0/);
    const audited = await prisma().audit.findMany({ where: { action: { in: ['strike', 'restore'] } }, orderBy: { seq: 'asc' } });
    expect(audited.map(({ personId, action, subject }) => [personId, action, subject])).toEqual([
      [organiser.id, 'strike', `event:${entry.id}`],
      [organiser.id, 'restore', `event:${entry.id}`],
    ]);
  });

  it('is nobody else’s: a resident strikes nothing, and by SMS there is none', async () => {
    const said = await events();
    const entry = await prisma().event.findFirstOrThrow();
    await act(aigul.telegram.send('/timeline'), aigul.telegram.pressData(`yx:${entry.id}`));
    expect(texts(aigul.telegram).at(-1)).toMatch(/только организаторы/);
    expect(aigul.telegram.toasts.at(-1)).toMatch(/только организаторы/);
    await act(aigul.sms.text('/timeline'));
    expect(aigul.sms.inbox.at(-1)?.body).toMatch(/только организаторы/);
    expect(await events()).toBe(said);
  });

  it('is chosen where there were several alarms, and says when there was none', async () => {
    await act(organiser.telegram.send('/timeline'));
    expect(last(organiser)).toBe('Какая тревога?');
    await act(organiser.telegram.press(/Жастар 14/));
    expect(last(organiser)).toMatch(/^📜 Бакай: снос/);
    const elsewhere = await register(world, { telegram: 60, role: 'organiser', in: ['shanyrak-2'] });
    await act(elsewhere.telegram.send('/timeline'));
    expect(last(elsewhere)).toMatch(/^В вашем районе нет тревоги/);
  });

  it('is sealed, and the database itself changes and removes none of it; erasing somebody keeps what they saw, without them', async () => {
    const mine = { personId: marat.id, incidentId: id };
    const before = await prisma().event.findMany({ where: mine, orderBy: { id: 'asc' } });
    expect(before.length).toBeGreaterThan(1);
    expect(before.some(({ contentSealed }) => Buffer.from(contentSealed).includes('police'))).toBe(false);
    for (const statement of [
      `UPDATE event SET rank = 'keeper'`,
      `UPDATE event SET person_id = ${aigul.id}`,
      `UPDATE event SET person_id = NULL, at = now()`,
      'DELETE FROM event',
      'TRUNCATE event',
    ]) {
      await expect(prisma().$executeRawUnsafe(statement)).rejects.toThrow(/only grows/);
    }
    await world.store.database.transaction((tx) => createPeople(world.store.cipher).erase(tx, marat.id, world.clock.now()));
    const kept = await prisma().event.findMany({ where: { id: { in: before.map((row) => row.id) } }, orderBy: { id: 'asc' } });
    expect(kept).toEqual(before.map((row) => ({ ...row, personId: null })));
    await prisma().incident.delete({ where: { id } });
    expect(await prisma().event.count({ where: { incidentId: id } })).toBe(0);
  });
});
