import fc from 'fast-check';
import { houseStatuses } from '../../../src/domain/house.ts';
import { createOrganisers } from '../../../src/store/organiser.ts';
import type { World } from '../world.ts';
import { type Cast, hasPhone, hasTelegram, type RoleName, roles } from './cast.ts';
import { type Alarm, type Facts, newest } from './facts.ts';

/** One thing that somebody does. `n` chooses among what there is to choose from. */
export interface Step {
  readonly act: ActName;
  readonly by: RoleName;
  readonly n: number;
}

/** What people of one history have done so far. */
export interface Deeds {
  /** Numbers that stand in places, news and names: each is said once, so that whoever reads one can be asked where it is from. */
  tokens: number;
  /** Who said each of them. */
  readonly saidBy: Map<string, RoleName>;
  /** Since when somebody has stopped SMS, or (`muted`) Telegram, left, blocked the bot or is frozen. */
  readonly since: { readonly [what in 'stopped' | 'muted' | 'left' | 'blocked' | 'frozen']: Map<RoleName, number> };
}

export const newDeeds = (): Deeds => ({
  tokens: 0,
  saidBy: new Map(),
  since: { stopped: new Map(), muted: new Map(), left: new Map(), blocked: new Map(), frozen: new Map() },
});

interface Scene {
  readonly world: World;
  readonly cast: Cast;
  readonly facts: Facts;
  readonly deeds: Deeds;
  readonly step: Step;
}

type Act = (scene: Scene & { readonly alarm: Alarm }) => Promise<unknown> | undefined;

/** The newest alarm that is open, else the newest. */
function alarmOf({ alarms }: Facts): Alarm | undefined {
  const all = [...alarms.values()];
  return all.findLast((alarm) => ['open', 'held'].includes(newest(alarm).stage)) ?? all.at(-1);
}

/** Who decides; of them nobody leaves, so that each history has an end. */
const LEADERS: readonly RoleName[] = ['organiser', 'deputy'];

const pick = <T>(all: readonly T[], n: number): T | undefined => (all.length > 0 ? all[n % all.length] : undefined);

function token({ cast, deeds, step }: Scene, word: string): string {
  const said = `${word} ${(cast.index + 10) * 1_000 + ++deeds.tokens}`;
  deeds.saidBy.set(said, step.by);
  return said;
}

/** Whether somebody still has this way to us; what has left or stopped is silent from then on. */
function ways({ deeds: { since }, step: { by } }: Scene): { readonly telegram: boolean; readonly sms: boolean } {
  const gone = since.left.has(by);
  return {
    telegram: hasTelegram(by) && !gone && !since.blocked.has(by) && !since.muted.has(by),
    sms: hasPhone(by) && !gone && !since.stopped.has(by),
  };
}

function type(scene: Scene, text: string): Promise<unknown> | undefined {
  const { telegram, sms } = ways(scene);
  const { telegram: phone, sms: plain } = scene.cast.people[scene.step.by];
  if (sms && (!telegram || scene.step.n % 2 === 0)) return plain.text(text);
  return telegram ? phone.send(text) : undefined;
}

function press(scene: Scene, data: string | undefined): Promise<unknown> | undefined {
  return data !== undefined && ways(scene).telegram ? scene.cast.people[scene.step.by].telegram.pressData(data) : undefined;
}

