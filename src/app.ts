import type { AddressInfo } from 'node:net';
import { openBots } from './app/bots.ts';
import { openExhibit } from './app/exhibit.ts';
import { createHandlers, type Parts } from './app/handlers.ts';
import { lanesOf } from './app/lanes.ts';
import { openPatiently } from './app/open-patiently.ts';
import { createKazakh } from './app/phrases.ts';
import { openChannels } from './app/senders.ts';
import { openArchive } from './channels/voice/archive.ts';
import { createConversation } from './channels/voice/conversation.ts';
import { createHotline } from './channels/voice/hotline.ts';
import type { Clock, Random } from './clock.ts';
import { makeFiles, makePdfAside } from './closing/make.ts';
import { CITY_ZONE, type Config } from './config.ts';
import { createCallCompose, createCompose, type Known, type Sounds } from './dispatcher/compose.ts';
import { startLane } from './dispatcher/lane.ts';
import { createPurse } from './dispatcher/purse.ts';
import { startRehoming } from './dispatcher/rehome.ts';
import { createCalendar } from './domain/calendar.ts';
import { meansOf, reachableBy } from './domain/lane.ts';
import { placeholderPrices } from './domain/price.ts';
import { minuteOfDay } from './domain/quiet.ts';
import { createDayOf } from './domain/spend.ts';
import { type MakeReport, startClosings } from './engine/closing.ts';
import { type Engine, startEngine } from './engine/engine.ts';
import { startEvidence } from './engine/evidence.ts';
import { startRecordings } from './engine/recording.ts';
import { createRenderer } from './locales/render.ts';
import { countSegments } from './locales/segments.ts';
import type { Words } from './locales/words.ts';
import type { Log } from './logger.ts';
import { createBell, type Loop } from './loop.ts';
import { loadAtlas } from './store/atlas.ts';
import { createAtlasCache } from './store/atlas-cache.ts';
import { listenForWork } from './store/listener.ts';
import { countDeliveries, countIncidents } from './store/overview.ts';
import { createStore } from './store/store.ts';
import { createExpectsTake } from './usecases/expect.ts';
import { createHear } from './usecases/hear.ts';
import { createTakeReceipt } from './usecases/receipt.ts';
import { createTakeRecording } from './usecases/recording.ts';
import { createMetrics } from './web/metrics.ts';
import { createServer } from './web/server.ts';

/** Metrics show what was spent on each day since then. */
const SPENT_SHOWN_MS = 6 * 24 * 60 * 60_000;

export interface AppOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** For tests: our own PostgreSQL without fsync. */
  readonly fast?: boolean;
  /** Read from the locale files unless given. */
  readonly words?: Words;
}

export interface App {
  /** Port of the HTTP server. */
  readonly port: number;
  /** Resolves once everything runs; rejects when a setting is wrong. A database that is away is waited for. */
  readonly ready: Promise<void>;
  /** True while everything that can be done now is done. Providers may be known to have left so many requests unanswered. */
  idle(unanswered?: number): boolean;
  /** Stops taking work, finishes what is in flight, closes everything. */
  stop(): Promise<void>;
}

interface Running extends Parts {
  readonly engine: Engine | undefined;
  readonly rehoming: Loop | undefined;
  readonly recordings: Loop | undefined;
  readonly evidence: Loop | undefined;
  readonly closings: Loop | undefined;
  readonly listener: Loop;
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
  const handlers = createHandlers({ config, clock, running: () => running, busy });
  const server = await createServer(handlers, config.publicUrl ? new URL(config.publicUrl).pathname.replace(/\/$/, '') : '', log);
  await server.listen({ host: config.host, port: config.port });
  const { port } = server.server.address() as AddressInfo;
  const ready = run();
  // Whoever waits for `ready` sees the rejection; without this, one who stops first would crash the process.
  ready.catch(() => {});

  return {
    port,
    ready,
    idle: (unanswered = 0) =>
      requests === 0 &&
      running !== undefined &&
      running.lanes.reduce((sum, lane) => sum + lane.asking, 0) <= unanswered &&
      [...running.lanes, running.engine, running.rehoming, running.recordings, running.evidence, running.closings].every(
        (loop) => loop?.idle() ?? true,
      ),
    async stop() {
      stopping.abort();
      await ready.catch(() => {});
      await server.close();
      if (!running) return;
      const { lanes, engine, rehoming, recordings, evidence, closings, listener, bots } = running;
      await Promise.all([...lanes, engine, rehoming, recordings, evidence, closings, listener, bots].map((loop) => loop?.done));
      await running.bots.close();
      await running.open.close();
    },
  };

