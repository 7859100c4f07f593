import type { Case } from '../bench.ts';
import { playCall, untilCalled } from '../call.ts';
import { measuresOf } from '../measure.ts';
import { atLeast, atMost, type Curve, told } from '../result.ts';
import { startReady, withRig } from '../rig.ts';
import { counted } from './paced.ts';

const RATE = 1_000;
const PEOPLE = 10_000;
const CLOSED_SECONDS = 5;
/** Closed once this share has been called. */
const CLOSED_AT = 0.3;
/** What is under way when the door closes: sent before the first refusal can have been read. */
const UNDER_WAY_MS = 50;

export const closedDoor: Case = {
  name: 'closed-door',
  title: 'everybody is refused for 5 s in the middle of a call',
  async *run({ ground, sizes, signal }) {
    const people = Math.min(PEOPLE, sizes.middle);
    const audience = { organisers: 0, reporters: 1, telegram: people, sms: 0 };
    yield await withRig(ground, { audience, telegramRate: RATE }, signal, async (rig) => {
      let closedAt = Number.NaN;
      const meanwhile = async (): Promise<void> => {
        await untilCalled(rig, Math.floor(people * CLOSED_AT));
        closedAt = await rig.provider('weather', { kind: 'closed-door', seconds: CLOSED_SECONDS });
      };
      const call = await playCall(rig, await startReady(rig), { meanwhile });
      const measures = measuresOf(call);
      const idealMs = (1_000 * people) / RATE + 1_000 * CLOSED_SECONDS;
      const underWay = await rig.provider('countBetween', { book: 'calls', from: closedAt - UNDER_WAY_MS, to: closedAt });
      const { refused, refusedLate } = await rig.provider('damage', undefined);
      return {
        case: closedDoor.name,
        title: closedDoor.title,
        people,
        measures,
        figures: [
          atMost('report to last call, to the ideal people/rate + 5 s', measures.lastMs / idealMs, 1.1, '×'),
          atMost('refusals, at most what was in flight', refused, underWay),
          atMost(`refusals more than ${UNDER_WAY_MS} ms after the first`, refusedLate, 0),
          atMost('arrivals over the limit of any second', measures.overLimit, 0),
          atLeast('people reached', measures.reached, people),
          told('calls accepted twice', call.telegram.accepted - call.telegram.people),
        ],
        plot: {
          title: `everybody refused for ${CLOSED_SECONDS} s, ${counted(people)} people, ${counted(RATE)}/s`,
          curves: [
            { name: 'ideal', ideal: true, points: idealPoints(people, closedAt - call.report.postAt) },
            { name: 'Dabyl', points: await rig.provider('curve', { book: 'calls', from: call.report.postAt, points: 200 }) },
          ],
        },
      };
    });
  },
};

/** At the limit but for the time in which the door is closed. */
function idealPoints(people: number, closedMs: number): Curve['points'] {
  const before = Math.round((closedMs * RATE) / 1_000);
  const openMs = closedMs + 1_000 * CLOSED_SECONDS;
  return [
    [0, 0],
    [closedMs, before],
    [openMs, before],
    [openMs + (1_000 * (people - before)) / RATE, people],
  ];
}
