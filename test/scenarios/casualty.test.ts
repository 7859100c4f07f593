import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuditor } from '../../src/domain/audit.ts';
import type { Answer } from '../../src/domain/headcount.ts';
import type { Skill } from '../../src/domain/skill.ts';
import { createCasualties } from '../../src/store/casualty.ts';
import { createCipher } from '../../src/store/cipher.ts';
import { announce } from '../../src/store/database.ts';
import { loadKeys } from '../../src/store/keys.ts';
import { createOrganisers } from '../../src/store/organiser.ts';
import { createPeople } from '../../src/store/person.ts';
import { createSkills } from '../../src/store/skill.ts';
import { buttons, type Registered, register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

// One city, and the siege of Bakai: children inside, people hurt, people taken away in a bus, some of them out again.
let world: World;
let organiser: Someone;
let aigul: Someone;
let medic: Someone;
let lawyer: Someone;
let id: bigint;
let code: string;
let chats = 50;
beforeAll(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, phone: '+77010000001', role: 'organiser' });
  aigul = await register(world, { telegram: 2, phone: '+77010000002' });
  await act(aigul.telegram.send('бакай снос Жастар 14'));
  await act(organiser.telegram.press('✅ Подтвердить'));
  ({ id, code } = await prisma().incident.findFirstOrThrow());
  await act(aigul.telegram.press('✋ На месте'));
  medic = await comer('there', ['medic']);
  lawyer = await comer('coming', ['lawyer']);
  await refreshed();
});
afterAll(async () => {
  await world.stop();
});

const prisma = () => world.store.database.prisma;
const casualties = () => createCasualties(world.store.cipher);
async function act(...done: Promise<unknown>[]): Promise<void> {
  await Promise.all(done);
  await world.advance(1_500);
}
/** Cards show what is new. */
const refreshed = (): Promise<void> => world.advance(8_000);
const card = (someone: Someone): string => someone.telegram.hears(someone === organiser ? /Код/ : /Бакай: снос\n/)?.text ?? '';
const last = ({ telegram }: Someone): string => texts(telegram).at(-1) ?? '';
const taken = () => prisma().casualty.findMany({ where: { kind: 'taken' }, orderBy: { number: 'asc' } });
const audits = async (action: string) =>
  (await prisma().audit.findMany({ where: { action }, orderBy: { seq: 'asc' } })).map(({ personId, subject }) => [personId, subject]);
async function comer(answer: Answer, skills: readonly Skill[] = [], more: Registered = {}): Promise<Someone> {
  const someone = await register(world, { telegram: ++chats, phone: `+7702000${1_000 + chats}`, ...more });
  const at = new Date(world.clock.now());
  await prisma().answer.create({ data: { incidentId: id, personId: someone.id, answer, at } });
  await prisma().delivery.create({
    data: {
      ...{ incidentId: id, personId: someone.id, lane: 'telegram', op: 'message', kind: 'call', urgency: 1, state: 'accepted' },
      ...{ dueAt: at, expiresAt: at, queuedAt: at },
    },
  });
  await createSkills().change(prisma(), someone.id, { add: skills, drop: [] });
  return someone;
}

describe('who is inside', () => {
  it('is one tap on the reporter’s card, or a word, and stands first on every card; organisers take it back', async () => {
    await act(aigul.telegram.press('👶 Внутри дети'));
    expect(aigul.telegram.toasts.at(-1)).toBe('Записали: внутри дети');
    await act(medic.sms.text(`ТӨСЕК ТАРТЫП ЖАТЫР ${code}`));
    await refreshed();
    for (const someone of [organiser, aigul])
      expect(card(someone)).toMatch(/^👶 ВНУТРИ ДЕТИ\n♿ ВНУТРИ ЧЕЛОВЕК, КОТОРЫЙ НЕ МОЖЕТ ВЫЙТИ САМ\n/);
    expect(buttons(aigul.telegram, /Бакай: снос\n/)).not.toContain('👶 Внутри дети');
    await act(aigul.telegram.send(`дети вышли ${code}`));
    await refreshed();
    expect(last(aigul)).toMatch(/только организаторы/);
    expect(card(aigul)).toMatch(/^👶/);
    await act(organiser.telegram.press('👶 Дети вышли'));
    await refreshed();
    expect(card(aigul)).toMatch(/^♿/);
    expect(await audits('clear-inside')).toEqual([[organiser.id, `incident:${id}`]]);
  });
});

