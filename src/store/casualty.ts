import type { Rank } from '../domain/access.ts';
import { type CasualtyKind, type Course, foldCasualty, type Line, overdueAt, type Status, type Step } from '../domain/casualty/casualty.ts';
import type { Language } from '../domain/language.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import type { Casualty as CasualtyRow } from './generated/client.ts';
import { createRecordKeys, type RecordKey } from './record-key.ts';

/** Somebody hurt or taken, as far as whoever has only the database may know: no word about who they are. */
export interface Casualty {
  readonly id: bigint;
  readonly incidentId: bigint;
  readonly number: number;
  readonly kind: CasualtyKind;
  readonly status: Status;
  readonly grave: boolean;
  readonly at: number;
  readonly erased: boolean;
  /** Somebody of the family has agreed to be called. */
  readonly hasFamily: boolean;
}

/** A step, and what was said with it. */
export interface OpenLine extends Line {
  readonly text: string;
}

/** What is known of somebody, opened. */
export interface OpenCasualty extends Casualty {
  readonly course: Course<OpenLine>;
}

/** Whom of the family to call, in the language of whoever gave the number. */
export interface Family {
  readonly phone: string;
  readonly language: Language;
}

export interface NewStep {
  readonly step: Step;
  readonly text?: string;
  readonly strikes?: bigint;
  readonly personId: bigint | null;
  readonly rank: Rank;
}

const KEY = 'casualty.key';
/** What a line is sealed for: moved to another record it does not open. */
const contextOf = (id: bigint): string => `casualty.step:${id}`;
const familyOf = (id: bigint): string => `casualty.family:${id}`;

const read = (row: CasualtyRow): Casualty => ({
  ...{ id: row.id, incidentId: row.incidentId, number: row.number, kind: row.kind as CasualtyKind, status: row.status as Status },
  ...{ grave: row.grave, at: row.at.getTime(), erased: row.keySealed === null, hasFamily: row.familySealed !== null },
});

