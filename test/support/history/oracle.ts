import type { Deeds } from './acts.ts';
import type { Cast, RoleName } from './cast.ts';
import { type Alarm, during, type Facts, type Moment } from './facts.ts';
import type { Heard } from './heard.ts';

/** What a message is for. Answers to people, organisers' cards and what follows an alarm are none of these. */
type Purpose = 'call' | 'need' | 'update' | 'house' | 'enough' | 'place' | 'all-clear' | 'false';

const PURPOSES: readonly (readonly [Purpose, RegExp])[] = [
  ['all-clear', /^🏁 [^\n]* — отбой, |^[^\n]*: отбой, \d|^Отбой/u],
  ['false', /^⚪ [^\n]*ложная тревога\. |^[^\n]*: ложная тревога\. /u],
  ['house', /они ушли к другому дому/u],
  ['enough', /людей достаточно\.(?! [^\n]*Сможете пойти туда\?$)/u],
  ['place', /сообщают, что ещё и здесь/u],
  ['update', /^📣 Квартал|^Квартал \d+: (?:Новость|есть новости)/u],
  ['need', /^(?:[👶♿][^\n]*\n)*🙋 Нужен|^[^\n]*Нужен (?:медик|юрист)/u],
  ['call', /^(?:[👶♿][^\n]*\n)*🔴(?![^]*\nКод )|снос\. [^\n]*(?:1 иду, 2 нет)|Нужны люди\. /u],
];
/** A telephone call says what is so once somebody listens. */
const TALK_MS = 60_000;
/** What is over is dropped where it waits; only what is at the provider's door by then goes through. */
const ENDED_MS = 250;
const LEADERS: readonly RoleName[] = ['organiser', 'deputy'];
const OUTSIDE: readonly RoleName[] = ['far', 'farOrganiser', 'medic', 'lawyer'];
const TOKEN = /(Тополь|Новость|Пленник|Пациент) (\d+)/gu;

export const tokensIn = (text: string): readonly string[] => [...text.matchAll(TOKEN)].map(([all]) => all);

export function purposeOf({ text, as, channel }: Heard): Purpose | undefined {
  // What is reported next door is no part of the history.
  if (as === 'toast' || as === 'shown' || /Аксай \d+(?:: | — )/u.test(text)) return undefined;
  const found = PURPOSES.find(([, pattern]) => pattern.test(text))?.[0];
  // On the telephone only what it is about: what rings after the end says that it is over.
  if (channel === 'voice') return /Отбой|отбой|закончил|дома/u.test(text) ? 'all-clear' : /Нужн/u.test(text) ? 'call' : undefined;
  return found;
}

export interface Played {
  readonly cast: Cast;
  readonly facts: Facts;
  readonly deeds: Deeds;
  readonly heard: readonly Heard[];
}

/** Everything in a history that must not be, as sentences. */
export function violations(played: Played): readonly string[] {
  const found = [...played.heard.flatMap((one) => wrong(played, one).map((why) => tell(one, why))), ...endings(played)];
  return [...new Set(found)];
}

const tell = ({ at, role, channel, as, text }: Heard, why: string): string =>
  `${why}: ${role} by ${channel} at ${new Date(at).toISOString().slice(11, 23)} (${as}) ${JSON.stringify(text)}`;

function wrong(played: Played, one: Heard): readonly string[] {
  return [...leaks(played, one), ...late(played, one), ...repelled(played, one)];
}

const alarmAt = ({ facts }: Played, place: string): Alarm | undefined => facts.alarms.get(facts.places.get(place) ?? '');
/** The stages, places and answers that may have been so when it was sent. */
const momentsAt = (alarm: Alarm, at: number): readonly Moment[] => during(alarm.moments, at);

