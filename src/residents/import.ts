import { operatorDid } from '../domain/audit.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { appendAudit } from '../store/audit.ts';
import type { Cipher } from '../store/cipher.ts';
import type { Database } from '../store/database.ts';
import { createRoster, type RosterAddress, RosterMoved, type RosterStore } from '../store/roster.ts';
import { readCsv } from './csv.ts';
import { type Column, columns, readCells, readHeader } from './header.ts';
import { createLedger, type Entered, type Entry } from './ledger.ts';
import { readLine } from './line.ts';
import { createPlaces, type Places } from './places.ts';

export const lineResults = ['imported', 'updated', 'unchanged', 'bad', 'skipped'] as const;
export type LineResult = (typeof lineResults)[number];

/** What is said of a line. Never anything that stands in it. */
export interface Note {
  readonly line: number;
  readonly kind: Extract<LineResult, 'bad' | 'skipped' | 'updated'>;
  readonly reason: string;
}

export interface Imported {
  readonly kind: 'imported';
  /** How many lines came to what. */
  readonly counts: Readonly<Record<LineResult, number>>;
}

/** `refused`: this is not a list of residents, and nothing was imported. */
export type ImportResult = Imported | { readonly kind: 'refused'; readonly reason: string };

export interface ImportOptions {
  readonly database: Database;
  readonly cipher: Cipher;
  readonly atlas: Atlas;
  /** The file. */
  readonly source: AsyncIterable<Uint8Array>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called for each line there is something to say about, in their order. */
  readonly onNote: (note: Note) => void;
  /** Called after each batch with the number of lines done so far. */
  readonly onProgress: (lines: number) => void;
}

/** Large enough that the round trips do not count, small enough that whoever writes to us meanwhile waits for a fraction of a second. */
const BATCH = 2_000;
const ATTEMPTS = 5;

type Pending = { readonly line: number } & (
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'bad'; readonly reason: string }
);

/**
 * Imports a list of residents, batch by batch, each in one transaction: a second run of the same file changes nothing, so one
 * that was cut short is simply run again. Messages nobody. Ends early, between two batches, when the signal aborts.
 */
export async function importResidents(options: ImportOptions, signal: AbortSignal): Promise<ImportResult> {
  const { atlas, source, onProgress } = options;
  const roster = createRoster(options.cipher);
  const places = createPlaces(atlas);
  const counts: Record<LineResult, number> = { imported: 0, updated: 0, unchanged: 0, bad: 0, skipped: 0 };
  const rows = readCsv(source);
  const first = await rows.next();
  const header = readHeader(first.done ? undefined : first.value);
  if (header.kind === 'refused') {
    await rows.return(undefined);
    return header;
  }
  let batch: Pending[] = [];
  let lines = 0;
  const flush = async (): Promise<void> => {
    await enterBatch(options, roster, batch, counts);
    lines += batch.length;
    batch = [];
    onProgress(lines);
  };
  for await (const row of rows) {
    batch.push(row.kind === 'bad' ? row : readPending(row.line, row.fields, header.order, places, roster));
    if (batch.length >= BATCH) await flush();
    if (signal.aborted) break;
  }
  await flush();
  return lines === 0 ? { kind: 'refused', reason: 'there is nobody in the file: only the header' } : { kind: 'imported', counts };
}

function readPending(line: number, fields: readonly string[], order: readonly Column[], places: Places, roster: RosterStore): Pending {
  const cells = readCells(order, fields);
  if (!cells) return { kind: 'bad', line, reason: `${columns.length} columns expected, found ${fields.length}` };
  const read = readLine(cells, places);
  if (read.kind === 'bad') return { kind: 'bad', line, reason: read.reason };
  const addresses = read.resident.addresses.map((a): RosterAddress => ({ ...a, key: roster.keyOf(a.channel, a.address) }));
  return { kind: 'entry', line, entry: { ...read.resident, addresses } };
}

async function enterBatch(
  options: ImportOptions,
  roster: RosterStore,
  batch: readonly Pending[],
  counts: Record<LineResult, number>,
): Promise<void> {
  const entries = batch.flatMap((pending) => (pending.kind === 'entry' ? pending.entry : []));
  const entered = entries.length > 0 ? await commit(options, roster, entries) : [];
  let next = 0;
  for (const pending of batch) {
    const result = pending.kind === 'bad' ? pending : entered[next++];
    if (!result) throw new Error('a line came to nothing');
    counts[result.kind] += 1;
    if ('reason' in result) options.onNote({ line: pending.line, kind: result.kind, reason: result.reason });
    else if (result.kind === 'updated') options.onNote({ line: pending.line, kind: 'updated', reason: 'known already, and updated' });
  }
}

/** Enters the lines of one batch in one transaction, again where somebody wrote to us from one of the addresses meanwhile. */
async function commit({ database, now }: ImportOptions, roster: RosterStore, entries: readonly Entry[]): Promise<readonly Entered[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(async (tx) => {
        const addresses = new Map(entries.flatMap((entry) => entry.addresses.map((a) => [a.key, a])));
        const ledger = createLedger(await roster.load(tx, [...addresses.values()]));
        const entered = entries.map((entry) => ledger.enter(entry));
        await roster.save(tx, ledger.changes(), now());
        const written = entered.some(({ kind }) => kind === 'imported' || kind === 'updated');
        if (written) await appendAudit(tx, [operatorDid('import', 'deployment', now())]);
        return entered;
      });
    } catch (error) {
      if (!(error instanceof RosterMoved) || attempt >= ATTEMPTS) throw error;
    }
  }
}