/** Of people hurt or taken. Whoever changes anything has locked the incident, or the record. */
export function createCasualties(cipher: Cipher) {
  const keys = createRecordKeys(cipher);
  const keyOf = (row: { readonly keySealed: Uint8Array | null }): RecordKey | undefined =>
    row.keySealed ? keys.open(KEY, row.keySealed) : undefined;

  return {
    /** Begins somebody's record; the incident is locked. */
    async create(tx: Tx, incidentId: bigint, kind: CasualtyKind, by: Omit<NewStep, 'step'>, now: number): Promise<Casualty> {
      const last = await tx.casualty.findFirst({ where: { incidentId }, orderBy: { number: 'desc' }, select: { number: true } });
      const data = { incidentId, kind, status: kind, number: (last?.number ?? 0) + 1, keySealed: keys.make(KEY).sealed, at: new Date(now) };
      const row = await tx.casualty.create({ data });
      await this.append(tx, row.id, { ...by, step: kind }, now);
      return read(row);
    },

    async get(tx: Tx, id: bigint): Promise<Casualty | undefined> {
      const row = await tx.casualty.findUnique({ where: { id } });
      return row ? read(row) : undefined;
    },

    /** Locks the record until the transaction ends: what follows what is decided by one at a time. */
    async lock(tx: Tx, id: bigint): Promise<Casualty | undefined> {
      await tx.$executeRaw`SELECT 1 FROM casualty WHERE id = ${id} FOR UPDATE`;
      return await this.get(tx, id);
    },

    /** Writes a step down, and lets the cards count anew. Of an erased record nothing more is written. */
    async append(tx: Tx, id: bigint, { step, text = '', strikes, personId, rank }: NewStep, now: number): Promise<void> {
      const row = await tx.casualty.findUniqueOrThrow({ where: { id } });
      const key = keyOf(row);
      if (!key) return;
      const contentSealed = text === '' ? null : key.seal(contextOf(id), text);
      await tx.casualtyStep.create({
        data: { casualtyId: id, step, strikes: strikes ?? null, contentSealed, personId, rank, at: new Date(now) },
      });
      const course = foldCasualty(row.kind as CasualtyKind, await this.lines(tx, id));
      const due = overdueAt(row.kind as CasualtyKind, course, row.toldAt?.getTime() ?? null);
      const { status, grave } = course;
      await tx.casualty.update({ where: { id }, data: { status, grave, dueAt: due === null ? null : new Date(due) } });
      if (step === row.kind || status !== row.status || grave !== row.grave) await showAnew(tx, row.incidentId);
    },

    /** The steps without what was said with them. */
    async lines(tx: Tx, id: bigint): Promise<readonly Line[]> {
      const rows = await tx.casualtyStep.findMany({ where: { casualtyId: id }, select: { id: true, step: true, strikes: true, at: true } });
      return rows.map(lineOf);
    },

    /** Opens a record. Of an erased one only the steps are left. Whoever calls this writes it down in the audit log. */
    async open(tx: Tx, id: bigint): Promise<OpenCasualty | undefined> {
      return (await openAll(tx, { id }))[0];
    },

    async openIn(tx: Tx, incidentId: bigint, kinds: readonly CasualtyKind[]): Promise<readonly OpenCasualty[]> {
      return await openAll(tx, { incidentId, kind: { in: [...kinds] } });
    },

    /** All of an incident, in the order of their numbers; nothing is opened. */
    async of(tx: Tx, incidentId: bigint): Promise<readonly Casualty[]> {
      return (await tx.casualty.findMany({ where: { incidentId }, orderBy: { number: 'asc' } })).map(read);
    },

    /** How many records somebody has begun at an incident since then. */
    async begunBy(tx: Tx, incidentId: bigint, personId: bigint, since: number): Promise<number> {
      const begun = { personId, step: { in: ['hurt', 'taken'] }, at: { gt: new Date(since) }, casualty: { incidentId } };
      return await tx.casualtyStep.count({ where: begun });
    },

    /** Keeps whom of the family to call, who has agreed to it. */
    async setFamily(tx: Tx, id: bigint, family: Family): Promise<void> {
      const key = keyOf(await tx.casualty.findUniqueOrThrow({ where: { id } }));
      if (!key) return;
      const familySealed = key.seal(familyOf(id), JSON.stringify(family));
      await tx.casualty.update({ where: { id }, data: { familySealed, familyHash: cipher.hash('phone', family.phone) } });
    },

    /** The same, unless that phone asked for silence. */
    async familyToTell(tx: Tx, id: bigint): Promise<Family | undefined> {
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT c.id FROM casualty k JOIN contact c ON c.channel = 'phone' AND c.address_hash = k.family_hash AND c.state = 'stopped' WHERE k.id = ${id}`;
      return rows.length > 0 ? undefined : await this.familyOf(tx, id);
    },

    async familyOf(tx: Tx, id: bigint): Promise<Family | undefined> {
      const row = await tx.casualty.findUnique({ where: { id } });
      const key = row && keyOf(row);
      return key && row.familySealed ? (JSON.parse(key.open(familyOf(id), row.familySealed)) as Family) : undefined;
    },

    /** Whoever has this contact, or is this person, asks to be forgotten: no record calls them any more. */
    async forgetFamily(tx: Tx, personId: bigint | null, contactId: bigint): Promise<void> {
      await tx.$executeRaw`
        UPDATE casualty SET family_sealed = NULL, family_hash = NULL
        WHERE family_hash IN (SELECT address_hash FROM contact WHERE channel = 'phone' AND (id = ${contactId} OR person_id = ${personId}))`;
    },

    /** Drops the key: what was known of them is gone for good, and so are the words of messages that have shown it. */
    async erase(tx: Tx, id: bigint): Promise<void> {
      await tx.casualty.update({ where: { id }, data: { keySealed: null, familySealed: null, familyHash: null, dueAt: null } });
      await tx.$executeRaw`
        DELETE FROM delivery d USING casualty_shown s WHERE s.casualty_id = ${id} AND d.state IN ('queued', 'deferred')
          AND (d.id = s.delivery_id OR d.target_id = s.delivery_id)`;
      await tx.$executeRaw`
        UPDATE delivery SET content_sealed = NULL WHERE id IN (SELECT delivery_id FROM casualty_shown WHERE casualty_id = ${id}) AND state <> 'unknown'`;
    },

    /** A message shows what is known of them, and nobody else any more. */
    async noteShown(tx: Tx, ids: readonly bigint[], deliveryId: bigint, now: number): Promise<void> {
      await tx.casualtyShown.deleteMany({ where: { deliveryId } });
      await tx.casualtyShown.createMany({ data: ids.map((casualtyId) => ({ casualtyId, deliveryId, at: new Date(now) })) });
      // What it showed before is not needed to show anything else in its place.
      await tx.delivery.updateMany({ where: { id: deliveryId, state: { in: ['accepted', 'delivered'] } }, data: { contentSealed: null } });
    },

    /** Messages on phones that show, or have shown, what is known of somebody: whose, and the provider's id of each. */
    async shownOn(tx: Tx, id: bigint): Promise<readonly { readonly contactId: bigint; readonly message: string }[]> {
      return await tx.$queryRaw<{ contactId: bigint; message: string }[]>`
        SELECT d.contact_id AS "contactId", d.provider_id AS message FROM casualty_shown s JOIN delivery d ON d.id = s.delivery_id
        WHERE s.casualty_id = ${id} AND d.contact_id IS NOT NULL AND d.provider_id IS NOT NULL`;
    },
  };

  async function openAll(tx: Tx, where: object): Promise<readonly OpenCasualty[]> {
    const rows = await tx.casualty.findMany({ where, orderBy: { number: 'asc' }, include: { steps: true } });
    return rows.map((row) => {
      const key = keyOf(row);
      const lines = row.steps.map((step): OpenLine => {
        const text = key && step.contentSealed ? key.open(contextOf(row.id), step.contentSealed) : '';
        return { ...lineOf(step), text };
      });
      return { ...read(row), course: foldCasualty(row.kind as CasualtyKind, lines) };
    });
  }
}

export type Casualties = ReturnType<typeof createCasualties>;

function lineOf(row: { readonly id: bigint; readonly step: string; readonly strikes: bigint | null; readonly at: Date }): Line {
  const line = { id: String(row.id), at: row.at.getTime(), step: row.step as Step };
  return row.strikes === null ? line : { ...line, strikes: String(row.strikes) };
}

async function showAnew(tx: Tx, incidentId: bigint): Promise<void> {
  const grown = { headcountVersion: { increment: 1 }, cardVersion: { increment: 1 } };
  await tx.incident.update({ where: { id: incidentId }, data: grown });
}
