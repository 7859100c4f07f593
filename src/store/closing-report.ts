import type { ContactChannel } from '../domain/contact.ts';
import type { Language } from '../domain/language.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Addressee } from './delivery.ts';

export type ReportFile = 'pdf' | 'csv';

/** A report whose next step is due: to be made, or to be forgotten. */
export interface DueReport {
  readonly id: bigint;
  readonly incidentId: bigint;
  readonly language: Language;
  readonly state: 'wanted' | 'made';
  readonly attempts: number;
  /** What its file is to be locked with; null for the report that holds nobody's record. */
  readonly password: string | null;
  /** Who asked for it; undefined once they cannot be reached there. */
  readonly to: Addressee | undefined;
}

/** Closing reports that organisers asked for: made in the background, kept sealed until they are sent, and forgotten. */
export function createClosingReports(cipher: Cipher) {
  return {
    /** Asks for one; the same that is not made yet is not made twice. `password`: with the records in it, locked. */
    async want(tx: Tx, incidentId: bigint, contactId: bigint, language: Language, now: number, password?: string): Promise<void> {
      const at = new Date(now);
      const same = { incidentId, contactId, state: 'wanted', passwordSealed: null };
      if (password === undefined && (await tx.closingReport.count({ where: same })) > 0) return;
      const passwordSealed = password === undefined ? null : cipher.seal('closing.password', password);
      await tx.closingReport.create({ data: { incidentId, contactId, language, at, dueAt: at, passwordSealed } });
    },

    async due(tx: Tx, now: number): Promise<DueReport | undefined> {
      const row = await tx.closingReport.findFirst({ where: { dueAt: { lte: new Date(now) } }, orderBy: { dueAt: 'asc' } });
      if (!row) return undefined;
      const contact = await tx.contact.findUnique({ where: { id: row.contactId }, include: { person: { select: { frozenAt: true } } } });
      // Whoever was frozen meanwhile may not be whose phone it is.
      const to = contact?.state === 'open' && contact.person?.frozenAt === null ? contact : undefined;
      return {
        ...{ id: row.id, incidentId: row.incidentId, language: row.language as Language, state: row.state as DueReport['state'] },
        attempts: row.attempts,
        password: row.passwordSealed && cipher.open('closing.password', row.passwordSealed),
        to: to && { contactId: to.id, personId: to.personId, channel: to.channel as ContactChannel, lane: to.lane },
      };
    },

    /** When the next step of any is due, in milliseconds since the epoch. */
    async nextDue(tx: Tx): Promise<number | null> {
      return (await tx.closingReport.findFirst({ orderBy: { dueAt: 'asc' }, select: { dueAt: true } }))?.dueAt.getTime() ?? null;
    },

    async keep(tx: Tx, id: bigint, files: Readonly<Record<ReportFile, Uint8Array>>, until: number): Promise<void> {
      const pdfSealed = cipher.sealBytes('closing.pdf', files.pdf);
      const csvSealed = cipher.sealBytes('closing.csv', files.csv);
      await tx.closingReport.update({
        where: { id },
        data: { state: 'made', passwordSealed: null, pdfSealed, csvSealed, dueAt: new Date(until) },
      });
    },

    async tryAgain(tx: Tx, id: bigint, at: number): Promise<void> {
      await tx.closingReport.update({ where: { id }, data: { attempts: { increment: 1 }, dueAt: new Date(at) } });
    },

    async drop(tx: Tx, id: bigint): Promise<void> {
      await tx.closingReport.deleteMany({ where: { id } });
    },

    /** One of its files; undefined once it is forgotten. */
    async open(tx: Tx, id: bigint, file: ReportFile): Promise<Uint8Array | undefined> {
      const row = await tx.closingReport.findUnique({ where: { id }, select: { pdfSealed: true, csvSealed: true } });
      const sealed = file === 'pdf' ? row?.pdfSealed : row?.csvSealed;
      return sealed ? cipher.openBytes(`closing.${file}`, sealed) : undefined;
    },
  };
}

export type ClosingReports = ReturnType<typeof createClosingReports>;
