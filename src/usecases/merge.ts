import { placeKey } from '../commands/house.ts';
import { may, rankAt } from '../domain/access.ts';
import { nameHouse, shortPlace } from '../domain/house.ts';
import type { Incident } from '../domain/incident.ts';
import { graver, keepFirst, line, mayBeOne, sameHouses } from '../domain/merge.ts';
import { encodePress } from '../domain/press.ts';
import { foldTimeline } from '../domain/timeline.ts';
import { giveReceipts } from '../store/opening.ts';
import { endedContent, offerAlarms } from './answer.ts';
import { cancelButton, housesOf } from './house/list.ts';
import { lockReports } from './incident.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';

/** People told in the transaction of the press itself; the engine goes on. */
const SAID_AT_ONCE = 250;
/** Incidents to choose from. */
const OFFERED = 8;

/** "Same as …" was pressed on an organiser's card: which other one is it? */
export async function pressMerge(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, atlas } = turn;
  const incident = await store.incidents.get(tx, BigInt(id));
  if (!(await mayMerge(turn, incident)) || !incident) return;
  const around = await store.incidents.liveIn(tx, line(incident.slug, atlas));
  const others = around.filter((one) => mayBeOne(one, incident, atlas) && may(contact.member, 'merge', one.slug, atlas)).slice(-OFFERED);
  const [only, ...more] = others;
  if (!only) return await note(turn, { key: 'merge-none' });
  await acknowledge(turn);
  if (more.length === 0) return await askSure(turn, incident, only);
  const { choices, buttons } = await offerAlarms(turn, others, (other) => ({ kind: 'merge-with', incident: id, other }));
  await say(turn, { key: 'merge-which', args: { code: incident.code, choices }, buttons: [...buttons, [cancelButton()]] });
}

/** The other was chosen: it cannot be undone but house by house, so it is asked once more. */
export async function pressMergeWith(turn: Turn, id: string, other: string): Promise<void> {
  const two = await findTwo(turn, BigInt(id), BigInt(other));
  if (!two) return;
  await acknowledge(turn);
  await askSure(turn, ...two);
}

export async function pressMergeSure(turn: Turn, id: string, other: string): Promise<void> {
  const two = await findTwo(turn, BigInt(id), BigInt(other));
  if (two) await merge(turn, ...two);
}

/** An organiser typed MERGE with two codes: whoever types both means it. */
export async function typeMerge(turn: Turn, codes: readonly [string, string]): Promise<void> {
  const { tx, store, now } = turn;
  const found: bigint[] = [];
  for (const code of codes) {
    const incident = await store.incidents.byCode(tx, code, now);
    if (!incident) return await say(turn, { key: 'code-unknown', args: { code } });
    found.push(incident.id);
  }
  const [one = 0n, other = 0n] = found;
  const two = await findTwo(turn, one, other);
  if (two) await merge(turn, ...two);
}

async function askSure(turn: Turn, one: Incident, other: Incident): Promise<void> {
  const press = encodePress({ kind: 'merge-sure', incident: String(one.id), other: String(other.id) });
  const args = { code: one.code, other: other.code, first: shortPlace(one.place), second: shortPlace(other.place) };
  await say(turn, { key: 'merge-sure', args, buttons: [[{ label: { key: 'button-merge-sure' }, press }], [cancelButton()]] });
}

/** Both, locked in the order of their ids, where whoever spoke may decide about both and they may be one; else they are told why not. */
async function findTwo(turn: Turn, one: bigint, other: bigint): Promise<readonly [Incident, Incident] | undefined> {
  const { tx, store, atlas } = turn;
  const slug = await store.incidents.slugOf(tx, one);
  if (slug) await lockReports(turn, slug);
  // Where one of them is merged already the one that stands for it is meant; no other merge comes in between.
  const meant = await Promise.all([one, other].map(async (id) => (await store.incidents.get(tx, id))?.id ?? id));
  const locked = new Map<bigint, Incident | undefined>();
  for (const id of [...new Set(meant)].sort((a, b) => Number(a - b))) locked.set(id, await store.incidents.lock(tx, id));
  const [first, second] = meant.map((id) => locked.get(id));
  if (!(await mayMerge(turn, first)) || !(await mayMerge(turn, second)) || !first || !second) return undefined;
  if (first.id === second.id) await note(turn, { key: 'merge-already', args: { code: first.code } });
  else if (!mayBeOne(first, second, atlas)) await note(turn, { key: 'merge-apart', args: { code: first.code, other: second.code } });
  else return [first, second];
  return undefined;
}

async function mayMerge(turn: Turn, incident: Incident | undefined): Promise<boolean> {
  if (!incident) await note(turn, { key: 'incident-gone' });
  else if (!may(turn.contact.member, 'merge', incident.slug, turn.atlas)) await refuse(turn);
  else if (incident.stage !== 'open' && incident.stage !== 'held') await note(turn, endedContent(incident));
  else return true;
  return false;
}

