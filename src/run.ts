import { existsSync } from 'node:fs';
import { createApp } from './app.ts';
import { systemClock, systemRandom } from './clock.ts';
import { ConfigError, parseConfig } from './config.ts';
import { createLog } from './logger.ts';

const help = `Nothing to send with: neither Telegram nor Twilio is set up. Put one or both into the environment:

  TELEGRAM_BOT_TOKEN   write /newbot to @BotFather on Telegram; it answers with the token
  TWILIO_ACCOUNT_SID   https://console.twilio.com, "Account Info"
  TWILIO_AUTH_TOKEN    the same place
  TWILIO_SMS_FROM      a number, sender name or messaging service (MG...) of that account

.env.example explains every variable. To see everything work without any of them: npm run drill
`;

async function main(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile();
  const config = parseConfig(env);
  if (!config.telegram && !config.twilio) {
    process.stderr.write(help);
    process.exitCode = 1;
    return;
  }
  const log = createLog(config.logLevel);
  if (config.twilio && config.publicUrl === undefined) {
    log.warn({}, 'PUBLIC_URL is not set: SMS are sent only. What people answer by SMS, and whether it was delivered, does not reach us');
  }
  if (config.twilio?.voice && config.publicUrl === undefined) {
    log.warn({}, 'PUBLIC_URL is not set: nobody is called by telephone. Twilio asks there what to say in a call');
  }
  const app = await createApp({ config, clock: systemClock, random: systemRandom, log });
  let _stopping: Promise<void> | undefined;
  const stop = (): void => {
    log.info({}, 'stopping');
    _stopping ??= app.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  try {
    await app.ready;
  } catch (error) {
    await app.stop();
    throw error;
  }
}

/** Runs the app until it is told to stop. `env` is read after a file `.env`, where there is one, was added to it. */
export async function run(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  try {
    await main(env);
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(
        `Wrong settings:\n${error.problems.map((problem) => `  ${problem}`).join('\n')}\n.env.example explains every variable.\n`,
      );
    } else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      process.stderr.write('The port is taken, perhaps by another Dabyl. Set PORT to a free one.\n');
    } else {
      process.stderr.write(`Cannot start: ${error instanceof Error ? error.message : 'unknown error'}\n`);
    }
    process.exitCode = 1;
  }
}
