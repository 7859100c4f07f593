import { rankAt } from '../../domain/access.ts';
import type { Button, Content } from '../../domain/content.ts';
import { DRAFT_LIFE_MS, type Draft } from '../../domain/draft.ts';
import {
  dayAt,
  daysAfter,
  HOUSE_WANTED_MAX,
  type House,
  type HouseStatus,
  houseStatuses,
  nameHouse,
  postponedDays,
  readDay,
  wantedNumbers,
} from '../../domain/house.ts';
import type { Incident } from '../../domain/incident.ts';
import { encodePress } from '../../domain/press.ts';
import { lockIncident } from '../incident.ts';
import { acknowledge, note, record, say, showAnew, type Turn } from '../turn.ts';
import { cancelButton, housesOf, lockMine } from './list.ts';

const DAY_MS = 24 * 60 * 60_000;

interface Found {
  readonly incident: Incident;
  readonly house: House;
}

/** A house was chosen from the list. */
export async function pressHouse(turn: Turn, id: string): Promise<void> {
  const found = await find(turn, id);
  if (!found) return;
  await acknowledge(turn);
  await showAnew(turn, cardOf(found));
}

/** What becomes of it was pressed. Until when it is postponed is asked. */
export async function pressHouseStatus(turn: Turn, id: string, status: HouseStatus): Promise<void> {
  if (status !== 'postponed') return await setStatus(turn, id, status, null);
  const { tx, store, contact, now } = turn;
  const found = await find(turn, id);
  if (!found) return;
  await store.drafts.put(tx, contact.id, { kind: 'house-until', house: id }, now);
  await acknowledge(turn);
  const days = postponedDays.map((days) => daysAfter(todayOf(turn), days));
  const buttons = days.map((at) => ({
    label: { key: 'button-date', args: { date: { term: 'date', at } as const } },
    press: encodePress({ kind: 'house-until', house: id, day: at / DAY_MS }),
  }));
  await say(turn, { key: 'house-until-when', buttons: [buttons.slice(0, 3), buttons.slice(3), [cancelButton()]] });
}

/** A date was pressed, in days since the epoch. */
export async function pressHouseUntil(turn: Turn, id: string, day: number): Promise<void> {
  await dropWaiting(turn, 'house-until');
  await setStatus(turn, id, 'postponed', day * DAY_MS);
}

/** A text while a date is waited for. False where it is none. */
export async function typeHouseUntil(turn: Turn, house: string, typed: string): Promise<boolean> {
  if (!/^\d{1,2}[./-]\d{1,2}/u.test(typed)) return false;
  const at = readDay(typed, todayOf(turn));
  if (at === undefined) await say(turn, { key: 'house-until-bad' });
  else await pressHouseUntil(turn, house, at / DAY_MS);
  return true;
}

/** How many people are needed there: asks. */
export async function pressWanted(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const found = await find(turn, id);
  if (!found) return;
  await store.drafts.put(tx, contact.id, { kind: 'house-wanted', house: id }, now);
  await acknowledge(turn);
  const buttons = wantedNumbers.map((number) => ({
    label: { key: 'button-number', args: { number } },
    press: encodePress({ kind: 'house-need', house: id, wanted: number }),
  }));
  await say(turn, { key: 'house-how-many', buttons: [buttons, [cancelButton()]] });
}

/** The number was pressed. */
export async function pressHouseNeed(turn: Turn, id: string, wanted: number): Promise<void> {
  await dropWaiting(turn, 'house-wanted');
  const found = await find(turn, id);
  if (!found) return;
  await turn.store.houses.setWanted(turn.tx, found.incident.id, BigInt(id), wanted);
  record(turn, 'house', `house:${id}`);
  if (turn.heard.signal.kind === 'press') await acknowledge(turn);
  await showAnew(turn, cardOf({ ...found, house: { ...found.house, wanted } }));
}

/** A text while a number is waited for. False where it is none. */
export async function typeWanted(turn: Turn, house: string, typed: string): Promise<boolean> {
  const [, digits] = /^~? ?(\d{1,9})$/u.exec(typed) ?? [];
  if (digits === undefined) return false;
  const wanted = Number(digits);
  if (wanted < 1 || wanted > HOUSE_WANTED_MAX) await say(turn, { key: 'house-number-bad', args: { limit: HOUSE_WANTED_MAX } });
  else await pressHouseNeed(turn, house, wanted);
  return true;
}

async function setStatus(turn: Turn, id: string, status: HouseStatus, until: number | null): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const found = await find(turn, id);
  if (!found || !contact.member) return;
  const { incident, house } = found;
  if (house.status !== status || house.until !== until) {
    await store.houses.setStatus(tx, incident.id, BigInt(id), status, until);
    const said = { kind: 'house', house: id, status, ...(until === null ? {} : { until }) } as const;
    const rank = rankAt(contact.member, incident.slug, atlas);
    await store.events.add(tx, { incidentId: incident.id, personId: contact.member.id, rank, said }, now);
    record(turn, 'house', `house:${id}`);
  }
  // What was typed is answered by the house itself.
  if (turn.heard.signal.kind === 'press')
    await note(turn, { key: 'house-noted', args: { status: { term: 'house-status', status, until } } });
  await showAnew(turn, cardOf({ incident, house: { ...house, status, until } }));
}

/** The house, its incident locked, where whoever spoke may decide about it; else they are told why not. */
async function find(turn: Turn, id: string): Promise<Found | undefined> {
  const of = await turn.store.houses.find(turn.tx, BigInt(id));
  const incident = await lockMine(turn, of && (await lockIncident(turn, of.incidentId)), 'house');
  const house = incident && (await housesOf(turn, incident)).find((one) => one.id === of?.id);
  return incident && house ? { incident, house } : undefined;
}

function cardOf({ incident, house }: Found): Content {
  const { id, number, status, until, coming, there, left, wanted, called } = house;
  const set = (to: HouseStatus): Button => ({
    label: { key: `button-house-${to}` },
    press: encodePress({ kind: 'house-status', house: id, status: to }),
  });
  const [standing, threatened, demolishing, demolished, postponed] = houseStatuses.map(set) as [Button, Button, Button, Button, Button];
  const moves = { label: { key: 'button-call-to' }, press: encodePress({ kind: 'call-to', house: id }) };
  const splits = { label: { key: 'button-split' }, press: encodePress({ kind: 'split', house: id }) };
  return {
    key: 'house-card',
    args: {
      ...{ number, place: nameHouse(house), status: { term: 'house-status', status, until }, coming, there, left },
      ...{ wanted: wanted ?? 0, called: called ? 'yes' : 'no' },
    },
    buttons: [
      ...(called ? [] : [[moves], [splits]]),
      [threatened, demolishing],
      [standing, demolished],
      [postponed],
      [{ label: { key: 'button-house-wanted' }, press: encodePress({ kind: 'house-wanted', house: id }) }],
      [{ label: { key: 'button-houses' }, press: encodePress({ kind: 'houses', incident: String(incident.id) }) }],
    ],
  };
}

/** What was waited for has come by a button. */
async function dropWaiting({ tx, store, contact, now }: Turn, kind: Draft['kind']): Promise<void> {
  const waiting = await store.drafts.get(tx, contact.id, DRAFT_LIFE_MS, now);
  if (waiting?.draft.kind === kind) await store.drafts.drop(tx, contact.id);
}

/** The city's day, as the midnight that begins it in UTC. */
function todayOf({ money, now }: Turn): number {
  return dayAt(money.dayOf(now));
}
