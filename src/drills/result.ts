import type { Answer } from '../domain/headcount.ts';
import { dollars, priceOf } from '../domain/price.ts';
import { channelOf, type Tally, type Times, tally, timesOf, unreleased } from './account.ts';
import type { Actor, Channel } from './cast.ts';
import type { Claim, Stage, Wave } from './stage.ts';
import type { Theatre } from './theatre.ts';
import type { Watch } from './watch.ts';

/** What a drill measured. The first part is the contract of `--json`; counts are of people, over all alerts, unless they say more. */
export interface DrillResult {
  readonly scenario: string;
  /** In the cast. */
  readonly people: number;
  /** Called for the first alert. */
  readonly called: number;
  /** Should have been called, and no provider accepted a call for them. */
  readonly lost: number;
  /** Called more than once on one channel for one alert. */
  readonly duplicates: number;
  readonly refused429: number;
  readonly overLimit: number;
  readonly segments: number;
  /** Of real time. */
  readonly seconds: number;
  /** Of the first alert: from the report leaving the phone to the provider's acceptance, in the story's time. */
  readonly channels: Readonly<Record<Channel, Times>>;
  /** Called, though they should not have been. */
  readonly strays: number;
  /** Addresses of people who asked for silence that something was sent to, or tried to be. */
  readonly silenceBroken: number;
  /** Called, and left without the all-clear. */
  readonly unreleased: number;
  /** Missed a message that was for everyone, or got it twice. */
  readonly misinformed: number;
  /** Were on the way or there when the call moved, and did not hear the new place once; or heard it without. */
  readonly unmoved: number;
  /** Were there, and were not asked once whether they are home safe; or were asked without. */
  readonly unasked: number;
  /** What the day had to come to on people's phones, and did. */
  readonly proved: readonly string[];
  /** And did not. */
  readonly unproved: readonly string[];
  readonly calledBy: Readonly<Record<Channel, number>>;
  /** Refused by the provider for good, or reported undelivered. */
  readonly failures: Readonly<Record<Channel, number>>;
  readonly answers: Readonly<Record<Answer, number>>;
  readonly answersBy: Readonly<Record<Channel, number>>;
  readonly costUsd: number;
  /** What people in the story could not do. */
  readonly problems: readonly string[];
}

export interface Played {
  readonly scenario: string;
  readonly actors: readonly Actor[];
  readonly stage: Stage;
  readonly theatre: Theatre;
  readonly watch: Watch;
  readonly realMs: number;
}

const unmeasured: Record<Channel, Times> = { telegram: timesOf([]), sms: timesOf([]) };