/** A place, a name or organisers' words on a phone that may not have it. */
function leaks(played: Played, { at, role, text }: Heard): readonly string[] {
  const { deeds } = played;
  const tokens = tokensIn(text);
  const foreign = tokens.filter((token) => Math.floor(Number(token.split(' ')[1]) / 1_000) - 10 !== played.cast.index);
  const secret = tokens.filter((token) => {
    // What somebody reported themselves they know.
    if (deeds.saidBy.get(token) === role) return false;
    if (/Пленник/u.test(token)) return ![...LEADERS, 'lawyer'].includes(role);
    if (/Пациент/u.test(token)) return ![...LEADERS, 'medic'].includes(role);
    return !mayKnow(played, role, token, at);
  });
  return [
    ...foreign.map((token) => `${token} is from another history`),
    ...secret.map((token) => `${token} is told to one who may not know it`),
  ];
}

function mayKnow(played: Played, role: RoleName, token: string, at: number): boolean {
  const { facts, cast, deeds } = played;
  // Where anybody may join, anybody may report, and is shown what they joined.
  const reported = [...facts.places].some(
    ([place, id]) => (!token.startsWith('Тополь') || id === facts.places.get(token)) && deeds.saidBy.get(place) === role,
  );
  const standing = during(facts.standing.get(role) ?? [], at);
  if (reported && cast.door === 'open' && standing.every(({ state }) => state !== 'shut')) return true;
  if (role === 'stranger') return false;
  const told = standing.some(({ state }) => state === 'told');
  if (!OUTSIDE.includes(role)) return told;
  // News is told to whoever is called or asked; which alarm it was about is that of the newest place.
  const alarms = /Тополь/u.test(token) ? [alarmAt(played, token)] : [...facts.alarms.values()];
  return alarms.some((alarm) => {
    const moments = alarm?.moments.filter((moment) => moment.at <= at) ?? [];
    return moments.some(({ rings, wanted }) => {
      const ring = rings.get(cast.next);
      return ring === 'called' || (ring !== undefined && role === 'farOrganiser') || wanted.has(role);
    });
  });
}

/** Calls to what is over, or to a house where nobody is called to any more. */
function late(played: Played, one: Heard): readonly string[] {
  const { at, as, text, role } = one;
  const purpose = purposeOf(one);
  if (as !== 'message' || purpose === undefined || purpose === 'all-clear' || purpose === 'false') return [];
  const places = tokensIn(text).filter((token) => token.startsWith('Тополь'));
  const alarms = places.flatMap((place) => alarmAt(played, place) ?? []);
  const about = alarms.length > 0 ? alarms : [...played.facts.alarms.values()];
  // Whatever opens by itself, such as a report that waited for long enough, was seen to be open later only.
  const isOpen = (alarm: Alarm): boolean =>
    [...during(alarm.moments, at, ENDED_MS), ...opening(alarm, at)].some(({ stage }) => stage === 'open');
  if (!(alarms.length > 0 ? about.every(isOpen) : about.some(isOpen))) return [`a ${purpose} about what is over`];
  const [alarm] = alarms;
  if (!alarm || LEADERS.includes(role)) return [];
  const moments = momentsAt(alarm, at);
  if (purpose === 'call') {
    const where = /(?:▶️|📍) [^\n]*?(Тополь \d+)/u.exec(text)?.[1] ?? places[0] ?? '';
    const since = one.channel === 'voice' ? alarm.moments.filter((moment) => moment.at >= at && moment.at < at + TALK_MS) : [];
    if (![...moments, ...since].some(({ place }) => place === where)) return ['a call to where nobody is called'];
  }
  if (purpose === 'house' && !moments.some(({ place }) => place === places[0])) return ['a move to where nobody is called'];
  if (purpose === 'enough' && places[1]) {
    const status = (place: string): boolean =>
      moments.some(({ houses, place: called }) => place === called || !['demolished', 'postponed'].includes(houses.get(place) ?? ''));
    if (!status(places[1])) return ['sent to a house that is gone'];
  }
  return [];
}

function opening({ moments }: Alarm, at: number): readonly Moment[] {
  const next = moments.find((moment) => moment.at > at);
  return next && moments.findLast((moment) => moment.at <= at)?.stage !== 'over' ? [next] : [];
}

