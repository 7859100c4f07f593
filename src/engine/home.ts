import { type HomeStep, homeListed, nextStep } from '../domain/home.ts';
import type { Lanes } from '../domain/lane.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { type Climber, readClimbers } from '../store/climber.ts';
import type { Tx } from '../store/database.ts';
import type { DueHome } from '../store/home.ts';
import { askHome, type HomeAsked, homeAlert, listHome } from '../store/home-ask.ts';
import type { Store } from '../store/store.ts';

export interface HomeOptions {
  readonly store: Store;
  readonly lanes: Lanes;
  /** The number that people ring; empty where there is none. */
  readonly hotline: string;
  atlas(tx: Tx): Promise<Atlas>;
}

/** People asked in one transaction. */
const PIECE = 200;

/** Asks those who were there whether they are safe, rings up who is silent, and shows organisers who still is. Returns how many were due. */
export async function checkHomes(tx: Tx, options: HomeOptions, now: number): Promise<number> {
  const due = await options.store.homes.due(tx, now, PIECE);
  /** Somebody who was at two incidents, and is asked about one of them now. */
  const askedNow = new Map<bigint, HomeStep>();
  for (const incidentId of new Set(due.map((one) => one.incidentId))) {
    const those = due.filter((one) => one.incidentId === incidentId);
    await checkIncident(tx, options, { id: incidentId, due: those, askedNow }, now);
  }
  return due.length;
}

interface Due {
  readonly id: bigint;
  readonly due: readonly DueHome[];
  readonly askedNow: Map<bigint, HomeStep>;
}

async function checkIncident(tx: Tx, options: HomeOptions, { id, due, askedNow }: Due, now: number): Promise<void> {
  const { store, lanes } = options;
  const incident = await store.incidents.get(tx, id);
  if (!incident) return;
  const alertId = await homeAlert(tx, store, incident, options.hotline, now);
  const people = due.flatMap(({ personId }) => personId ?? []);
  const climbers = new Map((await readClimbers(tx, { id, alertId }, people, lanes, {})).map((one) => [one.person, one]));
  const asked: HomeAsked[] = [];
  let listed = 0;
  for (const check of due) {
    const rungs: Climber['rungs'] = (check.personId === null ? undefined : climbers.get(check.personId))?.rungs ?? new Map();
    const message = rungs.get('telegram') ?? rungs.get('sms');
    const voice = rungs.get('voice');
    const other = check.other ?? (check.personId === null ? undefined : askedNow.get(check.personId));
    const step = nextStep({ ...check, other, message: message !== undefined, phone: voice !== undefined }, now);
    const { act, state, dueAt } = step;
    if (act !== 'none' && check.personId !== null) askedNow.set(check.personId, step);
    const rung = act === 'ask' ? message : act === 'ring' ? voice : undefined;
    if (rung && check.personId !== null) asked.push({ person: check.personId, rung, op: act === 'ring' ? 'call' : 'message' });
    await store.homes.step(tx, check.id, state, dueAt);
    if (homeListed.includes(state)) listed++;
  }
  await askHome(tx, alertId, asked, now);
  if (listed === 0) return;
  await store.homes.show(tx, [id]);
  const standing = await store.homes.standing(tx, id);
  if (!standing.listed) await listHome(tx, store, await options.atlas(tx), incident, now);
}
