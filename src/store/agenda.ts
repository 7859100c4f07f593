import type { Tx } from './database.ts';
import { watchedRings } from './ring.ts';

/** What comes to its end by itself, and when, in milliseconds since the epoch; null where there is none. */
export interface Agenda {
  /** The oldest report that waits for confirmation was made then. */
  readonly heldSince: number | null;
  /** The next neighbourhood's window ends. */
  readonly windowAt: number | null;
  /** The next question to a second organiser ends. */
  readonly requestAt: number | null;
  /** The next day that was named is to be told. */
  readonly remindAt: number | null;
  /** Somebody who was there is asked, or looked for, next. */
  readonly homeAt: number | null;
  /** There is to be word of somebody who was taken. */
  readonly overdueAt: number | null;
  /** The oldest message that shows names does so since then. */
  readonly shownSince: number | null;
  /** Whether people with a skill are wanted anywhere. */
  readonly wants: boolean;
  /** Whether any call may go on beyond its neighbourhood by itself. */
  readonly rings: boolean;
}

/** All of it in one look: it is asked every second or so, and there is nearly never anything to do. */
export async function readAgenda(tx: Tx): Promise<Agenda> {
  const [row] = await tx.$queryRaw<AgendaRow[]>`
    SELECT min(started_at) AS held, min(decide_at) AS window, (SELECT min(expires_at) FROM request WHERE state = 'waiting') AS request,
      (SELECT min(due_at) FROM reminder) AS remind, (SELECT min(due_at) FROM home_check WHERE due_at IS NOT NULL) AS home,
      (SELECT min(due_at) FROM casualty WHERE due_at IS NOT NULL) AS overdue, (SELECT min(at) FROM casualty_shown) AS shown,
      EXISTS (SELECT 1 FROM incident i JOIN wanted w ON w.incident_id = i.id AND w.count > 0 WHERE i.stage = 'open') AS wants,
      EXISTS (SELECT 1 FROM incident i WHERE ${watchedRings}) AS rings
    FROM incident WHERE stage = 'held'`;
  const time = (at: Date | null | undefined): number | null => at?.getTime() ?? null;
  return {
    heldSince: time(row?.held),
    windowAt: time(row?.window),
    requestAt: time(row?.request),
    remindAt: time(row?.remind),
    homeAt: time(row?.home),
    overdueAt: time(row?.overdue),
    shownSince: time(row?.shown),
    wants: row?.wants ?? false,
    rings: row?.rings ?? false,
  };
}

interface AgendaRow {
  readonly held: Date | null;
  readonly window: Date | null;
  readonly request: Date | null;
  readonly remind: Date | null;
  readonly home: Date | null;
  readonly overdue: Date | null;
  readonly shown: Date | null;
  readonly wants: boolean;
  readonly rings: boolean;
}

/** Held incidents whose first report is older than that. */
export async function heldBefore(tx: Tx, before: number): Promise<readonly bigint[]> {
  const rows = await tx.incident.findMany({ where: { stage: 'held', startedAt: { lte: new Date(before) } }, select: { id: true } });
  return rows.map((r) => r.id);
}

/** Held incidents whose neighbourhood's window has ended. */
export async function undecided(tx: Tx, now: number): Promise<readonly bigint[]> {
  const rows = await tx.incident.findMany({ where: { stage: 'held', decideAt: { lte: new Date(now) } }, select: { id: true } });
  return rows.map((r) => r.id);
}

/** From now on somebody is asked about an incident. */
export async function openWindow(tx: Tx, id: bigint, until: number): Promise<void> {
  await tx.incident.update({ where: { id }, data: { decideAt: new Date(until) } });
}

export async function closeWindow(tx: Tx, id: bigint): Promise<void> {
  await tx.incident.update({ where: { id }, data: { decideAt: null } });
}
