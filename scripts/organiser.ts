import { parseArgs } from 'node:util';
import { grammySignal, openTelegramApi } from '../src/channels/telegram/api.ts';
import { systemClock, systemRandom } from '../src/clock.ts';
import type { TelegramConfig } from '../src/config.ts';
import { operatorDid } from '../src/domain/audit.ts';
import { createPlaces } from '../src/residents/places.ts';
import { loadAtlas } from '../src/store/atlas.ts';
import { appendAudit } from '../src/store/audit.ts';
import { createInvites, INVITE_LIFE_MS } from '../src/store/invite.ts';
import { INVITE_PREFIX } from '../src/usecases/join.ts';
import { CommandError, runCommand, withStore } from './command.ts';

const usage = `Usage:
  npm run organiser -- invite --neighbourhood SLUG [--json]
  npm run organiser -- invite --keeper [--json]

Prints a link that makes whoever opens it first on Telegram an organiser of the neighbourhood, or a keeper, who may do
everywhere what organisers may. Send it to one person only.
`;

const TOKEN_BYTES = 24;
const TELEGRAM_PATIENCE_MS = 10_000;
/** Stands in the link where the bot's name is not known. */
const UNKNOWN_BOT = 'YOUR_BOT';

await runCommand({
  usage,
  async run(args, signal) {
    const options = { neighbourhood: { type: 'string' }, keeper: { type: 'boolean' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const { neighbourhood, keeper = false, json = false } = values;
    if (positionals.join(' ') !== 'invite' || (neighbourhood === undefined) !== keeper) throw new CommandError(usage.trimEnd());
    return await invite(neighbourhood, json, signal);
  },
});

/** Without a neighbourhood it is a keeper's. */
async function invite(neighbourhood: string | undefined, json: boolean, signal: AbortSignal): Promise<number> {
  return await withStore(async ({ database, cipher }, config) => {
    const atlas = await loadAtlas(database.prisma);
    const slug = neighbourhood === undefined ? null : createPlaces(atlas).find(neighbourhood);
    if (slug === undefined) throw new CommandError(`No neighbourhood is called so. There are: ${atlas.all.map((n) => n.slug).join(', ')}`);
    const token = systemRandom.token(TOKEN_BYTES);
    const now = systemClock.now();
    await database.transaction(async (tx) => {
      await createInvites(cipher).create(tx, token, slug, now);
      await appendAudit(tx, [operatorDid('invite', slug === null ? 'deployment' : `neighbourhood:${slug}`, now)]);
    });
    const link = `https://t.me/${await botName(config.telegram, signal)}?start=${INVITE_PREFIX}${token}`;
    const expiresAt = new Date(now + INVITE_LIFE_MS);
    process.stdout.write(
      json
        ? `${JSON.stringify({ link, ...(slug === null ? { keeper: true } : { neighbourhood: slug }), expiresAt: expiresAt.toISOString() })}\n`
        : `${link}\nMakes one person ${slug === null ? 'a keeper' : `an organiser of ${slug}`}; valid until ${inCity(expiresAt)} (Almaty time), and used once.\n`,
    );
    return 0;
  });
}

/** The bot's user name, as Telegram has it. Without it the invitation is good all the same. */
async function botName(telegram: TelegramConfig | undefined, signal: AbortSignal): Promise<string> {
  const unknown = (why: string): string => {
    process.stderr.write(`${why}: put your bot's user name in place of ${UNKNOWN_BOT}.\n`);
    return UNKNOWN_BOT;
  };
  if (!telegram) return unknown('TELEGRAM_BOT_TOKEN is not set');
  const { api, close } = openTelegramApi(telegram.bots[0].token, telegram.apiRoot);
  try {
    return (await api.getMe(grammySignal(AbortSignal.any([signal, AbortSignal.timeout(TELEGRAM_PATIENCE_MS)])))).username;
  } catch {
    return unknown('Telegram cannot be reached, or does not know the token');
  } finally {
    await close();
  }
}

/** 2026-05-19 14:05. Swedish is the locale that writes dates so. */
function inCity(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Almaty', dateStyle: 'short', timeStyle: 'short' }).format(at);
}
