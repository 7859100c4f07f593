import type { Rank } from '../domain/access.ts';
import type { ContactChannel } from '../domain/contact.ts';
import type { Before } from '../domain/evidence.ts';
import type { Answer } from '../domain/headcount.ts';
import type { ShownAs } from '../domain/media/strip.ts';
import type { Medium } from '../domain/timeline.ts';
import type { Cipher } from './cipher.ts';
import type { Session, Tx } from './database.ts';
import type { Addressee } from './delivery.ts';
import type { Prisma } from './generated/client.ts';

/** What is known of a piece of evidence besides its bytes. */
export interface Details {
  /** The provider's id of the file. */
  readonly file?: string;
  /** In the sender's own words; empty where there are none. */
  readonly caption: string;
  readonly link?: string;
  /** SHA-256 of the original, and what its stamp is salted with, in hexadecimal: once it is fetched. */
  readonly sha256?: string;
  readonly salt?: string;
  /** How it is shown; absent where it is only kept. */
  readonly as?: ShownAs;
}

export type EvidenceState = 'asked' | 'waiting' | 'fetched' | 'kept';

export interface Evidence {
  readonly id: bigint;
  /** Null until its sender has said of what it is. */
  readonly incidentId: bigint | null;
  readonly personId: bigint | null;
  readonly contactId: bigint | null;
  readonly lane: string | null;
  readonly medium: Medium;
  readonly rank: Rank;
  readonly state: EvidenceState;
  readonly pretended: boolean;
  readonly album: Uint8Array<ArrayBuffer> | null;
  readonly size: number;
  readonly details: Details;
  readonly attempts: number;
  readonly at: number;
}

export interface NewEvidence {
  readonly incidentId: bigint | null;
  readonly personId: bigint;
  readonly contactId: bigint;
  readonly lane: string | null;
  readonly medium: Medium;
  readonly rank: Rank;
  readonly state: EvidenceState;
  readonly pretended: boolean;
  readonly album?: string;
  readonly size: number;
  readonly details: Details;
  /** When its next step is due. */
  readonly dueAt: number | null;
}

const COLUMN = 'evidence.original';
const PIECE_BYTES = 2 * 1024 * 1024;
/** Never the original: it is read alone, by a session that takes it as bytes. */
const select = {
  ...{ id: true, incidentId: true, personId: true, contactId: true, lane: true, medium: true, rank: true, state: true, pretended: true },
  ...{ albumHash: true, size: true, detailsSealed: true, attempts: true, at: true },
} as const satisfies Prisma.EvidenceSelect;
type Row = Prisma.EvidenceGetPayload<{ select: typeof select }>;

