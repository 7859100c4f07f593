import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../src/config.ts';
import { placeholderPrices } from '../src/domain/price.ts';

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
    expect(parseConfig(account).twilio).toMatchObject({ segmentsPerSecond: 1, twoWay: false, voice: undefined });
    expect(parseConfig({ ...account, TWILIO_VOICE_FROM: '+15005550006' }).twilio?.voice).toEqual({
      numbers: [{ lane: 'voice', from: '+15005550006' }],
      callsPerSecond: 1,
    });
  });

  it('has limits that protect, and prices to count them by', () => {
    expect(parseConfig({}).limits).toEqual({ perQuarterHour: 6, caps: { incident: 50_000_000, day: 200_000_000 } });
    const limits = { MESSAGES_PER_QUARTER_HOUR: '0', SPEND_INCIDENT_USD: '12.50', SPEND_DAY_USD: '0' };
    expect(parseConfig(limits).limits).toEqual({ perQuarterHour: 0, caps: { incident: 12_500_000, day: 0 } });
    const prices = { TWILIO_SMS_SEGMENT_PRICE_USD: '0.05', TWILIO_CALL_PRICE_USD: '77:0.2,0.3' };
    expect(parseConfig({ ...account, ...prices }).twilio?.prices).toEqual({
      segment: { '': 50_000 },
      call: { '77': 200_000, '': 300_000 },
    });
    expect(parseConfig(account).twilio?.prices).toEqual(placeholderPrices);
  });

  it('says how many people are enough', () => {
    expect([parseConfig({}).enough, parseConfig({ ENOUGH_COMING: '40' }).enough]).toEqual([100, 40]);
  });

  it('takes an empty variable for an absent one, and a rate of 0 for no limit', () => {
    expect(parseConfig({ PORT: '', TELEGRAM_BOT_TOKEN: ' ' })).toMatchObject({ port: 8080, telegram: undefined });
    expect(parseConfig({ TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_MESSAGES_PER_SECOND: '0' }).telegram?.messagesPerSecond).toBe(0);
  });

  it('takes several bots and senders, separated by commas: each is a lane', () => {
    expect(parseConfig({ TELEGRAM_BOT_TOKEN: '1:a' }).telegram?.bots).toEqual([{ lane: 'telegram', token: '1:a' }]);
    expect(parseConfig({ TELEGRAM_BOT_TOKEN: '1:a, 2:b,3:c,' }).telegram?.bots).toEqual([
      { lane: 'telegram', token: '1:a' },
      { lane: 'telegram-2', token: '2:b' },
      { lane: 'telegram-3', token: '3:c' },
    ]);
    const { twilio } = parseConfig({ ...account, TWILIO_SMS_FROM: 'Dabyl, +15005550006', TWILIO_VOICE_FROM: '+15005550006,+15005550007' });
    expect(twilio?.smsSenders).toEqual([
      { lane: 'sms', from: 'Dabyl' },
      { lane: 'sms-2', from: '+15005550006' },
    ]);
    expect(twilio?.voice?.numbers.map(({ lane }) => lane)).toEqual(['voice', 'voice-2']);
  });

  it.each([
    [{ TELEGRAM_BOT_TOKEN: '1:secret,2secret' }, /^TELEGRAM_BOT_TOKEN: .*BotFather.*commas.*number 2 of 2/],
    [{ TELEGRAM_BOT_TOKEN: '1:secret,2:other,1:secret-renewed' }, /^TELEGRAM_BOT_TOKEN: number 3 is the same/],
    [{ TELEGRAM_BOT_TOKEN: ',' }, /^TELEGRAM_BOT_TOKEN: .*BotFather/],
    [{ ...account, TWILIO_SMS_FROM: 'Dabyl,Dabyl' }, /^TWILIO_SMS_FROM: number 2 is the same/],
    [{ ...account, TWILIO_VOICE_FROM: '+15005550006,secret' }, /^TWILIO_VOICE_FROM: .*country code.*number 2 of 2/],
  ])('says which of several is wrong in %j, and shows none', (env, said) => {
    const found = problems(env as Record<string, string>);
    expect(found).toEqual([expect.stringMatching(said)]);
    expect(found.join()).not.toContain('secret');
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
    [{ TWILIO_VOICE_FROM: 'Dabyl' }, /^TWILIO_VOICE_FROM: .*country code/],
    [{ TWILIO_CALL_PRICE_USD: 'a dime' }, /^TWILIO_CALL_PRICE_USD: .*0\.1/],
    [{ SPEND_DAY_USD: '-1' }, /^SPEND_DAY_USD: .*0 means no cap/],
    [{ MESSAGES_PER_QUARTER_HOUR: '1' }, /^MESSAGES_PER_QUARTER_HOUR: .*2 or more/],
    [{ ENOUGH_COMING: '0' }, /^ENOUGH_COMING: .*1 or more/],
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
