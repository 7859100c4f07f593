import type { LoopOptions, LoopVerbs } from './loop.ts';
import { startPeer } from './peer.ts';
import type { ProviderVerbs } from './provider/process.ts';
import type { Curve } from './result.ts';
import { providerModule } from './rig.ts';
import { LATENCY_MS } from './settings.ts';

/** What sending alone takes: the same bodies to a provider of the same kind, by a loop that keeps nothing. */
export interface Bare {
  readonly perSecond: number;
  /** Per message. */
  readonly cpuUs: number;
  readonly points: Curve['points'];
}

const loopModule = new URL('./loop.ts', import.meta.url);
/** As many as the app has under way at most. */
const CONCURRENCY = 128;
const FIRST_CHAT = 900_000_000;

/** Both processes are started for this run alone, as they are for the app's. */
export async function runLoop(
  client: LoopOptions['client'],
  sample: Readonly<Record<string, unknown>>,
  count: number,
  signal: AbortSignal,
): Promise<Bare> {
  const provider = startPeer<ProviderVerbs>(new URL(providerModule));
  const loop = startPeer<LoopVerbs>(loopModule);
  // A loop cannot be interrupted, but its process can.
  const interrupt = (): void => void Promise.all([loop.stop(), provider.stop()]);
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    const open = { telegramRate: 0, smsRate: 0, latencyMs: LATENCY_MS, publicUrl: 'http://127.0.0.1' };
    const { telegramUrl } = await provider.ask('open', open);
    const run = { client, apiRoot: telegramUrl, sample, count, firstChat: FIRST_CHAT, concurrency: CONCURRENCY };
    const { startedAt, cpuUs, failed } = await loop.ask('run', run);
    const { accepted, lastAt = startedAt } = await provider.ask('tally', 'calls');
    if (failed > 0 || accepted !== count) throw new Error(`the bare loop sent ${accepted} of ${count}`);
    const points = await provider.ask('curve', { book: 'calls', from: startedAt, points: 200 });
    return { perSecond: (1_000 * count) / (lastAt - startedAt), cpuUs: cpuUs / count, points };
  } finally {
    signal.removeEventListener('abort', interrupt);
    await Promise.all([loop.stop(), provider.stop()]);
    signal.throwIfAborted();
  }
}
