import {
  ELSEWHERE_MS,
  HOME_HEARD_MS,
  type HomeFacts,
  type HomeList,
  type HomeMeans,
  type HomePerson,
  type HomeState,
  homeListed,
  homeSettled,
  LEFT_LATELY_MS,
} from '../domain/home.ts';
import type { Role } from '../domain/person.ts';
import type { Cipher } from './cipher.ts';
import type { Tx } from './database.ts';
import { Prisma } from './generated/client.ts';

/** A check whose next step is due. */
export interface DueHome extends Pick<HomeFacts, 'state' | 'elsewhere' | 'other'> {
  readonly id: bigint;
  readonly incidentId: bigint;
  /** Null once they are erased. */
  readonly personId: bigint | null;
}

/** A check as organisers decide about it, or as whoever it is about answers. */
export interface HomeCheck {
  readonly id: bigint;
  readonly incidentId: bigint;
  readonly personId: bigint | null;
  readonly state: HomeState;
}

/** Shown by name at once; the others are counted. Telegram takes 4,096 characters, and one screen of buttons. */
const SHOWN_MAX = 8;

const settledSql = Prisma.sql`ARRAY['safe', 'accounted']::text[]`;

/** Whether people who were there are safe, from the end of an incident until all are accounted for. */
export function createHomes(cipher: Cipher) {
  return {
    /** Everybody who was there when it ended (`wasThere`) is to be asked. Returns how many. */
    async plan(tx: Tx, incidentId: bigint, endedAt: number, dueAt: number): Promise<number> {
      return await tx.$executeRaw`
        INSERT INTO home_check (incident_id, person_id, due_at) SELECT incident_id, person_id, ${new Date(dueAt)} FROM answer
        WHERE incident_id = ${incidentId} AND (answer = 'there' OR (answer = 'left' AND at > ${new Date(endedAt - LEFT_LATELY_MS)}))
        ORDER BY at ON CONFLICT DO NOTHING`;
    },

    /** Those whose time has come, locked; whom somebody else looks at is left out. */
    async due(tx: Tx, now: number, limit: number): Promise<readonly DueHome[]> {
      const rows = await tx.$queryRaw<(Omit<DueHome, 'other'> & { readonly other: { state: HomeState; dueAt: number | null } | null })[]>`
        SELECT h.id, h.incident_id AS "incidentId", h.person_id AS "personId", h.state,
          EXISTS (SELECT 1 FROM answer n JOIN incident i ON i.id = n.incident_id AND i.stage = 'open'
            WHERE n.person_id = h.person_id AND n.answer = 'there' AND n.at > ${new Date(now - ELSEWHERE_MS)}) AS elsewhere,
          (SELECT json_build_object('state', o.state, 'dueAt', (extract(epoch FROM o.due_at) * 1000)::float8) FROM home_check o
            WHERE o.person_id = h.person_id AND o.id <> h.id AND o.state IN ('asked', 'called', 'listed', 'help') ORDER BY o.id DESC LIMIT 1) AS other
        FROM home_check h WHERE h.due_at <= ${new Date(now)} ORDER BY h.due_at, h.id LIMIT ${limit} FOR UPDATE OF h SKIP LOCKED`;
      return rows.map(({ other, ...row }) => ({ ...row, other: other ?? undefined }));
    },

    async step(tx: Tx, id: bigint, state: HomeState, dueAt: number | null): Promise<void> {
      await tx.homeCheck.update({ where: { id }, data: { state, dueAt: dueAt === null ? null : new Date(dueAt) } });
    },

    /** The checks of somebody that are not settled, or were by their own word, the newest first; not those of long ago. */
    async of(tx: Tx, personId: bigint, now: number): Promise<readonly HomeCheck[]> {
      const where = { personId, state: { not: 'accounted' }, incident: { endedAt: { gt: new Date(now - HOME_HEARD_MS) } } };
      return (await tx.homeCheck.findMany({ where, orderBy: { id: 'desc' } })).map(read);
    },

    async get(tx: Tx, id: bigint): Promise<HomeCheck | undefined> {
      await tx.$executeRaw`SELECT 1 FROM home_check WHERE id = ${id} FOR UPDATE`;
      const row = await tx.homeCheck.findUnique({ where: { id } });
      return row ? read(row) : undefined;
    },

    /** What is known of checks now; what still waits to ask about it is taken back, and organisers' lists show it. */
    async settle(
      tx: Tx,
      ids: readonly bigint[],
      state: Extract<HomeState, 'safe' | 'help' | 'accounted'>,
      means: HomeMeans,
      now: number,
    ): Promise<void> {
      const at = new Date(now);
      const changed = await tx.$queryRaw<{ incident: bigint; person: bigint | null }[]>`
        UPDATE home_check SET state = ${state}, means = ${means}, due_at = NULL, settled_at = ${at}
        WHERE id = ANY(${[...ids]}::bigint[]) RETURNING incident_id AS incident, person_id AS person`;
      for (const { incident, person } of changed) {
        await tx.$executeRaw`
          UPDATE delivery SET state = 'cancelled', settled_at = ${at}
          WHERE incident_id = ${incident} AND kind = 'home' AND person_id = ${person} AND state IN ('queued', 'deferred')
            AND id NOT IN (SELECT unnest(ids) FROM claim)`;
      }
      await this.show(
        tx,
        changed.map(({ incident }) => incident),
      );
    },

    /** Organisers' lists of these incidents are shown anew. */
    async show(tx: Tx, incidents: readonly bigint[]): Promise<void> {
      await tx.$executeRaw`UPDATE incident SET card_version = card_version + 1 WHERE id = ANY(${[...incidents]}::bigint[])`;
    },

    /** How many are not settled, and whether organisers have a list of them. */
    async standing(tx: Tx, incidentId: bigint): Promise<{ readonly open: number; readonly listed: boolean }> {
      const rows = await tx.$queryRaw<{ open: number; listed: boolean }[]>`
        SELECT count(*) FILTER (WHERE state <> ALL(${settledSql}))::int AS open,
          EXISTS (SELECT 1 FROM alert WHERE incident_id = ${incidentId} AND kind = 'home-list') AS listed
        FROM home_check WHERE incident_id = ${incidentId}`;
      return rows[0] ?? { open: 0, listed: false };
    },

    /** As organisers see it; nothing where nobody was there. */
    async listOf(tx: Tx, incidentId: bigint): Promise<{ readonly home?: HomeList }> {
      const counts = await tx.homeCheck.groupBy({ by: ['state'], where: { incidentId }, _count: true });
      const count = (...states: readonly HomeState[]): number =>
        counts.reduce((sum, one) => sum + (states.includes(one.state as HomeState) ? one._count : 0), 0);
      const asked = counts.reduce((sum, one) => sum + one._count, 0);
      if (asked === 0) return {};
      const waiting = asked - count(...homeSettled, ...homeListed);
      const missing = count(...homeListed) > 0 ? await findMissing(tx, incidentId) : [];
      return { home: { asked, safe: count('safe'), accounted: count('accounted'), waiting, missing } };
    },

    /** One of them, as organisers see them. */
    async person(tx: Tx, id: bigint): Promise<HomePerson | undefined> {
      return (await findPeople(tx, Prisma.sql`h.id = ${id}`))[0];
    },
  };

  async function findMissing(tx: Tx, incidentId: bigint): Promise<readonly HomePerson[]> {
    return await findPeople(tx, Prisma.sql`h.incident_id = ${incidentId} AND h.state IN ('listed', 'help')`);
  }

  async function findPeople(tx: Tx, which: Prisma.Sql): Promise<readonly HomePerson[]> {
    const rows = await tx.$queryRaw<PersonRow[]>`
      SELECT h.id, h.state, p.name_sealed AS name, p.created_at AS "createdAt", m.role, m.slug, m.joined_at AS "joinedAt"
      FROM home_check h LEFT JOIN person p ON p.id = h.person_id
        LEFT JOIN LATERAL (SELECT role, slug, joined_at FROM membership WHERE person_id = p.id ORDER BY role = 'organiser' DESC, slug LIMIT 1) m ON true
      WHERE ${which} ORDER BY h.state = 'help' DESC, h.id LIMIT ${SHOWN_MAX}`;
    return rows.map(({ id, state, name, createdAt, role, slug, joinedAt }) => ({
      ...{ id: String(id), name: name ? cipher.open('person.name', name) : '', help: state === 'help' },
      ...{ role: createdAt === null ? 'gone' : (role ?? 'defender'), slug: slug ?? '', joinedAt: (joinedAt ?? createdAt)?.getTime() ?? 0 },
    }));
  }
}

interface PersonRow {
  readonly id: bigint;
  readonly state: HomeState;
  readonly name: Uint8Array | null;
  readonly createdAt: Date | null;
  readonly role: Role | null;
  readonly slug: string | null;
  readonly joinedAt: Date | null;
}

function read(row: {
  readonly id: bigint;
  readonly incidentId: bigint;
  readonly personId: bigint | null;
  readonly state: string;
}): HomeCheck {
  return { id: row.id, incidentId: row.incidentId, personId: row.personId, state: row.state as HomeState };
}

export type Homes = ReturnType<typeof createHomes>;
