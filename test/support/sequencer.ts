import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They wait for real time and real processes, most of it: begun last, they would run alone at the end. */
const slow = ['test/drills/run.test.ts', 'test/bench/run.test.ts', 'test/scenarios/stop.test.ts', 'test/scenarios/faults/kill.test.ts'];

export default class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = slow.findIndex((path) => moduleId.endsWith(path));
      return at === -1 ? slow.length : at;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
