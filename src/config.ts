import { z } from 'zod';
import { type LaneName, type Means, nameLane } from './domain/lane.ts';
import { type Prices, placeholderPrices } from './domain/price.ts';
import type { Caps } from './domain/spend.ts';
import { dollars, key, prices, rate, type Some, several, webUrl } from './settings.ts';
import type { Keys } from './store/cipher.ts';
import { parseKey, parseSealingKeys } from './store/keys.ts';

/** The zone of the city that all of this is for (IANA name): times are shown in it, and days are its days. */
export const CITY_ZONE = 'Asia/Almaty';

/** A bot, and the lane that sends through it. */
export interface BotConfig {
  readonly lane: LaneName;
  readonly token: string;
}

/** A sender at Twilio, and the lane that sends through it. */
export interface SenderConfig {
  readonly lane: LaneName;
  /** A number in E.164; for SMS also a sender name or a messaging service (MG…). */
  readonly from: string;
}

export interface TelegramConfig {
  readonly bots: Some<BotConfig>;
  readonly apiRoot: string;
  readonly mode: 'polling' | 'webhook';
  readonly webhookSecret: string | undefined;
  /** Requests a second of each bot; 0 means no limit. */
  readonly messagesPerSecond: number;
}

export interface TwilioConfig {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiBaseUrl: string | undefined;
  readonly smsSenders: Some<SenderConfig>;
  /** Segments a second of each sender; 0 means no limit. */
  readonly segmentsPerSecond: number;
  /** Whether people can answer to the senders by SMS. */
  readonly twoWay: boolean;
  readonly prices: Prices;
  /** Absent where nobody is called by telephone. */
  readonly voice: VoiceConfig | undefined;
}

export interface VoiceConfig {
  readonly numbers: Some<SenderConfig>;
  /** Of each number; 0 means no limit. */
  readonly callsPerSecond: number;
}

/** What protects people from too many messages, and organisers from the bill. */
export interface LimitsConfig {
  /** Messages that a person gets about one incident in a quarter of an hour; 0 means no limit. */
  readonly perQuarterHour: number;
  readonly caps: Caps;
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
  readonly limits: LimitsConfig;
  /** People coming and there who are a crowd, where their neighbourhood does not say. */
  readonly enough: number;
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
  // The digits are the bot; what follows them changes when its token is revoked.
  TELEGRAM_BOT_TOKEN: several('digits:letters, as @BotFather gave it', /^\d+:[\w-]+$/, (token) => token.replace(/:.*/, '')).optional(),
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
  TWILIO_SMS_FROM: several('a number (+…), a sender name, or a messaging service (MG…)', /./).optional(),
  TWILIO_SMS_SEGMENTS_PER_SECOND: rate(1),
  TWILIO_SMS_TWO_WAY: z.stringbool({ error: 'true or false' }).default(false),
  TWILIO_SMS_SEGMENT_PRICE_USD: prices(placeholderPrices.segment),
  TWILIO_VOICE_FROM: several('a number of the Twilio account with its country code, such as +15005550006', /^\+[1-9]\d{6,14}$/).optional(),
  TWILIO_CALLS_PER_SECOND: rate(1),
  TWILIO_CALL_PRICE_USD: prices(placeholderPrices.call),
  MESSAGES_PER_QUARTER_HOUR: z.coerce
    .number()
    .int()
    // With room for one, whoever was called could be told nothing more.
    .refine((most) => most === 0 || most >= 2, 'how many messages a person gets about one incident, 2 or more; 0 means no limit')
    .default(6),
  SPEND_INCIDENT_USD: dollars(50),
  SPEND_DAY_USD: dollars(200),
  ENOUGH_COMING: z.coerce.number().int().min(1, 'how many people are enough, 1 or more').default(100),
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
          bots: inLanes('telegram', e.TELEGRAM_BOT_TOKEN, (lane, token) => ({ lane, token })),
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
            smsSenders: inLanes('sms', e.TWILIO_SMS_FROM, (lane, from) => ({ lane, from })),
            segmentsPerSecond: e.TWILIO_SMS_SEGMENTS_PER_SECOND,
            twoWay: e.TWILIO_SMS_TWO_WAY,
            prices: { segment: e.TWILIO_SMS_SEGMENT_PRICE_USD, call: e.TWILIO_CALL_PRICE_USD },
            voice: e.TWILIO_VOICE_FROM
              ? {
                  numbers: inLanes('voice', e.TWILIO_VOICE_FROM, (lane, from) => ({ lane, from })),
                  callsPerSecond: e.TWILIO_CALLS_PER_SECOND,
                }
              : undefined,
          }
        : undefined,
    limits: {
      perQuarterHour: e.MESSAGES_PER_QUARTER_HOUR,
      caps: { incident: e.SPEND_INCIDENT_USD, day: e.SPEND_DAY_USD },
    },
    enough: e.ENOUGH_COMING,
    keys: { sealing: e.SEALING_KEYS, lookup: e.LOOKUP_KEY },
  };
}

/** Each entry with its lane. */
function inLanes<T>(means: Means, [first, ...others]: Some<string>, make: (lane: LaneName, entry: string) => T): Some<T> {
  return [make(nameLane(means, 0), first), ...others.map((entry, index) => make(nameLane(means, index + 1), entry))];
}
