import { stat } from 'node:fs/promises';
import { type Command, type Programs, run } from './programs.ts';

/** PostgreSQL refuses to run as root. Whoever is not root has no account to switch to and runs it as they are. */
export interface Account {
  /** Who must own the cluster's files; undefined: whoever runs this process. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** The command line that runs a program as this account. */
  as(argv: readonly string[]): Command;
}

const NAME = 'postgres';

/**
 * Chooses the account for PostgreSQL and makes sure that it reaches both the programs and the data folder. Where a parent folder is
 * private (a clone under /root), nobody's permissions are changed: the account gets the capability to pass. The smaller of the two
 * suffices; Docker by default only has the larger.
 */
export async function chooseAccount({ initdb }: Programs, dataDir: string, cluster: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { owner: undefined, as: (argv) => ({ argv }) };
  const owner = (await ownerOf(cluster)) ?? (await systemAccount());
  const plain: Account = { owner, as: (argv) => ({ argv, ...owner }) };
  for (const account of [plain, passing(owner, 'dac_read_search'), passing(owner, 'dac_override')]) {
    // With --show initdb changes nothing, but looks up all it needs in the way that later fails without permission; --version does not.
    const runs = await run(account.as([initdb, '--show', `--pgdata=${cluster}`]));
    const enters = await run(account.as(['/bin/sh', '-c', 'cd -- "$1"', 'sh', dataDir]));
    if (runs.code === 0 && enters.code === 0) return account;
  }
  throw new Error(
    `PostgreSQL does not run as root, and the account with user id ${owner.uid} cannot reach ${initdb} or ${dataDir}. ` +
      'Start Dabyl as an ordinary user, move it and DATA_DIR out of private folders, or set DATABASE_URL.',
  );
}

/** Without no_setuid_fixup access(2), by which initdb looks for its neighbours, overlooks capabilities of a user who is not root. */
function passing(owner: { readonly uid: number; readonly gid: number }, capability: string): Account {
  const ids = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  const capabilities = ['--securebits=+no_setuid_fixup', `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`];
  return { owner, as: (argv) => ({ argv: ['setpriv', ...ids, ...capabilities, '--', ...argv] }) };
}

/** An existing cluster stays with whom it belongs to, also when root runs the app once. */
async function ownerOf(cluster: string): Promise<{ uid: number; gid: number } | undefined> {
  const found = await stat(cluster).catch(() => undefined);
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

async function systemAccount(): Promise<{ uid: number; gid: number }> {
  const existing = await idsOf(NAME);
  if (existing !== undefined) return existing;
  // Two starters may both try: what counts is that the account is there afterwards.
  await run({ argv: ['groupadd', '--system', NAME] });
  const made = await run({ argv: ['useradd', '--system', '--gid', NAME, '--no-create-home', '--shell', '/bin/false', NAME] });
  const created = await idsOf(NAME);
  if (created !== undefined) return created;
  throw new Error(
    `PostgreSQL does not run as root, and the system user "${NAME}" could not be created (${made.output.trim()}). ` +
      'Start Dabyl as an ordinary user, or set DATABASE_URL.',
  );
}

async function idsOf(name: string): Promise<{ uid: number; gid: number } | undefined> {
  const [uid, gid] = await Promise.all([run({ argv: ['id', '-u', name] }), run({ argv: ['id', '-g', name] })]);
  return uid.code === 0 && gid.code === 0 ? { uid: Number(uid.output), gid: Number(gid.output) } : undefined;
}