/**
 * Makes them one. Nobody is called again; whoever is coming or there learns the second place, where there are two; and whoever reported what
 * nobody had confirmed hears that people are called.
 */
async function merge(turn: Turn, one: Incident, other: Incident): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  if (!contact.member) return await refuse(turn);
  const [kept, merged] = keepFirst(one, other, atlas);
  const places = await joinHouses(turn, kept, merged);
  const waited = merged.stage === 'held' && kept.stage === 'open' ? await store.reports.reporters(tx, merged.id) : [];
  const kind = graver(kept.kind, merged.kind);
  const supply = kind === 'cutoff' ? (kept.supply ?? merged.supply) : null;
  await store.merges.merge(tx, { kept, merged, kind, supply, around: line(kept.slug, atlas), ...places.rows });
  await settleHouses(turn, kept.id, places.same);
  const said = { kind: 'merged', code: merged.code } as const;
  const rank = rankAt(contact.member, kept.slug, atlas);
  await store.events.add(tx, { incidentId: kept.id, personId: contact.member.id, rank, said }, now);
  for (const { id } of [kept, merged]) record(turn, 'merge', `incident:${id}`);
  await tellPlaces(turn, kept, places.told);
  const unaware = [];
  for (const to of waited) {
    if (!(await store.deliveries.hasCopy(tx, kept.id, to.contactId, to.personId ?? undefined))) unaware.push(to);
    else await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: await calledContent(turn, kept) }, now);
  }
  await giveReceipts(turn, kept, unaware);
  await note(turn, { key: 'merged', args: { code: kept.code, other: merged.code } });
}

async function calledContent({ tx, store }: Turn, kept: Incident) {
  const { coming, there } = await store.incidents.headcount(tx, kept.id);
  return { key: 'report-merged', args: { neighbourhood: neighbourhoodTerm(kept.slug), coming, there } };
}

/** The list that both have; there is none where only one place is known. */
async function joinHouses(turn: Turn, kept: Incident, merged: Incident) {
  const { tx, store, now } = turn;
  const theirs = await located(turn, merged);
  let mine = await located(turn, kept);
  if (theirs.listed || [...sameHouses(mine.houses, theirs.houses).values()].includes(null)) {
    await housesOf(turn, kept);
    mine = await located(turn, kept);
  }
  const same = sameHouses(mine.houses, theirs.houses);
  const [called, calledToo] = [mine, theirs].map(({ houses }) => houses.find((house) => house.called));
  const rows = {
    houses: new Map(theirs.listed ? [...same].map(([was, is]) => [BigInt(was), BigInt(is ?? was)] as const) : []),
    house: await houseOf(),
    follows: calledToo !== undefined && same.get(calledToo.id) === called?.id,
  };
  const told = called && calledToo && same.get(calledToo.id) === null ? [called.name, calledToo.name] : [];
  return { rows, told, same: [...new Set(same.values())].filter((id) => id !== null && theirs.listed) };

  /** Where those go who go where the call of the merged one goes, and it has no list. */
  async function houseOf(): Promise<bigint | null> {
    const is = theirs.listed ? undefined : same.get(theirs.houses[0]?.id ?? '');
    if (is === undefined) return null;
    if (is !== null) return mine.listed ? BigInt(is) : null;
    await store.houses.add(tx, kept.id, [{ place: merged.place, point: merged.point }]);
    return BigInt((await store.houses.of(tx, kept.id, now)).at(-1)?.id ?? 0);
  }
}

/** The houses of an incident; where there is no list, its own place as the only one. */
async function located({ tx, store, now }: Turn, { id, place }: Incident) {
  const houses = await store.houses.of(tx, id, now);
  const of = houses.length > 0 ? houses : [{ id: '', number: 1, place, called: true }];
  return {
    listed: houses.length > 0,
    houses: of.map((house) => ({ id: house.id, key: house.place && placeKey(house.place), called: house.called, name: nameHouse(house) })),
  };
}

/** What becomes of a house that both had on their lists is what was said of it last. */
async function settleHouses({ tx, store }: Turn, id: bigint, same: readonly (string | null)[]): Promise<void> {
  const said = foldTimeline(await store.events.of(tx, id)).houses;
  for (const house of same) {
    const last = house === null ? undefined : said.get(house);
    if (house !== null && last) await store.houses.setStatus(tx, id, BigInt(house), last.status, last.until);
  }
}

async function tellPlaces({ tx, store, now }: Turn, { id, slug }: Incident, [first, second]: readonly string[]): Promise<void> {
  if (first === undefined || second === undefined) return;
  const args = { neighbourhood: neighbourhoodTerm(slug), first: shortPlace(first), second: shortPlace(second) };
  const places = { kind: 'place', incidentId: id, slug } as const;
  const alert = await store.alerts.create(tx, { ...places, content: { key: 'merged-places', args } }, now);
  await store.alerts.beginReached(tx, { ...places, id: alert }, ['coming', 'there'], SAID_AT_ONCE, now);
}
