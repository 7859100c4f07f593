import { type App, createApp } from '../../src/app.ts';
import { systemClock, systemRandom } from '../../src/clock.ts';
import { parseConfig } from '../../src/config.ts';
import { createLog } from '../../src/logger.ts';

/** Environments of apps. */
export type Environments = readonly Readonly<Record<string, string>>[];

// A process of its own for several apps that are to be killed together: to start one for each would take a minute of processor time.
process.on('message', async (environments: Environments) => {
  const apps: App[] = [];
  for (const env of environments) {
    apps.push(await createApp({ config: parseConfig(env), clock: systemClock, random: systemRandom, log: createLog('silent') }));
  }
  await Promise.all(apps.map((app) => app.ready));
  process.send?.('ready');
});
// Whoever started us is gone.
process.on('disconnect', () => process.exit(1));
