import { placeKey } from '../commands/house.ts';
import { rankAt } from '../domain/access.ts';
import { type House, nameHouse } from '../domain/house.ts';
import type { Incident } from '../domain/incident.ts';
import { encodePress } from '../domain/press.ts';
import { cancelButton, housesOf, lockMine } from './house/list.ts';
import { freeCode, lockIncident, showOrganisers } from './incident.ts';
import { acknowledge, note, record, say, type Turn } from './turn.ts';
import { findByCode } from './verdict.ts';

/** "This is another alarm" was pressed on a house: asks whether it is. */
export async function pressSplit(turn: Turn, id: string): Promise<void> {
  const found = await find(turn, id);
  if (!found) return;
  await acknowledge(turn);
  const press = encodePress({ kind: 'split-sure', house: found.house.id });
  const buttons = [[{ label: { key: 'button-split-sure' }, press }], [cancelButton()]];
  await say(turn, { key: 'split-sure', args: { place: nameHouse(found.house) }, buttons });
}

export async function pressSplitSure(turn: Turn, id: string): Promise<void> {
  const found = await find(turn, id);
  if (found) await split(turn, found.incident, found.house, found.first);
}

/** An organiser typed SPLIT with a code and a place of the list. */
export async function typeSplit(turn: Turn, code: string, place: string): Promise<void> {
  const incident = await lockMine(turn, await findByCode(turn, code), 'split');
  if (!incident) return;
  const [first, ...more] = await housesOf(turn, incident);
  const house = [first, ...more].find((one) => one && placeKey(one.place) === placeKey(place));
  if (place === '' || !house || !first) return await say(turn, { key: 'split-where', args: { code } });
  if (await maySplit(turn, house)) await split(turn, incident, house, first);
}

/** The house, its incident locked, where whoever spoke may make it another; else they are told why not. */
async function find(turn: Turn, id: string) {
  const of = await turn.store.houses.find(turn.tx, BigInt(id));
  const incident = await lockMine(turn, of && (await lockIncident(turn, of.incidentId)), 'split');
  if (!incident) return undefined;
  const houses = await housesOf(turn, incident);
  const [house, first] = [houses.find((one) => one.id === of?.id), houses[0]];
  return house && first && (await maySplit(turn, house)) ? { incident, house, first } : undefined;
}

/** Where the call is, the incident is: that house stays, and any other can go. */
async function maySplit(turn: Turn, house: House): Promise<boolean> {
  if (house.called) await note(turn, { key: 'split-called' });
  return !house.called;
}

/** The house is an incident of its own, with a code of its own, and whoever goes there goes with it. Nobody is called, and nothing is said to them. */
async function split(turn: Turn, incident: Incident, house: House, first: House): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  if (!contact.member) return;
  const { slug, kind, supply, asker } = incident;
  const { place, point } = house;
  const code = await freeCode(turn);
  const other = await store.incidents.create(tx, { code, slug, kind, supply, stage: 'open', asker, place, point }, now);
  const said = { kind: 'split', code } as const;
  const rank = rankAt(contact.member, slug, atlas);
  await store.events.add(tx, { incidentId: incident.id, personId: contact.member.id, rank, said }, now);
  const reports = (await store.reports.placed(tx, incident.id)).filter((one) => placeKey(one.place) === placeKey(place));
  const going = await store.merges.split(
    tx,
    { from: incident.id, to: other.id, house: BigInt(house.id), first: BigInt(first.id), reports: reports.map(({ id }) => id) },
    now,
  );
  await showOrganisers(turn, other);
  record(turn, 'split', `incident:${incident.id}`);
  record(turn, 'split', `incident:${other.id}`);
  await note(turn, { key: 'split-done', args: { code, place: nameHouse(house), going } });
}
