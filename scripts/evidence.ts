import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../src/clock.ts';
import { operatorDid } from '../src/domain/audit.ts';
import { certify } from '../src/domain/certificate.ts';
import { stampOf } from '../src/domain/evidence.ts';
import { strip } from '../src/domain/media/strip.ts';
import { appendAudit, findAudit } from '../src/store/audit.ts';
import { createEvidence, type Evidence } from '../src/store/evidence.ts';
import type { OpenStore } from '../src/store/open.ts';
import { CommandError, runCommand, withStore } from './command.ts';

const usage = `Usage:
  npm run evidence -- list [--json]
  npm run evidence -- export ID [--to FOLDER] [--json]

Lists what people have sent during alarms, and writes the sealed original of one, with a text that says what it is, since when it is here, and
how anybody can check that. The original says where and with what it was made, and so perhaps by whom.
`;

await runCommand({
  usage,
  async run(args) {
    const options = { to: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [verb, id, ...more] = positionals;
    if (verb === 'list' && id === undefined) return await withStore((store) => list(store, values.json === true));
    if (verb !== 'export' || !/^[1-9]\d{0,17}$/.test(id ?? '') || more.length > 0) throw new CommandError(usage.trimEnd());
    return await withStore((store) => exportOne(store, BigInt(id ?? ''), values.to ?? '.', values.json === true));
  },
});

async function list({ database, cipher }: OpenStore, json: boolean): Promise<number> {
  const found = await createEvidence(cipher).kept(database.prisma);
  const lines = found.map(({ id, code, medium, size, at, details }) => ({
    id: Number(id),
    alarm: code,
    medium,
    bytes: size,
    at: new Date(at).toISOString(),
    sha256: details.sha256 ?? '',
  }));
  for (const { id, alarm, medium, bytes, at, sha256 } of json ? [] : lines)
    process.stdout.write(`${id} ${alarm} ${at} ${medium} ${bytes} ${sha256}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ evidence: lines })}\n`);
  return 0;
}

async function exportOne({ database, cipher }: OpenStore, id: bigint, folder: string, json: boolean): Promise<number> {
  const evidence = createEvidence(cipher);
  const piece = await evidence.get(database.prisma, id);
  const incident = piece?.incidentId ? await database.prisma.incident.findUnique({ where: { id: piece.incidentId } }) : null;
  const original = piece?.state === 'kept' && incident ? await originalOf(database, evidence, id) : undefined;
  const { sha256, salt, caption = '' } = piece?.details ?? {};
  if (!piece || !incident || !original || sha256 === undefined || salt === undefined) throw new CommandError(`There is no evidence ${id}.`);
  const now = systemClock.now();
  const file = `evidence-${id}.${extensionOf(piece, original)}`;
  const entry = await findAudit(database.prisma, 'keep-evidence', `evidence:${id}:${stampOf(salt, sha256)}`);
  const about = { code: incident.code, slug: incident.slug, startedAt: incident.startedAt.getTime() };
  const { medium, at, rank } = piece;
  const text = certify({ id, file, medium, size: original.length, sha256, salt, at, incident: about, rank, caption, entry }, now);
  await database.transaction((tx) => appendAudit(tx, [operatorDid('export-evidence', `evidence:${id}`, now)]));
  await mkdir(folder, { recursive: true });
  // For nobody else's eyes, and never over something that is there.
  const own = { mode: 0o600, flag: 'wx' } as const;
  await writeFile(join(folder, file), original, own);
  await writeFile(join(folder, `evidence-${id}.txt`), text, own);
  process.stdout.write(json ? `${JSON.stringify({ file: join(folder, file), sha256 })}\n` : `${join(folder, file)}\n${text}`);
  return 0;
}

async function originalOf(database: OpenStore['database'], evidence: ReturnType<typeof createEvidence>, id: bigint) {
  const session = await database.session(() => {});
  try {
    return await evidence.openOriginal(session, id);
  } finally {
    await session.end();
  }
}

/** By what is in it, as far as we know. */
function extensionOf({ medium }: Evidence, original: Buffer): string {
  return medium === 'link' ? 'url.txt' : (strip(original)?.name.split('.').at(-1) ?? 'bin');
}
