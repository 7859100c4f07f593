import type { Client } from 'pg';

/** When the newest report was committed, to the microsecond, in milliseconds since the epoch: the server keeps it for us. */
export async function committedAt(database: Client): Promise<number> {
  const { rows } = await database.query<{ at: number }>(
    `SELECT (extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000)::float8 AS at FROM report ORDER BY id DESC LIMIT 1`,
  );
  return rows[0]?.at ?? Number.NaN;
}