describe('somebody was hurt or taken', () => {
  it('is one tap after "What do you see?", then short questions that can be skipped; whoever wrote it cannot read it', async () => {
    await act(aigul.telegram.press('👁 Что видите?'));
    await act(aigul.telegram.press('🚔 Кого-то увезли'));
    expect(last(aigul)).toMatch(/^🚔 № 1\. Записали: кого-то увезли\.\nКто\?/);
    expect((await taken()).length).toBe(1);
    expect(lawyer.telegram.hears(/кого-то увезли\. Нужна помощь юриста/)).toBeDefined();
    await act(aigul.telegram.send('Сырымбетов Даурен'));
    await act(aigul.telegram.send('Турксибский РУВД'));
    await act(aigul.telegram.press('👮 Полиция'));
    await act(aigul.telegram.press('Пропустить'));
    expect(last(aigul)).toMatch(/Сначала спросите самого этого человека/);
    await act(aigul.telegram.press('✅ Да, спросили, согласен'));
    await act(aigul.telegram.send('не знаю'));
    expect(last(aigul)).toMatch(/^Не поняли номер/);
    await act(aigul.telegram.send('8 701 555 44 33'));
    expect(last(aigul)).toMatch(/^🚔 № 1 записан\. Прочесть могут только организаторы этой тревоги и её юрист\./);

    const one = (await taken())[0];
    await act(aigul.telegram.pressData(`zo:${one?.id}`), aigul.telegram.pressData(`zl:${id}:0`), aigul.telegram.pressData(`zf:${one?.id}`));
    await act(aigul.telegram.send('/people'));
    expect(last(aigul)).toMatch(/^Для вас списка нет/);
    expect(aigul.telegram.toasts.slice(-3).every((toast) => /только организаторы/.test(toast))).toBe(true);
    expect(await audits('read-casualty')).toEqual([]);
  });

  it('is typed by SMS, in each language, and answered with a receipt; many are a number, known or not', async () => {
    await act(aigul.sms.text(`TAKEN ${code} Kenzhebek, Alatau station`));
    expect(aigul.sms.inbox.at(-1)?.body).toBe(`Бакай ${code}: № 2 записан. Прочтут организатор и юрист. Удалите это SMS.`);
    await act(aigul.sms.text(`ЖАРАЛАНДЫ ${code} қарт кісі, басы жарылды`));
    await act(aigul.telegram.send('тяжело ранены 5'));
    await act(aigul.telegram.send('10 отказались от помощи'));
    await act(medic.telegram.send('увезли 12 человек'));
    await refreshed();
    for (const someone of [organiser, aigul]) {
      expect(card(someone)).toMatch(
        /\n🤕 ранены: 1 · 🚑 тяжело: не меньше 5 \(в списке 0\) · ✋ отказались от помощи: не меньше 10 \(в списке 0\) · 🚔 задержаны: не меньше 12 \(в списке 2\)/,
      );
    }
  });

  it('is a number, too, where a number is typed for a name; and nothing where it was a mistake', async () => {
    await act(aigul.telegram.pressData(`zb:${id}:hurt`));
    await act(aigul.telegram.send('15'));
    await act(aigul.telegram.pressData(`zb:${id}:hurt`));
    await act(aigul.telegram.press('✖ Нажато по ошибке'));
    await refreshed();
    expect(card(organiser)).toMatch(/🤕 ранены: не меньше 15 \(в списке 1\)/);
  });

  it('is not heard from one who cannot come; and whoever holds a frozen phone only seems to be', async () => {
    const before = await prisma().casualty.count();
    const far = await comer('cant');
    await act(far.telegram.pressData(`zb:${id}:taken`), far.sms.text(`TAKEN ${code} Марат`));
    expect(far.telegram.toasts.at(-1)).toMatch(/Сначала нажмите «Иду»/);
    const frozen = await comer('there', ['lawyer'], { role: 'organiser' });
    await world.store.database.transaction((tx) => createOrganisers(world.store.cipher).freeze(tx, frozen.id, world.clock.now()));
    await act(frozen.telegram.pressData(`zb:${id}:taken`));
    await act(frozen.telegram.send('Марат'));
    expect(last(frozen)).toMatch(/Куда увезли/);
    await act(frozen.telegram.send('/people'));
    expect(last(frozen)).toBe('Принято');
    expect(await prisma().casualty.count()).toBe(before);
  });
});

