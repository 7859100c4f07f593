import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { COMPILED } from '../support/process.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/drill.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function drill(...args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, ...COMPILED, LOG_LEVEL: 'debug' };
  const child = spawn(process.execPath, [SCRIPT, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const leftovers = async (): Promise<readonly string[]> => (await readdir(tmpdir())).filter((name) => name.startsWith('dabyl-drill-'));

it('calls everyone in Bakai once, loses nobody, and leaves nothing behind', { timeout: 120_000 }, async () => {
  const before = await leftovers();
  const { code, stdout, stderr } = await drill('--people', '120', '--speed', '10', '--json');
  const result: unknown = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  const times = { firstMs: expect.any(Number), medianMs: expect.any(Number), lastMs: expect.any(Number) };
  expect(result, stderr).toMatchObject({
    ...{ scenario: 'bakai-2006', people: 120, called: 54, lost: 0, duplicates: 0, refused429: 0, overLimit: 0 },
    ...{ strays: 0, silenceBroken: 0, unreleased: 0, misinformed: 0, problems: [] },
    segments: expect.any(Number),
    seconds: expect.any(Number),
    channels: { telegram: times, sms: times },
  });
  expect(stderr).toContain('PASSED');
  expect(code).toBe(0);
  expect(await leftovers()).toEqual(before);
  // Whatever 600 people are called, live and write is in Cyrillic, and their numbers are long: neither is in the app's log.
  const log = stderr.split('\n').filter((line) => line.startsWith('{"level"'));
  expect(log.length).toBeGreaterThan(20);
  for (const line of log) {
    expect(line).not.toMatch(/\p{Script=Cyrillic}/u);
    expect(line.replace(/"time":\d+|"migration":"\w+"/g, '')).not.toMatch(/\d{7,}/);
  }
});

it.each([[['--scenario', 'nowhere']], [['--people', '7']], [['--speed', 'fast']]])('refuses %s and says what there is', async (args) => {
  const { code, stderr } = await drill(...args);
  expect(code).toBe(1);
  expect(stderr).toContain('--scenario NAME   bakai-2006');
});
