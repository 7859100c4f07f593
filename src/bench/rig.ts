import { join } from 'node:path';
import type { Client } from 'pg';
import { systemClock } from '../clock.ts';
import { type AppProcess, freePort, startApp } from './app-process.ts';
import type { Audience } from './audience.ts';
import { connected, type Ground } from './ground.ts';
import { type Ask, type Peer, startPeer } from './peer.ts';
import type { ProviderVerbs } from './provider/process.ts';
import { ACCOUNT, AUTH_TOKEN, LATENCY_MS, SMS_FROM, TOKEN, WEBHOOK_SECRET } from './settings.ts';
import { seen } from './wait.ts';

/** What one measurement needs: a database, both providers, the app. All of it is its own. */
export interface Rig {
  readonly audience: Audience;
  readonly provider: Ask<ProviderVerbs>;
  /** A look into the app's database. */
  readonly database: Client;
  readonly apiRoot: string;
  /** Starts another process of the app; resolves at once. It is ended with the rig. */
  startApp(): Promise<AppProcess>;
  postgresCpuUs(): Promise<number | undefined>;
  readonly signal: AbortSignal;
}

export interface RigOptions {
  readonly audience: Audience;
  /** Messages a second, for app and provider alike; 0 means no limit. */
  readonly telegramRate: number;
  /** Segments a second. Without it the app has no SMS. */
  readonly smsRate?: number;
}

export const providerModule = new URL('./provider/process.ts', import.meta.url);

const AWAKE = { everyMs: 20, patienceMs: 15_000 };

/** Sets a rig up, lends it, and takes it down, also where the work fails. */
export async function withRig<T>(ground: Ground, options: RigOptions, signal: AbortSignal, work: (rig: Rig) => Promise<T>): Promise<T> {
  const { audience, telegramRate, smsRate } = options;
  return await ground.lend(audience, async (url) => {
    const peer: Peer<ProviderVerbs> = startPeer(providerModule);
    const apps: AppProcess[] = [];
    try {
      const ports = [await freePort(), await freePort()];
      // Two processes share one public address, as behind a proxy. It is the first one's.
      const publicUrl = `http://127.0.0.1:${ports[0]}`;
      const { telegramUrl, twilioUrl } = await peer.ask('open', { telegramRate, smsRate: smsRate ?? 0, latencyMs: LATENCY_MS, publicUrl });
      const env = {
        ...{ DATABASE_URL: url, PUBLIC_URL: publicUrl, ...ground.keys },
        ...{ TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegramUrl, TELEGRAM_MESSAGES_PER_SECOND: String(telegramRate) },
        ...{ TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET },
        ...(smsRate === undefined
          ? {}
          : {
              ...{ TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_API_BASE_URL: twilioUrl, TWILIO_SMS_FROM: SMS_FROM },
              TWILIO_SMS_SEGMENTS_PER_SECOND: String(smsRate),
            }),
      };
      return await connected(url, async (database) => {
        const rig: Rig = {
          audience,
          provider: peer.ask,
          database,
          apiRoot: telegramUrl,
          async startApp() {
            const port = ports[apps.length] ?? (await freePort());
            const settings = { ...env, PORT: String(port) };
            const app = await startApp(settings, join(ground.folder, `app-${systemClock.now()}-${port}`), ground.nodeOptions);
            apps.push(app);
            return app;
          },
          postgresCpuUs: ground.cpuUs,
          signal,
        };
        return await work(rig);
      });
    } finally {
      await Promise.all(apps.map((app) => app.stop()));
      await peer.stop();
    }
  });
}

/** Starts the app and waits until it listens, sends, and is known to Telegram. */
export async function startReady(rig: Rig): Promise<AppProcess> {
  const app = await rig.startApp();
  await app.ready();
  const awake = async () => ((await app.holds('telegram')) && (await rig.provider('hasWebhook', undefined)) ? true : undefined);
  if (!(await seen(awake, { ...AWAKE, signal: rig.signal }))) throw new Error('the app holds no Telegram lane, or has set no webhook');
  return app;
}