const acts = {
  report: (scene) => type(scene, `${scene.cast.name} снос ${scene.step.n % 5 === 4 ? 'НОВЫЙ ' : ''}${token(scene, 'Тополь')}`),
  verdict: (scene) => press(scene, `v:${scene.alarm.id}:${scene.step.n % 6 === 5 ? 'no' : 'yes'}`),
  witness: (scene) => press(scene, `w:${scene.alarm.id}:${scene.step.n % 3 === 2 ? 'no' : 'yes'}`),
  house: (scene) =>
    type(scene, `ДОМ ${scene.alarm.code} ${token(scene, 'Тополь')}${scene.step.n % 2 === 0 ? `\n${token(scene, 'Тополь')}` : ''}`),
  move: (scene) => {
    const house = pick(scene.alarm.houseIds, scene.step.n);
    if (house === undefined || scene.step.n % 3 === 0) return type(scene, `ПЕРЕХОД ${scene.alarm.code} ${token(scene, 'Тополь')}`);
    return press(scene, `hm:${house}`);
  },
  status: (scene) => {
    const house = pick(scene.alarm.houseIds, scene.step.n);
    const status = pick(houseStatuses, scene.step.n * 3 + 1);
    const day = Math.floor(scene.world.clock.now() / 86_400_000) + 7;
    return press(scene, house && (status === 'postponed' ? `hu:${house}:${day}` : `ht:${house}:${status}`));
  },
  wanted: (scene) => {
    const house = pick(scene.alarm.houseIds, scene.step.n);
    return press(scene, house && `hn:${house}:${1 + (scene.step.n % 4)}`);
  },
  answer: (scene) => press(scene, `a:${scene.alarm.id}:${pick(['coming', 'there', 'cant', 'left', 'coming', 'there'], scene.step.n)}`),
  answerByText: (scene) => type(scene, pick(['1 20', '1', '2', '3', '4', `1 ${scene.alarm.code}`], scene.step.n) ?? '1'),
  comingTo: (scene) => {
    const house = pick(scene.alarm.houseIds, scene.step.n);
    return press(scene, house && `hc:${house}`);
  },
  map: (scene) => press(scene, `m:${scene.alarm.id}`),
  update: async (scene) => {
    await press(scene, `u:${scene.alarm.id}`);
    // Whoever is no organiser need not know the place.
    const where = LEADERS.includes(scene.step.by) ? newest(scene.alarm).place : '';
    if (ways(scene).telegram) await scene.cast.people[scene.step.by].telegram.send(`${token(scene, 'Новость')} ${where}`);
  },
  another: async (scene) => {
    await press(scene, `o:${scene.alarm.id}`);
    if (ways(scene).telegram) await scene.cast.people[scene.step.by].telegram.send(token(scene, 'Тополь'));
  },
  need: (scene) => type(scene, `${scene.step.n % 2 === 0 ? 'НУЖЕН ВРАЧ' : 'НУЖЕН ЮРИСТ'} ${scene.alarm.code}`),
  ring: (scene) => press(scene, `${scene.step.n % 4 === 3 ? 'rgs' : 'rgn'}:${scene.alarm.id}`),
  aid: (scene) => {
    const ring = pick(scene.alarm.ringIds, scene.step.n);
    return press(scene, ring && `${scene.step.n % 4 === 3 ? 'adn' : 'ady'}:${ring}`);
  },
  inside: (scene) => type(scene, `${scene.step.n % 2 === 0 ? 'ДЕТИ' : 'ЛЕЖАЧИЙ'} ${scene.alarm.code}`),
  taken: (scene) => type(scene, `ЗАДЕРЖАН ${scene.alarm.code} ${token(scene, 'Пленник')}, Турксибский РУВД`),
  hurt: (scene) => type(scene, `РАНЕН ${scene.alarm.code} ${token(scene, 'Пациент')}, перелом`),
  people: (scene) => {
    const casualty = pick(scene.alarm.casualtyIds, scene.step.n);
    return press(scene, casualty !== undefined && scene.step.n % 2 === 0 ? `zo:${casualty}` : `zl:${scene.alarm.id}:0`);
  },
  see: (scene) => press(scene, `ys:${scene.alarm.id}:${pick(['cordon', 'arrived', 'storming', 'moved-on'], scene.step.n)}`),
  seeByText: (scene) =>
    type(scene, pick([`ПОЛИЦИЯ 100 ${scene.alarm.code}`, `КОРДОН ${scene.alarm.code}`, 'они ушли дальше'], scene.step.n) ?? ''),
  look: (scene) => {
    const { id, houseIds } = scene.alarm;
    const asked = pick(['tl', 'hs', 'eo', 'cr', 'y', 'os', 'n'], scene.step.n);
    const house = pick(houseIds, scene.step.n);
    return press(scene, scene.step.n % 3 === 0 && house ? `ho:${house}` : `${asked}:${id}`);
  },
  strike: (scene) => {
    const event = pick(scene.alarm.eventIds, scene.step.n);
    return press(scene, event && `${scene.step.n % 3 === 2 ? 'yb' : 'yx'}:${event}`);
  },
  link: (scene) => type(scene, `https://example.org/${scene.step.n} видео ${scene.alarm.code}`),
  end: (scene) => (scene.step.n % 3 === 0 ? type(scene, `ОТБОЙ ${scene.alarm.code}`) : press(scene, `e:${scene.alarm.id}`)),
  home: (scene) => press(scene, `${scene.step.n % 3 === 0 ? 'sfn' : 'sfy'}:${scene.alarm.id}`),
  talk: (scene) => type(scene, pick(['что там происходит?', 'не могу, но через два часа смогу', '5', 'помощь'], scene.step.n) ?? ''),
  stop: (scene) => {
    const { by } = scene.step;
    const { telegram, sms } = ways(scene);
    if ((!telegram && !sms) || LEADERS.includes(by)) return undefined;
    scene.deeds.since[sms ? 'stopped' : 'muted'].set(by, scene.world.clock.now());
    return sms ? scene.cast.people[by].sms.text('СТОП') : scene.cast.people[by].telegram.send('СТОП');
  },
  leave: async (scene) => {
    const { by } = scene.step;
    if (!ways(scene).telegram || by === 'stranger' || LEADERS.includes(by)) return;
    await scene.cast.people[by].telegram.send('/leave');
    await scene.cast.people[by].telegram.pressData('ls');
    scene.deeds.since.left.set(by, scene.world.clock.now());
  },
  block: (scene) => {
    if (!ways(scene).telegram || LEADERS.includes(scene.step.by)) return undefined;
    scene.deeds.since.blocked.set(scene.step.by, scene.world.clock.now());
    return scene.cast.people[scene.step.by].telegram.block();
  },
  vouch: ({ world, cast }) =>
    world.store.database.prisma.membership.updateMany({ where: { personId: cast.people.unvouched.id }, data: { vouched: true } }),
  remove: (scene) => {
    const removed = pick(['defender', 'both', 'unvouched'] as const, scene.step.n) ?? 'both';
    return press(scene, `rm:${scene.cast.slug}:${scene.cast.people[removed].id}`);
  },
  freeze: ({ world, cast, deeds }) => {
    deeds.since.frozen.set('deputy', world.clock.now());
    return world.store.database.transaction((tx) =>
      createOrganisers(world.store.cipher).freeze(tx, cast.people.deputy.id, world.clock.now()),
    );
  },
} satisfies Record<string, Act>;
export type ActName = keyof typeof acts;

