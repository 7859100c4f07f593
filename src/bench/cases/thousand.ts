import type { Case } from '../bench.ts';
import { atLeast, told } from '../result.ts';
import { callAtLimit, counted, withinLimits } from './paced.ts';

const RATE = 1_000;

export const thousand: Case = {
  name: 'thousand',
  title: 'a district at 1,000 messages a second',
  async *run(bench) {
    for (const people of new Set([bench.sizes.middle, bench.sizes.large])) {
      const { measures, toIdeal, curves, others } = await callAtLimit(bench, people, RATE);
      yield {
        case: thousand.name,
        title: thousand.title,
        people,
        measures,
        figures: [
          atLeast('from the report to the last call, share of the limit', 1 / toIdeal, 0.99, '×'),
          ...withinLimits(measures),
          atLeast('people reached', measures.reached, people),
          told('other sends in the same lane', others),
        ],
        plot: { title: `${counted(people)} people, ${counted(RATE)}/s`, curves },
      };
    }
  },
};
