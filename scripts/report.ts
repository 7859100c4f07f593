import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../src/clock.ts';
import { makeFiles } from '../src/closing/make.ts';
import { makePdf } from '../src/closing/pdf.ts';
import { readCode } from '../src/commands/code.ts';
import { CITY_ZONE } from '../src/config.ts';
import { operatorDid } from '../src/domain/audit.ts';
import { isId } from '../src/domain/id.ts';
import { isLanguage, type Language } from '../src/domain/language.ts';
import { minuteOfDay } from '../src/domain/quiet.ts';
import { createDayOf } from '../src/domain/spend.ts';
import { createRenderer } from '../src/locales/render.ts';
import { loadAtlas } from '../src/store/atlas.ts';
import { appendAudit } from '../src/store/audit.ts';
import { readFacts } from '../src/store/closing.ts';
import type { Tx } from '../src/store/database.ts';
import { createStore } from '../src/store/store.ts';
import { CommandError, runCommand, withStore } from './command.ts';

const usage = `Usage:
  npm run report -- CODE_OR_ID [--language kk|ru|en] [--out DIR] [--json]

Writes the closing report on an alarm that is over, as a PDF and a CSV, to DIR (here, if none is given). It holds the exact address, and no names.
`;

await runCommand({
  usage,
  async run(args) {
    const text = { type: 'string' } as const;
    const options = { language: text, out: text, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const { language = 'kk', out = '.', json = false } = values;
    const [named = ''] = positionals;
    if (positionals.length !== 1 || !isLanguage(language)) throw new CommandError(usage.trimEnd());
    return await report(named, language, out, json);
  },
});

async function report(named: string, language: Language, out: string, json: boolean): Promise<number> {
  return await withStore(async ({ database, cipher }) => {
    const { prisma } = database;
    const store = createStore(cipher, { telegram: [], sms: [], voice: [] }, 0, minuteOfDay(CITY_ZONE));
    const id = await find(prisma, named);
    const facts = id === undefined ? undefined : await readFacts(prisma, store, id);
    if (id === undefined || !facts)
      throw new CommandError('There is no alarm of that code or number that people were called to, and that is over.');
    const atlas = await loadAtlas(prisma);
    const files = await makeFiles(
      facts,
      language,
      createRenderer(() => atlas, CITY_ZONE),
      makePdf,
    );
    await database.transaction((tx) => appendAudit(tx, [operatorDid('closing-report', `incident:${id}`, systemClock.now())]));
    await mkdir(out, { recursive: true });
    const name = join(out, `dabyl-${facts.code}-${createDayOf(CITY_ZONE)(facts.startedAt)}-${language}`);
    for (const kind of ['pdf', 'csv'] as const) await writeFile(`${name}.${kind}`, files[kind], { mode: 0o600 });
    process.stdout.write(json ? `${JSON.stringify({ pdf: `${name}.pdf`, csv: `${name}.csv` })}\n` : `${name}.pdf\n${name}.csv\n`);
    return 0;
  });
}

/** A code may have been given out again: the latest is meant. */
async function find(tx: Tx, named: string): Promise<bigint | undefined> {
  const code = readCode(named);
  if (code === undefined) return isId(named) ? BigInt(named) : undefined;
  return (await tx.incident.findFirst({ where: { code, stage: 'over' }, orderBy: { id: 'desc' }, select: { id: true } }))?.id;
}
