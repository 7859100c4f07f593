import { parseArgs } from 'node:util';
import { type AuditFault, createAuditor } from '../src/domain/audit.ts';
import { readAudit } from '../src/store/audit.ts';
import { CommandError, runCommand, withStore } from './command.ts';

const usage = `Usage:
  npm run audit -- verify [--head HASH] [--json]

Walks the audit log, and says the first entry that is changed, removed or out of order; then the exit code is 1. Write the
head down elsewhere: with --head it is also seen whether the last entries were removed.
`;

const faults: Readonly<Record<AuditFault['kind'], (seq: bigint) => string>> = {
  changed: (seq) => `Entry ${seq} was changed.`,
  removed: (seq) => `Entry ${seq} was removed.`,
  'out of order': (seq) => `Entry ${seq} does not follow the one before it: one was removed, or they were reordered.`,
};

await runCommand({
  usage,
  async run(args) {
    const options = { head: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const known = values.head?.toLowerCase();
    if (positionals.join(' ') !== 'verify' || (known !== undefined && !/^[0-9a-f]{64}$/.test(known)))
      throw new CommandError(usage.trimEnd());
    return await verify(known, values.json === true);
  },
});

async function verify(known: string | undefined, json: boolean): Promise<number> {
  return await withStore(async ({ database }) => {
    const auditor = createAuditor();
    let fault: AuditFault | undefined;
    for await (const link of readAudit(database.prisma)) {
      fault = auditor.take(link);
      if (fault) break;
    }
    fault ??= auditor.end(known);
    const { entries, head } = auditor;
    const found = fault && { fault: fault.kind, entry: Number(fault.seq) };
    const said = fault
      ? faults[fault.kind](fault.seq)
      : `${entries} entries, each as it was written.\nHead, to write down elsewhere: ${head}`;
    process.stdout.write(json ? `${JSON.stringify({ ok: !fault, entries: Number(entries), head, ...found })}\n` : `${said}\n`);
    return fault ? 1 : 0;
  });
}
