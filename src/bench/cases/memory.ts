import type { Case } from '../bench.ts';
import { ratio } from '../measure.ts';
import { atMost, told } from '../result.ts';
import { counted } from './paced.ts';
import { race } from './unlimited.ts';

const PEAK_MB = 200;
/** What counts as flat. */
const GROWTH = 1.1;

/** Read from the same runs as `unlimited`: nothing presses more into memory at once than a call without a limit. */
export const memory: Case = {
  name: 'memory',
  title: 'the most that the app ever has in memory',
  async *run(bench) {
    const { middle, large } = bench.sizes;
    const smaller = await bench.once(`race ${middle}`, () => race(bench, middle));
    const larger = await bench.once(`race ${large}`, () => race(bench, large));
    yield {
      case: memory.name,
      title: memory.title,
      people: large,
      figures: [
        atMost('peak', larger.measures.peakMb, PEAK_MB, 'MB'),
        atMost(`peak to that with ${counted(middle)} people`, ratio(larger.measures.peakMb, smaller.measures.peakMb), GROWTH, '×'),
        told(`peak with ${counted(middle)} people`, smaller.measures.peakMb, 'MB'),
        told('before the report', larger.beforeMb, 'MB'),
      ],
    };
  },
};
