import { access, chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Random } from '../../clock.ts';
import type { Account } from './account.ts';
import { explain } from './explain.ts';
import { run } from './programs.ts';
import type { ServerPlace } from './server.ts';

/** Used to start, share and stop the server; the app has a role of its own. The password lies in the cluster folder, so that both appear in the same instant. */
export const SUPERUSER = 'postgres';
const PASSWORD_FILE = 'dabyl-password';

const UNFINISHED = 'postgres.new-';
const ABANDONED_AFTER_MS = 10 * 60_000;

/** Makes the data folder if it is missing: private, though root must let the account that runs PostgreSQL pass through. */
export async function makeDataDir(dataDir: string): Promise<void> {
  try {
    const made = await mkdir(dataDir, { recursive: true, mode: 0o700 });
    if (made !== undefined && process.getuid?.() === 0) await chmod(dataDir, 0o711);
  } catch (cause) {
    throw new Error(explain(cause, dataDir), { cause });
  }
}

export async function readPassword(cluster: string): Promise<string> {
  return (await readFile(join(cluster, PASSWORD_FILE), 'utf8')).trim();
}

/**
 * Makes the cluster if there is none. It is built beside its place and moved there whole: of two processes that do so at once, one
 * succeeds and the other takes that one's; one that is killed leaves nothing that looks finished.
 */
export async function ensureCluster(
  { dataDir, cluster, programs, account }: ServerPlace,
  { clock, random, fast }: { readonly clock: Clock; readonly random: Random; readonly fast: boolean },
): Promise<void> {
  const building = join(dataDir, `${UNFINISHED}${random.token(9)}`);
  try {
    if (await exists(join(cluster, 'PG_VERSION'))) return await repairOwnership(cluster, account);
    await removeAbandoned(dataDir, clock);
    const made = join(building, 'cluster');
    const passwordFile = join(building, 'password');
    await mkdir(made, { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, random.token(24), { mode: 0o600 });
    for (const path of [building, made, passwordFile]) await give(path, account);
    // The builtin C.UTF-8 sorts and folds Cyrillic alike on every system, whatever locales it has.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = [`--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    const { code, output } = await run(
      account.as([programs.initdb, `--pgdata=${made}`, ...locale, ...access, ...(fast ? ['--no-sync'] : [])]),
    );
    if (code !== 0) throw new Error(output);
    await rename(passwordFile, join(made, PASSWORD_FILE));
    await rename(made, cluster).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } catch (cause) {
    throw new Error(explain(cause, dataDir), { cause });
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** A copy restored by root belongs to root, or is open to others: PostgreSQL would refuse it for either. */
async function repairOwnership(cluster: string, account: Account): Promise<void> {
  if (account.owner === undefined) return;
  const { uid, mode } = await stat(cluster);
  if (uid !== account.owner.uid) await run({ argv: ['chown', '-R', `${account.owner.uid}:${account.owner.gid}`, cluster] });
  if ((mode & 0o077) !== 0) await chmod(cluster, 0o700);
}

async function give(path: string, account: Account): Promise<void> {
  if (account.owner !== undefined) await chown(path, account.owner.uid, account.owner.gid);
}

/** What a starter killed during initdb left behind. A young one may be another starter's, still at work. */
async function removeAbandoned(dataDir: string, clock: Clock): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const path = join(dataDir, name);
    const age = clock.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? clock.now());
    if (age > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
