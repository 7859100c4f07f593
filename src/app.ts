import type { AddressInfo } from 'node:net';
import { Bot } from 'grammy';
import type { Channel } from './channels/channel.ts';
import { readSms, readStatus } from './channels/sms/inbound.ts';
import { openSmsChannel } from './channels/sms/open.ts';
import { isFromTwilio } from './channels/sms/signature.ts';
import { openTelegramApi, type TelegramApi } from './channels/telegram/api.ts';
import { createTelegramInbound } from './channels/telegram/inbound.ts';
import { receiveTelegram } from './channels/telegram/receive.ts';
import { createTelegramChannel } from './channels/telegram/send.ts';
import { isFromTelegram, receiveUpdate } from './channels/telegram/webhook.ts';
import { type Clock, type Random, sleep, within } from './clock.ts';
import type { Hear } from './commands/heard.ts';
import type { Config } from './config.ts';
import { createCompose, type Known } from './dispatcher/compose.ts';
import { type Lane, startLane } from './dispatcher/lane.ts';
import { type Engine, startEngine } from './engine/engine.ts';
import { createRenderer } from './locales/render.ts';
import { countSegments } from './locales/segments.ts';
import type { Log } from './logger.ts';
import { createBell, type Loop } from './loop.ts';
import { loadAtlas } from './store/atlas.ts';
import { createAtlasCache } from './store/atlas-cache.ts';
import { isAway } from './store/away.ts';
import { listenForWork } from './store/listener.ts';
import { holdLock } from './store/lock.ts';
import { type OpenStore, openStore } from './store/open.ts';
import { countDeliveries, countIncidents, oldestQueuedSeconds } from './store/overview.ts';
import { createStore } from './store/store.ts';
import { createHear } from './usecases/hear.ts';
import { createTakeReceipt } from './usecases/receipt.ts';
import { createMetrics } from './web/metrics.ts';
import { createServer, type Handlers } from './web/server.ts';

/** The zone in which people read times, for every city there is so far. */
const CITY_ZONE = 'Asia/Almaty';
const RETRY_MS = 1_000;
/** A database may also hang: whoever asks for health wants an answer. */
const HEALTH_PATIENCE_MS = 2_000;

export interface AppOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** For tests: our own PostgreSQL without fsync. */
  readonly fast?: boolean;
}

export interface App {
  /** Port of the HTTP server. */
  readonly port: number;
  /** Resolves once everything runs; rejects when a setting is wrong. A database that is away is waited for. */
  readonly ready: Promise<void>;
  /** True while everything that can be done now is done. */
  idle(): boolean;
  /** Stops taking work, finishes what is in flight, closes everything. */
  stop(): Promise<void>;
}

interface Running {
  readonly open: OpenStore;
  readonly lanes: readonly Lane[];
  readonly engine: Engine | undefined;
  readonly listener: Loop;
  readonly bot: Bot | undefined;
  readonly api: TelegramApi | undefined;
  readonly polling: Promise<void>;
  readonly hear: Hear;
  readonly takeReceipt: ReturnType<typeof createTakeReceipt>;
  readonly metrics: ReturnType<typeof createMetrics>;
}

