import { randomBytes } from 'node:crypto';
import { exportResidents } from '../../src/residents/export.ts';
import { type ImportResult, importResidents, type Note } from '../../src/residents/import.ts';
import { loadAtlas } from '../../src/store/atlas.ts';
import { type Cipher, createCipher } from '../../src/store/cipher.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { testDatabase } from '../support/postgres.ts';

export const HEADER = 'name,language,neighbourhood,role,trust,telegram,phone';
export const NOW = Date.parse('2006-05-12T05:00:00Z');

/** A database with lists going in and out. */
export interface Desk {
  readonly database: Database;
  readonly cipher: Cipher;
  /** Imports lines under the header, and answers with what became of them: counts that are not zero, and notes. */
  imports(...lines: string[]): Promise<{ readonly counts: object; readonly notes: readonly string[] }>;
  importFile(text: string): Promise<{ readonly result: ImportResult; readonly notes: readonly Note[] }>;
  /** The exported lines, without the header. */
  exports(): Promise<readonly string[]>;
  /** Every row that an import may write, sealed bytes and all. */
  rows(): Promise<unknown>;
  close(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const { url, drop } = await testDatabase();
  const database = openDatabase(url, 'test');
  const { prisma } = database;
  const cipher = createCipher({ sealing: [{ id: 'k1', key: randomBytes(32) }], lookup: randomBytes(32) });
  const desk: Desk = {
    database,
    cipher,
    async importFile(text) {
      const notes: Note[] = [];
      async function* source(): AsyncGenerator<Uint8Array> {
        yield Buffer.from(text);
      }
      const reports = { onNote: (note: Note) => void notes.push(note), onProgress: () => undefined };
      const atlas = await loadAtlas(prisma);
      const options = { database, cipher, atlas, source: source(), now: () => NOW, ...reports };
      return { result: await importResidents(options, new AbortController().signal), notes };
    },
    async imports(...lines) {
      const { result, notes } = await desk.importFile([HEADER, ...lines, ''].join('\n'));
      if (result.kind === 'refused') throw new Error(result.reason);
      const counts = Object.fromEntries(Object.entries(result.counts).filter(([, count]) => count > 0));
      return { counts, notes: notes.map(({ line, kind, reason }) => `${line} ${kind}: ${reason}`) };
    },
    async exports() {
      let text = '';
      for await (const page of exportResidents(database, cipher, await loadAtlas(prisma))) text += page.text;
      const [header, ...lines] = text.trimEnd().split('\n');
      if (header !== HEADER) throw new Error('another header');
      return lines;
    },
    rows: () =>
      Promise.all([
        prisma.person.findMany({ orderBy: { id: 'asc' } }),
        prisma.contact.findMany({ orderBy: { id: 'asc' } }),
        prisma.membership.findMany({ orderBy: [{ personId: 'asc' }, { slug: 'asc' }] }),
        prisma.delivery.count(),
      ]),
    async close() {
      await database.close();
      await drop();
    },
  };
  return desk;
}
