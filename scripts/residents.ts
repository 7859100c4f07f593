import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { lanesOf } from '../src/app/lanes.ts';
import { systemClock } from '../src/clock.ts';
import { CITY_ZONE } from '../src/config.ts';
import { minuteOfDay } from '../src/domain/quiet.ts';
import { askToExport } from '../src/residents/consent.ts';
import { exportResidents } from '../src/residents/export.ts';
import { columns } from '../src/residents/header.ts';
import { importResidents, lineResults } from '../src/residents/import.ts';
import { createNotes } from '../src/residents/notes.ts';
import { createProgress } from '../src/residents/progress.ts';
import { loadAtlas } from '../src/store/atlas.ts';
import { createStore } from '../src/store/store.ts';
import { CommandError, runCommand, withStore } from './command.ts';

const usage = `Usage:
  npm run residents -- import FILE.csv [--json]   reads people from a list; nobody is messaged, everybody is called from now on
  npm run residents -- export [--alone] [--json] > FILE.csv   writes the list of everybody

Where two organisers or more can be asked on Telegram, an export waits until one of them agrees, for half an hour at the most.
Where fewer can, and an account is frozen, nothing is written.
With --alone nobody is asked, and all organisers are told.

The file: ${columns.join(',')}
  UTF-8, commas; several neighbourhoods separated by ';' with one role for all or one for each.
  role resident, defender or organiser; trust new, vouched or trusted; telegram a chat id; a telegram, a phone or both.
An exported file holds names and numbers: keep it no longer than needed. In a spreadsheet open its columns as text,
otherwise numbers lose their digits and a name that begins with '=' counts as a formula.
`;

const refusals = {
  refused: 'an organiser said no',
  lapsed: 'no organiser agreed in time',
  frozen:
    'there are too few organisers to ask, and accounts of others are frozen. With --alone nobody is asked, and all organisers are told',
} as const;

/** Where it is typed, in its own zone. */
function waitsText(until: number): string {
  const time = new Date(until).toTimeString().slice(0, 5);
  return `Waiting until ${time} for an organiser to agree on Telegram. (With --alone nobody is asked, and all organisers are told.)\n`;
}

const nothing = Object.fromEntries(lineResults.map((name) => [name, 0]));

await runCommand({
  usage,
  async run(args, signal) {
    const options = { json: { type: 'boolean' }, alone: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [verb, file, ...rest] = positionals;
    const json = values.json === true;
    if (verb === 'import' && file !== undefined && rest.length === 0) return await importFile(file, json, signal);
    if (verb === 'export' && file === undefined) return await exportAll(json, values.alone === true, signal);
    throw new CommandError(usage.trimEnd());
  },
});

async function importFile(file: string, json: boolean, signal: AbortSignal): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error)
    throw new CommandError(`Cannot read ${file}: ${found.code === 'ENOENT' ? 'there is no such file' : found.message}`);
  if (!found.isFile()) throw new CommandError(`Cannot read ${file}: it is not a file`);
  const startedAt = systemClock.now();
  const progress = createProgress(process.stderr, found.size, systemClock.now);
  const notes = createNotes(progress.say);
  let bytes = 0;
  async function* source(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(file)) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  const result = await withStore(async ({ database, cipher }) => {
    const atlas = await loadAtlas(database.prisma);
    const onProgress = (lines: number): void => progress.update(bytes, lines);
    return await importResidents(
      { database, cipher, atlas, source: source(), now: systemClock.now, onNote: notes.take, onProgress },
      signal,
    );
  }).finally(progress.end);
  if (result.kind === 'refused') {
    if (json) process.stdout.write(`${JSON.stringify({ ...nothing, seconds: 0, lines: [], refused: result.reason })}\n`);
    throw new CommandError(`Cannot import ${file}: ${result.reason}`);
  }
  notes.end();
  if (signal.aborted) process.stderr.write('Stopped before the end of the file: run it again, what is imported stays.\n');
  const seconds = Math.round(systemClock.now() - startedAt) / 1_000;
  const { counts } = result;
  const summary = [...lineResults.map((name) => `${name} ${counts[name]}`), `seconds ${seconds}`].join(', ');
  process.stdout.write(json ? `${JSON.stringify({ ...counts, seconds, lines: notes.kept })}\n` : `${summary}\n`);
  // Nobody on the list is registered because of it: that is worth an exit code.
  return lineResults.every((name) => name === 'bad' || counts[name] === 0) ? 1 : 0;
}

async function exportAll(json: boolean, alone: boolean, signal: AbortSignal): Promise<number> {
  return await withStore(async ({ database, cipher }, config) => {
    const store = createStore(cipher, lanesOf(config), config.limits.perQuarterHour, minuteOfDay(CITY_ZONE));
    const asked = { database, store, lanes: lanesOf(config), clock: systemClock, alone };
    const consent = await askToExport({ ...asked, waits: (until) => process.stderr.write(waitsText(until)) }, signal);
    if (signal.aborted) return 0;
    if (consent !== 'given') throw new CommandError(`Nothing was written: ${refusals[consent]}.`);
    const atlas = await loadAtlas(database.prisma);
    let exported = 0;
    let leftOut = 0;
    async function* text(): AsyncGenerator<string> {
      for await (const page of exportResidents(database, cipher, atlas)) {
        exported += page.people;
        leftOut += page.leftOut;
        yield page.text;
      }
      if (json) yield `${JSON.stringify({ exported })}\n`;
    }
    try {
      await pipeline(Readable.from(text()), process.stdout, { end: false, signal });
      if (leftOut > 0) process.stderr.write(`Left out, because they belong to no neighbourhood and no line can say so: ${leftOut}\n`);
      return 0;
    } catch (error) {
      // Whoever reads has enough, as `| head` does. (An abort has its own exit code.)
      if (
        signal.aborted ||
        (error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
      )
        return 0;
      throw error;
    }
  });
}
