import type { Random } from '../clock.ts';
import type { Answer } from '../domain/headcount.ts';
import type { Language } from '../domain/language.ts';
import type { Role, Trust } from '../domain/person.ts';
import type { Skill } from '../domain/skill.ts';
import { firstNames } from './names.ts';

export type Channel = 'telegram' | 'sms';

/** `blocked`: the bot, at some time when nobody listened. `stopped`: asked us for silence. */
export type ChatState = 'open' | 'blocked' | 'stopped';
/**
 * `stopped`: by a word that only we know, `unsubscribed`: by one that Twilio acts on as well. `invalid` and `landline` are refused
 * at once (21211, 21614); `dead` is taken and reported undelivered later (30005).
 */
export type PhoneState = 'open' | 'stopped' | 'unsubscribed' | 'invalid' | 'landline' | 'dead';

/** What somebody does when called: nothing, or this, so long after the call. */
export interface Habit {
  readonly answer: Answer;
  readonly afterMs: number;
}

/** One person in a drill. */
export interface Actor {
  readonly id: number;
  readonly name: string;
  readonly language: Language;
  readonly memberships: readonly { readonly slug: string; readonly role: Role }[];
  readonly trust: Trust;
  readonly skills: readonly Skill[];
  readonly chat?: { readonly id: number; readonly state: ChatState };
  readonly phone?: { readonly number: string; readonly state: PhoneState };
  /** Not registered when the story begins: joins in front of the audience. */
  readonly joinsLive: boolean;
  readonly habit?: Habit;
}

/** Somebody with a part in the story. */
export interface Lead extends Pick<Actor, 'name' | 'language' | 'trust' | 'memberships'> {
  readonly on: Channel;
  readonly skills?: readonly Skill[];
  readonly joinsLive?: boolean;
}

export interface CastSpec<Part extends string = string> {
  readonly seed: number;
  /** How many people each neighbourhood has, the leads whose first membership it is included. */
  readonly places: Readonly<Record<string, number>>;
  readonly leads: Readonly<Record<Part, Lead>>;
}

/** The same with about so many people, in the same proportions. */
export function sized<Part extends string>(spec: CastSpec<Part>, people: number): CastSpec<Part> {
  const all = Object.values(spec.places).reduce((sum, count) => sum + count, 0);
  const places = Object.fromEntries(Object.entries(spec.places).map(([slug, count]) => [slug, Math.round((count * people) / all)]));
  return { ...spec, places };
}

export interface Cast<Part extends string = string> {
  readonly actors: readonly Actor[];
  readonly lead: Readonly<Record<Part, Actor>>;
}

const BLOCKED_SHARE = 0.015;
const CHATS_PER_ACTOR = 5_000_000_001;

type Draft = { -readonly [K in keyof Actor]: Actor[K] };

/**
 * Half on Telegram only, a third with a phone only, a sixth with both; six in ten read Kazakh. One in thirty has blocked the bot, half of
 * those with a phone; one in fifty asked for silence; a few numbers cannot be reached.
 */
export function createCast<Part extends string>(spec: CastSpec<Part>, random: Random): Cast<Part> {
  const actors: Draft[] = [];
  const add = (person: Omit<Actor, 'id' | 'chat' | 'phone'>, telegram: boolean, sms: boolean): Draft => {
    const id = actors.length;
    const actor = {
      id,
      ...person,
      ...(telegram ? { chat: { id: CHATS_PER_ACTOR + id, state: 'open' } as const } : {}),
      ...(sms ? { phone: { number: `+7700${String(5_000_000 + id)}`, state: 'open' } as const } : {}),
    };
    actors.push(actor);
    return actor;
  };
  const named = Object.entries<Lead>(spec.leads).map(([part, { on, joinsLive = false, skills = [], ...lead }]) => {
    return [part, add({ ...lead, joinsLive, skills }, on === 'telegram', on === 'sms')] as const;
  });
  for (const [slug, count] of Object.entries(spec.places)) {
    const leads = actors.filter((a) => a.memberships[0]?.slug === slug).length;
    const crowd = Array.from({ length: count - leads }, (_, i) => {
      const turn = i % 6;
      return add(person(slug, turn, random), turn !== 3 && turn !== 4, turn > 2);
    });
    trouble(shuffled(crowd, random));
  }
  return { actors, lead: Object.fromEntries(named) as Record<Part, Actor> };
}

function person(slug: string, turn: number, random: Random): Omit<Actor, 'id' | 'chat' | 'phone'> {
  const lot = random.integer(100);
  const language: Language = lot < 60 ? 'kk' : lot < 95 ? 'ru' : 'en';
  const names = firstNames[language];
  const role = (['resident', 'both', 'defender'] as const)[random.integer(3)] ?? 'both';
  const trust = random.integer(5) === 0 ? 'trusted' : 'vouched';
  const name = names[random.integer(names.length)] ?? '';
  const habit = habitOf(turn > 2 && turn < 5 ? 28 : 40, random);
  return { name, language, memberships: [{ slug, role }], trust, skills: [], joinsLive: false, ...(habit ? { habit } : {}) };
}

function habitOf(percent: number, random: Random): Habit | undefined {
  if (random.integer(100) >= percent) return undefined;
  const lot = random.integer(100);
  const answer: Answer = lot < 70 ? 'coming' : lot < 82 ? 'there' : 'cant';
  return { answer, afterMs: 1_500 + random.integer(9_000) };
}

/** Gives a share of the crowd the troubles that every list has. */
function trouble(crowd: readonly Draft[]): void {
  const some = Math.max(1, Math.round(crowd.length * BLOCKED_SHARE));
  const chats = crowd.filter((a) => a.chat && !a.phone);
  const phones = crowd.filter((a) => a.phone && !a.chat);
  const both = crowd.filter((a) => a.chat && a.phone);
  const chat = (actor: Draft, state: ChatState): void => {
    if (actor.chat) actor.chat = { ...actor.chat, state };
  };
  const phone = (actor: Draft, state: PhoneState): void => {
    if (actor.phone) actor.phone = { number: state === 'invalid' ? `+7${actor.phone.number.slice(-4)}` : actor.phone.number, state };
  };
  for (const actor of chats.splice(0, some)) chat(actor, 'blocked');
  for (const actor of both.splice(0, some)) chat(actor, 'blocked');
  for (const actor of chats.splice(0, Math.ceil(some / 3))) chat(actor, 'stopped');
  for (const actor of both.splice(0, Math.ceil(some / 3))) phone(actor, 'stopped');
  for (const [i, actor] of phones.splice(0, some).entries()) phone(actor, i % 2 === 0 ? 'stopped' : 'unsubscribed');
  for (const state of ['dead', 'landline', 'invalid', 'dead'] as const) for (const actor of phones.splice(0, 1)) phone(actor, state);
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = random.integer(i + 1);
    [all[i], all[j]] = [all[j] as T, all[i] as T];
  }
  return all;
}
