import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { spellSighting } from '../../src/domain/sighting.ts';
import type { TelegramPhone } from '../../src/emulators/telegram/phone.ts';
import type { SmsPhone } from '../../src/emulators/twilio/phone.ts';
import { createOrganisers } from '../../src/store/organiser.ts';
import { createPhrases } from '../../src/store/phrase.ts';
import { createSkills } from '../../src/store/skill.ts';
import { register, type Someone, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

/** A phrase's id. */
const PHRASE = '0123456789abcdef';

let world: World;
const begin = async (): Promise<void> => {
  world = await startWorld();
};
const end = async (): Promise<void> => await world.stop();

interface Phones {
  readonly telegram: number;
  readonly phone: string;
}

const prisma = () => world.store.database.prisma;
const organisers = () => createOrganisers(world.store.cipher);
/** The first incident there is. */
const incident = () => prisma().incident.findFirstOrThrow({ orderBy: { id: 'asc' } });
const audited = async (): Promise<readonly string[]> =>
  (await prisma().audit.findMany({ orderBy: { seq: 'asc' } })).map(({ rank, action, subject }) => `${rank} ${action} ${subject}`);

/** Everybody who may not decide in Bakai, each with both phones. */
const others = {
  stranger: async ({ telegram, phone }: Phones) => ({ telegram: world.telegram.person({ id: telegram }), sms: world.twilio.phone(phone) }),
  resident: (phones: Phones) => register(world, { ...phones, role: 'resident', trust: 'trusted' }),
  defender: (phones: Phones) => register(world, { ...phones, role: 'defender' }),
  'organiser of another neighbourhood': (phones: Phones) => register(world, { ...phones, role: 'organiser', in: ['shanyrak'] }),
  'organiser of what lies below another one': (phones: Phones) => register(world, { ...phones, role: 'organiser', in: ['shanyrak-2'] }),
  'removed organiser': async (phones: Phones) => {
    const someone = await register(world, { ...phones, role: 'organiser' });
    await world.store.database.transaction((tx) => organisers().dismiss(tx, someone.id, ['bakai'], false));
    return someone;
  },
  'frozen organiser': async (phones: Phones) => {
    const someone = await register(world, { ...phones, role: 'organiser' });
    await world.store.database.transaction((tx) => organisers().freeze(tx, someone.id, world.clock.now()));
    return someone;
  },
  'frozen keeper': async (phones: Phones) => {
    const someone = await register(world, { ...phones, role: 'resident' });
    await world.store.database.transaction(async (tx) => {
      await organisers().makeKeeper(tx, someone.id);
      await organisers().freeze(tx, someone.id, world.clock.now());
    });
    return someone;
  },
} as const;
const names = Object.keys(others) as (keyof typeof others)[];
/** One of them, with phones of their own: they share a world, in which none of them may change anything. */
async function other(name: (typeof names)[number]) {
  const n = 50 + names.indexOf(name);
  return await others[name]({ telegram: n, phone: `+770100000${n}` });
}

async function held(): Promise<{ readonly id: string; readonly code: string }> {
  const dina = await register(world, { phone: '+77010000009' });
  await dina.sms.text('бакай снос Жастар 14');
  await world.drain();
  const { id, code } = await incident();
  return { id: String(id), code };
}

async function open(chat = 1): Promise<{ readonly id: string; readonly code: string; readonly organiser: Someone }> {
  const organiser = await register(world, { telegram: chat, role: 'organiser' });
  await organiser.telegram.send('бакай снос Жастар 14');
  await world.drain();
  const { id, code } = await incident();
  return { id: String(id), code, organiser };
}

/** Many forged buttons at once: none waits for another. */
const pressAll = (phone: TelegramPhone, buttons: readonly string[]) => Promise.all(buttons.map((data) => phone.pressData(data)));
/** Many texts at once, typed and by SMS. */
const sayAll = (said: readonly string[], telegram: TelegramPhone, sms: SmsPhone) =>
  Promise.all(said.flatMap((text) => [telegram.send(text), sms.text(text)]));

describe('about a report that waits', () => {
  let id: string;
  let code: string;
  beforeAll(async () => {
    await begin();
    ({ id, code } = await held());
  });
  afterAll(end);

  it.each(names)('%s decides nothing, and silences nobody: by a forged button, or by the code, typed or by SMS', async (name) => {
    const { telegram, sms } = await other(name);
    await pressAll(telegram, [`v:${id}:yes`, `v:${id}:no`, `q:${id}`, `b:${id}`]);
    await sayAll([`да ${code}`, `нет ${code}`, `отбой ${code}`], telegram, sms);
    await world.drain();
    expect((await incident()).stage).toBe('held');
    expect(await prisma().ban.count()).toBe(0);
    expect(await audited()).toEqual([]);
  });
});

describe('in an alarm', () => {
  let id: string;
  let code: string;
  let event: bigint;
  let ring: bigint;
  let aid: bigint;
  let piece: bigint;
  let houses: readonly string[];
  /** Another alarm, that might be the same. */
  let second: { readonly id: bigint; readonly code: string };
  let casualty: { readonly id: bigint; readonly status: string };
  beforeAll(async () => {
    await begin();
    let organiser: Someone;
    ({ id, code, organiser } = await open());
    const medic = await register(world, { telegram: 5 });
    await createSkills().change(prisma(), medic.id, { add: ['medic'], drop: [] });
    await organiser.telegram.send(`ОМОН 40 ${code}`);
    await world.drain();
    event = (await prisma().event.findFirstOrThrow()).id;
    // Asked of the city, which none of them organises.
    const asked = { slug: 'almaty', state: 'asked', wanted: 9, askedBy: organiser.id, at: new Date(world.clock.now()) };
    ({ id: ring } = await prisma().ring.create({ data: { ...asked, incidentId: BigInt(id) } }));
    ({ id: aid } = await prisma().aid.create({ data: { helper: 'almaty', asker: 'bakai', at: new Date(world.clock.now()) } }));
    const details = world.store.cipher.seal('evidence.details', JSON.stringify({ caption: '', link: 'https://example.org/film' }));
    const sent = { incidentId: BigInt(id), medium: 'link', rank: 'resident', state: 'kept', size: 0, detailsSealed: details };
    piece = (await prisma().evidence.create({ data: { ...sent, at: new Date(world.clock.now()) } })).id;
    await prisma().house.createMany({ data: [1, 2].map((position) => ({ incidentId: BigInt(id), position })) });
    houses = (await prisma().house.findMany({ orderBy: { position: 'asc' } })).map((house) => String(house.id));
    for (const name of ['Ыбырайхан, Турксиб', 'Ыбырайхан']) await organiser.telegram.send(`УВЕЗЛИ ${code} ${name}`);
    await world.drain();
    casualty = await prisma().casualty.findFirstOrThrow({ orderBy: { id: 'asc' } });
    const row = { slug: 'bakai', kind: 'police', stage: 'open', asker: 'organiser', startedAt: new Date(world.clock.now()) };
    second = await prisma().incident.create({ data: { ...row, code: '9Z9' } });
  });
  afterAll(end);

  it.each(names)(
    '%s names no house, decides about none, moves no call, and makes neither one of two incidents nor two of one: by a forged button, or by the code, typed or by SMS',
    async (name) => {
      const { telegram, sms } = await other(name);
      const forged = houses.flatMap((house) => [
        `hx:${house}`,
        `hxs:${house}`,
        `ho:${house}`,
        `hm:${house}`,
        `ht:${house}:demolished`,
        `hu:${house}:99999`,
        `hw:${house}`,
        `hn:${house}:1`,
      ]);
      const merging = [`mg:${id}`, `mgw:${id}:${second.id}`, `mgs:${id}:${second.id}`, `mgs:${second.id}:${id}`];
      await pressAll(telegram, [`hs:${id}`, `hp:${id}:0`, `ha:${id}`, ...forged, ...merging]);
      const typed = [`ДОМ ${code} Абая 9`, `ПЕРЕХОД ${code} Абая 9`, `ДОМ ${code}`];
      await sayAll([...typed, `ОБЪЕДИНИТЬ ${code} ${second.code}`, `РАЗДЕЛИТЬ ${code} Абая 9`], telegram, sms);
      await world.drain();
      expect(await prisma().house.findMany({ select: { status: true, wanted: true, until: true } })).toEqual(
        houses.map(() => ({ status: 'threatened', wanted: null, until: null })),
      );
      expect(await prisma().incident.findMany({ select: { houseId: true, mergedInto: true } })).toEqual([
        { houseId: null, mergedInto: null },
        { houseId: null, mergedInto: null },
      ]);
      expect(await prisma().alert.count({ where: { kind: 'house' } })).toBe(0);
      expect([...texts(telegram), ...sms.inbox.map(({ body }) => body)].join()).not.toMatch(/Домов|№/);
      expect(await audited()).toEqual([]);
    },
  );

  it.each(names)(
    '%s neither updates nor ends it, asks for anybody, calls it further nor stops that, agrees to help nor withdraws it, looks at what was sent, nor says or strikes what was seen: by a forged button, or by the code, typed or by SMS',
    async (name) => {
      const { telegram, sms } = await other(name);
      await telegram.pressData(`u:${id}`);
      await telegram.send('Всё кончилось, расходитесь');
      await pressAll(telegram, [`yx:${event}`, `yb:${event}`, `ys:${id}:${spellSighting({ kind: 'move', move: 'storming' })}`]);
      await pressAll(telegram, [`ev:${piece}`, `el:${id}:0`, `eo:${id}`]);
      const further = [`rgn:${id}`, `rgs:${id}`, `ady:${ring}`, `ada:${ring}`, `adn:${ring}`, `ade:${aid}`, 'rgi:bakai', 'rgp:bakai:5'];
      await Promise.all(further.map((data) => telegram.pressData(data)));
      await pressAll(telegram, [
        `e:${id}`,
        `n:${id}`,
        `ns:${id}:medic`,
        `nm:${id}:medic`,
        `nw:${id}:medic=2`,
        `g:${id}`,
        `go:${id}:left`,
        'gx:1',
      ]);
      await sayAll([`отбой ${code}`, `нужен врач ${code}`, `отказались ${code}`, `помочь ${code}`, `не помочь ${code}`], telegram, sms);
      await world.drain();
      expect((await incident()).stage).toBe('open');
      expect(texts(telegram).join()).not.toMatch(/example\.org|📎/);
      expect(await prisma().alert.count({ where: { kind: { in: ['update', 'need'] } } })).toBe(0);
      expect([await prisma().event.count(), await prisma().wanted.count()]).toEqual([1, 0]);
      expect(await prisma().ring.findMany()).toMatchObject([{ state: 'asked' }]);
      expect([await prisma().aid.count(), await prisma().ringHalt.count(), await prisma().ringPolicy.count()]).toEqual([1, 0, 0]);
      expect(await audited()).toEqual([]);
    },
  );

  it.each(names)(
    '%s neither reads who was taken, nor says what became of them, nor erases it: by a forged button, or by the code',
    async (name) => {
      const { telegram, sms } = await other(name);
      const one = casualty.id;
      const step = await prisma().casualtyStep.findFirstOrThrow();
      await pressAll(telegram, [
        `zl:${id}:0`,
        `zo:${one}`,
        `zk:${one}:released`,
        `zk:${one}:lawyer`,
        `zu:${one}:${step.id}`,
        `zd:${one}:2`,
        `zf:${one}`,
      ]);
      await pressAll(telegram, [`ze:${one}`, `zs:${one}`, `zw:${id}`, `zt:${id}:0123456789ab`, `zb:${id}:taken`, `ys:${id}:children-out`]);
      for (const text of ['/people', '1-2', `увезли ${code} Мен`, `хабар ${code} 1`]) await telegram.send(text);
      await sms.text(`увезли ${code} Мен`);
      await world.drain();
      expect(await prisma().casualty.findFirstOrThrow({ where: { id: one } })).toEqual(casualty);
      expect([await prisma().casualty.count(), await prisma().event.count(), await audited()]).toEqual([2, 1, []]);
      expect([...texts(telegram), ...telegram.toasts, ...sms.inbox.map(({ body }) => body)].join()).not.toMatch(/Ыбырайхан|Турксиб/);
    },
  );
});

describe('among organisers', () => {
  let id: string;
  let target: Someone;
  let neighbour: Someone;
  let request: Awaited<ReturnType<typeof asked>>;
  let before: readonly string[];
  let check: bigint;
  const asked = () => prisma().request.findFirstOrThrow();
  beforeAll(async () => {
    await begin();
    target = await register(world, { telegram: 1, role: 'organiser' });
    const city = await register(world, { telegram: 2, role: 'organiser', in: ['almaty'] });
    await register(world, { telegram: 3, role: 'organiser' });
    ({ id } = await open(4));
    await city.telegram.pressData(`fz:${target.id}`);
    await world.drain();
    request = await asked();
    neighbour = await register(world, { name: 'Ыбырайхан', telegram: 6 });
    await prisma().membership.updateMany({ where: { personId: neighbour.id }, data: { joinedAt: new Date(world.clock.now()) } });
    await createPhrases(world.store.cipher).keep(prisma(), PHRASE, target.id, Buffer.from('voice'), world.clock.now());
    check = (await prisma().homeCheck.create({ data: { incidentId: BigInt(id), personId: neighbour.id, state: 'listed' } })).id;
    await prisma().incident.update({ where: { id: BigInt(id) }, data: { stage: 'over', endedAt: new Date(world.clock.now()) } });
    before = await audited();
    await prisma().spendCap.create({ data: { scope: `incident:${id}`, state: 'held', at: new Date(world.clock.now()) } });
  });
  afterAll(end);

  it.each(names)(
    '%s neither broadcasts nor decides what is spent, freezes, removes, shuts out, records, agrees, accounts for anybody nor has a report',
    async (name) => {
      const { telegram, sms } = await other(name);
      // By SMS there are no such commands for anybody.
      await Promise.all(
        ['/broadcast', '/freeze', '/remove', '/unfreeze', '/vouched', '/timeline', '/report', '/record'].map((command) =>
          sms.text(command),
        ),
      );
      // Whoever organises anywhere has a word of their own.
      const duress = name.startsWith('organiser of') ? [] : ['/duress', 'сарыағаш'];
      for (const text of duress) await Promise.all([telegram.send(text), sms.text(text)]);
      await telegram.pressData('bn:bakai');
      await telegram.send('Всем привет');
      const forged = ['bs:1', `ss:incident:${id}`, `sd:incident:${id}`, `fz:${target.id}`, `fu:${target.id}`, `ro:${target.id}`];
      const shutting = ['mb', 'rm', 'sp', 'lf'].map((verb) => `${verb}:bakai:${neighbour.id}`);
      const ended = [`sfx:${check}`, `sfw:${check}`, `sfy:${id}`, `sfn:${id}`, `cr:${id}`];
      await pressAll(telegram, [
        ...forged,
        ...shutting,
        ...ended,
        'vp:0',
        `pd:${PHRASE}`,
        `pa:${PHRASE}`,
        `qy:${request.id}`,
        `qn:${request.id}`,
      ]);
      await world.drain();
      expect(await prisma().alert.count({ where: { kind: 'broadcast' } })).toBe(0);
      expect((await prisma().spendCap.findFirstOrThrow()).state).toBe('held');
      expect(await prisma().request.findMany()).toEqual([request]);
      expect(await prisma().membership.findMany({ where: { personId: neighbour.id } })).toMatchObject([
        { slug: 'bakai', suspendedAt: null },
      ]);
      expect(await prisma().phrase.count()).toBe(1);
      expect([(await prisma().homeCheck.findFirstOrThrow()).state, await prisma().closingReport.count()]).toEqual(['listed', 0]);
      expect(await prisma().person.count({ where: { duressHash: { not: null } } })).toBe(0);
      expect([...texts(telegram), ...sms.inbox.map(({ body }) => body)].join()).not.toMatch(/Ыбырайхан/);
      expect(await audited()).toEqual(before);
    },
  );
});

describe('somebody', () => {
  beforeEach(begin);
  afterEach(end);

  describe('a stranger', () => {
    it('does nothing that takes a member, by no button, no command and no text', async () => {
      const { id } = await open();
      const phones = await other('stranger');
      for (const data of [`a:${id}:coming`, `ys:${id}:storming`, 'mt:bakai', 'ms', 'na', 'vy', 'af:bakai'])
        await phones.telegram.pressData(data);
      for (const text of [
        '1',
        'ОМОН 40',
        '/invite',
        '/moved бакай',
        '/number +77010000099',
        '/vouch',
        'РУЧАЮСЬ 2222 AAAA',
        '/away',
        '/skills',
      ]) {
        await Promise.all([phones.telegram.send(text), phones.sms.text(text)]);
      }
      await world.drain();
      expect([
        await prisma().answer.count(),
        await prisma().event.count(),
        await prisma().doorKey.count(),
        await prisma().change.count(),
      ]).toEqual([0, 0, 0, 0]);
      expect([await prisma().vouch.count(), await prisma().person.count(), await audited()]).toEqual([0, 1, []]);
    });
  });

  describe('by SMS', () => {
    it('the code is the organisers’: a resident and an organiser of another neighbourhood are refused, one of what lies above is not', async () => {
      const { code } = await held();
      const resident = await register(world, { phone: '+77010000001', trust: 'trusted' });
      const elsewhere = await register(world, { phone: '+77010000002', role: 'organiser', in: ['shanyrak-1'] });
      const above = await register(world, { phone: '+77010000003', role: 'organiser', in: ['almaty'] });
      await resident.sms.text(`ДА ${code}`);
      await elsewhere.sms.text(`ДА ${code}`);
      await world.drain();
      for (const { sms } of [resident, elsewhere]) expect(sms.inbox.at(-1)?.body).toMatch(/только организаторы/);
      expect((await incident()).stage).toBe('held');
      await above.sms.text(`ДА ${code}`);
      await world.drain();
      expect((await incident()).stage).toBe('open');
      expect(await audited()).toEqual([`organiser confirm incident:${(await incident()).id}`]);
    });
  });

  describe('an old button', () => {
    it('is worth what its presser may do now: an organiser who was removed ends nothing, and hears why', async () => {
      const { organiser } = await open();
      await world.store.database.transaction((tx) => organisers().dismiss(tx, organiser.id, ['bakai'], false));
      await organiser.telegram.press('🏁 Отбой');
      await world.drain();
      expect((await incident()).stage).toBe('open');
      expect(organiser.telegram.toasts.at(-1)).toMatch(/только организаторы/);
    });

    it('looks as ever to whoever holds a frozen phone, and does nothing', async () => {
      const { organiser, code } = await open();
      await world.store.database.transaction((tx) => organisers().freeze(tx, organiser.id, world.clock.now()));
      await organiser.telegram.press('🏁 Отбой');
      await organiser.telegram.press('📣 Сообщить новое');
      await organiser.telegram.send(`отбой ${code}`);
      await organiser.telegram.send('/broadcast');
      await world.drain();
      expect((await incident()).stage).toBe('open');
      expect(organiser.telegram.toasts.slice(-2)).toEqual(['Принято', 'Принято']);
      expect(texts(organiser.telegram).slice(-2)).toEqual(['Принято', 'Принято']);
    });
  });

  describe('a keeper', () => {
    it('sees and decides in every neighbourhood, on every channel', async () => {
      const keeper = await register(world, { telegram: 1, phone: '+77010000001', role: 'resident', in: ['shanyrak-1'] });
      await world.store.database.transaction((tx) => organisers().makeKeeper(tx, keeper.id));
      const { code } = await held();
      expect(keeper.telegram.hears(/это правда/)).toBeDefined();
      await keeper.telegram.press(/Подтвердить|Верно|✅/);
      await world.drain();
      expect((await incident()).stage).toBe('open');
      await keeper.sms.text(`отбой ${code}`);
      await world.drain();
      expect((await incident()).stage).toBe('over');
      const { id } = await incident();
      expect(await audited()).toEqual([`keeper confirm incident:${id}`, `keeper stand-down incident:${id}`]);
    });
  });
});
