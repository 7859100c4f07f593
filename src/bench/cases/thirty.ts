import type { Case } from '../bench.ts';
import { atLeast, atMost, told } from '../result.ts';
import { callAtLimit, counted, withinLimits } from './paced.ts';

const RATE = 30;
const PEOPLE = 2_000;
/** In a short call what stands before it, the receipt and the time to the first, is more than one per cent. */
const LEAST_PEOPLE = 1_000;

export const thirty: Case = {
  name: 'thirty',
  title: 'a neighbourhood at 30 messages a second',
  async *run(bench) {
    for (const people of new Set([bench.sizes.small, Math.min(PEOPLE, bench.sizes.middle)])) {
      const { measures, toIdeal, curves, others } = await callAtLimit(bench, people, RATE);
      const what = 'report to last call, to the ideal people/rate';
      yield {
        case: thirty.name,
        title: thirty.title,
        people,
        measures,
        figures: [
          people < LEAST_PEOPLE ? told(what, toIdeal, '×') : atMost(what, toIdeal, 1.01, '×'),
          ...withinLimits(measures),
          atLeast('people reached', measures.reached, people),
          told('other sends in the same lane', others),
        ],
        plot: { title: `${counted(people)} people, ${counted(RATE)}/s`, curves },
      };
    }
  },
};