  async function run(): Promise<void> {
    const open = await openPatiently({ ...options, signal });
    if (!open) return;
    const { database, cipher } = open;
    const atlas = createAtlasCache(await database.transaction(loadAtlas), clock.now);
    const renderer = createRenderer(atlas.last, CITY_ZONE, options.words);
    const { telegram, twilio: account } = config;
    const names = lanesOf(config);
    const { caps, perQuarterHour } = config.limits;
    const store = createStore(cipher, names, perQuarterHour, minuteOfDay(CITY_ZONE));
    const dayOf = createDayOf(CITY_ZONE);
    const calendar = createCalendar(CITY_ZONE);
    const prices = account?.prices ?? placeholderPrices;
    const money = { prices, caps, dayOf };
    const kazakh = createKazakh({ database, store, cipher, renderer, publicUrl: config.publicUrl ?? '', atlas: atlas.last });
    const answering = reachableBy(names).filter((channel) => channel === 'telegram' || account?.twoWay === true);
    const enough = (slug: string): number => atlas.last().get(slug)?.enough ?? config.enough;
    const hear = createHear({
      phrases: kazakh.list,
      database,
      store,
      clock,
      random: options.random,
      reachable: reachableBy(names),
      answering,
      enough,
      money,
      calendar,
      countSegments: (content, language) => countSegments(renderer.content(content, language, 'sms').text),
      atlas: atlas.get,
      committed: bell.ring,
    });
    const expectsTake = createExpectsTake({ database, store, clock });
    const bots = openBots({ config, database, hear: (heard) => busy(() => hear(heard)), expectsTake, busy, clock, log, signal });
    const takeReceipt = createTakeReceipt({ database, clock, committed: bell.ring });
    const line = {
      publicUrl: config.publicUrl ?? '',
      renderer,
      look: async (id: string) => (await store.views.of(database.prisma, [BigInt(id)], false, clock.now())).get(BigInt(id)),
      hear,
    };
    const conversation = createConversation({ ...line, recorded: kazakh.recordedFor, note: takeReceipt });
    const hotline = createHotline({ ...line, recorded: kazakh.recorded });
    const spoken = createBell();
    const takeRecording = createTakeRecording({ database, store, clock, committed: spoken.ring });

    const shared = { database, clock, log, bell, signal };
    const look = async (ids: readonly string[], counted: boolean): Promise<ReadonlyMap<string, Known>> => {
      const views = await store.views.of(database.prisma, ids.map(BigInt), counted, clock.now());
      return new Map([...views].map(([id, { versions, ...view }]) => [String(id), { view, versions }]));
    };
    const sounds: Sounds = {
      recording: (id) => store.recordings.open(database.prisma, BigInt(id)),
      phrase: (id) => store.phrases.open(database.prisma, id),
      exhibit: (id) => openExhibit(database, store, BigInt(id)),
      report: (id, file) => store.closingReports.open(database.prisma, BigInt(id), file),
    };
    const counting = { database, spending: store.spending, caps, dayOf, clock };
    const works = config.role !== 'web';
    const lanes = works
      ? openChannels(config, bots).map((channel) => {
          const means = meansOf(channel.lane);
          const voice = means === 'telegram' ? means : 'sms';
          return startLane({
            ...shared,
            channel,
            compose:
              means === 'voice'
                ? createCallCompose(cipher, enough)
                : createCompose(cipher, renderer, voice, account?.twoWay ?? false, sounds),
            lanes: names,
            look,
            purse: means === 'telegram' ? undefined : createPurse(means === 'voice' ? prices.call : prices.segment, counting),
          });
        })
      : [];
    const engine = works
      ? startEngine({
          ...shared,
          store,
          lanes: names,
          answering,
          telegramRate: telegram?.messagesPerSecond ?? 0,
          enough: config.enough,
          hotline: account?.voice?.numbers[0]?.from ?? '',
          perQuarterHour,
          caps,
          dayOf,
          calendar,
          atlas: atlas.get,
        })
      : undefined;
    const recordings =
      works && account?.voice ? startRecordings({ ...shared, store, archive: openArchive(account), atlas: atlas.get, spoken }) : undefined;
    const evidence = works ? startEvidence({ ...shared, store, depot: bots, atlas: atlas.get, random: options.random }) : undefined;
    const make: MakeReport = (facts, language, password) => makeFiles(facts, language, renderer, makePdfAside, password);
    const closings = works ? startClosings({ ...shared, store, make, dayOf }) : undefined;
    const rehoming = works ? startRehoming({ ...shared, lanes: names }) : undefined;
    const metrics = createMetrics(async () => ({
      lanes: lanes.map((lane) => lane.health()),
      deliveries: await countDeliveries(database.prisma),
      incidents: await countIncidents(database.prisma),
      spent: await store.spending.days(database.prisma, dayOf(clock.now() - SPENT_SHOWN_MS)),
    }));
    running = {
      open,
      lanes,
      engine,
      rehoming,
      recordings,
      evidence,
      closings,
      listener: listenForWork({ ...shared, database }),
      bots,
      hear,
      takeReceipt,
      takeRecording,
      conversation,
      hotline,
      kazakh,
      metrics,
    };
    log.info({ port }, 'ready');
  }
}
