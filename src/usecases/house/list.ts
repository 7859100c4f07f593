import { placeKey, readPlaces } from '../../commands/house.ts';
import { type Action, may } from '../../domain/access.ts';
import type { Button, Content } from '../../domain/content.ts';
import type { Draft } from '../../domain/draft.ts';
import { HOUSE_PLACE_MAX, HOUSES_MAX, type House } from '../../domain/house.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Point } from '../../domain/neighbourhood.ts';
import { encodePress } from '../../domain/press.ts';
import { endedContent, whatTerm } from '../answer.ts';
import { lockIncident } from '../incident.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, showAnew, type Turn } from '../turn.ts';
import { findByCode } from '../verdict.ts';

/** Houses on one screen, each with its button. */
const PAGE = 8;
/** What a button can show of a place, on a narrow phone. */
const BUTTON_MAX = 40;

/** The incident, locked, where whoever spoke may do something about its houses, and it lasts; else they are told why not. */
export async function lockMine(turn: Turn, incident: Incident | undefined, action: Extract<Action, 'house' | 'move-call' | 'split'>) {
  if (!incident) return await note(turn, { key: 'incident-gone' });
  if (!may(turn.contact.member, action, incident.slug, turn.atlas)) return await refuse(turn);
  if (incident.stage !== 'open') return await note(turn, endedContent(incident));
  return incident;
}

/** "Houses" was pressed on an organiser's card, or one of the pages of the list. */
export async function pressHouses(turn: Turn, id: string, page: number): Promise<void> {
  const incident = await lockMine(turn, await lockIncident(turn, id), 'house');
  if (!incident) return;
  await acknowledge(turn);
  await showAnew(turn, listContent(incident, await housesOf(turn, incident), page));
}

/** "Add a house" was pressed: houses are waited for. */
export async function pressAddHouse(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const incident = await lockMine(turn, await lockIncident(turn, id), 'house');
  if (!incident) return;
  await store.drafts.put(tx, contact.id, { kind: 'house-add', incident: id }, now);
  await acknowledge(turn);
  await say(turn, { key: 'house-where', buttons: [[cancelButton()]] });
}

/** A text while houses are waited for: each line is one. False where it is none. */
export async function typeHouseLines(turn: Turn, draft: Extract<Draft, { kind: 'house-add' }>): Promise<boolean> {
  const { tx, store, contact, heard } = turn;
  const places = heard.signal.kind === 'text' ? readPlaces(heard.signal.text) : [];
  if (places.length === 0) return false;
  await store.drafts.drop(tx, contact.id);
  const incident = await lockMine(turn, await lockIncident(turn, draft.incident), 'house');
  if (incident) await addHouses(turn, incident, places, draft.point);
  return true;
}

/** A location while houses are waited for: the next one that is typed is there. */
export async function pointHouse(turn: Turn, draft: Extract<Draft, { kind: 'house-add' }>, point: Point): Promise<void> {
  const { tx, store, contact, now } = turn;
  await store.drafts.put(tx, contact.id, { ...draft, point }, now);
  await say(turn, { key: 'house-point', buttons: [[cancelButton()]] });
}

/** An organiser typed HOUSE with a code, and houses; without any, the list is what they want. */
export async function typeHouses(turn: Turn, code: string, places: readonly string[]): Promise<void> {
  const incident = await lockMine(turn, await findByCode(turn, code), 'house');
  if (!incident) return;
  if (places.length > 0) return await addHouses(turn, incident, places, undefined);
  await say(turn, listContent(incident, await housesOf(turn, incident), 0));
}

async function addHouses(turn: Turn, incident: Incident, places: readonly string[], point: Point | undefined): Promise<void> {
  const before = await housesOf(turn, incident);
  const after = await nameHouses(turn, incident, places, point);
  const added = after.length - before.length;
  const args = { added, known: places.length - added, limit: HOUSES_MAX };
  if (after.length >= HOUSES_MAX && args.known > 0) await say(turn, { key: 'houses-full', args });
  const { contact } = turn;
  if (contact.channel === 'phone') return await say(turn, { key: 'houses-added', args: { ...args, code: incident.code } });
  await say(turn, listContent(incident, after, Math.floor(Math.max(0, after.length - 1) / PAGE)));
}

/** The houses of an incident; where there is no list yet, its own place begins it. The incident has to be locked. */
export async function housesOf({ tx, store, now }: Turn, { id, place, point }: Incident): Promise<readonly House[]> {
  const houses = await store.houses.of(tx, id, now);
  if (houses.length > 0) return houses;
  await store.houses.add(tx, id, [{ place, point }]);
  return await store.houses.of(tx, id, now);
}

/** Adds those houses that are not on the list yet: the same place twice is one house. Returns the list. */
export async function nameHouses(turn: Turn, incident: Incident, places: readonly string[], point?: Point): Promise<readonly House[]> {
  const { tx, store, now } = turn;
  const known = await housesOf(turn, incident);
  const keys = new Set(known.map(({ place }) => placeKey(place)));
  const fresh = places
    .map((place) => [...place].slice(0, HOUSE_PLACE_MAX).join(''))
    .filter((place) => !keys.has(placeKey(place)) && keys.add(placeKey(place)))
    .slice(0, HOUSES_MAX - known.length);
  if (fresh.length === 0) return known;
  const at = fresh.length === 1 ? (point ?? null) : null;
  await store.houses.add(
    tx,
    incident.id,
    fresh.map((place) => ({ place, point: at })),
  );
  record(turn, 'house', `incident:${incident.id}`);
  return await store.houses.of(tx, incident.id, now);
}

function listContent(incident: Incident, houses: readonly House[], wanted: number): Content {
  const pages = Math.max(1, Math.ceil(houses.length / PAGE));
  const page = Math.min(wanted, pages - 1);
  const shown = houses.slice(page * PAGE, (page + 1) * PAGE);
  const id = String(incident.id);
  const turnTo = (key: string, to: number): Button => ({
    label: { key },
    press: encodePress({ kind: 'houses-page', incident: id, page: to }),
  });
  const turns = [
    ...(page > 0 ? [turnTo('button-earlier', page - 1)] : []),
    ...(page < pages - 1 ? [turnTo('button-later', page + 1)] : []),
  ];
  return {
    key: 'houses-list',
    args: {
      ...{ neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident), code: incident.code },
      ...{ count: houses.length, houses: { term: 'houses', houses: shown } },
    },
    buttons: [
      ...shown.map((house) => [houseButton('button-house', house, encodePress({ kind: 'house', house: house.id }))]),
      ...(turns.length > 0 ? [turns] : []),
      [{ label: { key: 'button-house-add' }, press: encodePress({ kind: 'house-add', incident: id }) }],
    ],
  };
}

/** A button with a house's number and place. */
export function houseButton(key: string, house: House, press: string): Button {
  return { label: { key, args: { number: house.number, place: [...house.place].slice(0, BUTTON_MAX).join('') } }, press };
}

export function cancelButton(): Button {
  return { label: { key: 'button-cancel' }, press: encodePress({ kind: 'cancel' }) };
}
