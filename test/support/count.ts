import type { Reporter, TestModule } from 'vitest/node';

/** The last line of `npm test`: how many tests passed and failed, for whoever reads nothing else. */
export default class Count implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    // A file that could not be read has no tests to fail, and an error outside of all tests fails none of them.
    const broken = modules.filter((module) => module.state() === 'failed' && [...module.children.allTests()].length === 0).length;
    const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : '';
    process.stdout.write(`${count('passed')} passed, ${count('failed') + broken + errors.length} failed${skipped}\n`);
  }
}