export function createEvidence(cipher: Cipher) {
  const sealDetails = (details: Details) => cipher.seal('evidence.details', JSON.stringify(details));
  const read = ({ albumHash, detailsSealed, ...row }: Row): Evidence => ({
    ...row,
    medium: row.medium as Medium,
    rank: row.rank as Rank,
    state: row.state as EvidenceState,
    album: albumHash,
    details: JSON.parse(cipher.open('evidence.details', detailsSealed)) as Details,
    at: row.at.getTime(),
  });
  const albumHash = (contactId: bigint, album: string) => cipher.hash('evidence.album', `${contactId} ${album}`);

  return {
    async add(tx: Tx, { details, dueAt, album, ...fresh }: NewEvidence, now: number): Promise<bigint> {
      const sealed = { detailsSealed: sealDetails(details), albumHash: album === undefined ? null : albumHash(fresh.contactId, album) };
      const times = { at: new Date(now), dueAt: dueAt === null ? null : new Date(dueAt) };
      return (await tx.evidence.create({ data: { ...fresh, ...sealed, ...times }, select: { id: true } })).id;
    },

    async get(tx: Tx, id: bigint): Promise<Evidence | undefined> {
      const row = await tx.evidence.findUnique({ where: { id }, select });
      return row ? read(row) : undefined;
    },

    /** All that is kept, oldest first, each with the code of its incident. */
    async kept(tx: Tx): Promise<readonly (Evidence & { readonly code: string })[]> {
      const own = { ...select, incident: { select: { code: true } } };
      const rows = await tx.evidence.findMany({ where: { state: 'kept', pretended: false }, orderBy: { id: 'asc' }, select: own });
      return rows.map(({ incident, ...row }) => ({ ...read(row), code: incident?.code ?? '' }));
    },

    /** Incidents that are open, or ended since then, that a person was called to, organises or reported, newest first. `organised`: where. */
    async incidentsFor(tx: Tx, personId: bigint, organised: readonly string[], since: number): Promise<readonly bigint[]> {
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT i.id FROM incident i WHERE i.opened_at IS NOT NULL AND (i.stage = 'open' OR (i.stage = 'over' AND i.ended_at > ${new Date(since)}))
          AND (i.slug = ANY(${[...organised]}::text[])
            OR EXISTS (SELECT 1 FROM delivery d WHERE d.incident_id = i.id AND d.kind IN ('call', 'need', 'receipt', 'card') AND d.person_id = ${personId})
            OR EXISTS (SELECT 1 FROM report r WHERE r.incident_id = i.id AND r.person_id = ${personId}))
        ORDER BY i.opened_at DESC LIMIT 8`;
      return rows.map(({ id }) => id);
    },

    /** What somebody has answered to incidents that are open, or ended since then. */
    async answeredBy(tx: Tx, personId: bigint, since: number): Promise<ReadonlyMap<bigint, Answer>> {
      const incident = { OR: [{ stage: 'open' }, { stage: 'over', endedAt: { gt: new Date(since) } }] };
      const rows = await tx.answer.findMany({ where: { personId, incident }, select: { incidentId: true, answer: true } });
      return new Map(rows.map(({ incidentId, answer }) => [incidentId, answer as Answer]));
    },

    /** What has come in of an incident, and from one person since then. */
    async before(tx: Tx, incidentId: bigint, personId: bigint, since: number): Promise<Before> {
      const rows = await tx.$queryRaw<{ count: number; bytes: number; all: number }[]>`
        SELECT count(*) FILTER (WHERE lately)::int AS count, coalesce(sum(size) FILTER (WHERE lately), 0)::float8 AS bytes, coalesce(sum(size), 0)::float8 AS all
        FROM (SELECT size, person_id = ${personId} AND at > ${new Date(since)} AS lately FROM evidence WHERE incident_id = ${incidentId}) e`;
      return rows[0] ?? { count: 0, bytes: 0, all: 0 };
    },

    /** What waits for its sender's word, oldest first. */
    async asked(tx: Tx, contactId: bigint): Promise<readonly Evidence[]> {
      return (await tx.evidence.findMany({ where: { contactId, state: 'asked' }, orderBy: { id: 'asc' }, select })).map(read);
    },

    /** Its sender has said of which incident it is. */
    async place(tx: Tx, id: bigint, to: { readonly incidentId: bigint; readonly rank: Rank; readonly pretended: boolean }, now: number) {
      await tx.evidence.update({ where: { id }, data: { ...to, state: 'waiting', dueAt: new Date(now) } });
    },

    /** The oldest of those whose next step is due. */
    async due(tx: Tx, now: number): Promise<Evidence | undefined> {
      const row = await tx.evidence.findFirst({ where: { dueAt: { lte: new Date(now) } }, orderBy: { dueAt: 'asc' }, select });
      return row ? read(row) : undefined;
    },

    /** When the next step of any is due, in milliseconds since the epoch. */
    async nextDue(tx: Tx): Promise<number | null> {
      const row = await tx.evidence.findFirst({ where: { dueAt: { not: null } }, orderBy: { dueAt: 'asc' }, select: { dueAt: true } });
      return row?.dueAt?.getTime() ?? null;
    },

    async tryAgain(tx: Tx, id: bigint, at: number): Promise<void> {
      await tx.evidence.update({ where: { id }, data: { attempts: { increment: 1 }, dueAt: new Date(at) } });
    },

    /** Keeps the original, sealed. By a session: it goes to PostgreSQL as bytes, where Prisma would make text of it first. */
    async keepOriginal(session: Session, id: bigint, original: Uint8Array, details: Details, now: number): Promise<void> {
      const { byteOffset, byteLength, buffer } = cipher.sealBytes(COLUMN, original);
      await session.query(
        `UPDATE evidence SET original_sealed = $2, details_sealed = $3, size = $4, state = 'fetched', attempts = 0, due_at = $5 WHERE id = $1`,
        [id, Buffer.from(buffer, byteOffset, byteLength), Buffer.from(sealDetails(details)), original.length, new Date(now)],
      );
    },

    /** It stands in the timeline. */
    async finish(tx: Tx, id: bigint): Promise<void> {
      await tx.evidence.update({ where: { id }, data: { state: 'kept', dueAt: null } });
    },

    async drop(tx: Tx, id: bigint): Promise<void> {
      await tx.evidence.deleteMany({ where: { id } });
    },

    /**
     * What its sender can be told of together with this one: alone, or with its album once all of that is there. Empty while some is still
     * to be fetched. From then on they count as told.
     */
    async takeUntold(tx: Tx, { id, album, contactId }: Evidence): Promise<readonly Evidence[]> {
      const where = album === null || contactId === null ? { id } : { albumHash: album, contactId };
      if ((await tx.evidence.count({ where: { ...where, state: { in: ['waiting', 'fetched'] } } })) > 0) return [];
      const rows = await tx.evidence.findMany({ where: { ...where, state: 'kept', told: false }, orderBy: { id: 'asc' }, select });
      await tx.evidence.updateMany({ where: { id: { in: rows.map((row) => row.id) } }, data: { told: true } });
      return rows.map(read);
    },

    /** Where whoever sent something is told of it; undefined where they want to hear nothing any more. */
    async senderOf(tx: Tx, contactId: bigint): Promise<Addressee | undefined> {
      const select = { id: true, personId: true, channel: true, lane: true } as const;
      const row = await tx.contact.findFirst({ where: { id: contactId, state: 'open' }, select });
      return row ? { contactId: row.id, personId: row.personId, channel: row.channel as ContactChannel, lane: row.lane } : undefined;
    },

    /** The original; undefined where there is none. Read piece by piece: PostgreSQL hands bytes over as text of twice their length. */
    async openOriginal(session: Session, id: bigint): Promise<Buffer | undefined> {
      const { rows } = await session.query<{ length: number | null }>(
        'SELECT octet_length(original_sealed) AS length FROM evidence WHERE id = $1',
        [id],
      );
      const length = rows[0]?.length ?? 0;
      if (length === 0) return undefined;
      const sealed = Buffer.allocUnsafe(length);
      for (let at = 0; at < length; at += PIECE_BYTES) {
        const text = 'SELECT substring(original_sealed FROM $2 FOR $3) AS piece FROM evidence WHERE id = $1';
        const found = (await session.query<{ piece: Buffer }>(text, [id, at + 1, PIECE_BYTES])).rows[0]?.piece;
        if (!found) return undefined;
        found.copy(sealed, at);
      }
      const { buffer, byteOffset, byteLength } = cipher.openBytes(COLUMN, sealed);
      return Buffer.from(buffer, byteOffset, byteLength);
    },
  };
}

export type EvidenceStore = ReturnType<typeof createEvidence>;
