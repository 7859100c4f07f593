import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');

/** Which room may use which, besides itself. `app.ts`, its parts in `app/`, `run.ts` and `main.ts` see everything. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  commands: ['domain'],
  locales: ['domain'],
  channels: ['domain', 'commands', 'locales', 'clock.ts', 'logger.ts'],
  store: ['domain', 'clock.ts', 'logger.ts', 'loop.ts'],
  usecases: ['domain', 'commands', 'store', 'clock.ts'],
  dispatcher: ['domain', 'store', 'channels/channel.ts', 'channels/send-error.ts', 'locales', 'clock.ts', 'logger.ts', 'loop.ts'],
  engine: ['domain', 'store', 'clock.ts', 'logger.ts', 'loop.ts'],
  closing: ['domain', 'locales'],
  residents: ['domain', 'commands', 'store', 'clock.ts', 'logger.ts'],
  web: ['logger.ts'],
  emulators: ['clock.ts', 'domain/assert-never.ts'],
  'clock.ts': [],
  'logger.ts': [],
  'loop.ts': ['clock.ts', 'logger.ts'],
  'config.ts': ['domain', 'settings.ts', 'store/keys.ts', 'store/cipher.ts'],
  'settings.ts': ['domain'],
};
/** Rooms that wire the whole app, or play it from outside. */
const outside = new Set(['bench', 'drills', 'app.ts', 'app', 'run.ts', 'main.ts']);

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.includes('generated'));

function importsOf(file: string): string[] {
  const source = readFileSync(join(SRC, file), 'utf8');
  return [...source.matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map(([, path = '']) => relative(SRC, resolve(SRC, dirname(file), path)));
}

describe('who may import whom', () => {
  it.each(files.filter((f) => !outside.has(f.split('/')[0] ?? '')))('%s keeps to its room', (file) => {
    const room = file.split('/')[0] ?? '';
    const may = allowed[room];
    expect(may, `${room} is a room that this test does not know`).toBeDefined();
    for (const target of importsOf(file)) {
      const inside = target.split('/')[0] === room;
      const permitted = inside || (may ?? []).some((prefix) => target === prefix || target.startsWith(`${prefix}/`));
      expect(permitted, `${file} imports ${target}`).toBe(true);
    }
  });

  it('nobody but app.ts uses its parts', () => {
    for (const file of files) {
      if (file === 'app.ts' || file.startsWith('app/')) continue;
      for (const target of importsOf(file)) expect(target.startsWith('app/'), `${file} imports ${target}`).toBe(false);
    }
  });

  it('nobody in the app uses the emulators, the drills or the bench', () => {
    const players = ['emulators', 'drills', 'bench'];
    for (const file of files) {
      if (players.includes(file.split('/')[0] ?? '')) continue;
      for (const target of importsOf(file)) expect(players.includes(target.split('/')[0] ?? ''), `${file} imports ${target}`).toBe(false);
    }
  });
});

describe('time, chance and the environment', () => {
  it.each(files)('%s reads none of them itself', (file) => {
    const source = readFileSync(join(SRC, file), 'utf8');
    if (file !== 'clock.ts') {
      expect(source).not.toMatch(/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\bsetTimeout\(|\bsetInterval\(/);
    }
    if (file !== 'main.ts') expect(source).not.toMatch(/\bprocess\.env\b/);
  });
});
