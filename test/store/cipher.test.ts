import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCipher } from '../../src/store/cipher.ts';
import { loadKeys, parseKey, parseSealingKeys } from '../../src/store/keys.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const lookup = randomBytes(32);

describe('sealing', () => {
  it('opens to what was sealed, for any text, and never twice to the same bytes', () => {
    const cipher = createCipher({ sealing: [key('a')], lookup });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = cipher.seal('place', text);
        expect(cipher.open('place', sealed)).toBe(text);
        expect(Buffer.from(cipher.seal('place', text)).equals(Buffer.from(sealed))).toBe(false);
      }),
    );
  });

  it('refuses a changed envelope, one of another column, and one under an unknown key', () => {
    const cipher = createCipher({ sealing: [key('a')], lookup });
    const sealed = cipher.seal('place', 'Zhastar 14');
    for (let i = 0; i < sealed.length; i++) {
      const changed = sealed.slice();
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => cipher.open('place', changed), `byte ${i}`).toThrow();
    }
    expect(() => cipher.open('person.name', sealed)).toThrow();
    expect(() => createCipher({ sealing: [key('a')], lookup }).open('place', sealed)).toThrow();
    for (const cut of [0, 1, 5, 30]) expect(() => cipher.open('place', sealed.slice(0, cut))).toThrow();
  });

  it('seals with the first key and opens with all, so that keys rotate', () => {
    const [old, fresh] = [key('old'), key('new')];
    const sealed = createCipher({ sealing: [old], lookup }).seal('place', 'x');
    const rotated = createCipher({ sealing: [fresh, old], lookup });
    expect(rotated.open('place', sealed)).toBe('x');
    expect(() => createCipher({ sealing: [old], lookup }).open('place', rotated.seal('place', 'x'))).toThrow();
  });

  it('hashes the same text to the same bytes under one key and column only', () => {
    const cipher = createCipher({ sealing: [key('a')], lookup });
    const hash = (column: string, c = cipher) => Buffer.from(c.hash(column, '+77010000001')).toString('hex');
    expect(hash('phone')).toBe(hash('phone'));
    expect(hash('phone')).not.toBe(hash('telegram'));
    expect(hash('phone')).not.toBe(hash('phone', createCipher({ sealing: [key('a')], lookup: randomBytes(32) })));
  });
});

describe('keys', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dabyl-keys-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('are made once, for the owner alone to read, and said', async () => {
    const loaded = await Promise.all(Array.from({ length: 20 }, () => loadKeys(folder, {})));
    expect(loaded.flatMap(({ made }) => made ?? [])).toEqual([join(folder, 'keys.json')]);
    expect(await readdir(folder)).toEqual(['keys.json']);
    expect((await stat(join(folder, 'keys.json'))).mode & 0o777).toBe(0o600);
    expect(new Set(loaded.map(({ keys }) => keys.lookup.toString('hex'))).size).toBe(1);
    expect(JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8'))).toHaveProperty('sealingKeys');
  });

  it('come from the environment without a file where both are given', async () => {
    const { keys, made } = await loadKeys(join(folder, 'none'), { sealing: [key('a')], lookup });
    expect([keys.lookup, made]).toEqual([lookup, undefined]);
    await expect(stat(join(folder, 'none'))).rejects.toThrow();
  });

  it.each(['', 'k1', 'k1:short', ':AAAA', 'k1:!!!!'])('refuse %j without repeating it', (text) => {
    expect(() => parseSealingKeys(text)).toThrow(/base64|id/);
  });

  it('are 32 bytes', () => {
    expect(parseKey(randomBytes(32).toString('base64'))).toHaveLength(32);
    expect(() => parseKey(randomBytes(16).toString('base64'))).toThrow(/32 bytes/);
  });
});