/** Adds up what the providers saw. */
export function resultOf({ scenario, actors, stage, theatre, watch, realMs }: Played): DrillResult {
  const { telegram, twilio } = theatre;
  const tallies = stage.alerts.map((alert) => tally(alert, watch.calls));
  const [first] = tallies;
  const people = (pick: (t: Tally) => readonly number[]): number => tallies.reduce((sum, t) => sum + pick(t).length, 0);
  const reachable = new Set(stage.alerts.flatMap((alert) => [...alert.audience.should.keys()]));
  const strict = (claim: Claim): readonly Wave[] => stage.waves.filter((wave) => wave.claim === claim);
  const wrong = (claim: Claim): number => strict(claim).reduce((sum, wave) => sum + notOnce(actors, wave), 0);
  const answered = [...stage.habits.answers];
  const answers = (wanted: Answer): number => answered.filter(([, answer]) => answer === wanted).length;
  const hasChat = ([person]: readonly [number, Answer]): boolean => actors[person]?.chat?.state === 'open';
  const firstCalls = [...(first?.called.values() ?? [])];
  return {
    scenario,
    people: actors.length,
    called: firstCalls.length,
    lost: people((t) => t.lost),
    duplicates: people((t) => t.duplicates),
    refused429: telegram.refused429 + twilio.refused429,
    overLimit: telegram.overLimit + twilio.overLimit,
    segments: twilio.segments,
    seconds: Math.round(realMs / 100) / 10,
    channels: first?.times ?? unmeasured,
    strays: people((t) => t.strays),
    silenceBroken: silenced(actors).filter((address) => theatre.tried.has(address)).length,
    unreleased: unreleased(tallies, reachable, watch.allClears).length,
    ...{ misinformed: wrong('misinformed'), unmoved: wrong('unmoved'), unasked: wrong('unasked') },
    proved: stage.proofs.filter(({ holds }) => holds).map(({ what }) => what),
    unproved: stage.proofs.filter(({ holds }) => !holds).map(({ what }) => what),
    calledBy: { telegram: firstCalls.filter((c) => c === 'telegram').length, sms: firstCalls.filter((c) => c === 'sms').length },
    failures: failuresOf(theatre, actors),
    answers: { coming: answers('coming'), there: answers('there'), cant: answers('cant'), left: answers('left') },
    answersBy: { telegram: answered.filter(hasChat).length, sms: answered.filter((a) => !hasChat(a)).length },
    costUsd: Number(dollars(twilio.segments * priceOf(theatre.config.twilio?.prices.segment ?? {}, KAZAKHSTAN))),
    problems: stage.habits.problems,
  };
}

/** Where everybody's number in a drill is. */
const KAZAKHSTAN = '+77';

/** Why a drill is not passed; empty where it is. */
export function faultsOf(result: DrillResult): readonly string[] {
  const faults: readonly (readonly [number, string])[] = [
    [result.lost, 'should have been called and were not'],
    [result.duplicates, 'were called twice on one channel for one alert'],
    [result.strays, 'were called and should not have been'],
    [result.silenceBroken, 'had asked for silence and were written to'],
    [result.unreleased, 'were called and heard no all-clear'],
    [result.misinformed, 'did not get the message for everyone exactly once'],
    [result.unmoved, 'were on the way or there, and did not hear the new place exactly once'],
    [result.unasked, 'were there, and were not asked exactly once whether they are safe'],
    [result.unproved.length, `things were not as they should be (${result.unproved.join('; ')})`],
    [result.refused429, 'requests were refused with 429'],
    [result.overLimit, 'requests came over the limit'],
    [result.problems.length, `times people could not do what they wanted (${result.problems[0]})`],
    [result.called === 0 ? 1 : 0, 'alert called nobody at all'],
  ];
  return faults.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}

/** Numbers and chats of everyone who asked for silence there. */
function silenced(actors: readonly Actor[]): readonly string[] {
  return actors.flatMap(({ chat, phone }) => [
    ...(chat?.state === 'stopped' ? [String(chat.id)] : []),
    ...(phone?.state === 'stopped' || phone?.state === 'unsubscribed' ? [phone.number] : []),
  ]);
}

/** Those it was for and who did not hear it once, and those who heard it though it was not for them. */
function notOnce(actors: readonly Actor[], { expected, heard }: Wave): number {
  const others = [...heard.keys()].filter((person) => !expected.has(person) && channelOf(actors[person] ?? {}) !== undefined);
  return [...expected.keys()].filter((person) => heard.get(person) !== 1).length + others.length;
}

function failuresOf({ telegram, twilio }: Theatre, actors: readonly Actor[]): Record<Channel, number> {
  const accepted = telegram.sends.filter((send) => send.method === 'sendMessage').length;
  const dead = new Set(actors.flatMap(({ phone }) => (phone?.state === 'dead' ? [phone.number] : [])));
  const undelivered = twilio.sends.filter((send) => dead.has(send.to)).length;
  return {
    telegram: (telegram.calls.get('sendMessage') ?? 0) - accepted - telegram.refused429,
    sms: (twilio.calls.get('messages.create') ?? 0) - twilio.sends.length - twilio.refused429 + undelivered,
  };
}
