import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '../src/clock.ts';
import { exportResidents } from '../src/residents/export.ts';
import { columns } from '../src/residents/header.ts';
import { importResidents, lineResults } from '../src/residents/import.ts';
import { createNotes } from '../src/residents/notes.ts';
import { createProgress } from '../src/residents/progress.ts';
import { loadAtlas } from '../src/store/atlas.ts';
import { CommandError, runCommand, withStore } from './command.ts';

const usage = `Usage:
  npm run residents -- import FILE.csv [--json]   reads people from a list; nobody is messaged, everybody is called from now on
  npm run residents -- export [--json] > FILE.csv   writes the list of everybody

The file: ${columns.join(',')}
  UTF-8, commas; several neighbourhoods separated by ';' with one role for all or one for each.
  role resident, defender or organiser; trust new, vouched or trusted; telegram a chat id; a telegram, a phone or both.
An exported file holds names and numbers: keep it no longer than needed. In a spreadsheet open its columns as text,
otherwise numbers lose their digits and a name that begins with '=' counts as a formula.
`;

const nothing = Object.fromEntries(lineResults.map((name) => [name, 0]));

await runCommand({
  usage,
  async run(args, signal) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' } } });
    const [verb, file, ...rest] = positionals;
    const json = values.json === true;
    if (verb === 'import' && file !== undefined && rest.length === 0) return await importFile(file, json, signal);
    if (verb === 'export' && file === undefined) return await exportAll(json, signal);
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

async function exportAll(json: boolean, signal: AbortSignal): Promise<number> {
  return await withStore(async ({ database, cipher }) => {
    const atlas = await loadAtlas(database.prisma);
    let exported = 0;
    async function* text(): AsyncGenerator<string> {
      for await (const page of exportResidents(database, cipher, atlas)) {
        exported += page.people;
        yield page.text;
      }
      if (json) yield `${JSON.stringify({ exported })}\n`;
    }
    try {
      await pipeline(Readable.from(text()), process.stdout, { end: false, signal });
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
