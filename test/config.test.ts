import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../src/config.ts';

const account = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'token', TWILIO_SMS_FROM: 'Dabyl' };
const problems = (env: Record<string, string>): readonly string[] => {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.problems : [String(error)];
  }
};

describe('the environment', () => {
  it('has a default for everything', () => {
    expect(parseConfig({})).toMatchObject({
      dataDir: './data',
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
      role: 'all',
      telegram: undefined,
      twilio: undefined,
    });
    expect(parseConfig({ TELEGRAM_BOT_TOKEN: '1:a' }).telegram).toMatchObject({
      mode: 'polling',
      messagesPerSecond: 30,
      apiRoot: 'https://api.telegram.org',
    });
    expect(parseConfig(account).twilio).toMatchObject({ segmentsPerSecond: 1, twoWay: false });
  });

  it('takes an empty variable for an absent one, and a rate of 0 for no limit', () => {
    expect(parseConfig({ PORT: '', TELEGRAM_BOT_TOKEN: ' ' })).toMatchObject({ port: 8080, telegram: undefined });
    expect(parseConfig({ TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_MESSAGES_PER_SECOND: '0' }).telegram?.messagesPerSecond).toBe(0);
  });

  it.each([
    ['https://example.org/dabyl/', 'https://example.org/dabyl'],
    ['https://example.org', 'https://example.org'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost/x', 'http://localhost/x'],
  ])('takes PUBLIC_URL %s', (given, kept) => {
    expect(parseConfig({ PUBLIC_URL: given }).publicUrl).toBe(kept);
  });

  it.each([
    [{ PUBLIC_URL: 'http://example.org' }, /^PUBLIC_URL: .*https/],
    [{ PUBLIC_URL: 'nonsense' }, /^PUBLIC_URL/],
    [{ PORT: '99999' }, /^PORT: .*65535/],
    [{ TELEGRAM_BOT_TOKEN: 'no' }, /^TELEGRAM_BOT_TOKEN: .*BotFather/],
    [{ TELEGRAM_MESSAGES_PER_SECOND: '-1' }, /^TELEGRAM_MESSAGES_PER_SECOND: .*0 means no limit/],
    [{ TWILIO_SMS_TWO_WAY: 'perhaps' }, /^TWILIO_SMS_TWO_WAY: true or false/],
    [{ TWILIO_ACCOUNT_SID: account.TWILIO_ACCOUNT_SID, TWILIO_SMS_FROM: 'Dabyl' }, /^TWILIO_AUTH_TOKEN: missing/],
    [{ TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'https://x.org' }, /^TELEGRAM_WEBHOOK_SECRET/],
    [{ TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: 's' }, /^PUBLIC_URL/],
    [{ SEALING_KEYS: 'k1:AAAA' }, /^SEALING_KEYS: .*32 bytes/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL: .*postgresql/],
  ])('says what is wrong with %j, and what to do', (env, said) => {
    expect(problems(env as Record<string, string>)).toEqual([expect.stringMatching(said)]);
  });

  it('names every problem at once, and repeats no value', () => {
    const said = problems({ PORT: 'abc', LOOKUP_KEY: 'secret-value', TELEGRAM_BOT_TOKEN: 'secret-value' }).join('\n');
    expect(said).toMatch(/PORT[\s\S]*TELEGRAM_BOT_TOKEN[\s\S]*LOOKUP_KEY/);
    expect(said).not.toContain('secret-value');
  });
});
