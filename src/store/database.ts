import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client.ts';

/** A transaction, or the part of one that a store function needs. */
export type Tx = Prisma.TransactionClient;

/** A connection of its own: for advisory locks, LISTEN and the lanes' bulk statements. */
export type Session = pg.Client;

/** Every commit that changed work to do is announced here. */
export const WAKE_CHANNEL = 'dabyl_wake';

export interface Database {
  readonly url: string;
  /** Its connections' name in PostgreSQL, by which a process knows its own announcements. */
  readonly name: string;
  readonly prisma: PrismaClient;
  /** Runs in one transaction, again where PostgreSQL chose it as the victim of a deadlock. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Connects a session; `onLost` is called once when its connection is gone without `end()`. */
  session(onLost: () => void): Promise<Session>;
  close(): Promise<void>;
}

const DEADLOCK_ATTEMPTS = 5;
const CONNECT_TIMEOUT_MS = 5_000;
/** Prisma's code for a write conflict or a deadlock: https://www.prisma.io/docs/orm/reference/error-reference#p2034 */
const CONFLICT = 'P2034';

/** `name`: of this process's connections; all that share one take each other's announcements for their own. */
export function openDatabase(url: string, name: string): Database {
  const pool = {
    ...{ connectionString: url, application_name: name, max: 10, connectionTimeoutMillis: CONNECT_TIMEOUT_MS },
    // Parsed once, planned for each set of values: a plan for all of them would be made while tables are empty.
    options: '-c plan_cache_mode=force_custom_plan',
  };
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: nameStatements() }) });
  return {
    url,
    name,
    prisma,
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await prisma.$transaction(work, { maxWait: 10_000, timeout: 30_000 });
        } catch (error) {
          if (attempt >= DEADLOCK_ATTEMPTS || !isConflict(error)) throw error;
        }
      }
    },
    async session(onLost) {
      const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
      // An 'error' event without a listener ends the process.
      client.on('error', () => {});
      await client.connect();
      // Not before: one that could not connect was not lost, and whoever rings for it would try again at once, and again.
      client.once('end', onLost);
      return client;
    },
    close: () => prisma.$disconnect(),
  };
}

/** Each connection keeps what it has parsed. Lists of values make many texts of one statement: what is long, or comes late, is not kept. */
const KEPT = { most: 500, longest: 4_000 };

/** Names statements that are asked again and again, so that PostgreSQL parses each once a connection. */
function nameStatements(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    // The driver sends a statement without a name where this is empty.
    if (names.size >= KEPT.most || sql.length > KEPT.longest) return '';
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/** Runs `work` in one transaction of a session. */
export async function inTransaction<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.query('BEGIN');
  try {
    const result = await work();
    await session.query('COMMIT');
    return result;
  } catch (error) {
    await session.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** Whether two transactions waited for each other and this one gave way: nothing of it was done, and it may be tried again at once. */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === CONFLICT || error.code === '40P01' || error.code === '40001');
}

/** Tells every other process that there is work, once this transaction commits. This one rings its own bell then: it need not wait for the answer. */
export async function announce(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${WAKE_CHANNEL}, current_setting('application_name'))`;
}

/** Waits for and holds a lock on a name until the transaction ends: one at a time may decide about that name. */
export async function lockName(tx: Tx, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}
