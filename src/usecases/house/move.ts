import { placeKey } from '../../commands/house.ts';
import { rankAt, scopeOf } from '../../domain/access.ts';
import { HOUSES_MAX, type House, nameHouse, shortPlace } from '../../domain/house.ts';
import type { Incident } from '../../domain/incident.ts';
import { encodePress } from '../../domain/press.ts';
import { takeInbound } from '../../store/inbound.ts';
import { lockIncident } from '../incident.ts';
import { neighbourhoodTerm, note, record, say, type Turn } from '../turn.ts';
import { findByCode } from '../verdict.ts';
import { houseButton, housesOf, lockMine, nameHouses } from './list.ts';

/** People told in the transaction of the press itself; the engine goes on. */
const SAID_AT_ONCE = 250;
/** Houses that are offered to move to, and how often. */
const OFFERED = 6;
const OFFERED_ONCE_IN_MS = 10 * 60_000;
/** An organiser says that they are moving to a house. */
export async function pressCallTo(turn: Turn, id: string): Promise<void> {
  const of = await turn.store.houses.find(turn.tx, BigInt(id));
  const incident = await lockMine(turn, of && (await lockIncident(turn, of.incidentId)), 'move-call');
  const house = incident && (await housesOf(turn, incident)).find((one) => one.id === of?.id);
  if (incident && house) await moveCall(turn, incident, house);
}

/** An organiser typed MOVE with a code and a place: a house of the list, or a new one. */
export async function typeCallTo(turn: Turn, code: string, place: string): Promise<void> {
  const incident = await lockMine(turn, await findByCode(turn, code), 'move-call');
  if (!incident) return;
  if (place === '') return await offerHouses(turn, incident, await housesOf(turn, incident));
  const house = (await nameHouses(turn, incident, [place])).find((one) => placeKey(one.place) === placeKey(place));
  if (!house) return await say(turn, { key: 'houses-full', args: { limit: HOUSES_MAX } });
  await moveCall(turn, incident, house);
}

/**
 * The call goes to another house: those who go where it goes, on their way or there, are told the new place, once; whoever is called from now
 * on hears it in the call. Pressed again, it is there already.
 */
async function moveCall(turn: Turn, incident: Incident, house: House): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const { id, slug } = incident;
  const place = nameHouse(house);
  if (house.called || !contact.member) return await note(turn, { key: 'call-there', args: { place } });
  const told = await store.houses.moveCall(tx, id, house, now);
  const said = { kind: 'call-moved', house: house.id } as const;
  await store.events.add(tx, { incidentId: id, personId: contact.member.id, rank: rankAt(contact.member, slug, atlas), said }, now);
  record(turn, 'move-call', `house:${house.id}`);
  const answer = (value: 'coming' | 'there' | 'cant') => ({
    label: { key: `button-${value}` },
    press: encodePress({ kind: 'answer', incident: String(id), answer: value }),
  });
  const map = { label: { key: 'button-map' }, press: encodePress({ kind: 'map', incident: String(id) }) };
  const content = {
    key: 'house-moved',
    oneWay: 'house-moved-one-way',
    args: { neighbourhood: neighbourhoodTerm(slug), place, to: shortPlace(place) },
    buttons: [
      [answer('coming'), answer('there')],
      [answer('cant'), map],
    ],
  };
  const alert = { kind: 'house', incidentId: id, slug } as const;
  const created = await store.alerts.create(tx, { ...alert, content, authorId: contact.member.id }, now);
  await store.houses.takeBack(tx, id, created, now);
  await store.alerts.beginReached(tx, { ...alert, id: created }, ['coming-following', 'there-following'], SAID_AT_ONCE, now);
  await note(turn, { key: 'call-moved', args: { place, told } });
}

/**
 * Somebody there says that they have moved on: that alone moves nothing, but organisers are asked whether the call is to, and where. Not more
 * often than once in a while.
 */
export async function offerMove(turn: Turn, incident: Incident): Promise<void> {
  const { tx, store, atlas, now } = turn;
  if (!(await takeInbound(tx, `moved-on:${incident.id}:${Math.floor(now / OFFERED_ONCE_IN_MS)}`, now))) return;
  const houses = await housesOf(turn, incident);
  const content = offerOf(incident, houses);
  for (const to of await store.people.organisers(tx, scopeOf('move-call', incident.slug, atlas), turn.reachable)) {
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  }
}

async function offerHouses(turn: Turn, incident: Incident, houses: readonly House[]): Promise<void> {
  await say(turn, { ...offerOf(incident, houses), key: 'move-where' });
}

function offerOf({ id, slug, code }: Incident, houses: readonly House[]) {
  const others = houses.filter(({ called, status }) => !called && status !== 'demolished').slice(0, OFFERED);
  return {
    key: 'move-offer',
    oneWay: 'move-offer-one-way',
    args: { neighbourhood: neighbourhoodTerm(slug), code },
    buttons: [
      ...others.map((house) => [houseButton('button-move-to', house, encodePress({ kind: 'call-to', house: house.id }))]),
      [{ label: { key: 'button-house-add' }, press: encodePress({ kind: 'house-add', incident: String(id) }) }],
    ],
  };
}
