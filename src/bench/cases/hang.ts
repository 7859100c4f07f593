import type { Case } from '../bench.ts';
import { calledIn, playCall, untilCalled } from '../call.ts';
import { measuresOf } from '../measure.ts';
import type { Tally } from '../provider/ledger.ts';
import { atLeast, atMost, told } from '../result.ts';
import { startReady, withRig } from '../rig.ts';

const RATE = 1_000;
const PEOPLE = 5_000;
/** The request that is never answered is the one after so many. */
const AFTER = 0.3;
/** Beside the rest of a call a pause of this long would be felt. */
const GAP_MS = 100;

export const hang: Case = {
  name: 'hang',
  title: 'one request is never answered',
  async *run({ ground, sizes, signal }) {
    const people = Math.min(PEOPLE, sizes.middle);
    const audience = { organisers: 0, reporters: 1, telegram: people, sms: 0 };
    yield await withRig(ground, { audience, telegramRate: RATE }, signal, async (rig) => {
      const app = await startReady(rig);
      await rig.provider('weather', { kind: 'hang', after: Math.floor(people * AFTER) });
      let others: Tally | undefined;
      const meanwhile = async (): Promise<void> => {
        await untilCalled(rig, calledIn(rig) - 1);
        others = await rig.provider('tally', 'calls');
      };
      const call = await playCall(rig, app, { meanwhile });
      const measures = measuresOf(call);
      const { hung } = await rig.provider('damage', undefined);
      const othersMs = (others?.lastAt ?? Number.NaN) - call.report.postAt;
      return {
        case: hang.name,
        title: hang.title,
        people,
        measures,
        figures: [
          atMost('report to the last call of all others, to the ideal people/rate', othersMs / ((1_000 * people) / RATE), 1.03, '×'),
          atMost('longest time in which nobody was called', others?.longestGapMs, GAP_MS, 'ms'),
          atLeast('people reached', measures.reached, people),
          told('the one is called again after', measures.lastMs / 1_000, 's'),
          told('requests never answered', hung.length),
        ],
      };
    });
  },
};
