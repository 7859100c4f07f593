import { urgency } from '../domain/delivery.ts';
import type { Called, Try } from '../domain/ladder.ts';
import { type LaneName, type Lanes, laneFor, type Means, meansOf, voiceLaneFor } from '../domain/lane.ts';
import { COPY_COLUMNS } from './copy.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { Ladder } from './ladder.ts';

/** Locks an incident: against a stand-down, and where copies are moved also against lanes that record them. */
export async function lockLadder(tx: Tx, ladder: Ladder, moving: boolean): Promise<{ readonly open: boolean; readonly fellBack: boolean }> {
  const lock = moving ? Prisma.sql`FOR UPDATE` : Prisma.sql`FOR SHARE`;
  const rows = await tx.$queryRaw<{ open: boolean; fellBack: boolean }[]>`
    SELECT stage = 'open' AS open, fell_back_at IS NOT NULL AS "fellBack" FROM incident WHERE id = ${ladder.id} ${lock}`;
  return rows[0] ?? { open: false, fellBack: false };
}

/** Where a rung is. */
export interface Rung {
  readonly contactId: bigint;
  readonly lane: LaneName;
}

export interface Climber extends Called {
  readonly person: bigint;
  readonly rungs: ReadonlyMap<Means, Rung>;
}

/**
 * Everything that decides about the next rung of each, in the order given. Whoever lives in none of the `slugs` any more has nothing
 * left to answer. `OFFSET 0`: where a table was emptied and is full again, its
 * statistics still say that it is empty, and every plan looks as good as another; the order must not choose one that reads it all.
 * `needSince`: for people who were asked for a skill, what they were told of since then, the alarm's own call included.
 */
export async function readClimbers(
  tx: Tx,
  ladder: Pick<Ladder, 'id' | 'alertId'>,
  people: readonly bigint[],
  lanes: Lanes,
  { slugs, needSince }: { readonly slugs?: readonly string[]; readonly needSince?: Date },
): Promise<readonly Climber[]> {
  const tries = needSince
    ? Prisma.sql`kind IN ('call', 'need') AND (alert_id = ${ladder.alertId} OR (kind = 'call' AND queued_at >= ${needSince}))`
    : Prisma.sql`kind = 'call'`;
  const gone = slugs
    ? Prisma.sql`NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = t.person AND m.slug = ANY(${[...slugs]}::text[])
        AND m.suspended_at IS NULL)`
    : Prisma.sql`false`;
  const rows = await tx.$queryRaw<{ person: bigint; answered: boolean; contacts: ContactRow[] | null; tried: TryRow[] | null }[]>`
    SELECT t.person, EXISTS (SELECT 1 FROM answer n WHERE n.incident_id = ${ladder.id} AND n.person_id = t.person)
        OR ${gone} AS answered,
      (SELECT json_agg(json_build_object('id', c.id::text, 'channel', c.channel, 'state', c.state, 'lane', c.lane) ORDER BY c.id)
        FROM (SELECT * FROM contact WHERE person_id = t.person AND state IN ('open', 'landline') OFFSET 0) c) AS contacts,
      (SELECT json_agg(json_build_object('lane', d.lane, 'state', d.state, 'attempts', d.attempts, 'code', d.error_code,
          'dueAt', (extract(epoch FROM d.due_at) * 1000)::float8, 'settledAt', (extract(epoch FROM d.settled_at) * 1000)::float8) ORDER BY d.id)
        FROM (
          SELECT * FROM delivery WHERE incident_id = ${ladder.id} AND ${tries} AND person_id = t.person AND op IN ('message', 'call') OFFSET 0
        ) d) AS tried
    FROM unnest(${[...people]}::bigint[]) WITH ORDINALITY AS t (person, n) ORDER BY t.n`;
  return rows.map(({ person, answered, contacts, tried }) => {
    const rungs = rungsOf(contacts ?? [], lanes);
    return { person, answered, rungs, has: [...rungs.keys()], tried: (tried ?? []).map(({ lane, ...t }) => ({ ...t, on: meansOf(lane) })) };
  });
}

interface ContactRow {
  readonly id: string;
  readonly channel: 'telegram' | 'phone';
  readonly state: 'open' | 'landline';
  readonly lane: string | null;
}

type TryRow = Omit<Try, 'on'> & { readonly lane: LaneName };

