import { type Clock, type Random, within } from '../clock.ts';
import type { Content } from '../domain/content.ts';
import { evidenceSaid, FILE_BYTES_MAX, GIVEN_UP_MS, hashOf, inMegabytes, shortHash, stampOf } from '../domain/evidence.ts';
import type { LaneName } from '../domain/lane.ts';
import { strip } from '../domain/media/strip.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { encodePress } from '../domain/press.ts';
import type { Log } from '../logger.ts';
import { type Bell, type Loop, startLoop } from '../loop.ts';
import { appendAudit } from '../store/audit.ts';
import { announce, type Database, type Session, type Tx } from '../store/database.ts';
import type { Details, Evidence } from '../store/evidence.ts';
import { takeInbound } from '../store/inbound.ts';
import { takeLane } from '../store/lane.ts';
import type { Store } from '../store/store.ts';

/** Where files are until we have them. Rejects when the provider does not hand one over now. */
export interface Depot {
  fetch(lane: LaneName, file: string, signal: AbortSignal): Promise<Uint8Array | 'too-big'>;
}

export interface EvidenceOptions {
  readonly database: Database;
  readonly store: Store;
  readonly depot: Depot;
  atlas(tx: Tx): Promise<Atlas>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly bell: Bell;
  readonly signal: AbortSignal;
}

const STANDBY_MS = 500;
/** The bell rings with every commit, of any process; this is looked for once a second at the most. */
const LOOK_EVERY_MS = 1_000;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 10 * 60_000;
/** Twenty megabytes at the pace of a poor line. */
const FETCH_MS = 3 * 60_000;
const SALT_BYTES = 32;
const TOLD_EVERY_MS = 10 * 60_000;
/** Whoever sent something is told what became of it even hours later. */
const RECEIPT_LIFE_MS = 12 * 60 * 60_000;

