import { systemClock } from '../src/clock.ts';
import { parseOptions, usage } from '../src/drills/options.ts';
import { renderReport } from '../src/drills/report.ts';
import { faultsOf } from '../src/drills/result.ts';
import { runDrill } from '../src/drills/run.ts';
import { openScreen, renderLine, type Snapshot } from '../src/drills/screen.ts';

// `npm run drill`: plays a day through the whole app, and exits with 0 only if everyone who should have been called was, once.

/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;

const options = parseOptions(process.argv.slice(2));
if (options.kind === 'help') process.stdout.write(usage());
else if (options.kind === 'wrong') {
  process.stderr.write(`${options.why}\n\n${usage()}`);
  process.exitCode = 1;
} else {
  process.exitCode = await play(options);
  // Prisma's timers would keep the command from ending for ten seconds more. What is written may still be on its way.
  process.stderr.write('', () => process.stdout.write('', () => process.exit()));
}

async function play({ scenario, people, speed, json }: Extract<typeof options, { kind: 'run' }>): Promise<number> {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
  // An error in some timer, or a terminal that is gone, must not leave the database behind.
  process.on('uncaughtException', (error) => stopping.abort(error));
  const live = process.stdout.isTTY && !json;
  const screen = live ? openScreen(process.stdout, !process.env.NO_COLOR) : undefined;
  const told = json ? process.stderr : process.stdout;
  const lines: string[] = [];
  let look: (() => Snapshot) | undefined;
  let stopDrawing = (): void => {};
  const draw = (): void => {
    if (look) screen?.draw(look());
    stopDrawing = systemClock.at(systemClock.now() + (screen?.everyMs ?? 0), draw);
  };
  const endScreen = (): void => {
    stopDrawing();
    screen?.close();
    look = undefined;
    if (live) process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  };
  try {
    if (live) process.stdout.write("A database, two providers and everyone's phones are being set up …");
    const result = await runDrill({
      scenario,
      people,
      speed,
      signal: stopping.signal,
      log: { level: process.env.LOG_LEVEL || 'silent', write: (line) => process.stderr.write(line) },
      told: (line) => {
        lines.push(renderLine(line));
        if (!live) told.write(`${renderLine(line)}\n`);
      },
      began: (snapshot) => {
        look = snapshot;
        if (!screen) return;
        process.stdout.write('\r\x1b[K');
        draw();
      },
    });
    endScreen();
    told.write(`\n${renderReport(result, speed)}\n`);
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
    return faultsOf(result).length === 0 ? 0 : 1;
  } catch (error) {
    endScreen();
    if (error instanceof DOMException && error.name === 'AbortError') return INTERRUPTED;
    process.stderr.write(`The drill broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}