function rungsOf(contacts: readonly ContactRow[], lanes: Lanes): ReadonlyMap<Means, Rung> {
  const rungs = new Map<Means, Rung>();
  const open = contacts.filter((c) => c.state === 'open');
  const phone = open.find((c) => c.channel === 'phone');
  for (const [means, contact] of [
    ['telegram', open.find((c) => c.channel === 'telegram')],
    ['sms', phone],
    ['voice', phone ?? contacts.find((c) => c.channel === 'phone')],
  ] as const) {
    if (!contact || lanes[means].length === 0) continue;
    const to = { ...contact, id: BigInt(contact.id) };
    rungs.set(means, { contactId: to.id, lane: means === 'voice' ? voiceLaneFor(lanes, to.id) : laneFor(lanes, to) });
  }
  return rungs;
}

/** Plans the next rung of each, in the order given. Returns how many copies that are. */
export async function planRungs(
  tx: Tx,
  ladder: Pick<Ladder, 'id' | 'alertId'>,
  steps: readonly { readonly person: bigint; readonly to: Means; readonly rung: Rung }[],
  now: number,
  kind: 'call' | 'need' = 'call',
): Promise<number> {
  const at = new Date(now);
  // Of several rings each is called by the one that called them first.
  const first = Prisma.sql`SELECT min(d.alert_id) FROM delivery d WHERE d.incident_id = ${ladder.id} AND d.kind = 'call' AND d.person_id = t.person`;
  const from = kind === 'need' ? Prisma.sql`${ladder.alertId}` : Prisma.sql`coalesce((${first}), ${ladder.alertId})`;
  return await tx.$executeRaw`
    INSERT INTO delivery (${COPY_COLUMNS})
    SELECT a.id, a.incident_id, t.person, t.contact, t.lane, t.op, a.kind, ${urgency[kind]}::smallint, 'queued', ${at}::timestamptz, a.expires_at, ${at}::timestamptz,
      EXISTS (SELECT 1 FROM delivery e WHERE e.incident_id = a.incident_id AND e.kind = a.kind AND e.person_id = t.person AND e.hides_place OFFSET 0)
    FROM unnest(${steps.map((s) => s.person)}::bigint[], ${steps.map((s) => s.rung.contactId)}::bigint[],
      ${steps.map((s) => s.rung.lane)}::text[], ${steps.map((s) => (s.to === 'voice' ? 'call' : 'message'))}::text[]) WITH ORDINALITY AS t (person, contact, lane, op, n)
    CROSS JOIN LATERAL (SELECT * FROM alert WHERE id = ${from} OFFSET 0) a ORDER BY t.n
    ON CONFLICT DO NOTHING`;
}

/** Whoever is called by SMS instead does not hear from Telegram as well: what is under way there at this moment may still arrive. */
export async function leaveTelegram(tx: Tx, ladder: Ladder, people: readonly bigint[], now: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET state = 'moved', settled_at = ${new Date(now)}
    WHERE incident_id = ${ladder.id} AND kind = 'call' AND op = 'message' AND person_id = ANY(${[...people]}::bigint[])
      AND lane LIKE 'telegram%' AND state IN ('queued', 'deferred')`;
}

/** There are enough: whoever was to be called on another channel is not. Returns how many copies were taken back, at most `limit`. */
export async function callOff(tx: Tx, ladder: Ladder, lanes: Lanes, limit: number, now: number): Promise<number> {
  const names = [...lanes.sms, ...lanes.voice];
  return await tx.$executeRaw`
    UPDATE delivery SET state = 'cancelled', settled_at = ${new Date(now)} WHERE id IN (
      SELECT d.id FROM (
        SELECT * FROM delivery WHERE lane = ANY(${names}::text[]) AND state = 'queued' AND urgency = ${urgency.call}
        UNION ALL SELECT * FROM delivery WHERE lane = ANY(${names}::text[]) AND state = 'deferred'
      ) d
      WHERE d.incident_id = ${ladder.id} AND d.kind = 'call' AND d.op IN ('message', 'call') AND EXISTS (
        SELECT 1 FROM delivery e WHERE e.incident_id = d.incident_id AND e.kind = 'call' AND e.person_id = d.person_id AND e.id < d.id OFFSET 0)
      LIMIT ${limit})`;
}
