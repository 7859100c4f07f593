import type { Intent } from '../../commands/intent.ts';
import type { Button } from '../../domain/content.ts';
import type { Incident } from '../../domain/incident.ts';
import { encodePress } from '../../domain/press.ts';
import type { OpenCasualty } from '../../store/casualty.ts';
import { acknowledge, note, record, refuse, say, type Turn } from '../turn.ts';
import { lastOf, readable, reveal, stationKey } from './list.ts';
import { writeStep } from './record.ts';

/** Stations to choose from. */
const STATIONS = 8;

/** Several are out at once: all of one station, or numbers to be typed. */
export async function pressWave(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const found = await held(turn, id);
  if (!found) return;
  const byStation = Map.groupBy(found.people.filter(isAtStation), (one) => stationKey(lastOf(one, 'station')));
  await store.drafts.put(tx, contact.id, { kind: 'casualty-wave', incident: id }, now);
  await acknowledge(turn);
  // Its buttons name stations: they are opened for that.
  for (const one of found.people) record(turn, 'read-casualty', `casualty:${one.id}`);
  const buttons = [...byStation].slice(0, STATIONS).map(([station, people]): Button[] => {
    const name = people[0] ? lastOf(people[0], 'station') : '';
    const args = { station: [...name].slice(0, 30).join(''), count: people.length };
    return [{ label: { key: 'button-station', args }, press: encodePress({ kind: 'casualty-station', incident: id, station }) }];
  });
  const content = { key: 'casualty-wave', args: { count: found.people.length }, buttons };
  await reveal(
    turn,
    content,
    found.people.map(({ id: one }) => one),
  );
}

/** All of one station. */
export async function pressStation(turn: Turn, id: string, station: string): Promise<void> {
  const found = await held(turn, id);
  if (!found) return;
  await turn.store.drafts.drop(turn.tx, turn.contact.id);
  await acknowledge(turn);
  await release(
    turn,
    found.incident,
    found.people.filter((one) => isAtStation(one) && stationKey(lastOf(one, 'station')) === station),
  );
}

/** `3 5 7-12`, `№ 3`: their numbers in the list. False where it is something else: a bare 1, 2 or 3 answers the call, as ever. */
export async function typeWave(turn: Turn, id: string, typed: string, intent: Intent): Promise<boolean> {
  const numbers = intent.kind === 'answer' && /^\d$/.test(typed) ? undefined : readNumbers(typed);
  if (!numbers) return false;
  await turn.store.drafts.drop(turn.tx, turn.contact.id);
  const found = await held(turn, id);
  if (!found) return true;
  await release(
    turn,
    found.incident,
    found.people.filter(({ number }) => numbers.has(number)),
  );
  return true;
}

async function release(turn: Turn, incident: Incident, people: readonly OpenCasualty[]): Promise<void> {
  const out: number[] = [];
  for (const casualty of people) if (await writeStep(turn, { casualty, incident }, 'released', '')) out.push(casualty.number);
  const numbers = out.map((number) => `№ ${number}`).join(', ');
  await say(turn, out.length === 0 ? { key: 'casualty-wave-none' } : { key: 'casualty-wave-done', args: { count: out.length, numbers } });
}

/** Whoever is on trial, or sentenced, is not let go with the others of that station. */
function isAtStation(one: OpenCasualty): boolean {
  return lastOf(one, 'station') !== '' && one.status !== 'trial' && one.status !== 'sentenced';
}

/** Those who are not out yet, where whoever spoke may read about people taken. */
async function held(
  turn: Turn,
  id: string,
): Promise<{ readonly incident: Incident; readonly people: readonly OpenCasualty[] } | undefined> {
  const { tx, store } = turn;
  const incident = await store.incidents.lock(tx, BigInt(id));
  if (!incident || !(await readable(turn, incident)).includes('taken')) {
    await (incident ? refuse(turn) : note(turn, { key: 'incident-gone' }));
    return undefined;
  }
  const people = await store.casualties.openIn(tx, incident.id, ['taken']);
  return { incident, people: people.filter(({ status, erased }) => status !== 'released' && status !== 'closed' && !erased) };
}

/** Numbers and ranges of them, with anything between that is no letter. */
function readNumbers(typed: string): ReadonlySet<number> | undefined {
  if (!/^[\d\s,.;№#–—-]+$/u.test(typed) || !/\d/.test(typed)) return undefined;
  const numbers = new Set<number>();
  for (const [, first = '', last = first] of typed.matchAll(/(\d{1,4})(?:\s*[–—-]\s*(\d{1,4}))?/gu)) {
    for (let n = Number(first); n <= Number(last); n++) numbers.add(n);
  }
  return numbers;
}