describe('what is known of them', () => {
  it('is opened by organisers, the medic and the lawyer, each by what they are there; every opening is in the audit log', async () => {
    await act(organiser.telegram.send('/people'));
    expect(last(organiser)).toMatch(/№ 1 🚔 задержан Сырымбетов Даурен\n№ 2 🚔 задержан Kenzhebek\n№ 3 🤕 ранен қарт кісі/);
    await act(medic.telegram.send('/people'));
    expect(last(medic)).toMatch(/№ 3 🤕 ранен қарт кісі/);
    expect(last(medic)).not.toMatch(/Сырымбетов|Kenzhebek/);
    await act(lawyer.telegram.send('/people'));
    expect(last(lawyer)).toMatch(/Сырымбетов/);
    expect(texts(organiser.telegram).filter((text) => /^👁 Бакай \(\w+\): список как медик или юрист открыл/.test(text)).length).toBe(2);
    const elsewhere = await comer('there', [], { role: 'organiser', in: ['shanyrak-1'] });
    await act(elsewhere.telegram.send('/people'));
    expect(last(elsewhere)).toMatch(/^Для вас списка нет/);
    await act(organiser.telegram.press('№ 1'));
    expect(organiser.telegram.hears(/^👤 № 1/)?.text).toMatch(
      /^👤 № 1 \(\w+\): 🚔 задержан\n• 12\.05 11:0\d увезли\n.*имя, как выглядит: Сырымбетов Даурен\n.*отдел полиции: Турксибский РУВД\n.*кто увёз: полиция/,
    );
    expect(texts(organiser.telegram).join()).not.toMatch(/555/);
    const all = (await prisma().casualty.findMany({ where: { status: { not: 'closed' } }, orderBy: { number: 'asc' } })).map(
      (one) => `casualty:${one.id}`,
    );
    const [first = '', second = '', third = ''] = all;
    expect(await audits('read-casualty')).toEqual([
      ...all.map((subject) => [organiser.id, subject]),
      [medic.id, third],
      ...all.map((subject) => [lawyer.id, subject]),
      [organiser.id, first],
    ]);
    expect(second).not.toBe(third);
    await act(organiser.telegram.press('☎ Номер семьи'));
    expect(texts(organiser.telegram).join()).toMatch(/\+77015554433/);
    expect(await audits('read-family')).toEqual([[organiser.id, first]]);
    await act(organiser.telegram.press('🙈 Скрыть'));
    expect(texts(organiser.telegram).join()).not.toMatch(/7015554433/);
    expect(organiser.telegram.hears(/^🙈 Скрыто/)).toBeDefined();
    await act(lawyer.telegram.pressData(first.replace('casualty', 'zf')), lawyer.telegram.pressData(first.replace('casualty', 'zs')));
    expect(lawyer.telegram.toasts.slice(-2).every((toast) => /только организаторы/.test(toast))).toBe(true);
  });

  it('leaves the screen at once when the phone is taken, and its account frozen', async () => {
    const seized = await comer('there', [], { role: 'organiser' });
    await act(seized.telegram.send('/people'));
    expect(texts(seized.telegram).join()).toMatch(/Сырымбетов/);
    await world.store.database.transaction((tx) => createOrganisers(world.store.cipher).freeze(tx, seized.id, world.clock.now()));
    await world.advance(5_000);
    expect(texts(seized.telegram).join()).not.toMatch(/Сырымбетов|Kenzhebek/);
  });

  it('grows step by step, each with its time; a mistake is taken back, and stays to be read', async () => {
    const [one] = await taken();
    await act(lawyer.telegram.pressData(`zo:${one?.id}`));
    await act(lawyer.telegram.press('⚖ Защитник'));
    await act(lawyer.telegram.send('Адвокат по назначению'));
    await act(lawyer.telegram.press('📄 Обвинение'));
    expect(last(lawyer)).toMatch(/: 📄 обвинение\n/);
    expect(buttons(lawyer.telegram, /^👤 № 1/)).not.toContain('📄 Обвинение');
    await act(lawyer.telegram.press('↩ Последнее — ошибка'));
    expect(last(lawyer)).toMatch(/: 🚔 задержан\n[^]*защитник: Адвокат по назначению\n✖ была ошибка: 12\.05 11:\d\d обвинение/);
    await act(lawyer.telegram.pressData(`zk:${one?.id}:hospital`));
    expect(lawyer.telegram.toasts.at(-1)).toMatch(/^Сейчас так отметить нельзя/);
    const patient = await prisma().casualty.findFirstOrThrow({ where: { kind: 'hurt', status: 'hurt' } });
    await act(medic.telegram.pressData(`zo:${patient.id}`));
    await act(medic.telegram.press('🏥 В больнице'));
    await act(medic.telegram.send('БСНП'));
    expect(last(medic)).toMatch(/: 🏥 в больнице\n[^]*где: БСНП/);
    await act(medic.telegram.pressData(`zk:${one?.id}:released`));
    expect((await taken())[0]?.status).toBe('taken');
  });

  it('of one person who was entered twice at the same station becomes one', async () => {
    await act(medic.sms.text(`ЗАДЕРЖАН ${code} даурен сырымбетов, Турксибский РУВД`));
    const twin = (await taken()).at(-1);
    await act(organiser.telegram.pressData(`zo:${twin?.id}`));
    expect(last(organiser)).toMatch(/\n⚠ № 1 — возможно, тот же человек/);
    await act(organiser.telegram.press('👤 № 1 — тот же человек'));
    expect(last(organiser)).toMatch(/^👤 № 1 .*\n[^]*даурен сырымбетов/);
    expect((await taken()).at(-1)?.status).toBe('closed');
  });
});

