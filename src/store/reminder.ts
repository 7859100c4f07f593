import type { Calendar } from '../domain/calendar.ts';
import { begin, type DueKind, type Telling } from '../domain/reminder.ts';
import type { Tx } from './database.ts';
import type { Reminder as ReminderRow } from './generated/client.ts';

/** A day that organisers of an incident's neighbourhood are reminded of. */
export interface Reminder {
  readonly id: bigint;
  readonly incidentId: bigint;
  readonly what: DueKind;
  readonly day: string;
  readonly told: number;
}

/** A day, and what it is about. */
export type Due = Pick<Reminder, 'what' | 'day'>;

const read = (row: ReminderRow): Reminder => ({
  ...{ id: row.id, incidentId: row.incidentId, what: row.what as DueKind, day: row.day, told: row.told },
});

export function createReminders() {
  return {
    /**
     * Makes an incident's reminders those of the days that are named and not struck. One that an organiser has dropped stays dropped, and
     * one that was told stays told.
     */
    async settle(tx: Tx, incidentId: bigint, days: readonly Due[], calendar: Calendar, now: number): Promise<void> {
      const kept = days.map(({ what, day }) => ({ what, day }));
      await tx.reminder.deleteMany({ where: { incidentId, NOT: { OR: kept } } });
      const data = days.map(({ what, day }) => {
        const { told, dueAt } = begin(day, now, calendar);
        return { incidentId, what, day, told, dueAt: dueAt === null ? null : new Date(dueAt) };
      });
      await tx.reminder.createMany({ data, skipDuplicates: true });
    },

    async incidentOf(tx: Tx, id: bigint): Promise<bigint | undefined> {
      return (await tx.reminder.findUnique({ where: { id }, select: { incidentId: true } }))?.incidentId;
    },

    /** The reminder, which nobody else changes until the transaction ends. */
    async lock(tx: Tx, id: bigint): Promise<Reminder | undefined> {
      await tx.$executeRaw`SELECT 1 FROM reminder WHERE id = ${id} FOR UPDATE`;
      const row = await tx.reminder.findUnique({ where: { id } });
      return row ? read(row) : undefined;
    },

    /** Those that are to be told by now, locked. */
    async due(tx: Tx, now: number): Promise<readonly Reminder[]> {
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT id FROM reminder WHERE due_at <= ${new Date(now)} ORDER BY due_at, id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`;
      return (await tx.reminder.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, orderBy: { id: 'asc' } })).map(read);
    },

    async move(tx: Tx, id: bigint, { told, dueAt }: Pick<Telling, 'told' | 'dueAt'>): Promise<void> {
      await tx.reminder.update({ where: { id }, data: { told, dueAt: dueAt === null ? null : new Date(dueAt) } });
    },
  };
}

/** Told in one transaction. */
const AT_ONCE = 50;

export type Reminders = ReturnType<typeof createReminders>;
