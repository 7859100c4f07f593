import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseOptions, usage } from '../src/bench/options.ts';
import { renderPlots } from '../src/bench/report/plot.ts';
import { renderLine, renderReport } from '../src/bench/report/report.ts';
import { runBench } from '../src/bench/run.ts';

// `npm run bench`: measures the app between local providers, beside what sending alone takes. A figure that is missed is no failure.

/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;
const FOLDER = fileURLToPath(new URL('../bench/', import.meta.url));

const options = parseOptions(process.argv.slice(2));
if (options.kind === 'help') process.stdout.write(usage());
else if (options.kind === 'wrong') {
  process.stderr.write(`${options.why}\n\n${usage()}`);
  process.exitCode = 1;
} else {
  process.exitCode = await measure(options);
  process.stderr.write('', () => process.stdout.write('', () => process.exit()));
}

async function measure({ only, sizes, json, profile }: Extract<typeof options, { kind: 'run' }>): Promise<number> {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
  // An error in some timer, or a terminal that is gone, must not leave the database behind.
  process.on('uncaughtException', (error) => stopping.abort(error));
  try {
    const results = await runBench({
      ...{ only, sizes, profiles: profile ? `${FOLDER}profiles` : undefined },
      signal: stopping.signal,
      began: (name) => process.stderr.write(`${name} …\n`),
      found: (outcome) => process.stderr.write(`  ${renderLine(outcome)}\n`),
    });
    await mkdir(FOLDER, { recursive: true });
    await writeFile(`${FOLDER}results.json`, `${JSON.stringify(results, null, 2)}\n`);
    await writeFile(`${FOLDER}plot.svg`, renderPlots(results.outcomes.flatMap(({ plot }) => (plot ? [plot] : []))));
    process.stdout.write(`${renderReport(results)}\n`);
    // Without the curves: they are in the file.
    const outcomes = results.outcomes.map(({ plot, ...outcome }) => outcome);
    if (json) process.stdout.write(`${JSON.stringify({ ...results, outcomes })}\n`);
    return results.broken.length === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return INTERRUPTED;
    process.stderr.write(`The bench broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}
