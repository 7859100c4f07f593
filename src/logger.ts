import { type DestinationStream, type Logger as Pino, pino } from 'pino';

/**
 * What a log line may carry: ids, codes, counts and durations. A number, a name, a place or a text has no field to stand
 * in, and what is not listed here is dropped before it is written.
 */
export interface LogFields {
  readonly lane?: string;
  readonly channel?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly code?: string;
  readonly state?: string;
  readonly count?: number;
  readonly ms?: number;
  readonly attempt?: number;
  readonly incident?: string;
  readonly alert?: string;
  readonly delivery?: string;
  readonly loop?: string;
  readonly port?: number;
  readonly pid?: number;
  readonly migration?: string;
  readonly error?: unknown;
}

export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

const allowed = new Set<string>([
  ...['lane', 'channel', 'method', 'route', 'status', 'code', 'state', 'count', 'ms', 'attempt', 'incident', 'alert'],
  ...['delivery', 'loop', 'port', 'pid', 'migration', 'error'],
]);

export function createLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: null, formatters: { log: allow } };
  const logger: Pino = destination ? pino(options, destination) : pino(options);
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}

function allow(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!allowed.has(name)) continue;
    kept[name] = name === 'error' ? describeError(value) : typeof value === 'number' ? value : String(value).slice(0, 80);
  }
  return kept;
}

/**
 * What may be said of an error: its class, its code and where it was thrown. Never its message: a database or a provider
 * quotes the values it was given.
 */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = sqlState(error) ?? codeOf(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return {
    name: error.name,
    ...(code && /^[\w.-]{1,40}$/.test(code) ? { code } : {}),
    at: frames.slice(0, 4).map((frame) =>
      frame
        .trim()
        .replace(/^at /, '')
        .replace(/\(?(file:\/\/)?\/\S*\/(src|node_modules)\//, '($2/'),
    ),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** The error's own code: Node's, Prisma's, PostgreSQL's, Telegram's, Twilio's, or an HTTP status. */
function codeOf(error: Error): string | undefined {
  const { code, error_code, status } = error as { readonly code?: unknown; readonly error_code?: unknown; readonly status?: unknown };
  const found = code ?? error_code ?? status;
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

/** PostgreSQL's code inside of Prisma's "raw query failed", which alone says nothing. */
function sqlState(error: Error): string | undefined {
  const { meta } = error as { readonly meta?: { readonly driverAdapterError?: { readonly cause?: { readonly originalCode?: unknown } } } };
  const state = meta?.driverAdapterError?.cause?.originalCode;
  return typeof state === 'string' ? state : undefined;
}
