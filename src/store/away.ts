/** Of Node: no connection, or none any more. */
const node: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'EPIPE']);
/**
 * Of Prisma: not let in, unreachable, timed out, closed, no connection free, no transaction begun or ended in time, conflict, too many connections
 * (https://www.prisma.io/docs/orm/reference/error-reference).
 */
const prisma: ReadonlySet<string> = new Set([
  ...['P1000', 'P1001', 'P1002', 'P1003', 'P1008', 'P1010', 'P1017'],
  ...['P2024', 'P2028', 'P2034', 'P2037'],
]);
/**
 * Of PostgreSQL, by class: connections, conflicts, resources such as a full disk, the operator, the system; and a server that only
 * reads (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const postgres = /^(08|40|53|57|58)...$|^25006$/;

/** Whether the database is away, or cannot do now what it can do at other times: it may come again. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  for (const code of codesOf(error)) if (node.has(code) || prisma.has(code) || postgres.test(code)) return true;
  if (/timeout|terminated/i.test(error.message) && codesOf(error).length === 0) return true;
  if (error instanceof AggregateError && error.errors.some(isAway)) return true;
  return error.cause !== undefined && isAway(error.cause);
}

/** The error's own code, and PostgreSQL's inside of Prisma's "raw query failed". */
function codesOf(error: Error): readonly string[] {
  const { code, meta } = error as {
    readonly code?: unknown;
    readonly meta?: { readonly driverAdapterError?: { readonly cause?: { readonly originalCode?: unknown } } };
  };
  return [code, meta?.driverAdapterError?.cause?.originalCode].filter((found) => typeof found === 'string');
}
