import { createHash } from 'node:crypto';
import { type Action, permits, type Rank } from './access.ts';

/**
 * What is written down. `appoint`: an invitation was used. `duress`: somebody typed their own word, and is frozen. `keep-evidence`: something
 * that was sent is kept; by whom is left out, because this log forgets nobody.
 */
export type Recorded =
  | Exclude<
      Action,
      'report' | 'answer' | 'another-place' | 'see' | 'tell-casualty' | 'tend-casualty' | 'see-called' | 'freeze-alone' | 'visit'
    >
  | 'tell-step'
  | 'read-family'
  | 'restore'
  | 'ask'
  | 'refuse'
  | 'stop-rings'
  | 'ask-aid'
  | 'refuse-aid'
  | 'appoint'
  | 'duress'
  | 'drop-phrase'
  | 'keep-evidence'
  | 'erase';

/** What something was done to, by its id or slug alone: never a name, a number, a place or a text. Evidence that is kept, with its stamp (src/domain/evidence.ts). */
export type Subject =
  | `${'incident' | 'person' | 'neighbourhood' | 'day' | 'request' | 'phrase' | 'event' | 'casualty' | 'house' | 'home' | 'evidence' | 'reminder' | 'ring' | 'aid'}:${string}`
  | 'deployment';

export interface AuditEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Null for whoever types commands on the server, and where nobody is named. */
  readonly person: bigint | null;
  readonly rank: Rank;
  readonly action: Recorded;
  readonly subject: Subject;
}

/** What a command typed on the server did. Throws for what the table of `access.ts` keeps for the bot. */
export function operatorDid(action: Extract<Action, Recorded>, subject: Subject, at: number): AuditEntry {
  if (!permits('operator', action)) throw new Error(`no command may do this: ${action}`);
  return { at, person: null, rank: 'operator', action, subject };
}

/** An entry in its place. The hashes are SHA-256 in hexadecimal. */
export interface AuditLink extends AuditEntry {
  /** Counted from 1, without a gap. */
  readonly seq: bigint;
  readonly previous: string;
  readonly hash: string;
}

/** What the first entry follows. */
export const GENESIS = '0'.repeat(64);

/** Over the previous hash and the entry in its one spelling; the place in the log is what the previous hash says. */
export function hashEntry(previous: string, { at, person, rank, action, subject }: AuditEntry): string {
  const canonical = JSON.stringify([at, person === null ? null : String(person), rank, action, subject]);
  return createHash('sha256').update(`${previous}\n${canonical}`).digest('hex');
}

/** Chains entries to what is there. */
export function chain(head: { readonly seq: bigint; readonly hash: string }, entries: readonly AuditEntry[]): readonly AuditLink[] {
  let { seq, hash: previous } = head;
  return entries.map((entry) => {
    const link = { ...entry, seq: ++seq, previous, hash: hashEntry(previous, entry) };
    previous = link.hash;
    return link;
  });
}

/** What is wrong, and at which place in the log: the first entry that is not what it was, or where one is missing. */
export interface AuditFault {
  readonly kind: 'changed' | 'removed' | 'out of order';
  readonly seq: bigint;
}

/** Walks a log from its first entry. */
export interface Auditor {
  /** Takes the next entry; returns what is wrong with it. */
  take(link: AuditLink): AuditFault | undefined;
  /** What is wrong once all were taken: entries at the end can be missed only by a head that was written down elsewhere. */
  end(knownHead: string | undefined): AuditFault | undefined;
  readonly entries: bigint;
  readonly head: string;
}

export function createAuditor(): Auditor {
  let entries = 0n;
  let head = GENESIS;
  const heads = new Set([GENESIS]);
  return {
    take(link) {
      const seq = entries + 1n;
      if (link.seq !== seq) return { kind: 'removed', seq };
      if (link.hash !== hashEntry(link.previous, link)) return { kind: 'changed', seq };
      if (link.previous !== head) return { kind: 'out of order', seq };
      entries = seq;
      head = link.hash;
      heads.add(head);
      return undefined;
    },
    end: (knownHead) => (knownHead === undefined || heads.has(knownHead) ? undefined : { kind: 'removed', seq: entries + 1n }),
    get entries() {
      return entries;
    },
    get head() {
      return head;
    },
  };
}
