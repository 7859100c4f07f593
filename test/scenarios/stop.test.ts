import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startTelegram } from '../../src/emulators/telegram/start.ts';
import { TOKEN } from '../support/world.ts';

const pause = (): Promise<void> => new Promise((resolve) => void systemClock.at(systemClock.now() + 50, resolve));

/** The port that the app says it listens on, once it is ready. */
async function portOf(lines: readonly string[]): Promise<number> {
  const deadline = systemClock.now() + 20_000;
  for (;;) {
    const ready = lines
      .join('')
      .split('\n')
      .find((line) => line.includes('"msg":"ready"'));
    if (ready) return Number((JSON.parse(ready) as { port: number }).port);
    if (systemClock.now() > deadline) throw new Error(`not ready: ${lines.join('')}`);
    await pause();
  }
}

describe('npm start', () => {
  it('runs on its own database, and a SIGTERM that reaches npm only ends both, with 0', async () => {
    const telegram = await startTelegram({ clock: systemClock, token: TOKEN });
    const dataDir = await mkdtemp(join(tmpdir(), 'dabyl-stop-'));
    const lines: string[] = [];
    const env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir,
      PORT: '0',
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.url,
    };
    const npm = spawn('npm', ['start', '--silent'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    npm.stdout.on('data', (data: Buffer) => lines.push(data.toString()));
    try {
      const port = await portOf(lines);
      const health = await fetch(`http://127.0.0.1:${port}/health`);
      expect([health.status, ((await health.json()) as { database: string }).database]).toEqual([200, 'up']);
      expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(true);
      npm.kill('SIGTERM');
      const [code] = await once(npm, 'exit');
      expect(code).toBe(0);
      expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
      await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
    } finally {
      npm.kill('SIGKILL');
      await telegram.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
