import { systemClock } from '../clock.ts';
import type { AppProcess } from './app-process.ts';
import { chatOf, residentsOf } from './audience.ts';
import type { Memory } from './procfs.ts';
import type { Tally } from './provider/ledger.ts';
import type { Gauges, Said } from './provider/process.ts';
import type { Rig } from './rig.ts';
import { REPORT } from './settings.ts';
import { pause, seen } from './wait.ts';

/** One alarm, from its report to the last state written down. */
export interface Call {
  /** Who should be called. */
  readonly people: number;
  readonly report: Said;
  readonly telegram: Tally;
  readonly sms: Tally;
  readonly gauges: Gauges;
  /** When no copy was left that is still to be sent or written down; undefined: that did not come about. */
  readonly settledAt: number | undefined;
  /** Burnt from before the report until everything was written down, in microseconds. */
  readonly cpuUs: { readonly app: number | undefined; readonly postgres: number | undefined; readonly provider: number };
  /** Before the report, and at the end. */
  readonly memory: { readonly before: Memory | undefined; readonly after: Memory | undefined };
}

/** Everyone of the neighbourhood but whoever reports. */
export function calledIn(rig: Rig): number {
  return residentsOf(rig.audience) - 1;
}

/** The first of the trusted residents. */
export function reporterOf(rig: Rig): number {
  return chatOf(rig.audience.organisers);
}

const LOOK_EVERY_MS = 50;
/** A request that is not answered is given up after 15 s, and sent again. */
const STILL_MS = 20_000;
const SETTLE = { everyMs: 100, patienceMs: 20_000 };

/** Waits until this many people have been called, or nothing has happened for long. Returns how many were. */
export async function untilCalled(rig: Rig, people: number, stillMs = STILL_MS): Promise<number> {
  let last = { called: 0, at: systemClock.now() };
  for (;;) {
    const called = (await rig.provider('tally', 'calls')).people + (await rig.provider('tally', 'sms')).people;
    if (called >= people) return called;
    if (called > last.called) last = { called, at: systemClock.now() };
    if (systemClock.now() - last.at > stillMs) return called;
    await pause(LOOK_EVERY_MS, rig.signal);
  }
}

const UNSETTLED = `SELECT 1 FROM delivery WHERE id > $1 AND op = 'message'
  AND state NOT IN ('accepted', 'delivered', 'failed', 'moved', 'cancelled', 'expired') LIMIT 1`;

/** When everything was sent and written down, as far as that can be seen from outside; of copies newer than this one. */
export async function untilSettled({ database, signal }: Rig, newerThan = 0): Promise<number | undefined> {
  const look = async () => ((await database.query(UNSETTLED, [newerThan])).rowCount === 0 ? systemClock.now() : undefined);
  return await seen(look, { ...SETTLE, signal });
}

/** The newest copy there is. */
export async function newestCopy({ database }: Rig): Promise<number> {
  const { rows } = await database.query<{ newest: string | null }>('SELECT max(id) AS newest FROM delivery');
  return Number(rows[0]?.newest ?? 0);
}

/** How a call is waited for, where that is not to be until everybody was called. */
export interface Waiting {
  /** How many can be called. */
  readonly people?: number;
  /** How long nothing may happen before it counts as over. */
  readonly stillMs?: number;
  /** Runs beside it from the report on. */
  meanwhile?(report: Said): Promise<void>;
}

/** Reports, waits for the end, and measures. */
export async function playCall(rig: Rig, app: AppProcess, waiting: Waiting = {}): Promise<Call> {
  await rig.provider('begin', undefined);
  const { people = calledIn(rig), stillMs = STILL_MS, meanwhile } = waiting;
  const cpu = async () => ({ app: await app.cpuUs(), postgres: await rig.postgresCpuUs() });
  const before = { cpu: await cpu(), provider: (await rig.provider('gauges', undefined)).cpuUs, memory: await app.memory() };
  const report = await rig.provider('say', { chat: reporterOf(rig), text: REPORT });
  await Promise.all([untilCalled(rig, people, stillMs), meanwhile?.(report)]);
  const settledAt = await untilSettled(rig);
  const after = await cpu();
  const gauges = await rig.provider('gauges', undefined);
  return {
    people,
    report,
    telegram: await rig.provider('tally', 'calls'),
    sms: await rig.provider('tally', 'sms'),
    gauges,
    settledAt,
    cpuUs: {
      app: difference(before.cpu.app, after.app),
      postgres: difference(before.cpu.postgres, after.postgres),
      provider: gauges.cpuUs - before.provider,
    },
    memory: { before: before.memory, after: await app.memory() },
  };
}

function difference(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : to - from;
}