describe('nobody has heard of them for three hours', () => {
  it('organisers and the lawyer are told once, by number alone, and again three hours later, until there is word', async () => {
    const asked = (someone: Someone) => texts(someone.telegram).filter((text) => text.startsWith('⏰')).length;
    const due = (await taken()).flatMap(({ at, dueAt }) => (dueAt ? [dueAt.getTime() - at.getTime()] : []));
    expect(Math.min(...due)).toBe(3 * 3_600_000);
    // The hours go by.
    expect(texts(lawyer.telegram).join()).toMatch(/Сырымбетов/);
    await prisma().$executeRaw`UPDATE casualty SET due_at = due_at - interval '3 hours' + interval '5 minutes'`;
    await prisma().$executeRaw`UPDATE casualty_shown SET at = at - interval '30 minutes'`;
    await announce(prisma());
    await world.advance(5_000);
    expect(asked(organiser)).toBe(0);
    // What was opened does not stay on any screen.
    for (const { telegram } of [organiser, lawyer, medic])
      expect(texts(telegram).join()).not.toMatch(/Сырымбетов|Kenzhebek|қарт кісі|БСНП/);
    await world.advance(6 * 60_000);
    expect([asked(organiser), asked(lawyer), asked(medic), asked(aigul)]).toEqual([1, 1, 0, 0]);
    expect(last(organiser)).toMatch(/^⏰ Бакай \(\w+\): 3 часа нет вестей о задержанных: № 1, 2\./);
    await world.advance(60_000);
    await act(organiser.sms.text(`ХАБАР ${code} 1`));
    expect(organiser.sms.inbox.at(-1)?.body).toBe('📞 № 1: записали, что весть есть');
    await act(organiser.telegram.press('📞 № 1: есть весть сейчас'));
    expect(organiser.telegram.toasts.at(-1)).toBe('📞 № 1: записали, что весть есть');
    await act(organiser.telegram.press('🏁 Отбой', organiser.telegram.hears(/Код/)));
    // It is over, and they are still held. Three hours later:
    const [first, second] = await taken();
    expect((first?.dueAt?.getTime() ?? 0) - (second?.dueAt?.getTime() ?? 0)).toBeGreaterThan(60_000);
    await prisma().casualty.updateMany({ where: { id: second?.id ?? 0n }, data: { dueAt: new Date(world.clock.now()) } });
    await announce(prisma());
    await world.advance(5_000);
    expect(asked(organiser)).toBe(2);
    expect(last(organiser)).toMatch(/о задержанных: № 2\./);
  });
});

