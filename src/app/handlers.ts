import { readSms, readStatus } from '../channels/sms/inbound.ts';
import { isFromTwilio } from '../channels/sms/signature.ts';
import { isFromTelegram } from '../channels/telegram/webhook.ts';
import type { Form, StatusReport } from '../channels/twilio/form.ts';
import { isInbound } from '../channels/voice/caller.ts';
import type { Conversation } from '../channels/voice/conversation.ts';
import type { Hotline } from '../channels/voice/hotline.ts';
import { readSpoken, type Spoken } from '../channels/voice/spoken.ts';
import { type Clock, within } from '../clock.ts';
import type { Hear } from '../commands/heard.ts';
import type { Config } from '../config.ts';
import type { Lane } from '../dispatcher/lane.ts';
import type { OpenStore } from '../store/open.ts';
import { oldestQueuedSeconds } from '../store/overview.ts';
import type { Handlers, TwilioRoute } from '../web/server.ts';
import type { Bots } from './bots.ts';
import type { Kazakh } from './phrases.ts';

/** What requests need of an app that runs. */
export interface Parts {
  readonly open: OpenStore;
  readonly lanes: readonly Lane[];
  readonly bots: Bots;
  readonly hear: Hear;
  takeReceipt(report: StatusReport): Promise<void>;
  readonly conversation: Conversation;
  readonly hotline: Hotline;
  readonly kazakh: Kazakh;
  takeRecording(spoken: Spoken): Promise<void>;
  metrics(): Promise<{ readonly type: string; readonly text: string }>;
}

export interface HandlersOptions {
  readonly config: Config;
  readonly clock: Clock;
  /** Undefined until the app runs: the providers are asked to come again. */
  running(): Parts | undefined;
  /** Counts the work as under way. */
  busy<T>(work: () => Promise<T>): Promise<T>;
}

/** A database may also hang: whoever asks for health wants an answer. */
const HEALTH_PATIENCE_MS = 2_000;
/** Twilio waits 15 s: before that it is asked to come again. What it told us may have been taken in all the same, and has its key. */
const INBOUND_PATIENCE_MS = 10_000;

/** What the HTTP server is to do with each request. */
export function createHandlers({ config, clock, running, busy }: HandlersOptions): Handlers {
  const now = (): Parts => {
    const parts = running();
    if (!parts) throw new Error('not ready');
    return parts;
  };

  const inTime = <T>(work: () => Promise<T>): Promise<T> => within(clock, INBOUND_PATIENCE_MS, busy(work));

  async function takeFromTwilio(route: TwilioRoute, query: URLSearchParams, form: Form): Promise<'done' | { readonly twiml: string }> {
    const { hear, takeReceipt, takeRecording, conversation, hotline } = now();
    switch (route) {
      case 'sms': {
        const heard = readSms(form);
        // A sender without a number, such as a name, cannot be answered: understood, and nothing to do.
        if (heard) await hear(heard);
        return 'done';
      }
      case 'status': {
        const report = readStatus(form);
        if (report) await takeReceipt(report);
        return 'done';
      }
      case 'voice':
        return { twiml: await hotline.called(form) };
      case 'voice/hotline':
        return { twiml: await hotline.pressed(query, form) };
      case 'voice/recording': {
        const spoken = readSpoken(query, form);
        if (spoken) await takeRecording(spoken);
        return 'done';
      }
      case 'voice/call':
        return { twiml: await conversation.answered(query, form) };
      case 'voice/answer':
        return { twiml: await conversation.pressed(query, form) };
      case 'voice/status':
        // One address for calls both ways: Twilio reports those to us where the number says so.
        await (isInbound(form) ? hotline : conversation).ended(form);
        return 'done';
    }
  }

  return {
    telegram: (bot, secret, update) =>
      inTime(async () => {
        const { telegram } = config;
        if (telegram?.mode !== 'webhook' || telegram.webhookSecret === undefined || config.role === 'worker') return 'absent';
        if (!isFromTelegram(telegram.webhookSecret, secret)) return 'forged';
        return await now().bots.receive(bot, update);
      }),
    twilio: (route, path, signature, form) =>
      inTime(async () => {
        const { twilio: account, publicUrl } = config;
        if (!account || publicUrl === undefined || config.role === 'worker') return 'absent';
        if (!account.voice && route.startsWith('voice')) return 'absent';
        if (!isFromTwilio(account.authToken, signature, publicUrl + path, form)) return 'forged';
        return await takeFromTwilio(route, new URLSearchParams(path.split('?')[1]), form);
      }),
    phrase: (id, version, mark) =>
      inTime(async () => {
        const { twilio: account, publicUrl } = config;
        if (!account?.voice || publicUrl === undefined || config.role === 'worker') return undefined;
        return await now().kazakh.file(id, version, mark);
      }),
    health: async () => {
      const lanes = running()?.lanes.map((lane) => lane.health()) ?? [];
      try {
        const oldest = await within(clock, HEALTH_PATIENCE_MS, oldestQueuedSeconds(now().open.database.prisma, clock.now()));
        const sick = lanes.some((lane) => lane.state === 'stopped');
        return { ready: true, body: { status: sick ? 'degraded' : 'ok', database: 'up', lanes, oldestQueuedSeconds: oldest } };
      } catch {
        return {
          ready: false,
          body: { status: running() ? 'unavailable' : 'starting', database: 'down', lanes, oldestQueuedSeconds: null },
        };
      }
    },
    metrics: () => now().metrics(),
  };
}
