import { defineConfig } from 'vitest/config';
import SlowFirst from './test/support/sequencer.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Processes rather than threads: whole apps run in the tests, with signals, child processes and native sockets.
    reporters: ['default', './test/support/count.ts'],
    pool: 'forks',
    // On two processors: a test waits for PostgreSQL and for processes of its own half of the time.
    maxWorkers: 3,
    // Nothing keeps state in a module, so the files of a worker may share them: loading the whole app anew for each takes longer than most tests.
    isolate: false,
    sequence: { sequencer: SlowFirst },
    // Generous: on a busy machine a whole story takes ten times as long.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