/** Whatever is to be done, if there is an alarm to do it about. */
export async function play(scene: Scene): Promise<void> {
  const alarm = alarmOf(scene.facts);
  // Nobody can speak of an alarm before there is one.
  if (scene.step.act === 'report' || alarm) await acts[scene.step.act]({ ...scene, alarm: alarm as Alarm });
}

const anybody = fc.constantFrom(...roles);
const leader = fc.constantFrom<RoleName>('organiser', 'organiser', 'deputy');
const step = (act: fc.Arbitrary<ActName>, by: fc.Arbitrary<RoleName>): fc.Arbitrary<Step> => fc.record({ act, by, n: fc.nat(59) });

/** What somebody does next: mostly what the role is for, sometimes what nobody should be able to do. */
const anyStep = fc.oneof(
  { weight: 3, arbitrary: step(fc.constant('report'), anybody) },
  { weight: 3, arbitrary: step(fc.constant('verdict'), leader) },
  {
    weight: 12,
    arbitrary: step(
      fc.constantFrom('house', 'move', 'move', 'status', 'wanted', 'update', 'another', 'need', 'need', 'ring', 'ring', 'people'),
      leader,
    ),
  },
  { weight: 5, arbitrary: step(fc.constant('aid'), fc.constantFrom<RoleName>('farOrganiser')) },
  { weight: 14, arbitrary: step(fc.constantFrom('answer', 'answer', 'answerByText', 'comingTo', 'map', 'see', 'seeByText'), anybody) },
  {
    weight: 5,
    arbitrary: step(fc.constantFrom('taken', 'hurt', 'inside', 'people', 'link', 'strike', 'talk', 'home', 'witness'), anybody),
  },
  { weight: 3, arbitrary: step(fc.constant('look'), anybody) },
  // Forged, or guessed.
  { weight: 2, arbitrary: step(fc.constantFrom('end', 'move', 'update', 'aid', 'need', 'status', 'verdict', 'ring', 'remove'), anybody) },
  { weight: 3, arbitrary: step(fc.constant('end'), leader) },
  { weight: 1, arbitrary: step(fc.constantFrom('stop', 'leave', 'block'), anybody) },
  { weight: 1, arbitrary: step(fc.constantFrom('vouch', 'remove', 'freeze'), leader) },
);
const opening = step(
  fc.constant('report'),
  fc.constantFrom<RoleName>('trusted', 'trusted', 'trusted', 'organiser', 'stranger', 'unvouched'),
);

/** So many rounds of one history. */
export const plan = (rounds: number): fc.Arbitrary<readonly Step[]> =>
  fc.tuple(opening, fc.array(anyStep, { minLength: rounds - 1, maxLength: rounds - 1 })).map(([first, rest]) => [first, ...rest]);