describe('a wave of people is released', () => {
  it('by their station, or by their numbers, and their families are told where they agreed', async () => {
    const mother = world.twilio.phone('+77015554433');
    for (let n = 0; n < 9; n++) await casualties().create(prisma(), id, 'taken', { personId: null, rank: 'defender' }, world.clock.now());
    await act(organiser.telegram.pressData(`zl:${id}:0`));
    await act(organiser.telegram.press('🚪 Отпустили сразу нескольких'));
    expect(last(organiser)).toMatch(/Ещё держат: 11\./);
    expect(buttons(organiser.telegram, /Ещё держат: 11/)).toEqual(['🚪 Турксибский РУВД: все (1)', '🚪 Alatau station: все (1)']);
    await act(organiser.telegram.press(/Турксибский/));
    expect(last(organiser)).toBe('🚪 Отмечены отпущенными: 1 (№ 1). Семьям, которые согласились, ушло SMS.');
    expect(mother.inbox.map(({ body }) => body)).toEqual(['Пришла весть, что вашего близкого отпустили. Позвоните ему сами и проверьте.']);
    await act(organiser.telegram.pressData(`zw:${id}`));
    const numbers = (await taken()).filter(({ status }) => status === 'taken').map(({ number }) => number);
    const [a, b, c, d] = numbers.slice(1);
    await act(organiser.telegram.send(`${a} ${b}-${d}`));
    expect(last(organiser)).toBe(`🚪 Отмечены отпущенными: 4 (№ ${a}, № ${b}, № ${c}, № ${d}). Семьям, которые согласились, ушло SMS.`);
    expect((await taken()).filter(({ status }) => status === 'released').length).toBe(5);
    await act(organiser.telegram.send('/people'));
    await act(organiser.telegram.press('№ 2'));
    await act(organiser.telegram.press('⚖ Под судом'));
    expect((await taken())[1]?.status).toBe('trial');
    // Whoever is on trial is not let go with the others of that station.
    await act(organiser.telegram.pressData(`zw:${id}`));
    expect(buttons(organiser.telegram, /Ещё держат/)).toEqual([]);
    await act(mother.text('FORGET ME'), mother.text('FORGET ME'));
    expect(await prisma().casualty.count({ where: { familySealed: { not: null } } })).toBe(0);
  });
});

describe('the lawyer’s version of the closing report', () => {
  it('holds the records, locked with a password that hides itself; whoever may not read of the taken has none', async () => {
    await act(medic.telegram.pressData(`zr:${id}`), aigul.telegram.pressData(`zr:${id}`));
    for (const { telegram } of [medic, aigul]) expect(telegram.toasts.at(-1)).toMatch(/только организаторы/);
    await act(lawyer.telegram.send('/people'));
    await act(lawyer.telegram.press('📄 Отчёт для юриста (под паролем)'));
    const told = () => texts(lawyer.telegram).filter((text) => /Пароль: (\w{4}-){3}\w{4}\n/.test(text));
    expect(told()).toHaveLength(1);
    const file = () => lawyer.telegram.messages.find(({ voice }) => voice);
    await world.until(() => file() !== undefined);
    expect(file()?.text).toMatch(/^📄🔒 Бакай: снос, .* Внутри имена людей/);
    expect([file()?.voice?.type, /\/Encrypt /.test(file()?.voice?.bytes.toString('latin1') ?? '')]).toEqual(['application/pdf', true]);
    expect(lawyer.telegram.messages.filter(({ voice }) => voice)).toHaveLength(1);
    expect([...new Set((await audits('closing-report')).map(String))]).toEqual([`${lawyer.id},incident:${id}`]);
    await prisma().$executeRaw`UPDATE casualty_shown SET at = at - interval '30 minutes'`;
    await announce(prisma());
    await world.advance(5_000);
    expect(told()).toEqual([]);
    expect((await prisma().closingReport.findMany()).map(({ passwordSealed }) => passwordSealed)).toEqual([null]);
  });
});

