import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
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

/** What every drill must come to. */
const spotless = {
  ...{ lost: 0, duplicates: 0, refused429: 0, overLimit: 0, strays: 0, silenceBroken: 0 },
  ...{ unreleased: 0, misinformed: 0, unmoved: 0, unasked: 0, unproved: [], problems: [] },
};

/** Whatever people are called, live and write is in Cyrillic, and their numbers are long: neither is in the app's log. */
function expectPrivate(stderr: string): void {
  const log = stderr.split('\n').filter((line) => line.startsWith('{"level"'));
  expect(log.length).toBeGreaterThan(20);
  for (const line of log) {
    expect(line).not.toMatch(/\p{Script=Cyrillic}/u);
    expect(line.replace(/"time":\d+|"migration":"\w+"/g, '')).not.toMatch(/\d{7,}/);
  }
}

describe('a day', () => {
  const times = { firstMs: expect.any(Number), medianMs: expect.any(Number), lastMs: expect.any(Number) };
  const measured = { segments: expect.any(Number), seconds: expect.any(Number), channels: { telegram: times, sms: times } };

  it.each([
    {
      ...{ scenario: 'bakai-2006', people: 60, called: 24 },
      proved: [
        'children inside stand first on the card',
        'everybody who was there is accounted for',
        "the closing report is on the organiser's phone",
      ],
    },
    {
      ...{ scenario: 'astana-2013', people: 61, called: 45 },
      proved: [
        '82 people who were taken have a number each',
        'the card says “🚔 задержаны: 82 · 🚪 отпущены: 77 · ⚖ под судом: 5”',
        'nobody is asked about any more',
        "the closing report is on the organiser's phone",
      ],
    },
  ])('like $scenario comes to its end: nobody is lost, called twice or forgotten', { timeout: 120_000 }, async (day) => {
    const before = await leftovers();
    const { code, stdout, stderr } = await drill('--scenario', day.scenario, '--people', '60', '--speed', '10', '--json');
    const result: unknown = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(result, stderr).toMatchObject({ ...spotless, ...measured, ...day });
    expect(stderr).toContain('PASSED');
    expect(code).toBe(0);
    expect(await leftovers()).toEqual(before);
    expectPrivate(stderr);
  });
});

it.each([[['--scenario', 'nowhere']], [['--people', '7']], [['--speed', 'fast']]])('refuses %s and says what there is', async (args) => {
  const { code, stderr } = await drill(...args);
  expect(code).toBe(1);
  expect(stderr).toContain('--scenario NAME   bakai-2006');
});
