import { z } from 'zod';
import type { Keys } from './store/cipher.ts';
import { parseKey, parseSealingKeys } from './store/keys.ts';

export interface TelegramConfig {
  readonly token: string;
  readonly apiRoot: string;
  readonly mode: 'polling' | 'webhook';
  readonly webhookSecret: string | undefined;
  /** Requests a second; 0 means no limit. */
  readonly messagesPerSecond: number;
}

export interface TwilioConfig {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiBaseUrl: string | undefined;
  readonly smsFrom: string;
  /** Segments a second; 0 means no limit. */
  readonly segmentsPerSecond: number;
  /** Whether people can answer to the sender by SMS. */
  readonly twoWay: boolean;
  readonly segmentPriceUsd: number;
}

export interface Config {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Without a last slash. */
  readonly publicUrl: string | undefined;
  readonly logLevel: string;
  readonly role: 'all' | 'web' | 'worker';
  readonly telegram: TelegramConfig | undefined;
  readonly twilio: TwilioConfig | undefined;
  readonly keys: { readonly sealing?: Keys['sealing'] | undefined; readonly lookup?: Buffer | undefined };
}

/** A setting that is wrong. Each line names the variable and the remedy, never the value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const rate = (fallback: number) => z.coerce.number().min(0, 'a number of messages a second; 0 means no limit').default(fallback);
const key = <T>(parse: (text: string) => T) =>
  z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'cannot be read' });
      return z.NEVER;
    }
  });

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const webUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const allowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname));
  if (url && allowed && !url.search && !url.hash) return text.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: 'an https:// address without ? or #, as the providers see it (http only on loopback)' });
  return z.NEVER;
});

const environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'postgresql://user:password@host:5432/name')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535, 'a port from 0 to 65535').default(8080),
  PUBLIC_URL: webUrl.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'digits:letters, as @BotFather gave it')
    .optional(),
  TELEGRAM_API_ROOT: z.url().default('https://api.telegram.org'),
  TELEGRAM_MODE: z.enum(['polling', 'webhook']).default('polling'),
  // The Bot API's own rule for secret_token: 1-256 of A-Z a-z 0-9 _ -
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, '1 to 256 of the letters A-Z a-z 0-9 _ - (openssl rand -hex 32)')
    .optional(),
  TELEGRAM_MESSAGES_PER_SECOND: rate(30),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'AC and 32 hexadecimal digits, from the Twilio console')
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_API_BASE_URL: z.url().optional(),
  TWILIO_SMS_FROM: z.string().optional(),
  TWILIO_SMS_SEGMENTS_PER_SECOND: rate(1),
  TWILIO_SMS_TWO_WAY: z.stringbool({ error: 'true or false' }).default(false),
  TWILIO_SMS_SEGMENT_PRICE_USD: z.coerce.number().min(0, 'dollars for one segment, such as 0.1').default(0.1),
  TWILIO_VOICE_FROM: z.string().optional(),
  TWILIO_CALLS_PER_SECOND: rate(1),
  SEALING_KEYS: key(parseSealingKeys).optional(),
  LOOKUP_KEY: key(parseKey).optional(),
});

/** Validates the environment once. An empty variable counts as absent. Throws `ConfigError` with every problem found. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const e = parsed.data;
  const problems: string[] = [];
  const twilioParts = {
    TWILIO_ACCOUNT_SID: e.TWILIO_ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: e.TWILIO_AUTH_TOKEN,
    TWILIO_SMS_FROM: e.TWILIO_SMS_FROM,
  };
  const missing = Object.entries(twilioParts).filter(([, value]) => !value);
  if (missing.length > 0 && missing.length < 3) {
    for (const [name] of missing) problems.push(`${name}: missing; Twilio needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_SMS_FROM`);
  }
  if (e.TELEGRAM_BOT_TOKEN && e.TELEGRAM_MODE === 'webhook') {
    if (!e.TELEGRAM_WEBHOOK_SECRET) problems.push('TELEGRAM_WEBHOOK_SECRET: webhook mode needs one (openssl rand -hex 32)');
    if (!e.PUBLIC_URL) problems.push('PUBLIC_URL: webhook mode needs the https address that Telegram is to call');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    databaseUrl: e.DATABASE_URL,
    dataDir: e.DATA_DIR,
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL,
    logLevel: e.LOG_LEVEL,
    role: e.ROLE,
    telegram: e.TELEGRAM_BOT_TOKEN
      ? {
          token: e.TELEGRAM_BOT_TOKEN,
          apiRoot: e.TELEGRAM_API_ROOT.replace(/\/+$/, ''),
          mode: e.TELEGRAM_MODE,
          webhookSecret: e.TELEGRAM_WEBHOOK_SECRET,
          messagesPerSecond: e.TELEGRAM_MESSAGES_PER_SECOND,
        }
      : undefined,
    twilio:
      e.TWILIO_ACCOUNT_SID && e.TWILIO_AUTH_TOKEN && e.TWILIO_SMS_FROM
        ? {
            accountSid: e.TWILIO_ACCOUNT_SID,
            authToken: e.TWILIO_AUTH_TOKEN,
            apiBaseUrl: e.TWILIO_API_BASE_URL?.replace(/\/+$/, ''),
            smsFrom: e.TWILIO_SMS_FROM,
            segmentsPerSecond: e.TWILIO_SMS_SEGMENTS_PER_SECOND,
            twoWay: e.TWILIO_SMS_TWO_WAY,
            segmentPriceUsd: e.TWILIO_SMS_SEGMENT_PRICE_USD,
          }
        : undefined,
    keys: { sealing: e.SEALING_KEYS, lookup: e.LOOKUP_KEY },
  };
}
