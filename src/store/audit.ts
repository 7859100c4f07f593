import type { Rank } from '../domain/access.ts';
import { type AuditEntry, type AuditLink, chain, GENESIS, type Recorded, type Subject } from '../domain/audit.ts';
import { lockName, type Tx } from './database.ts';
import type { Audit as AuditRow } from './generated/client.ts';

const PAGE = 1_000;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'hex'));

/**
 * Writes down what a transaction has done, as the last thing it does: whoever comes next waits from here to its commit, and nobody
 * waits who has nothing to write down.
 */
export async function appendAudit(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await lockName(tx, 'audit');
  const last = await tx.audit.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } });
  const links = chain(last ? { seq: last.seq, hash: hex(last.hash) } : { seq: 0n, hash: GENESIS }, entries);
  await tx.audit.createMany({
    data: links.map(({ at, person, previous, hash, ...link }) => ({
      ...link,
      at: new Date(at),
      personId: person,
      previous: bytes(previous),
      hash: bytes(hash),
    })),
  });
}

/** The first entry of something done to a subject. */
export async function findAudit(tx: Tx, action: Recorded, subject: Subject): Promise<AuditLink | undefined> {
  const row = await tx.audit.findFirst({ where: { action, subject }, orderBy: { seq: 'asc' } });
  return row ? read(row) : undefined;
}

/** Every entry from the first on. */
export async function* readAudit(tx: Tx): AsyncGenerator<AuditLink> {
  let after = 0n;
  for (;;) {
    const rows = await tx.audit.findMany({ where: { seq: { gt: after } }, orderBy: { seq: 'asc' }, take: PAGE });
    for (const row of rows) yield read(row);
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

function read({ seq, at, personId, rank, action, subject, previous, hash }: AuditRow): AuditLink {
  const entry = { at: at.getTime(), person: personId, rank: rank as Rank, action: action as Recorded, subject: subject as Subject };
  return { ...entry, seq, previous: hex(previous), hash: hex(hash) };
}
