/** Whether the database may still come: connection errors of Node and PostgreSQL's class 57P (shutting down, starting up). */
export function isAway(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const away = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', '57P01', '57P02', '57P03', '53300'];
  if (away.includes(code) || (error instanceof Error && /timeout|terminated/i.test(error.message))) return true;
  if (error instanceof AggregateError) return error.errors.some(isAway);
  return error instanceof Error && error.cause !== undefined && isAway(error.cause);
}
