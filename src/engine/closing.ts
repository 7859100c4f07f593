import type { Clock } from '../clock.ts';
import type { ClosingFacts } from '../domain/closing/facts.ts';
import type { Language } from '../domain/language.ts';
import type { Log } from '../logger.ts';
import { type Bell, type Loop, startLoop } from '../loop.ts';
import { readFacts } from '../store/closing.ts';
import type { DueReport, ReportFile } from '../store/closing-report.ts';
import { announce, type Database } from '../store/database.ts';
import { takeLane } from '../store/lane.ts';
import type { Store } from '../store/store.ts';

/** Makes the files of a report. Rejects where it cannot. */
export type MakeReport = (facts: ClosingFacts, language: Language, password?: string) => Promise<Readonly<Record<ReportFile, Uint8Array>>>;

export interface ClosingsOptions {
  readonly database: Database;
  readonly store: Store;
  readonly make: MakeReport;
  /** The day that a moment falls into, as in 2006-05-12. */
  dayOf(at: number): string;
  readonly clock: Clock;
  readonly log: Log;
  /** Rung when something is to be sent, and when somebody asked for something. */
  readonly bell: Bell;
  readonly signal: AbortSignal;
}

const STANDBY_MS = 500;
const LOOK_AGAIN_MS = 60_000;
/** Rings come with every send. */
const LOOK_EVERY_MS = 1_000;
const RETRY_MS = 5_000;
const ATTEMPTS_MAX = 3;
/** Long enough for Telegram to be away for a while; then nobody needs our copy of an address and a day. */
const KEPT_MS = 24 * 60 * 60_000;

/** Makes the reports that organisers asked for, one after the other, and sends them. One process at a time, beside everything urgent. */
export function startClosings(options: ClosingsOptions): Loop {
  const { database, store, make, clock, log, bell, signal } = options;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return startLoop({ ...options, name: 'closing reports', step });

  async function step(): Promise<number> {
    const rested = lookedAt + LOOK_EVERY_MS - clock.elapsed();
    if (rested > 0) return clock.now() + rested;
    lookedAt = clock.elapsed();
    const next = await store.closingReports.nextDue(database.prisma);
    if (next === null || next > clock.now()) return Math.min(next ?? Number.POSITIVE_INFINITY, clock.now() + LOOK_AGAIN_MS);
    // The lock ends with the session.
    const session = await database.session(() => {});
    try {
      if (!(await takeLane(session, 'closing'))) return clock.now() + STANDBY_MS;
      while (!signal.aborted) {
        const due = await store.closingReports.due(database.prisma, clock.now());
        if (!due) break;
        await work(due);
      }
    } finally {
      await session.end().catch(() => {});
    }
    return clock.now() + LOOK_EVERY_MS;
  }

  async function work(due: DueReport): Promise<void> {
    const { closingReports } = store;
    if (due.state === 'made' || !due.to) return await closingReports.drop(database.prisma, due.id);
    try {
      await bring(due, due.to);
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ incident: String(due.incidentId), attempt: due.attempts + 1, error }, 'a closing report was not made');
      await fail(due, due.to);
    }
  }

  async function bring(due: DueReport, to: NonNullable<DueReport['to']>): Promise<void> {
    const facts = await readFacts(database.prisma, store, due.incidentId, due.password !== null);
    if (!facts) return await store.closingReports.drop(database.prisma, due.id);
    const files = await make(facts, due.language, due.password ?? undefined);
    const now = clock.now();
    await database.transaction(async (tx) => {
      await store.closingReports.keep(tx, due.id, files, now + KEPT_MS);
      const args = {
        neighbourhood: { term: 'neighbourhood', slug: facts.slug },
        what: { term: 'what', kind: facts.kind, supply: facts.supply },
        date: { term: 'date', at: facts.startedAt },
      } as const;
      // The table holds nothing that is not in the report that organisers get.
      for (const file of due.password === null ? (['pdf', 'csv'] as const) : (['pdf'] as const)) {
        // No place in the name of a file: it stands in the list of downloads.
        const document = { report: String(due.id), file, name: `dabyl-${facts.code}-${options.dayOf(facts.startedAt)}.${file}` };
        const content = { key: due.password === null ? 'closing-file' : 'closing-file-locked', args, language: due.language, document };
        await store.deliveries.say(tx, { to, kind: 'answer', op: 'document', content, lifeMs: KEPT_MS }, now);
      }
      await announce(tx);
    });
    bell.ring();
  }

  async function fail({ id, attempts, language }: DueReport, to: NonNullable<DueReport['to']>): Promise<void> {
    const now = clock.now();
    if (attempts + 1 < ATTEMPTS_MAX) return await store.closingReports.tryAgain(database.prisma, id, now + RETRY_MS);
    await database.transaction(async (tx) => {
      await store.closingReports.drop(tx, id);
      await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: { key: 'closing-failed', language } }, now);
      await announce(tx);
    });
    bell.ring();
  }
}