/** Whoever cannot come, has left or has stopped is left in peace. */
function repelled(played: Played, one: Heard): readonly string[] {
  const { at, role, channel, as, text } = one;
  const { deeds, cast } = played;
  const { left, stopped, muted, frozen } = deeds.since;
  const purpose = purposeOf(one);
  const gone = left.get(role);
  if (gone !== undefined && at > gone && as !== 'toast' && !/^Стёрто|^Точно\?/u.test(text) && as !== 'shown')
    return ['told after they have left'];
  const silent = (channel === 'telegram' ? muted : stopped).get(role);
  if (silent !== undefined && at > silent && as === 'message' && purpose !== undefined) return ['told after they have stopped'];
  if (purpose === undefined || as !== 'message') return [];
  const writer = tokensIn(text).map((token) => deeds.saidBy.get(token))[0];
  const thawed = frozen.get(writer ?? 'organiser');
  if (purpose === 'update' && writer === 'deputy' && thawed !== undefined && at > thawed) return ['news from a frozen account'];
  if (purpose === 'all-clear' || purpose === 'false') return [];
  const places = tokensIn(text).filter((token) => token.startsWith('Тополь'));
  return places.flatMap((place) => {
    const moments = momentsAt(alarmAt(played, place) ?? { ...NOTHING }, at);
    const said = moments.map(({ answers }) => answers.get(cast.people[role].id));
    const no = said.length > 0 && said.every((answer) => answer === 'cant' || answer === 'left');
    return no ? [`a ${purpose} to one who cannot come or has left`] : [];
  });
}

const NOTHING: Alarm = { ...{ id: '', code: '', slug: '', moments: [], houseIds: [], ringIds: [], eventIds: [], casualtyIds: [] } };

/** One call on each channel, and one word of the end to everybody who was called. */
function endings(played: Played): readonly string[] {
  const { heard, facts, deeds } = played;
  const found: string[] = [];
  const opened = [...facts.alarms.values()].filter(({ moments }) => moments.some(({ stage }) => stage === 'open'));
  const ended = (stage: string): readonly Alarm[] => opened.filter(({ moments }) => moments.at(-1)?.stage === stage);
  const of = (role: RoleName, channel: Heard['channel'], purpose: Purpose): readonly Heard[] =>
    heard.filter((one) => one.role === role && one.channel === channel && one.as === 'message' && purposeOf(one) === purpose);
  for (const role of new Set(heard.map((one) => one.role))) {
    if (LEADERS.includes(role)) continue;
    for (const channel of ['telegram', 'sms'] as const) {
      const calls = of(role, channel, 'call');
      const clear = of(role, channel, 'all-clear');
      if (calls.length > opened.length) found.push(`${role} has ${calls.length} calls by ${channel} to ${opened.length} alarms`);
      if (clear.length > ended('over').length) found.push(`${role} hears ${clear.length} ends by ${channel} of ${ended('over').length}`);
      const reachable = ![deeds.since.left, deeds.since.stopped, deeds.since.muted, deeds.since.blocked].some((gone) => gone.has(role));
      if (reachable && ended('over').length === opened.length && clear.length < calls.length)
        found.push(`${role} hears ${clear.length} ends by ${channel} of ${calls.length} calls`);
      for (const alarm of opened) {
        const about = (all: readonly Heard[]): readonly Heard[] =>
          all.filter(({ text }) => tokensIn(text).some((token) => facts.places.get(token) === alarm.id));
        if (about(calls).length > 1)
          found.push(`${role} is called twice by ${channel}: ${JSON.stringify(about(calls).map(({ text }) => text))}`);
        const stage = alarm.moments.at(-1)?.stage;
        if (stage === 'open') found.push(`alarm ${alarm.id} is open, though it was stood down`);
        if (about(calls).length === 0) continue;
        const ends = about(stage === 'over' ? clear : of(role, channel, 'false')).length;
        const hidden = facts.standing.get(role)?.some(({ state }) => state !== 'told');
        if (ends > 1 || (reachable && !hidden && ends === 0))
          found.push(`${role} was called by ${channel}, and hears ${ends} ends of alarm ${alarm.id}`);
      }
    }
  }
  return found;
}