/** Fetches what people sent, one at a time and in one process, keeps it, and writes it into the timeline. */
export function startEvidence(options: EvidenceOptions): Loop {
  const { database, store, depot, clock, random, log, bell, signal } = options;
  const { evidence } = store;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return startLoop({ ...options, name: 'evidence', step });

  async function step(): Promise<number | null> {
    const wait = lookedAt + LOOK_EVERY_MS - clock.elapsed();
    if (wait > 0) return clock.now() + wait;
    lookedAt = clock.elapsed();
    const next = await evidence.nextDue(database.prisma);
    if (next === null || next > clock.now()) return next;
    // The lock ends with the session.
    const session = await database.session(() => {});
    try {
      if (!(await takeLane(session, 'evidence'))) return clock.now() + STANDBY_MS;
      while (!signal.aborted) {
        const due = await evidence.due(database.prisma, clock.now());
        if (!due) break;
        await work(session, due);
      }
    } finally {
      await session.end().catch(() => {});
    }
    return await evidence.nextDue(database.prisma);
  }

  async function work(session: Session, due: Evidence): Promise<void> {
    try {
      if (due.state === 'fetched') return await keep(due);
      if (due.state === 'asked') return await giveUp(due, 'evidence-unplaced');
      await bring(session, due);
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ state: due.state, attempt: due.attempts + 1, error }, 'a piece of evidence was not brought on');
      if (due.state === 'waiting' && clock.now() - due.at > GIVEN_UP_MS) return await giveUp(due, 'evidence-lost');
      const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(due.attempts, 20));
      await evidence.tryAgain(database.prisma, due.id, clock.now() + wait);
    }
  }

  /** Fetches it, and keeps it sealed. What follows begins from there, whatever happens. */
  async function bring(session: Session, due: Evidence): Promise<void> {
    const original = await originalOf(due);
    if (original === 'too-big') return await giveUp(due, 'evidence-too-big');
    const { file: _fetched, ...said } = due.details;
    const as = said.link === undefined ? strip(Buffer.from(original.buffer, original.byteOffset, original.byteLength))?.as : undefined;
    const details: Details = { ...said, sha256: hashOf(original), salt: newSalt(), ...(as ? { as } : {}) };
    await evidence.keepOriginal(session, due.id, original, details, clock.now());
  }

  function newSalt(): string {
    return Buffer.from(random.token(SALT_BYTES), 'base64url').toString('hex');
  }

  async function originalOf({ lane, details: { file, link } }: Evidence): Promise<Uint8Array | 'too-big'> {
    if (link !== undefined) return Buffer.from(link);
    if (lane === null || file === undefined) throw new Error('evidence without a file');
    const late = new AbortController();
    try {
      const both = AbortSignal.any([signal, late.signal]);
      return await within(clock, FETCH_MS, depot.fetch(lane as LaneName, file, both));
    } finally {
      late.abort();
    }
  }

  /** Writes it into the timeline and the audit log, and tells its sender. */
  async function keep({ id }: Evidence): Promise<void> {
    const now = clock.now();
    await database.transaction(async (tx) => {
      // As it is now: its sender may have been erased meanwhile.
      const piece = await evidence.get(tx, id);
      if (!piece) return;
      const { incidentId, personId, rank, medium, details } = piece;
      const { sha256, salt } = details;
      if (incidentId === null || sha256 === undefined || salt === undefined) throw new Error('evidence of nothing');
      await evidence.finish(tx, id);
      // The time is that at which it was sent.
      if (!piece.pretended) await store.events.add(tx, { incidentId, personId, rank, said: evidenceSaid(id, medium, sha256) }, piece.at);
      await tellKept(tx, piece, now);
      if (!piece.pretended) await tellOrganisers(tx, incidentId, personId, now);
      const subject = `evidence:${id}:${stampOf(salt, sha256)}` as const;
      if (!piece.pretended) await appendAudit(tx, [{ at: now, person: null, rank, action: 'keep-evidence', subject }]);
      await announce(tx);
    });
    bell.ring();
  }

  async function tellKept(tx: Tx, piece: Evidence, now: number): Promise<void> {
    const told = await evidence.takeUntold(tx, piece);
    const [first] = told;
    if (!first) return;
    const hashes = told.map(({ details }) => shortHash(details.sha256 ?? '')).join(', ');
    const clean = told.filter(({ details }) => details.as !== undefined).length;
    const shown = clean === told.length ? 'yes' : clean > 0 ? 'some' : 'no';
    const spoken = told.some(({ medium }) => medium === 'voice' || medium === 'video-note') ? 'yes' : 'no';
    const args = { count: told.length, time: { term: 'time', at: first.at }, hashes, shown, spoken } as const;
    await tell(tx, piece, { key: first.medium === 'link' ? 'evidence-link-kept' : 'evidence-kept', args }, now);
    for (const { id } of piece.pretended ? told : []) await evidence.drop(tx, id);
  }

  /** Organisers learn that something has come, and no more often than they can look at it; of an alarm that has ended they find it when they look. */
  async function tellOrganisers(tx: Tx, incidentId: bigint, senderId: bigint | null, now: number): Promise<void> {
    const incident = await store.incidents.get(tx, incidentId);
    if (incident?.stage !== 'open') return;
    if (!(await takeInbound(tx, `evidence:${incidentId}:${Math.floor(now / TOLD_EVERY_MS)}`, now))) return;
    const { slug, kind, supply } = incident;
    const args = { neighbourhood: { term: 'neighbourhood', slug }, what: { term: 'what', kind, supply } } as const;
    const press = encodePress({ kind: 'evidence', incident: String(incidentId), page: 0 });
    const content: Content = { key: 'evidence-new', args, buttons: [[{ label: { key: 'button-evidence' }, press }]] };
    for (const to of await store.people.organisers(tx, (await options.atlas(tx)).above(slug), ['telegram'])) {
      if (to.personId !== senderId) await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
    }
  }

  async function giveUp(due: Evidence, key: 'evidence-unplaced' | 'evidence-lost' | 'evidence-too-big'): Promise<void> {
    const now = clock.now();
    await database.transaction(async (tx) => {
      await evidence.drop(tx, due.id);
      const args: Content['args'] =
        key === 'evidence-too-big' ? { limit: inMegabytes(FILE_BYTES_MAX) } : { time: { term: 'time', at: due.at } as const };
      await tell(tx, due, { key, args }, now);
      // The others of its album may have waited for it alone.
      await tellKept(tx, due, now);
      await announce(tx);
    });
    bell.ring();
  }

  async function tell(tx: Tx, { contactId }: Evidence, content: Content, now: number): Promise<void> {
    const to = contactId === null ? undefined : await evidence.senderOf(tx, contactId);
    if (to) await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content, lifeMs: RECEIPT_LIFE_MS }, now);
  }
}
