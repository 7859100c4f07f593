import { randomBytes } from 'node:crypto';
import { access, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Keys } from './cipher.ts';

const KEY_BYTES = 32;

/** Parses `id:base64,id:base64`. Throws a sentence that says what is wrong with it, never the key. */
export function parseSealingKeys(text: string): Keys['sealing'] {
  const parsed = text.split(',').map((entry) => {
    const colon = entry.indexOf(':');
    const id = entry.slice(0, colon).trim();
    if (colon < 1 || id.length > 32) throw new Error('each entry is id:base64, with an id of 1 to 32 characters');
    return { id, key: parseKey(entry.slice(colon + 1)) };
  });
  if (new Set(parsed.map(({ id }) => id)).size !== parsed.length) throw new Error('two keys have the same id');
  return parsed;
}

/** Parses one base64 key of 32 bytes. */
export function parseKey(text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new Error('a key is 32 bytes in base64 (openssl rand -base64 32)');
  return key;
}

const keysFile = z.object({ sealingKeys: z.string(), lookupKey: z.string() });

/**
 * The keys from the environment or, where they are absent there, from `keys.json` in the data folder, which is made on
 * first start with mode 0600. `made` says that it was made just now, so that the operator can be told to keep a copy.
 */
export async function loadKeys(
  dataDir: string,
  given: { readonly sealing?: Keys['sealing'] | undefined; readonly lookup?: Buffer | undefined },
): Promise<{ readonly keys: Keys; readonly made?: string }> {
  if (given.sealing && given.lookup) return { keys: { sealing: given.sealing, lookup: given.lookup } };
  const path = join(dataDir, 'keys.json');
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const made = await makeKeys(path).catch((cause: unknown) => {
    throw new Error(`cannot write ${path}: is DATA_DIR writable?`, { cause });
  });
  const stored = keysFile.parse(JSON.parse(await readFile(path, 'utf8')));
  const keys = {
    sealing: given.sealing ?? parseSealingKeys(stored.sealingKeys),
    lookup: given.lookup ?? parseKey(stored.lookupKey),
  };
  return made ? { keys, made: path } : { keys };
}

/** Makes the file unless there is one. It appears whole: of two processes that do so at once, one succeeds and the other reads that one's. */
async function makeKeys(path: string): Promise<boolean> {
  if (await exists(path)) return false;
  const fresh = {
    sealingKeys: `k1:${randomBytes(KEY_BYTES).toString('base64')}`,
    lookupKey: randomBytes(KEY_BYTES).toString('base64'),
  };
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(fresh, null, 2)}\n`);
    await file.sync();
    // Unlike a rename, a link never takes the place of what is there.
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