describe('a record', () => {
  it('cannot be read with the database alone, nor moved to another; it opens when the keys have rotated', async () => {
    const client = new Client({ connectionString: world.config.databaseUrl });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
    let cells = 0;
    for (const { name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM "${name}"`);
      for (const [column, value] of rows.flatMap((row) => Object.entries(row))) {
        cells++;
        const readable =
          value instanceof Uint8Array ? Buffer.from(value).toString('utf8') + Buffer.from(value).toString('latin1') : JSON.stringify(value);
        for (const secret of ['Сырымбетов', 'даурен', 'Kenzhebek', 'Турксиб', 'Alatau', 'қарт кісі', 'БСНП', '7015554433', 'Адвокат по'])
          expect(readable?.includes(secret) ?? false, `${secret} in ${name}.${column}`).toBe(false);
      }
    }
    await client.end();
    expect(cells).toBeGreaterThan(500);
    const [one, two] = await taken();
    if (!one || !two) throw new Error('nobody was taken');
    const { keys } = await loadKeys(world.config.dataDir, {});
    const rotated = createCasualties(createCipher({ ...keys, sealing: [{ id: 'new', key: Buffer.alloc(32, 7) }, ...keys.sealing] }));
    expect(JSON.stringify((await rotated.open(prisma(), one.id))?.course.told.map(({ line }) => line.text))).toContain('Сырымбетов');
    await prisma().casualty.update({ where: { id: two.id }, data: { keySealed: one.keySealed } });
    await expect(casualties().open(prisma(), two.id)).rejects.toThrow();
    await prisma().casualty.update({ where: { id: two.id }, data: { keySealed: two.keySealed } });
    for (const statement of [`UPDATE casualty_step SET step = 'released'`, 'DELETE FROM casualty_step', 'TRUNCATE casualty_step'])
      await expect(prisma().$executeRawUnsafe(statement)).rejects.toThrow(/only grows/);
  });

  it('is erased for good with its key, on the phones that show it too; it still counts, and nobody is asked about', async () => {
    const [, two] = await taken();
    await act(organiser.telegram.pressData(`zo:${two?.id}`));
    expect(last(organiser)).toMatch(/Kenzhebek/);
    await act(organiser.telegram.press('🗑 Стереть запись'));
    await act(organiser.telegram.press('🗑 Да, стереть навсегда'));
    await world.advance(5_000);
    expect(texts(organiser.telegram).join()).not.toMatch(/Kenzhebek/);
    expect(texts(lawyer.telegram).join()).not.toMatch(/Kenzhebek/);
    const gone = await casualties().open(prisma(), two?.id ?? 0n);
    expect([gone?.erased, gone?.course.status, gone?.course.told.some(({ line }) => line.text !== '')]).toEqual([true, 'trial', false]);
    const words = await prisma().delivery.findMany({ where: { contentSealed: { not: null } }, select: { contentSealed: true } });
    expect(words.map(({ contentSealed }) => world.store.cipher.open('content', contentSealed ?? new Uint8Array())).join()).not.toMatch(
      /Kenzhebek/,
    );
    expect(await audits('erase-casualty')).toEqual([[organiser.id, `casualty:${two?.id}`]]);
    const auditor = createAuditor();
    const log = await prisma().audit.findMany({ orderBy: { seq: 'asc' } });
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
    const faults = log.map((row) =>
      auditor.take({
        ...{ seq: row.seq, at: row.at.getTime(), person: row.personId, rank: row.rank as 'keeper', action: row.action as 'ask' },
        ...{ subject: row.subject as 'deployment', previous: hex(row.previous), hash: hex(row.hash) },
      }),
    );
    expect(faults.filter(Boolean)).toEqual([]);
  });

  it('outlives whoever wrote it, without them', async () => {
    const mine = await prisma().casualtyStep.count({ where: { personId: aigul.id } });
    expect(mine).toBeGreaterThan(3);
    await world.store.database.transaction((tx) => createPeople(world.store.cipher).erase(tx, aigul.id, world.clock.now()));
    expect(await prisma().casualtyStep.count({ where: { personId: null } })).toBeGreaterThanOrEqual(mine);
    await prisma().incident.delete({ where: { id } });
    expect(await prisma().casualty.count()).toBe(0);
  });
});