/** Wires everything together. The HTTP server answers from the first moment: 503 until the database is there. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, clock, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const bell = createBell();
  let running: Running | undefined;
  let requests = 0;

  const busy = async <T>(work: () => Promise<T>): Promise<T> => {
    requests++;
    try {
      return await work();
    } finally {
      requests--;
    }
  };
  const now = (): Running => {
    if (!running) throw new Error('not ready');
    return running;
  };

  const handlers: Handlers = {
    telegram: (secret, update) =>
      busy(async () => {
        const { telegram } = config;
        if (telegram?.mode !== 'webhook' || telegram.webhookSecret === undefined || config.role === 'worker') return 'absent';
        if (!isFromTelegram(telegram.webhookSecret, secret)) return 'forged';
        const { bot } = now();
        return bot && (await receiveUpdate(bot, update)) ? 'done' : 'malformed';
      }),
    twilio: (route, path, signature, form) =>
      busy(async () => {
        const { twilio: account, publicUrl } = config;
        if (!account || publicUrl === undefined || config.role === 'worker') return 'absent';
        if (!isFromTwilio(account.authToken, signature, publicUrl + path, form)) return 'forged';
        return route === 'sms' ? await takeSms(form) : await takeStatus(form);
      }),
    health: async () => {
      const lanes = running?.lanes.map((lane) => lane.health()) ?? [];
      try {
        const oldest = await within(clock, HEALTH_PATIENCE_MS, oldestQueuedSeconds(now().open.database.prisma, clock.now()));
        const sick = lanes.some((lane) => lane.state === 'stopped');
        return { ready: true, body: { status: sick ? 'degraded' : 'ok', database: 'up', lanes, oldestQueuedSeconds: oldest } };
      } catch {
        return { ready: false, body: { status: running ? 'unavailable' : 'starting', database: 'down', lanes, oldestQueuedSeconds: null } };
      }
    },
    metrics: () => now().metrics(),
  };

  async function takeSms(form: Readonly<Record<string, unknown>>): Promise<'done' | 'malformed'> {
    const heard = readSms(form);
    // A sender without a number, such as a name, cannot be answered: understood, and nothing to do.
    if (heard) await now().hear(heard);
    return 'done';
  }

  async function takeStatus(form: Readonly<Record<string, unknown>>): Promise<'done' | 'malformed'> {
    const report = readStatus(form);
    if (!report) return 'done';
    await now().takeReceipt(report);
    return 'done';
  }

  const server = await createServer(handlers, config.publicUrl ? new URL(config.publicUrl).pathname.replace(/\/$/, '') : '', log);
  await server.listen({ host: config.host, port: config.port });
  const { port } = server.server.address() as AddressInfo;
  const ready = run();
  // Whoever waits for `ready` sees the rejection; without this, one who stops first would crash the process.
  ready.catch(() => {});

  return {
    port,
    ready,
    idle: () => requests === 0 && running !== undefined && running.lanes.every((lane) => lane.idle()) && (running.engine?.idle() ?? true),
    async stop() {
      stopping.abort();
      await ready.catch(() => {});
      await server.close();
      if (!running) return;
      await Promise.all([...running.lanes.map((lane) => lane.done), running.engine?.done, running.listener.done, running.polling]);
      await running.api?.close();
      await running.open.close();
    },
  };

  async function run(): Promise<void> {
    const open = await openPatiently();
    if (!open) return;
    const { database, cipher } = open;
    const atlas = createAtlasCache(await database.transaction(loadAtlas), clock.now);
    const renderer = createRenderer(atlas.last, CITY_ZONE);
    const { telegram, twilio: account } = config;
    const reachable = [...(telegram ? (['telegram'] as const) : []), ...(account ? (['phone'] as const) : [])];
    const store = createStore(cipher, reachable);
    const hear = createHear({
      database,
      store,
      clock,
      random: options.random,
      reachable,
      segmentPriceUsd: account?.segmentPriceUsd ?? 0,
      countSegments: (content, language) => countSegments(renderer.content(content, language, 'sms').text),
      atlas: atlas.get,
      committed: bell.ring,
    });
    const api = telegram ? openTelegramApi(telegram.token, telegram.apiRoot) : undefined;
    const bot = telegram ? new Bot(telegram.token) : undefined;
    bot?.use(createTelegramInbound((heard) => busy(() => hear(heard))));

    const shared = { database, clock, log, bell, signal };
    const look = async (ids: readonly string[]): Promise<ReadonlyMap<string, Known>> => {
      const views = await store.incidents.views(database.prisma, ids.map(BigInt));
      return new Map([...views].map(([id, { versions, ...view }]) => [String(id), { view, versions }]));
    };
    const channels: Channel[] = [];
    if (telegram && api) channels.push(createTelegramChannel(api.api, telegram.messagesPerSecond));
    if (account) channels.push(openSmsChannel(account, config.publicUrl));
    const works = config.role !== 'web';
    const lanes = works
      ? channels.map((channel) => {
          const voice = channel.lane === 'telegram' ? 'telegram' : 'sms';
          return startLane({
            ...shared,
            channel,
            compose: createCompose(cipher, renderer, voice, account?.twoWay ?? false),
            reachable,
            look,
          });
        })
      : [];
    const engine = works ? startEngine({ ...shared, store, telegramRate: telegram?.messagesPerSecond ?? 0, atlas: atlas.get }) : undefined;
    const alone = (work: (held: AbortSignal) => Promise<void>): Promise<void> => holdLock(database, 'polling', { clock, signal }, work);
    const polling =
      api && bot && telegram
        ? receiveTelegram({ api: api.api, bot, config: telegram, publicUrl: config.publicUrl, polls: works, alone, clock, log, signal })
        : Promise.resolve();
    const metrics = createMetrics(async () => ({
      lanes: lanes.map((lane) => lane.health()),
      deliveries: await countDeliveries(database.prisma),
      incidents: await countIncidents(database.prisma),
    }));
    running = {
      open,
      lanes,
      engine,
      listener: listenForWork({ ...shared, database }),
      bot,
      polling,
      hear,
      takeReceipt: createTakeReceipt({ database, clock, committed: bell.ring }),
      metrics,
      api,
    };
    log.info({ port }, 'ready');
  }

  /** Waits for a database that is away; gives up only when the app stops, or when what is wrong will not mend itself. */
  async function openPatiently(): Promise<OpenStore | undefined> {
    for (;;) {
      if (signal.aborted) return undefined;
      try {
        return await openStore({ ...options, databaseUrl: config.databaseUrl, dataDir: config.dataDir, keys: config.keys });
      } catch (error) {
        if (config.databaseUrl === undefined || !isAway(error)) throw error;
        log.warn({ error }, 'the database does not answer; waiting for it');
        await sleep(clock, RETRY_MS, signal);
      }
    }
  }
}
